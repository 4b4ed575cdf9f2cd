using System;
using System.Linq;
using Adam.Passes;
using Adam.Steps;
using Adam.Tests.Kernels;
using Xunit;
using FlushedFloat = Adam.Tests.Reference.FlushedFloat;

namespace Adam.Tests.Training;

/// <summary>Sums, products and quotients of gradients have the bits of the reference, on every instruction set and length.</summary>
public sealed class ElementPassTests
{
    private static readonly float[] Special =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, BitConverter.Int32BitsToSingle(0x007FFFFF), BitConverter.Int32BitsToSingle(0x00800000),
        -BitConverter.Int32BitsToSingle(0x00800001), 1f, -3f, float.MaxValue, -float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    private static float[] Operands(FuzzRandom random, int length, bool finite) =>
        [.. Enumerable.Range(0, length).Select(_ =>
            random.Chance(0.2) ? Special[random.Below(finite ? Special.Length - 3 : Special.Length)]
            : random.Signed(random.Chance(0.5) ? random.Between(-126, -90) : random.Between(-20, 20)))];

    [Fact]
    public void Sum() => Compare<Sum>(_ => (default, FlushedFloat.Add));

    [Fact]
    public void Product() => Compare<Product>(random =>
    {
        float factor = random.Pick([1f, 0.5f, 1f / 32768f, 1f / 3f, 2f, 0f, float.PositiveInfinity, float.NaN, random.Between(-40, 10)]);
        return (new Product(factor, default(FactorFloor).Of(factor)), (x, _) => FlushedFloat.Multiply(x, factor));
    });

    [Fact]
    public void Quotient() => Compare<Quotient>(random =>
    {
        float divisor = 1 + random.Below(40);
        return (new Quotient(divisor), (x, _) => FlushedFloat.Divide(x, divisor));
    });

    [Fact]
    public void Finiteness_IsThatOfTheResults_WhereverTheElementLies()
    {
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            for (int length = 1; length <= 70; length++)
            {
                float[] x = new float[length];
                x.AsSpan().Fill(float.MaxValue);
                Assert.True(Run(x, new float[length], x, set, default(Sum)));
                Assert.True(MagnitudeScan.AreFinite(ref x[0], length, set));
                foreach (float bad in new[] { float.NaN, float.NegativeInfinity })
                {
                    for (int i = 0; i < length; i++)
                    {
                        float[] y = new float[length];
                        y[i] = bad;
                        Assert.False(Run(x, y, new float[length], set, default(Sum)));
                        Assert.False(MagnitudeScan.AreFinite(ref y[0], length, set));
                        Assert.Equal(i, MagnitudeScan.FirstNotFinite(ref y[0], length));
                        Assert.Equal(!float.IsNaN(bad), MagnitudeScan.AnyAbove(ref y[0], length, 1, set));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(1f, 1f, false)]
    [InlineData(1f, 1.0000001f, true)]
    [InlineData(1f, -1.0000001f, true)]
    [InlineData(float.MaxValue, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, false)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(0f, float.Epsilon, true)]
    public void AnyAbove_IsStrict(float limit, float element, bool expected)
    {
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            float[] values = new float[37];
            values[30] = element;
            Assert.Equal(expected, MagnitudeScan.AnyAbove(ref values[0], values.Length, limit, set));
        }
    }

    private static void Compare<T>(Func<FuzzRandom, (T Operation, Func<float, float, float> Reference)> make)
        where T : struct, IElementOperation
    {
        var random = new FuzzRandom(17);
        int finite = 0;
        for (int round = 0; round < 2000; round++)
        {
            (T operation, Func<float, float, float> reference) = make(random);
            int length = random.Below(100);
            bool isFinite = random.Chance(0.5);
            float[] x = Operands(random, length, isFinite), y = Operands(random, length, isFinite);
            float[] expected = [.. x.Zip(y, reference)];
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                float[] apart = new float[length], inPlace = (float[])x.Clone();
                Assert.Equal(expected.All(float.IsFinite), Run(x, y, apart, set, operation));
                Run(inPlace, y, inPlace, set, operation);
                Bits.AssertEqual(expected, apart, () => $"{typeof(T).Name} on {set}, round {round}");
                Bits.AssertEqual(expected, inPlace, () => $"{typeof(T).Name} in place on {set}, round {round}");
            }

            finite += expected.All(float.IsFinite) ? 1 : 0;
        }

        Assert.InRange(finite, 100, 1900);
    }

    private static bool Run<T>(float[] x, float[] y, float[] result, InstructionSet set, T operation)
        where T : struct, IElementOperation =>
        ElementPass.Run(
            ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(x),
            ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(y),
            ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(result),
            x.Length,
            set,
            operation);
}
