using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>D24: a second call, from a callback or from another thread, is refused; Dispose waits for the end of the call.</summary>
public sealed class OneCallAtATimeTests
{
    private readonly AdamVariable _w = new("w", [1f, 2f]);
    private readonly AdamVariable _idle = new("idle", [3f]);

    /// <summary>What a callback must not do, by name.</summary>
    private static Dictionary<string, Action<AdamOptimizer, AdamVariable[]>> Calls => new()
    {
        ["ApplyGradients"] = (optimizer, variables) => optimizer.ApplyGradients((new float[2], variables[0])),
        ["Step"] = (optimizer, _) => optimizer.Step(),
        ["Minimize"] = (optimizer, variables) => optimizer.Minimize(() => 0, variables),
        ["Build"] = (optimizer, variables) => optimizer.Build(variables),
        ["SetWeights"] = (optimizer, _) => optimizer.SetWeights(optimizer.GetWeights()),
        ["FinalizeVariableValues"] = (optimizer, _) => optimizer.FinalizeVariableValues(),
    };

    public static TheoryData<string, bool> CallsAndBuilt
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string call in Calls.Keys)
            {
                data.Add(call, false);
                data.Add(call, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CallsAndBuilt))]
    public void FromARatesDelegate(string call, bool built)
    {
        bool calls = false;
        using AdamOptimizer optimizer = Create(built);
        Func<double> rate = () =>
        {
            if (calls)
            {
                Calls[call](optimizer, [_w, _idle]);
            }

            return 0.1;
        };
        optimizer.LearningRate = rate;
        calls = true;
        RefusedBeforeTheStep(optimizer, built);
    }

    [Theory]
    [MemberData(nameof(CallsAndBuilt))]
    public void FromOnMissingGradients(string call, bool built)
    {
        using AdamOptimizer optimizer = Create(built);
        optimizer.OnMissingGradients = _ => Calls[call](optimizer, [_w, _idle]);
        RefusedBeforeTheStep(optimizer, built);
    }

    [Theory]
    [MemberData(nameof(CallsAndBuilt))]
    public void FromOnStep(string call, bool built)
    {
        using AdamOptimizer optimizer = Create(built);
        optimizer.OnStep = _ => Calls[call](optimizer, [_w, _idle]);
        RefusedBehindTheStep(optimizer, built);
    }

    [Theory]
    [MemberData(nameof(CallsAndBuilt))]
    public void FromAConstraint(string call, bool built)
    {
        using AdamOptimizer optimizer = Create(built);
        _w.Constraint = _ => Calls[call](optimizer, [_w, _idle]);
        RefusedBehindTheStep(optimizer, built);
    }

    [Fact]
    public void CallbacksMayReadAndSetNumbers()
    {
        using AdamOptimizer optimizer = Create(built: false);
        long[] counts = [];
        optimizer.OnStep = _ =>
        {
            counts = [.. counts, ((long[])optimizer.GetWeights()[0])[0]];
            Assert.NotEmpty(optimizer.GetConfig().ToJson());
            optimizer.LearningRate = 0.25;
        };
        Step(optimizer);
        Step(optimizer);
        Assert.Equal([1, 2], counts);
        Assert.Equal(0.25, optimizer.LearningRate.Value);
    }

    /// <summary>The step has not begun: it is refused, nothing has changed, and the memory lived as long as the call.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_FromACallbackBeforeTheStep(bool built)
    {
        foreach (bool inRate in new[] { false, true })
        {
            using AdamOptimizer optimizer = Create(built);
            string before = FloatBits.Exact(_w.Span);
            if (inRate)
            {
                optimizer.LearningRate = (Func<double>)(() =>
                {
                    optimizer.Dispose();
                    return 0.1;
                });
            }
            else
            {
                optimizer.OnMissingGradients = _ => optimizer.Dispose();
            }

            Assert.Throws<ObjectDisposedException>(() => Step(optimizer));
            Assert.Equal(before, FloatBits.Exact(_w.Span));
            Assert.Equal(built ? 1 : 0, optimizer.Iterations);
            Assert.True(optimizer.Guard.IsClosed);
        }
    }

    [Fact]
    public void Dispose_FromACallbackBehindTheStep_FreesAtTheEnd()
    {
        AdamOptimizer optimizer = Create(built: false);
        optimizer.OnStep = _ => optimizer.Dispose();
        Assert.Equal(1, Step(optimizer));
        Assert.Throws<ObjectDisposedException>(() => Step(optimizer));
        Assert.Throws<ObjectDisposedException>(() => optimizer.GetWeights());
    }

    /// <summary>The thread that steps waits in its callback until the other one has disposed the optimizer.</summary>
    [Fact]
    public void Dispose_OnAnotherThread_LetsTheStepEnd()
    {
        AdamOptimizer optimizer = Create(built: true);
        float[] seen = [];
        optimizer.OnStep = _ =>
        {
            Task.Run(optimizer.Dispose, TestContext.Current.CancellationToken).Wait(TestContext.Current.CancellationToken);
            seen = [_w.Span[0]];
        };
        Assert.Equal(2, Step(optimizer));
        Assert.NotEqual(1f, Assert.Single(seen));
        Assert.True(optimizer.Guard.IsClosed);
        Assert.Throws<ObjectDisposedException>(() => optimizer.Variables[1].CopyTo(new float[2]));
    }

    /// <summary>Ended the process with an access violation where slots were freed under a running loop.</summary>
    [Fact]
    public async Task Dispose_AtAnyMoment_HarmsNoStep()
    {
        const int Length = 200_000;
        float[] gradient = Enumerable.Repeat(.5f, Length).ToArray();
        for (int round = 0; round < 20; round++)
        {
            var optimizer = new PlainAdam(new AdamOptions { MaxDegreeOfParallelism = 1 + (round % 2) });
            var variable = new AdamVariable("w", new float[Length]);
            optimizer.Build(variable);
            using var started = new ManualResetEventSlim();
            var steps = Task.Run(
                () =>
                {
                    long taken = 0;
                    try
                    {
                        while (true)
                        {
                            taken = optimizer.ApplyGradients((gradient, variable));
                            started.Set();
                        }
                    }
                    catch (ObjectDisposedException)
                    {
                        return taken;
                    }
                },
                TestContext.Current.CancellationToken);
            started.Wait(TestContext.Current.CancellationToken);
            Thread.SpinWait(round * 500);
            optimizer.Dispose();
            long count = await steps;

            // Every element has taken every step, and no step is half done.
            Assert.True(count > 0);
            Assert.Equal(count, optimizer.Iterations);
            Assert.All(variable.Span.ToArray(), value => Assert.Equal(variable.Span[0], value));
        }
    }

    [Fact]
    public void FourThreads_CountWhatTheyHaveTaken()
    {
        using AdamOptimizer optimizer = Create(built: true);
        long taken = 0, refused = 0;
        Parallel.For(
            0,
            4,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            _ =>
            {
                for (int i = 0; i < 200; i++)
                {
                    try
                    {
                        Step(optimizer);
                        Interlocked.Increment(ref taken);
                    }
                    catch (InvalidOperationException exception)
                    {
                        Assert.Contains("make one call at a time", exception.Message, StringComparison.Ordinal);
                        Interlocked.Increment(ref refused);
                    }
                }
            });
        Assert.Equal(800, taken + refused);
        Assert.Equal(taken + 1, optimizer.Iterations);
    }

    [Fact]
    public void AnAccumulatorsMemory_LivesAsLongAsItsCall()
    {
        using AdamOptimizer optimizer = Create(built: true);
        var accumulator = new GradientAccumulator(optimizer, 1);
        optimizer.OnMissingGradients = _ => accumulator.Dispose();
        accumulator.Accumulate((new[] { 1f, 2f }, _w));
        Assert.Equal(2, optimizer.Iterations);
        Assert.Throws<ObjectDisposedException>(() => accumulator.Accumulate((new[] { 1f, 2f }, _w)));
    }

    [Fact]
    public void AnAccumulator_IsNotReentered()
    {
        using AdamOptimizer optimizer = Create(built: true);
        using var accumulator = new GradientAccumulator(optimizer, 1);
        optimizer.OnStep = _ => accumulator.Accumulate((new[] { 1f, 2f }, _w));
        var exception = Assert.Throws<InvalidOperationException>(() => accumulator.Accumulate((new[] { 1f, 2f }, _w)));
        Assert.Contains("A call of GradientAccumulator runs already", exception.Message, StringComparison.Ordinal);
        Assert.Equal((2L, 0), (optimizer.Iterations, accumulator.Count));
    }

    private FullAdam Create(bool built)
    {
        var optimizer = new FullAdam();
        _w.Gradient = new[] { 1f, -2f };
        if (built)
        {
            optimizer.ApplyGradients((_w.Gradient, _w), (new[] { 1f }, _idle));
        }

        return optimizer;
    }

    private long Step(AdamOptimizer optimizer) => optimizer.ApplyGradients((_w.Gradient, _w), (Gradient.Missing, _idle));

    private void RefusedBeforeTheStep(AdamOptimizer optimizer, bool built)
    {
        Refusal.Of<InvalidOperationException>(optimizer, [_w, _idle], () => Step(optimizer), "A call of FullAdam runs already", "from one of its callbacks");
        Assert.Equal(built, optimizer.IsBuilt);
    }

    private void RefusedBehindTheStep(AdamOptimizer optimizer, bool built)
    {
        long expected = built ? 2 : 1;
        var exception = Assert.Throws<InvalidOperationException>(() => Step(optimizer));
        Assert.Contains("from one of its callbacks", exception.Message, StringComparison.Ordinal);
        Assert.Equal(expected, exception.Data["Adam.StepTaken"]);
        Assert.Equal(expected, optimizer.Iterations);
    }
}
