using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Adam.Checkpoints;

/// <summary>CRC-32C (Castagnoli), the checksum of iSCSI and of TensorFlow's checkpoints: 0 for no bytes, 0xE3069283 for the text 123456789.</summary>
/// <remarks>
/// The processor's instruction takes 8 bytes a cycle but answers after 3, so three stretches are summed at once and joined afterwards.
/// Without the instruction <see cref="BitOperations"/> computes the same.
/// </remarks>
internal static class Crc32C
{
    /// <summary>Bytes of a stretch: three of them fit the first cache.</summary>
    internal const int Stretch = 4096;

    /// <summary>Where each byte of a sum goes if a stretch of zeros follows: four tables, one for each byte.</summary>
    private static readonly uint[] PastStretch = MakeTable(Stretch);

    public static uint Of(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>The checksum of what <paramref name="sum"/> is of, followed by <paramref name="data"/>.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> data)
    {
        uint state = ~sum;
        ref byte first = ref MemoryMarshal.GetReference(data);
        nuint at = 0;
        nuint length = (uint)data.Length;
        for (; length - at >= 3 * Stretch; at += 3 * Stretch)
        {
            state = ThreeStretches(state, ref Unsafe.Add(ref first, at));
        }

        for (; length - at >= sizeof(ulong); at += sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, Word(ref first, at));
        }

        for (; at < length; at++)
        {
            state = BitOperations.Crc32C(state, Unsafe.Add(ref first, at));
        }

        return ~state;
    }

    /// <summary>The checksum of two runs of bytes behind each other.</summary>
    /// <param name="first">The checksum of the first run.</param>
    /// <param name="second">The checksum of the second run.</param>
    /// <param name="secondLength">Bytes of the second run.</param>
    public static uint Join(uint first, uint second, long secondLength) => Polynomial.Multiply(Polynomial.PowerOfByte(secondLength), first) ^ second;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint ThreeStretches(uint a, ref byte data)
    {
        uint b = 0;
        uint c = 0;
        for (nuint i = 0; i < Stretch; i += 2 * sizeof(ulong))
        {
            a = BitOperations.Crc32C(a, Word(ref data, i));
            b = BitOperations.Crc32C(b, Word(ref data, i + Stretch));
            c = BitOperations.Crc32C(c, Word(ref data, i + (2 * Stretch)));
            a = BitOperations.Crc32C(a, Word(ref data, i + sizeof(ulong)));
            b = BitOperations.Crc32C(b, Word(ref data, i + sizeof(ulong) + Stretch));
            c = BitOperations.Crc32C(c, Word(ref data, i + sizeof(ulong) + (2 * Stretch)));
        }

        return Past(Past(a) ^ b) ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte data, nuint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref data, at));

    private static uint Past(uint state)
    {
        uint[] table = PastStretch;
        return table[(byte)state] ^ table[256 + (byte)(state >> 8)] ^ table[512 + (byte)(state >> 16)] ^ table[768 + (state >> 24)];
    }

    private static uint[] MakeTable(int bytes)
    {
        uint factor = Polynomial.PowerOfByte(bytes);
        uint[] table = new uint[4 * 256];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Polynomial.Multiply(factor, (uint)(i & 255) << (8 * (i >> 8)));
        }

        return table;
    }

    /// <summary>Polynomials over two elements, modulo that of the checksum; the highest bit is the coefficient of 1.</summary>
    private static class Polynomial
    {
        private const uint Modulus = 0x82F63B78;
        private const uint One = 1u << 31;
        private const uint X = 1u << 30;

        public static uint Multiply(uint a, uint b)
        {
            uint product = 0;
            for (uint bit = One; bit != 0; bit >>= 1)
            {
                product ^= (a & bit) != 0 ? b : 0;
                b = (b & 1) != 0 ? (b >> 1) ^ Modulus : b >> 1;
            }

            return product;
        }

        /// <summary>x to the power of 8 times the number of bytes, by squaring.</summary>
        public static uint PowerOfByte(long bytes)
        {
            uint power = One;
            uint square = X;
            for (int i = 0; i < 3; i++)
            {
                square = Multiply(square, square);
            }

            for (; bytes != 0; bytes >>= 1)
            {
                power = (bytes & 1) != 0 ? Multiply(power, square) : power;
                square = Multiply(square, square);
            }

            return power;
        }
    }
}
