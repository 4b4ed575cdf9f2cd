using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Adam.Keras.Data;

namespace Adam.Keras.TensorFlow;

/// <summary>The entries of an index, and the tensors that they point to.</summary>
internal sealed class Bundle
{
    private const int MaximumRank = 254;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<ByteKey, BundleEntry> _slices = [];
    private readonly int _shards;
    private readonly string _index;

    private Bundle(string prefix, ByteSource index)
    {
        Prefix = prefix;
        _index = index.Name;
        List<(byte[] Key, ReadOnlyMemory<byte> Value)> table = TableReader.Read(index);
        if (table.Count == 0 || table[0].Key.Length > 0)
        {
            throw index.Damaged("it is a table without the header of a checkpoint");
        }

        _shards = Header(table[0].Value, index);
        foreach ((byte[] key, ReadOnlyMemory<byte> value) in table.Skip(1))
        {
            BundleEntry entry = BundleEntry.Parse(value, index);
            if (entry.Shape.Count > MaximumRank || ShapeText.Elements(entry.Shape) is null)
            {
                throw index.Damaged($"the tensor '{Encoding.UTF8.GetString(key)}' has the shape {ShapeText.Of(entry.Shape.Take(8))}");
            }

            if (key[0] == 0)
            {
                _slices.Add(new ByteKey(key), entry);
            }
            else
            {
                Entries.Add(Name(key, index), entry);
            }
        }
    }

    public string Prefix { get; }

    public OrderedDictionary<string, BundleEntry> Entries { get; } = [];

    public static Bundle Read(string prefix, ByteSource index) => new(prefix, index);

    public KerasVariable Read(string name)
    {
        if (!Entries.TryGetValue(name, out BundleEntry? entry))
        {
            throw new KerasException(KerasProblem.Missing, Prefix, $"there is no tensor '{name}' in it.");
        }

        return new KerasVariable(name, entry.Element, entry.Shape, entry.Slices.Count > 0 ? Joined(name, entry) : Whole(name, entry));
    }

    public ObjectGraph? ReadGraph()
    {
        if (!Entries.TryGetValue(ObjectGraph.Key, out BundleEntry? entry))
        {
            return null;
        }

        byte[] bytes = Whole(ObjectGraph.Key, entry);
        var source = new MemorySource($"{Prefix}, {ObjectGraph.Key}", bytes);
        return ObjectGraph.Parse(bytes, source);
    }

    private static string Name(byte[] key, ByteSource index)
    {
        try
        {
            return Utf8.GetString(key);
        }
        catch (ArgumentException)
        {
            throw index.Damaged("the name of a tensor is not a text in UTF-8");
        }
    }

    private static int Header(ReadOnlyMemory<byte> message, ByteSource index)
    {
        int shards = 0;
        int order = 0;
        int minimumReader = 0;
        Messages.Read(message, index, "header", (number, input) =>
        {
            switch (number)
            {
                case 1:
                    shards = input.ReadInt32();
                    break;
                case 2:
                    order = input.ReadEnum();
                    break;
                case 3:
                    Messages.Read(Messages.Nested(input), index, "version", (n, i) => minimumReader = n == 2 ? i.ReadInt32() : minimumReader);
                    break;
                default:
                    break;
            }
        });
        if (order != 0 || minimumReader > 1)
        {
            throw new KerasException(KerasProblem.Unsupported, index.Name, order != 0 ? "its numbers are big-endian." : $"it asks for readers of version {minimumReader}; this one has version 1.");
        }

        return shards > 0 ? shards : throw index.Damaged($"it says that there are {shards} data files");
    }

