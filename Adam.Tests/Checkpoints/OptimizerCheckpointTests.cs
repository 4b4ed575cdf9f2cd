using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Adam.Checkpoints;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Adam.Tests.Runtime;
using Adam.Tests.Training;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>n steps, a checkpoint and k steps of another object have the bits of n + k steps; and what does not fit changes nothing.</summary>
public sealed class OptimizerCheckpointTests(ITestOutputHelper output)
{
    private const int After = 4;

    private static readonly int[] Lengths = [1, 37, 0, 300];

    [Fact]
    public void EveryStructure_GoesOnAsIfNothingHadHappened()
    {
        int cases = 0;
        foreach (StructureKey key in StructureCatalog.Keys)
        {
            foreach (int steps in (int[])[0, 1, 2, 7])
            {
                ReferenceConfig config = TrainingSetup.Config(key);
                using AdamOptimizer straight = TrainingSetup.Create(config);
                AdamVariable[] expected = Variables(1);
                straight.Build(expected);
                Run(straight, expected, 0, steps);
                byte[] file = Save(straight);
                Run(straight, expected, steps, After);

                // Into one that is not built, and into one that has gone another way.
                foreach (bool stepped in (bool[])[false, true])
                {
                    using AdamOptimizer resumed = TrainingSetup.Create(config);
                    AdamVariable[] variables = Variables(2);
                    if (stepped)
                    {
                        Run(resumed, variables, 50, 3);
                        Load(resumed, file);
                    }

                    LoadResult result = resumed.Load(new OnePassStream(new MemoryStream(file), 999), null, variables);
                    Assert.Equal((steps, true), ((int)result.Iterations, result.VariablesLoaded));
                    Assert.Empty(result.Fresh.Concat(result.Superfluous).Concat(result.Hyperparameters.Select(difference => difference.Name)));
                    Run(resumed, variables, steps, After);
                    TrainingSetup.AssertSame(straight, expected, resumed, variables, $"{key}, {steps} steps");
                    cases++;
                }
            }
        }

        output.WriteLine($"checkpoints: {cases} runs resumed with the bits of those that were not interrupted.");
    }

    [Fact]
    public void AStranger_ReadsTheSameBits()
    {
        using var optimizer = new FullAdam();
        AdamVariable[] variables = [.. Variables(1), new AdamVariable("w1", TrainingSetup.Values(3, 9)), new AdamVariable("w1/m", TrainingSetup.Values(3, 8))];
        Run(optimizer, variables, 0, 5);
        PlainSafetensors plain = PlainSafetensors.Read(Save(optimizer));
        Assert.Equal(5, BitConverter.ToInt64(plain.Tensors["adam/iterations"].Bytes));
        string[] names = ["w0", "w1", "w2", "w3", "w1#2", "w1%2Fm"];
        Array[] weights = optimizer.GetWeights();
        for (int i = 0; i < names.Length; i++)
        {
            Assert.Equal(Bytes(variables[i].Span.ToArray()), plain.Tensors[names[i]].Bytes);
            Assert.Equal(Bytes((float[])weights[1 + i]), plain.Tensors[names[i] + "/average"].Bytes);
            Assert.Equal(Bytes((float[])weights[1 + names.Length + (2 * i)]), plain.Tensors[names[i] + "/m"].Bytes);
            Assert.Equal(Bytes((float[])weights[2 + names.Length + (2 * i)]), plain.Tensors[names[i] + "/v"].Bytes);
            Assert.Equal(Bytes((float[])weights[1 + (3 * names.Length) + i]), plain.Tensors[names[i] + "/vhat"].Bytes);
        }

        Assert.Equal((5 * names.Length) + 2, plain.Tensors.Count);
        Assert.Equal("GlobalClipNorm WeightDecay Amsgrad AdaptiveEpsilon UseEma", plain.Metadata["adam.structure"]);
        Assert.Equal(optimizer.GetConfig().ToJson(), plain.Metadata["adam.config"]);
    }

    [Fact]
    public void BeforeBuild_TheCounterAlone_IsSaved()
    {
        using var optimizer = new PlainAdam { Iterations = 2957 };
        byte[] file = Save(optimizer);
        using var other = new PlainAdam();
        Assert.Equal(2957, Load(other, file).Iterations);
        Assert.False(other.IsBuilt);
        using var built = new PlainAdam();
        AdamVariable[] variables = Variables(1);
        built.Build(variables);
        CheckpointMismatchException mismatch = Refusal.Of<CheckpointMismatchException>(built, variables, () => Load(built, file));
        Assert.All(mismatch.Differences, difference => Assert.Equal(CheckpointDifferenceKind.Missing, difference.Kind));
    }

