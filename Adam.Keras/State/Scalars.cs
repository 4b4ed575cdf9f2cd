using System;
using System.Buffers.Binary;

namespace Adam.Keras;

/// <summary>Single numbers that are kept as tensors.</summary>
internal static class Scalars
{
    public static double Real(KerasVariable tensor, string file) => tensor switch
    {
        { Element: KerasElement.Binary32, Bytes.Length: 4 } => BinaryPrimitives.ReadSingleLittleEndian(tensor.Bytes),
        { Element: KerasElement.Binary64, Bytes.Length: 8 } => BinaryPrimitives.ReadDoubleLittleEndian(tensor.Bytes),
        { Element: KerasElement.Binary16, Bytes.Length: 2 } => (double)BinaryPrimitives.ReadHalfLittleEndian(tensor.Bytes),
        { Element: KerasElement.BFloat16, Bytes.Length: 2 } => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(tensor.Bytes) << 16),
        _ => throw Wrong(tensor, file, "one floating-point number"),
    };

    /// <summary>A counter: never through a floating-point number, and never negative.</summary>
    public static long Count(KerasVariable tensor, string file)
    {
        long count = tensor switch
        {
            { Element: KerasElement.Integer64, Bytes.Length: 8 } => BinaryPrimitives.ReadInt64LittleEndian(tensor.Bytes),
            { Element: KerasElement.Integer32, Bytes.Length: 4 } => BinaryPrimitives.ReadInt32LittleEndian(tensor.Bytes),
            _ => throw Wrong(tensor, file, "one whole number"),
        };
        return count >= 0 ? count : throw new KerasException(KerasProblem.Damaged, file, $"'{tensor.Name}' is {count}; it counts steps.");
    }

    private static KerasException Wrong(KerasVariable tensor, string file, string expected) => new(
        KerasProblem.Mismatch, file, $"'{tensor.Name}' is {tensor.Element} of shape {ShapeText.Of(tensor.Shape)}; it must be {expected}.");
}
