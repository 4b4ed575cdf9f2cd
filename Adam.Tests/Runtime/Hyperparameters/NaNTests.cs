using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>NaN as a hyper-parameter is an error where it is given, or before the step where somebody gives it (D24, D6).</summary>
public sealed class NaNTests
{
    private static readonly Dictionary<string, (Action<AdamOptions> Option, Action<AdamOptimizer> Property)> Given = new()
    {
        ["LearningRate"] = (options => options.LearningRate = double.NaN, optimizer => optimizer.LearningRate = double.NaN),
        ["Beta1"] = (options => options.Beta1 = double.NaN, optimizer => optimizer.Beta1 = double.NaN),
        ["Beta2"] = (options => options.Beta2 = double.NaN, optimizer => optimizer.Beta2 = double.NaN),
        ["Epsilon"] = (options => options.Epsilon = double.NaN, optimizer => optimizer.Epsilon = double.NaN),
        ["WeightDecay"] = (options => options.WeightDecay = double.NaN, optimizer => optimizer.WeightDecay = double.NaN),
        ["ClipNorm"] = (options => options.ClipNorm = double.NaN, optimizer => optimizer.ClipNorm = double.NaN),
        ["ClipValue"] = (options => options.ClipValue = double.NaN, optimizer => optimizer.ClipValue = double.NaN),
        ["GlobalClipNorm"] = (options => options.GlobalClipNorm = double.NaN, optimizer => optimizer.GlobalClipNorm = double.NaN),
        ["EmaMomentum"] = (options => options.EmaMomentum = double.NaN, optimizer => optimizer.EmaMomentum = double.NaN),
    };

    private static readonly Dictionary<string, Action<AdamOptimizer, Func<double>>> Asked = new()
    {
        ["LearningRate"] = (optimizer, source) => optimizer.LearningRate = source,
        ["Beta1"] = (optimizer, source) => optimizer.Beta1 = source,
        ["Beta2"] = (optimizer, source) => optimizer.Beta2 = source,
        ["Epsilon"] = (optimizer, source) => optimizer.Epsilon = source,
        ["WeightDecay"] = (optimizer, source) => optimizer.WeightDecay = source,
    };

    public static TheoryData<string> GivenNames => [.. Given.Keys];

    public static TheoryData<string> AskedNames => [.. Asked.Keys];

    [Theory]
    [MemberData(nameof(GivenNames))]
    public void AnOption_IsRefusedWhereItIsSet(string name)
    {
        var options = new AdamOptions();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Given[name].Option(options));
        Assert.Equal("value", error.ParamName);
        Assert.StartsWith($"`{name}` is NaN; it must be a number.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(GivenNames))]
    public void AProperty_IsRefused_AndNothingChanges(string name)
    {
        // With its stage, and without.
        AdamOptimizer[] all = [new FullAdam(), new ClipNormAdam(), new ClipValueAdam(), new PlainAdam()];
        foreach (AdamOptimizer optimizer in all)
        {
            using (optimizer)
            {
                AdamVariable w = Inspection.Variable(1, 2);
                optimizer.ApplyGradients((new[] { 1f, -1f }, w));
                string numbers = Numbers(optimizer);
                Refusal.Of<ArgumentOutOfRangeException>(optimizer, [w], () => Given[name].Property(optimizer), $"`{name}` is NaN; it must be a number.");
                Assert.Equal(numbers, Numbers(optimizer));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AskedNames))]
    public void ADelegateThatGivesIt_IsAnErrorBeforeAnythingChanges(string name)
    {
        double given = 0.5;
        using var optimizer = new FullAdam();
        Asked[name](optimizer, () => given);
        AdamVariable w = Inspection.Variable(1, 2);
        w.Gradient = new[] { 1f, -1f };
        given = double.NaN;
        Assert.Throws<InvalidOperationException>(() => optimizer.ApplyGradients((new[] { 1f, -1f }, w)));
        Assert.False(optimizer.IsBuilt);
        given = 0.5;
        optimizer.ApplyGradients((new[] { 1f, -1f }, w));
        string numbers = Numbers(optimizer);
        given = double.NaN;
        string[] parts = [$"The delegate of `{name}` gave NaN after 1 steps", "nothing has changed"];
        Refusal.Of<InvalidOperationException>(optimizer, [w], () => optimizer.ApplyGradients((new[] { 1f, -1f }, w)), parts);
        Refusal.Of<InvalidOperationException>(optimizer, [w], () => optimizer.Step(), parts);
        Refusal.Of<InvalidOperationException>(optimizer, [w], () => optimizer.ApplyGradients(), parts);
        Assert.Equal(numbers, Numbers(optimizer));
        given = 0.5;
        Assert.Equal(2, optimizer.Step());
    }

    [Fact]
    public void AScheduleThatGivesIt_IsAnErrorBeforeAnythingChanges()
    {
        using var optimizer = new PlainAdam(new AdamOptions { LearningRate = new NaNAt(1) });
        AdamVariable w = Inspection.Variable(1);
        optimizer.ApplyGradients((new[] { 1f }, w));
        Refusal.Of<InvalidOperationException>(
            optimizer, [w], () => optimizer.ApplyGradients((new[] { 1f }, w)), "The schedule (NaNAt) of `LearningRate` gave NaN after 1 steps", "nothing has changed");
        Assert.Equal(0.5, optimizer.LearningRate.Value);
    }

    [Fact]
    public void InfinitiesPass()
    {
        using var optimizer = new FullAdam
        {
            LearningRate = double.PositiveInfinity,
            Beta1 = double.NegativeInfinity,
            Beta2 = double.PositiveInfinity,
            Epsilon = double.PositiveInfinity,
            WeightDecay = double.NegativeInfinity,
            GlobalClipNorm = double.PositiveInfinity,
        };
        optimizer.LearningRate = (Func<double>)(() => double.NegativeInfinity);
        Assert.Equal(1, optimizer.ApplyGradients((new[] { 1f }, Inspection.Variable(1))));
    }

    private static string Numbers(AdamOptimizer optimizer) => string.Join(' ', new object?[]
    {
        optimizer.LearningRate.Value, optimizer.Beta1.Value, optimizer.Beta2.Value, optimizer.Epsilon.Value, optimizer.WeightDecay.Value,
        optimizer.ClipNorm, optimizer.ClipValue, optimizer.GlobalClipNorm, optimizer.EmaMomentum,
    }.Select(value => value ?? "null"));

    private sealed class NaNAt(long step) : LearningRateSchedule
    {
        public override float ValueAt(long iteration) => iteration == step ? float.NaN : 0.5f;
    }
}
