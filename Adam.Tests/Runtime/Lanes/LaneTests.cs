using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Adam.Numerics;
using Adam.Steps;
using Adam.Tests.Kernels;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Every emitted operation of every width gives the bits of one lane, for all pairs of numbers that are somebody's limit.</summary>
public sealed class LaneTests
{
    private static readonly float[] Values = FloatBits.Parse(
        "00000000 80000000 00000001 80000001 007FFFFF 807FFFFF 00800000 80800000 00800001 0FFFFFFF 10000000 10000001 1FFFFFFF 20000000 A0000000 20000001 "
        + "203504F4 3E99999A 3F7FFFFF 3F800000 BF800000 3F800001 40000000 C0490FDB 5FFFFFFF 5F800000 60000000 E0000001 7F7FFFFF FF7FFFFF 7F800000 FF800000 "
        + "NaN 7F800001 FFC12345");

    private static readonly (float X, float Y)[] Pairs = [.. Values.SelectMany(x => Values.Select(y => (x, y)))];

    [Fact]
    public void Maximum() => CheckOfTwo("Maximum");

    [Fact]
    public void Quotient() => CheckOfTwo("Quotient");

    [Fact]
    public void Flush() => CheckOfOne("Flush");

    [Fact]
    public void Square() => CheckOfOne("Square");

    [Fact]
    public void Clamped()
    {
        var one = EmittedLanes.Operation<Func<float, float, float, float>>(InstructionSet.Scalar, "Clamped");
        foreach (float bound in (float[])[MathF.ScaleB(1, -126), MathF.ScaleB(1, -63), .3f, 1, MathF.ScaleB(1, 64), float.MaxValue, float.PositiveInfinity])
        {
            Check(
                (x, _) => one(x, -bound, bound),
                set => On128<Func<Vector128<float>, Vector128<float>, Vector128<float>, Vector128<float>>>(set, "Clamped", operation => (x, _) => operation(x, Vector128.Create(-bound), Vector128.Create(bound))),
                (x, _) => EmittedLanes.Operation<Func<Vector256<float>, Vector256<float>, Vector256<float>, Vector256<float>>>(InstructionSet.Avx2, "Clamped")(x, Vector256.Create(-bound), Vector256.Create(bound)),
                (x, _) => EmittedLanes.Operation<Func<Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>>>(InstructionSet.Avx512, "Clamped")(x, Vector512.Create(-bound), Vector512.Create(bound)));
            foreach (float x in Values)
            {
                Assert.Equal(float.IsNaN(x), float.IsNaN(one(x, -bound, bound)));
                Assert.True(float.IsNaN(x) || one(x, -bound, bound) == MathF.Max(-bound, MathF.Min(bound, x)));
            }
        }
    }

    [Fact]
    public void Product()
    {
        var one = EmittedLanes.Operation<Func<float, float, int, float>>(InstructionSet.Scalar, "Product");
        var lanes256 = EmittedLanes.Operation<Func<Vector256<float>, Vector256<float>, Vector256<int>, Vector256<float>>>(InstructionSet.Avx2, "Product");
        var lanes512 = EmittedLanes.Operation<Func<Vector512<float>, Vector512<float>, Vector512<int>, Vector512<float>>>(InstructionSet.Avx512, "Product");
        foreach (float factor in Values.Select(Flushed.Read))
        {
            int floor = new FactorFloor().Of(factor);
            Check(
                (x, _) => one(x, factor, floor),
                set => On128<Func<Vector128<float>, Vector128<float>, Vector128<int>, Vector128<float>>>(set, "Product", operation => (x, _) => operation(x, Vector128.Create(factor), Vector128.Create(floor))),
                (x, _) => lanes256(x, Vector256.Create(factor), Vector256.Create(floor)),
                (x, _) => lanes512(x, Vector512.Create(factor), Vector512.Create(floor)));
        }
    }

