using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>What is written is a plain file of the format for every other reader, comes back in bits, and no bit of it can change unseen.</summary>
public sealed class CheckpointRoundTripTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public void WhatIsWritten_IsWhatAStrangerReads(int elements)
    {
        byte[] file = SampleCheckpoint.File(7, elements);
        PlainSafetensors plain = PlainSafetensors.Read(file);
        TensorToWrite[] tensors = SampleCheckpoint.Tensors(7, elements);
        Assert.All(tensors, tensor => Assert.True(plain.Tensors[tensor.Name].Is(new PlainTensor(tensor.Type.Name, tensor.Shape, 0, tensor.Bytes.ToArray()))));
        Assert.Equal(tensors.Length + 1, plain.Tensors.Count);
        Assert.Equal("1.0", plain.Metadata["adam.format"]);
        Assert.All(SampleCheckpoint.Metadata(7), pair => Assert.Equal(pair.Value, plain.Metadata[pair.Key]));

        // As the format's own writer: keys in the order of their bytes, each at a multiple of its element's size from the file's start.
        Assert.Equal(plain.Tensors.Values.Select(tensor => tensor.Start).Order(), plain.KeysInOrder.Select(key => plain.Tensors[key].Start));
        Assert.All(plain.Tensors.Values, tensor => Assert.Equal(0, (8 + plain.HeaderLength + tensor.Start) % (TensorType.Find(tensor.Type)!.Bits / 8)));

        // The last tensor: the checksums of the header and of each tensor, in that order.
        Assert.Equal("adam/checksums", plain.KeysInOrder[^1]);
        uint[] sums = [Crc32C.Of(file.AsSpan(0, 8 + plain.HeaderLength)), .. plain.KeysInOrder.SkipLast(1).Select(key => Crc32C.Of(plain.Tensors[key].Bytes))];
        Assert.Equal(sums.SelectMany(BitConverter.GetBytes), plain.Tensors["adam/checksums"].Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(300_000)]
    public void OnePassStreams_ReadAndWriteTheSame(int elements)
    {
        var file = new MemoryStream();
        SampleCheckpoint.Write(new OnePassStream(file, 1), 7, elements);
        Assert.Equal(SampleCheckpoint.File(7, elements), file.ToArray());
        file.Position = 0;
        string seeking = SampleCheckpoint.Read(file);
        file.Position = 0;
        Assert.Equal(seeking, SampleCheckpoint.Read(new OnePassStream(file, 777)));
        Assert.Contains("metadata note = line\nbreak, \"ü\" 😀", seeking, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpoint_WithinALongerStream_StartsWhereTheStreamStands()
    {
        byte[] file = SampleCheckpoint.File(7, 3);
        var stream = new MemoryStream([1, 2, 3, .. file]) { Position = 3 };
        Assert.Equal(SampleCheckpoint.Read(new MemoryStream(file)), SampleCheckpoint.Read(stream));
    }

    [Fact]
    public void EveryBit_Flipped_IsRefused()
    {
        byte[] file = SampleCheckpoint.File(7, 40);
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                string read = SampleCheckpoint.Read(new MemoryStream(damaged));
                Assert.Fail($"Bit {bit % 8} of byte {bit / 8} was flipped, and this was read: {read}");
            }
            catch (CheckpointException)
            {
            }
        }

        output.WriteLine($"checkpoints: {8 * file.Length} bits flipped one at a time, {8 * file.Length} refused.");
    }

    [Fact]
    public void ADamagedTensor_IsNamed()
    {
        byte[] file = SampleCheckpoint.File(7, 40);
        PlainSafetensors plain = PlainSafetensors.Read(file);
        file[8 + plain.HeaderLength + plain.Tensors["half"].Start] ^= 1;
        CheckpointException refusal = Assert.Throws<CheckpointException>(() => SampleCheckpoint.Read(new MemoryStream(file), "x.safetensors"));
        Assert.Equal(("x.safetensors", "half"), (refusal.File, refusal.Tensor));
        Assert.Matches("'x.safetensors', tensor 'half': the checksum is 0x[0-9A-F]{8} and was 0x[0-9A-F]{8} when it was written", refusal.Message);
    }

    [Theory]
    [InlineData("1.0", null)]
    [InlineData("1.17", null)]
    [InlineData("2.0", "load it with a newer version of the library")]
    [InlineData("0.9", "no version of the library has written it")]
    [InlineData("1", "must be two numbers")]
    [InlineData("one", "must be two numbers")]
    public void NewerMinorVersions_AreRead_AndMajorOnesRefused(string version, string? fact)
    {
        var metadata = new Dictionary<string, string> { [CheckpointFormat.VersionKey] = version };
        if (fact is null)
        {
            Assert.True(CheckpointFormat.IsOurs(metadata, null));
        }
        else
        {
            Assert.Contains(fact, Assert.Throws<CheckpointException>(() => CheckpointFormat.IsOurs(metadata, null)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFileOfAnotherProgram_IsNotOurs_AndReadByName()
    {
        SafetensorsLayout layout = SafetensorsLayout.Of(SampleCheckpoint.Tensors(7, 4), new Dictionary<string, string> { ["format"] = "pt" });
        var reader = new CheckpointReader(new MemoryStream(Writing.File(layout)), null);
        Assert.False(reader.IsOurs);
        reader.Read(_ => null);
        Assert.Equal(6, reader.Tensors.Count);
    }

    [Fact]
    public void OfVersionAndChecksums_NeitherComesAlone()
    {
        Dictionary<string, string> version = new() { ["adam.format"] = "1.0" };
        TensorToWrite sums = new("adam/checksums", TensorType.U8, [8], TensorBytes.Of(new byte[8]));
        TensorToWrite other = new("b", TensorType.Find("BOOL")!, [1], TensorBytes.Of(new byte[1]));
        string[] facts =
        [
            Fact(SafetensorsLayout.Of([other], version)),
            Fact(SafetensorsLayout.Of([other], new Dictionary<string, string>(), sums)),
            Fact(SafetensorsLayout.Of([other, sums], version)),
            Fact(SafetensorsLayout.Of([other], version, sums with { Shape = [2], Type = TensorType.F32 })),
        ];
        Assert.Collection(
            facts,
            fact => Assert.Contains("it is missing", fact, StringComparison.Ordinal),
            fact => Assert.Contains("the metadata lacks `adam.format`", fact, StringComparison.Ordinal),
            fact => Assert.Contains("must be the last tensor", fact, StringComparison.Ordinal),
            fact => Assert.Contains("of 8 elements of U8", fact, StringComparison.Ordinal));

        static string Fact(SafetensorsLayout layout) =>
            Assert.Throws<CheckpointException>(() => new CheckpointReader(new MemoryStream(Writing.File(layout)), null)).Fact;
    }

    [Fact]
    public void WhatNoHeaderCanHold_IsRefused_BeforeAnythingIsWritten()
    {
        TensorToWrite a = new("a", TensorType.U8, [1], TensorBytes.Of(new byte[1]));
        Dictionary<string, string> none = [];
        var stream = new MemoryStream();
        Refuse("stands twice or is reserved", [a, a], none);
        Refuse("stands twice or is reserved", [a with { Name = "__metadata__" }], none);
        Refuse("stands twice or is reserved", [a with { Name = "adam/checksums" }], none);
        Refuse("half a surrogate pair", [a with { Name = "\uD800" }], none);
        Refuse("half a surrogate pair", [a], new() { ["k"] = "\uDC00" });
        Refuse("has 1 bytes, which are not the shape [2] of U8", [a with { Shape = [2] }], none);
        Refuse("'adam.format' is reserved", [a], new() { ["adam.format"] = "1" });
        Assert.Equal(0, stream.Length);

        void Refuse(string fact, TensorToWrite[] tensors, Dictionary<string, string> metadata) => Assert.Contains(
            fact, Assert.Throws<ArgumentException>(() => CheckpointWriter.Write(stream, tensors, metadata)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATensorOfMoreThanTwoToThe31Elements_GoesBothWays()
    {
        const long Elements = (1L << 31) + (1 << 20) + 5;
        var repeated = new RepeatedBytes(Elements);
        var sink = new CountingStream();
        CheckpointWriter.Write(sink, [new("large", TensorType.U8, [Elements], repeated)], new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        long header = sink.Written - Elements - 8;
        Assert.InRange(header, 100, 1000);

        // The same bytes from a stream that makes them as they are read.
        var reader = new CheckpointReader(new SpliceStream(sink.First[..(int)header], repeated, sink.Last[^8..]), null);
        Assert.Equal((ulong)Elements, Assert.Single(reader.Tensors).Shape[0]);
        reader.Read(tensor => repeated);
        output.WriteLine($"checkpoints: a tensor of {Elements} elements written and verified.");
    }

    [Fact]
    public void Writing_NeedsLessThanOneMebibyteBesideTheTensors()
    {
        TensorToWrite[] tensors = SampleCheckpoint.Tensors(7, 4_000_000);
        Dictionary<string, string> metadata = SampleCheckpoint.Metadata(7);
        CheckpointWriter.Write(new CountingStream(), tensors, metadata, TestContext.Current.CancellationToken);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CheckpointWriter.Write(Stream.Null, tensors, metadata, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1 << 20);
    }

    [Fact]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => CheckpointWriter.Write(Stream.Null, SampleCheckpoint.Tensors(1, 1), SampleCheckpoint.Metadata(1), source.Token));
        Assert.Throws<OperationCanceledException>(() => new CheckpointReader(new MemoryStream(SampleCheckpoint.File(1, 1)), null, source.Token).Read(_ => null));
    }

    /// <summary>A pattern over and over. It takes whatever is read into it, and must keep its bytes.</summary>
    private sealed class RepeatedBytes(long length) : TensorBytes
    {
        private readonly byte[] _pattern = [.. Enumerable.Range(0, 1 << 18).Select(i => (byte)(i * 7))];

        public override long Length => length;

        public override Span<byte> From(long offset) =>
            _pattern.AsSpan((int)(offset % _pattern.Length), (int)Math.Min(_pattern.Length - (offset % _pattern.Length), length - offset));
    }

    /// <summary>Keeps the first and the last bytes of what is written.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public long Written { get; private set; }

        public byte[] First { get; private set; } = [];

        public byte[] Last { get; private set; } = [];

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            First = Written == 0 ? buffer.ToArray() : First;
            Last = buffer.Length >= 8 ? buffer[^8..].ToArray() : [.. Last, .. buffer];
            Written += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }

    /// <summary>A beginning, a tensor and an end behind each other.</summary>
    private sealed class SpliceStream(byte[] first, TensorBytes middle, byte[] last) : MemoryStream
    {
        private long _at;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            ReadOnlySpan<byte> rest = _at < first.Length ? first.AsSpan((int)_at)
                : _at < first.Length + middle.Length ? middle.From(_at - first.Length)
                : last.AsSpan((int)(_at - first.Length - middle.Length));
            int count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
