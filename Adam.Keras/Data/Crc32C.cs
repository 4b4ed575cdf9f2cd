using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Adam.Keras.Data;

/// <summary>The checksum of TensorFlow's files: CRC-32 of Castagnoli, in the masked form in which it is stored.</summary>
internal struct Crc32C
{
    private const uint MaskDelta = 0xA282EAD8;

    private uint _register;

    public Crc32C() => _register = uint.MaxValue;

    public readonly uint Value => ~_register;

    /// <summary>A checksum over bytes that may hold checksums themselves is rotated and moved, so that it does not come out as a constant.</summary>
    public readonly uint Masked => BitOperations.RotateRight(Value, 15) + MaskDelta;

    public static uint MaskedOf(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32C();
        crc.Append(bytes);
        return crc.Masked;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint register = _register;
        while (bytes.Length >= 8)
        {
            register = BitOperations.Crc32C(register, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
        {
            register = BitOperations.Crc32C(register, b);
        }

        _register = register;
    }
}
