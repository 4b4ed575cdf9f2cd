using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Adam.Lanes;
using Adam.State;

namespace Adam.Checkpoints;

/// <summary>What a checkpoint says in texts: the class's structure, its configuration, exclusions, loss scale, accumulator.</summary>
internal static class OptimizerMetadata
{
    public const string Structure = "adam.structure";
    public const string Config = "adam.config";
    public const string ConfigMissing = "adam.config_missing";
    public const string Built = "adam.built";
    public const string Variables = "adam.variables";
    public const string Excluded = "adam.excluded";
    public const string SkippedSteps = "adam.skipped_steps";

    /// <summary>The scale's bits in hexadecimal digits, so that none is lost, and the growth counter, or "fixed".</summary>
    public const string LossScale = "adam.loss_scale";

    /// <summary>Micro-steps taken, micro-steps of a step, and the reduction.</summary>
    public const string Accumulator = "adam.accumulator";

    /// <summary>The best metric's bits in hexadecimal digits, bad epochs, and epochs of cooldown that are left.</summary>
    public const string Plateau = "adam.plateau";

    public static void Write(Dictionary<string, string> metadata, in OptimizerParts parts, SaveOptions options)
    {
        AdamOptimizer optimizer = parts.Optimizer;
        metadata[Structure] = StructureOf(optimizer);
        metadata[Built] = optimizer.IsBuilt ? "true" : "false";
        metadata[Variables] = options.Variables ? "true" : "false";
        metadata[SkippedSteps] = Text(optimizer.SkippedSteps);
        if (ExcludedOf(optimizer.Runner.Model?.State, optimizer) is { } excluded)
        {
            metadata[Excluded] = excluded;
        }

        try
        {
            metadata[Config] = optimizer.GetConfig(options.Registry).ToJson();
        }
        catch (InvalidOperationException e)
        {
            // A callable, or a schedule that no registry knows: the state is worth saving all the same, and loading tells.
            metadata[ConfigMissing] = e.Message;
        }

        if (parts.Scaled is { } scaled)
        {
            metadata[LossScale] = $"{BitConverter.SingleToUInt32Bits(scaled.Scale):X8} {(scaled.GrowthCounter is { } counter ? Text(counter) : "fixed")}";
        }

        if (options.Plateau?.GetState() is { } plateau)
        {
            metadata[Plateau] = $"{BitConverter.DoubleToUInt64Bits(plateau.Best):X16} {Text(plateau.BadEpochs)} {Text(plateau.CooldownLeft)}";
        }

        if (parts.Accumulator is { } accumulator)
        {
            metadata[Accumulator] = $"{Text(accumulator.Count)} {Text(accumulator.MicroSteps)} {accumulator.Reduction}";
        }
    }

    /// <summary>The stages of the emitted loop, by name, in an order that files keep.</summary>
    public static string StructureOf(AdamOptimizer optimizer)
    {
        ReadOnlySpan<Stages> order =
            [Stages.ClipValue, Stages.ClipNorm, Stages.GlobalClipNorm, Stages.WeightDecay, Stages.Amsgrad, Stages.AdaptiveEpsilon, Stages.UseEma];
        var names = new List<string>();
        foreach (Stages stage in order)
        {
            if (optimizer.Stages.Has(stage))
            {
                names.Add(stage.ToString());
            }
        }

        return string.Join(' ', names);
    }

    /// <summary>The tensors of the variables that weight decay leaves alone, a line each; null where nothing decays or is not built.</summary>
    public static string? ExcludedOf(OptimizerState? state, AdamOptimizer optimizer) => state is null || !optimizer.Stages.Has(Stages.WeightDecay)
        ? null
        : string.Join('\n', OptimizerTensors.Names(state).Where((_, i) => state.DecayMask(i) == 0).Select(name => name.Replace("\n", "%0A", StringComparison.Ordinal)));

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static bool Number(string? text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
