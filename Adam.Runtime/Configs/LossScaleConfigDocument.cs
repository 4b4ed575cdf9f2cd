using System;
using Adam.Configs;

namespace Adam;

/// <summary>
/// The configuration of an optimizer behind a loss scale, as <c>tf_keras</c> 2.21.0 serialises it: what
/// <see cref="LossScaleOptimizer.GetConfig"/> gives and <see cref="LossScaleOptimizer.FromConfig"/> reads. It holds arguments, no state:
/// the scale starts anew.
/// </summary>
/// <remarks>
/// A document of this library loads there unchanged, but for what <see cref="AdamConfigDocument"/> names and for
/// <c>minimum_scale</c>, which is written only where it is not 1 (D13), and which the original refuses. Immutable and thread-safe.
/// </remarks>
public sealed class LossScaleConfigDocument
{
    private readonly LossScaleConfigValues _values;
    private readonly string _json;

    internal LossScaleConfigDocument(LossScaleConfigValues values, ScheduleRegistry registry)
    {
        _values = values;
        Inner = new AdamConfigDocument(values.Inner, registry);
        _json = LossScaleConfigWriter.Write(values, registry);
    }

    /// <summary>The configuration of the optimizer behind the scale.</summary>
    public AdamConfigDocument Inner { get; }

    /// <summary>Whether the scale moves.</summary>
    public bool IsDynamic => _values.Scale.IsDynamic;

    /// <summary>The scale at the start.</summary>
    public double InitialScale => _values.Scale.InitialScale;

    /// <summary>Finite steps in a row until the scale doubles; null where it is fixed.</summary>
    public long? DynamicGrowthSteps => IsDynamic ? _values.Scale.GrowthSteps : null;

    /// <summary>Where halving ends, in binary32; null where the scale is fixed.</summary>
    public double? MinimumScale => IsDynamic ? _values.Scale.Floor : null;

    /// <summary>
    /// Reads a configuration: the whole document (module, class_name, config, registered_name), its short form (class_name,
    /// config), or the arguments alone. A missing argument has the original's default; the optimizer must be there.
    /// </summary>
    /// <param name="json">The text, at most 4 Mi characters and 64 levels deep.</param>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="ArgumentException">
    /// The text is not JSON, a value has the wrong type or is out of range, the arguments contradict each other, or a key is
    /// unknown or there twice. The message names the key and what it must be, or what takes its place.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static LossScaleConfigDocument Parse(string json, ScheduleRegistry? registry = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        registry ??= ScheduleRegistry.LibraryOnly;
        return new LossScaleConfigDocument(LossScaleConfigParser.Parse(json, registry), registry);
    }

    /// <summary>The whole document on one line, with the original's keys in its order; numbers as Python writes them.</summary>
    public string ToJson() => _json;

    /// <summary>The text of <see cref="ToJson"/>.</summary>
    public override string ToString() => _json;

    /// <summary>An optimizer of these arguments behind a scale of these arguments.</summary>
    /// <param name="create">Makes the optimizer of the options: <c>options => new MyAdam(options)</c>. The scale takes it over.</param>
    /// <exception cref="ArgumentNullException"><paramref name="create"/> is null.</exception>
    /// <exception cref="ArgumentException">The class lacks a stage (<see cref="AdamConfigDocument.ToOptions"/>), or <paramref name="create"/> gives null or an optimizer that is behind a scale already.</exception>
    public LossScaleOptimizer ToOptimizer(Func<AdamOptions, AdamOptimizer> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        AdamOptimizer inner = create(Inner.ToOptions())
            ?? throw new ArgumentException($"`{nameof(create)}` gives null; it must give a new optimizer.", nameof(create));
        return new LossScaleOptimizer(inner, _values.Scale);
    }
}
