using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Adam.Lanes;
using Adam.Steps;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Every width gives the bits of one lane, for all pairs of numbers that are somebody's limit.</summary>
public sealed class LaneTests
{
    private static readonly float[] Values = FloatBits.Parse(
        "00000000 80000000 00000001 80000001 007FFFFF 807FFFFF 00800000 80800000 00800001 0FFFFFFF 10000000 10000001 1FFFFFFF 20000000 A0000000 20000001 "
        + "203504F4 3E99999A 3F7FFFFF 3F800000 BF800000 3F800001 40000000 C0490FDB 5FFFFFFF 5F800000 60000000 E0000001 7F7FFFFF FF7FFFFF 7F800000 FF800000 "
        + "NaN 7F800001 FFC12345");

    private static readonly (float X, float Y)[] Pairs = [.. Values.SelectMany(x => Values.Select(y => (x, y)))];

    [Fact]
    public void Sqrt() => Check(
        (x, _) => I(ScalarLanes.Sqrt(x)), (x, _) => Lanes128.Sqrt(x).AsInt32(), (x, _) => Lanes256.Sqrt(x).AsInt32(), (x, _) => Lanes512.Sqrt(x).AsInt32());

    [Fact]
    public void Maximum() => Check(
        (x, y) => I(ScalarLanes.Maximum(x, y)),
        (x, y) => Lanes128.Maximum(x, y).AsInt32(),
        (x, y) => Lanes256.Maximum(x, y).AsInt32(),
        (x, y) => Lanes512.Maximum(x, y).AsInt32());

    [Fact]
    public void Clamped()
    {
        foreach (float bound in (float[])[MathF.ScaleB(1, -126), MathF.ScaleB(1, -63), .3f, 1, MathF.ScaleB(1, 64), float.MaxValue, float.PositiveInfinity])
        {
            Check(
                (x, _) => I(ScalarLanes.Clamped(x, -bound, bound)),
                (x, _) => Lanes128.Clamped(x, Vector128.Create(-bound), Vector128.Create(bound)).AsInt32(),
                (x, _) => Lanes256.Clamped(x, Vector256.Create(-bound), Vector256.Create(bound)).AsInt32(),
                (x, _) => Lanes512.Clamped(x, Vector512.Create(-bound), Vector512.Create(bound)).AsInt32());
        }
    }

    [Fact]
    public void Masked() => Check(
        (x, y) => I(ScalarLanes.Masked(x, y > 1 ? -1 : 0)),
        (x, y) => Lanes128.Masked(x, Vector128.GreaterThan(y, Vector128<float>.One).AsInt32()).AsInt32(),
        (x, y) => Lanes256.Masked(x, Vector256.GreaterThan(y, Vector256<float>.One).AsInt32()).AsInt32(),
        (x, y) => Lanes512.Masked(x, Vector512.GreaterThan(y, Vector512<float>.One).AsInt32()).AsInt32());

    [Fact]
    public void Window() => Check(
        (x, _) => ScalarLanes.Window(x), (x, _) => Lanes128.Window(x), (x, _) => Lanes256.Window(x), (x, _) => Lanes512.Window(x), areFloats: false);

    [Fact]
    public void Least() => Check(
        (x, y) => ScalarLanes.Least(ScalarLanes.Least(x, y), I(y)),
        (x, y) => Lanes128.Least(Lanes128.Least(x, y), y.AsInt32()),
        (x, y) => Lanes256.Least(Lanes256.Least(x, y), y.AsInt32()),
        (x, y) => Lanes512.Least(Lanes512.Least(x, y), y.AsInt32()),
        areFloats: false);

    [Fact]
    public void Flush() => Check(
        (x, _) => I(ScalarLanes.Flush(x)), (x, _) => Lanes128.Flush(x).AsInt32(), (x, _) => Lanes256.Flush(x).AsInt32(), (x, _) => Lanes512.Flush(x).AsInt32());

    [Fact]
    public void Square() => Check(
        (x, _) => I(ScalarLanes.Square(x)), (x, _) => Lanes128.Square(x).AsInt32(), (x, _) => Lanes256.Square(x).AsInt32(), (x, _) => Lanes512.Square(x).AsInt32());

    [Fact]
    public void Quotient() => Check(
        (x, y) => I(ScalarLanes.Quotient(x, y)),
        (x, y) => Lanes128.Quotient(x, y).AsInt32(),
        (x, y) => Lanes256.Quotient(x, y).AsInt32(),
        (x, y) => Lanes512.Quotient(x, y).AsInt32());

    [Fact]
    public void Product()
    {
        foreach (float factor in Values.Where(value => !float.IsSubnormal(value)))
        {
            int floor = new FactorFloor().Of(factor);
            Check(
                (x, _) => I(ScalarLanes.Product(x, factor, floor)),
                (x, _) => Lanes128.Product(x, Vector128.Create(factor), Vector128.Create(floor)).AsInt32(),
                (x, _) => Lanes256.Product(x, Vector256.Create(factor), Vector256.Create(floor)).AsInt32(),
                (x, _) => Lanes512.Product(x, Vector512.Create(factor), Vector512.Create(floor)).AsInt32());
        }
    }

