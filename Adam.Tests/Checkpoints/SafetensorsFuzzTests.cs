using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>
/// Whatever the file, the answer is its content or a <see cref="CheckpointException"/> with a message of bounded length, the same for a stream
/// that can seek and one that cannot, at a bounded cost. <see cref="Fuzz"/> says how many files.
/// </summary>
public sealed class SafetensorsFuzzTests(ITestOutputHelper output)
{
    private const long MostAllocated = 64L << 20;

    private static readonly int Documents = 30_000 * Fuzz.Factor;

    [Fact]
    public void DamagedFiles_AreReadAsAStrangerReadsThem_OrRefused()
    {
        byte[][] seeds =
        [
            .. SafetensorsFiles.Recorded().Select(File.ReadAllBytes),
            .. SafetensorsFiles.Cases().Where(one => one.Accepted && one.File.Length < 1000).Select(one => one.File),
            Reading.File("""{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2,2],"x":[{"y":1}],"data_offsets":[4,8]}}""", 8),
        ];
        Run(seeds, (file, _) =>
        {
            if (Reading.Refusal(file) is { } refusal)
            {
                throw refusal;
            }

            (SafetensorsHeader header, Dictionary<string, byte[]> bytes) = Reading.Whole(file);
            PlainSafetensors plain = PlainSafetensors.Read(file);
            Assert.Equal(plain.Tensors.Count, header.Tensors.Count);
            Assert.All(header.Tensors, tensor => Assert.True(
                plain.Tensors[tensor.Name].Is(new PlainTensor(tensor.Type.Name, Array.ConvertAll(tensor.Shape, n => (long)n), 0, bytes[tensor.Name]))));
            Assert.Equal(plain.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), header.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        });
    }

    [Fact]
    public void DamagedCheckpoints_AreRefused_OrHaveTheirContent()
    {
        byte[][] seeds = [SampleCheckpoint.File(1, 3), SampleCheckpoint.File(2, 200), SampleCheckpoint.File(3, 0)];
        Run(seeds, (file, seed) =>
        {
            string read = SampleCheckpoint.Read(new MemoryStream(file));
            if (read.Contains("metadata adam.format", StringComparison.Ordinal))
            {
                Assert.Equal(SampleCheckpoint.Read(new MemoryStream(seed)), read);
            }
        });
    }

    private void Run(byte[][] seeds, Action<byte[], byte[]> read)
    {
        var random = new Random(20240801);
        int accepted = 0;
        long most = 0;
        for (int i = 0; i < Documents; i++)
        {
            byte[] seed = seeds[random.Next(seeds.Length)];
            byte[] file = DocumentMutation.Of(seed, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(file, seed);
                accepted++;
            }
            catch (CheckpointException e)
            {
                // Any other exception ends the test.
                Assert.InRange(e.Message.Length, 20, 700);
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine($"fuzz: {Documents} files, {accepted} read and {Documents - accepted} refused, at most {most / 1024} KiB allocated for one.");
        Assert.InRange(most, 0, MostAllocated);

        // Both must happen, or the damage is too strong or too weak to find anything.
        Assert.InRange(accepted, 1, Documents / 2);
    }
}
