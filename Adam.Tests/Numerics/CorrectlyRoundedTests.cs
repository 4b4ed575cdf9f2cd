using System;
using System.Numerics;
using Adam.Numerics;
using Xunit;

namespace Adam.Tests.Numerics;

public sealed class CorrectlyRoundedTests(ITestOutputHelper output)
{
    private const float Infinity = float.PositiveInfinity;

    public static TheoryData<float, float, float> SpecialPowers => new()
    {
        { 0f, 0f, 1f }, { -0f, 0f, 1f }, { float.NaN, 0f, 1f }, { Infinity, -0f, 1f }, { 1f, float.NaN, 1f }, { 1f, Infinity, 1f },
        { float.NaN, 1f, float.NaN }, { 2f, float.NaN, float.NaN },
        { -1f, Infinity, 1f }, { -1f, -Infinity, 1f }, { -1f, 3f, -1f }, { -1f, 4f, 1f }, { -1f, 16777216f, 1f }, { -1f, 0.5f, float.NaN },
        { 0.5f, Infinity, 0f }, { 0.5f, -Infinity, Infinity }, { -2f, Infinity, Infinity }, { 2f, -Infinity, 0f },
        { 0f, -3f, Infinity }, { -0f, -3f, -Infinity }, { -0f, -2f, Infinity }, { -0f, -2.5f, Infinity },
        { 0f, 2f, 0f }, { -0f, 3f, -0f }, { -0f, 2f, 0f }, { -0f, 0.5f, 0f },
        { Infinity, 2f, Infinity }, { Infinity, -1f, 0f }, { -Infinity, 3f, -Infinity }, { -Infinity, 2f, Infinity },
        { -Infinity, 0.5f, Infinity }, { -Infinity, -3f, -0f }, { -Infinity, -2f, 0f },
        { -2f, 3f, -8f }, { -2f, 2f, 4f }, { -2f, 1.5f, float.NaN }, { -2f, -149f, -0f },
        { 1e-40f, 1f, 0f }, { -1e-40f, 1f, -0f }, { -1e-40f, -1f, -Infinity }, { 3f, 1e-40f, 1f }, { 1e-38f, 0.5f, 0f },
        { 2f, 127.99999f, 3.4028056E+38f }, { 2f, 128f, Infinity }, { 2f, -126f, 1.1754944E-38f }, { 2f, -127f, 0f }, { 9f, 0.5f, 3f }, { 9f, -0.5f, 0.33333334f },
    };

    public static TheoryData<float, float> SpecialLogs => new()
    {
        { 0f, -Infinity }, { -0f, -Infinity }, { 1e-40f, -Infinity }, { -1e-40f, -Infinity }, { 1f, 0f }, { -1f, float.NaN }, { Infinity, Infinity }, { -Infinity, float.NaN }, { float.NaN, float.NaN },
    };

    public static TheoryData<float, float> SpecialCosines => new()
    {
        { 0f, 1f }, { -0f, 1f }, { 1e-40f, 1f }, { 3.1415927f, -1f }, { -3.1415927f, -1f }, { 1.5707964f, -4.371139E-08f }, { Infinity, float.NaN }, { -Infinity, float.NaN }, { float.NaN, float.NaN },
    };

    [Theory]
    [MemberData(nameof(SpecialPowers))]
    public void Pow_OfSpecialValues(float x, float y, float expected) => AssertBits(expected, CorrectlyRounded.Pow(x, y));

    [Theory]
    [MemberData(nameof(SpecialLogs))]
    public void Log_OfSpecialValues(float x, float expected) => AssertBits(expected, CorrectlyRounded.Log(x));

    [Theory]
    [MemberData(nameof(SpecialCosines))]
    public void Cos_OfSpecialValues(float x, float expected) => AssertBits(expected, CorrectlyRounded.Cos(x));

    /// <summary>Every power u^j with exactly 25 bits lies halfway between two floats: u^(2^q) to the j / 2^q is to be rounded to even.</summary>
    [Fact]
    public void Pow_HalfwayBetweenTwoFloats_RoundsToEven()
    {
        int count = 0;
        for (long u = 3; u < 1 << 13; u += 2)
        {
            for (int j = 2; j <= 15; j++)
            {
                BigInteger power = BigInteger.Pow(u, j);
                if (power.GetBitLength() != 25)
                {
                    continue;
                }

                BigInteger radicand = u;
                for (int q = 0; radicand.GetBitLength() <= 24; q++)
                {
                    var x = (float)radicand;
                    float y = j * MathF.ScaleB(1f, -q);
                    Assert.True(RoundedCheck.IsRounded(CorrectlyRounded.Pow(x, y), power, 0, 0), $"{x:R}^{y:R}");
                    AssertBits(CorrectlyRounded.Pow(x, y), ExactRounding.Pow(x, y));
                    radicand *= radicand;
                    count++;
                }
            }
        }

        output.WriteLine($"{count} powers halfway between two floats");
        Assert.True(count > 900);
    }

