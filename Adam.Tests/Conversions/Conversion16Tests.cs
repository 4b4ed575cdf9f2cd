using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Adam.Conversions;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Conversions;

/// <summary>
/// Both 16-bit formats to binary32 for every number, and back for a dense sample, on every instruction set that the processor has. The environment
/// variable ADAM_EXHAUSTIVE makes the sample all 2^32 numbers.
/// </summary>
public sealed class Conversion16Tests(ITestOutputHelper output)
{
    /// <summary>A prime, so that every pattern of low bits occurs.</summary>
    private const int Stride = 1021;

    private static readonly bool s_isExhaustive = Environment.GetEnvironmentVariable("ADAM_EXHAUSTIVE") is { Length: > 0 };

    public static TheoryData<InstructionSet> Sets => [.. InstructionSets.Supported];

    [Theory]
    [MemberData(nameof(Sets))]
    public void EveryNumber_Widens(InstructionSet set)
    {
        ushort[] numbers = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];
        float[] halves = new float[numbers.Length], brains = new float[numbers.Length];
        Conversion16.Widen<HalfWords>(numbers, halves, set);
        Conversion16.Widen<BFloat16Words>(numbers, brains, set);
        foreach (ushort number in numbers)
        {
            // The framework's own conversion keeps a NaN's fraction and makes it quiet, as this does.
            uint expected = BitConverter.SingleToUInt32Bits((float)BitConverter.UInt16BitsToHalf(number));
            Assert.Equal(expected, BitConverter.SingleToUInt32Bits(halves[number]));
            Assert.Equal((uint)number << 16, BitConverter.SingleToUInt32Bits(brains[number]));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void NumbersNarrow_ToTheNearest(InstructionSet set)
    {
        const int Block = 1 << 16;
        long stride = s_isExhaustive ? 1 : Stride;
        long count = (1L << 32) / stride;
        Parallel.For(0, (count + Block - 1) / Block, block =>
        {
            long start = block * Block;
            float[] singles = new float[Math.Min(Block, count - start)];
            for (int i = 0; i < singles.Length; i++)
            {
                singles[i] = BitConverter.UInt32BitsToSingle((uint)((start + i) * stride));
            }

            Check(singles, set);
        });
        output.WriteLine($"{count:N0} of 4,294,967,296 floats on {set}");
    }

    /// <summary>Every midpoint of two neighbors, and the floats beside it.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void AroundMidpoints_TiesGoToTheEvenNumber(InstructionSet set)
    {
        float[] brains = [.. Enumerable.Range(0, 1 << 16).SelectMany(upper => Around(((uint)upper << 16) | 0x8000))];
        Check(brains, set);

        // A midpoint of two binary16 numbers is the sum of one and half a unit, exact in double and in float.
        float[] halves =
        [
            .. Enumerable.Range(0, 0x7C00).SelectMany(bits =>
            {
                double lower = (double)BitConverter.UInt16BitsToHalf((ushort)bits);
                double upper = bits == 0x7BFF ? 65536 : (double)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
                uint middle = BitConverter.SingleToUInt32Bits((float)((lower + upper) / 2));
                return Around(middle).Concat(Around(middle | 0x8000_0000));
            }),
        ];
        Check(halves, set);
    }

    [Theory]
    [InlineData(0x387FC000u, 0x03FF)]
    [InlineData(0x33000000u, 0x0000)]
    [InlineData(0x33000001u, 0x0001)]
    [InlineData(0x477FEFFFu, 0x7BFF)]
    [InlineData(0x477FF000u, 0x7C00)]
    [InlineData(0x7F800001u, 0x7E00)]
    [InlineData(0xFFFFFFFFu, 0xFFFF)]
    [InlineData(0xFF800000u, 0xFC00)]
    public void Halves_AtTheEnds(uint bits, int expected)
    {
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            float[] singles = [.. Enumerable.Repeat(BitConverter.UInt32BitsToSingle(bits), 33)];
            ushort[] halves = new ushort[33];
            Conversion16.Narrow<HalfWords>(singles, halves, set);
            Assert.All(halves, half => Assert.Equal(expected, half));
        }
    }

    /// <summary>Ends of arrays are converted one number at a time, and nothing beside the array is touched.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void AnyLength_TouchesItsOwnElementsAlone(InstructionSet set)
    {
        ushort[] numbers = [.. Enumerable.Range(0, 80).Select(i => (ushort)(i * 397))];
        for (int length = 0; length <= 70; length++)
        {
            float[] singles = new float[80];
            ushort[] back = new ushort[80];
            Conversion16.Widen<BFloat16Words>(numbers.AsSpan(3, length), singles.AsSpan(5, length), set);
            Conversion16.Narrow<BFloat16Words>(singles.AsSpan(5, length), back.AsSpan(7, length), set);
            Assert.Equal(numbers.AsSpan(3, length).ToArray(), back.AsSpan(7, length).ToArray());
            Assert.All(singles[..5].Concat(singles[(5 + length)..]), single => Assert.Equal(0, BitConverter.SingleToInt32Bits(single)));
            Assert.All(back[..7].Concat(back[(7 + length)..]), number => Assert.Equal(0, number));
        }

        Assert.Throws<ArgumentException>(() => Conversion16.Widen<HalfWords>(new ushort[2], new float[3], set));
        Assert.Throws<ArgumentException>(() => Conversion16.Narrow<HalfWords>(new float[2], new ushort[3], set));
    }

    private static float[] Around(uint bits) =>
        [BitConverter.UInt32BitsToSingle(bits - 1), BitConverter.UInt32BitsToSingle(bits), BitConverter.UInt32BitsToSingle(bits + 1)];

    private static void Check(float[] singles, InstructionSet set)
    {
        ushort[] halves = new ushort[singles.Length], brains = new ushort[singles.Length];
        Conversion16.Narrow<HalfWords>(singles, halves, set);
        Conversion16.Narrow<BFloat16Words>(singles, brains, set);
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(singles);
        for (int i = 0; i < singles.Length; i++)
        {
            ushort half = BitConverter.HalfToUInt16Bits((Half)singles[i]);

            // Of a NaN the upper half stays, made quiet.
            ushort brain = float.IsNaN(singles[i]) ? (ushort)((bits[i] >> 16) | 0x40) : PlainBFloat16.Round(singles[i]).ToBits();
            if (half != halves[i] || brain != brains[i])
            {
                Assert.Fail($"0x{bits[i]:X8} on {set}: expected 0x{half:X4} and 0x{brain:X4}, found 0x{halves[i]:X4} and 0x{brains[i]:X4}.");
            }
        }
    }
}
