using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Elements;

/// <summary>bfloat16 as a type: its layout, its conversions against rounding by definition, its order and its text.</summary>
public sealed class BFloat16Tests
{
    private static IEnumerable<BFloat16> All => Enumerable.Range(0, 1 << 16).Select(bits => BFloat16.FromBits((ushort)bits));

    [Fact]
    public void Memory_OfTwoByteNumbers_CanBeReinterpreted()
    {
        Assert.Equal(2, Unsafe.SizeOf<BFloat16>());
        ushort[] bits = [0x3F80, 0xC000, 0x7F80];
        Span<BFloat16> numbers = MemoryMarshal.Cast<ushort, BFloat16>(bits);
        Assert.Equal([1f, -2f, float.PositiveInfinity], numbers.ToArray().Select(number => number.ToSingle()));
        numbers[1] = (BFloat16)0.5f;
        Assert.Equal(0x3F00, bits[1]);
        Assert.Equal(0x3F00, numbers[1].ToBits());
    }

    [Fact]
    public void EveryNumber_WidensExactly_AndComesBack()
    {
        foreach (BFloat16 number in All)
        {
            Assert.Equal((uint)number.ToBits() << 16, BitConverter.SingleToUInt32Bits((float)number));
            if (BFloat16.IsNaN(number))
            {
                Assert.True(double.IsNaN((double)number));
                Assert.True(BFloat16.IsNaN((BFloat16)(float)number));
                continue;
            }

            Assert.Equal((double)(float)number, (double)number);
            Assert.Equal(number.ToBits(), ((BFloat16)(float)number).ToBits());
            Assert.Equal(number.ToBits(), ((BFloat16)(double)number).ToBits());
            Assert.Equal(number.ToBits(), PlainBFloat16.Round((double)number).ToBits());
        }
    }

    /// <summary>Between each number and the next: the midpoint, a float beside it, and the doubles nearest to it, which rounding by way of float would lose.</summary>
    [Fact]
    public void AroundEveryMidpoint_TheNearestNumberIsTaken()
    {
        foreach (BFloat16 number in All.Where(BFloat16.IsFinite))
        {
            // Of the largest number, the midpoint to 2^128; of a number above zero, that away from zero.
            double unit = Math.ScaleB(1, Math.Max(number.ToDouble() == 0 ? -126 : Math.ILogB(number.ToDouble()), -126) - 7);
            double midpoint = number.ToDouble() + (BFloat16.IsNegative(number) ? -unit / 2 : unit / 2);
            float single = (float)midpoint;
            Assert.Equal(midpoint, single);
            foreach (double value in (double[])[midpoint, Math.BitIncrement(midpoint), Math.BitDecrement(midpoint), MathF.BitIncrement(single), MathF.BitDecrement(single)])
            {
                BFloat16 expected = PlainBFloat16.Round(value);
                Assert.Equal(expected.ToBits(), ((BFloat16)value).ToBits());
                if ((float)value == value)
                {
                    Assert.Equal(expected.ToBits(), ((BFloat16)(float)value).ToBits());
                }
            }
        }
    }