    /// <summary>The slow way, which double-double almost never needs, gives the same bits, and those of the oracle.</summary>
    [Fact]
    public void SlowWay_EqualsTheFastOneAndTheOracle()
    {
        var random = new Random(11);
        const int count = 1500;
        for (int i = 0; i < count; i++)
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(0x00800000, 0x7F800000));
            float y = (float)((random.NextDouble() - 0.5) * 176 / Math.Log(x));
            float angle = BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x7F800000));

            AssertOracle(ExactRounding.Log(x), WideOracle.Log(x), $"ln {x:R}");
            AssertBits(ExactRounding.Log(x), CorrectlyRounded.Log(x));
            AssertOracle(ExactRounding.Cos(angle), WideOracle.Cos(angle), $"cos {angle:R}");
            AssertBits(ExactRounding.Cos(angle), CorrectlyRounded.Cos(angle));
            AssertBits(ExactRounding.Cos(angle), CorrectlyRounded.Cos(-angle));
            AssertOracle(ExactRounding.Pow(x, y), WideOracle.Pow(x, y), $"{x:R}^{y:R}");
            AssertBits(ExactRounding.Pow(x, y), CorrectlyRounded.Pow(x, y));
        }

        output.WriteLine($"{count} values of each function: slow way, fast way and oracle");
    }

    /// <summary>
    /// The floats next to odd multiples of pi/2 have the smallest cosines: the reduction must keep its relative precision. All of
    /// them below the limit of the fast way.
    /// </summary>
    [Fact]
    public void Cos_NextToItsZeros()
    {
        int count = 0;
        int byOracle = 0;
        double least = 1;
        for (int k = 1; k * (Math.PI / 2) < DoubleDoubleFunctions.CosLimit; k += 2)
        {
            var x = (float)(k * (Math.PI / 2));
            float cosine = CorrectlyRounded.Cos(x);
            least = Math.Min(least, Math.Abs(cosine));
            count++;
            if (k > 200 && RoundedCheck.IsCertain(cosine, Math.Cos(x)))
            {
                continue;
            }

            AssertOracle(cosine, WideOracle.Cos(x), $"cos {x:R}");
            byOracle++;
        }

        output.WriteLine($"{count} floats next to odd multiples of pi/2, {byOracle} by the oracle; the least cosine is {least:R}");
    }

    /// <summary>
    /// The bounds on which the roundings rest. A bit lost in the last of 100 would show in one of 2^70 results; here it shows at once.
    /// </summary>
    [Fact]
    public void DoubleDoubles_KeepTheirBounds()
    {
        var random = new Random(3);
        double log = 0;
        double cos = 0;
        double pow = 0;
        const int count = 1500;
        for (int i = 0; i < count; i++)
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(0x00800000, 0x7F800000));
            float nearOne = BitConverter.Int32BitsToSingle(0x3F800000 + (i % 2 == 0 ? 1 + random.Next(1 << 22) : -(1 << (i % 22))));
            float angle = BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x49800000));
            float zero = (float)(((2 * random.Next(300_000)) + 1) * (Math.PI / 2));
            float y = (float)((random.NextDouble() - 0.5) * 190 / Math.Log(x));

            log = Math.Max(log, Distance(DoubleDoubleFunctions.Log(x), WideOracle.Log(x)));
            log = Math.Max(log, Distance(DoubleDoubleFunctions.Log(nearOne), WideOracle.Log(nearOne)));
            cos = Math.Max(cos, Distance(DoubleDoubleFunctions.Cos(angle), WideOracle.Cos(angle)));
            cos = Math.Max(cos, Distance(DoubleDoubleFunctions.Cos(zero), WideOracle.Cos(zero)));
            Assert.True(DoubleDoubleFunctions.TryPow(x, y, out DoubleDouble power));
            pow = Math.Max(pow, Distance(power, WideOracle.Pow(x, y)));
        }

        output.WriteLine($"{count} values: ln off by 2^{Math.Log2(log):F1}, cos 2^{Math.Log2(cos):F1}, pow 2^{Math.Log2(pow):F1}");
        Assert.InRange(log, 0, DoubleDoubleFunctions.LogError);
        Assert.InRange(cos, 0, DoubleDoubleFunctions.CosError);
        Assert.InRange(pow, 0, DoubleDoubleFunctions.PowError);

        static double Distance(DoubleDouble actual, BigInteger value) => RoundedCheck.Distance(actual, value, -WideOracle.Bits);
    }

    /// <summary>S0.3: from (1 - 2^-25) 2^-126 on a product rounds up to the smallest normal float, below it is a zero.</summary>
    [Fact]
    public void Rounding_AtTheEdgeOfTheFlush()
    {
        double edge = Math.ScaleB(1 - Math.ScaleB(1, -25), -126);
        const float normal = 1.1754944E-38f;
        AssertRounding(normal, edge, 1e-60);
        AssertRounding(0f, edge, -1e-60);
        AssertRounding(normal, Math.BitIncrement(edge), 0);
        AssertRounding(0f, Math.BitDecrement(edge), 0);
        AssertRounding(-0f, -edge, 1e-60);
        AssertRounding(-normal, -edge, -1e-60);
        Assert.False(Rounding.TryRound(new DoubleDouble(edge, 0), 1e-25, out _));
        Assert.False(Rounding.TryRound(new DoubleDouble(edge, 1e-64), 1e-25, out _));

        BigInteger wideEdge = (BigInteger.One << 25) - 1;
        AssertBits(normal, Rounding.RoundExact(wideEdge, -151));
        AssertBits(0f, Rounding.RoundExact((wideEdge << 40) - 1, -191));
        AssertBits(-0f, Rounding.RoundExact(1 - (wideEdge << 40), -191));
        Assert.False(Rounding.TryRound((wideEdge << 40) - 1, wideEdge << 40, -191, out _));

        static void AssertRounding(float expected, double high, double low)
        {
            Assert.True(Rounding.TryRound(new DoubleDouble(high, low), 1e-25, out float result));
            AssertBits(expected, result);
        }
    }

    private static void AssertOracle(float actual, BigInteger value, string what)
        => Assert.True(RoundedCheck.IsRounded(actual, value, WideOracle.ErrorOf(value), -WideOracle.Bits), $"{what} is not {actual:R}");

    private static void AssertBits(float expected, float actual)
    {
        if (float.IsNaN(expected))
        {
            Assert.True(float.IsNaN(actual));
            return;
        }

        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));
    }
}
