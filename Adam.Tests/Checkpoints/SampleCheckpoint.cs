using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Checkpoints;

namespace Adam.Tests.Checkpoints;

/// <summary>A checkpoint whose every byte follows from a number, so that a mixture of two can be told.</summary>
internal static class SampleCheckpoint
{
    public static TensorToWrite[] Tensors(int number, int elements)
    {
        float[] weights = [.. Enumerable.Range(0, elements).Select(i => (number * 0.001f) + i)];
        return
        [
            new("dense/kernel", TensorType.F32, [elements], TensorBytes.Of(weights)),
            new("dense/kernel/m", TensorType.F32, [elements], TensorBytes.Of(Array.ConvertAll(weights, w => w * number))),
            new("half", TensorType.F16, [3], TensorBytes.Of(new[] { (Half)number, (Half)1, (Half)2 })),
            new("empty", TensorType.F64, [3, 0], TensorBytes.Of(Array.Empty<double>())),
            new("adam/iterations", TensorType.I64, [], TensorBytes.Of(new[] { (long)number })),
            new("ünï \"x\" \\ \u0001 😀", TensorType.BF16, [], TensorBytes.Of(new[] { (short)number })),
        ];
    }

    public static Dictionary<string, string> Metadata(int number) => new() { ["number"] = $"{number}", ["note"] = "line\nbreak, \"ü\" 😀" };

    public static void Write(Stream stream, int number, int elements) => CheckpointWriter.Write(stream, Tensors(number, elements), Metadata(number));

    public static byte[] File(int number, int elements)
    {
        var stream = new MemoryStream();
        Write(stream, number, elements);
        return stream.ToArray();
    }

    /// <summary>Everything of a checkpoint as one comparable text; throws if it is not whole.</summary>
    public static string Read(Stream stream, string? file = null)
    {
        var reader = new CheckpointReader(stream, file);
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        Dictionary<SafetensorsTensor, GrowingBytes> bytes = [];
        reader.Read(tensor => bytes[tensor] = new GrowingBytes(tensor.Length));
        foreach ((SafetensorsTensor tensor, GrowingBytes content) in bytes)
        {
            all.Add("tensor " + tensor.Name, $"{tensor.Type} {SafetensorsTensor.Text(tensor.Shape)} {Convert.ToHexString(content.ToArray())}");
        }

        foreach ((string key, string value) in reader.Metadata)
        {
            all.Add("metadata " + key, value);
        }

        return string.Join('\n', all.Select(pair => pair.Key + " = " + pair.Value));
    }
}
