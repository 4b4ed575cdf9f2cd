using System;
using System.Linq;
using Adam.Lanes;
using Adam.Numerics;
using Adam.Steps;
using Adam.Tests.Kernels;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Flushing operations of the host and of one lane against integer arithmetic, most of all at their limits.</summary>
public sealed class ScalarOperationTests
{
    private static readonly Func<float, float> Flush = EmittedLanes.Operation<Func<float, float>>(InstructionSet.Scalar, "Flush");
    private static readonly Func<float, float> Square = EmittedLanes.Operation<Func<float, float>>(InstructionSet.Scalar, "Square");
    private static readonly Func<float, float, float> Quotient = EmittedLanes.Operation<Func<float, float, float>>(InstructionSet.Scalar, "Quotient");
    private static readonly Func<float, float, int, float> Product = EmittedLanes.Operation<Func<float, float, int, float>>(InstructionSet.Scalar, "Product");

    /// <summary>S0.3's example: exact product in [1 - 2^-24, 1 - 2^-25) * 2^-126, so zero, though it rounds to 2^-126 as a subnormal would.</summary>
    private static readonly float ExampleX = (float)Math.ScaleB(0x19e163e / (double)(1 << 24), -64);
    private static readonly float ExampleY = (float)Math.ScaleB(0x13c8858 / (double)(1 << 24), -63);

    [Fact]
    public void AProductJustBelowTheLeast_IsZero()
    {
        Assert.Equal(MathF.ScaleB(1, -126), ExampleX * ExampleY);
        Assert.Equal("00000000", FloatBits.Text([Flushed.Multiply(ExampleX, ExampleY)]));
        Assert.Equal("80000000", FloatBits.Text([Flushed.Multiply(ExampleX, -ExampleY)]));
        Assert.Equal("00000000", FloatBits.Text([ExactFloat.Multiply(ExampleX, ExampleY)]));
        Assert.Equal("00000000", FloatBits.Text([Product(ExampleX, ExampleY, new FactorFloor().Of(ExampleY))]));
        Assert.Equal("00000000", FloatBits.Text([Product(ExampleY, ExampleX, new FactorFloor().Of(ExampleX))]));
    }

    [Fact]
    public void TheHostsOperations_AreExactlyRoundedAndFlushed()
    {
        foreach ((float x, float y) in Pairs())
        {
            Equal(ExactFloat.Multiply(x, y), Flushed.Multiply(x, y), x, '*', y);
            Equal(ExactFloat.Add(x, -y), Flushed.Subtract(x, y), x, '-', y);
            if (!ExactFloat.Read(y).Significand.IsZero)
            {
                Equal(ExactFloat.Divide(x, y), Flushed.Divide(x, y), x, '/', y);
            }
        }

        Assert.Equal("80000000 00000000 00800000 807FFFFF", FloatBits.Text(
            [Flushed.Read(FloatBits.Single(0x80000001)), Flushed.Read(FloatBits.Single(0x007FFFFF)), Flushed.Read(FloatBits.Single(0x00800000)), FloatBits.Single(0x807FFFFF)]));
        Assert.Equal("00000000 80000000 40400000", FloatBits.Text([Flushed.Sqrt(FloatBits.Single(5)), Flushed.Sqrt(FloatBits.Single(0x80000005)), Flushed.Sqrt(9)]));
    }

    [Fact]
    public void OneLanesOperations_AreExactlyRoundedAndFlushed()
    {
        foreach ((float x, float y) in Pairs())
        {
            // The streams are flushed when they are loaded.
            float a = Flush(x);
            float b = Flushed.Read(y);
            Equal(ExactFloat.Add(x, -0f), a, x, 'f', 0);
            Equal(ExactFloat.Multiply(x, x), Square(x), x, '*', x);
            Equal(ExactFloat.Multiply(x, b), Product(x, b, new FactorFloor().Of(b)), x, 'p', b);
            if (b != 0)
            {
                Equal(ExactFloat.Divide(a, b), Quotient(a, b), a, '/', b);
            }
        }
    }

    [Fact]
    public void AFactorsFloor_IsTheLeastMagnitudeWhoseProductStays()
    {
        var random = new Random(7);
        var kept = default(FactorFloor);
        for (int i = 0; i < 20000; i++)
        {
            // Any normal number below 1 in magnitude.
            int bits = random.Next(0x00800000, 0x3F800000) | (i % 2 == 0 ? int.MinValue : 0);
            float factor = BitConverter.Int32BitsToSingle(bits);
            int floor = kept.Of(factor);
            Assert.Equal(floor, kept.Of(factor));
            float least = BitConverter.Int32BitsToSingle(floor);
            Assert.True(float.IsNormal(least));
            Assert.NotEqual(0, ExactFloat.Multiply(least, factor));
            Assert.True(floor == 0x00800000 || ExactFloat.Multiply(MathF.BitDecrement(least), factor) == 0, $"{least:R} is not the floor of {factor:R}.");
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-3f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void AFactorThatFlushesNothingMore_HasTheLeastNormalAsFloor(float factor) =>
        Assert.Equal(0x00800000, new FactorFloor().Of(factor));

    [Fact]
    public void TheExactReference_AgreesWithTheProcessor_WhereNothingIsFlushed()
    {
        var random = new Random(11);
        for (int i = 0; i < 20000; i++)
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x50000000));
            float y = BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x50000000) | int.MinValue);
            Assert.Equal(x * y, ExactFloat.Multiply(x, y));
            Assert.Equal(x + y, ExactFloat.Add(x, y));
            Assert.Equal(x / y, ExactFloat.Divide(x, y));
        }
    }

    /// <summary>Numbers of every size, those near the limits of flushing, and products and quotients that fall beside them.</summary>
    private static (float X, float Y)[] Pairs()
    {
        var random = new Random(3);
        float[] special = FloatBits.Parse(
            "00000000 80000000 00000001 807FFFFF 00800000 80800001 00FFFFFF 1FFFFFFF 20000000 20000001 203504F3 203504F4 203504F5 3F7FFFFF 3F800000 3F800001 BF800000 5F800000 7F7FFFFF");
        var pairs = special.SelectMany(x => special.Select(y => (x, y))).Append((ExampleX, ExampleY)).ToList();
        for (int i = 0; i < 20000; i++)
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(0, 0x7F800000) | (i % 2 == 0 ? int.MinValue : 0));
            float y = BitConverter.Int32BitsToSingle(random.Next(0x00800000, 0x7F800000));
            pairs.Add((x, y));

            // y * near and near2 / y lie beside 2^-126.
            int ulps = random.Next(-3, 4);
            pairs.Add((Near(Math.ScaleB(1, -126) / y, ulps), y));
            pairs.Add((Near(Math.ScaleB(1, -126) * y, ulps), y));
            pairs.Add((Near(y, ulps), y));
        }

        return [.. pairs];
    }

    private static float Near(double value, int ulps)
    {
        int bits = BitConverter.SingleToInt32Bits((float)value);
        return BitConverter.Int32BitsToSingle(Math.Clamp(bits + ulps, 0, 0x7F7FFFFF));
    }

    private static void Equal(float expected, float actual, float x, char operation, float y) =>
        Assert.True(
            BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual),
            $"{x:R} {operation} {y:R} is {expected:R} ({FloatBits.Text([expected])}), not {actual:R} ({FloatBits.Text([actual])}).");
}
