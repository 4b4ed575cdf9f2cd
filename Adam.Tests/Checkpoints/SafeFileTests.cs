using System;
using System.IO;
using System.Linq;
using Adam.Checkpoints.Files;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>Whatever fails, and whenever the machine dies, the path leads to the old checkpoint or to the new one, whole.</summary>
public sealed class SafeFileTests(ITestOutputHelper output)
{
    private const int Pieces = 5;

    private static readonly byte[] Old = SampleCheckpoint.File(1, 20);
    private static readonly byte[] New = SampleCheckpoint.File(2, 30);

    [Theory]
    [InlineData((int)Fault.Before)]
    [InlineData((int)Fault.After)]
    [InlineData((int)Fault.ForEver)]
    public void EachStep_Failing_LeavesTheOldOrTheNew_AndNothingElse(int kind)
    {
        Fault fault = (Fault)kind;
        int cases = 0;
        foreach (bool hadOld in (bool[])[true, false])
        {
            for (int step = 1; ; step++, cases++)
            {
                using var folder = new TemporaryFolder();
                if (hadOld)
                {
                    File.WriteAllBytes(folder["a"], Old);
                }

                var files = new FaultyFiles(RealFiles.Instance, step, fault);
                Exception? failure = Record.Exception(() => SafeFile.Write(files, folder["a"], Write));
                byte[]? seen = File.Exists(folder["a"]) ? File.ReadAllBytes(folder["a"]) : null;
                if (failure is null)
                {
                    Assert.Equal(New, seen);
                    Assert.True(files.Steps < step);
                    Assert.Equal(["a"], folder.Names);

                    // Resolve, Create, the writes, Flush, Replace, FlushFolder.
                    Assert.Equal(5 + Pieces, step - 1);
                    break;
                }

                Assert.IsType<IOException>(failure);
                bool isNew = seen is not null && seen.SequenceEqual(New);
                Assert.True(isNew || (hadOld ? seen!.SequenceEqual(Old) : seen is null), $"step {step}");

                // Once the new one has its name, an error is one of durability alone.
                Assert.Equal(step >= 5 + Pieces || (fault == Fault.After && step == 4 + Pieces), isNew);
                if (fault != Fault.ForEver)
                {
                    Assert.Equal(hadOld || isNew ? ["a"] : [], folder.Names);
                }
            }
        }

        output.WriteLine($"files: {cases} cases of a step that fails ({fault}).");
    }

    [Fact]
    public void EachStep_Crashing_LeavesTheOldOrTheNew()
    {
        int cases = 0;
        foreach (bool hadOld in (bool[])[true, false])
        {
            for (int step = 1; ; step++)
            {
                var disk = new ModelDisk(step);
                if (hadOld)
                {
                    disk.Put("/f/a", Old);
                }

                Exception? failure = Record.Exception(() => SafeFile.Write(disk, "/f/a", Write));
                byte[]? seen = disk.Seen("/f/a");
                Assert.True(seen is null ? !hadOld : seen.SequenceEqual(Old) || seen.SequenceEqual(New), "What a reader sees is half.");
                foreach (byte[]? content in disk.AfterCrash("/f/a"))
                {
                    cases++;
                    bool isNew = content is not null && content.SequenceEqual(New);
                    bool isOld = hadOld ? content is not null && content.SequenceEqual(Old) : content is null;
                    Assert.True(isNew || (isOld && failure is not null), $"A crash at step {step} left {content?.Length ?? -1} bytes, {(failure is null ? "after the save had returned" : "while it was saved")}.");
                }

                if (!disk.Crashed)
                {
                    // Create, the writes, Flush, Replace, FlushFolder: none of them was without its crash.
                    Assert.Equal(4 + Pieces, disk.Steps);
                    break;
                }
            }
        }

        output.WriteLine($"files: {cases} states of a disk after a crash.");
    }

