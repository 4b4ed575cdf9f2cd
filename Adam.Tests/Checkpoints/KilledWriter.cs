using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using Adam.Checkpoints.Files;

namespace Adam.Tests.Checkpoints;

/// <summary>The test program as a process that saves one checkpoint after another to one path until somebody kills it.</summary>
internal static class KilledWriter
{
    public const int Elements = 200_000;

    private const string Variable = "ADAM_TESTS_WRITE_UNTIL_KILLED";

    /// <summary>Starts one; it prints the number of each checkpoint that is saved.</summary>
    public static Process Start(string path, int first)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Adam.Tests");
        ProcessStartInfo start = File.Exists(program) ? new(program) : new("dotnet", [program + ".dll"]);
        start.RedirectStandardOutput = true;
        start.Environment[Variable] = $"{first.ToString(CultureInfo.InvariantCulture)}|{path}";
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|', 2) is not [var first, var path])
        {
            return;
        }

        for (int number = int.Parse(first, CultureInfo.InvariantCulture); ; number++)
        {
            SafeFile.Write(RealFiles.Instance, path, file => SampleCheckpoint.Write(file, number, Elements));
            Console.WriteLine(number);
            Console.Out.Flush();
        }
    }
}
