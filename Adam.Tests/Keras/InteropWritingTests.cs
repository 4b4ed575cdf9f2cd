using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using Adam.Keras;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>What is written has the groups, names, types, attributes and bits of what Keras wrote.</summary>
public sealed class InteropWritingTests(ITestOutputHelper output)
{
    /// <summary>The state of each recorded file, put into an optimizer and written back, gives the file again: every value of it.</summary>
    [Fact]
    public void AStateWrittenBack_GivesTheSameFile()
    {
        int files = 0;
        foreach (InteropFolder folder in InteropFolder.All().Where(folder => folder is { Refuse: null, Config: not null } && folder.Has("next_gradients")))
        {
            foreach (string file in folder.Files.Where(file => file is "model.keras" or "model.weights.h5"))
            {
                if (InteropState.HoldsOptimizer(folder.FilePath(file)) && !IsOld(folder.FilePath(file)) && folder.Weights.All(weight => weight.Element == KerasElement.Binary32))
                {
                    WriteBack(folder, file);
                    files++;
                }
            }
        }

        output.WriteLine($"{files} files written back.");
        Assert.True(files > 0);
    }

    [Fact]
    public void AStepWritten_IsReadAgain_AndNothingElseChanges()
    {
        using var temporary = new TemporaryFolder();
        InteropFolder folder = InteropFolder.Named("all");
        string path = temporary.File("model.keras");
        File.Copy(folder.FilePath("model.keras"), path);
        using Model model = Model.Of(folder, KerasFile.Read(path));
        model.Optimizer.ApplyGradients(model.Pairs);
        KerasFile.WriteOptimizer(path, model.Optimizer);

        KerasOptimizerState after = KerasFile.Read(path);
        IReadOnlyList<byte[]> expected = folder.Bytes("next_optimizer_variables");
        Assert.Equal(expected.Count, after.Variables.Count);
        Assert.All(expected.Zip(after.Variables), pair => Assert.Equal(pair.First, pair.Second.Data.ToArray()));
        AssertOtherMembersSame(folder.FilePath("model.keras"), path);
        Assert.Equal(Others(folder.FilePath("model.keras"), temporary), Others(path, temporary));
    }

    [Theory]
    [InlineData("plain", KerasDialect.TfKeras, false)]
    [InlineData("all", KerasDialect.TfKeras, false)]
    [InlineData("keras3-all", KerasDialect.Keras3, true)]
    [InlineData("keras35", KerasDialect.Keras3, false)]
    public void AFreshFile_HasTheGroupsTypesAndAttributesOfTheRecordedOne(string name, KerasDialect dialect, bool named)
    {
        using var temporary = new TemporaryFolder();
        InteropFolder folder = InteropFolder.Named(name);
        string recorded = folder.FilePath("model.weights.h5");
        using Model model = Model.Of(folder, InteropState.Read(folder, recorded));
        string path = temporary.File("fresh.weights.h5");
        string[] places = ["layers/dense/vars/0", "layers/dense/vars/1", "layers/dense_1/vars/0", "layers/dense_1/vars/1"];
        Dictionary<string, string>? names = !named ? null : new()
        {
            ["vars"] = "sequential_1", ["layers/dense/vars"] = "hidden", ["layers/dense_1/vars"] = "out", ["optimizer/vars"] = "adam_1",
        };
        KerasFile.WriteWeights(path, dialect, places.Zip(model.Variables), model.Optimizer, names);
        Assert.Equal(Sorted(H5Listing.Of(H5Listing.Read(recorded))), Sorted(H5Listing.Of(H5Listing.Read(path))));
        if (H5Listing.HasH5py)
        {
            Assert.Equal(H5Listing.ByH5py(recorded), H5Listing.ByH5py(path));
        }
    }

    /// <summary>Debian's h5py reads what is written; it and the reader here share no code.</summary>
    [Fact]
    public void H5py_ReadsWrittenFiles()
    {
        Assert.SkipUnless(H5Listing.HasH5py, "/usr/bin/python3 has no h5py; install Debian's python3-h5py to run this.");
        using var temporary = new TemporaryFolder();
        int files = 0;
        foreach (string name in new[] { "plain", "all", "loss-scale", "keras3-all", "keras3-loss-scale", "keras35-accumulation" })
        {
            InteropFolder folder = InteropFolder.Named(name);
            string path = temporary.File(name + ".keras");
            File.Copy(folder.FilePath("model.keras"), path);
            Write(folder, path);
            Assert.Equal(
                H5Listing.ByH5py(H5Listing.Extract(folder.FilePath("model.keras"), temporary.File("old.h5"))),
                H5Listing.ByH5py(H5Listing.Extract(path, temporary.File("new.h5"))));
            files++;
        }

        output.WriteLine($"{files} files read by h5py.");
    }

