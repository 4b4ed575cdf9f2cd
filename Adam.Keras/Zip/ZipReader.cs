using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Adam.Keras.Data;

namespace Adam.Keras.Zip;

/// <summary>
/// Reads the directory of a zip and its members: stored ones in place, at any offset, which the library's reader does not offer. Names
/// that lead out of the zip or stand there twice, members that overlap, and those that would grow beyond what deflating can do are refused.
/// </summary>
internal sealed class ZipReader
{
    private const uint EndSignature = 0x06054B50;
    private const uint LocalSignature = 0x04034B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint End64Signature = 0x06064B50;
    private const uint Locator64Signature = 0x07064B50;
    private const int EndSize = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int Stored = 0;
    private const int Deflated = 8;

    /// <summary>Deflating makes nothing smaller than by this factor.</summary>
    private const long LargestRatio = 1032;

    private readonly ByteSource _file;

    private ZipReader(ByteSource file, List<ZipMember> members, long directory)
    {
        _file = file;
        Members = members;
        Directory = directory;
    }

    public IReadOnlyList<ZipMember> Members { get; }

    /// <summary>Where the directory begins; everything before it is members.</summary>
    public long Directory { get; }

    public static bool IsZip(ReadOnlySpan<byte> head) => head.Length >= 4 && BitConverter.ToUInt32(head) is LocalSignature or EndSignature;

    public static ZipReader Open(ByteSource file)
    {
        (long count, long size, long offset) = FindDirectory(file);
        var reader = new SpanReader(file.Read(offset, size), file);
        var members = new List<ZipMember>();
        for (long i = 0; i < count; i++)
        {
            members.Add(Member(file, ref reader, offset));
        }

        RequireNoOverlap(file, members);
        return new ZipReader(file, members, offset);
    }

