using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Adam.Generator.Emission;
using Xunit;

namespace Adam.Tests.Snapshots;

/// <summary>The library's vector operations are the generator's, printed once more.</summary>
public sealed class LibraryLanesTests
{
    [Fact]
    public async Task TheLibrarysFile_IsWhatTheGeneratorPrints()
    {
        string file = Path.Combine(Here(), "..", "..", "Adam.Runtime", "Lanes", "PrintedLanes.cs");
        string text = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\r\n", "\n");
        if (text != LibraryLanes.Print())
        {
            string received = Path.Combine(Here(), "PrintedLanes.received.cs");
            await File.WriteAllTextAsync(received, LibraryLanes.Print(), TestContext.Current.CancellationToken);
            Assert.Fail($"{file} is not what the generator prints. If the change is meant, move {received} over it.");
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
