#if !USE_VERIFY
using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace VerifyXunit;

/// <summary>
/// Compares a text with <c>Name.verified.ext</c> beside the test, by the names and the file convention of the Verify package,
/// for where that package cannot be had. <c>dotnet test -p:UseVerify=true</c> puts the package in its place.
/// </summary>
internal static class Verifier
{
    public static SettingsTask Verify(string target, string extension, [CallerFilePath] string sourceFile = "") =>
        new(target, extension, Path.GetDirectoryName(sourceFile)!);
}

/// <summary>A comparison that runs when it is awaited.</summary>
internal sealed class SettingsTask(string target, string extension, string directory)
{
    private string _name = string.Empty;

    public SettingsTask UseFileName(string name)
    {
        _name = name;
        return this;
    }

    public TaskAwaiter GetAwaiter() => Compare().GetAwaiter();

    private async Task Compare()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string verified = Path.Combine(directory, $"{_name}.verified.{extension}");
        string received = Path.Combine(directory, $"{_name}.received.{extension}");
        string expected = File.Exists(verified) ? await File.ReadAllTextAsync(verified, cancellation) : string.Empty;
        if (Lines(expected) == Lines(target))
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, target, cancellation);
        Assert.Fail($"{verified} differs {FirstDifference(Lines(expected), Lines(target))}. If the change is meant, move {received} over it.");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return $"at line {line + 1}:\n  verified: {At(left, line)}\n  received: {At(right, line)}\n";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";

    // A checkout may turn line ends; the text is the same.
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF');
}
#endif