    [Fact]
    public void TheMaximum_PropagatesNaN_AndIsTheGreater()
    {
        var maximum = EmittedLanes.Operation<Func<float, float, float>>(InstructionSet.Scalar, "Maximum");
        foreach ((float x, float y) in Pairs)
        {
            bool isNaN = float.IsNaN(x) || float.IsNaN(y);
            Assert.Equal(isNaN, float.IsNaN(maximum(x, y)));
            Assert.True(isNaN || maximum(x, y) == MathF.Max(x, y));
        }
    }

    [Fact]
    public void AWindow_IsSetExactlyForOrdinaryMagnitudes()
    {
        var window = EmittedLanes.Operation<Func<float, int>>(InstructionSet.Scalar, "Window");
        foreach (float x in Values)
        {
            Assert.Equal(MathF.Abs(x) >= MathF.ScaleB(1, -63) && MathF.Abs(x) < MathF.ScaleB(1, 65), (window(x) & (1 << 30)) != 0);
        }
    }

    private static void CheckOfOne(string name)
    {
        var one = EmittedLanes.Operation<Func<float, float>>(InstructionSet.Scalar, name);
        var lanes256 = EmittedLanes.Operation<Func<Vector256<float>, Vector256<float>>>(InstructionSet.Avx2, name);
        var lanes512 = EmittedLanes.Operation<Func<Vector512<float>, Vector512<float>>>(InstructionSet.Avx512, name);
        Check(
            (x, _) => one(x),
            set => On128<Func<Vector128<float>, Vector128<float>>>(set, name, operation => (x, _) => operation(x)),
            (x, _) => lanes256(x),
            (x, _) => lanes512(x));
    }

    private static void CheckOfTwo(string name) => Check(
        EmittedLanes.Operation<Func<float, float, float>>(InstructionSet.Scalar, name),
        set => EmittedLanes.Operation<Func<Vector128<float>, Vector128<float>, Vector128<float>>>(set, name),
        EmittedLanes.Operation<Func<Vector256<float>, Vector256<float>, Vector256<float>>>(InstructionSet.Avx2, name),
        EmittedLanes.Operation<Func<Vector512<float>, Vector512<float>, Vector512<float>>>(InstructionSet.Avx512, name));

    private static Func<Vector128<float>, Vector128<float>, Vector128<float>> On128<T>(InstructionSet set, string name, Func<T, Func<Vector128<float>, Vector128<float>, Vector128<float>>> use)
        where T : Delegate => use(EmittedLanes.Operation<T>(set, name));

    /// <summary>Compares what can run here.</summary>
    private static void Check(
        Func<float, float, float> one,
        Func<InstructionSet, Func<Vector128<float>, Vector128<float>, Vector128<float>>> of128,
        Func<Vector256<float>, Vector256<float>, Vector256<float>> lanes256,
        Func<Vector512<float>, Vector512<float>, Vector512<float>> lanes512)
    {
        for (int start = 0; start + 16 <= Pairs.Length; start += 7)
        {
            float[] x = [.. Pairs.Skip(start).Take(16).Select(pair => pair.X)];
            float[] y = [.. Pairs.Skip(start).Take(16).Select(pair => pair.Y)];
            string expected = FloatBits.Text([.. x.Zip(y, one)]);
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                float[] actual = new float[16];
                for (int i = 0; i < 16; i += 4)
                {
                    switch (set)
                    {
                        case InstructionSet.Vector128 or InstructionSet.AdvSimd:
                            of128(set)(Vector128.Create(x, i), Vector128.Create(y, i)).CopyTo(actual, i);
                            break;
                        case InstructionSet.Avx2 when i % 8 == 0:
                            lanes256(Vector256.Create(x, i), Vector256.Create(y, i)).CopyTo(actual, i);
                            break;
                        case InstructionSet.Avx512 when i == 0:
                            lanes512(Vector512.Create(x), Vector512.Create(y)).CopyTo(actual);
                            break;
                        case InstructionSet.Scalar:
                            Array.Copy(x.Zip(y, one).ToArray(), i, actual, i, 4);
                            break;
                    }
                }

                Assert.Equal(expected, FloatBits.Text(actual));
            }
        }
    }
}
