using System;
using System.ComponentModel;
using System.Diagnostics;

namespace Adam.Tests.Checkpoints;

/// <summary>Programs of the system that make what .NET cannot: pipes and small disks.</summary>
internal static class Shell
{
    /// <summary>Null if the program ran and returned 0, else why not.</summary>
    public static string? Try(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program} returned {process.ExitCode}: {error.Trim()}";
        }
        catch (Win32Exception e)
        {
            return $"{program}: {e.Message}";
        }
    }
}
