using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Unicode;
using Adam.Configs;

namespace Adam.Checkpoints;

/// <summary>
/// Reads a header, with the verdicts of the format's own library. It is stricter in three things that no writer does: white space in front,
/// a key twice in the metadata, a tensor given as a list.
/// </summary>
/// <remarks>Cost and memory are bounded by the text's length: one pass, a dictionary of names, one sort.</remarks>
internal ref struct SafetensorsHeaderParser
{
    public const string MetadataKey = "__metadata__";

    /// <summary>As many levels as the format's library allows.</summary>
    private const int Depth = 127;

    private readonly string? _file;
    private readonly List<ulong> _numbers = [];
    private Utf8JsonReader _json;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> text, string? file)
    {
        _file = file;
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Depth });
    }

    /// <param name="text">The header with its padding.</param>
    /// <param name="file">The path for messages; null for a stream.</param>
    /// <exception cref="CheckpointException">The header is none of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> text, string? file)
    {
        if (text.IsEmpty || text[0] != (byte)'{')
        {
            throw new CheckpointException(file, null, $"the header must begin with '{{'{(text.IsEmpty ? " and is empty" : $"; its first byte is 0x{text[0]:X2}")}.");
        }

        if (!Utf8.IsValid(text))
        {
            throw new CheckpointException(file, null, "the header is not valid UTF-8.");
        }

        try
        {
            return new SafetensorsHeaderParser(text, file).Whole();
        }
        catch (JsonException e)
        {
            // The position is enough: the parser's own words may quote whatever stands there.
            throw new CheckpointException(
                file, null, $"the header is not one JSON object of at most {Depth} levels, seen at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of it.", e);
        }
    }

    private SafetensorsHeader Whole()
    {
        Dictionary<string, string>? metadata = null;
        bool hasMetadata = false;
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        _json.Read();
        while (NextKey(null) is { } name)
        {
            if (name == MetadataKey)
            {
                metadata = hasMetadata ? throw Wrong(null, $"`{MetadataKey}` stands twice in the header.") : Metadata();
                hasMetadata = true;
            }
            else if (tensors.ContainsKey(name))
            {
                throw Wrong(name, "the name stands twice in the header.");
            }
            else
            {
                tensors.Add(name, Tensor(name));
            }
        }

        // Anything but white space behind the object is an error of the JSON reader.
        _json.Read();
        SafetensorsTensor[] inOrder = [.. tensors.Values];
        return new SafetensorsHeader(metadata ?? [], inOrder, SafetensorsPlaces.Check(inOrder, _file));
    }

    /// <summary>Null, as the format's library, is none.</summary>
    private Dictionary<string, string>? Metadata()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(JsonTokenType.StartObject, null, MetadataKey, "an object of texts");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (NextKey(null) is { } key)
        {
            _json.Read();
            Expect(JsonTokenType.String, null, $"{MetadataKey}.{ConfigText.Shortened(key)}", "a text");
            if (!metadata.TryAdd(key, Text(null)))
            {
                throw Wrong(null, $"the key '{ConfigText.Shortened(key)}' stands twice in `{MetadataKey}`.");
            }
        }

        return metadata;
    }

    private SafetensorsTensor Tensor(string name)
    {
        TensorType? type = null;
        ulong[]? shape = null;
        ulong[]? offsets = null;
        _json.Read();
        Expect(JsonTokenType.StartObject, name, "the entry", "an object");
        for (_json.Read(); _json.TokenType == JsonTokenType.PropertyName; _json.Read())
        {
            switch (Field(name))
            {
                case "dtype":
                    Once(type, name, "dtype");
                    type = Type(name);
                    break;
                case "shape":
                    Once(shape, name, "shape");
                    shape = Numbers(name, "shape");
                    break;
                case "data_offsets":
                    Once(offsets, name, "data_offsets");
                    offsets = Numbers(name, "data_offsets");
                    break;
                default:
                    _json.Read();
                    Skip(name);
                    break;
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Wrong(name, $"`{(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}` is missing.");
        }

        return SafetensorsPlaces.Place(name, type, shape, offsets, _file);
    }

    /// <summary>Which of the format's fields the key is, or null. A header may have a million of them, so that no text is made.</summary>
    private string? Field(string tensor)
    {
        if (_json.ValueIsEscaped)
        {
            return Text(tensor);
        }

        return _json.ValueTextEquals("dtype"u8) ? "dtype"
            : _json.ValueTextEquals("shape"u8) ? "shape"
            : _json.ValueTextEquals("data_offsets"u8) ? "data_offsets"
            : null;
    }

    private TensorType Type(string tensor)
    {
        _json.Read();
        Expect(JsonTokenType.String, tensor, "dtype", "a text");
        foreach (TensorType type in TensorType.Known)
        {
            if (!_json.ValueIsEscaped && _json.ValueSpan.SequenceEqual(type.Text))
            {
                return type;
            }
        }

        string given = Text(tensor);
        return TensorType.Find(given)
            ?? throw Wrong(tensor, $"`dtype` is '{ConfigText.Shortened(given)}'; it must be one of {string.Join(", ", TensorType.Known.ToArray().AsEnumerable())}.");
    }

    private ulong[] Numbers(string name, string field)
    {
        _json.Read();
        Expect(JsonTokenType.StartArray, name, field, "a list of whole numbers");
        _numbers.Clear();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.Number, name, field, "a list of whole numbers");
            if (!_json.TryGetUInt64(out ulong number))
            {
                throw Wrong(name, $"`{field}` has the number {Shown()}; it must be a whole number from 0 to 2^64-1.");
            }

            _numbers.Add(number);
        }

        return [.. _numbers];
    }

    /// <summary>The next key of the object that is being read, or null at its end.</summary>
    private string? NextKey(string? tensor)
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName ? Text(tensor) : null;
    }

    /// <summary>Passes over a value of a field that the format does not know. Its texts must be texts all the same.</summary>
    private void Skip(string tensor)
    {
        int depth = _json.CurrentDepth;
        while (true)
        {
            if (_json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && _json.ValueIsEscaped)
            {
                Text(tensor);
            }

            if (_json.CurrentDepth == depth && _json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return;
            }

            _json.Read();
        }
    }

    private string Text(string? tensor)
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new CheckpointException(_file, tensor, "the header has a text with half a surrogate pair; it must be Unicode text.", e);
        }
    }

    private readonly string Shown() => ConfigText.Shortened(System.Text.Encoding.UTF8.GetString(_json.ValueSpan));

    private readonly void Once(object? before, string name, string field)
    {
        if (before is not null)
        {
            throw Wrong(name, $"`{field}` stands twice.");
        }
    }

    private readonly void Expect(JsonTokenType type, string? tensor, string field, string kind)
    {
        if (_json.TokenType != type)
        {
            string found = _json.TokenType is JsonTokenType.StartObject ? "an object" : _json.TokenType is JsonTokenType.StartArray ? "a list" : Shown();
            throw Wrong(tensor, string.Create(CultureInfo.InvariantCulture, $"`{field}` is {found}; it must be {kind}."));
        }
    }

    private readonly CheckpointException Wrong(string? tensor, string fact) => new(_file, tensor, fact);
}