    [Fact]
    public void ALossScale_OneStepBeforeItDoubles_AndSumsHalfFull_GoOn()
    {
        AdamVariable[] expected = Variables(1);
        (GradientAccumulator straight, LossScaleOptimizer scaled) = Stack();
        Accumulate(straight, expected, 0, 8);
        Assert.Equal((2L, 2), (scaled.GrowthCounter, straight.Count));
        byte[] file = Save(straight);
        Accumulate(straight, expected, 8, 4);
        Assert.Equal((16f, 1L), (scaled.Scale, scaled.GrowthCounter));

        AdamVariable[] variables = Variables(2);
        (GradientAccumulator resumed, LossScaleOptimizer other) = Stack();
        resumed.Load(new MemoryStream(file), null, variables);
        Assert.Equal((8f, 2L, 2), (other.Scale, other.GrowthCounter, resumed.Count));
        Accumulate(resumed, variables, 8, 4);
        Assert.Equal((16f, 1L), (other.Scale, other.GrowthCounter));
        TrainingSetup.AssertSame(scaled.Inner, expected, other.Inner, variables, "accumulated");

        // What the other side does not have is a difference, unless it is allowed.
        using var plain = new PlainAdam();
        AdamVariable[] alone = Variables(3);
        plain.Build(alone);
        CheckpointMismatchException mismatch = Refusal.Of<CheckpointMismatchException>(plain, alone, () => Load(plain, file));
        Assert.Equal(2, mismatch.Differences.Count(difference => difference.Kind == CheckpointDifferenceKind.Structure));
        Assert.Contains("w0/sum", plain.Load(new MemoryStream(file), new LoadOptions { AllowSuperfluous = true }).Superfluous);
        straight.Dispose();
        resumed.Dispose();
        scaled.Dispose();
        other.Dispose();
    }

    [Fact]
    public void AnotherModel_IsRefused_WithAllDifferences()
    {
        using var amsgrad = new AmsgradAdam();
        AdamVariable[] saved = Variables(1);
        Run(amsgrad, saved, 0, 2);
        byte[] file = Save(amsgrad);

        using var plain = new PlainAdam();
        AdamVariable[] variables = [new("w0", new float[2]), new("w1", new float[37], [37, 1]), new("other", new float[4])];
        Run(plain, variables, 0, 1);
        CheckpointMismatchException mismatch = Refusal.Of<CheckpointMismatchException>(
            plain, variables, () => Load(plain, file), "The stages were [Amsgrad] and are []", "'w0/m' has the shape [1]; [2] is expected", "'w1' has the shape [37]; [37, 1] is expected", "'other/v' is missing", "'w3/vhat', F32 [300], is superfluous");

        // One of structure; variable, m and v of three; vhat of four; variable, m and v of two.
        Assert.Equal(1 + 9 + 4 + 6, mismatch.Differences.Count);
    }

    [Fact]
    public void ExclusionsThatWereForgotten_AreADifference()
    {
        using var optimizer = new DecayAdam();
        optimizer.ExcludeFromWeightDecay(names: ["w1"]);
        AdamVariable[] variables = Variables(1);
        Run(optimizer, variables, 0, 2);
        using var other = new DecayAdam();
        AdamVariable[] its = Variables(2);
        other.Build(its);
        Refusal.Of<CheckpointMismatchException>(other, its, () => Load(other, Save(optimizer)), "exclusions from weight decay were [w1] and are []", "ExcludeFromWeightDecay");
    }

    [Fact]
    public void ATransfer_IsByName_AndSaysWhatItDid()
    {
        using var optimizer = new AverageAdam();
        AdamVariable[] saved = Variables(1);
        Run(optimizer, saved, 0, 3);
        byte[] file = Save(optimizer);
        using var other = new AverageAdam();
        AdamVariable[] its = [new("new", [5f, 6f]), new("layer/w1", new float[37]), new("layer/w0", new float[1])];
        var options = new LoadOptions { AllowMissing = true, AllowSuperfluous = true, Rename = name => "layer/" + name };
        LoadResult result = other.Load(new MemoryStream(file), options, its);
        Assert.Equal(["new", "new/average", "new/m", "new/v"], result.Fresh.Order(StringComparer.Ordinal));
        Assert.Equal(["layer/w2", "layer/w2/average", "layer/w2/m", "layer/w2/v", "layer/w3", "layer/w3/average", "layer/w3/m", "layer/w3/v"], result.Superfluous.Order(StringComparer.Ordinal));
        Assert.Equal(saved[1].Span.ToArray(), its[1].Span.ToArray());
        Assert.Equal(saved[0].Span.ToArray(), its[2].Span.ToArray());
        Assert.Equal(optimizer.Slot("m/w1"), other.Slot("m/layer/w1"));
        Assert.Equal([5f, 6f], its[0].Span.ToArray());
        Assert.Equal([5f, 6f], other.Slot("average/new"));
        Assert.Equal(3, other.Iterations);
    }