    /// <summary>More names than one node of a tree holds, and more nodes than one above them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(300)]
    public void ManyVariables_AreFoundAgain(int count)
    {
        using var temporary = new TemporaryFolder();
        string path = temporary.File("many.weights.h5");
        AdamVariable[] variables = [.. Enumerable.Range(0, count).Select(i => new AdamVariable($"v{i}", [i, i + 0.5f]))];
        using AdamOptimizer optimizer = StructureCatalog.Create(new StructureKey(false, false, false, false, ReferenceClip.None, false), new AdamOptions());
        optimizer.ApplyGradients([.. variables.Select(variable => ((Gradient)new float[] { 1, -2 }, variable))]);
        KerasFile.WriteWeights(path, KerasDialect.TfKeras, variables.Select((variable, i) => ($"layers/many/vars/{i}", variable)), optimizer);

        // All variables have one shape, so that m and v could be m, v and averages too.
        KerasOptimizerState state = KerasFile.Read(path, new KerasReadOptions { Dialect = KerasDialect.TfKeras, Amsgrad = false, UseEma = false });
        Assert.Equal(count, state.Count);
        Array[] weights = optimizer.GetWeights();
        Assert.All(Enumerable.Range(1, 2 * count), i => Assert.Equal((float[])weights[i], state.Variables[i].ToSingles()));
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(variables[i].Span.ToArray(), KerasFile.ReadVariable(path, $"layers/many/vars/{i}").ToSingles()));
        if (H5Listing.HasH5py)
        {
            Assert.Equal((3 * count) + 8, H5Listing.ByH5py(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }
    }

    [Fact]
    public void AnError_LeavesTheOldFileAndNothingElse()
    {
        using var temporary = new TemporaryFolder();
        InteropFolder folder = InteropFolder.Named("keras3-plain");
        string path = temporary.File("model.keras");
        File.Copy(folder.FilePath("model.keras"), path);
        using Model model = Model.Of(folder, KerasFile.Read(path));
        model.Optimizer.LearningRate = (Func<double>)(() => 1);
        Assert.Throws<KerasException>(() => KerasFile.WriteOptimizer(path, model.Optimizer));
        using Model other = Model.Of(InteropFolder.Named("keras35"), KerasFile.Read(InteropFolder.Named("keras35").FilePath("model.keras")));
        Assert.Contains("amsgrad", Assert.Throws<KerasException>(() => KerasFile.WriteOptimizer(path, other.Optimizer)).Message, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder.FilePath("model.keras")), File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(temporary.Path));
        string old = temporary.File("old.keras");
        File.Copy(InteropFolder.Named("tf212-string").FilePath("model.keras"), old);
        Assert.Equal(KerasProblem.Unsupported, Assert.Throws<KerasException>(() => KerasFile.WriteOptimizer(old, other.Optimizer)).Problem);
    }

    private static void WriteBack(InteropFolder folder, string file)
    {
        using var temporary = new TemporaryFolder();
        string path = temporary.File(file);
        File.Copy(folder.FilePath(file), path);
        Write(folder, path);
        bool zip = file == "model.keras";
        string before = zip ? H5Listing.Extract(folder.FilePath(file), temporary.File("before.h5")) : folder.FilePath(file);
        string after = zip ? H5Listing.Extract(path, temporary.File("after.h5")) : path;
        Assert.Equal(Sorted(H5Listing.Of(H5Listing.Read(before))), Sorted(H5Listing.Of(H5Listing.Read(after))));
        if (zip)
        {
            AssertOtherMembersSame(folder.FilePath(file), path);
        }
    }

    /// <summary>Puts the file's own state into an optimizer and writes that.</summary>
    private static void Write(InteropFolder folder, string path)
    {
        KerasOptimizerState state = InteropState.Read(folder, path);
        using Model model = Model.Of(folder, state);
        GradientAccumulator? accumulator = null;
        if (folder.Config!.GradientAccumulationSteps is { } steps and > 1)
        {
            accumulator = new GradientAccumulator(model.Optimizer, steps);
            accumulator.SetState(state.ToAccumulatorState(model.Optimizer));
        }

        if (folder.Config.LossScale is null)
        {
            KerasFile.WriteOptimizer(path, model.Optimizer, accumulator);
        }
        else
        {
            using var scale = new LossScaleOptimizer(model.Optimizer);
            state.ApplyTo(scale);
            KerasFile.WriteOptimizer(path, scale, accumulator);
        }

        accumulator?.Dispose();
    }

    private static bool IsOld(string path) => path.EndsWith(".keras", StringComparison.Ordinal) && File.ReadAllBytes(path)[0] == 0x89;

    private static List<string> Sorted(List<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static List<string> Others(string keras, TemporaryFolder temporary) =>
        [.. Sorted(H5Listing.Of(H5Listing.Read(H5Listing.Extract(keras, temporary.File("part.h5"))))).Where(line => !line.StartsWith("/optimizer", StringComparison.Ordinal))];

    private static void AssertOtherMembersSame(string before, string after)
    {
        using ZipArchive old = ZipFile.OpenRead(before);
        using ZipArchive now = ZipFile.OpenRead(after);
        Assert.Equal(old.Entries.Select(entry => entry.FullName), now.Entries.Select(entry => entry.FullName));
        foreach (ZipArchiveEntry entry in old.Entries.Where(entry => entry.FullName != "model.weights.h5"))
        {
            Assert.Equal(Bytes(entry), Bytes(now.GetEntry(entry.FullName)!));
            Assert.Equal(entry.LastWriteTime, now.GetEntry(entry.FullName)!.LastWriteTime);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    /// <summary>An optimizer with the recorded variables and a state.</summary>
    private sealed record Model(AdamOptimizer Optimizer, AdamVariable[] Variables, (Gradient, AdamVariable)[] Pairs) : IDisposable
    {
        public static Model Of(InteropFolder folder, KerasOptimizerState state)
        {
            AdamOptimizer optimizer = InteropStep.Create(folder.Config!, state);
            AdamVariable[] variables = [.. folder.Weights.Select(weight => new AdamVariable(weight.PlainName, MemoryMarshal.Cast<byte, float>(weight.Value).ToArray(), weight.Shape))];
            optimizer.Build(variables);
            state.ApplyTo(optimizer);
            return new Model(optimizer, variables, [.. folder.Bytes("next_gradients").Select((gradient, i) => ((Gradient)MemoryMarshal.Cast<byte, float>(gradient).ToArray(), variables[i]))]);
        }

        public void Dispose() => Optimizer.Dispose();
    }
}
