using System;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using Adam.Numerics;
using Xunit;

namespace Adam.Tests.Numerics;

/// <summary>
/// Many values of each function. Most are settled by the platform's double function, which is far closer than 2^-45: it places
/// the exact value between the midpoints of the result. The few it cannot place are settled by the oracle of more than 200 bits.
/// <see cref="Fuzz"/> says how many.
/// </summary>
public sealed class CorrectlyRoundedSweepTests(ITestOutputHelper output)
{
    private const int ValuesOfEach = 200_000;

    [Fact]
    public void Log_OverAllPositiveFloats() => Sweep(
        "log",
        random => (AnyPositive(random), 0f),
        (x, _) => CorrectlyRounded.Log(x),
        (x, _) => Math.Log(x),
        (x, _) => WideOracle.Log(x));

    [Fact]
    public void Log_AroundOne() => Sweep(
        "log around 1",
        random => (BitConverter.Int32BitsToSingle(0x3F800000 + NotZero(random, 1 << 22)), 0f),
        (x, _) => CorrectlyRounded.Log(x),
        (x, _) => Math.Log(x),
        (x, _) => WideOracle.Log(x));

    /// <summary>The arguments of the cosine schedules: pi times a fraction, and a few thousand periods of restarts.</summary>
    [Fact]
    public void Cos_UpTo100000() => Sweep(
        "cos",
        random => (random.Next(2) == 0 ? random.NextSingle() * 7f : BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x47C35000)), 0f),
        (x, _) => CorrectlyRounded.Cos(x),
        (x, _) => Math.Cos(x),
        (x, _) => WideOracle.Cos(x));

    [Fact]
    public void Pow_OfRates() => Sweep(
        "pow, base in (0, 2), exponent to 1000",
        random => (random.NextSingle() + BitConverter.Int32BitsToSingle(random.Next(0x33800000, 0x3F800000)), random.NextSingle() * MathF.Pow(10f, random.Next(-3, 4))),
        CorrectlyRounded.Pow,
        (x, y) => Math.Pow(x, y),
        WideOracle.Pow);

    /// <summary>Exponents drawn so that the result lies anywhere in the range of a float, and a little outside.</summary>
    [Fact]
    public void Pow_OverAllResults() => Sweep(
        "pow, any base and result",
        random =>
        {
            float x = AnyPositive(random);
            return (x, (float)((random.NextDouble() - 0.5) * 180 / (x == 1f ? 1 : Math.Log(x))));
        },
        CorrectlyRounded.Pow,
        (x, y) => Math.Pow(x, y),
        WideOracle.Pow);

    /// <summary>Results within a few units of 2^-126, where the flush decides, and of 2^128.</summary>
    [Fact]
    public void Pow_AtTheEdgesOfTheRange() => Sweep(
        "pow at the edges",
        random =>
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(0x3F800001, 0x7F000000));
            return (x, (float)((random.Next(2) == 0 ? -126 : 128) / Math.Log2(x)));
        },
        CorrectlyRounded.Pow,
        (x, y) => Math.Pow(x, y),
        WideOracle.Pow);

    private static float AnyPositive(Random random) => BitConverter.Int32BitsToSingle(random.Next(0x00800000, 0x7F800000));

    private static int NotZero(Random random, int limit) => (1 + random.Next(limit)) * (random.Next(2) == 0 ? 1 : -1);

    private void Sweep(
        string name,
        Func<Random, (float X, float Y)> draw,
        Func<float, float, float> function,
        Func<float, float, double> nearby,
        Func<float, float, BigInteger> oracle)
    {
        long total = (long)ValuesOfEach * Fuzz.Factor;
        long byOracle = 0;
        string? failure = null;
        Parallel.For(0, 2 * Fuzz.Factor, part =>
        {
            var random = new Random(1000 + part);
            for (long i = 0; i < ValuesOfEach / 2; i++)
            {
                (float x, float y) = draw(random);
                float result = function(x, y);
                if (RoundedCheck.IsCertain(result, nearby(x, y)))
                {
                    continue;
                }

                Interlocked.Increment(ref byOracle);
                BigInteger value = oracle(x, y);
                if (!RoundedCheck.IsRounded(result, value, WideOracle.ErrorOf(value), -WideOracle.Bits))
                {
                    failure = $"{name}({x:R}, {y:R}) is not {result:R}";
                }
            }
        });
        output.WriteLine($"{name}: {total} values, {byOracle} of them by the oracle");
        Assert.Null(failure);
    }
}
