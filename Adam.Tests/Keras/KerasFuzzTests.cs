using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Adam.Keras;
using Adam.Keras.Data;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>
/// Recorded files with bytes changed at random, checksums made to fit so that the readers behind them are reached: the answer is a state
/// or a <see cref="KerasException"/>, no file causes more than 64 MiB of memory. ADAM_KERAS_FUZZ is the number of files of each form.
/// </summary>
public sealed class KerasFuzzTests(ITestOutputHelper output)
{
    private const long MostMemory = 64L << 20;
    private const int FewFiles = 400;

    private static string Interop(string folder, string file) => Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "interop", folder, file);

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("ADAM_KERAS_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : FewFiles;

    [Theory]
    [InlineData("plain", "model.weights.h5")]
    [InlineData("plain", "model.h5")]
    [InlineData("keras3-all", "model.h5")]
    [InlineData("keras22", "model.h5")]
    public void Hdf5(string folder, string file) => Run(Interop(folder, file), "m.h5", static (_, _) => { });

    [Theory]
    [InlineData("all", "model.keras")]
    [InlineData("keras3-loss-scale", "model.keras")]
    public void Zip(string folder, string file) => Run(Interop(folder, file), "m.keras", FixZip);

    [Theory]
    [InlineData("shards")]
    [InlineData("legacy")]
    [InlineData("keras3-plain")]
    public void TensorFlowIndex(string folder) => Run(Interop(folder, "ckpt.index"), "ckpt.index", FixBlocks, Directory.EnumerateFiles(Interop(folder, ""), "ckpt.data-*"));

    private void Run(string original, string name, Action<byte[], List<(int Start, int Length)>> fix, IEnumerable<string>? beside = null)
    {
        using var folder = new TemporaryFolder();
        foreach (string file in beside ?? [])
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        byte[] bytes = File.ReadAllBytes(original);
        List<(int, int)> parts = name.EndsWith(".index", StringComparison.Ordinal) ? Blocks(bytes) : [];
        var random = new Random(20261201);
        var problems = new SortedDictionary<string, int>();
        long most = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] changed = Mutate(bytes, random);
            fix(changed, parts);
            File.WriteAllBytes(folder.File(name), changed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            string outcome = "read";
            try
            {
                _ = KerasFile.Read(folder.File(name), new KerasReadOptions { Steps = 1 });
            }
            catch (KerasException e)
            {
                outcome = e.Problem.ToString();
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            problems[outcome] = problems.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine($"{Path.GetFileName(Path.GetDirectoryName(original))}/{Path.GetFileName(original)}: {string.Join(", ", problems.Select(pair => $"{pair.Value} {pair.Key}"))}; at most {most >> 10} KiB.");
        Assert.True(most < MostMemory, $"{most} bytes");
        Assert.True(problems.Keys.Any(key => key != "read"), "no changed file was refused");
    }

    /// <summary>One to four changes: a byte, a number of 2, 4 or 8 bytes with a value at an edge, a piece copied elsewhere, or a cut.</summary>
    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(8))
            {
                case < 3:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case < 6:
                    int size = 2 << random.Next(3);
                    at = Math.Min(at / size * size, bytes.Length - size);
                    long[] edges = [0, 1, -1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, uint.MaxValue, long.MaxValue, bytes.Length, bytes.Length - 8, at, random.Next(bytes.Length)];
                    BitConverter.GetBytes(edges[random.Next(edges.Length)]).AsSpan(0, size).CopyTo(bytes.AsSpan(at));
                    break;
                case 6:
                    int length = random.Next(1, Math.Min(64, bytes.Length));
                    bytes.AsSpan(random.Next(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length + 1)));
                    break;
                default:
                    if (random.Next(8) == 0)
                    {
                        bytes = bytes[..Math.Max(1, at)];
                    }

                    break;
            }
        }

        return bytes;
    }

    /// <summary>The places of the blocks of an unchanged index.</summary>
    private static List<(int Start, int Length)> Blocks(byte[] index)
    {
        var blocks = new List<(int, int)>();
        int start = 0;
        for (int end = 4; end < index.Length - 52; end++)
        {
            if (index[end] == 0 && BitConverter.ToUInt32(index, end + 1) == Crc32C.MaskedOf(index.AsSpan(start, end + 1 - start)))
            {
                blocks.Add((start, end - start));
                start = end + 5;
                end = start + 3;
            }
        }

        return blocks;
    }

    private static void FixBlocks(byte[] index, List<(int Start, int Length)> blocks)
    {
        foreach ((int start, int length) in blocks.Where(block => block.Start + block.Length + 5 <= index.Length))
        {
            BitConverter.TryWriteBytes(index.AsSpan(start + length + 1), Crc32C.MaskedOf(index.AsSpan(start, length + 1)));
        }
    }

    /// <summary>The checksums of stored members, as far as the directory still leads to them.</summary>
    private static void FixZip(byte[] zip, List<(int Start, int Length)> unused)
    {
        for (int at = zip.AsSpan().IndexOf("PK\u0001\u0002"u8); at >= 0 && at + 46 < zip.Length;)
        {
            uint size = BitConverter.ToUInt32(zip, at + 24);
            uint header = BitConverter.ToUInt32(zip, at + 42);
            if (header + 30L < zip.Length)
            {
                long data = header + 30L + BitConverter.ToUInt16(zip, (int)header + 26) + BitConverter.ToUInt16(zip, (int)header + 28);
                if (data + size <= zip.Length)
                {
                    BitConverter.TryWriteBytes(zip.AsSpan(at + 16), Crc32.Of(zip.AsSpan((int)data, (int)size)));
                }
            }

            int next = zip.AsSpan(at + 4).IndexOf("PK\u0001\u0002"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }
    }
}
