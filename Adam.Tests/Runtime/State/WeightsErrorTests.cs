using System;
using System.Collections.Generic;
using Adam.Elements;
using Adam.State;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Arrays that SetWeights refuses before anything changes (D17); the wrong one is always the last, so that all others were fine.</summary>
public sealed class WeightsErrorTests
{
    private static readonly long[] Count = [5];
    private static readonly float[] Two = [8, 9];

    public static TheoryData<string> Cases => [.. Wrong.Keys];

    private static Dictionary<string, (Array[] Weights, string[] Parts)> Wrong => new()
    {
        ["too few"] = ([Count, Two], ["There are 2 arrays and 3 variables", "one array for each"]),
        ["too many"] = ([Count, Two, Two, Two], ["There are 4 arrays and 3 variables", "one array for each"]),
        ["none"] = ([], ["There are 0 arrays and 3 variables"]),
        ["too short"] = ([Count, Two, new float[1]], ["'Adam/v/w' is Single[] with 1 elements", "must be Single[] with 2"]),
        ["too long"] = ([Count, Two, new float[3]], ["'Adam/v/w' is Single[] with 3 elements", "must be Single[] with 2"]),
        ["doubles"] = ([Count, Two, new double[2]], ["'Adam/v/w' is Double[] with 2 elements", "must be Single[] with 2"]),
        ["a matrix"] = ([Count, Two, new float[1, 2]], ["'Adam/v/w' is Single[,] with 2 elements", "must be Single[] with 2"]),
        ["null"] = ([Count, Two, null!], ["'Adam/v/w' is null", "must be Single[] with 2"]),
        ["a counter of floats"] = ([new float[1], Two, Two], ["'iteration' is Single[] with 1 elements", "must be Int64[] with 1"]),
        ["a counter of ints"] = ([new int[1], Two, Two], ["'iteration' is Int32[] with 1 elements", "must be Int64[] with 1"]),
        ["two counters"] = ([new long[2], Two, Two], ["'iteration' is Int64[] with 2 elements", "must be Int64[] with 1"]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void WrongArrays(string name)
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = Inspection.Variable(1, 2);
        optimizer.ApplyGradients((new[] { 1f, 2f }, w));
        (Array[] weights, string[] parts) = Wrong[name];
        Refusal.Of<ArgumentException>(optimizer, [w], () => optimizer.SetWeights(weights), parts);
    }

    [Fact]
    public void ANegativeCounter()
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = Inspection.Variable(1, 2);
        optimizer.ApplyGradients((new[] { 1f, 2f }, w));
        Refusal.Of<ArgumentOutOfRangeException>(optimizer, [w], () => optimizer.SetWeights([new[] { -1L }, Two, Two]), "`Iterations` is -1", "must not be negative");
    }

    [Fact]
    public void NoList()
    {
        using var optimizer = new PlainAdam();
        optimizer.Build(Inspection.Variable(1, 2));
        Refusal.Of<ArgumentNullException>(optimizer, [], () => optimizer.SetWeights(null!), "weights");
    }

    [Fact]
    public void BeforeBuild()
    {
        using var optimizer = new PlainAdam();
        Refusal.Of<InvalidOperationException>(optimizer, [], () => optimizer.SetWeights([Count]), "no slots yet", "call Build with the same variables before SetWeights");
        Assert.Equal(0, optimizer.Iterations);
    }

    [Fact]
    public void MoreElementsThanAnArrayHolds()
    {
        using var optimizer = new PlainAdam();
        optimizer.Build(Inspection.Variable(1, 2));
        var slot = new OptimizerVariable(optimizer, "m/large", [1L << 31], optimizer.Runner.Model!.State.Buffer, ElementMemory.FromPointer(0x10000, 1L << 31));
        var exception = Assert.Throws<InvalidOperationException>(() => Weights.Get([optimizer.Variables[0], slot]));
        Assert.Contains("'m/large' has 2147483648 elements and an array holds at most 2147483591", exception.Message, StringComparison.Ordinal);
    }
}
