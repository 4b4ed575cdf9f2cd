using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Checkpoints.Files;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>Which files stay, which is best, and what is loaded when some are damaged.</summary>
public sealed class CheckpointFolderTests
{
    private static readonly double[] Losses = [0.5, 0.25, 1e-05, double.NaN, 0.125, double.PositiveInfinity, 0.5, 0.30000000000000004];

    [Fact]
    public void TheLastAndTheBest_Stay()
    {
        using var temporary = new TemporaryFolder();
        var folder = new CheckpointFolder(temporary["run"], keepLast: 2, keepBest: 2);
        File.WriteAllBytes(Path.Combine(folder.Path, "notes.txt"), []);
        File.WriteAllBytes(Path.Combine(folder.Path, "checkpoint-1.safetensors"), []);
        for (int i = 0; i < Losses.Length; i++)
        {
            CheckpointFile file = folder.Save(Save(i + 1), Losses[i]);
            Assert.Equal((i + 1L, true), (file.Number, File.Exists(file.Path)));
        }

        Assert.Equal([3, 5, 7, 8], folder.Files.Select(file => file.Number));
        Assert.Equal(0.30000000000000004, folder.Files[^1].Score);
        Assert.Equal((3, 1e-05), (folder.Best!.Number, folder.Best.Score));
        Assert.Contains("checkpoint-00000008_0.30000000000000004.safetensors", Directory.GetFiles(folder.Path).Select(Path.GetFileName));

        // What is not of the folder's making stays.
        Assert.Equal(6, Directory.GetFiles(folder.Path).Length);

        var accuracy = new CheckpointFolder(temporary["run"], keepLast: 1, keepBest: 1, lowerIsBetter: false);
        Assert.Equal(7, accuracy.Best!.Number);
        accuracy.Save(Save(9));
        Assert.Equal([7, 9], accuracy.Files.Select(file => file.Number));
        Assert.Null(accuracy.Files[^1].Score);
    }

    [Fact]
    public void TheLatestThatIsWhole_IsLoaded_AndTheDamagedOnesAreReported()
    {
        using var temporary = new TemporaryFolder();
        var folder = new CheckpointFolder(temporary.Path, keepLast: 4);
        List<string> read = [];
        Assert.Null(folder.LoadLatest(Load));
        for (int i = 1; i <= 4; i++)
        {
            folder.Save(Save(i));
        }

        CheckpointRestored whole = folder.LoadLatest(Load)!;
        Assert.Equal((4, 0), ((int)whole.File.Number, whole.Refused.Count));

        Damage(4);
        File.WriteAllBytes(folder.Files[2].Path, []);
        CheckpointRestored restored = folder.LoadLatest(Load)!;
        Assert.Equal(2, restored.File.Number);
        Assert.Contains("metadata number = 2", read[^1], StringComparison.Ordinal);
        Assert.Equal([4, 3], restored.Refused.Select(refused => refused.File.Number));
        Assert.All(restored.Refused, refused => Assert.IsType<CheckpointException>(refused.Reason));

        // Numbers go on behind the damaged ones.
        Assert.Equal(5, folder.Save(Save(5)).Number);
        foreach (int number in (int[])[2, 5])
        {
            Damage(number);
        }

        CheckpointException none = Assert.Throws<CheckpointException>(() => folder.LoadLatest(Load));
        Assert.Contains("none of its 4 checkpoints can be read", none.Message, StringComparison.Ordinal);
        Assert.Contains("checkpoint-00000005", none.InnerException!.Message, StringComparison.Ordinal);

        void Load(string path)
        {
            using Stream file = RealFiles.OpenRead(path);
            read.Add(SampleCheckpoint.Read(file, path));
        }

        void Damage(int number)
        {
            string path = folder.Files.Single(file => file.Number == number).Path;
            byte[] bytes = File.ReadAllBytes(path);
            bytes[^40] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void AnotherModelsCheckpoint_IsNoDamage()
    {
        using var temporary = new TemporaryFolder();
        var folder = new CheckpointFolder(temporary.Path);
        folder.Save(Save(1));
        folder.Save(Save(2));
        int asked = 0;
        Assert.Throws<CheckpointMismatchException>(() => folder.LoadLatest(_ =>
        {
            asked++;
            throw new CheckpointMismatchException("another model");
        }));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void ASaveThatFails_RemovesNothing()
    {
        using var temporary = new TemporaryFolder();
        var folder = new CheckpointFolder(temporary.Path, keepLast: 1, keepBest: 0);
        folder.Save(Save(1));
        Assert.Throws<IOException>(() => folder.Save(_ => throw new IOException("full")));
        Assert.Contains("wrote no file", Assert.Throws<IOException>(() => folder.Save(_ => { })).Message, StringComparison.Ordinal);
        Assert.Equal([1], folder.Files.Select(file => file.Number));
        folder.Save(Save(2));
        Assert.Equal([2], folder.Files.Select(file => file.Number));
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        using var temporary = new TemporaryFolder();
        Assert.Throws<ArgumentNullException>("path", () => new CheckpointFolder(null!));
        Assert.Throws<ArgumentOutOfRangeException>("keepLast", () => new CheckpointFolder(temporary["x"], keepLast: 0));
        Assert.Throws<ArgumentOutOfRangeException>("keepBest", () => new CheckpointFolder(temporary["x"], keepBest: -1));
        Assert.Empty(temporary.Names);
        var folder = new CheckpointFolder(temporary["x"]);
        Assert.Throws<ArgumentNullException>("save", () => folder.Save(null!));
        Assert.Throws<ArgumentNullException>("load", () => folder.LoadLatest(null!));
    }

    private static Action<string> Save(int number) =>
        path => SafeFile.Write(RealFiles.Instance, path, file => SampleCheckpoint.Write(file, number, 10));
}
