using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Elements;
using Adam.Gradients;
using Adam.Running;
using Adam.State;

namespace Adam.Checkpoints;

/// <summary>Brings a checkpoint back, all or nothing: compares everything with the header, reads into memory of its own, verifies, and only then changes anything.</summary>
/// <remarks>An optimizer that is not built gets a new state, whose slots are read into directly; it is dropped after an error.</remarks>
internal sealed class OptimizerRestore(OptimizerParts parts, LoadOptions options, string? file) : IDisposable
{
    private readonly AdamOptimizer _optimizer = parts.Optimizer;
    private readonly List<CheckpointDifference> _differences = [];
    private readonly List<(StateBuffer Buffer, ElementMemory From, OptimizerTensor To)> _copies = [];
    private readonly List<OptimizerTensor> _fresh = [];
    private readonly List<string> _superfluous = [];
    private readonly Dictionary<string, TensorBytes> _places = new(StringComparer.Ordinal);
    private readonly long[] _iterations = new long[1];
    private StepModel? _model;
    private StepModel? _new;
    private GradientSums? _sums;

    public LoadResult Run(CheckpointReader reader, ReadOnlySpan<AdamVariable> variables)
    {
        if (options.State && !reader.IsOurs)
        {
            throw new CheckpointException(file, null, "it has no state of an optimizer, as another program has written it; `State = false` loads variables by name.");
        }

        _model = Model(variables, reader);
        IReadOnlyDictionary<string, string> metadata = reader.Metadata;
        RestoredMetadata restored = options.State ? RestoredMetadata.Of(in parts, metadata, _model?.State, options, file, _differences) : RestoredMetadata.None;
        bool hasVariables = Place(reader);
        if (_differences.Count > 0)
        {
            throw new CheckpointMismatchException(_differences, file);
        }

        reader.Read(tensor => _places.GetValueOrDefault(tensor.Name));
        if (_iterations[0] < 0)
        {
            throw new CheckpointException(file, OptimizerTensors.Iterations, $"it is {_iterations[0]}; it counts steps and must not be negative.");
        }

        if (restored.Count > 0 != _sums is not null)
        {
            throw new CheckpointException(file, null, $"it has {restored.Count} micro-steps and {(_sums is null ? "no" : "some")} sums; there must be both or neither.");
        }

        var pins = new Pins();
        try
        {
            // All that can fail comes first: memory of managers is asked for, numbers are set and set back.
            ElementMemory[] destinations = [.. _copies.Select(copy => Pinned(copy.To, pins))];
            ElementMemory[] averages = [.. _fresh.Where(tensor => tensor.Slot == SlotKind.Average).Select(tensor => Pinned(VariableOf(tensor), pins))];
            restored.SetNumbers(_optimizer, options);
            Commit(restored, destinations, averages);
        }
        finally
        {
            pins.Release();
        }

        return new LoadResult
        {
            Iterations = _optimizer.Iterations,
            VariablesLoaded = hasVariables,
            Fresh = [.. _fresh.Select(tensor => tensor.Name)],
            Superfluous = _superfluous,
            Hyperparameters = restored.Differences,
            HyperparametersUnknown = restored.Unknown,
        };
    }

    public void Dispose()
    {
        _new?.Dispose();
        _copies.ForEach(copy => copy.Buffer.Dispose());
        _sums?.Dispose();
    }

    /// <summary>The state that is loaded into; a new one where there is none.</summary>
    private StepModel? Model(ReadOnlySpan<AdamVariable> variables, CheckpointReader reader)
    {
        if (_optimizer.Runner.Model is { } model)
        {
            if (!variables.IsEmpty)
            {
                // The same list, or an error.
                _optimizer.Runner.Build(variables);
            }

            return model;
        }

        if (!variables.IsEmpty)
        {
            return _new = _optimizer.Runner.NewModel(variables);
        }

        bool wasBuilt = !options.State || reader.Metadata.GetValueOrDefault(OptimizerMetadata.Built) != "false";
        return wasBuilt
            ? throw new InvalidOperationException("The optimizer has no variables yet and the checkpoint has; give Load the variables, or call Build with them first.")
            : null;
    }

    /// <summary>Gives each tensor of the file its place, and lists what differs.</summary>
    /// <returns>Whether variables are among them.</returns>
    private bool Place(CheckpointReader reader)
    {
        Dictionary<string, string> names = Renamed(reader);
        bool hasVariables = options.Variables && reader.Metadata.GetValueOrDefault(OptimizerMetadata.Variables) != "false";
        OptimizerState? state = _model?.State;
        List<OptimizerTensor> tensors = [.. OptimizerTensors.Of(state, hasVariables).Where(tensor => options.State || tensor.Slot is null)];
        Dictionary<string, SafetensorsTensor> found = reader.Tensors.ToDictionary(tensor => names[tensor.Name], StringComparer.Ordinal);
        List<ExpectedTensor> expected = [.. tensors.Select(tensor => new ExpectedTensor(tensor.Name, tensor.Type, OptimizerTensors.Shape(state!, tensor.Position)))];
        HashSet<string> passedOver = new(StringComparer.Ordinal);
        if (options.State)
        {
            expected.Add(new(OptimizerTensors.Iterations, TensorType.I64, []));
            _places[OptimizerTensors.Iterations] = TensorBytes.Of(_iterations);
            expected.AddRange(Sums(found));
        }

        if (!options.Variables || !options.State)
        {
            // What was not asked for is not superfluous: variables, or in a file of ours everything else.
            passedOver.UnionWith(found.Keys.Where(name => CheckpointNames.Parse(name) is not { Slot: null } ? !options.State && reader.IsOurs : !options.Variables));
        }

        foreach (CheckpointDifference difference in CheckpointDifferences.Between(expected, [.. found.Where(pair => !passedOver.Contains(pair.Key)).Select(pair => pair.Value with { Name = pair.Key })]))
        {
            if (difference.Kind == CheckpointDifferenceKind.Superfluous && options.AllowSuperfluous)
            {
                _superfluous.Add(difference.Name);
            }
            else if (difference.Kind == CheckpointDifferenceKind.Missing && options.AllowMissing && difference.Name != OptimizerTensors.Iterations)
            {
                _fresh.Add(tensors.Find(tensor => tensor.Name == difference.Name)!);
            }
            else
            {
                _differences.Add(difference);
            }
        }

        if (_differences.Count == 0)
        {
            HashSet<string> fresh = new(_fresh.Select(tensor => tensor.Name), StringComparer.Ordinal);
            tensors.FindAll(tensor => !fresh.Contains(tensor.Name)).ForEach(Place);
        }

        // The reader asks by the names of the file.
        foreach ((string inFile, string name) in names.Where(pair => pair.Key != pair.Value).ToArray())
        {
            if (_places.Remove(name, out TensorBytes? place))
            {
                _places.Add(inFile, place);
            }
        }

        return hasVariables && state is { Variables.Length: > 0 };
    }

