using System;
using System.Text.Json;

namespace Adam.Configs;

/// <summary>A schedule as an object of a configuration (S8.14).</summary>
internal static class ScheduleSerializer
{
    private const string ModuleOfOriginal = "keras.optimizers.schedules";

    public static void Write(Utf8JsonWriter json, LearningRateSchedule schedule, ScheduleRegistry registry)
    {
        ScheduleEntry entry = registry.EntryFor(schedule);

        // The object, its arguments, and a list among them.
        if (json.CurrentDepth + 3 > ConfigLimits.Depth)
        {
            throw new InvalidOperationException(
                $"Schedules are nested until the document is more than {ConfigLimits.Depth} objects deep; nest fewer of them.");
        }

        ConfigObject.Write(
            json,
            entry.IsOfOriginal ? ModuleOfOriginal : null,
            entry.ClassName,
            entry.IsOfOriginal ? null : entry.ClassName,
            inside => entry.Write(schedule, new ConfigWriter(inside, entry.ClassName, registry, schedule.IntegerArguments)));
    }

    /// <summary>A schedule is found by its class name; the short form without module and registered name is accepted (S8.14).</summary>
    public static LearningRateSchedule Read(JsonElement json, string path, ScheduleRegistry registry)
    {
        var reader = new ConfigReader(json, path, registry);
        (_, string className, ConfigReader arguments) = ConfigObject.Read(reader, "the name of a schedule");
        ScheduleEntry entry = registry.EntryFor(className, reader.Path("class_name"));
        try
        {
            LearningRateSchedule schedule = entry.Read(arguments)
                ?? throw new ArgumentException($"`{path}` is a {className}, and what is registered for it made no schedule; let it return one.");
            arguments.Finish();
            schedule.IntegerArguments = arguments.Integers;
            return schedule;
        }
        catch (ArgumentException e) when (e.ParamName is not null)
        {
            // What the schedule's constructor found, with the place where it stands.
            throw new ArgumentException($"`{reader.Path("config")}` is wrong: {e.Message.Split('\n')[0]}", e);
        }
    }
}
