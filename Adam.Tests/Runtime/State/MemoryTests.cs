using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>The same bits wherever the elements lie, and not one element beside them changed.</summary>
public sealed class MemoryTests
{
    private const int Steps = 3;
    private const float Guard = 12345;

    public static TheoryData<InstructionSet, int> SetsAndLengths
    {
        get
        {
            var data = new TheoryData<InstructionSet, int>();
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                foreach (int length in new[] { 0, 1, 3, 4, 15, 16, 17, 63, 64, 65, 131 })
                {
                    data.Add(set, length);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndLengths))]
    public void SlicesAtOddPlaces_AreLikeWholeArrays(InstructionSet set, int length)
    {
        AdamVariable expected = Inspection.Variable(Start(length));
        Run(set, expected, Gradient(length));
        for (int offset = 1; offset <= 3; offset++)
        {
            float[] block = Enumerable.Repeat(Guard, length + 7).ToArray();
            float[] gradients = Enumerable.Repeat(float.NaN, length + 9).ToArray();
            Start(length).CopyTo(block, offset);
            Gradient(length).CopyTo(gradients, 5 - offset);
            Run(set, new AdamVariable("w", block.AsMemory(offset, length)), gradients.AsMemory(5 - offset, length));
            Assert.Equal(FloatBits.Text(expected.Span), FloatBits.Text(block.AsSpan(offset, length)));
            Assert.All(block[..offset].Concat(block[(offset + length)..]), value => Assert.Equal(Guard, value));
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndLengths))]
    public void NativeMemory_IsLikeAnArray(InstructionSet set, int length)
    {
        AdamVariable expected = Inspection.Variable(Start(length));
        Run(set, expected, Gradient(length));
        nint block = Marshal.AllocHGlobal((2 * length * sizeof(float)) + 8);
        try
        {
            nint gradients = block + 4 + (length * sizeof(float));
            Marshal.Copy(Start(length), 0, block + 4, length);
            Marshal.Copy(Gradient(length), 0, gradients, length);
            AdamVariable w = AdamVariable.FromPointer("w", block + 4, length);
            Run(set, w, Adam.Gradient.FromPointer(gradients, length));
            Assert.Equal(FloatBits.Text(expected.Span), FloatBits.Text(w.Span));
            float[] after = new float[length];
            Marshal.Copy(gradients, after, 0, length);
            Assert.Equal(FloatBits.Text(Gradient(length)), FloatBits.Text(after));
        }
        finally
        {
            Marshal.FreeHGlobal(block);
        }
    }

    /// <summary>Arrays move under the garbage collector; the optimizer must find them where they are now.</summary>
    [Fact]
    public void AMovedArray_IsFound()
    {
        AdamVariable expected = Inspection.Variable(Start(40));
        Run(InstructionSets.Best, expected, Gradient(40));
        (float[] values, float[] gradient) = BehindGarbage();
        AdamVariable w = Inspection.Variable(values);
        using var optimizer = new FullAdam();
        for (int step = 0; step < Steps; step++)
        {
            nint before = Marshal.UnsafeAddrOfPinnedArrayElement(values, 0);
            optimizer.ApplyGradients((gradient, w));
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

            // Once the garbage in front of them is gone, the arrays stay.
            Assert.True(step > 0 || before != Marshal.UnsafeAddrOfPinnedArrayElement(values, 0));
        }

        Assert.Equal(FloatBits.Text(expected.Span), FloatBits.Text(values));
    }

    [Fact]
    public void ScalarsAndEmptyVariables_TakeSteps()
    {
        using var optimizer = new PlainAdam();
        AdamVariable scalar = new("scalar", [1f], []);
        AdamVariable rows = new("rows", [], [0, 5]);
        AdamVariable nothing = AdamVariable.FromPointer("nothing", 0, 0);
        optimizer.ApplyGradients((new Gradient([.5f], []), scalar), (new Gradient([], [0, 5]), rows), (Adam.Gradient.FromPointer(0, 0), nothing));
        Assert.Equal("3F7FBE77", FloatBits.Text(scalar.Span));
        Assert.Equal(["iteration", "Adam/m/scalar", "Adam/v/scalar", "Adam/m/rows", "Adam/v/rows", "Adam/m/nothing", "Adam/v/nothing"], optimizer.Names());
        Assert.Equal([0L, 5L], optimizer.Variables[3].Shape);
    }

    [Fact]
    public void VariablesThatCannotBe()
    {
        Refused<ArgumentException>(() => new AdamVariable("w", new float[6], [2, 2]), "variable 'w' is [2, 2], which has 4 elements", "its memory has 6");
        Refused<ArgumentException>(() => new AdamVariable("w", new float[6], []), "variable 'w' is [], which has 1 elements");
        Refused<ArgumentException>(() => new AdamVariable("w", new float[6], [-2, -3]), "[-2, -3]", "no dimension may be negative");
        Refused<ArgumentException>(() => new AdamVariable("w", [], [1L << 32, 1L << 32]), "[4294967296, 4294967296]", "its memory has 0");
        Refused<ArgumentNullException>(() => new AdamVariable(null!, new float[1]), "name");
        Refused<ArgumentNullException>(() => new AdamVariable("w", (float[])null!), "values");
        Refused<ArgumentNullException>(() => AdamVariable.FromPointer("w", 0, 3), "the length 3", "give the address");
        Refused<ArgumentOutOfRangeException>(() => AdamVariable.FromPointer("w", 64, -1), "length");
        Refused<ArgumentOutOfRangeException>(() => AdamVariable.FromPointer("w", 64, 1L << 62), "no addresses");
        Refused<ArgumentException>(() => Adam.Gradient.FromPointer(64, 6, [4]), "a gradient is [4]", "its memory has 6");
    }

    [Fact]
    public void ShapesAreListsOrArrays_AndCannotBeChanged()
    {
        int[] ints = [2, 3];
        long[] longs = [3, 2];
        AdamVariable a = new("a", new float[6], ints), b = new("b", new float[6].AsMemory(), longs), c = new("c", new float[6], [6]);
        (ints[0], longs[0]) = (9, 9);
        Assert.Equal([2, 3], a.Shape);
        Assert.Equal("[3, 2]", b.Shape.ToString());
        Assert.Equal(new AdamVariable("d", new float[6]).Shape, c.Shape);
        Assert.NotEqual(a.Shape, b.Shape);
        Assert.Equal("a [2, 3]", a.ToString());
        Assert.Equal("gradient [6]", new Gradient(new float[6], [6]).ToString());
        Assert.Equal(("missing gradient", "gradient of 6 elements"), (Adam.Gradient.Missing.ToString(), new Gradient(new float[6]).ToString()));
        Assert.False((object)a.Shape is long[]);
        using var optimizer = new PlainAdam();
        optimizer.Build(a);
        Assert.False(optimizer.Variables is OptimizerVariable[]);
        Assert.Equal("m/a [2, 3]", optimizer.Variables[1].ToString());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (float[] Values, float[] Gradient) BehindGarbage()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        byte[][] garbage = [.. Enumerable.Range(0, 1000).Select(_ => new byte[64])];
        GC.KeepAlive(garbage);
        return (Start(40), Gradient(40));
    }

    private static float[] Start(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Cos(i))];

    private static float[] Gradient(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(3 * i) * .1f)];

    private static void Run(InstructionSet set, AdamVariable variable, Gradient gradient)
    {
        using var optimizer = new FullAdam(new AdamOptions { InstructionSet = set });
        for (int step = 0; step < Steps; step++)
        {
            optimizer.ApplyGradients((gradient, variable));
        }
    }

    private static void Refused<TException>(Func<object> make, params string[] parts)
        where TException : Exception
    {
        TException exception = Assert.Throws<TException>(make);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }
}
