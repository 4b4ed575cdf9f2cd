using System;

namespace Adam;

/// <summary>A learning rate: a number, a schedule, or a callable; a schedule and a callable are asked once at each step.</summary>
/// <remarks>
/// No range is enforced, as in the original (S1.3): zero stands still, a negative rate ascends. NaN is an error (D24): where it is
/// set, or at the step for which a schedule or a callable gives it. A schedule is asked with the number of steps already taken
/// (S8.2), a callable at every step (D12); both before anything changes. Immutable and thread-safe, as far as the schedule or the
/// callable is.
/// </remarks>
public readonly struct LearningRate : IEquatable<LearningRate>, IFormattable
{
    private readonly double _value;
    private readonly object? _source;

    private LearningRate(double value, object? source)
    {
        _value = value;
        _source = source;
    }

    /// <summary>
    /// The number. Read from an optimizer, that of a schedule or a callable is the value that the last step used, rounded to
    /// binary32 as the original keeps it (S1.4c). Before the first step a schedule shows the value of that step (S1.4a) and a
    /// callable, which is not asked for this, NaN.
    /// </summary>
    public double Value => _value;

    /// <summary>The callable, or null where the rate is a number or a schedule.</summary>
    public Func<double>? Callable => _source as Func<double>;

    /// <summary>The schedule, or null where the rate is a number or a callable.</summary>
    public LearningRateSchedule? Schedule => _source as LearningRateSchedule;

    /// <summary>A fixed rate.</summary>
    public static implicit operator LearningRate(double value) => FromDouble(value);

    /// <summary>A rate asked for at every step.</summary>
    public static implicit operator LearningRate(Func<double> callable) => FromCallable(callable);

    /// <summary>A rate that depends on the step.</summary>
    public static implicit operator LearningRate(LearningRateSchedule schedule) => FromLearningRateSchedule(schedule);

    /// <summary>The rate's <see cref="Value"/>.</summary>
    public static implicit operator double(LearningRate rate) => rate.Value;

    /// <summary>Equal number, and the same schedule or callable.</summary>
    public static bool operator ==(LearningRate left, LearningRate right) => left.Equals(right);

    /// <summary>Another number, schedule or callable.</summary>
    public static bool operator !=(LearningRate left, LearningRate right) => !left.Equals(right);

    /// <summary>A fixed rate.</summary>
    public static LearningRate FromDouble(double value) => new(value, null);

    /// <summary>A rate asked for at every step.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="callable"/> is null.</exception>
    public static LearningRate FromCallable(Func<double> callable)
    {
        ArgumentNullException.ThrowIfNull(callable);
        return new LearningRate(double.NaN, callable);
    }

    /// <summary>A rate that depends on the step.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    public static LearningRate FromLearningRateSchedule(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new LearningRate(double.NaN, schedule);
    }

    /// <summary>The rate's <see cref="Value"/>.</summary>
    public double ToDouble() => Value;

    /// <inheritdoc/>
    public bool Equals(LearningRate other) => _value.Equals(other._value) && Equals(_source, other._source);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LearningRate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _source);

    /// <summary>The <see cref="Value"/>, and what gives it: <c>0.001</c>, <c>0.05 (CosineDecay)</c>, <c>not asked yet (delegate)</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc cref="ToString()"/>
    /// <param name="format">The format of the number, as of <see cref="double.ToString(string, IFormatProvider)"/>; null for the shortest one that reads back, in binary32 where the rate is kept so.</param>
    /// <param name="formatProvider">The culture; null for the current one.</param>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        // Kept in binary32, 0.001 is 0.0010000000474974513.
        string number = format is null && (float)_value == _value ? ((float)_value).ToString(formatProvider) : _value.ToString(format, formatProvider);
        return _source is null ? number
            : $"{(double.IsNaN(_value) ? "not asked yet" : number)} ({(_source is LearningRateSchedule schedule ? schedule.GetType().Name : "delegate")})";
    }

    /// <summary>The number where there is nobody to ask.</summary>
    internal double? Fixed => _source is null ? _value : null;

    /// <summary>The value of the step after <paramref name="iterations"/> steps, in binary32 (S1.4c, S8.2).</summary>
    internal float Evaluate(long iterations)
    {
        if (_source is null)
        {
            return (float)_value;
        }

        float value = _source is LearningRateSchedule schedule ? schedule.ValueAt(iterations) : (float)((Func<double>)_source)();
        NaNCheck.AtStep(value, nameof(AdamOptimizer.LearningRate), _source, iterations);
        return value;
    }

    /// <summary>The same source, showing <paramref name="value"/> as the last one used.</summary>
    internal LearningRate Showing(float value) => new(value, _source);
}
