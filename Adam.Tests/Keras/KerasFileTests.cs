using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Adam.Keras;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>What a file is, its content says; and what is no whole file of a kind that is known is refused with a sentence.</summary>
public sealed class KerasFileTests
{
    private static string Interop(string folder, string file) => Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "interop", folder, file);

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", KerasProblem.Missing, "Git LFS")]
    [InlineData("PK is no zip, nor is this HDF5, nor a table", KerasProblem.Unsupported, "neither")]
    [InlineData("x", KerasProblem.Unsupported, "neither")]
    [InlineData("", KerasProblem.Damaged, "no bytes")]
    public void WhatIsNoSuchFile_IsSaid(string content, KerasProblem problem, string words)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.keras"), content);
        KerasException refused = Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("model.keras")));
        Assert.Equal(problem, refused.Problem);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("model.keras", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolder_AMissingFile_AndAPipe_AreRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(KerasProblem.Missing, Assert.Throws<KerasException>(() => KerasFile.Read(folder.Path)).Problem);
        Assert.Equal(KerasProblem.Missing, Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("none"))).Problem);
        if (!OperatingSystem.IsWindows())
        {
            using Process pipe = Process.Start("mkfifo", folder.File("pipe"));
            pipe.WaitForExit();
            Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("pipe")));
        }
    }

    [Fact]
    public void ModelVariables_AreReadByPath_BesideAnyOptimizer()
    {
        byte[] kernel = InteropFolder.Named("plain").Weights[0].Value;
        Assert.Equal(kernel, KerasFile.ReadVariable(Interop("plain", "model.keras"), "layers/dense/vars/0").Data.ToArray());
        Assert.Equal(kernel, KerasFile.ReadVariable(Interop("plain", "model.h5"), "hidden/hidden/kernel:0").Data.ToArray());
        Assert.Equal(["layers/dense/vars/0", "layers/dense/vars/1", "layers/dense_1/vars/0", "layers/dense_1/vars/1"], KerasFile.Variables(Interop("plain", "model.keras")));
        Assert.Contains("hidden/hidden/kernel:0", KerasFile.Variables(Interop("other-nadam", "model.h5")));
        Assert.Equal(KerasProblem.Missing, Assert.Throws<KerasException>(() => KerasFile.ReadVariable(Interop("plain", "model.keras"), "layers/none")).Problem);
    }

    [Fact]
    public void LooseFiles_HoldTheirRecordedState()
    {
        InteropFolder digits = InteropFolder.Loose("digits.json");
        foreach (string file in new[] { "digits.keras", "digits.weights.h5" })
        {
            KerasOptimizerState state = InteropState.Read(digits, Path.Combine(InteropFolder.Root, file));
            InteropState.AssertEqual(digits, state);
            Assert.Null(InteropStep.Run(digits, state));
        }
    }

    [Fact]
    public void AState_ThatDoesNotFit_ChangesNothing()
    {
        KerasOptimizerState state = KerasFile.Read(Interop("plain", "model.keras"));
        using AdamOptimizer optimizer = Goldens.StructureCatalog.Create(new Goldens.StructureKey(true, false, false, false, Reference.ReferenceClip.None, false), new AdamOptions());
        Assert.Throws<InvalidOperationException>(() => state.ApplyTo(optimizer));
        optimizer.Build(new AdamVariable("hidden/kernel", new float[512], [64, 8]), new AdamVariable("hidden/bias", new float[9]), new AdamVariable("out/kernel", new float[80], [8, 10]), new AdamVariable("out/bias", new float[10]));
        KerasException refused = Assert.Throws<KerasException>(() => state.ApplyTo(optimizer));
        Assert.Equal(KerasProblem.Mismatch, refused.Problem);
        Assert.Contains("amsgrad", refused.Message, StringComparison.Ordinal);
        Assert.Contains("(9)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, optimizer.Iterations);
    }

    /// <summary>By name where all names are there, whatever the order of Build.</summary>
    [Fact]
    public void Variables_AreMatchedByName()
    {
        InteropFolder plain = InteropFolder.Named("plain");
        KerasOptimizerState state = KerasFile.Read(Interop("plain", "ckpt"));
        using AdamOptimizer optimizer = Goldens.StructureCatalog.Create(new Goldens.StructureKey(false, false, false, false, Reference.ReferenceClip.None, false), new AdamOptions());
        optimizer.Build([.. plain.Weights.Reverse().Select(weight => new AdamVariable(weight.PlainName, new float[weight.Value.Length / 4], weight.Shape))]);
        state.ApplyTo(optimizer);
        OptimizerVariable m = optimizer.Variables.Single(variable => variable.Name == "m/hidden/kernel");
        float[] values = new float[m.Length];
        m.CopyTo(values);
        Bits.AssertEqual(state[KerasSlot.FirstMoment, 0]!.ToSingles(), values, () => m.Name);
    }

    [Theory]
    [InlineData("../metadata.json", "no path within it")]
    [InlineData("/etc/metadata.json", "no path within it")]
    [InlineData("a\\b", "no path within it")]
    [InlineData("config.json", "two members")]
    public void NamesThatLeadElsewhere_AreRefused(string name, string words)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Interop("plain", "model.keras"), folder.File("m.keras"));
        using (ZipArchive zip = ZipFile.Open(folder.File("m.keras"), ZipArchiveMode.Update))
        {
            using Stream stream = zip.CreateEntry(name).Open();
            stream.Write("{}"u8);
        }

        Assert.Contains(words, Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("m.keras"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeflatedMembers_AreRead_AndBombsAreNot()
    {
        using var folder = new TemporaryFolder();
        string packed = folder.File("m.keras");
        Repack(Interop("plain", "model.keras"), packed);
        InteropState.AssertEqual(InteropFolder.Named("plain"), KerasFile.Read(packed));

        // The sizes of the last member, in header and directory: more than deflating can give.
        byte[] bytes = File.ReadAllBytes(packed);
        int at = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 24), 0x7F000000u);
        File.WriteAllBytes(packed, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("long", Assert.Throws<KerasException>(() => KerasFile.Read(packed)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void AZipWithoutHdf5_SaysWhatItHas()
    {
        using var folder = new TemporaryFolder();
        using (ZipArchive zip = ZipFile.Open(folder.File("m.keras"), ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry("model.weights.npz").Open();
            stream.Write("x"u8);
        }

        KerasException refused = Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("m.keras")));
        Assert.Equal(KerasProblem.Unsupported, refused.Problem);
        Assert.Contains("model.weights.npz", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The checksum of a zip covers each member's bytes.</summary>
    [Fact]
    public void AFlippedByteOfAMember_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = File.ReadAllBytes(Interop("plain", "model.keras"));
        int data = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("SNOD"));
        for (int i = 0; i < 200; i++)
        {
            int at = data + (i * 37);
            bytes[at] ^= 0x40;
            File.WriteAllBytes(folder.File("m.keras"), bytes);
            bytes[at] ^= 0x40;
            Assert.Equal(KerasProblem.Damaged, Assert.Throws<KerasException>(() => KerasFile.Read(folder.File("m.keras"))).Problem);
        }
    }

    private static void Repack(string from, string to)
    {
        using ZipArchive source = ZipFile.OpenRead(from);
        using ZipArchive target = ZipFile.Open(to, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in source.Entries)
        {
            using Stream read = entry.Open();
            using Stream write = target.CreateEntry(entry.FullName, CompressionLevel.Optimal).Open();
            read.CopyTo(write);
        }
    }
}
