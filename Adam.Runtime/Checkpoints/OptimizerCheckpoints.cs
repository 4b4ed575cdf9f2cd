using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Adam.Checkpoints;
using Adam.Checkpoints.Files;
using Adam.Elements;

namespace Adam;

/// <summary>Saving and loading of an <see cref="AdamOptimizer"/>, a <see cref="LossScaleOptimizer"/> or a <see cref="GradientAccumulator"/>, each with all that it holds, in one file.</summary>
/// <remarks>
/// A checkpoint has everything that the next step depends on: variables, slots, the step counter, structure, configuration, exclusions,
/// loss scale and sums. n steps, a checkpoint, and k steps of another process give the bits of n + k steps.
/// </remarks>
public static class OptimizerCheckpoints
{
    /// <summary>Saves into a file, which is the old one or the new one at every instant.</summary>
    /// <param name="optimizer">What is saved; a callback of a step may do that too.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">What is left out; null for nothing.</param>
    /// <exception cref="ArgumentNullException">The optimizer or the path is null.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="InvalidOperationException">Another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public static void Save(this IAdamOptimizer optimizer, string path, SaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        Snapshot(optimizer, options, snapshot => SafeFile.Write(RealFiles.Instance, path, file => CheckpointWriter.Write(file, snapshot.Tensors, snapshot.Metadata)));
    }

    /// <summary>Saves to a stream, in one pass; it need not be able to seek and is not flushed.</summary>
    /// <inheritdoc cref="Save(IAdamOptimizer, string, SaveOptions)" path="/param|/exception"/>
    /// <param name="optimizer">What is saved.</param>
    /// <param name="stream">Gets the checkpoint, from where it stands.</param>
    /// <param name="options">What is left out; null for nothing.</param>
    public static void Save(this IAdamOptimizer optimizer, Stream stream, SaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Snapshot(optimizer, options, snapshot => CheckpointWriter.Write(stream, snapshot.Tensors, snapshot.Metadata));
    }

    /// <summary>Copies what it saves before it returns, and writes the file meanwhile; steps may go on at once.</summary>
    /// <remarks>The copy takes as much memory as the checkpoint until the task ends, and the time of copying it on the caller's thread.</remarks>
    /// <inheritdoc cref="Save(IAdamOptimizer, string, SaveOptions)" path="/exception"/>
    /// <param name="optimizer">What is saved.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">What is left out; null for nothing.</param>
    /// <param name="cancellation">Stops the writing; the old file is then still there.</param>
    public static Task SaveAsync(this IAdamOptimizer optimizer, string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        OptimizerSnapshot copy = Copied(optimizer, options);
        return Task.Run(() => SafeFile.Write(RealFiles.Instance, path, file => CheckpointWriter.Write(file, copy.Tensors, copy.Metadata, cancellation)), cancellation);
    }

    /// <summary>Copies what it saves before it returns, and writes to the stream meanwhile.</summary>
    /// <inheritdoc cref="SaveAsync(IAdamOptimizer, string, SaveOptions, CancellationToken)" path="/remarks|/exception"/>
    /// <param name="optimizer">What is saved.</param>
    /// <param name="stream">Gets the checkpoint, from where it stands; nobody else may use it meanwhile.</param>
    /// <param name="options">What is left out; null for nothing.</param>
    /// <param name="cancellation">Stops the writing; a part is then written.</param>
    public static Task SaveAsync(this IAdamOptimizer optimizer, Stream stream, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        OptimizerSnapshot copy = Copied(optimizer, options);
        return Task.Run(() => CheckpointWriter.Write(stream, copy.Tensors, copy.Metadata, cancellation), cancellation);
    }

    /// <summary>Loads a checkpoint by name, all or nothing: after an exception everything is as it was.</summary>
    /// <param name="optimizer">What it is loaded into. Built, it is replaced; else the call builds it with the variables.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What may differ; null for nothing.</param>
    /// <param name="variables">The model's variables, where the optimizer is not built yet.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentNullException">The optimizer or the path is null.</exception>
    /// <exception cref="CheckpointException">The file is damaged, hostile, of a newer version or another program's.</exception>
    /// <exception cref="CheckpointMismatchException">The checkpoint is of another model or class; the exception lists every difference.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another call runs, or the optimizer is not built and no variables are given.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public static LoadResult Load(this IAdamOptimizer optimizer, string path, LoadOptions? options = null, params ReadOnlySpan<AdamVariable> variables)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(path);
        using Stream file = RealFiles.OpenRead(path);
        return Load(optimizer, file, path, options, variables);
    }

    /// <summary>Loads a checkpoint from a stream, in one pass to its end; it need not be able to seek.</summary>
    /// <inheritdoc cref="Load(IAdamOptimizer, string, LoadOptions, ReadOnlySpan{AdamVariable})" path="/returns|/exception"/>
    /// <param name="optimizer">What it is loaded into. Built, it is replaced; else the call builds it with the variables.</param>
    /// <param name="stream">Stands at the checkpoint's first byte.</param>
    /// <param name="options">What may differ; null for nothing.</param>
    /// <param name="variables">The model's variables, where the optimizer is not built yet.</param>
    public static LoadResult Load(this IAdamOptimizer optimizer, Stream stream, LoadOptions? options = null, params ReadOnlySpan<AdamVariable> variables)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(stream);
        return Load(optimizer, stream, null, options, variables);
    }

    private static LoadResult Load(IAdamOptimizer optimizer, Stream stream, string? file, LoadOptions? options, ReadOnlySpan<AdamVariable> variables)
    {
        OptimizerParts parts = OptimizerParts.Of(optimizer);
        AdamVariable[] list = variables.ToArray();
        LoadResult? result = null;
        parts.Change(() =>
        {
            var reader = new CheckpointReader(stream, file);
            using var restore = new OptimizerRestore(parts, options ?? new LoadOptions(), file);
            result = restore.Run(reader, list);
        });
        return result!;
    }

    private static OptimizerSnapshot Copied(IAdamOptimizer optimizer, SaveOptions? options)
    {
        OptimizerSnapshot? copy = null;
        Snapshot(optimizer, options, snapshot => copy = snapshot.Copy());
        return copy!;
    }

    private static void Snapshot(IAdamOptimizer optimizer, SaveOptions? options, Action<OptimizerSnapshot> use)
    {
        OptimizerParts parts = OptimizerParts.Of(optimizer);
        parts.Read(() =>
        {
            var pins = new Pins();
            try
            {
                use(OptimizerSnapshot.Of(in parts, options ?? new SaveOptions(), pins));
            }
            finally
            {
                pins.Release();
            }
        });
    }
}