    [Fact]
    public void AnyDouble_IsRoundedOnce()
    {
        var random = new Random(16);
        for (int i = 0; i < 1_000_000; i++)
        {
            double value = i % 4 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64()) : Math.ScaleB(random.NextDouble() - 0.5, random.Next(-160, 140));
            Assert.Equal(PlainBFloat16.Round(value).ToBits() & (double.IsNaN(value) ? 0x7FC0 : 0xFFFF), ((BFloat16)value).ToBits() & (double.IsNaN(value) ? 0x7FC0 : 0xFFFF));
        }
    }

    [Theory]
    [InlineData(0x7F800001u, 0x7FC0)]
    [InlineData(0xFFFFFFFFu, 0xFFFF)]
    [InlineData(0xFF800001u, 0xFFC0)]
    [InlineData(0x7F7FFFFFu, 0x7F80)]
    [InlineData(0xFF7FFFFFu, 0xFF80)]
    [InlineData(0x7F7F7FFFu, 0x7F7F)]
    [InlineData(0x7F7F8000u, 0x7F80)]
    [InlineData(0x80000000u, 0x8000)]
    [InlineData(0x00008000u, 0x0000)]
    [InlineData(0x00008001u, 0x0001)]
    [InlineData(0x00018000u, 0x0002)]
    public void AtTheEnds(uint bits, int expected) =>
        Assert.Equal(expected, ((BFloat16)BitConverter.UInt32BitsToSingle(bits)).ToBits());

    [Fact]
    public void Constants_AreWhatTheySay()
    {
        Assert.Equal(0, (float)BFloat16.Zero);
        Assert.Equal(1, (float)BFloat16.One);
        Assert.Equal(Math.ScaleB(1, -133), (double)BFloat16.Epsilon);
        Assert.Equal((2 - Math.ScaleB(1, -7)) * Math.ScaleB(1, 127), (double)BFloat16.MaxValue);
        Assert.Equal(-(double)BFloat16.MaxValue, (double)BFloat16.MinValue);
        Assert.Equal(float.PositiveInfinity, (float)BFloat16.PositiveInfinity);
        Assert.Equal(float.NegativeInfinity, (float)BFloat16.NegativeInfinity);
        Assert.True(BFloat16.IsNaN(BFloat16.NaN) && float.IsNaN((float)BFloat16.NaN));
        foreach (BFloat16 number in All)
        {
            float single = (float)number;
            Assert.Equal(
                (float.IsFinite(single), float.IsInfinity(single), float.IsNaN(single), float.IsNegative(single), float.IsSubnormal(single)),
                (BFloat16.IsFinite(number), BFloat16.IsInfinity(number), BFloat16.IsNaN(number), BFloat16.IsNegative(number), BFloat16.IsSubnormal(number)));
            Assert.Equal(BitConverter.SingleToUInt32Bits(-single), BitConverter.SingleToUInt32Bits((float)-number));
        }
    }

    [Fact]
    public void Order_IsThatOfFloat()
    {
        BFloat16[] some = [.. All.Where((_, i) => i % 509 == 0), BFloat16.Zero, -BFloat16.Zero, BFloat16.NaN, BFloat16.PositiveInfinity, BFloat16.NegativeInfinity];
        foreach (BFloat16 x in some)
        {
            foreach (BFloat16 y in some)
            {
                (float a, float b) = ((float)x, (float)y);
                Assert.Equal((a == b, a != b, (a < b), (a > b), a <= b, a >= b), (x == y, x != y, (x < y), (x > y), x <= y, x >= y));
                Assert.Equal((a.Equals(b), Math.Sign(a.CompareTo(b))), (x.Equals(y), Math.Sign(x.CompareTo(y))));
                Assert.Equal(x.Equals(y), x.Equals((object)y));
                if (x.Equals(y))
                {
                    Assert.Equal(x.GetHashCode(), y.GetHashCode());
                }
            }
        }

        Assert.Equal(1, BFloat16.One.CompareTo(null));
        Assert.Throws<ArgumentException>(() => BFloat16.One.CompareTo((object)1f));
    }

    [Fact]
    public void EveryNumber_ReadsBackFromItsText_WhichHasFourDigitsAtMost()
    {
        Span<char> buffer = stackalloc char[32];
        foreach (BFloat16 number in All.Where(number => !BFloat16.IsNaN(number)))
        {
            string text = number.ToString(null, CultureInfo.InvariantCulture);
            Assert.Equal(number.ToBits(), BFloat16.Parse(text, CultureInfo.InvariantCulture).ToBits());
            Assert.True(number.TryFormat(buffer, out int length, default, CultureInfo.InvariantCulture));
            Assert.Equal(text, buffer[..length].ToString());
            string digits = text.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('-').Trim('0');
            Assert.True(BFloat16.IsInfinity(number) || digits.Length <= 4, text);
        }
    }

    [Fact]
    public void Text_FollowsFormatAndCulture()
    {
        var comma = new NumberFormatInfo { NumberDecimalSeparator = "," };
        Assert.Equal("3,14", ((BFloat16)Math.PI).ToString(null, comma));
        Assert.Equal("3.140625", ((BFloat16)Math.PI).ToString("F6", CultureInfo.InvariantCulture));
        Assert.Equal("0.1", string.Create(CultureInfo.InvariantCulture, $"{(BFloat16)0.1f}"));
        Assert.Equal("NaN", BFloat16.NaN.ToString(null, CultureInfo.InvariantCulture));
        Assert.Equal((BFloat16)1.5f, BFloat16.Parse("1,5", comma));
        Assert.True(BFloat16.TryParse("-1e3", CultureInfo.InvariantCulture, out BFloat16 parsed));
        Assert.Equal(-1000, (float)parsed);
        Assert.False(BFloat16.TryParse("one", CultureInfo.InvariantCulture, out _));
        Assert.False(BFloat16.TryParse(null, CultureInfo.InvariantCulture, out _));
        Assert.Throws<FormatException>(() => BFloat16.Parse("", CultureInfo.InvariantCulture));
        Assert.False(BFloat16.One.TryFormat([], out _));
    }
}