    /// <summary>One lane of any kind among ordinary ones, at every place.</summary>
    [Fact]
    public void AreOrdinary()
    {
        foreach ((float window, float moment) in Pairs)
        {
            for (int place = 0; place < 16; place++)
            {
                int[] windows = Enumerable.Repeat(ScalarLanes.Window(1), 16).ToArray();
                int[] moments = Enumerable.Repeat(I(1), 16).ToArray();
                windows[place] = ScalarLanes.Window(window);
                moments[place] = I(moment);
                bool expected = ScalarLanes.AreOrdinary(windows[place], moments[place], 0);
                Assert.Equal(expected, Lanes128.AreOrdinary(Vector128.Create(windows, place / 4 * 4), Vector128.Create(moments, place / 4 * 4), 0));
                Assert.Equal(expected, Lanes256.AreOrdinary(Vector256.Create(windows, place / 8 * 8), Vector256.Create(moments, place / 8 * 8), 0));
                Assert.Equal(expected, Lanes512.AreOrdinary(Vector512.Create(windows), Vector512.Create(moments), 0));
                Assert.True(Lanes128.AreOrdinary(Vector128.Create(windows, place / 4 * 4), Vector128.Create(moments, place / 4 * 4), -1));
                Assert.True(Lanes256.AreOrdinary(Vector256.Create(windows, place / 8 * 8), Vector256.Create(moments, place / 8 * 8), -1));
                Assert.True(Lanes512.AreOrdinary(Vector512.Create(windows), Vector512.Create(moments), -1));
            }
        }
    }

    /// <summary>One lane of any kind among common ones, at every place.</summary>
    [Fact]
    public void AreCommon()
    {
        foreach ((float window, float moment) in Pairs)
        {
            float size = Math.Abs(moment);
            bool isCommon = (size >= MathF.ScaleB(1, -63) && size < 2) || size >= MathF.ScaleB(1, 65) || float.IsNaN(moment);
            bool expected = isCommon && (ScalarLanes.Window(window) & (1 << 30)) != 0;
            Assert.Equal(expected, ScalarLanes.AreCommon(ScalarLanes.Window(window), I(moment)));
            for (int place = 0; place < 16; place++)
            {
                int[] windows = Enumerable.Repeat(ScalarLanes.Window(1), 16).ToArray();
                int[] moments = Enumerable.Repeat(I(1), 16).ToArray();
                windows[place] = ScalarLanes.Window(window);
                moments[place] = I(moment);
                Assert.Equal(expected, Lanes128.AreCommon(Vector128.Create(windows, place / 4 * 4), Vector128.Create(moments, place / 4 * 4)));
                Assert.Equal(expected, Lanes256.AreCommon(Vector256.Create(windows, place / 8 * 8), Vector256.Create(moments, place / 8 * 8)));
                Assert.Equal(expected, Lanes512.AreCommon(Vector512.Create(windows), Vector512.Create(moments)));
            }
        }
    }

    /// <summary>What the one lane itself says, by the definitions.</summary>
    [Fact]
    public void OneLane_FollowsTheDefinitions()
    {
        foreach ((float x, float y) in Pairs)
        {
            float size = Math.Abs(x);
            bool inWindow = size >= MathF.ScaleB(1, -63) && size < MathF.ScaleB(1, 65);
            Assert.Equal(inWindow, (ScalarLanes.Window(x) & (1 << 30)) != 0);
            bool largeMoment = y >= MathF.ScaleB(1, -95) || (float.IsNaN(y) && !float.IsNegative(y));
            Assert.Equal(inWindow && largeMoment, ScalarLanes.AreOrdinary(ScalarLanes.Window(x), I(y), 0));
            bool isNaN = float.IsNaN(x) || float.IsNaN(y);
            Assert.Equal(isNaN, float.IsNaN(ScalarLanes.Maximum(x, y)));
            Assert.Equal(float.IsNaN(x), float.IsNaN(ScalarLanes.Clamped(x, -1, 1)));
            Assert.True(float.IsNaN(x) || ScalarLanes.Clamped(x, -1, 1) == MathF.Max(-1, MathF.Min(1, x)));
            Assert.Equal(isNaN, float.IsNaN(ScalarLanes.Minimum(x, y)));
            Assert.True(isNaN || (ScalarLanes.Maximum(x, y) == MathF.Max(x, y) && ScalarLanes.Minimum(x, y) == MathF.Min(x, y)));
        }
    }

    private static int I(float x) => BitConverter.SingleToInt32Bits(x);

    private static void Check(
        Func<float, float, int> one,
        Func<Vector128<float>, Vector128<float>, Vector128<int>> lanes128,
        Func<Vector256<float>, Vector256<float>, Vector256<int>> lanes256,
        Func<Vector512<float>, Vector512<float>, Vector512<int>> lanes512,
        bool areFloats = true)
    {
        for (int start = 0; start + 16 <= Pairs.Length; start += 7)
        {
            float[] x = [.. Pairs.Skip(start).Take(16).Select(pair => pair.X)];
            float[] y = [.. Pairs.Skip(start).Take(16).Select(pair => pair.Y)];
            int[] expected = new int[16];
            int[] actual128 = new int[16];
            int[] actual256 = new int[16];
            int[] actual512 = new int[16];
            for (int i = 0; i < 16; i++)
            {
                expected[i] = one(x[i], y[i]);
            }

            for (int i = 0; i < 16; i += 4)
            {
                lanes128(Vector128.Create(x, i), Vector128.Create(y, i)).CopyTo(actual128, i);
            }

            for (int i = 0; i < 16; i += 8)
            {
                lanes256(Vector256.Create(x, i), Vector256.Create(y, i)).CopyTo(actual256, i);
            }

            lanes512(Vector512.Create(x), Vector512.Create(y)).CopyTo(actual512);
            foreach (int[] actual in new[] { actual128, actual256, actual512 })
            {
                Assert.Equal(Text(expected, areFloats), Text(actual, areFloats));
            }
        }
    }

    /// <summary>NaN is one class where the words are numbers.</summary>
    private static string Text(int[] words, bool areFloats)
    {
        float[] floats = [.. words.Select(BitConverter.Int32BitsToSingle)];
        return areFloats ? FloatBits.Text(floats) : FloatBits.Exact(floats);
    }
}
