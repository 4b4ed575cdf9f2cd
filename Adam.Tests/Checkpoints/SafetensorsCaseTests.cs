using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>The verdicts of the format's own library on small files, good and bad, and the files that it wrote.</summary>
public sealed class SafetensorsCaseTests(ITestOutputHelper output)
{
    /// <summary>What the library reads and a reader may refuse, because no writer makes such a thing.</summary>
    private static readonly string[] MayBeRefused = ["must begin with '{'", "stands twice in `__metadata__`", "`the entry` is a list"];

    [Fact]
    public void Cases_HaveTheVerdictsOfTheLibrary()
    {
        IReadOnlyList<SafetensorsCase> cases = SafetensorsFiles.Cases();
        int stricter = 0;
        List<string> wrong = [];
        foreach (SafetensorsCase one in cases)
        {
            CheckpointException? refusal = Reading.Refusal(one.File);
            if (refusal is not null && one.Accepted && MayBeRefused.Any(part => refusal.Fact.Contains(part, StringComparison.Ordinal)))
            {
                stricter++;
                continue;
            }

            if (one.Accepted != refusal is null)
            {
                wrong.Add($"{one.Name}: the library {(one.Accepted ? "reads" : "refuses")} it, and here '{refusal?.Fact ?? "it was read"}'");
            }
            else if (refusal is not null)
            {
                Assert.Equal(Reading.FileName, refusal.File);
                Assert.InRange(refusal.Message.Length, 30, 500);
            }
            else if (one.Tensors is { } expected)
            {
                Dictionary<string, SafetensorsTensor> read = Reading.Whole(one.File).Header.Tensors.ToDictionary(tensor => tensor.Name);
                Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
                Assert.All(expected, pair => Assert.Equal(
                    (pair.Value.Type, SafetensorsTensor.Text(pair.Value.Shape)), (read[pair.Key].Type.Name, SafetensorsTensor.Text(read[pair.Key].Shape))));
            }
        }

        output.WriteLine($"safetensors: {cases.Count} cases, {cases.Count - wrong.Count} with the library's verdict, {stricter} of them refused where that is allowed.");
        Assert.Empty(wrong);
    }

    [Fact]
    public void RecordedFiles_AreReadInBits()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SafetensorsFiles.Folder, "expected.json")));
        JsonElement tensors = expected.RootElement.GetProperty("tensors");
        string[] files = SafetensorsFiles.Recorded();
        Assert.NotEmpty(files);
        int compared = 0;
        foreach (string path in files)
        {
            (SafetensorsHeader header, Dictionary<string, byte[]> bytes) = Reading.Whole(File.ReadAllBytes(path));
            Assert.NotEmpty(header.Tensors);
            foreach (SafetensorsTensor tensor in header.Tensors)
            {
                JsonElement recorded = tensors.GetProperty(tensor.Name);
                Assert.Equal(recorded.GetProperty("dtype").GetString(), tensor.Type.Name);
                Assert.Equal(recorded.GetProperty("shape").EnumerateArray().Select(n => n.GetUInt64()), tensor.Shape);
                Assert.Equal(recorded.GetProperty("bytes").GetBytesFromBase64(), bytes[tensor.Name]);
                compared++;
            }

            // One of the two was written without metadata.
            Assert.All(header.Metadata, pair => Assert.Equal(expected.RootElement.GetProperty("metadata").GetProperty(pair.Key).GetString(), pair.Value));
        }

        output.WriteLine($"safetensors: {files.Length} recorded files, {compared} tensors equal in bits.");
    }

    [Fact]
    public void RecordedFiles_WrittenAgain_AreTheSameFiles()
    {
        string[] files = SafetensorsFiles.Recorded();
        Assert.NotEmpty(files);
        foreach (string path in files)
        {
            byte[] recorded = File.ReadAllBytes(path);
            PlainSafetensors plain = PlainSafetensors.Read(recorded);

            // In an order of no meaning: the layout must find the library's.
            TensorToWrite[] tensors =
            [
                .. plain.Tensors.OrderBy(pair => Crc32C.Of(System.Text.Encoding.UTF8.GetBytes(pair.Key))).Select(pair => new TensorToWrite(
                    pair.Key, TensorType.Find(pair.Value.Type)!, pair.Value.Shape, TensorBytes.Of(pair.Value.Bytes))),
            ];
            byte[] written = Writing.File(SafetensorsLayout.Of(tensors, plain.Metadata));

            // The library writes metadata in no order, and we in that of their keys.
            if (plain.Metadata.Keys.SequenceEqual(plain.Metadata.Keys.Order(StringComparer.Ordinal)))
            {
                Assert.Equal(recorded, written);
            }

            Assert.True(plain.Is(PlainSafetensors.Read(written)));
        }
    }
}