    /// <summary>The bytes of an entry, verified; for texts, one text's bytes.</summary>
    private byte[] Whole(string name, BundleEntry entry)
    {
        using FileSource data = Open(name, entry);
        if (entry.Element == KerasElement.Text)
        {
            return TextTensor.Read(data, entry, name);
        }

        int size = ShapeText.Size(entry.Element);
        long elements = ShapeText.Elements(entry.Shape)!.Value;
        if (size > 0 && (elements > long.MaxValue / size || elements * size != entry.Size))
        {
            throw data.Damaged($"the tensor '{name}' of shape {ShapeText.Of(entry.Shape)} has {entry.Size} bytes and should have {elements} times {size}");
        }

        byte[] bytes = data.Read(entry.Offset, entry.Size);
        Verify(data, name, Crc32C.MaskedOf(bytes), entry.Checksum);
        return bytes;
    }

    internal static void Verify(ByteSource data, string name, uint computed, uint stored)
    {
        if (computed != stored)
        {
            throw data.Damaged($"the checksum of the tensor '{name}' is wrong");
        }
    }

    private FileSource Open(string name, BundleEntry entry)
    {
        if (entry.Shard < 0 || entry.Shard >= _shards)
        {
            throw new KerasException(KerasProblem.Damaged, _index, $"the tensor '{name}' lies in data file {entry.Shard} of {_shards}.");
        }

        string path = string.Create(CultureInfo.InvariantCulture, $"{Prefix}.data-{entry.Shard:D5}-of-{_shards:D5}");
        try
        {
            return FileSource.Open(path);
        }
        catch (KerasException e) when (e.Problem == KerasProblem.Missing)
        {
            throw new KerasException(KerasProblem.Missing, path, $"this data file of the checkpoint, which holds '{name}', is not there; put it beside the index.", e);
        }
    }

    /// <summary>The slices, each copied to its place; together they must cover the tensor exactly once.</summary>
    private byte[] Joined(string name, BundleEntry entry)
    {
        int size = ShapeText.Size(entry.Element);
        if (size == 0)
        {
            throw new KerasException(KerasProblem.Unsupported, _index, $"the tensor '{name}' is cut into slices and its elements are of a type that is not read here.");
        }

        var parts = new List<(SliceExtent[] Extents, BundleEntry Entry)>();
        long covered = 0;
        foreach (SliceExtent[] extents in entry.Slices)
        {
            if (!_slices.TryGetValue(new ByteKey(SliceKey.Of(name, extents)), out BundleEntry? slice))
            {
                throw new KerasException(KerasProblem.Damaged, _index, $"a slice of the tensor '{name}' is not in the index.");
            }

            parts.Add((extents, slice));
            covered += ShapeText.Elements(slice.Shape)!.Value;
        }

        long elements = ShapeText.Elements(entry.Shape)!.Value;
        var pieces = parts.ConvertAll(part => (SliceCopy.Place(part.Extents, entry.Shape), part.Entry));
        if (covered != elements || pieces.Any(piece => piece.Item1 is not { } place || !ShapeText.Same(place.Shape, piece.Entry.Shape) || piece.Entry.DataType != entry.DataType)
            || SliceCopy.Overlap(pieces.ConvertAll(piece => piece.Item1!)))
        {
            throw new KerasException(KerasProblem.Damaged, _index, $"the slices of the tensor '{name}' do not cover its shape {ShapeText.Of(entry.Shape)} exactly once.");
        }

        // Each slice's bytes are read and verified before memory is taken for all of them.
        var bytes = pieces.ConvertAll(piece => Whole(name, piece.Entry));
        byte[] whole = new byte[elements * size];
        for (int i = 0; i < pieces.Count; i++)
        {
            SliceCopy.Copy(bytes[i], whole, pieces[i].Item1!, entry.Shape, size);
        }

        return whole;
    }

    /// <summary>Bytes, equal by content.</summary>
    private readonly struct ByteKey(byte[] bytes) : IEquatable<ByteKey>
    {
        private readonly byte[] _bytes = bytes;

        public bool Equals(ByteKey other) => _bytes.AsSpan().SequenceEqual(other._bytes);

        public override bool Equals(object? obj) => obj is ByteKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.AddBytes(_bytes);
            return hash.ToHashCode();
        }
    }
}
