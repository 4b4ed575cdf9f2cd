using System;
using System.Text.Json;
using Adam.Keras.Hdf5;

namespace Adam.Keras.Data;

/// <summary>Reads JSON within a file: whatever is wrong with it is an error that names the file.</summary>
internal static class JsonText
{
    private const int Deepest = 256;

    public static T Read<T>(ByteSource source, Func<JsonElement, T> read) =>
        Read(H5Reader.Text(source, source.Read(0, source.Length)), source.Name, read);

    /// <summary>The elements are valid during the call alone.</summary>
    public static T Read<T>(string text, string file, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The latter two for texts that are halves of characters.
            throw new KerasException(KerasProblem.Damaged, file, $"it holds a configuration that is not JSON: {e.Message}", e);
        }
    }
}
