using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>A process that is killed while it saves. ADAM_KILLS says how often; the default is for a build on every commit.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("ADAM_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills) ? kills : 8;

    [Fact]
    public void KilledAtARandomMoment_ThePathHoldsTheLastOrTheNextCheckpoint_Whole()
    {
        using var folder = new TemporaryFolder();
        string path = folder["a"];
        var random = new Random(20240801);
        int saved = 0;
        int next = 0;
        int partial = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int printed = WriteUntilKilled(path, saved + 1, random.Next(40));
            if (printed < 0)
            {
                Assert.Skip("The test program cannot be started as a process of its own here.");
            }

            // Read by the plain reader: the numbers of the file say which one it is, and every byte follows from that.
            byte[] file = File.ReadAllBytes(path);
            PlainSafetensors plain = PlainSafetensors.Read(file);
            int number = int.Parse(plain.Metadata["number"], CultureInfo.InvariantCulture);
            Assert.InRange(number, printed, printed + 1);
            Assert.Equal(SampleCheckpoint.File(number, KilledWriter.Elements), file);
            next += number - printed;
            partial += folder.Names.Length - 1;
            saved = number;
        }

        output.WriteLine($"files: {Kills} processes killed while they saved, {saved} checkpoints, {next} times the next one was there unheard of, {partial} partial files for the next one to remove.");

        // What the last one left is removed by the next save.
        Adam.Checkpoints.Files.SafeFile.Write(Adam.Checkpoints.Files.RealFiles.Instance, path, stream => stream.WriteByte(1));
        Assert.Equal(["a"], folder.Names);
    }

    /// <summary>The number of the last checkpoint that the process said was saved; -1 if it never said anything.</summary>
    private static int WriteUntilKilled(string path, int first, int milliseconds)
    {
        try
        {
            using Process process = KilledWriter.Start(path, first);
            int last = Number(process.StandardOutput.ReadLine());
            Thread.Sleep(milliseconds);
            process.Kill();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                // A line that was cut says nothing.
                last = Math.Max(last, Number(line) == last + 1 ? last + 1 : last);
            }

            process.WaitForExit();
            return last;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }

    private static int Number(string? line) => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
