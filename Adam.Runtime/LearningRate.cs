using System;

namespace Adam;

/// <summary>A learning rate: a number, or a callable that is asked once at each step.</summary>
/// <remarks>
/// No range is enforced, as in the original (S1.3): zero stands still, a negative rate ascends, NaN spreads. A callable is
/// asked at every step (D12), before anything changes. Immutable and thread-safe, as far as the callable is.
/// </remarks>
public readonly struct LearningRate : IEquatable<LearningRate>
{
    private readonly double _value;
    private readonly Func<double>? _callable;

    private LearningRate(double value, Func<double>? callable)
    {
        _value = value;
        _callable = callable;
    }

    /// <summary>
    /// The number. For a callable, the value that the last step used, rounded to binary32 as the original keeps it (S1.4c),
    /// when read from an optimizer; NaN before it was asked for the first time.
    /// </summary>
    public double Value => _value;

    /// <summary>The callable, or null where the rate is a number.</summary>
    public Func<double>? Callable => _callable;

    /// <summary>A fixed rate.</summary>
    public static implicit operator LearningRate(double value) => FromDouble(value);

    /// <summary>A rate asked for at every step.</summary>
    public static implicit operator LearningRate(Func<double> callable) => FromCallable(callable);

    /// <summary>The rate's <see cref="Value"/>.</summary>
    public static implicit operator double(LearningRate rate) => rate.Value;

    /// <summary>Equal number and the same callable.</summary>
    public static bool operator ==(LearningRate left, LearningRate right) => left.Equals(right);

    /// <summary>Another number or another callable.</summary>
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

    /// <summary>The rate's <see cref="Value"/>.</summary>
    public double ToDouble() => Value;

    /// <inheritdoc/>
    public bool Equals(LearningRate other) => _value.Equals(other._value) && _callable == other._callable;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LearningRate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _callable);

    /// <summary>The value of this step, in binary32 (S1.4c).</summary>
    internal float Evaluate() => (float)(_callable is null ? _value : _callable());

    /// <summary>The same source, showing <paramref name="value"/> as the last one used.</summary>
    internal LearningRate Showing(float value) => new(value, _callable);
}
