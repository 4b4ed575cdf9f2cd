using System;
using System.Buffers;
using System.Runtime.InteropServices;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Memory that a variable shares with another variable or with a gradient (S3.6 and D6 in the memory model of .NET).</summary>
public sealed class OverlapTests
{
    private const string Fix = "share memory; give each its own";

    private readonly float[] _array = new float[32];

    [Fact]
    public void TwoVariables_OverOneArray() => Check(new("a", _array), new("b", _array), new float[32], new float[32], "Variable 'a'", "Variable 'b'");

    [Fact]
    public void TwoVariables_OverSlicesWithOneElementInCommon() =>
        Check(new("a", _array.AsMemory(0, 11)), new("b", _array.AsMemory(10, 5)), new float[11], new float[5], "Variable 'a'", "Variable 'b'");

    [Fact]
    public void TwoVariables_OneInsideTheOther_PastAThird()
    {
        AdamVariable outer = new("outer", _array.AsMemory(0, 20));
        AdamVariable empty = new("empty", _array.AsMemory(3, 0));
        AdamVariable inner = new("inner", _array.AsMemory(5, 2));
        using var optimizer = new PlainAdam();
        Refusal.Of<ArgumentException>(optimizer, [outer, empty, inner], () => optimizer.Build(inner, empty, outer), "Variable 'outer'", "Variable 'inner'", Fix);
        Assert.False(optimizer.IsBuilt);
    }

    [Fact]
    public void AVariable_AndItsGradient() => Check(new("a", _array), new("b", new float[1]), _array, new float[1], "Variable 'a'", "The gradient of 'a'");

    [Fact]
    public void AVariable_AndAnothersGradient() =>
        Check(new("a", _array.AsMemory(0, 8)), new("b", new float[5]), new float[8], _array.AsMemory(7, 5), "Variable 'a'", "The gradient of 'b'");

    /// <summary>The gradient comes before the variable in memory, behind a longer gradient's start.</summary>
    [Fact]
    public void ALongGradient_ReachesAVariableBehindAShortOne() =>
        Check(new("a", _array.AsMemory(20, 12)), new("b", new float[2]), _array.AsMemory(9, 12), _array.AsMemory(10, 2), "Variable 'a'", "The gradient of 'a'");

    [Fact]
    public void NativeMemory()
    {
        nint block = Marshal.AllocHGlobal(32 * sizeof(float));
        try
        {
            Marshal.Copy(_array, 0, block, 32);
            Check(AdamVariable.FromPointer("a", block, 11), AdamVariable.FromPointer("b", block + (10 * 4), 5), new float[11], new float[5], "Variable 'a'", "Variable 'b'");

            // Misaligned, by one byte.
            Check(
                AdamVariable.FromPointer("a", block, 11), new("b", new float[5]), new float[11], Gradient.FromPointer(block + 43, 5), "Variable 'a'", "The gradient of 'b'");
            Fine(AdamVariable.FromPointer("a", block, 11), AdamVariable.FromPointer("b", block + (11 * 4), 5), new float[11], new float[5]);
        }
        finally
        {
            Marshal.FreeHGlobal(block);
        }
    }

    [Fact]
    public void AMemoryManagersMemory()
    {
        using var manager = new Owner(32);
        Check(new("a", manager.Memory[..11]), new("b", manager.Memory.Slice(10, 5)), new float[11], new float[5], "Variable 'a'", "Variable 'b'");
        Check(new("a", manager.Memory[..11]), new("b", new float[5]), new float[11], manager.Memory.Slice(10, 5), "Variable 'a'", "The gradient of 'b'");
        Fine(new("a", manager.Memory[..11]), new("b", manager.Memory.Slice(11, 5)), new float[11], manager.Memory.Slice(16, 5));
    }

    [Fact]
    public void NeighborsAndEmptyOnes_AreFine()
    {
        Fine(new("a", _array.AsMemory(0, 8)), new("b", _array.AsMemory(8, 8)), _array.AsMemory(16, 8), _array.AsMemory(24, 8));
        Fine(new("a", _array.AsMemory(0, 8)), new("b", _array.AsMemory(4, 0)), new float[8], _array.AsMemory(2, 0));
    }

    [Fact]
    public void TwoGradients_MayShareMemory() => Fine(new("a", new float[8]), new("b", new float[8]), _array.AsMemory(0, 8), _array.AsMemory(4, 8));

    /// <summary>A call that was refused once is refused again: nothing of it counts as checked.</summary>
    [Fact]
    public void AfterAGoodStep_AMovedGradientIsChecked_EveryTime()
    {
        using var optimizer = new PlainAdam();
        AdamVariable a = new("a", _array.AsMemory(0, 8));
        AdamVariable idle = new("idle", _array.AsMemory(8, 8));
        optimizer.ApplyGradients((_array.AsMemory(16, 8), a), (new float[8], idle));
        for (int i = 0; i < 2; i++)
        {
            Refusal.Of<ArgumentException>(
                optimizer, [a, idle], () => optimizer.ApplyGradients((_array.AsMemory(9, 8), a)), "Variable 'idle'", "The gradient of 'a'", Fix);
        }

        Assert.Equal(2, optimizer.ApplyGradients((_array.AsMemory(16, 8), a)));
    }

    private static void Check(AdamVariable a, AdamVariable b, Gradient forA, Gradient forB, params string[] parts)
    {
        using var optimizer = new PlainAdam();
        Refusal.Of<ArgumentException>(optimizer, [a, b], () => optimizer.ApplyGradients((forA, a), (forB, b)), [Fix, .. parts]);
        Assert.False(optimizer.IsBuilt);
        Refusal.Of<ArgumentException>(optimizer, [a, b], () => optimizer.ApplyGradients((forB, b), (forA, a)), [Fix, .. parts]);
    }

    private static void Fine(AdamVariable a, AdamVariable b, Gradient forA, Gradient forB)
    {
        using var optimizer = new PlainAdam();
        Assert.Equal(1, optimizer.ApplyGradients((forA, a), (forB, b)));
        Assert.Equal(2, optimizer.ApplyGradients((forB, b), (forA, a)));
    }

    /// <summary>Memory of no array, as far as anyone can tell.</summary>
    private sealed class Owner(int length) : MemoryManager<float>
    {
        private readonly float[] _values = new float[length];

        public override Span<float> GetSpan() => _values;

        public override MemoryHandle Pin(int elementIndex = 0) => _values.AsMemory(elementIndex).Pin();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
