using System;
using System.Numerics;
using Adam.Numerics;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Numerics;

/// <summary>Powers in binary64 against integers of 420 bits, and the bound on which their rounding rests.</summary>
public sealed class PowerOfBeta64Tests(ITestOutputHelper output)
{
    private const int ProductBits = 420;

    public static TheoryData<double> Betas =>
    [
        0.9f, 0.999f, 0.99f, 0.5, 0.1f, 0.9999999f, 0.95f, 0.75, -0.9f, -0.5, 1.5, 3, -3, 1.0000001f, 33, 2, 0.9, 0.999, 1e300, 1e-300,
        2.2250738585072014E-308, 1.17549435e-38f, 0.3333333333333333,
    ];

    [Theory]
    [MemberData(nameof(Betas))]
    public void ConsecutiveSteps_AreCorrectlyRounded(double beta)
    {
        const int Steps = 20_000;
        var power = new PowerOfBeta64();
        (BigInteger factor, int unit) = ExactPower.Decompose(Math.Abs(beta));
        BigInteger product = 1;
        long exponent = 0;
        bool cut = false;
        int inside = 0;
        for (int t = 1; t <= Steps; t++)
        {
            product *= factor;
            exponent += unit;
            int excess = (int)product.GetBitLength() - ProductBits;
            if (excess > 0)
            {
                cut |= !(product & ((BigInteger.One << excess) - 1)).IsZero;
                product >>= excess;
                exponent += excess;
            }

            // Every cut product is off by less than t * 2^-418 of itself, upwards; both ends of what it may be must round alike.
            double expected = ExactPower.Round(product, exponent, cut);
            Assert.Equal(expected, ExactPower.Round(product + (cut ? product >> 390 : 0), exponent, cut));
            expected = beta < 0 && t % 2 != 0 ? -expected : expected;
            double actual = power.At(beta, t);
            Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual), $"{beta:R}^{t} is {expected:R}, not {actual:R}.");
            if (expected != 0 && double.IsFinite(expected))
            {
                inside++;
                double relative = RoundedCheck.Distance(power.Magnitude.Value, product, (int)(exponent - power.Magnitude.Exponent));
                Assert.True(relative <= t * PowerOfBeta64.ErrorPerStep, $"{beta:R}^{t} is off by {relative:R}.");
            }
        }

        Assert.Equal(1, power.Restarts);
        output.WriteLine($"{beta:R}: {inside} of {Steps} powers within the range, {power.Exact} decided by integers");
    }

    [Fact]
    public void AnyOrderOfSteps_GivesTheSameBits()
    {
        var random = new Random(5);
        foreach (double beta in (double[])[0.9f, 0.999f, 0.99999f, 0.9999999f, -0.999f, 1.00001f])
        {
            var inOrder = new PowerOfBeta64();
            var jumping = new PowerOfBeta64();
            for (int t = 1; t <= 30_000; t++)
            {
                double expected = inOrder.At(beta, t);
                if (t % 7 == 0)
                {
                    jumping.At(beta, random.Next(1, 50_000));
                    Assert.Equal(expected, jumping.At(beta, t));
                    jumping.At(random.NextSingle(), t - 1);
                    Assert.Equal(expected, jumping.At(beta, t));
                }
            }
        }
    }

    /// <summary>Powers that are midpoints of two doubles, and steps at which no double-double number can tell.</summary>
    [Fact]
    public void Ties_GoToTheEvenNumber()
    {
        int exact = 0;
        for (int k = 94_906_267; k < 94_906_267 + 400; k += 2)
        {
            var power = new PowerOfBeta64();
            Assert.Equal(ExactPower.Compute((double)k, 2), power.At(k, 2));
            exact += power.Exact;
        }

        Assert.Equal(200, exact);
    }

    [Theory]
    [InlineData(double.NaN, 3, double.NaN)]
    [InlineData(double.PositiveInfinity, 2, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 3, double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, 2, double.PositiveInfinity)]
    [InlineData(-0.0, 3, -0.0)]
    [InlineData(-0.0, 4, 0.0)]
    [InlineData(1e-310, 1, 0.0)]
    [InlineData(-1e-310, 1, -0.0)]
    [InlineData(1.0, 1e18, 1.0)]
    [InlineData(-1.0, 3, -1.0)]
    [InlineData(-1.0, 1e18, 1.0)]
    [InlineData(2.0, 1023, 8.9884656743115795E+307)]
    [InlineData(2.0, 1024, double.PositiveInfinity)]
    [InlineData(-2.0, 1025, double.NegativeInfinity)]
    [InlineData(0.5, 1022, 2.2250738585072014E-308)]
    [InlineData(0.5, 1023, 0.0)]
    [InlineData(-0.5, 1023, -0.0)]
    [InlineData(0.9, 9.2233720368547758E+18, 0.0)]
    [InlineData(1.0000001, 9.2233720368547758E+18, double.PositiveInfinity)]
    public void SpecialBetas_FollowC99(double beta, double n, double expected) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(new PowerOfBeta64().At(beta, n)));

    [Fact]
    public void FollowingStep_DoesNotAllocate()
    {
        var power = new PowerOfBeta64();
        int t = 0;
        Assert.Equal(0, Allocation.Of(() => power.At(0.999f, ++t), 1000));
        Assert.Equal(1, power.Restarts);
    }
}
