using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Adam.Tests.Generator;
using VerifyXunit;
using Xunit;

namespace Adam.Tests.Snapshots;

/// <summary>
/// Whole emitted files, to be read from top to bottom like code of our own. A diff in one of them is reviewed as such.
/// </summary>
public sealed class SnapshotTests
{
#if USE_VERIFY
    internal const string Comparer = "Snapshots are compared by the package Verify.XunitV3.";
#else
    internal const string Comparer = "Snapshots are compared by Snapshots/Verifier.cs; -p:UseVerify=true puts the package Verify.XunitV3 in its place.";
#endif

    [Theory]
    [InlineData("Plain", "")]
    [InlineData("Everything", "(LearningRate = 0.002, Beta1 = 0.85, Beta2 = 0.995, Epsilon = 1e-6, AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.004, GlobalClipNorm = 1.0, UseEma = true, EmaMomentum = 0.995, EmaOverwriteFrequency = 100, JitCompile = false, Name = \"Head\")")]
    [InlineData("ClipValueAdaptive", "(ClipValue = 0.5, AdaptiveEpsilon = true)")]
    [InlineData("ClipNormDecayAverage", "(ClipNorm = 1.0, WeightDecay = 0.004, UseEma = true, EmaOverwriteFrequency = 10)")]
    public async Task EmittedFile(string name, string arguments)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(Comparer);
        GeneratorRun run = await GeneratorHarness.Run($"using Adam;\nnamespace Users.Training;\n[AdamConfig{arguments}] public sealed partial class {name};");

        // The version changes with every release, the rest does not.
        string text = Regex.Replace(run.Text, @"(GeneratedCode\(""Adam.Generator"", "")[0-9.]+", "$1VERSION");
        await Verifier.Verify(text, "cs").UseFileName(name);
    }
}
