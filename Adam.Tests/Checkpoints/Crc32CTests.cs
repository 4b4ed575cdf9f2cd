using System;
using System.Linq;
using System.Text;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>The fast checksum against one bit at a time, and the published values.</summary>
public sealed class Crc32CTests
{
    private static readonly int[] Multiples = [1, 2, 3, 6, 7];

    [Fact]
    public void PublishedValues()
    {
        Assert.Equal(0u, Crc32C.Of([]));
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));

        // RFC 3720, appendix B.4.
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Of(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
        Assert.Equal(0x113FDB5Cu, Crc32C.Of(Enumerable.Range(0, 32).Select(i => (byte)(31 - i)).ToArray()));
    }

    [Fact]
    public void EveryLength_EqualsOneBitAtATime()
    {
        byte[] data = new byte[(7 * Crc32C.Stretch) + 64];
        new Random(7).NextBytes(data);
        uint[] plain = Plain(data);
        int[] lengths = [.. Enumerable.Range(0, 300), .. Multiples.SelectMany(n => Enumerable.Range((n * Crc32C.Stretch) - 20, 40)), data.Length];
        Assert.All(lengths, length => Assert.Equal(plain[length], Crc32C.Of(data.AsSpan(0, length))));

        // At addresses of every alignment.
        for (int start = 1; start < 9; start++)
        {
            byte[] moved = [.. new byte[start], .. data];
            Assert.Equal(plain[data.Length], Crc32C.Of(moved.AsSpan(start)));
        }
    }

    [Fact]
    public void TwoRuns_JoinedOrAppended_AreOne()
    {
        byte[] data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000)));
        uint whole = Crc32C.Of(data);
        foreach (int cut in (int[])[0, 1, 7, 8, 9, 4096, 12_288, 50_001, data.Length - 1, data.Length])
        {
            uint first = Crc32C.Of(data.AsSpan(0, cut));
            Assert.Equal(whole, Crc32C.Append(first, data.AsSpan(cut)));
            Assert.Equal(whole, Crc32C.Join(first, Crc32C.Of(data.AsSpan(cut)), data.Length - cut));
        }
    }

    /// <summary>The checksum of each beginning of the data.</summary>
    private static uint[] Plain(byte[] data)
    {
        uint[] sums = new uint[data.Length + 1];
        uint state = ~0u;
        for (int i = 0; i < data.Length; i++)
        {
            state ^= data[i];
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state & 1) != 0 ? (state >> 1) ^ 0x82F63B78 : state >> 1;
            }

            sums[i + 1] = ~state;
        }

        return sums;
    }
}
