using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>Files that lie: each is refused with its fact, at a cost that its real size bounds.</summary>
public sealed class SafetensorsHostileTests(ITestOutputHelper output)
{
    private const string One = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    public static TheoryData<string, int, string?, string> Headers => new()
    {
        { "", 0, null, "must begin with '{' and is empty" },
        { " {}", 0, null, "its first byte is 0x20" },
        { "\uFEFF{}", 0, null, "its first byte is 0xEF" },
        { "{\"a\":", 0, null, "one JSON object" },
        { "{} x", 0, null, "one JSON object" },
        { "{}\0", 0, null, "one JSON object" },
        { "{\"a\":" + new string('[', 200) + new string(']', 200) + "}", 0, "a", "`the entry` is a list" },
        { "{\"a\":{\"x\":" + new string('[', 126) + new string(']', 126) + "}}", 0, null, "at most 127 levels" },
        { One.Replace("\"a\"", "\"a\":1,\"a\"", StringComparison.Ordinal), 4, "a", "`the entry` is 1; it must be an object" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"\\u0061\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "a", "stands twice in the header" },
        { "{\"__metadata__\":{},\"\\u005f_metadata__\":{}}", 0, null, "`__metadata__` stands twice" },
        { "{\"__metadata__\":{\"k\":1}}", 0, null, "`__metadata__.k` is 1; it must be a text" },
        { "{\"__metadata__\":{\"k\":null}}", 0, null, "`__metadata__.k` is null" },
        { "{\"__metadata__\":[]}", 0, null, "`__metadata__` is a list; it must be an object of texts" },
        { "{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}}", 0, null, "the key 'k' stands twice" },
        { "{\"__metadata__\":{\"k\":\"\\udc00\"}}", 0, null, "half a surrogate pair" },
        { One.Replace("F32", "F33", StringComparison.Ordinal), 4, "a", "`dtype` is 'F33'; it must be one of BOOL, F4" },
        { One.Replace("\"F32\"", "32", StringComparison.Ordinal), 4, "a", "`dtype` is 32" },
        { One.Replace("\"shape\"", "\"dtype\":\"F32\",\"shape\"", StringComparison.Ordinal), 4, "a", "`dtype` stands twice" },
        { One.Replace("\"shape\"", "\"s\\u0068ape\":[1],\"shape\"", StringComparison.Ordinal), 4, "a", "`shape` stands twice" },
        { One.Replace("\"shape\":[1],", "", StringComparison.Ordinal), 4, "a", "`shape` is missing" },
        { One.Replace("\"shape\"", "\"x\":{\"y\":\"\\ud800\"},\"shape\"", StringComparison.Ordinal), 4, "a", "half a surrogate pair" },
        { One.Replace("[1]", "[-1]", StringComparison.Ordinal), 4, "a", "`shape` has the number -1" },
        { One.Replace("[1]", "[1.0]", StringComparison.Ordinal), 4, "a", "`shape` has the number 1.0" },
        { One.Replace("[1]", "[1e0]", StringComparison.Ordinal), 4, "a", "`shape` has the number 1e0" },
        { One.Replace("[1]", "[18446744073709551616]", StringComparison.Ordinal), 4, "a", "`shape` has the number 18446744073709551616" },
        { One.Replace("[1]", "[4294967296,4294967296,1]", StringComparison.Ordinal), 4, "a", "no whole number of bytes" },
        { One.Replace("[1]", "[9223372036854775808,2,0]", StringComparison.Ordinal).Replace("[0,4]", "[0,0]", StringComparison.Ordinal), 0, "a", "no whole number of bytes" },
        { One.Replace("F32", "F6_E2M3", StringComparison.Ordinal), 4, "a", "no whole number of bytes" },
        { One.Replace("[0,4]", "[0,4,8]", StringComparison.Ordinal), 4, "a", "has 3 numbers; it must have 2" },
        { One.Replace("[0,4]", "[0.5,4]", StringComparison.Ordinal), 4, "a", "`data_offsets` has the number 0.5" },
        { One.Replace("[0,4]", "[-0,4]", StringComparison.Ordinal), 4, "a", "`data_offsets` has the number -0" },
        { One.Replace("[0,4]", "[4,0]", StringComparison.Ordinal), 4, "a", "must not be less than the first" },
        { One.Replace("[0,4]", "[18446744073709551611,18446744073709551615]", StringComparison.Ordinal), 4, "a", "no file has so many bytes" },
        { One.Replace("[0,4]", "[4,8]", StringComparison.Ordinal), 8, "a", "start at 4, and the data begins at 0; there must be neither a hole" },
        { Two(2), 8, "b", "start at 2, and tensor 'a' ends at 4; there must be neither an overlap" },
        { Two(5), 9, "b", "start at 5, and tensor 'a' ends at 4; there must be neither a hole" },
        { One, 3, null, "it was cut" },
        { One, 5, null, "something was appended" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Headers_AreRefused_WithTheirFact(string header, int data, string? tensor, string fact)
    {
        byte[] file = Reading.File(header, data);
        CheckpointException refusal = Assert.Throws<CheckpointException>(() => Reading.Whole(file));
        Assert.Contains(fact, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((Reading.FileName, tensor), (refusal.File, refusal.Tensor));
        Assert.Contains(Reading.FileName, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(Reading.Refusal(file));
    }

    [Theory]
    [InlineData("[]", 4)]
    [InlineData("[0]", 0)]
    [InlineData("[3,0]", 0)]
    [InlineData("[0,9223372036854775808,9223372036854775808]", 0)]
    [InlineData("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", 4)]
    public void Shapes_ThatAreLegal_AreRead(string shape, int bytes)
    {
        byte[] file = Reading.File(One.Replace("[1]", shape, StringComparison.Ordinal).Replace("[0,4]", $"[0,{bytes}]", StringComparison.Ordinal), bytes);
        Assert.Equal(bytes, Reading.Whole(file).Bytes["a"].Length);
        Assert.Null(Reading.Refusal(file));
    }

    [Fact]
    public void AFile_CutAtEachByte_IsRefused()
    {
        byte[] whole = SampleCheckpoint.File(3, 5);
        Assert.Null(Reading.Refusal(whole));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.NotNull(Reading.Refusal(whole[..length]));
        }

        output.WriteLine($"safetensors: cut at each of {whole.Length} bytes, {whole.Length} refusals by each kind of stream.");
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 63) - 1)]
    [InlineData(100_000_001UL)]
    [InlineData(100_000_000UL)]
    [InlineData(10_000UL)]
    public void AClaimedHeaderLength_CostsNothing(ulong length)
    {
        byte[] file = [.. BitConverter.GetBytes(length), .. new byte[9000]];
        AssertCost(1 << 20, () => Assert.NotNull(Reading.Refusal(file)));
    }

    [Fact]
    public void AClaimedTensor_CostsNothing_WhereTheLengthIsNotKnown()
    {
        byte[] file = Reading.File("""{"a":{"dtype":"U8","shape":[9000000000000],"data_offsets":[0,9000000000000]}}""", 9000);
        AssertCost(1 << 20, () =>
        {
            CheckpointException refusal = Assert.Throws<CheckpointException>(() => Reading.Whole(new OnePassStream(new MemoryStream(file), 100)));
            Assert.Contains("end after 9000 of 9000000000000", refusal.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void AMillionKeys_CostWhatTheyAre()
    {
        const int Keys = 1_000_000;
        var header = new StringBuilder("{");
        for (int i = 0; i < Keys; i++)
        {
            header.Append(i == 0 ? "" : ",").Append('"').Append(i).Append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }

        byte[] good = Reading.File(header + "}", 0);
        byte[] twice = Reading.File(header + ",\"77\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0);
        AssertCost(12L * good.Length, () =>
        {
            Assert.Equal(Keys, new SafetensorsReader(new MemoryStream(good), null).Header.Tensors.Count);
            CheckpointException refusal = Assert.Throws<CheckpointException>(() => new SafetensorsReader(new MemoryStream(twice), null));
            Assert.Equal("77", refusal.Tensor);
        });
    }

    [Fact]
    public void AFileThatGrows_WhileItIsRead_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], Reading.File(One, 4));
        using Stream stream = Adam.Checkpoints.Files.RealFiles.OpenRead(folder["a"]);
        var reader = new SafetensorsReader(stream, folder["a"]);
        reader.ReadNext(null);
        using (FileStream append = new(folder["a"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            append.WriteByte(1);
        }

        CheckpointException refusal = Assert.Throws<CheckpointException>(reader.Finish);
        Assert.Contains("it grew while it was read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolder_APipe_AndNothing_AreNoFiles()
    {
        using var folder = new TemporaryFolder();
        CheckpointException refusal = Assert.Throws<CheckpointException>(() => Adam.Checkpoints.Files.RealFiles.OpenRead(folder.Path));
        Assert.Contains("it is a folder", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Adam.Checkpoints.Files.RealFiles.OpenRead(folder["none"]));
        if (Shell.Try("mkfifo", folder["pipe"]) is { } reason)
        {
            Assert.Skip($"No pipe can be made here: {reason}");
        }

        // A usual open would wait for a writer, for ever.
        refusal = Assert.Throws<CheckpointException>(() => Adam.Checkpoints.Files.RealFiles.OpenRead(folder["pipe"]));
        Assert.Contains("it is a pipe", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("a pipe", Assert.Throws<IOException>(() => Adam.Checkpoints.Files.RealFiles.Instance.Resolve(folder["pipe"])).Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Throws<IOException>(() => Adam.Checkpoints.Files.RealFiles.Instance.Resolve("/dev/null"));
        }
    }

    private static string Two(int start) =>
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + $"{start},{start + 4}" + "]}}";

    private static void AssertCost(long most, Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }
}