    [Fact]
    public void AReader_WhoOpenedBefore_SeesTheOld_AndOneWhoOpensMeanwhile_Too()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], Old);
        using Stream before = RealFiles.OpenRead(folder["a"]);
        SafeFile.Write(RealFiles.Instance, folder["a"], file =>
        {
            Write(file);
            Assert.Equal(Old, File.ReadAllBytes(folder["a"]));
        });
        Assert.Equal(New, File.ReadAllBytes(folder["a"]));
        var copy = new MemoryStream();
        before.CopyTo(copy);
        Assert.Equal(Old, copy.ToArray());
    }

    [Fact]
    public void Permissions_AreThoseOfTheOldFile()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        using var folder = new TemporaryFolder();
        SafeFile.Write(RealFiles.Instance, folder["fresh"], Write);
        File.WriteAllBytes(folder["usual"], []);
        Assert.Equal(Mode(folder["usual"]), Mode(folder["fresh"]));
        foreach (UnixFileMode mode in (UnixFileMode[])[UnixFileMode.UserRead | UnixFileMode.UserWrite, (UnixFileMode)0b110_110_110, (UnixFileMode)0b100_100_000])
        {
            File.WriteAllBytes(folder["a"], Old);
            File.SetUnixFileMode(folder["a"], mode);
            SafeFile.Write(RealFiles.Instance, folder["a"], _ => Assert.Equal(mode, Mode(Directory.GetFiles(folder.Path, ".*")[0])));
            Assert.Equal(mode, Mode(folder["a"]));
            File.Delete(folder["a"]);
        }

        static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
    }

    [Fact]
    public void ALink_StaysALink()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["other"]);
        File.WriteAllBytes(folder["other/real"], Old);
        File.CreateSymbolicLink(folder["second"], folder["other/real"]);
        File.CreateSymbolicLink(folder["first"], "second");
        SafeFile.Write(RealFiles.Instance, folder["first"], Write);
        Assert.NotNull(new FileInfo(folder["first"]).LinkTarget);
        Assert.Equal(New, File.ReadAllBytes(folder["other/real"]));
        Assert.Equal(["first", "other", "second"], folder.Names);
    }

    [Fact]
    public void AnAbandonedFile_IsRemoved_AndOneThatIsBeingWrittenIsNot()
    {
        using var folder = new TemporaryFolder();
        string[] temporary = [];
        SafeFile.Write(RealFiles.Instance, folder["a"], outer =>
        {
            temporary = folder.Names;
            Write(outer);

            // The same path, meanwhile: the last to finish wins, and neither disturbs the other.
            SafeFile.Write(RealFiles.Instance, folder["a"], inner => inner.Write(Old));
            Assert.Equal(Old, File.ReadAllBytes(folder["a"]));
            Assert.Equal([.. temporary, "a"], folder.Names);
        });
        Assert.Equal(New, File.ReadAllBytes(folder["a"]));

        // As a process that was killed leaves it; another file's is not ours to remove.
        string ofAnother = temporary[0].Replace(temporary[0][1..9], "00000000", StringComparison.Ordinal);
        File.WriteAllBytes(folder[temporary[0]], [1]);
        File.WriteAllBytes(folder[ofAnother], [1]);
        SafeFile.Write(RealFiles.Instance, folder["a"], Write);
        Assert.Equal(new[] { ofAnother, "a" }.Order(StringComparer.Ordinal), folder.Names);
    }

    [Fact]
    public void NamesAsLongAsTheyMayBe_Work()
    {
        using var folder = new TemporaryFolder();
        string name = new('x', 255);
        SafeFile.Write(RealFiles.Instance, folder[name], Write);
        Assert.Equal([name], folder.Names);
    }

    [Fact]
    public void AFolderInItsPlace_AndAFolderThatIsMissing_AreRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["a"]);
        Assert.Contains("leads to a folder", Assert.Throws<IOException>(() => SafeFile.Write(RealFiles.Instance, folder["a"], Write)).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => SafeFile.Write(RealFiles.Instance, folder["none/a"], Write));
        Assert.Equal(["a"], folder.Names);
    }

    [Fact]
    public void ADiskThatIsFull_AndAFolderThatIsReadOnly_LeaveTheOld()
    {
        using var folder = new TemporaryFolder();
        string disk = Directory.CreateDirectory(folder["disk"]).FullName;
        string path = Path.Combine(disk, "a");
        if (Shell.Try("mount", "-t", "tmpfs", "-o", "size=256k", "none", disk) is { } reason)
        {
            Assert.Skip($"No small disk can be mounted here: {reason}");
        }

        try
        {
            SafeFile.Write(RealFiles.Instance, path, file => SampleCheckpoint.Write(file, 1, 20));
            Assert.Throws<IOException>(() => SafeFile.Write(RealFiles.Instance, path, file => SampleCheckpoint.Write(file, 2, 200_000)));
            Assert.Equal(Old, File.ReadAllBytes(path));
            Assert.Equal(["a"], Directory.GetFileSystemEntries(disk).Select(Path.GetFileName));
            Assert.Null(Shell.Try("mount", "-o", "remount,ro", disk));
            Assert.ThrowsAny<Exception>(() => SafeFile.Write(RealFiles.Instance, path, Write));
            Assert.Equal(Old, File.ReadAllBytes(path));
        }
        finally
        {
            Shell.Try("umount", disk);
        }
    }

    /// <summary>In pieces, each of which may be where it ends.</summary>
    private static void Write(Stream file)
    {
        int piece = (New.Length / Pieces) + 1;
        for (int at = 0; at < New.Length; at += piece)
        {
            file.Write(New.AsSpan(at, Math.Min(piece, New.Length - at)));
        }
    }
}