    /// <summary>A new state's moments take their bytes at once; everything else waits until all is verified.</summary>
    private void Place(OptimizerTensor tensor)
    {
        if (_new is not null && tensor.Slot is not null)
        {
            _places[tensor.Name] = new ElementBytes(tensor.Memory);
            return;
        }

        var buffer = new StateBuffer(tensor.Memory.Bytes);
        ElementMemory memory = ElementMemory.FromPointer(buffer.Address(0), tensor.Memory.Length, tensor.Memory.Type);
        _copies.Add((buffer, memory, tensor));
        _places[tensor.Name] = new ElementBytes(memory);
    }

    /// <summary>Sums that an accumulator holds; a variable without a gradient so far has none.</summary>
    private List<ExpectedTensor> Sums(Dictionary<string, SafetensorsTensor> found)
    {
        List<ExpectedTensor> expected = [];
        string[] names = parts.Accumulator is null ? [] : OptimizerTensors.Names(_model?.State);
        for (int i = 0; i < names.Length; i++)
        {
            string name = CheckpointNames.OfSlot(names[i], "sum");
            if (found.ContainsKey(name))
            {
                ElementMemory like = _model!.State.Values[i];
                expected.Add(new(name, OptimizerTensors.TypeOf(like.Type), OptimizerTensors.Shape(_model.State, i)));
                _sums ??= new GradientSums(_model.State.Variables);
                _sums.Given[i] = true;
                _places[name] = new ElementBytes(_sums.Kept.All[i]);
            }
        }

        return expected;
    }

    /// <summary>For each name in the file that in the optimizer. Another program's names are those of variables, as they are.</summary>
    private Dictionary<string, string> Renamed(CheckpointReader reader)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in reader.Tensors)
        {
            string name = tensor.Name;
            if (!reader.IsOurs)
            {
                name = CheckpointNames.Escape(Renamed(name));
            }
            else if (CheckpointNames.Parse(name) is { } parsed)
            {
                string variable = CheckpointNames.OfOccurrence(Renamed(parsed.Variable), parsed.Occurrence);
                name = parsed.Slot is null ? variable : CheckpointNames.OfSlot(variable, parsed.Slot);
            }

            names.Add(tensor.Name, taken.Add(name) ? name : throw new InvalidOperationException($"`Rename` gives '{name}' to two tensors of the checkpoint; it must keep them apart."));
        }

        return names;
    }

    private string Renamed(string variable) => options.Rename is not { } rename ? variable
        : rename(variable) ?? throw new InvalidOperationException($"`Rename` gave null for '{variable}'; it must give a name.");

    private OptimizerTensor VariableOf(OptimizerTensor slot) => slot with { Slot = null, Memory = _model!.State.Values[slot.Position] };

    private ElementMemory Pinned(OptimizerTensor tensor, Pins pins) =>
        tensor.Slot is null ? pins.AddIfManaged(tensor.Memory, _model!.State.Variables[tensor.Position]) : tensor.Memory;

    /// <summary>Nothing in here can fail.</summary>
    private void Commit(RestoredMetadata restored, ElementMemory[] destinations, ElementMemory[] averages)
    {
        for (int i = 0; i < destinations.Length; i++)
        {
            _copies[i].From.CopyTo(in destinations[i]);
        }

        int average = 0;
        foreach (OptimizerTensor tensor in _fresh.Where(tensor => tensor.Slot is not null))
        {
            if (tensor.Slot == SlotKind.Average)
            {
                averages[average++].CopyTo(tensor.Memory);
            }
            else
            {
                Clear(tensor.Memory);
            }
        }

        if (options.State)
        {
            if (_new is not null)
            {
                _optimizer.Runner.AdoptLoaded(_new);
                _new = null;
            }

            _optimizer.Runner.Iterations = _iterations[0];
            restored.Commit(in parts);
            parts.Accumulator?.Restore(restored.Count, _sums);
            _sums = null;
        }
        else if (_new is not null)
        {
            // Variables alone do not build.
            _new.Dispose();
            _new = null;
        }
    }

    private static void Clear(ElementMemory memory)
    {
        var bytes = new ElementBytes(memory);
        for (long done = 0; done < bytes.Length;)
        {
            Span<byte> piece = bytes.From(done);
            piece.Clear();
            done += piece.Length;
        }
    }
}
