using System;

namespace Adam.Keras.Data;

/// <summary>The checksum of zip files: CRC-32 of ISO 3309.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of a whole source, read in pieces.</summary>
    public static uint Of(ByteSource source)
    {
        byte[] piece = new byte[(int)Math.Min(source.Length, 64 * 1024)];
        uint register = uint.MaxValue;
        for (long at = 0; at < source.Length; at += piece.Length)
        {
            Span<byte> bytes = piece.AsSpan(0, (int)Math.Min(piece.Length, source.Length - at));
            source.Read(at, bytes);
            register = Append(register, bytes);
        }

        return ~register;
    }

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    private static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            register = Table[(byte)(register ^ b)] ^ (register >> 8);
        }

        return register;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