    [Fact]
    public void WithoutVariables_TheModelStays_AndLoadingSaysSo()
    {
        using var optimizer = new PlainAdam();
        AdamVariable[] saved = Variables(1);
        Run(optimizer, saved, 0, 3);
        var stream = new MemoryStream();
        optimizer.Save(stream, new SaveOptions { Variables = false });
        Assert.DoesNotContain("w1", PlainSafetensors.Read(stream.ToArray()).Tensors.Keys);
        using var other = new PlainAdam();
        AdamVariable[] its = Variables(2);
        float[] before = its[1].Span.ToArray();
        Assert.False(other.Load(new MemoryStream(stream.ToArray()), null, its).VariablesLoaded);
        Assert.Equal(before, its[1].Span.ToArray());
        Assert.Equal(optimizer.Slot("v/w3"), other.Slot("v/w3"));
        Assert.False(other.Load(new MemoryStream(Save(optimizer)), new LoadOptions { Variables = false }).VariablesLoaded);
        Assert.Equal(before, its[1].Span.ToArray());
    }

    [Fact]
    public void AnotherProgramsFile_GivesVariablesByName_AndNothingMore()
    {
        float[] values = [1f, 2f];
        byte[] file = Writing.File(SafetensorsLayout.Of(
            [new TensorToWrite("w", TensorType.F32, [2], TensorBytes.Of(values))], new Dictionary<string, string> { ["format"] = "pt" }));
        using var optimizer = new PlainAdam();
        AdamVariable variable = new("w", new float[2]);
        Run(optimizer, [variable], 0, 2);
        Refusal.Of<CheckpointException>(optimizer, [variable], () => Load(optimizer, file), "another program has written it", "`State = false`");
        float[] moment = optimizer.Slot("m/w");
        Assert.True(optimizer.Load(new MemoryStream(file), new LoadOptions { State = false }).VariablesLoaded);
        Assert.Equal(values, variable.Span.ToArray());
        Assert.Equal(moment, optimizer.Slot("m/w"));
        Assert.Equal(2, optimizer.Iterations);
    }

    [Fact]
    public void HyperparametersThatDiffer_AreReported_AndTakenOnRequest()
    {
        using var optimizer = new FullAdam(new AdamOptions { LearningRate = new ExponentialDecay(0.5, 10, 0.9), Beta1 = 0.8 });
        AdamVariable[] variables = Variables(1);
        Run(optimizer, variables, 0, 3);
        byte[] file = Save(optimizer);
        using var other = new FullAdam();
        LoadResult result = other.Load(new MemoryStream(file), null, Variables(2));
        Assert.Equal(["learning_rate", "beta_1"], result.Hyperparameters.Select(difference => difference.Name));
        Assert.Equal(("0.8", "0.9"), (result.Hyperparameters[1].InCheckpoint, result.Hyperparameters[1].InOptimizer));
        Assert.Equal(0.9, other.Beta1.Value);
        Assert.Equal(2, other.Load(new MemoryStream(file), new LoadOptions { Hyperparameters = true }).Hyperparameters.Count);
        Assert.Equal(optimizer.GetConfig().ToJson(), other.GetConfig().ToJson());
        Assert.Empty(Load(other, file).Hyperparameters);

        // What JSON cannot hold does not keep the state from being saved.
        optimizer.Beta1 = (Func<double>)(() => 0.8);
        Assert.Contains("Beta1", Load(other, Save(optimizer)).HyperparametersUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFile_ChangesNothing()
    {
        using var optimizer = new FullAdam();
        AdamVariable[] variables = Variables(1);
        Run(optimizer, variables, 0, 3);
        byte[] file = Save(optimizer);
        using var built = new FullAdam();
        AdamVariable[] its = Variables(2);
        Run(built, its, 7, 2);
        using var fresh = new FullAdam();
        AdamVariable[] others = Variables(3);
        string before = Refusal.Everything(fresh, others);
        int cases = 0;
        for (int bit = 0; bit < 8 * file.Length; bit += 331, cases++)
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Refusal.Of<CheckpointException>(built, its, () => LoadOrMismatch(built, damaged, []));
            Assert.Throws<CheckpointException>(() => LoadOrMismatch(fresh, damaged, others));
            Assert.Equal(before, Refusal.Everything(fresh, others));
        }

        output.WriteLine($"checkpoints: {cases} damaged ones loaded into a built and an unbuilt optimizer, which stayed as they were.");
        Assert.Equal(3, fresh.Load(new MemoryStream(file), null, others).Iterations);
    }

    [Fact]
    public async Task SaveAsync_HasWhatWasThereWhenItReturned()
    {
        using var folder = new TemporaryFolder();
        using var optimizer = new AmsgradAdam();
        AdamVariable[] variables = Variables(1);
        Run(optimizer, variables, 0, 3);
        byte[] now = Save(optimizer);
        Task saving = optimizer.SaveAsync(folder["a"], cancellation: TestContext.Current.CancellationToken);
        var stream = new MemoryStream();
        Task writing = optimizer.SaveAsync(stream, cancellation: TestContext.Current.CancellationToken);
        Run(optimizer, variables, 3, 2);
        await Task.WhenAll(saving, writing);
        Assert.Equal(now, await File.ReadAllBytesAsync(folder["a"], TestContext.Current.CancellationToken));
        Assert.Equal(now, stream.ToArray());
        Assert.Equal(3, optimizer.Load(folder["a"]).Iterations);
        Assert.Equal(now, Save(optimizer));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => optimizer.SaveAsync(folder["b"], cancellation: new(canceled: true)));
        Assert.Equal(["a"], folder.Names);
    }

