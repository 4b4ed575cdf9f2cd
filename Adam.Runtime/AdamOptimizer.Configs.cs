using System;
using Adam.Configs;

namespace Adam;

/// <content>The configuration.</content>
public abstract partial class AdamOptimizer
{
    private AdamConfigValues? _source;

    /// <summary>
    /// The arguments as they are now, in the original's keys and order (S9.1). A rate that a schedule gives is written as the
    /// schedule, any other as the number in binary32 (S9.2).
    /// </summary>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="InvalidOperationException">
    /// A number is a callable, NaN or infinite, which JSON cannot hold, or the schedule is of a class that is not registered.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public AdamConfigDocument GetConfig(ScheduleRegistry? registry = null)
    {
        Guard.ThrowIfClosed(this);
        if (_learningRate.Callable is not null)
        {
            throw Callable(nameof(LearningRate));
        }

        var values = new AdamConfigValues
        {
            Name = Name,
            WeightDecay = _weightDecay is { } decay ? Number(decay, _source?.WeightDecay, nameof(WeightDecay)) : null,
            ClipNorm = Limit(_clipNorm, _source?.ClipNorm),
            GlobalClipNorm = Limit(_globalClipNorm, _source?.GlobalClipNorm),
            ClipValue = Limit(_stages.ClipValue ? _clipValue : _unusedClipValue, _source?.ClipValue),
            UseEma = _stages.UseEma,
            EmaMomentum = _stages.UseEma
                ? ConfigNumber.Like(_emaMomentum, _source?.EmaMomentum)
                : _source?.EmaMomentum ?? new AdamConfigValues().EmaMomentum,
            EmaOverwriteFrequency = _emaOverwriteFrequency ?? Unused(_source?.EmaOverwriteFrequency),
            LearningRate = _learningRate.Schedule is { } schedule ? schedule : _learningRate,
            Beta1 = Number(Beta1, _source?.Beta1, nameof(Beta1)),
            Beta2 = Number(Beta2, _source?.Beta2, nameof(Beta2)),
            Epsilon = Number(Epsilon, _source?.Epsilon, nameof(Epsilon)),
            Amsgrad = _stages.Amsgrad,
            AdaptiveEpsilon = _stages.AdaptiveEpsilon,
        };
        return new AdamConfigDocument(values, registry ?? ScheduleRegistry.LibraryOnly);
    }

    private static ConfigNumber Number(Hyperparameter parameter, ConfigNumber? source, string name) =>
        parameter.Callable is null ? ConfigNumber.Like(parameter.Value, source) : throw Callable(name);

    /// <summary>A limit that does nothing stays as the configuration had it.</summary>
    private static ConfigNumber? Limit(double? limit, ConfigNumber? source) =>
        limit is { } value ? ConfigNumber.Like(value, source)
        : source is { Value: <= 0 } ? source
        : null;

    /// <summary>A frequency that does nothing stays as the configuration had it: without averages any, with them 0.</summary>
    private int? Unused(int? frequency) => !_stages.UseEma || frequency is 0 ? frequency : null;

    private static InvalidOperationException Callable(string name) =>
        new($"`{name}` is a callable, which a configuration cannot hold; set a number{(name == nameof(LearningRate) ? " or a schedule" : "")} before GetConfig.");
}
