using System;

namespace Adam;

/// <summary>A number of the algorithm (the rate, a beta, epsilon, the weight decay), or a schedule or delegate that is asked for it once at each step.</summary>
/// <remarks>
/// <para>A number, a <see cref="Func{TResult}"/> and a schedule convert by themselves. C# does not convert a lambda so: it goes through
/// <see cref="From(Func{double})"/>, as in <c>optimizer.LearningRate = Hyperparameter.From(() => rate)</c>.</para>
/// <para>Kept in double, because 1 - beta is formed in double before it is rounded (S0.4, S5.1); only a rate is rounded to binary32 (S1.4c). No range is
/// enforced (S1.3): a rate of zero stands still, a negative one ascends. NaN is an error (D24), where it is set or at the step for which
/// somebody gives it. A schedule is asked with the number of steps already taken (S8.2), a delegate at every step (D12); both before
/// anything changes. Immutable and thread-safe, as far as the schedule or the delegate is.</para>
/// </remarks>
public readonly struct Hyperparameter : IEquatable<Hyperparameter>, IFormattable
{
    private static readonly object Nothing = new();

    private readonly double _value;
    private readonly object? _source;

    private Hyperparameter(double value, object? source)
    {
        _value = value;
        _source = source;
    }

    /// <summary>No number: what a class without weight decay has for it. Its <see cref="Value"/> is 0.</summary>
    public static Hyperparameter None => new(0, Nothing);

    /// <summary>
    /// The number. Read from an optimizer, that of a schedule or a delegate is the value that the last step used. Before the first step a
    /// schedule as learning rate shows the value of that step, and whatever else would have to be asked, NaN.
    /// </summary>
    public double Value => _value;

    /// <summary>The delegate, or null where there is none.</summary>
    public Func<double>? Delegate => _source as Func<double>;

    /// <summary>The schedule, or null where there is none.</summary>
    public LearningRateSchedule? Schedule => _source as LearningRateSchedule;

    /// <summary>Whether there is no number and nobody to ask: <see cref="None"/>.</summary>
    public bool IsNone => ReferenceEquals(_source, Nothing);

    /// <summary>Whether somebody is asked at each step.</summary>
    internal bool IsAsked => _source is not null && !IsNone;

    /// <summary>The number where there is nobody to ask.</summary>
    internal double? Fixed => _source is null ? _value : null;

    /// <summary>A fixed number.</summary>
    public static implicit operator Hyperparameter(double value) => From(value);

    /// <summary>A number asked for at every step.</summary>
    public static implicit operator Hyperparameter(Func<double> source) => From(source);

    /// <summary>A number that depends on the step.</summary>
    public static implicit operator Hyperparameter(LearningRateSchedule schedule) => From(schedule);

    /// <summary>The <see cref="Value"/>.</summary>
    public static implicit operator double(Hyperparameter parameter) => parameter.Value;

    /// <summary>Equal number, and the same schedule or delegate.</summary>
    public static bool operator ==(Hyperparameter left, Hyperparameter right) => left.Equals(right);

    /// <summary>Another number, schedule or delegate.</summary>
    public static bool operator !=(Hyperparameter left, Hyperparameter right) => !left.Equals(right);

    /// <summary>A fixed number.</summary>
    public static Hyperparameter From(double value) => new(value, null);

    /// <summary>A number asked for at every step, before anything changes.</summary>
    /// <param name="source">The delegate; what it throws comes through, and the step is not taken.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static Hyperparameter From(Func<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Hyperparameter(double.NaN, source);
    }

    /// <summary>A number that depends on the step.</summary>
    /// <param name="schedule">Asked with the number of steps already taken.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    public static Hyperparameter From(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new Hyperparameter(double.NaN, schedule);
    }

    /// <inheritdoc/>
    public bool Equals(Hyperparameter other) => _value.Equals(other._value) && Equals(_source, other._source);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hyperparameter other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _source);

    /// <summary>The <see cref="Value"/>, and who gives it: <c>0.001</c>, <c>0.05 (CosineDecay)</c>, <c>0.9 (delegate)</c>, <c>not asked yet (delegate)</c>, <c>none</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc cref="ToString()"/>
    /// <param name="format">The format of the number, as of <see cref="double.ToString(string, IFormatProvider)"/>; null for the shortest one that reads back, in binary32 where the number is kept so.</param>
    /// <param name="formatProvider">The culture; null for the current one.</param>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (IsNone)
        {
            return "none";
        }

        // Kept in binary32, 0.001 is 0.0010000000474974513.
        string number = format is null && (float)_value == _value ? ((float)_value).ToString(formatProvider) : _value.ToString(format, formatProvider);
        return _source is null ? number
            : $"{(double.IsNaN(_value) ? "not asked yet" : number)} ({Schedule?.GetType().Name ?? "delegate"})";
    }

    /// <summary>A number, or <see cref="None"/> for null. (<c>??</c> would take its Value, by the conversion to double.)</summary>
    internal static Hyperparameter OrNone(double? value) => value is { } number ? From(number) : None;

    /// <summary>The value of the step after <paramref name="iterations"/> steps.</summary>
    /// <param name="property">The property that this stands in.</param>
    /// <param name="iterations">The steps taken already.</param>
    /// <exception cref="InvalidOperationException">It is NaN.</exception>
    internal double Evaluate(string property, long iterations)
    {
        if (!IsAsked)
        {
            return _value;
        }

        double value = Schedule is { } schedule ? schedule.ValueAt(iterations) : ((Func<double>)_source!)();
        NaNCheck.AtStep(value, property, _source, iterations);
        return value;
    }

    /// <summary>The same source, showing <paramref name="value"/> as the last one used.</summary>
    internal Hyperparameter Showing(double value) => new(value, _source);
}
