using System;
using System.IO;
using System.Runtime.InteropServices;
using Adam.Tests.Reference;
using Xunit.Sdk;

namespace Adam.Tests.Goldens;

/// <summary>An element type of the recordings: little-endian bytes become the reference's variables and gradients, and are compared with them.</summary>
internal abstract class GoldenElement
{
    public static GoldenElement Of(string dtype) => dtype switch
    {
        "float32" => new GoldenElement<FlushedFloat, float>(),
        "float64" => new GoldenElement<FlushedDouble, double>(),
        "float16" => new GoldenElement<RoundedHalf, Half>(),
        "bfloat16" => new GoldenElement<RoundedBFloat16, BFloat16>(),
        _ => throw new InvalidDataException($"`{dtype}` is no element type of the recordings."),
    };

    public abstract ReferenceVariable Variable(string name, byte[] value, ReferenceConfig config);

    public abstract ReferenceGradient Gradient(byte[] values, int[]? rows);

    /// <summary>One array of a variable, by bits; NaN is one class.</summary>
    public abstract void AssertEqual(ReferenceVariable variable, string kind, byte[] expected, Func<string> where);
}

/// <inheritdoc/>
internal sealed class GoldenElement<TArithmetic, T> : GoldenElement
    where TArithmetic : struct, IArithmetic<T>
    where T : unmanaged
{
    public override ReferenceVariable Variable(string name, byte[] value, ReferenceConfig config) =>
        new ReferenceVariable<TArithmetic, T>(name, Elements(value), config);

    public override ReferenceGradient Gradient(byte[] values, int[]? rows) => new ReferenceGradient<T>(Elements(values), rows);

    public override void AssertEqual(ReferenceVariable variable, string kind, byte[] expected, Func<string> where)
    {
        var typed = (ReferenceVariable<TArithmetic, T>)variable;
        T[] actual = kind switch
        {
            "variables" => typed.Values,
            "m" => typed.M,
            "v" => typed.V,
            "vhat" => typed.VHat ?? [],
            "average" => typed.Average ?? [],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an array of the recording."),
        };
        T[] wanted = Elements(expected);
        if (wanted.Length != actual.Length)
        {
            throw new XunitException($"{where()}: expected {wanted.Length} elements, found {actual.Length}.");
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            if (!SameBits(wanted[i], actual[i]) && !(IsNaN(wanted[i]) && IsNaN(actual[i])))
            {
                throw new XunitException($"{where()}, element {i}: expected {Show(wanted[i])}, found {Show(actual[i])}.");
            }
        }
    }

    private static T[] Elements(byte[] bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The golden files are little-endian, and so must the processor be.");
        }

        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    private static bool SameBits(T x, T y) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in x)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in y)));

    private static bool IsNaN(T x) => double.IsNaN(TArithmetic.Widen(x));

    private static string Show(T x)
    {
        byte[] bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in x)).ToArray();
        Array.Reverse(bytes);
        return FormattableString.Invariant($"0x{Convert.ToHexString(bytes)} ({TArithmetic.Widen(x):R})");
    }
}
