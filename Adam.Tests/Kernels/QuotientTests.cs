using System;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Threading;
using System.Threading.Tasks;
using Adam.Lanes;
using Adam.Steps;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>The two ways to a 512-bit quotient by a number of the step: the divider's, and products with the reciprocal and a correction.</summary>
public sealed class QuotientTests(ITestOutputHelper output)
{
    private static readonly Func<Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>, bool, Vector512<float>> Products =
        EmittedLanes.Operation<Func<Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>, bool, Vector512<float>>>(
            InstructionSet.Avx512, "QuotientByProducts");

    private const int Mantissas = 1 << 23;

    /// <summary>Every mantissa of the numerator, for divisors whose reciprocals are hard, easy, or any.</summary>
    [Fact]
    public void BothWays_GiveTheSameBits_ForEveryMantissa()
    {
        Assert.SkipUnless(InstructionSets.IsSupported(InstructionSet.Avx512), "This processor has no AVX-512, and only there is a way by products.");

        var random = new Random(21);
        float[] divisors = new float[64];
        for (int i = 0; i < divisors.Length; i++)
        {
            int mantissa = i switch { < 4 => i, < 8 => Mantissas - 1 - (i - 4), < 10 => Mantissas / 2 + i - 8, _ => random.Next(Mantissas) };
            divisors[i] = MathF.ScaleB(1 + (mantissa / (float)Mantissas), random.Next(-12, 66));
        }

        long wrong = 0;
        Parallel.ForEach(divisors, divisor =>
        {
            for (int mantissa = 0; mantissa < Mantissas; mantissa += 16)
            {
                Vector512<int> bits = Vector512.Create((127 << 23) + mantissa) + Vector512<int>.Indices;
                Interlocked.Add(ref wrong, Wrong(bits.AsSingle(), divisor));
            }
        });

        output.WriteLine($"{(long)divisors.Length * Mantissas:N0} quotients, all mantissas of {divisors.Length} divisors.");
        Assert.Equal(0, wrong);
    }

    /// <summary>
    /// Quotients next to the midpoint of two floats. For an odd divisor d of 24 bits and an odd j, the midpoint m of 25 bits with
    /// m * d = -j mod 2^25 belongs to the numerator x = (m * d + j) / 2^25: x * 2^25 / d lies j / d beside it.
    /// </summary>
    [Fact]
    public void BothWays_GiveTheSameBits_NextToMidpoints()
    {
        Assert.SkipUnless(InstructionSets.IsSupported(InstructionSet.Avx512), "This processor has no AVX-512, and only there is a way by products.");

        const ulong Mask = (1 << 25) - 1;
        var random = new Random(22);
        long pairs = 0;
        long wrong = 0;
        for (int k = 0; k < 2_000_000; k++)
        {
            ulong d = (ulong)random.Next(1 << 22, 1 << 23) * 2 + 1;
            ulong inverse = d;
            for (int i = 0; i < 4; i++)
            {
                inverse *= 2 - (d * inverse);
            }

            for (int j = -7; j <= 7; j += 2)
            {
                ulong m = (inverse * (ulong)-j) & Mask;
                ulong x = (m * d + (ulong)j) >> 25;
                if (m >= 1 << 24 && x >= 1 << 22)
                {
                    pairs++;
                    wrong += Wrong(Vector512.Create((float)x), d) > 0 ? 1 : 0;
                }
            }
        }

        output.WriteLine($"{pairs:N0} quotients next to midpoints.");
        Assert.True(pairs > 1_000_000);
        Assert.Equal(0, wrong);
    }

    /// <summary>All magnitudes that the numbers of a step allow, and any smaller numerator within the bound that the proof gives.</summary>
    [Fact]
    public void AtTheEndsOfTheRange()
    {
        Assert.SkipUnless(InstructionSets.IsSupported(InstructionSet.Avx512), "This processor has no AVX-512, and only there is a way by products.");

        var random = new Random(23);
        for (int k = 0; k < 2_000_000; k++)
        {
            float divisor = MathF.ScaleB(1 + random.NextSingle(), random.Next(-12, 66));
            float x = MathF.ScaleB(1 + random.NextSingle(), random.Next(-101, 124)) * (random.Next(2) == 0 ? 1 : -1);
            if (Math.Abs(x) < divisor * MathF.ScaleB(1, 61) && Math.Abs(x) > divisor * MathF.ScaleB(1, -126))
            {
                Assert.Equal(0, Wrong(Vector512.Create(x), divisor));
            }

            float tiny = MathF.ScaleB(random.NextSingle(), -101 - random.Next(60));
            Assert.True(Math.Abs(ByProducts(Vector512.Create(tiny), divisor)[0]) < MathF.ScaleB(1, -88));
        }

        Assert.True(FastPath.MayDivideByProducts(1, 1));
        Assert.True(FastPath.MayDivideByProducts(MathF.ScaleB(1, -12), 1e-5f));
        Assert.False(FastPath.MayDivideByProducts(MathF.BitDecrement(MathF.ScaleB(1, -12)), 1e-5f));
        Assert.False(FastPath.MayDivideByProducts(float.PositiveInfinity, 1));
        Assert.False(FastPath.MayDivideByProducts(float.NaN, 1));
        Assert.False(FastPath.MayDivideByProducts(MathF.ScaleB(1, 67), 1));
        Assert.False(FastPath.MayDivideByProducts(MathF.ScaleB(1, 61), MathF.ScaleB(1, 61)));
    }

    private static Vector512<float> ByProducts(Vector512<float> x, float divisor)
    {
        // The numbers as a step makes them.
        StepScalars scalars = default;
        scalars.Limit = MathF.ScaleB(1, -30);
        scalars.SparesDivider = true;
        ScalarCalculator.SetDivisor(ref scalars, divisor);
        Assert.True(scalars.SparesDivision);
        return Products(
            x, Vector512.Create(divisor), Vector512.Create(scalars.DivisorReciprocal), Vector512.Create(scalars.DivisorReciprocalRest), true);
    }

    private static int Wrong(Vector512<float> x, float divisor)
    {
        Vector512<float> hardware = x / Vector512.Create(divisor);
        ulong equal = Vector512.Equals(ByProducts(x, divisor).AsInt32(), hardware.AsInt32()).ExtractMostSignificantBits();
        return 16 - BitOperations.PopCount(equal);
    }
}
