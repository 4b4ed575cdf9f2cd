using System.Collections.Generic;

namespace Adam.Keras;

/// <summary>The arguments of an optimizer as a file of Keras holds them, old or new. Immutable.</summary>
public sealed class KerasConfig
{
    internal KerasConfig(string className, AdamConfigDocument document)
    {
        ClassName = className;
        Document = document;
    }

    /// <summary>The class that the file names: <c>Adam</c>, <c>Custom&gt;Adam</c> or <c>AdamW</c>.</summary>
    public string ClassName { get; }

    /// <summary>The same arguments as those of the present class. Older ones are translated; <see cref="Notes"/> says how.</summary>
    public AdamConfigDocument Document { get; }

    /// <summary>What was translated, a sentence each; empty where nothing was.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>How many micro-steps make a step of Keras 3; null: it does not accumulate.</summary>
    public int? GradientAccumulationSteps { get; internal init; }

    /// <summary>Keras 3's fixed factor by which it divides gradients; null for none.</summary>
    public double? LossScaleFactor { get; internal init; }

    /// <summary>The loss scale that the optimizer stands behind; null for none.</summary>
    public KerasLossScaleConfig? LossScale { get; internal init; }

    /// <summary>Who wrote it, where its keys tell; else null.</summary>
    internal KerasDialect? Dialect { get; init; }

    /// <summary>Reads the document of an optimizer from any version of Keras: an object, or a string such as <c>"adam"</c>.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="KerasException">It is not JSON, another optimizer's, or has arguments that mean nothing here; the message names them.</exception>
    public static KerasConfig Parse(string json) => Configs.ConfigReading.Parse(json, "configuration");
}

/// <summary>The arguments of a loss scale.</summary>
/// <param name="IsDynamic">Whether it moves.</param>
/// <param name="InitialScale">The scale at the start; null: the default.</param>
/// <param name="DynamicGrowthSteps">Finite steps in a row until it doubles; null: the default.</param>
public sealed record KerasLossScaleConfig(bool IsDynamic, double? InitialScale, long? DynamicGrowthSteps);
