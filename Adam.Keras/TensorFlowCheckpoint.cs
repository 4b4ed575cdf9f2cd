using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Keras.Data;
using Adam.Keras.TensorFlow;

namespace Adam.Keras;

/// <summary>
/// A checkpoint of TensorFlow 2: an <c>.index</c> and <c>.data-*</c> files. Every block of the index and every tensor is verified with its
/// checksum when it is read. Works ahead of time.
/// </summary>
/// <remarks>The index is in memory; data files are opened when a tensor is read. Not thread-safe.</remarks>
public sealed class TensorFlowCheckpoint
{
    private readonly Bundle _bundle;
    private readonly Lazy<ObjectGraph?> _graph;

    private TensorFlowCheckpoint(Bundle bundle)
    {
        _bundle = bundle;
        _graph = new Lazy<ObjectGraph?>(bundle.ReadGraph);
        Tensors = [.. bundle.Entries.Select(entry => new TensorFlowTensor(entry.Key, entry.Value.Element, entry.Value.Shape, entry.Value.Slices.Count > 0))];
    }

    /// <summary>The common beginning of the files' names.</summary>
    public string Prefix => _bundle.Prefix;

    /// <summary>All tensors, in the order of their names as bytes.</summary>
    public IReadOnlyList<TensorFlowTensor> Tensors { get; }

    internal ObjectGraph? Graph => _graph.Value;

    /// <summary>Reads the index.</summary>
    /// <param name="prefix">The name that the checkpoint was saved under, or that of its index file.</param>
    /// <exception cref="KerasException">There is no such checkpoint, or its index is damaged or compressed.</exception>
    public static TensorFlowCheckpoint Open(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        const string Extension = ".index";
        string start = prefix.EndsWith(Extension, StringComparison.Ordinal) ? prefix[..^Extension.Length] : prefix;
        using FileSource index = FileSource.Open(start + Extension);
        return new TensorFlowCheckpoint(Bundle.Read(start, index));
    }

    /// <summary>Reads one tensor, whole, from as many slices and data files as it lies in.</summary>
    /// <param name="name">Its name; see <see cref="Tensors"/>.</param>
    /// <exception cref="KerasException">There is no such tensor, a data file is missing, or its bytes are not those that were saved.</exception>
    public KerasVariable Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _bundle.Read(name);
    }

    /// <summary>The optimizers whose state it holds, as <see cref="KerasReadOptions.Optimizer"/> takes them; other ones than Adam included.</summary>
    public IReadOnlyList<string> Optimizers => [.. OptimizerFinder.Find(this).Select(found => found.Prefix)];

    /// <summary>Reads the state of one optimizer.</summary>
    /// <param name="options">Which one, and what the checkpoint does not tell; null: the only one.</param>
    /// <exception cref="KerasException">There is none, or several and none is named, or it is another optimizer's.</exception>
    public KerasOptimizerState ReadOptimizer(KerasReadOptions? options = null) =>
        OptimizerReader.Read(this, options ?? new KerasReadOptions());

    internal bool Has(string name) => _bundle.Entries.ContainsKey(name);

    internal IReadOnlyList<long> ShapeOf(string name) => _bundle.Entries[name].Shape;
}
