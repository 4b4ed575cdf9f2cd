using System;

namespace Adam;

/// <summary>A number of the algorithm (a beta, epsilon, the weight decay), or a callable that is asked once at each step.</summary>
/// <remarks>
/// Kept in double, because 1 - beta is formed in double before it is rounded (S0.4, S5.1). No range is enforced (S1.3), but NaN is an
/// error (D24): where it is set, or at the step for which a callable gives it. A callable is asked at every step (D12), before
/// anything changes. Immutable and thread-safe, as far as the callable is.
/// </remarks>
public readonly struct Hyperparameter : IEquatable<Hyperparameter>, IFormattable
{
    private readonly double _value;
    private readonly Func<double>? _callable;

    private Hyperparameter(double value, Func<double>? callable)
    {
        _value = value;
        _callable = callable;
    }

    /// <summary>
    /// The number. For a callable, the value that the last step used when read from an optimizer; NaN before it was asked for the
    /// first time.
    /// </summary>
    public double Value => _value;

    /// <summary>The callable, or null where this is a number.</summary>
    public Func<double>? Callable => _callable;

    /// <summary>A fixed number.</summary>
    public static implicit operator Hyperparameter(double value) => FromDouble(value);

    /// <summary>A number asked for at every step.</summary>
    public static implicit operator Hyperparameter(Func<double> callable) => FromCallable(callable);

    /// <summary>The <see cref="Value"/>.</summary>
    public static implicit operator double(Hyperparameter parameter) => parameter.Value;

    /// <summary>Equal number and the same callable.</summary>
    public static bool operator ==(Hyperparameter left, Hyperparameter right) => left.Equals(right);

    /// <summary>Another number or another callable.</summary>
    public static bool operator !=(Hyperparameter left, Hyperparameter right) => !left.Equals(right);

    /// <summary>A fixed number.</summary>
    public static Hyperparameter FromDouble(double value) => new(value, null);

    /// <summary>A number asked for at every step.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="callable"/> is null.</exception>
    public static Hyperparameter FromCallable(Func<double> callable)
    {
        ArgumentNullException.ThrowIfNull(callable);
        return new Hyperparameter(double.NaN, callable);
    }

    /// <summary>The <see cref="Value"/>.</summary>
    public double ToDouble() => Value;

    /// <inheritdoc/>
    public bool Equals(Hyperparameter other) => _value.Equals(other._value) && _callable == other._callable;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hyperparameter other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _callable);

    /// <summary>The <see cref="Value"/>, and what gives it: <c>0.9</c>, <c>0.9 (delegate)</c>, <c>not asked yet (delegate)</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc cref="ToString()"/>
    /// <param name="format">The format of the number, as of <see cref="double.ToString(string, IFormatProvider)"/>; null for the shortest one that reads back.</param>
    /// <param name="formatProvider">The culture; null for the current one.</param>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (_callable is null)
        {
            return _value.ToString(format, formatProvider);
        }

        return double.IsNaN(_value) ? "not asked yet (delegate)" : $"{_value.ToString(format, formatProvider)} (delegate)";
    }

    /// <summary>The number where there is nobody to ask.</summary>
    internal double? Fixed => _callable is null ? _value : null;

    /// <summary>The value of this step.</summary>
    internal double Evaluate(string property, long iterations)
    {
        if (_callable is null)
        {
            return _value;
        }

        double value = _callable();
        NaNCheck.AtStep(value, property, _callable, iterations);
        return value;
    }

    /// <summary>The same source, showing <paramref name="value"/> as the last one used.</summary>
    internal Hyperparameter Showing(double value) => new(value, _callable);
}
