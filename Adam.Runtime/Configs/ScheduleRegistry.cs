using System;
using System.Collections.Generic;
using Adam.Configs;

namespace Adam;

/// <summary>The schedules that configurations can hold: all of this library, and those that are added.</summary>
/// <remarks>
/// Hand the same registry to <see cref="AdamOptimizer.GetConfig"/> and <see cref="AdamConfigDocument.Parse"/>. Nothing is
/// registered globally. Adding is not thread-safe; a registry that no longer changes may be used by several threads.
/// </remarks>
public sealed class ScheduleRegistry
{
    internal static readonly ScheduleRegistry LibraryOnly = new();

    private readonly Dictionary<string, ScheduleEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, ScheduleEntry> _byType = [];

    /// <summary>Creates a registry with the schedules of this library.</summary>
    public ScheduleRegistry()
    {
        foreach (ScheduleEntry entry in LibrarySchedules.Entries)
        {
            _byName.Add(entry.ClassName, entry);
            _byType.Add(entry.Type, entry);
        }
    }

    /// <summary>Adds a schedule class under the name that stands in configurations.</summary>
    /// <remarks>Source: S8.14.</remarks>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="className">The name, as <c>class_name</c> and <c>registered_name</c>.</param>
    /// <param name="write">Writes the arguments of a schedule.</param>
    /// <param name="read">Makes a schedule of the arguments; a key that it does not ask for is an error.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the name or the class is registered already.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ScheduleRegistry Add<T>(string className, Action<T, ConfigWriter> write, Func<ConfigReader, T> read)
        where T : LearningRateSchedule
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        if (_byName.ContainsKey(className))
        {
            throw new ArgumentException($"`{nameof(className)}` is {className}, which is registered already; choose another name.", nameof(className));
        }

        if (_byType.TryGetValue(typeof(T), out ScheduleEntry? other))
        {
            throw new ArgumentException($"{typeof(T).Name} is registered already, as {other.ClassName}; register it once.", nameof(className));
        }

        ScheduleEntry entry = ScheduleEntry.Of(className, isOfOriginal: false, write, read);
        _byName.Add(className, entry);
        _byType.Add(typeof(T), entry);
        return this;
    }

    internal ScheduleEntry EntryFor(LearningRateSchedule schedule) => _byType.TryGetValue(schedule.GetType(), out ScheduleEntry? entry)
        ? entry
        : throw new InvalidOperationException(
            $"The schedule is a {schedule.GetType().Name}, which is not registered; add it to a ScheduleRegistry and give that to GetConfig.");

    internal ScheduleEntry EntryFor(string className, string path) => _byName.TryGetValue(className, out ScheduleEntry? entry)
        ? entry
        : throw new ArgumentException(
            $"`{path}` is \"{ConfigText.Shortened(className)}\"; it must be one of {string.Join(", ", _byName.Keys)}, or be added to the ScheduleRegistry.");
}
