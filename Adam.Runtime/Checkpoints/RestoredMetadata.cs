using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Adam.Configs;
using Adam.Lanes;
using Adam.Numbers;
using Adam.Shared;
using Adam.State;

namespace Adam.Checkpoints;

/// <summary>The texts of a checkpoint, read and compared with an optimizer, and set when all else is certain.</summary>
internal sealed class RestoredMetadata
{
    public static readonly RestoredMetadata None = new();

    private AdamConfigDocument? _config;
    private float? _scale;
    private PlateauState? _plateau;
    private long? _growthCounter;
    private long _skipped;

    /// <summary>Micro-steps of an accumulator.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<HyperparameterDifference> Differences { get; private set; } = [];

    /// <summary>Why the numbers could not be compared.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Reads all. What is another structure is added to the differences; what is no text of ours is an error.</summary>
    public static RestoredMetadata Of(
        in OptimizerParts parts, IReadOnlyDictionary<string, string> metadata, OptimizerState? state, LoadOptions options, string? file, List<CheckpointDifference> differences)
    {
        var restored = new RestoredMetadata();
        AdamOptimizer optimizer = parts.Optimizer;
        Compare(OptimizerMetadata.Structure, OptimizerMetadata.StructureOf(optimizer), metadata, differences, "stages", "give the class the same [AdamConfig] arguments");
        if (OptimizerMetadata.ExcludedOf(state, optimizer) is { } excluded && metadata.ContainsKey(OptimizerMetadata.Excluded) && !options.AllowMissing && !options.AllowSuperfluous && options.Rename is null)
        {
            Compare(OptimizerMetadata.Excluded, excluded, metadata, differences, "exclusions from weight decay", "call ExcludeFromWeightDecay with the same before Build");
        }

        if (!OptimizerMetadata.Number(metadata.GetValueOrDefault(OptimizerMetadata.SkippedSteps), out restored._skipped))
        {
            throw Bad(file, OptimizerMetadata.SkippedSteps, metadata);
        }

        restored.ReadScale(parts.Scaled, metadata, options, file, differences);
        restored.ReadAccumulator(parts.Accumulator, metadata, options, file, differences);
        restored.ReadPlateau(metadata, options, file, differences);
        restored.ReadConfig(optimizer, metadata, options, file);
        return restored;
    }

    /// <summary>Takes over what may be refused: a plateau's state, and the numbers, where that was asked for. After an error all is as it was.</summary>
    public void SetNumbers(AdamOptimizer optimizer, LoadOptions options)
    {
        PlateauState? before = options.Plateau?.GetState();
        if (_plateau is { } plateau)
        {
            options.Plateau!.SetState(plateau);
        }

        try
        {
            SetHyperparameters(optimizer);
        }
        catch
        {
            options.Plateau?.SetState(before!);
            throw;
        }
    }

    private void SetHyperparameters(AdamOptimizer optimizer)
    {
        if (_config is null)
        {
            return;
        }

        OptimizerNumbers numbers = optimizer.Numbers;
        Hyperparameter[] before = Options.All.Select(option => numbers[option]).ToArray();
        try
        {
            Set(optimizer, option => _config.Values.Parameter(option) ?? Hyperparameter.None);
        }
        catch
        {
            Set(optimizer, option => before[option.Index]);
            throw;
        }
    }

    public void Commit(in OptimizerParts parts)
    {
        parts.Optimizer.Runner.SkippedSteps = _skipped;
        if (parts.Scaled is { } scaled && _scale is { } scale)
        {
            scaled.State.Value = scale;
            scaled.State.GrowthCounter = _growthCounter ?? 0;
        }
    }

    private static void Set(AdamOptimizer optimizer, Func<Option, Hyperparameter> numbers)
    {
        foreach (Option option in Options.All)
        {
            if (option.IsNumber && (option.Stage == Stages.None || optimizer.Stages.Has(option.Stage)))
            {
                optimizer.Numbers.Set(option, numbers(option));
            }
        }
    }

    private static void Compare(
        string key, string own, IReadOnlyDictionary<string, string> metadata, List<CheckpointDifference> differences, string what, string fix)
    {
        string inFile = metadata.GetValueOrDefault(key, "");
        if (inFile != own)
        {
            differences.Add(new(CheckpointDifferenceKind.Structure, key, $"The {what} were [{inFile.ReplaceLineEndings(", ")}] and are [{own.ReplaceLineEndings(", ")}]; {fix}."));
        }
    }

    private void ReadScale(LossScaleOptimizer? scaled, IReadOnlyDictionary<string, string> metadata, LoadOptions options, string? file, List<CheckpointDifference> differences)
    {
        const string Key = OptimizerMetadata.LossScale;
        if (!Has(Key, scaled is not null, metadata, options, differences, "a loss scale", "load it by a LossScaleOptimizer"))
        {
            return;
        }

        string[] words = metadata[Key].Split(' ');
        if (words.Length != 2 || !uint.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint bits)
            || (words[1] != "fixed" && !OptimizerMetadata.Number(words[1], out _)))
        {
            throw Bad(file, Key, metadata);
        }