    public ZipMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);

    /// <summary>The bytes of a member, verified.</summary>
    public ByteSource Read(ZipMember member)
    {
        string name = $"{_file.Name}!{member.Name}";
        ByteSource packed = _file.Slice(member.Data, member.PackedSize, name);
        ByteSource bytes = member.Method == Stored ? packed : Inflate(packed, member.Size, name);
        return Crc32.Of(bytes) == member.Checksum ? bytes : throw bytes.Damaged("its checksum is wrong");
    }

    private static MemorySource Inflate(ByteSource packed, long size, string name)
    {
        if (size > Array.MaxLength)
        {
            throw new KerasException(KerasProblem.Unsupported, name, "a deflated member of more than 2 GiB is not read; Keras stores its members.");
        }

        byte[] bytes = new byte[size];
        try
        {
            using var inflater = new DeflateStream(new MemoryStream(packed.Read(0, packed.Length), writable: false), CompressionMode.Decompress);
            inflater.ReadExactly(bytes);
            if (inflater.ReadByte() >= 0)
            {
                throw packed.Damaged($"it is longer than the {size} bytes that it says");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new KerasException(KerasProblem.Damaged, name, $"it cannot be inflated: {e.Message}", e);
        }

        return new MemorySource(name, bytes);
    }

    /// <summary>The last end record whose comment ends with the file, and the 64-bit one where that refers to it.</summary>
    private static (long Count, long Size, long Offset) FindDirectory(ByteSource file)
    {
        int length = (int)Math.Min(file.Length, EndSize + LongestComment);
        byte[] tail = length >= EndSize ? file.Read(file.Length - length, length) : throw file.Damaged("it is too short for a zip");
        for (int at = length - EndSize; at >= 0; at--)
        {
            if (BitConverter.ToUInt32(tail, at) != EndSignature || BitConverter.ToUInt16(tail, at + 20) != length - at - EndSize)
            {
                continue;
            }

            long count = BitConverter.ToUInt16(tail, at + 10);
            long size = BitConverter.ToUInt32(tail, at + 12);
            long offset = BitConverter.ToUInt32(tail, at + 16);
            if (BitConverter.ToUInt32(tail, at + 4) != 0 || BitConverter.ToUInt16(tail, at + 8) != count)
            {
                throw new KerasException(KerasProblem.Unsupported, file.Name, "it is a zip in several parts.");
            }

            long end = file.Length - length + at;
            return count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue ? FindDirectory64(file, end) : Checked(file, count, size, offset, end);
        }

        throw file.Damaged("it begins like a zip and has no directory");
    }

    private static (long Count, long Size, long Offset) FindDirectory64(ByteSource file, long end)
    {
        const int LocatorSize = 20;
        const int RecordSize = 56;
        var locator = new SpanReader(file.Read(end - LocatorSize, LocatorSize), file);
        bool found = locator.UInt32() == Locator64Signature;
        locator.Skip(4);
        ulong at = locator.UInt64();
        if (!found || at > (ulong)file.Length)
        {
            throw file.Damaged("its directory is nowhere");
        }

        var record = new SpanReader(file.Read((long)at, RecordSize), file);
        if (record.UInt32() != End64Signature)
        {
            throw file.Damaged("its directory is nowhere");
        }

        record.Skip(28);
        (ulong count, ulong size, ulong offset) = (record.UInt64(), record.UInt64(), record.UInt64());
        return count <= int.MaxValue && size <= long.MaxValue && offset <= long.MaxValue
            ? Checked(file, (long)count, (long)size, (long)offset, (long)at)
            : throw file.Damaged("its directory is nowhere");
    }

    private static (long Count, long Size, long Offset) Checked(ByteSource file, long count, long size, long offset, long end) =>
        offset <= end && size <= end - offset && count <= size / 46
            ? (count, size, offset)
            : throw file.Damaged($"its directory of {count} members has {size} bytes at {offset}");

    private static ZipMember Member(ByteSource file, ref SpanReader reader, long directory)
    {
        int start = reader.Position;
        SpanReader from = reader;
        if (reader.UInt32() != EntrySignature)
        {
            throw file.Damaged("its directory holds something else than members");
        }

        reader.Skip(4);
        ushort flags = reader.UInt16();
        ushort method = reader.UInt16();
        reader.Skip(4);
        uint checksum = reader.UInt32();
        long packed = reader.UInt32();
        long size = reader.UInt32();
        int nameSize = reader.UInt16();
        int extraSize = reader.UInt16();
        int commentSize = reader.UInt16();
        reader.Skip(8);
        long header = reader.UInt32();
        string name = CheckName(file, Encoding.UTF8.GetString(reader.Take(nameSize)));
        ReadOnlySpan<byte> extra = reader.Take(extraSize);
        reader.Skip(commentSize);
        Zip64Sizes(file, extra, ref size, ref packed, ref header);
        const int Encrypted = 0x2041;
        if ((flags & Encrypted) != 0 || method is not (Stored or Deflated))
        {
            throw new KerasException(KerasProblem.Unsupported, file.Name, $"its member '{name}' is encrypted, or packed by method {method}; Keras stores its members.");
        }

        if (method == Stored ? size != packed : size / LargestRatio > packed + 1)
        {
            throw file.Damaged($"its member '{name}' of {packed} bytes says that it is {size} long");
        }

        return new ZipMember(name, method, checksum, packed, size, header, DataOf(file, header, packed, name, directory), from.Take(reader.Position - start).ToArray());
    }

    /// <summary>Where the data begins: behind a local header with the same name.</summary>
    private static long DataOf(ByteSource file, long header, long packed, string name, long directory)
    {
        const int LocalSize = 30;
        var local = new SpanReader(file.Read(header, LocalSize), file);
        bool found = local.UInt32() == LocalSignature;
        local.Skip(22);
        int nameSize = local.UInt16();
        long data = header + LocalSize + nameSize + local.UInt16();
        if (!found || data > directory || packed > directory - data || Encoding.UTF8.GetString(file.Read(header + LocalSize, nameSize)) != name)
        {
            throw file.Damaged($"its member '{name}' is not where the directory says");
        }

        return data;
    }

    /// <summary>Numbers that do not fit into 32 bits stand in an extra field, in this order, as far as they are needed.</summary>
    private static void Zip64Sizes(ByteSource file, ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long header)
    {
        var fields = new SpanReader(extra, file);
        while (fields.Left >= 4)
        {
            ushort kind = fields.UInt16();
            var field = new SpanReader(fields.Take(fields.UInt16()), file);
            if (kind == 1)
            {
                size = size == uint.MaxValue ? Long(ref field) : size;
                packed = packed == uint.MaxValue ? Long(ref field) : packed;
                header = header == uint.MaxValue ? Long(ref field) : header;
            }
        }
    }

    private static long Long(ref SpanReader reader)
    {
        ulong value = reader.UInt64();
        return value <= long.MaxValue ? (long)value : throw reader.Damaged($"a member has {value} bytes");
    }

    /// <summary>A relative path with forward slashes, that does not lead out of the zip.</summary>
    private static string CheckName(ByteSource file, string name) =>
        name.Length > 0 && name[0] != '/' && name.AsSpan().IndexOfAny("\\:\0\uFFFD") < 0 && !name.Split('/').Contains("..")
            ? name
            : throw file.Damaged($"it has a member called '{name}', which is no path within it");

    private static void RequireNoOverlap(ByteSource file, List<ZipMember> members)
    {
        if (members.DistinctBy(member => member.Name).Count() != members.Count)
        {
            throw file.Damaged("it has two members of one name");
        }

        long end = 0;
        foreach (ZipMember member in members.OrderBy(member => member.Header))
        {
            if (member.Header < end)
            {
                throw file.Damaged($"its member '{member.Name}' overlaps another one");
            }

            end = member.Data + member.PackedSize;
        }
    }
}