    [Fact]
    public void APlateausState_ComesBack()
    {
        using var optimizer = new PlainAdam();
        var plateau = new ReduceOnPlateau(patience: 3, cooldown: 2);
        plateau.Next(0.5, 1);
        plateau.Next(0.6, 1);
        var stream = new MemoryStream();
        optimizer.Save(stream, new SaveOptions { Plateau = plateau });
        var other = new ReduceOnPlateau(patience: 3, cooldown: 2);
        optimizer.Load(new MemoryStream(stream.ToArray()), new LoadOptions { Plateau = other });
        Assert.Equal(plateau.GetState(), other.GetState());
        Assert.Throws<CheckpointMismatchException>(() => Load(optimizer, stream.ToArray()));
        Assert.Throws<CheckpointMismatchException>(() => optimizer.Load(new MemoryStream(Save(optimizer)), new LoadOptions { Plateau = other }));
    }

    [Fact]
    public void WithoutVariables_AnUnbuiltOptimizer_CannotLoad()
    {
        using var optimizer = new PlainAdam();
        Run(optimizer, Variables(1), 0, 1);
        using var other = new PlainAdam();
        Refusal.Of<InvalidOperationException>(other, [], () => Load(other, Save(optimizer)), "give Load the variables");
        using var disposed = new PlainAdam();
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Save(disposed));
    }

    /// <summary>A header that was damaged may list another model; that is a refusal too.</summary>
    private static void LoadOrMismatch(AdamOptimizer optimizer, byte[] file, AdamVariable[] variables)
    {
        try
        {
            optimizer.Load(new MemoryStream(file), null, variables);
        }
        catch (CheckpointMismatchException e)
        {
            throw new CheckpointException(e.Message, e);
        }
    }

    private static (GradientAccumulator Accumulator, LossScaleOptimizer Scale) Stack()
    {
        var scaled = new LossScaleOptimizer(new PlainAdam(), initialScale: 8, dynamicGrowthSteps: 3);
        return (new GradientAccumulator(scaled, 3), scaled);
    }

    private static AdamVariable[] Variables(ulong seed) => [.. Lengths.Select((length, i) => new AdamVariable($"w{i}", TrainingSetup.Values(length, (10 * seed) + (ulong)i)))];

    private static (Gradient, AdamVariable)[] Gradients(AdamVariable[] variables, int step) =>
        [.. variables.Select((variable, i) => ((Gradient)TrainingSetup.Values((int)variable.Length, (ulong)(1000 + (10 * step) + i)), variable))];

    private static void Run(AdamOptimizer optimizer, AdamVariable[] variables, int first, int count)
    {
        for (int step = first; step < first + count; step++)
        {
            optimizer.ApplyGradients(Gradients(variables, step));
        }
    }

    private static void Accumulate(GradientAccumulator accumulator, AdamVariable[] variables, int first, int count)
    {
        for (int step = first; step < first + count; step++)
        {
            accumulator.Accumulate(Gradients(variables, step));
        }
    }

    private static byte[] Save(IAdamOptimizer optimizer)
    {
        var stream = new MemoryStream();
        optimizer.Save(new OnePassStream(stream, int.MaxValue));
        return stream.ToArray();
    }

    private static LoadResult Load(IAdamOptimizer optimizer, byte[] file) => optimizer.Load(new MemoryStream(file));

    private static byte[] Bytes(float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
