using System;
using Adam.Configs;
using Adam.Lanes;
using Adam.Shared;

namespace Adam;

/// <summary>
/// The configuration of an optimizer, as <c>tf_keras</c> 2.21.0 serialises it: what <see cref="AdamOptimizer.GetConfig"/> gives and
/// what options are made from. It holds arguments, no state and no exclusions from weight decay.
/// </summary>
/// <remarks>
/// A document of this library loads there unchanged, but for two things that the original does not have: <c>adaptive_epsilon</c>,
/// which is written only when true (D1, D23; S9.1), and schedules that it knows nothing of. Immutable and thread-safe.
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

    /// <summary>The learning rate: a number in binary32, or a schedule.</summary>
    /// <remarks>Source: S9.2.</remarks>
    public Hyperparameter LearningRate => Values.Parameter(Options.LearningRate)!.Value;

    /// <summary>Decay rate of the first moment.</summary>
    public double Beta1 => Number(Options.Beta1)!.Value;

    /// <summary>Decay rate of the second moment.</summary>
    public double Beta2 => Number(Options.Beta2)!.Value;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon => Number(Options.Epsilon)!.Value;

    /// <summary>Decoupled weight decay, or null for none.</summary>
    public double? WeightDecay => Number(Options.WeightDecay);

    /// <summary>Limit of each gradient's norm, or null.</summary>
    public double? ClipNorm => Number(Options.ClipNorm);

    /// <summary>Limit of each element, or null; it does not work beside a norm limit.</summary>
    /// <remarks>Source: S3.7.</remarks>
    public double? ClipValue => Number(Options.ClipValue);

    /// <summary>Limit of the norm of all gradients, or null.</summary>
    public double? GlobalClipNorm => Number(Options.GlobalClipNorm);

    /// <summary>Whether averages of the variables are kept.</summary>
    public bool UseEma => Values.Flag(Options.UseEma);

    /// <summary>Momentum of the moving average.</summary>
    public double EmaMomentum => Number(Options.EmaMomentum)!.Value;

    /// <summary>Steps between two overwrites by the averages; null or 0: never.</summary>
    public int? EmaOverwriteFrequency => (int?)Number(Options.EmaOverwriteFrequency);

    /// <summary>Whether the maximum of the second moments divides the step.</summary>
    public bool Amsgrad => Values.Flag(Options.Amsgrad);

    /// <summary>Whether epsilon is scaled by the second moment's bias correction.</summary>
    public bool AdaptiveEpsilon => Values.Flag(Options.AdaptiveEpsilon);

    internal AdamConfigValues Values { get; }

    /// <summary>
    /// Reads a configuration: the whole document (module, class_name, config, registered_name), its short form (class_name,
    /// config), or the arguments alone. A missing argument has the original's default.
    /// </summary>
    /// <param name="json">The text, at most 4 Mi characters and 64 levels deep.</param>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="ArgumentException">
    /// The text is not JSON, a value has the wrong type or is out of range, or a key is unknown, belongs to another optimizer or is
    /// there twice. The message names the key and what it must be, or what takes its place.
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
        var options = new AdamOptions { Source = Values, Name = Name };
        foreach (Option option in Options.All)
        {
            // What no stage of the configuration reads is none of the numbers.
            if (option.IsNumber && (option.Stage == Stages.None || Values.Stages.Has(option.Stage)))
            {
                options.Give(option, Values.Parameter(option));
            }
        }

        return options;
    }

    private double? Number(Option option) => Values.Number(option)?.Value;
}
