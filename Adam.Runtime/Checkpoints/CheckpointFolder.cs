using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Adam.Checkpoints;

namespace Adam;

/// <summary>
/// A folder of checkpoints: each save is a file of its own, the last ones and the best ones are kept, and the latest that is whole is loaded.
/// </summary>
/// <remarks>
/// Files are called <c>checkpoint-00000012.safetensors</c>, or <c>checkpoint-00000012_0.25.safetensors</c> with a score, and their numbers grow with each save; other files of
/// the folder are left alone. One writer at a time; any number of readers. Not thread-safe.
/// </remarks>
public sealed class CheckpointFolder
{
    private readonly int _keepLast;
    private readonly int _keepBest;
    private readonly bool _lowerIsBetter;

    /// <summary>A folder, which is made if it is not there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="keepLast">How many of the latest files stay; at least 1.</param>
    /// <param name="keepBest">How many of the files with the best scores stay beside them; 0 for none.</param>
    /// <param name="lowerIsBetter">Whether a lower score is better, as with a loss; false for an accuracy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keepLast"/> is less than 1, or <paramref name="keepBest"/> negative.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public CheckpointFolder(string path, int keepLast = 3, int keepBest = 1, bool lowerIsBetter = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(keepLast, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(keepBest);
        Path = Directory.CreateDirectory(path).FullName;
        _keepLast = keepLast;
        _keepBest = keepBest;
        _lowerIsBetter = lowerIsBetter;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The checkpoints that are there now, the oldest first.</summary>
    public IReadOnlyList<CheckpointFile> Files =>
        [.. Directory.EnumerateFiles(Path).Select(CheckpointFile.Parse).OfType<CheckpointFile>().OrderBy(file => file.Number)];

    /// <summary>The checkpoint with the best score, the latest of several; null if none has a score.</summary>
    public CheckpointFile? Best => Ranked(Files).FirstOrDefault();

    /// <summary>Saves into the next file, and then removes those that need not be kept. The file that was just saved always stays.</summary>
    /// <param name="save">Writes a checkpoint to the path that it is given, for example <c>optimizer.Save</c>.</param>
    /// <param name="score">What tells the best ones; null or NaN: this one is none of them.</param>
    /// <returns>The new file.</returns>
    /// <remarks>A file that cannot be removed, because somebody reads it, is tried again at the next save.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="save"/> is null.</exception>
    /// <exception cref="IOException"><paramref name="save"/> made no file.</exception>
    public CheckpointFile Save(Action<string> save, double? score = null)
    {
        ArgumentNullException.ThrowIfNull(save);
        long number = checked((Files is [.., var last] ? last.Number : 0) + 1);
        CheckpointFile file = CheckpointFile.Of(Path, number, score is double.NaN ? null : score);
        save(file.Path);
        if (!File.Exists(file.Path))
        {
            throw new IOException($"`save` returned and wrote no file '{file.Path}'; it must write to the path that it is given.");
        }

        foreach (CheckpointFile old in Superfluous(Files))
        {
            try
            {
                File.Delete(old.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }

        return file;
    }

    /// <summary>Loads the latest checkpoint that is whole.</summary>
    /// <param name="load">Reads the checkpoint at the path that it is given, all or nothing, for example <c>path => optimizer.Load(path)</c>.</param>
    /// <returns>What was loaded, and which later files were damaged; null if the folder has no checkpoint.</returns>
    /// <remarks>
    /// A file counts as damaged if <paramref name="load"/> throws an <see cref="IOException"/>, such as <see cref="CheckpointException"/>. Any other exception, such as
    /// <see cref="CheckpointMismatchException"/>, passes through: an older file of another model would be no better.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="load"/> is null.</exception>
    /// <exception cref="CheckpointException">There are checkpoints and none is whole; the inner exception is that of the latest.</exception>
    public CheckpointRestored? LoadLatest(Action<string> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        List<CheckpointRefused> refused = [];
        foreach (CheckpointFile file in Files.Reverse())
        {
            try
            {
                load(file.Path);
                return new CheckpointRestored(file, refused);
            }
            catch (IOException e)
            {
                refused.Add(new CheckpointRefused(file, e));
            }
        }

        // To begin anew here would in the end remove what could perhaps be saved.
        return refused.Count == 0
            ? null
            : throw new CheckpointException(
                Path, null, $"none of its {refused.Count} checkpoints can be read; the latest one says: {refused[0].Reason.Message}", refused[0].Reason);
    }

    private IEnumerable<CheckpointFile> Superfluous(IReadOnlyList<CheckpointFile> files) =>
        files.SkipLast(_keepLast).Except(Ranked(files).Take(_keepBest));

    /// <summary>The best first, of equal ones the latest.</summary>
    private IEnumerable<CheckpointFile> Ranked(IReadOnlyList<CheckpointFile> files) => files
        .Where(file => file.Score is not null)
        .OrderBy(file => _lowerIsBetter ? file.Score : -file.Score)
        .ThenByDescending(file => file.Number);
}
