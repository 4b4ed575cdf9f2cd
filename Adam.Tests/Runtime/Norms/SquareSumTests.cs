using System;
using System.Linq;
using System.Numerics;
using Adam.Lanes;
using Adam.Norms;
using Adam.Steps;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Norms (S13.1, S13.2, D15): the same bits on every instruction set, within 1 ulp of the exact root.</summary>
public sealed class SquareSumTests
{
    [Fact]
    public void EveryLength_HasTheSameBitsOnEverySet()
    {
        foreach (int length in Enumerable.Range(0, 201).Concat([SquareSum.Block - 1, SquareSum.Block, SquareSum.Block + 1, 70001, 300007]))
        {
            float[] values = Values(length, seed: length, 3);
            double scalar = Sum(values, InstructionSet.Scalar);
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar), BitConverter.DoubleToInt64Bits(Sum(values, set)));
            }
        }
    }

    /// <summary>
    /// Blocks whose scaled squares overflow, whose squares are flushed, that have both beside ordinary ones, or nothing at all: wherever
    /// a block is added up twice.
    /// </summary>
    [Fact]
    public void ExtremeBlocks_HaveTheSameBitsOnEverySet_AndTheSumOfFlushedSquares()
    {
        float[][] ranges = [[0], [1e-30f], [1e-24f, 1e-19f, 1e-18f], [1e-8f, 1e-30f], [1e10f], [4e9f, 1e-20f], [1e15f, 1], [1, 0, 1e-19f]];
        foreach (float[] range in ranges)
        {
            foreach (int length in (int[])[7, 64, 333, SquareSum.Block])
            {
                float[] ones = Values(length, length, 0);
                float[] values = [.. ones.Select((x, i) => (x + 0.5f) * range[i * 7 % range.Length] * (i % 3 == 0 ? -1 : 1))];
                double scalar = Sum(values, InstructionSet.Scalar);
                double expected = values.Sum(x => Math.Abs(x) < MathF.ScaleB(1, -63) ? 0 : (double)(x * x));
                Assert.InRange(scalar, expected * (1 - 1e-12), expected * (1 + 1e-12));
                foreach (InstructionSet set in InstructionSets.Supported)
                {
                    Assert.Equal(BitConverter.DoubleToInt64Bits(scalar), BitConverter.DoubleToInt64Bits(Sum(values, set)));
                }
            }
        }
    }

    /// <summary>Four blocks at once have the bits of four blocks, whatever is in one of them.</summary>
    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void FourBlocks_AreFourTimesOne(InstructionSet set)
    {
        foreach (float odd in (float[])[1, 0, 1e-25f, 1e12f, float.NaN, float.PositiveInfinity])
        {
            float[] values = Values(4 * SquareSum.Block, 3, 3);
            Array.Fill(values, odd, 2 * SquareSum.Block, SquareSum.Block);
            double[] sums = new double[4];
            SquareSum.OfBlocks(ref values[0], SquareSum.LeastForNorm, sums, set);
            for (int k = 0; k < sums.Length; k++)
            {
                double one = SquareSum.OfBlock(ref values[k * SquareSum.Block], SquareSum.Block, SquareSum.LeastForNorm, set);
                Assert.Equal(one, sums[k]);
            }
        }
    }

    /// <summary>Also sums in which thousands of roundings go one way, and elements over the whole range.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(37, 3)]
    [InlineData(1000, 30)]
    [InlineData(70001, 3)]
    [InlineData(200003, 0)]
    public void TheNorm_IsWithinOneUlpOfTheExactRoot(int length, int decades)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            float[] values = Values(length, seed, decades);
            BigInteger exact = ExactFloat.SumOfSquares(values);
            IsWithinOneUlp(SquareSum.Norm(Sum(values, InstructionSets.Best)), exact);
            IsWithinOneUlp(SquareSum.GlobalNorm(BlockSums.Of(values, SquareSum.LeastForNorm, InstructionSets.Best)), exact);
        }
    }

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void SquaresBelowTheLeast_CountAsZero(InstructionSet set)
    {
        // In vectors and in the rest; both signs.
        foreach (int length in new[] { 1, 31, 32, 33, 97 })
        {
            float least = MathF.ScaleB(1, -63);
            Assert.Equal(length * Math.ScaleB(1, -126), Of(least, length, SquareSum.LeastForNorm, set));
            Assert.Equal(length * Math.ScaleB(1, -126), Of(-least, length, SquareSum.LeastForNorm, set));
            Assert.Equal(0, Of(MathF.BitDecrement(least), length, SquareSum.LeastForNorm, set));
            Assert.Equal(0, Of(-MathF.BitDecrement(least), length, SquareSum.LeastForNorm, set));

            // 2^-62.5 rounded up: half its square is 2^-126 or more.
            float global = FloatBits.Single(0x203504F4);
            Assert.True(Of(global, length, SquareSum.LeastForGlobalNorm, set) >= length * Math.ScaleB(1, -125));
            Assert.Equal(0, Of(MathF.BitDecrement(global), length, SquareSum.LeastForGlobalNorm, set));
            Assert.True(Of(MathF.BitDecrement(global), length, SquareSum.LeastForNorm, set) > 0);
        }
    }

    /// <summary>Why these thresholds: by the rule of S0.3, for the square and for half of it.</summary>
    [Fact]
    public void TheThresholds_AreThoseOfTheRule()
    {
        float norm = BitConverter.Int32BitsToSingle(SquareSum.LeastForNorm);
        Assert.NotEqual(0, ExactFloat.Multiply(norm, norm));
        Assert.Equal(0, ExactFloat.Multiply(MathF.BitDecrement(norm), MathF.BitDecrement(norm)));
        float global = BitConverter.Int32BitsToSingle(SquareSum.LeastForGlobalNorm);
        Assert.NotEqual(0, ExactFloat.Multiply(.5f, ExactFloat.Multiply(global, global)));
        float below = MathF.BitDecrement(global);
        Assert.Equal(0, ExactFloat.Multiply(.5f, ExactFloat.Multiply(below, below)));
    }

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void Overflow_AndNaN(InstructionSet set)
    {
        // S13.1: the norm of finite elements overflows beyond 1.844e19.
        Assert.Equal(float.PositiveInfinity, SquareSum.Norm(Of(1.85e19f, 1, SquareSum.LeastForNorm, set)));
        Assert.Equal(1.84e19f, SquareSum.Norm(Of(1.84e19f, 1, SquareSum.LeastForNorm, set)));

        // No square overflows, but their sum does, when it is rounded to binary32.
        Assert.Equal(float.PositiveInfinity, SquareSum.Norm(Of(1.5e19f, 40, SquareSum.LeastForNorm, set)));
        Assert.Equal(float.PositiveInfinity, SquareSum.GlobalNorm(Of(1.5e19f, 40, SquareSum.LeastForGlobalNorm, set)));

        // S13.2: the halves add up to a float, twice their sum does not.
        Assert.Equal(float.PositiveInfinity, SquareSum.GlobalNorm(Of(1.5e19f, 2, SquareSum.LeastForGlobalNorm, set)));
        Assert.Equal(float.NaN, SquareSum.Norm(Of(float.NaN, 40, SquareSum.LeastForNorm, set)));
        Assert.Equal(float.PositiveInfinity, SquareSum.Norm(Of(float.NegativeInfinity, 40, SquareSum.LeastForNorm, set)));
        for (int place = 0; place < 97; place++)
        {
            float[] values = Enumerable.Repeat(1f, 97).ToArray();
            foreach (uint bits in (uint[])[0x7FC00000, 0xFFC00000, 0x7F800001, 0x7FFFFFFF, 0xFFFFFFFF])
            {
                values[place] = FloatBits.Single(bits);
                Assert.Equal(double.NaN, Sum(values, set));
            }

            // Finite, but not times 2^64; and infinite.
            foreach (float large in (float[])[1e10f, -1.8e19f, 1.85e19f, float.MaxValue, float.NegativeInfinity])
            {
                values[place] = large;
                Assert.Equal((float)(96 + (double)(large * large)), (float)Sum(values, set));
            }
        }
    }

    [Fact]
    public void HandWorkedNorms()
    {
        Assert.Equal(5f, SquareSum.Norm(Sum([3, 4], InstructionSets.Best)));
        Assert.Equal(0f, SquareSum.Norm(0));
        Assert.Equal(5f, SquareSum.GlobalNorm(25));
    }

    private static double Of(float value, int length, int least, InstructionSet set) =>
        BlockSums.Of([.. Enumerable.Repeat(value, length)], least, set);

    private static double Sum(float[] values, InstructionSet set) => BlockSums.Of(values, SquareSum.LeastForNorm, set);

    private static float[] Values(int length, int seed, int decades)
    {
        var random = new Random(seed);
        float constant = random.NextSingle();
        return [.. Enumerable.Range(0, length).Select(_ =>
            decades == 0 ? constant : (float)((random.NextDouble() - .5) * Math.Pow(10, (random.NextDouble() - .5) * decades)))];
    }

    /// <summary>(norm - ulp)^2 &lt;= sum &lt;= (norm + ulp)^2, in units of 2^-298.</summary>
    private static void IsWithinOneUlp(float norm, BigInteger sum)
    {
        (BigInteger significand, int exponent) = ExactFloat.Read(norm);
        int shift = (2 * exponent) + 298;
        Assert.True(shift >= 0);
        Assert.True(((significand - 1) * (significand - 1)) << shift <= sum, $"{norm:R} is too large.");
        Assert.True(sum <= ((significand + 1) * (significand + 1)) << shift, $"{norm:R} is too small.");
    }
}
