using System;
using Adam.Configs;

namespace Adam;

/// <content>The configuration.</content>
public sealed partial class LossScaleOptimizer
{
    /// <summary>
    /// The arguments of the scale, and those of <see cref="Inner"/> as they are now, in the original's keys and order (S10.10). Neither
    /// <see cref="Scale"/> nor <see cref="GrowthCounter"/> is among them.
    /// </summary>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="InvalidOperationException">As <see cref="AdamOptimizer.GetConfig"/>.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public LossScaleConfigDocument GetConfig(ScheduleRegistry? registry = null) => new(
        new LossScaleConfigValues(Inner.GetConfig(registry).Values, _arguments), registry ?? ScheduleRegistry.LibraryOnly);

    /// <summary>An optimizer behind a loss scale, with all arguments of a configuration (<see cref="LossScaleConfigDocument.Parse"/>).</summary>
    /// <param name="json">The text that <see cref="LossScaleConfigDocument.ToJson"/> or the original wrote.</param>
    /// <param name="create">Makes the optimizer of the options: <c>options => new MyAdam(options)</c>. The scale takes it over.</param>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> or <paramref name="create"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The text is not such a configuration, and the message names the key; or as <see cref="LossScaleConfigDocument.ToOptimizer"/>.
    /// </exception>
    public static LossScaleOptimizer FromConfig(string json, Func<AdamOptions, AdamOptimizer> create, ScheduleRegistry? registry = null) =>
        LossScaleConfigDocument.Parse(json, registry).ToOptimizer(create);
}