        float scale = BitConverter.UInt32BitsToSingle(bits);
        _scale = scale;
        _growthCounter = words[1] == "fixed" ? null : long.Parse(words[1], CultureInfo.InvariantCulture);
        if (scaled!.IsDynamic != _growthCounter is not null || (!scaled.IsDynamic && !scaled.Scale.Equals(scale)))
        {
            differences.Add(new(CheckpointDifferenceKind.Structure, Key, $"The loss scale was {Described(scale, _growthCounter)} and is {Described(scaled.Scale, scaled.GrowthCounter)}; give the optimizer one of the same kind."));
        }
    }

    private void ReadAccumulator(GradientAccumulator? accumulator, IReadOnlyDictionary<string, string> metadata, LoadOptions options, string? file, List<CheckpointDifference> differences)
    {
        const string Key = OptimizerMetadata.Accumulator;
        if (!Has(Key, accumulator is not null, metadata, options, differences, "the sums of an accumulator", "load it by a GradientAccumulator"))
        {
            return;
        }

        string[] words = metadata[Key].Split(' ');
        if (words.Length != 3 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int steps) || !Enum.TryParse(words[2], out GradientReduction reduction))
        {
            throw Bad(file, Key, metadata);
        }

        Count = count;
        if (steps != accumulator!.MicroSteps || reduction != accumulator.Reduction || count > steps)
        {
            differences.Add(new(
                CheckpointDifferenceKind.Structure, Key, $"The accumulator took {steps} micro-steps to a {reduction} and takes {accumulator.MicroSteps} to a {accumulator.Reduction}; make it with the same."));
        }
    }

    private void ReadPlateau(IReadOnlyDictionary<string, string> metadata, LoadOptions options, string? file, List<CheckpointDifference> differences)
    {
        const string Key = OptimizerMetadata.Plateau;
        if (!Has(Key, options.Plateau is not null, metadata, options, differences, "the state of a plateau rule", "give it in `LoadOptions.Plateau`"))
        {
            return;
        }

        string[] words = metadata[Key].Split(' ');
        if (words.Length != 3 || !ulong.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong best)
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int bad) || !int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out int left))
        {
            throw Bad(file, Key, metadata);
        }

        _plateau = new PlateauState(BitConverter.UInt64BitsToDouble(best), bad, left);
    }

    /// <summary>Whether both sides have a part; where one has it alone, that differs unless it is allowed.</summary>
    private static bool Has(
        string key, bool own, IReadOnlyDictionary<string, string> metadata, LoadOptions options, List<CheckpointDifference> differences, string what, string fix)
    {
        bool inFile = metadata.ContainsKey(key);
        if (inFile && !own && !options.AllowSuperfluous)
        {
            differences.Add(new(CheckpointDifferenceKind.Structure, key, $"The checkpoint has {what}, which the optimizer has not; {fix}, or allow what is superfluous."));
        }
        else if (!inFile && own && !options.AllowMissing)
        {
            differences.Add(new(CheckpointDifferenceKind.Structure, key, $"The checkpoint lacks {what}, which the optimizer has; load the optimizer inside of it, or allow what is missing."));
        }

        return inFile && own;
    }

    private void ReadConfig(AdamOptimizer optimizer, IReadOnlyDictionary<string, string> metadata, LoadOptions options, string? file)
    {
        if (!metadata.TryGetValue(OptimizerMetadata.Config, out string? text))
        {
            Unknown = metadata.GetValueOrDefault(OptimizerMetadata.ConfigMissing, "the checkpoint has no configuration.");
            if (options.Hyperparameters)
            {
                throw new CheckpointException(file, null, "it has no hyper-parameters: " + Unknown);
            }

            return;
        }

        try
        {
            AdamConfigDocument config = AdamConfigDocument.Parse(text, options.Registry);
            _config = options.Hyperparameters ? config : null;
            Differences = Between(config.ToJson(), optimizer.GetConfig(options.Registry).ToJson());
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException && !options.Hyperparameters)
        {
            // A callable, or a schedule that the registry does not know: the state is right all the same.
            Unknown = e.Message;
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(file, null, "its hyper-parameters cannot be read: " + e.Message, e);
        }
    }

    private static List<HyperparameterDifference> Between(string inFile, string own)
    {
        using JsonDocument first = JsonDocument.Parse(inFile);
        using JsonDocument second = JsonDocument.Parse(own);
        Dictionary<string, string> other = second.RootElement.GetProperty("config").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText());
        List<HyperparameterDifference> differences = [];
        foreach (JsonProperty property in first.RootElement.GetProperty("config").EnumerateObject())
        {
            string? mine = other.Remove(property.Name, out string? value) ? value : null;
            string theirs = property.Value.GetRawText();
            if (property.Name != "name" && mine != theirs)
            {
                differences.Add(new HyperparameterDifference(property.Name, theirs, mine));
            }
        }

        differences.AddRange(other.Where(pair => pair.Key != "name").Select(pair => new HyperparameterDifference(pair.Key, null, pair.Value)));
        return differences;
    }

    private static string Described(float scale, long? counter) => counter is null ? $"fixed at {scale.ToString("R", CultureInfo.InvariantCulture)}" : "dynamic";

    private static CheckpointException Bad(string? file, string key, IReadOnlyDictionary<string, string> metadata) =>
        new(file, null, $"`{key}` is '{Configs.ConfigText.Shortened(metadata.GetValueOrDefault(key, ""))}', which no version of the library has written.");
}
