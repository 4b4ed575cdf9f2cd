using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Adam.Benchmarks.Fresh;

/// <summary>Starts this program again as a user's program starts: with tiered compilation, which the program itself goes without.</summary>
internal static class FreshProcess
{
    /// <summary>The settings under which the runtime takes a set for the best one.</summary>
    private static readonly Dictionary<InstructionSet, string?> s_switches = new()
    {
        [InstructionSet.Avx512] = null,
        [InstructionSet.Avx2] = "DOTNET_EnableAVX512",
        [InstructionSet.Vector128] = "DOTNET_EnableAVX2",
        [InstructionSet.AdvSimd] = null,
    };

    /// <summary>Milliseconds of constructing an optimizer and taking its first step.</summary>
    internal static double First() => double.Parse(Run(InstructionSets.Best, "first")[0], CultureInfo.InvariantCulture);

    /// <summary>How many times as long as at the process' best steps 2 to 1,000 take.</summary>
    /// <exception cref="InvalidOperationException">The process ran another set, or compiled nothing behind its first 1,000 steps.</exception>
    internal static double EarlySteps(InstructionSet set, FreshCase what)
    {
        string[] answer = Run(set, "steps", what.ToString());
        return answer[^1] != "0"
            ? double.Parse(answer[0], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The process compiled nothing after its first 1,000 steps; it did not run with tiered compilation.");
    }

    private static string[] Run(InstructionSet set, params string[] task)
    {
        ProcessStartInfo start = Self();
        start.ArgumentList.Add(FreshProgram.Mark);
        Array.ForEach(task, start.ArgumentList.Add);
        start.Environment["DOTNET_TieredCompilation"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "1";
        if (s_switches[set] is { } off)
        {
            start.Environment[off] = "0";
        }

        string[] words = Output(start).Split(' ', StringSplitOptions.TrimEntries);
        return words[0] == set.ToString()
            ? words[1..]
            : throw new InvalidOperationException($"The process ran {words[0]} where {set} is measured.");
    }

    /// <summary>What a program prints.</summary>
    internal static string Output(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"`{start.FileName}` ended with {process.ExitCode}.");
    }

    private static ProcessStartInfo Self()
    {
        string path = Environment.ProcessPath!;
        var start = new ProcessStartInfo(path);
        if (Path.GetFileNameWithoutExtension(path) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Program).Assembly.Location);
        }

        return start;
    }
}
