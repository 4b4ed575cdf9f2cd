using System;
using System.Numerics;
using Adam.Numerics;
using Xunit;

namespace Adam.Tests.Numerics;

public sealed class PowerOfBetaTests(ITestOutputHelper output)
{
    private const int ProductBits = 320;

    public static TheoryData<float> Betas =>
    [
        0.9f, 0.999f, 0.99f, 0.5f, 0.1f, 0.0f, 1.0f, 0.9999999f, 0.95f, 0.98f, 0.9999f, 0.75f, -0.9f, -0.5f, 1.5f, 3.0f, -3.0f, 1.0000001f,
        1.0001f, 33.0f, 2.0f, -2.0f, 1.17549435e-38f, 3e38f, 0.33333334f, 1e-3f,
    ];

    /// <summary>Steps in their order cost a product each; once a power is a zero or an infinity, nothing.</summary>
    [Theory]
    [InlineData(0.9f)]
    [InlineData(0.999f)]
    [InlineData(-0.5f)]
    [InlineData(1.5f)]
    public void ConsecutiveSteps_StartOnce(float beta)
    {
        var power = new PowerOfBeta();
        for (int t = 1; t <= 5000; t++)
        {
            _ = power.At(beta, t);
        }

        Assert.Equal(1, power.Restarts);
    }

    /// <summary>A running product of integers, cut to 320 bits at each step, is off by less than n * 2^-319 of itself after n.</summary>
    [Theory]
    [MemberData(nameof(Betas))]
    public void ConsecutiveSteps_AreCorrectlyRounded(float beta)
    {
        var power = new PowerOfBeta();
        var factor = (BigInteger)Math.ScaleB((double)beta, 160); // an integer, even for the least normal number
        int zeros = beta == 0 ? 0 : (int)BigInteger.TrailingZeroCount(BigInteger.Abs(factor));
        factor >>= zeros;
        BigInteger product = 1;
        int exponent = 0;
        const int steps = 20000;
        for (int t = 1; t <= steps; t++)
        {
            product *= factor;
            exponent += zeros - 160;
            int excess = (int)BigInteger.Abs(product).GetBitLength() - ProductBits;
            if (excess > 0)
            {
                product >>= excess;
                exponent += excess;
            }

            float actual = power.At(beta, t);
            if (beta == 0)
            {
                Assert.Equal(0, BitConverter.SingleToInt32Bits(actual));
                continue;
            }

            // The first 13 fit in 320 bits and are exact: a midpoint among them is decided by evenness.
            BigInteger error = t <= 13 ? 0 : BigInteger.Abs(product) >> 280;
            Assert.True(RoundedCheck.IsRounded(actual, product, error, exponent), $"{beta:R}^{t} is not {actual:R}.");
            if (Math.Abs(actual) is > 0f and < float.PositiveInfinity)
            {
                // The bound on which the rounding rests, not only its result: a lost bit here would show in one of 2^20 results.
                double relative = RoundedCheck.Distance(power.Magnitude, BigInteger.Abs(product), exponent);
                Assert.True(relative <= t * PowerOfBeta.ErrorPerStep, $"{beta:R}^{t} is off by {relative:R}.");
            }
        }

        output.WriteLine($"{steps} powers of {beta:R} against a 320-bit running product");
    }

    [Fact]
    public void AnyOrderOfSteps_GivesTheSameBits()
    {
        var random = new Random(5);
        int count = 0;
        foreach (float beta in new[] { 0.9f, 0.999f, 0.99999f, 0.9999999f, -0.999f, 1.00001f })
        {
            var inOrder = new PowerOfBeta();
            var jumping = new PowerOfBeta();
            var other = new PowerOfBeta();
            for (int t = 1; t <= 30000; t++)
            {
                int expected = BitConverter.SingleToInt32Bits(inOrder.At(beta, t));
                Assert.Equal(expected, BitConverter.SingleToInt32Bits(CorrectlyRounded.Pow(beta, t)));
                if (t % 7 == 0)
                {
                    jumping.At(beta, random.Next(1, 50000));
                    Assert.Equal(expected, BitConverter.SingleToInt32Bits(jumping.At(beta, t)));
                    other.At(random.NextSingle(), t - 1);
                    Assert.Equal(expected, BitConverter.SingleToInt32Bits(other.At(beta, t)));
                }

                count++;
            }
        }

        output.WriteLine($"{count} powers: in order, by squaring, by exp and log");
    }

