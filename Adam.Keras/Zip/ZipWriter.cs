using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Adam.Keras.Data;
using Adam.Keras.Hdf5;

namespace Adam.Keras.Zip;

/// <summary>Writes a zip again with one member replaced; all others are copied byte for byte, headers included.</summary>
internal static class ZipWriter
{
    private const int Version64 = 45;
    private const int LocalExtraSize = 20;

    /// <param name="file">The old zip.</param>
    /// <param name="zip">Its directory.</param>
    /// <param name="replaced">The member whose bytes are new.</param>
    /// <param name="write">Writes them at the stream's position.</param>
    /// <param name="output">An empty stream that can seek and read.</param>
    public static void Replace(ByteSource file, ZipReader zip, ZipMember replaced, Action<Stream> write, Stream output)
    {
        List<ZipMember> members = [.. zip.Members.OrderBy(member => member.Header)];
        var entries = new Dictionary<string, byte[]>();
        for (int i = 0; i < members.Count; i++)
        {
            long start = output.Position;
            if (members[i] == replaced)
            {
                entries[replaced.Name] = Replaced(replaced, start, write, output);
                continue;
            }

            // What lies between two members belongs to the first: sizes may stand behind the data.
            long end = i + 1 < members.Count ? members[i + 1].Header : zip.Directory;
            Copy(file, members[i].Header, end - members[i].Header, output);
            entries[members[i].Name] = Moved(file, members[i], start);
        }

        long directory = output.Position;
        foreach (ZipMember member in zip.Members)
        {
            output.Write(entries[member.Name]);
        }

        End(output, zip.Members.Count, directory);
    }

    /// <summary>Header and data; the entry of the directory is returned. Sizes are known when the data is written.</summary>
    private static byte[] Replaced(ZipMember member, long start, Action<Stream> write, Stream output)
    {
        byte[] name = Encoding.UTF8.GetBytes(member.Name);
        byte[] fields = member.Entry[4..46];
        output.Position = start + 30 + name.Length + LocalExtraSize;
        long data = output.Position;
        write(output);
        long size = output.Position - data;
        uint checksum = ChecksumOf(output, data, size);

        // Both sizes in 64 bits too, in an extra field: whether they need them is not known in advance.
        var local = new H5Bytes().Add32(0x04034B50).Add16(Version64).Add16(0x0800).Add16(0).Add(fields.AsSpan(8, 4))
            .Add32(checksum).Add32(uint.MaxValue).Add32(uint.MaxValue).Add16(name.Length).Add16(LocalExtraSize)
            .Add(name).Add16(1).Add16(16).Add64(size).Add64(size);
        output.Position = start;
        output.Write(local.ToArray());
        output.Position = data + size;

        byte[] extra = new H5Bytes().Add16(1).Add16(24).Add64(size).Add64(size).Add64(start).ToArray();
        return new H5Bytes().Add32(0x02014B50).Add(fields.AsSpan(0, 2)).Add16(Version64).Add16(0x0800).Add16(0).Add(fields.AsSpan(8, 4))
            .Add32(checksum).Add32(uint.MaxValue).Add32(uint.MaxValue).Add16(name.Length).Add16(extra.Length).Add16(0)
            .Add(fields.AsSpan(30, 8)).Add32(uint.MaxValue).Add(name).Add(extra).ToArray();
    }

    private static byte[] Moved(ByteSource file, ZipMember member, long start)
    {
        const int HeaderField = 42;
        if (start >= uint.MaxValue || BitConverter.ToUInt32(member.Entry, HeaderField) == uint.MaxValue)
        {
            if (start == member.Header)
            {
                return member.Entry;
            }

            throw new KerasException(KerasProblem.Unsupported, file.Name, $"its member '{member.Name}' lies beyond 4 GiB and would move.");
        }

        byte[] entry = [.. member.Entry];
        BitConverter.TryWriteBytes(entry.AsSpan(HeaderField), (uint)start);
        return entry;
    }

    private static void End(Stream output, int count, long directory)
    {
        long size = output.Position - directory;
        long record = output.Position;
        bool large = directory >= uint.MaxValue || size >= uint.MaxValue || count >= ushort.MaxValue;
        if (large)
        {
            output.Write(new H5Bytes().Add32(0x06064B50).Add64(44).Add16(Version64).Add16(Version64).Add32(0).Add32(0)
                .Add64(count).Add64(count).Add64(size).Add64(directory)
                .Add32(0x07064B50).Add32(0).Add64(record).Add32(1).ToArray());
        }

        output.Write(new H5Bytes().Add32(0x06054B50).Add32(0)
            .Add16(large ? ushort.MaxValue : count).Add16(large ? ushort.MaxValue : count)
            .Add32(large ? uint.MaxValue : size).Add32(large ? uint.MaxValue : directory).Add16(0).ToArray());
    }

    private static void Copy(ByteSource file, long offset, long count, Stream output)
    {
        byte[] piece = new byte[(int)Math.Min(count, 1 << 20)];
        for (long at = 0; at < count; at += piece.Length)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, count - at));
            file.Read(offset + at, part);
            output.Write(part);
        }
    }

    private static uint ChecksumOf(Stream output, long start, long size)
    {
        output.Position = start;
        return Crc32.Of(new StreamSource(output, start, size));
    }

    private sealed class StreamSource(Stream stream, long start, long length) : ByteSource("the new file", length)
    {
        protected override void ReadCore(long offset, Span<byte> destination)
        {
            stream.Position = start + offset;
            stream.ReadExactly(destination);
        }
    }
}
