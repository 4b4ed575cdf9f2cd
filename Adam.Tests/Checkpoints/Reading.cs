using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Checkpoints;

namespace Adam.Tests.Checkpoints;

/// <summary>Everything of a file, read by the library.</summary>
internal static class Reading
{
    public const string FileName = "folder/file.safetensors";

    public static (SafetensorsHeader Header, Dictionary<string, byte[]> Bytes) Whole(Stream stream)
    {
        var reader = new SafetensorsReader(stream, FileName);
        Dictionary<string, byte[]> all = [];
        while (reader.Next is { } tensor)
        {
            var bytes = new GrowingBytes(tensor.Length);
            uint sum = reader.ReadNext(bytes);
            all.Add(tensor.Name, bytes.ToArray());
            if (sum != Crc32C.Of(all[tensor.Name]))
            {
                throw new InvalidDataException($"The checksum of {tensor.Name} is not that of its bytes.");
            }
        }

        reader.Finish();
        return (reader.Header, all);
    }

    public static (SafetensorsHeader Header, Dictionary<string, byte[]> Bytes) Whole(byte[] file) => Whole(new MemoryStream(file, writable: false));

    /// <summary>The refusal by a stream that can seek and by one that cannot, or null if both read the file.</summary>
    public static CheckpointException? Refusal(byte[] file)
    {
        CheckpointException? seeking = Catch(() => Whole(file));
        CheckpointException? onePass = Catch(() => Whole(new OnePassStream(new MemoryStream(file, writable: false), 1000)));
        return (seeking is null) == (onePass is null)
            ? seeking
            : throw new InvalidDataException($"A stream that can seek says '{seeking?.Fact}', and one that cannot '{onePass?.Fact}'.");
    }

    public static byte[] File(string header, int dataLength)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. Enumerable.Range(0, dataLength).Select(i => (byte)i)];
    }

    private static CheckpointException? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (CheckpointException e)
        {
            return e;
        }
    }
}
