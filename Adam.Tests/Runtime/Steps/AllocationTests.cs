using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>After the first step nothing is allocated on the managed heap.</summary>
public sealed class AllocationTests
{
    private const int Steps = 50;

    private readonly AdamVariable[] _variables = [.. new[] { 0, 1, 15, 16, 17, 1000, 70001 }.Select((length, i) => new AdamVariable($"w{i}", new float[length]))];

    public static TheoryData<string> Classes => ["plain", "full", "norm", "value"];

    [Theory]
    [MemberData(nameof(Classes))]
    public void ApplyGradients_WithAList(string name)
    {
        using AdamOptimizer optimizer = Make(name);
        float[][] gradients = Gradients();
        long told = 0;
        optimizer.OnMissingGradients = missing => told += missing.Count;
        void Step() => optimizer.ApplyGradients(
            [
                (gradients[0], _variables[0]), (gradients[1], _variables[1]), (gradients[2], _variables[2]), (Gradient.Missing, _variables[3]),
                (gradients[4], _variables[4]), (gradients[5], _variables[5]), (gradients[6], _variables[6]),
            ]);
        Assert.Equal(0, Allocated(Step));
        Assert.Equal(optimizer.Iterations, told);
        Assert.True(told > Steps);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Step_WithAttachedGradients(string name)
    {
        using AdamOptimizer optimizer = Make(name);
        float[][] gradients = Gradients();
        for (int i = 1; i < _variables.Length; i++)
        {
            _variables[i].Gradient = gradients[i];
        }

        optimizer.Build(_variables);
        Assert.Equal(0, Allocated(() => optimizer.Step()));
    }

    /// <summary>Gradients that move are checked for overlaps anew at every step.</summary>
    [Fact]
    public void GradientsThatMove()
    {
        using var optimizer = new FullAdam();
        float[][][] buffers = [Gradients(), Gradients()];
        int step = 0;
        void Step()
        {
            float[][] gradients = buffers[step++ % 2];
            optimizer.ApplyGradients((gradients[6], _variables[6]), (gradients[1], _variables[1]), (gradients[5].AsMemory(step % 3, 997), _variables[0]));
        }

        _variables[0] = new AdamVariable("slice", new float[997]);
        Assert.Equal(0, Allocated(Step));
    }

    [Fact]
    public void Callables()
    {
        double rate = 0;
        using var optimizer = new FullAdam(new AdamOptions { LearningRate = (Func<double>)(() => rate += 1e-5), WeightDecay = (Func<double>)(() => .5) });
        float[][] gradients = Gradients();
        Assert.Equal(0, Allocated(() => optimizer.ApplyGradients((gradients[5], _variables[5]))));
    }

    private static long Allocated(Action step)
    {
        step();
        return Allocation.Of(step, Steps);
    }

    private static AdamOptimizer Make(string name) => name switch
    {
        "full" => new FullAdam(),
        "norm" => new ClipNormAdam(),
        "value" => new ClipValueAdam(),
        "plain" => new PlainAdam(),
        _ => throw new ArgumentException($"No test class is called `{name}`.", nameof(name)),
    };

    private float[][] Gradients() => [.. _variables.Select(variable => Enumerable.Repeat(.25f, (int)variable.Length).ToArray())];
}
