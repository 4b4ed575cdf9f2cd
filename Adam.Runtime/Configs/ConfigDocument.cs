using System;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Adam.Configs;

/// <summary>The text of a document: what bounds it, and its root.</summary>
internal static class ConfigDocument
{
    /// <exception cref="ArgumentException">The text is too long, not JSON, or nested too deeply; or what <paramref name="read"/> finds.</exception>
    public static T Read<T>(string json, ScheduleRegistry registry, Func<ConfigReader, T> read)
    {
        if (json.Length > ConfigLimits.Length)
        {
            throw new ArgumentException($"The configuration has {json.Length} characters; it must have at most {ConfigLimits.Length}.");
        }

        using JsonDocument document = Parse(json);
        return read(new ConfigReader(document.RootElement, "", registry));
    }

    /// <summary>One line, without spaces.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = ConfigLimits.Depth }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ConfigLimits.Depth });
        }
        catch (JsonException e)
        {
            throw new ArgumentException(
                $"The configuration is not JSON of at most {ConfigLimits.Depth} levels, seen at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}; give the text that ToJson or the original wrote.", e);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException("The configuration has half a surrogate pair; it must be Unicode text.", e);
        }
    }
}
