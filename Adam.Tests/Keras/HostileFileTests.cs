using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Adam.Keras;
using Adam.Keras.Data;
using Adam.Keras.Hdf5;
using Adam.Keras.TensorFlow;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>Files that are made to do harm, and parts of the formats that recorded files do not show.</summary>
public sealed class HostileFileTests
{
    private static string Interop(string folder, string file) => Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "interop", folder, file);

    private static KerasException Refused(byte[] bytes) => Assert.Throws<KerasException>(() => H5Reader.Read(new MemorySource("test", bytes)));

    [Fact]
    public void GroupsNestedTooDeeply_AreRefused()
    {
        var root = new H5Group();
        root.Require(string.Join('/', Enumerable.Repeat("a", 31)));
        Assert.NotNull(H5Reader.Read(new MemorySource("test", Written(root))).Find(string.Join('/', Enumerable.Repeat("a", 31))));
        root.Require(string.Join('/', Enumerable.Repeat("a", 40)));
        Assert.Contains("nested deeper", Refused(Written(root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGroupThatHoldsItself_IsRefused()
    {
        var root = new H5Group();
        root.Require("a");
        byte[] bytes = Written(root);
        long header = BitConverter.ToInt64(bytes, 64);
        int leaf = bytes.AsSpan().LastIndexOf("SNOD"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(leaf + 8 + 8), header);
        Assert.Contains("two parts", Refused(bytes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCutOfAnHdf5File_IsRefused()
    {
        byte[] bytes = File.ReadAllBytes(Interop("plain", "model.weights.h5"));
        for (int length = 0; length < bytes.Length; length += 61)
        {
            Assert.Equal(KerasProblem.Damaged, Refused(bytes[..length]).Problem);
        }
    }

    /// <summary>An array whose description says more than the file has costs nothing.</summary>
    [Fact]
    public void AnArrayLargerThanTheFile_IsRefusedWithoutMemory()
    {
        byte[] bytes = File.ReadAllBytes(Interop("plain", "model.weights.h5"));
        byte[] shape = [1, 2, 1, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0];
        int at = bytes.AsSpan().IndexOf(shape);
        Assert.True(at > 0);
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 8), 1L << 40);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("larger than the file", Refused(bytes).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    /// <summary>What h5py can write and Keras does not: each is refused by a sentence about it.</summary>
    [Theory]
    [InlineData("f.create_dataset('x', data=list(range(99)), chunks=(9,))", "chunks")]
    [InlineData("f.create_dataset('x', data=list(range(99)), compression='gzip')", "")]
    [InlineData("f['x'] = h5py.ExternalLink('/etc/passwd', '/')", "links")]
    [InlineData("f['x'] = h5py.SoftLink('/y')", "links")]
    [InlineData("f.create_dataset('x', (9,), external=[('/etc/passwd', 0, 72)])", "other files")]
    [InlineData("s = h5py.VirtualLayout((9,), 'f4'); s[:] = h5py.VirtualSource('/tmp/none', 'y', (9,)); f.create_virtual_dataset('x', s)", "")]
    [InlineData("f.create_dataset('x', (9,))", "never written")]
    public void WhatKerasDoesNotWrite_IsRefused(string statement, string words)
    {
        Assert.SkipUnless(H5Listing.HasH5py, "/usr/bin/python3 has no h5py; install Debian's python3-h5py to run this.");
        using var folder = new TemporaryFolder();
        string path = folder.File("m.h5");
        using Process python = Process.Start("/usr/bin/python3", ["-c", $"import h5py\nwith h5py.File('{path}', 'w') as f:\n    {statement}"]);
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        KerasException refused = Assert.Throws<KerasException>(() => KerasFile.Read(path));
        Assert.Equal(KerasProblem.Unsupported, refused.Problem);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>PureHDF shares no code with the walk: it reads the recorded files to the same state, and what the walk refuses.</summary>
    [Theory]
    [InlineData("all", "model.keras")]
    [InlineData("plain", "model.h5")]
    [InlineData("keras3-loss-scale", "model.keras")]
    [InlineData("bfloat16", "model.h5")]
    [InlineData("float16", "model.keras")]
    [InlineData("keras22", "model.h5")]
    public void TrustedFiles_AreReadThroughPureHdf(string folder, string file) =>
        InteropState.AssertEqual(InteropFolder.Named(folder), KerasFile.ReadTrusted(Interop(folder, file)));

    [Fact]
    public void ATrustedFile_MayBeCompressed()
    {
        Assert.SkipUnless(H5Listing.HasH5py, "/usr/bin/python3 has no h5py; install Debian's python3-h5py to run this.");
        using var folder = new TemporaryFolder();
        string path = folder.File("m.weights.h5");
        string script = $"""
            import h5py
            with h5py.File('{Interop("plain", "model.weights.h5")}', 'r') as old, h5py.File('{path}', 'w', libver='latest') as new:
                old.visititems(lambda n, o: [new.create_dataset(n, data=o[()], **(dict(compression='gzip', shuffle=True) if o.shape else dict()))] and None if isinstance(o, h5py.Dataset) else None)
            """;
        using Process python = Process.Start("/usr/bin/python3", ["-c", script]);
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        KerasException refused = Assert.Throws<KerasException>(() => KerasFile.Read(path));
        Assert.Equal(KerasProblem.Unsupported, refused.Problem);
        Assert.Contains("ReadTrusted", refused.Message, StringComparison.Ordinal);
        InteropState.AssertEqual(InteropFolder.Named("plain"), KerasFile.ReadTrusted(path));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..2000]);
        Assert.Throws<KerasException>(() => KerasFile.ReadTrusted(path));
    }

    /// <summary>Variables by name, as TensorFlow 1 saved them: no object graph.</summary>
    [Fact]
    public void SlotsByName_AreReadWithTheNumberOfSteps()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["beta1_power", "beta2_power", "w", "w/Adam", "w/Adam_1"];
        byte[] data = [.. Enumerable.Range(0, names.Length).SelectMany(i => BitConverter.GetBytes((float)i))];
        File.WriteAllBytes(folder.File("model.data-00000-of-00001"), data);
        List<(byte[], ReadOnlyMemory<byte>)> table = [([], new byte[] { 8, 1 })];
        for (int i = 0; i < names.Length; i++)
        {
            // Type 1, one dimension of 1, offset, size 4, checksum.
            byte[] entry = [8, 1, 18, 4, 18, 2, 8, 1, 32, (byte)(4 * i), 40, 4, 53, .. BitConverter.GetBytes(Crc32C.MaskedOf(data.AsSpan(4 * i, 4)))];
            table.Add((Encoding.UTF8.GetBytes(names[i]), entry));
        }

        File.WriteAllBytes(folder.File("model.index"), TableWriter.Write(table, 2));
        Assert.Equal(KerasProblem.Missing, Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("model"))).Problem);
        KerasOptimizerState state = KerasFile.Read(folder.File("model"), new KerasReadOptions { Steps = 5 });
        Assert.Equal((KerasDialect.TensorFlow1, 5L, 1), (state.Dialect, state.Iterations, state.Count));
        Assert.Equal([3f], state[KerasSlot.FirstMoment, 0]!.ToSingles());
        Assert.Equal([4f], state[KerasSlot.SecondMoment, 0]!.ToSingles());
        Assert.Equal("w", state[KerasSlot.FirstMoment, 0]!.VariableName);
    }

    /// <summary>Above 64,512 bytes the names of an older file are split.</summary>
    [Fact]
    public void SplitNames_AreReadInOrder()
    {
        using var folder = new TemporaryFolder();
        var root = new H5Group();
        H5Group weights = root.Require("optimizer_weights");
        string[] names = ["Adam/iter:0", "Adam/a/m:0", "Adam/b/m:0", "Adam/a/v:0", "Adam/b/v:0"];
        for (int i = 0; i < names.Length; i++)
        {
            KerasVariable tensor = i == 0 ? KerasVariable.OfInteger(names[i], 7) : KerasVariable.OfSingles(names[i], [i % 2 == 1 ? 1 : 2], new float[i % 2 == 1 ? 1 : 2]);
            int slash = names[i].LastIndexOf('/');
            weights.Require(names[i][..slash]).Children[names[i][(slash + 1)..]] = Dataset(tensor);
        }

        H5Attribute Texts(params string[] texts) => new(H5Type.Of(KerasElement.Text), [texts.Length], [], [.. texts.Select(Encoding.UTF8.GetBytes)]);
        weights.Attributes["weight_names0"] = Texts(names[..2]);
        weights.Attributes["weight_names1"] = Texts(names[2..]);
        File.WriteAllBytes(folder.File("m.h5"), Written(root));
        KerasOptimizerState state = KerasFile.Read(folder.File("m.h5"));
        Assert.Equal((KerasDialect.Legacy, 7L, 2), (state.Dialect, state.Iterations, state.Count));
        Assert.Equal(names, state.Variables.Select(variable => variable.Name));
        Assert.Equal("b", state[KerasSlot.SecondMoment, 1]!.VariableName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnIndexOfManyBlocks_GivesTheSameState(int entries)
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.EnumerateFiles(Interop("shards", ""), "ckpt.data-*"))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        List<(byte[], ReadOnlyMemory<byte>)> table = TableReader.Read(new MemorySource("test", File.ReadAllBytes(Interop("shards", "ckpt.index"))));
        File.WriteAllBytes(folder.File("ckpt.index"), TableWriter.Write(table, entries));
        InteropState.AssertEqual(InteropFolder.Named("shards"), KerasFile.Read(folder.File("ckpt")));

        // Keys out of order, one twice, and none at all.
        (byte[], ReadOnlyMemory<byte>) second = table[1];
        File.WriteAllBytes(folder.File("ckpt.index"), TableWriter.Write([.. table, second], entries));
        Assert.Contains("order", Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("ckpt"))).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("ckpt.index"), TableWriter.Write([], entries));
        Assert.Contains("header", Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("ckpt"))).Message, StringComparison.Ordinal);
    }

    /// <summary>Slices that leave out a part, or cover one twice.</summary>
    [Fact]
    public void SlicesThatDoNotCoverTheirTensor_AreRefused()
    {
        var whole = new SliceExtent[] { new(0, 2), new(0, -1) };
        Assert.Equal([2L, 8], SliceCopy.Place(whole, [4, 8])!.Shape);
        Assert.Null(SliceCopy.Place([new(3, 2), new(0, -1)], [4, 8]));
        Assert.Null(SliceCopy.Place([new(1, -1), new(0, -1)], [4, 8]));
        Assert.True(SliceCopy.Overlap([SliceCopy.Place(whole, [4, 8])!, SliceCopy.Place([new(1, 2), new(0, 8)], [4, 8])!]));
        Assert.False(SliceCopy.Overlap([SliceCopy.Place(whole, [4, 8])!, SliceCopy.Place([new(2, 2), new(0, 8)], [4, 8])!]));
    }

    private static H5Dataset Dataset(KerasVariable tensor) => new(H5Type.Of(tensor.Element), [.. tensor.Shape], new MemorySource(tensor.Name, tensor.Data));

    private static byte[] Written(H5Group root)
    {
        using var stream = new MemoryStream();
        H5Writer.Write(root, stream, "test");
        return stream.ToArray();
    }
}
