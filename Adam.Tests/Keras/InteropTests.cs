using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Keras;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>
/// Every recorded file of Keras and TensorFlow: its optimizer's tensors are those that were saved, in bits, and one more step gives the
/// recorded bits; or it is refused, where the recording says so.
/// </summary>
public sealed class InteropTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryFileOfEveryFolder_HasTheRecordedBits_OrIsRefused()
    {
        var failures = new List<string>();
        int read = 0;
        int steps = 0;
        foreach (InteropFolder folder in InteropFolder.All())
        {
            var done = new List<string>();
            foreach (string file in folder.Files)
            {
                try
                {
                    (string what, int stepped) = Try(folder, file);
                    done.Add($"{file} {what}");
                    read += what.StartsWith("read", StringComparison.Ordinal) ? 1 : 0;
                    steps += stepped;
                }
                catch (Exception e) when (e is KerasException or ArgumentException or InvalidOperationException or Xunit.Sdk.XunitException or IOException)
                {
                    failures.Add($"{folder.Name}/{file}: {e.Message}");
                    done.Add($"{file} FAILED");
                }
            }

            output.WriteLine($"{folder.Name}: {string.Join(", ", done)}");
        }

        output.WriteLine($"{read} states equal in bits, {steps} steps from them too.");
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.True(steps > 0);
    }

    /// <summary>What was done with the file, and how many steps were compared.</summary>
    private static (string What, int Steps) Try(InteropFolder folder, string file)
    {
        string path = folder.FilePath(file);
        if (folder.Steps is { } count)
        {
            KerasException missing = Assert.Throws<KerasException>(() => KerasFile.Read(path));
            Assert.Equal(KerasProblem.Missing, missing.Problem);
            InteropState.AssertFirstGeneration(folder, KerasFile.Read(path, new KerasReadOptions { Steps = count }));
            return ("read with its steps", 0);
        }

        if (folder.Refuse is not null)
        {
            KerasException refused = Assert.Throws<KerasException>(() => KerasFile.Read(path));
            bool holdsNone = !InteropState.HoldsOptimizer(path) && refused.Problem == KerasProblem.NoOptimizer;
            Assert.True(holdsNone || refused.Problem is KerasProblem.OtherOptimizer or KerasProblem.Unsupported or KerasProblem.Mismatch, refused.Message);
            return ("refused", 0);
        }

        if (!InteropState.HoldsOptimizer(path))
        {
            Assert.Equal(KerasProblem.NoOptimizer, Assert.Throws<KerasException>(() => KerasFile.Read(path)).Problem);
            return ("has no optimizer", 0);
        }

        if (folder.Optimizers.Count > 1)
        {
            Assert.Equal(KerasProblem.Ambiguous, Assert.Throws<KerasException>(() => KerasFile.Read(path)).Problem);
            List<KerasOptimizerState> states = [.. TensorFlowCheckpoint.Open(path).Optimizers.Select(name => KerasFile.Read(path, new KerasReadOptions { Optimizer = name }))];
            Assert.Equal(folder.Optimizers.Count, states.Count);
            Assert.All(folder.Optimizers, expected => Assert.Single(states, state => InteropState.Difference(expected, state) is null));
            return ($"read {states.Count} times", 0);
        }

        KerasOptimizerState state = InteropState.Read(folder, path);
        InteropState.AssertEqual(folder, state);
        return InteropStep.Run(folder, state) is { } exception ? ($"read ({exception})", 0) : ("read and stepped", 1);
    }
}
