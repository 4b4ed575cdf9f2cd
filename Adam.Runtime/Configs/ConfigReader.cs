using System;
using System.Collections.Generic;
using System.Text.Json;
using Adam.Configs;

namespace Adam;

/// <summary>
/// The arguments of a configuration, by their keys: what a user's own schedule is read from (<see cref="ScheduleRegistry"/>).
/// Each getter throws an <see cref="ArgumentException"/> that names the key, its value and what it must be.
/// </summary>
/// <remarks>Valid only during the call that hands it over. A key that nobody asked for is an error afterwards. Not thread-safe.</remarks>
public sealed class ConfigReader
{
    private readonly Dictionary<string, JsonElement> _members = [];
    private readonly HashSet<string> _asked = [];
    private readonly string _path;
    private readonly ScheduleRegistry _registry;

    internal ConfigReader(JsonElement json, string path, ScheduleRegistry registry)
    {
        _path = path;
        _registry = registry;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"{(path.Length == 0 ? "The configuration" : $"`{path}`")} is {ConfigText.Shown(json)}; it must be an object.");
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            string key = ConfigText.Key(member, path);
            if (!_members.TryAdd(key, member.Value))
            {
                throw new ArgumentException($"`{Path(key)}` is there twice; remove one of them.");
            }
        }
    }

    /// <summary>Which of the numbers read were integers.</summary>
    internal Dictionary<string, bool> Integers { get; } = [];

    /// <summary>Whether the key is there. A key asked for so is no error afterwards.</summary>
    public bool Has(string key)
    {
        _asked.Add(key);
        return _members.ContainsKey(key);
    }

    /// <summary>A finite number.</summary>
    public double Number(string key) => Required(key).Value;

    /// <summary>A finite number; <paramref name="missing"/> where the key is not there.</summary>
    public double Number(string key, double missing) => Has(key) ? Number(key) : missing;

    /// <summary>A finite number; null where the key is not there or has the value null.</summary>
    public double? OptionalNumber(string key) => Optional(key)?.Value;

    /// <summary>A whole number.</summary>
    public long WholeNumber(string key) => ConfigText.Integer(Take(key, "a whole number"), Path(key));

    /// <summary>A whole number; <paramref name="missing"/> where the key is not there.</summary>
    public long WholeNumber(string key, long missing) => Has(key) ? WholeNumber(key) : missing;

    /// <summary>True or false.</summary>
    public bool Flag(string key)
    {
        JsonElement value = Take(key, "true or false");
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, value, "true or false");
    }

    /// <summary>True or false; <paramref name="missing"/> where the key is not there.</summary>
    public bool Flag(string key, bool missing) => Has(key) ? Flag(key) : missing;

    /// <summary>A text; null where the key is not there or has the value null.</summary>
    public string? Text(string key)
    {
        if (!Has(key) || Take(key, "a text") is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? ConfigText.Text(value, Path(key)) : throw Wrong(key, value, "a text or null");
    }

    /// <summary>A schedule, of this library or of the registry.</summary>
    public LearningRateSchedule Schedule(string key) => ScheduleSerializer.Read(Take(key, "a schedule"), Path(key), _registry);

    /// <summary>A list of finite numbers.</summary>
    public double[] NumberList(string key) => List(key, (value, path) => ConfigText.Number(value, path).Value);

    /// <summary>A list of whole numbers.</summary>
    public long[] WholeNumberList(string key) => List(key, ConfigText.Integer);

    /// <summary>A list of schedules.</summary>
    public LearningRateSchedule[] ScheduleList(string key) => List(key, (value, path) => ScheduleSerializer.Read(value, path, _registry));

    /// <summary>A number and the form it has.</summary>
    internal ConfigNumber Required(string key)
    {
        ConfigNumber number = ConfigText.Number(Take(key, "a number"), Path(key));
        Integers[key] = number.IsInteger;
        return number;
    }

    /// <summary>A number and the form it has; null where the key is not there or has the value null.</summary>
    internal ConfigNumber? Optional(string key)
    {
        if (!Has(key) || Take(key, "a number").ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Required(key);
    }

    /// <summary>Whether the key is there, without asking for it.</summary>
    internal bool Contains(string key) => _members.ContainsKey(key);

    /// <summary>Whether the key's value is false.</summary>
    internal bool IsFalse(string key) => _members.TryGetValue(key, out JsonElement value) && value.ValueKind == JsonValueKind.False;

    /// <summary>Whether the key's value is an object.</summary>
    internal bool HasObject(string key) => _members.TryGetValue(key, out JsonElement value) && value.ValueKind == JsonValueKind.Object;

    /// <summary>The arguments inside the arguments.</summary>
    internal ConfigReader Nested(string key) => new(Take(key, "an object"), Path(key), _registry);

    /// <summary>A key by its place in the document, for messages.</summary>
    internal string Path(string key) => _path.Length == 0 ? ConfigText.Shortened(key) : $"{_path}.{ConfigText.Shortened(key)}";

    /// <summary>Keys that are no arguments here, but whose value null says that nothing is asked for.</summary>
    internal void SkipNulls(IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            if (_members.TryGetValue(key, out JsonElement value) && value.ValueKind == JsonValueKind.Null)
            {
                _asked.Add(key);
            }
        }
    }

    /// <summary>The first key that nobody asked for is an error; <paramref name="replacement"/> may know what to do instead.</summary>
    internal void Finish(Func<string, string?>? replacement = null)
    {
        foreach (string key in _members.Keys)
        {
            if (!_asked.Contains(key))
            {
                string advice = replacement?.Invoke(key) ?? $"there is no such key, remove it. Known are {string.Join(", ", _asked)}";
                throw new ArgumentException($"`{Path(key)}` is {ConfigText.Shown(_members[key])}; {advice}.");
            }
        }
    }

    private JsonElement Take(string key, string expected)
    {
        _asked.Add(key);
        return _members.TryGetValue(key, out JsonElement value)
            ? value
            : throw new ArgumentException($"`{Path(key)}` is missing; it must be {expected}.");
    }

    private T[] List<T>(string key, Func<JsonElement, string, T> read)
    {
        JsonElement value = Take(key, "a list");
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(key, value, "a list");
        }

        var items = new List<T>();
        foreach (JsonElement item in value.EnumerateArray())
        {
            items.Add(read(item, $"{Path(key)}[{items.Count}]"));
        }

        return [.. items];
    }

    private ArgumentException Wrong(string key, JsonElement value, string expected) =>
        new($"`{Path(key)}` is {ConfigText.Shown(value)}; it must be {expected}.");
}
