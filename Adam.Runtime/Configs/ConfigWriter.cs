using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Adam.Configs;

namespace Adam;

/// <summary>
/// Takes the arguments of a user's own schedule into a configuration, key by key, in the order of the calls
/// (<see cref="ScheduleRegistry"/>).
/// </summary>
/// <remarks>
/// Each method throws an <see cref="InvalidOperationException"/> where a value cannot stand in JSON (NaN, an infinity) or a key is
/// there already. Valid only during the call that hands it over. Not thread-safe.
/// </remarks>
public sealed class ConfigWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Utf8JsonWriter _json;
    private readonly string _owner;
    private readonly ScheduleRegistry _registry;
    private readonly IReadOnlyDictionary<string, bool>? _integers;
    private readonly HashSet<string> _keys = [];

    /// <param name="json">Stands inside the object.</param>
    /// <param name="owner">Whose arguments these are, for messages.</param>
    /// <param name="registry">Knows the schedules.</param>
    /// <param name="integers">Which numbers were integers in the document that the owner was read from.</param>
    internal ConfigWriter(Utf8JsonWriter json, string owner, ScheduleRegistry registry, IReadOnlyDictionary<string, bool>? integers = null)
    {
        _json = json;
        _owner = owner;
        _registry = registry;
        _integers = integers;
    }

    /// <summary>A number, with a point or an exponent; null as null.</summary>
    public void Number(string key, double? value) => Number(key, value is { } number ? Form(key, number, whole: false) : null);

    /// <summary>A number that is meant to be whole, such as a count of steps: without a point where it is.</summary>
    public void Count(string key, double value) => Number(key, Form(key, value, whole: true));

    /// <summary>A whole number.</summary>
    public void WholeNumber(string key, long value)
    {
        Begin(key);
        _json.WriteNumberValue(value);
    }

    /// <summary>True or false.</summary>
    public void Flag(string key, bool value)
    {
        Begin(key);
        _json.WriteBooleanValue(value);
    }

    /// <summary>A text, or null.</summary>
    public void Text(string key, string? value)
    {
        Begin(key);
        _json.WriteStringValue(Unicode(key, value));
    }

    /// <summary>A schedule, of this library or of the registry.</summary>
    public void Schedule(string key, LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Begin(key);
        ScheduleSerializer.Write(_json, schedule, _registry);
    }

    /// <summary>A list of numbers.</summary>
    public void NumberList(string key, IEnumerable<double> values) => List(key, values, value => Raw(key, value));

    /// <summary>A list of whole numbers.</summary>
    public void WholeNumberList(string key, IEnumerable<long> values) => List(key, values, _json.WriteNumberValue);

    /// <summary>A list of schedules.</summary>
    public void ScheduleList(string key, IEnumerable<LearningRateSchedule> schedules) =>
        List(key, schedules, schedule => ScheduleSerializer.Write(_json, schedule, _registry));

    /// <summary>A number in its form, or null.</summary>
    internal void Number(string key, ConfigNumber? value)
    {
        Begin(key);
        if (value is { } number)
        {
            Raw(key, number);
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    private ConfigNumber Form(string key, double value, bool whole) =>
        new(value, _integers is not null && _integers.TryGetValue(key, out bool integer) ? integer : whole);

    private void Raw(string key, ConfigNumber number)
    {
        if (!double.IsFinite(number.Value))
        {
            throw new InvalidOperationException($"`{key}` of {_owner} is {PythonNumber.NonFinite(number.Value)}, which JSON cannot hold; make it a finite number before GetConfig.");
        }

        _json.WriteRawValue(number.ToString(), skipInputValidation: true);
    }

    private void List<T>(string key, IEnumerable<T> values, Action<T> write)
    {
        ArgumentNullException.ThrowIfNull(values);
        Begin(key);
        _json.WriteStartArray();
        foreach (T value in values)
        {
            write(value);
        }

        _json.WriteEndArray();
    }

    private void Begin(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!_keys.Add(key))
        {
            throw new InvalidOperationException($"`{key}` of {_owner} is written twice; write each key once.");
        }

        _json.WritePropertyName(Unicode(key, key)!);
    }

    private string? Unicode(string key, string? value)
    {
        try
        {
            _ = Strict.GetByteCount(value ?? "");
            return value;
        }
        catch (EncoderFallbackException)
        {
            throw new InvalidOperationException($"`{key}` of {_owner} has half a surrogate pair, which JSON cannot hold; make it Unicode text before GetConfig.");
        }
    }
}