    /// <summary>S5.1: n = rd_f32(t), exact up to 2^24.</summary>
    [Fact]
    public void StepsAbove2To24_AreRoundedFirst()
    {
        const float beta = 0.99999994f;
        var power = new PowerOfBeta();
        long limit = 1L << 24;
        float atLimit = power.At(beta, limit);
        Assert.InRange(atLimit, 0.36787f, 0.36789f);
        Assert.Equal(atLimit, power.At(beta, limit + 1));
        Assert.Equal(power.At(beta, limit + 4), power.At(beta, limit + 3));
        Assert.Equal(CorrectlyRounded.Pow(beta, limit + 2), power.At(beta, limit + 2));
        Assert.Equal(CorrectlyRounded.Pow(beta, 1e9f), power.At(beta, 1_000_000_000));
        Assert.Equal(0f, power.At(beta, long.MaxValue));
        Assert.Equal(1f, power.At(-1f, long.MaxValue));
        Assert.Equal(-1f, power.At(-1f, limit - 1));
        Assert.Equal(float.PositiveInfinity, power.At(1.0000001f, 1L << 40));
    }

    [Theory]
    [InlineData(float.NaN, 3, float.NaN)]
    [InlineData(float.NaN, 0, 1f)]
    [InlineData(float.PositiveInfinity, 2, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 3, float.NegativeInfinity)]
    [InlineData(-0f, 3, -0f)]
    [InlineData(-0f, 4, 0f)]
    [InlineData(0f, 0, 1f)]
    [InlineData(1e-40f, 1, 0f)]
    [InlineData(-1e-40f, 1, -0f)]
    [InlineData(0f, -1, float.PositiveInfinity)]
    [InlineData(2f, -2, 0.25f)]
    [InlineData(2f, 127, 1.7014118E+38f)]
    [InlineData(2f, 128, float.PositiveInfinity)]
    [InlineData(-2f, 129, float.NegativeInfinity)]
    [InlineData(0.5f, 126, 1.1754944E-38f)]
    [InlineData(0.5f, 127, 0f)]
    [InlineData(-0.5f, 127, -0f)]
    public void SpecialBetas_FollowC99(float beta, long t, float expected)
        => Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(new PowerOfBeta().At(beta, t)));

    /// <summary>
    /// alpha of S5.7 for lr = 0.001 and the default betas, from the powers by the operations of S5.1; none of them is near the
    /// range that is flushed.
    /// </summary>
    [Theory]
    [InlineData(1, 0x39A5CB17)]
    [InlineData(2, 0x3976BEB9)]
    [InlineData(3, 0x3953D29D)]
    [InlineData(10, 0x3920A11A)]
    [InlineData(100, 0x39A1C6C2)]
    [InlineData(1000, 0x3A507326)]
    public void Alpha_IsThatOfTheSpecification(int t, int bits)
    {
        float p1 = new PowerOfBeta().At(0.9f, t);
        float p2 = new PowerOfBeta().At(0.999f, t);
        float alpha = 0.001f * MathF.Sqrt(1f - p2) / (1f - p1);
        Assert.Equal(bits, BitConverter.SingleToInt32Bits(alpha));
    }

    [Fact]
    public void FollowingStep_DoesNotAllocate_AndMakesNoPowerAnew()
    {
        var power = new PowerOfBeta();
        float sum = 0;
        Run(power, 1_000_000, ref sum);
        Assert.Equal(1, power.Restarts);
        Assert.Equal(0, Allocation.Of(() => Run(power, 1000, ref sum), 100));
        Assert.True(float.IsFinite(sum));
    }

    private static void Run(PowerOfBeta power, int steps, ref float sum)
    {
        for (int t = 1; t <= steps; t++)
        {
            sum += power.At(0.9999f, t);
        }
    }
}
