using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Adam.Tests.Checkpoints;

/// <summary>A tensor as the plain reader found it.</summary>
internal sealed record PlainTensor(string Type, long[] Shape, long Start, byte[] Bytes)
{
    public bool Is(PlainTensor other) => Type == other.Type && Shape.SequenceEqual(other.Shape) && Bytes.AsSpan().SequenceEqual(other.Bytes);
}

/// <summary>
/// Reads the format as a stranger would: everything into memory, a JSON library, a slice for each entry. It shares no code with the library
/// and checks nothing but what slicing needs; what the library writes is compared with what it sees.
/// </summary>
internal sealed record PlainSafetensors(Dictionary<string, string> Metadata, Dictionary<string, PlainTensor> Tensors, List<string> KeysInOrder, int HeaderLength)
{
    public static PlainSafetensors Read(byte[] file)
    {
        int header = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        using JsonDocument json = JsonDocument.Parse(file.AsMemory(8, header));
        PlainSafetensors plain = new([], [], [], header);
        foreach (JsonProperty entry in json.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                // Null is none.
                foreach (JsonProperty pair in entry.Value.ValueKind == JsonValueKind.Null ? default : entry.Value.EnumerateObject())
                {
                    plain.Metadata.Add(pair.Name, pair.Value.GetString()!);
                }

                continue;
            }

            long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(n => n.GetInt64())];
            int start = checked((int)offsets[0]);
            plain.KeysInOrder.Add(entry.Name);
            plain.Tensors.Add(entry.Name, new PlainTensor(
                entry.Value.GetProperty("dtype").GetString()!,
                [.. entry.Value.GetProperty("shape").EnumerateArray().Select(n => (long)n.GetUInt64())],
                start,
                file.AsSpan(8 + header + start, checked((int)offsets[1]) - start).ToArray()));
        }

        return plain;
    }

    public static PlainSafetensors ReadFile(string path) => Read(File.ReadAllBytes(path));

    /// <summary>Same metadata, names, types, shapes and bytes.</summary>
    public bool Is(PlainSafetensors other) =>
        Metadata.OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual(other.Metadata.OrderBy(p => p.Key, StringComparer.Ordinal))
        && Tensors.Count == other.Tensors.Count
        && Tensors.All(pair => other.Tensors.TryGetValue(pair.Key, out PlainTensor? tensor) && pair.Value.Is(tensor));
}
