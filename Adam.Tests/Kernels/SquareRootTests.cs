using System;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Threading;
using System.Threading.Tasks;
using Adam.Tests.Runtime;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>The two ways to a 512-bit square root: the hardware's, and the one on the multiply-add ports beside a slow divider.</summary>
public sealed class SquareRootTests(ITestOutputHelper output)
{
    private static readonly Func<Vector512<float>, bool, Vector512<float>> BesideDivider =
        EmittedLanes.Operation<Func<Vector512<float>, bool, Vector512<float>>>(InstructionSet.Avx512, "SqrtBesideDivider");

    /// <summary>Below it, and above zero, the way beside the divider may be wrong; no second moment of the plain loop comes there.</summary>
    private static readonly float Least = MathF.ScaleB(1, -102);

    [Fact]
    public void BothWays_GiveTheSameBits_ForEveryFloatFromTheLeastOneOn()
    {
        Assert.SkipUnless(InstructionSets.IsSupported(InstructionSet.Avx512), "This processor has no AVX-512, and only there is a way beside the divider.");

        const int Blocks = 512;
        const uint BlockSize = 1u << 23;
        long wrong = 0;
        long compared = 0;
        Parallel.For(0, Blocks, block =>
        {
            (long blockCompared, long blockWrong) = CompareBlock((uint)block * BlockSize, BlockSize);
            Interlocked.Add(ref compared, blockCompared);
            Interlocked.Add(ref wrong, blockWrong);
        });

        output.WriteLine(FormattableString.Invariant($"{compared:N0} of 4,294,967,296 floats compared."));
        Assert.Equal(0, wrong);

        // Everything but the positive floats below the least one, the subnormal ones included.
        Assert.Equal((1L << 32) - (BitConverter.SingleToInt32Bits(Least) - 1), compared);
    }

    [Fact]
    public void AnOptimizer_TakesTheSameStepsEitherWay()
    {
        Assert.SkipUnless(InstructionSets.IsSupported(InstructionSet.Avx512), "This processor has no AVX-512, and only there is a way beside the divider.");

        Assert.Equal(Train(sparesDivider: false), Train(sparesDivider: true));
    }

    private static (long Compared, long Wrong) CompareBlock(uint start, uint size)
    {
        long compared = 0;
        long wrong = 0;
        Vector512<uint> offsets = Vector512<uint>.Indices;
        for (uint k = 0; k < size; k += 16)
        {
            Vector512<float> x = (Vector512.Create(start + k) + offsets).AsSingle();
            Vector512<float> beside = BesideDivider(x, true);
            Vector512<float> hardware = Vector512.Sqrt(x);
            Vector512<float> equal = Vector512.Equals(beside.AsInt32(), hardware.AsInt32()).AsSingle()
                | (~Vector512.Equals(beside, beside) & ~Vector512.Equals(hardware, hardware));
            Vector512<float> promised = ~(Vector512.GreaterThan(x, Vector512<float>.Zero) & Vector512.LessThan(x, Vector512.Create(Least)));
            compared += BitOperations.PopCount(promised.ExtractMostSignificantBits());
            wrong += BitOperations.PopCount((promised & ~equal).ExtractMostSignificantBits());
        }

        return (compared, wrong);
    }

    private static int[] Train(bool sparesDivider)
    {
        using var optimizer = new FullAdam(new AdamOptions { InstructionSet = InstructionSet.Avx512 });
        optimizer.Runner.Choices.SparesDivider = sparesDivider;
        var random = new Random(20);
        float[] values = new float[1003];
        float[] gradients = new float[values.Length];
        Fill(random, values, 1);
        var variable = new AdamVariable("kernel", values);
        for (int step = 0; step < 50; step++)
        {
            Fill(random, gradients, 0.01f);
            optimizer.ApplyGradients([(gradients, variable)]);
        }

        return Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
    }

    private static void Fill(Random random, float[] values, float scale)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() - 0.5f) * scale;
        }
    }
}
