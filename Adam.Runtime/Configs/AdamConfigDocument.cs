using System;
using Adam.Configs;

namespace Adam;

/// <summary>
/// The configuration of an optimizer, as <c>tf_keras</c> 2.21.0 serialises it: what <see cref="AdamOptimizer.GetConfig"/> gives and
/// what options are made from. It holds arguments, no state and no exclusions from weight decay (S9.1).
/// </summary>
/// <remarks>
/// A document of this library loads there unchanged, but for two things that the original does not have: <c>adaptive_epsilon</c>,
/// which is written only when true (D1, D23), and schedules that it knows nothing of. Immutable and thread-safe.
/// </remarks>
public sealed class AdamConfigDocument
{
    private readonly string _json;

    internal AdamConfigDocument(AdamConfigValues values, ScheduleRegistry registry)
    {
        Values = values;
        _json = AdamConfigWriter.Write(values, registry);
    }

    /// <summary>The optimizer's name.</summary>
    public string Name => Values.Name;

    /// <summary>The learning rate: a number in binary32 (S9.2), or a schedule.</summary>
    public LearningRate LearningRate => Values.LearningRate;

    /// <summary>Decay rate of the first moment.</summary>
    public double Beta1 => Values.Beta1.Value;

    /// <summary>Decay rate of the second moment.</summary>
    public double Beta2 => Values.Beta2.Value;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon => Values.Epsilon.Value;

    /// <summary>Decoupled weight decay, or null for none.</summary>
    public double? WeightDecay => Values.WeightDecay?.Value;

    /// <summary>Limit of each gradient's norm, or null.</summary>
    public double? ClipNorm => Values.ClipNorm?.Value;

    /// <summary>Limit of each element, or null; it does not work beside a norm limit (S3.7).</summary>
    public double? ClipValue => Values.ClipValue?.Value;

    /// <summary>Limit of the norm of all gradients, or null.</summary>
    public double? GlobalClipNorm => Values.GlobalClipNorm?.Value;

    /// <summary>Whether averages of the variables are kept.</summary>
    public bool UseEma => Values.UseEma;

    /// <summary>Momentum of the moving average.</summary>
    public double EmaMomentum => Values.EmaMomentum.Value;

    /// <summary>Steps between two overwrites by the averages; null or 0: never.</summary>
    public int? EmaOverwriteFrequency => Values.EmaOverwriteFrequency;

    /// <summary>Whether the maximum of the second moments divides the step.</summary>
    public bool Amsgrad => Values.Amsgrad;

    /// <summary>Whether epsilon is scaled by the second moment's bias correction.</summary>
    public bool AdaptiveEpsilon => Values.AdaptiveEpsilon;

    internal AdamConfigValues Values { get; }

    /// <summary>
    /// Reads a configuration: the whole document (module, class_name, config, registered_name), its short form (class_name,
    /// config), or the arguments alone. A missing argument has the original's default.
    /// </summary>
    /// <param name="json">The text, at most 4 Mi characters and 64 levels deep.</param>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="ArgumentException">
    /// The text is not JSON, a value has the wrong type or is out of range, or a key is unknown, belongs to another optimizer or is
    /// there twice (D2). The message names the key and what it must be, or what takes its place.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static AdamConfigDocument Parse(string json, ScheduleRegistry? registry = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        registry ??= ScheduleRegistry.LibraryOnly;
        return new AdamConfigDocument(AdamConfigParser.Parse(json, registry), registry);
    }

    /// <summary>The whole document on one line, with the original's keys in its order; numbers as Python writes them.</summary>
    public string ToJson() => _json;

    /// <summary>The text of <see cref="ToJson"/>.</summary>
    public override string ToString() => _json;

    /// <summary>
    /// Options with all of the configuration's numbers. A class that they are given to must have its stages, or its constructor throws an
    /// <see cref="ArgumentException"/> that says what to change in the attribute; a class may have a clip limit more, which is then off.
    /// </summary>
    public AdamOptions ToOptions()
    {
        string? limit = Values.WorkingLimit;
        return new AdamOptions
        {
            Source = Values,
            Name = Name,
            LearningRate = LearningRate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
            WeightDecay = WeightDecay is { } decay ? (Hyperparameter?)decay : null,
            ClipNorm = limit == "clipnorm" ? ClipNorm : null,
            GlobalClipNorm = limit == "global_clipnorm" ? GlobalClipNorm : null,
            ClipValue = limit == "clipvalue" ? ClipValue : null,
            EmaMomentum = UseEma ? EmaMomentum : null,
            EmaOverwriteFrequency = UseEma ? EmaOverwriteFrequency : null,
        };
    }
}
