using System;
using System.IO;
using System.Linq;
using Adam.Keras;
using Adam.Keras.Data;
using Adam.Keras.TensorFlow;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>The reader of TensorFlow checkpoints: what it gives, what it refuses, and by which words.</summary>
public sealed class TensorFlowReaderTests
{
    private static string Interop(string folder, string file) => Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "interop", folder, file);

    [Fact]
    public void Tensors_AreThoseOfTheRecordedCheckpoint()
    {
        TensorFlowCheckpoint checkpoint = TensorFlowCheckpoint.Open(Interop("shards", "ckpt"));
        Assert.Equal(15, checkpoint.Tensors.Count);
        TensorFlowTensor kernel = checkpoint.Tensors.Single(tensor => tensor.Name == "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE");
        Assert.Equal((KerasElement.Binary32, true), (kernel.Element, kernel.IsSliced));
        Assert.Equal([64L, 8], kernel.Shape);
        Assert.Equal(InteropFolder.Named("shards").Weights[0].Value, checkpoint.Read(kernel.Name).Data.ToArray());
        Assert.Equal(["optimizer"], checkpoint.Optimizers);
    }

    [Fact]
    public void TwoOptimizers_AreListedAndNamedByAnyPath()
    {
        TensorFlowCheckpoint checkpoint = TensorFlowCheckpoint.Open(Interop("two-optimizers", "ckpt.index"));
        KerasException several = Assert.Throws<KerasException>(() => checkpoint.ReadOptimizer());
        Assert.Equal(KerasProblem.Ambiguous, several.Problem);
        Assert.Contains("encoder_optimizer", several.Message, StringComparison.Ordinal);
        Assert.Contains("decoder_optimizer", several.Message, StringComparison.Ordinal);
        Assert.True(checkpoint.ReadOptimizer(new KerasReadOptions { Optimizer = "encoder_optimizer" }).Amsgrad);
        Assert.Contains("encoder_optimizer", Assert.Throws<KerasException>(() => checkpoint.ReadOptimizer(new KerasReadOptions { Optimizer = "encoder" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_SayWhatTheOptimizerIs()
    {
        KerasException nadam = Assert.Throws<KerasException>(() => KerasFile.Read(Interop("other-nadam", "ckpt")));
        Assert.Equal(KerasProblem.OtherOptimizer, nadam.Problem);
        Assert.Contains("momentum_cache", nadam.Message, StringComparison.Ordinal);
        Assert.Contains("Nadam", nadam.Message, StringComparison.Ordinal);
        Assert.Contains("RMSprop", Assert.Throws<KerasException>(() => KerasFile.Read(Interop("other-rmsprop", "ckpt"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LegacyNumbers_AreTensors()
    {
        KerasOptimizerState state = KerasFile.Read(Interop("tf212-legacy-decay", "ckpt"));
        Assert.Equal(((double)0.01f, (double)0.05f, (double)0.9f), (state.LearningRate, state.Decay, state.Beta1));
        var schedule = Assert.IsType<InverseTimeDecay>(state.ToOptions().LearningRate!.Value.Schedule);
        Assert.Equal((0.01f, 1f, 0.05f), ((float)schedule.InitialLearningRate, (float)schedule.DecaySteps, (float)schedule.DecayRate));
    }

    [Fact]
    public void AMissingDataFile_IsNamed()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Interop("shards", "ckpt.index"), folder.File("ckpt.index"));
        for (int i = 0; i < 4; i++)
        {
            File.Copy(Interop("shards", $"ckpt.data-0000{i}-of-00005"), folder.File($"ckpt.data-0000{i}-of-00005"));
        }

        KerasException missing = Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("ckpt")));
        Assert.Equal(KerasProblem.Missing, missing.Problem);
        Assert.Contains("ckpt.data-00004-of-00005", missing.Message, StringComparison.Ordinal);
    }

    /// <summary>Every bit of an index and of its data is under a checksum, or says where one lies.</summary>
    [Fact]
    public void EveryFlippedBit_IsRefusedOrChangesNothing()
    {
        using var folder = new TemporaryFolder();
        byte[] index = File.ReadAllBytes(Interop("v1-adam", "ckpt.index"));
        byte[] data = File.ReadAllBytes(Interop("v1-adam", "ckpt.data-00000-of-00001"));
        string indexPath = folder.File("ckpt.index");
        string dataPath = folder.File("ckpt.data-00000-of-00001");
        InteropFolder expected = InteropFolder.Named("v1-adam");
        int refused = 0;
        void Try(byte[] bytes, string path, byte[] other, string otherPath)
        {
            File.WriteAllBytes(otherPath, other);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(path, bytes);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                try
                {
                    InteropState.AssertFirstGeneration(expected, KerasFile.Read(folder.File("ckpt"), new KerasReadOptions { Steps = 7 }));
                }
                catch (KerasException)
                {
                    refused++;
                }
            }
        }

        Try(index, indexPath, data, dataPath);
        Try(data, dataPath, index, indexPath);
        Assert.True(refused > (index.Length + data.Length) * 8 / 2, $"{refused} refused");
    }

    [Fact]
    public void EveryCut_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] index = File.ReadAllBytes(Interop("plain", "ckpt.index"));
        File.Copy(Interop("plain", "ckpt.data-00000-of-00001"), folder.File("ckpt.data-00000-of-00001"));
        for (int length = 0; length < index.Length; length++)
        {
            File.WriteAllBytes(folder.File("ckpt.index"), index[..length]);
            Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("ckpt")));
        }
    }

    [Theory]
    [InlineData(1, "Snappy")]
    [InlineData(2, "Zstandard")]
    public void ACompressedBlock_IsRefusedByName(byte type, string name)
    {
        using var folder = new TemporaryFolder();
        byte[] index = File.ReadAllBytes(Interop("v1-adam", "ckpt.index"));

        // The first block begins the file; the index block, which names its size, is the last before the footer.
        int size = FirstBlockSize(index);
        index[size] = type;
        BitConverter.TryWriteBytes(index.AsSpan(size + 1), Crc32C.MaskedOf(index.AsSpan(0, size + 1)));
        File.WriteAllBytes(folder.File("ckpt.index"), index);
        KerasException refused = Assert.Throws<KerasException>(() => TensorFlowCheckpoint.Open(folder.File("ckpt")));
        Assert.Equal(KerasProblem.Unsupported, refused.Problem);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The code of TensorFlow's ordered keys, worked out by hand: numbers in 7n - 1 bits with n leading ones.</summary>
    [Theory]
    [InlineData(0, "80")]
    [InlineData(63, "BF")]
    [InlineData(64, "C040")]
    [InlineData(8191, "DFFF")]
    [InlineData(8192, "E02000")]
    [InlineData(-1, "7F")]
    public void SliceKeys_AreOrderedCodes(long length, string code)
    {
        byte[] key = SliceKey.Of("a\0b\u00FF", [new SliceExtent(0, length)]);
        Assert.Equal("00" + "6100FF62C3BF0001" + "0101" + "80" + code, Convert.ToHexString(key));
    }

    [Fact]
    public void Crc32C_HasThePublishedCheckValue()
    {
        var crc = new Crc32C();
        crc.Append("123456789"u8);
        Assert.Equal(0xE3069283, crc.Value);
    }

    private static int FirstBlockSize(byte[] index)
    {
        // A block's stored checksum fits it at exactly one size.
        for (int size = 4; size < index.Length - 5; size++)
        {
            if (index[size] == 0 && BitConverter.ToUInt32(index, size + 1) == Crc32C.MaskedOf(index.AsSpan(0, size + 1)))
            {
                return size;
            }
        }

        throw new InvalidDataException("The index has no first block.");
    }
}
