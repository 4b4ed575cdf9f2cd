using System;
using System.Text.Json;

namespace Adam.Configs;

/// <summary>A schedule as an object of a configuration: module, class_name, config, registered_name (S8.14).</summary>
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

        json.WriteStartObject();
        json.WriteString("module", entry.IsOfOriginal ? ModuleOfOriginal : null);
        json.WriteString("class_name", entry.ClassName);
        json.WriteStartObject("config");
        entry.Write(schedule, new ConfigWriter(json, entry.ClassName, registry, schedule.IntegerArguments));
        json.WriteEndObject();
        json.WriteString("registered_name", entry.IsOfOriginal ? null : entry.ClassName);
        json.WriteEndObject();
    }

    /// <summary>A schedule is found by its class name; the short form without module and registered name is accepted (S8.14).</summary>
    public static LearningRateSchedule Read(JsonElement json, string path, ScheduleRegistry registry)
    {
        var reader = new ConfigReader(json, path, registry);
        _ = reader.Text("module");
        _ = reader.Text("registered_name");
        string className = reader.Text("class_name")
            ?? throw new ArgumentException($"`{reader.Path("class_name")}` is missing; it must be the name of a schedule.");
        ConfigReader arguments = reader.Nested("config");
        reader.Finish();
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
