using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Goldens;

/// <summary>
/// The reference gives the bits of the recorded original. Everything that is compared with the reference stands on this.
/// </summary>
public sealed class ReferenceGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("factorial")]
    [InlineData("special")]
    [InlineData("long")]
    [InlineData("digits-mlp")]
    public void Reference_GivesTheRecordedBits_InEveryCase(string file)
    {
        int compared = 0;
        IReadOnlyList<GoldenCase> cases = GoldenFiles.Read(file);
        foreach (GoldenCase golden in cases)
        {
            compared += Replay(golden) > 0 ? 1 : 0;
        }

        output.WriteLine($"{file}: {compared} cases reproduced in bits.");
        Assert.NotEmpty(cases);
        Assert.Equal(cases.Count, compared);
    }

    /// <summary>Returns how many arrays were compared.</summary>
    private static int Replay(GoldenCase golden)
    {
        ReferenceOptimizer optimizer = new(
            golden.Config,
            golden.Variables.Select(v => new ReferenceVariable(v.Name, v.Value, golden.Config)));
        int compared = 0;
        for (int t = 1; t <= golden.Steps.Count; t++)
        {
            GoldenStep step = golden.Steps[t - 1];
            optimizer.Step(step.Gradients);
            foreach ((string kind, float[][] arrays) in step.Recorded())
            {
                for (int i = 0; i < arrays.Length; i++)
                {
                    ReferenceVariable variable = optimizer.Variables[i];
                    int stepNumber = t;
                    Bits.AssertEqual(arrays[i], Array(variable, kind), () => $"{golden.Id}, step {stepNumber}, {kind} of {variable.Name}");
                    compared++;
                }
            }
        }

        Assert.Equal(golden.Iterations, optimizer.Iterations);
        return compared;
    }

    private static float[] Array(ReferenceVariable variable, string kind) => kind switch
    {
        "variable" => variable.Values,
        "m" => variable.M,
        "v" => variable.V,
        "vhat" => variable.VHat ?? [],
        "average" => variable.Average ?? [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an array of the recording."),
    };
}
