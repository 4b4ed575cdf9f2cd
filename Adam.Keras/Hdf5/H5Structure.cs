using System.Collections.Generic;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>
/// What bounds the walk over a file: each structure is visited once, and all structures, names and data together are no larger than
/// twice the file, since none of them overlap in a whole one but names with the heap that they stand in.
/// </summary>
internal sealed class H5Structure(ByteSource file)
{
    public const int Deepest = 32;
    public const ulong Undefined = ulong.MaxValue;

    private readonly HashSet<long> _visited = [];
    private readonly Dictionary<ulong, Dictionary<uint, byte[]>> _collections = [];
    private readonly HashSet<(ulong, uint)> _taken = [];
    private long _left = 2 * file.Length;

    public ByteSource File => file;

    /// <summary>Reads a structure that has not been read before.</summary>
    public byte[] Visit(ulong address, long size)
    {
        long at = Claim(address, size);
        return _visited.Add(at) ? file.Read(at, size) : throw file.Damaged($"two parts of it use the structure at {address}");
    }

    /// <summary>Counts a range of the file as used, without reading it.</summary>
    public long Claim(ulong address, long size)
    {
        if (address > (ulong)file.Length || size < 0 || size > file.Length - (long)address)
        {
            throw file.Damaged($"{size} bytes at {address} reach beyond its {file.Length}");
        }

        _left -= size;
        return _left >= 0 ? (long)address : throw file.Damaged("its parts overlap");
    }

    /// <summary>An object of a collection of small ones. Each belongs to one place of the file; a second one that uses it is counted again.</summary>
    public byte[] Objects(ulong address, uint number, uint length)
    {
        if (!_collections.TryGetValue(address, out Dictionary<uint, byte[]>? objects))
        {
            objects = Collection(address);
            _collections.Add(address, objects);
        }

        if (!objects.TryGetValue(number, out byte[]? bytes) || length > bytes.Length)
        {
            throw file.Damaged($"a text of {length} bytes is not at {address}, number {number}");
        }

        if (!_taken.Add((address, number)))
        {
            _ = Claim(0, length);
        }

        return bytes[..(int)length];
    }

    private Dictionary<uint, byte[]> Collection(ulong address)
    {
        const int HeadSize = 16;
        var head = new SpanReader(Visit(address, HeadSize), file);
        H5Reader.Expect(ref head, "GCOL", 1);
        head.Skip(3);
        long size = H5Reader.Size(head.UInt64(), this);
        if (size < HeadSize)
        {
            throw file.Damaged($"a collection of objects has {size} bytes");
        }

        var objects = new Dictionary<uint, byte[]>();
        var reader = new SpanReader(Visit(address + HeadSize, size - HeadSize), file);
        while (reader.Left >= HeadSize)
        {
            ushort number = reader.UInt16();
            reader.Skip(6);
            long length = H5Reader.Size(reader.UInt64(), this);

            // Number 0 is the free rest.
            if (number == 0)
            {
                break;
            }

            byte[] bytes = reader.Take((int)System.Math.Min(length, int.MaxValue)).ToArray();
            reader.Align(8);
            if (!objects.TryAdd(number, bytes))
            {
                throw file.Damaged($"a collection of objects has two of number {number}");
            }
        }

        return objects;
    }

    public KerasException Unsupported(string fact) => new(
        KerasProblem.Unsupported, file.Name, $"{fact}, which files of Keras do not have; only the classic format that h5py writes by default is read, and KerasFile.ReadTrusted reads others.");
}
