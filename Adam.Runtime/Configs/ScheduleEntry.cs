using System;

namespace Adam.Configs;

/// <summary>How a schedule class stands in a configuration.</summary>
/// <param name="Type">The class.</param>
/// <param name="ClassName">Its name there.</param>
/// <param name="IsOfOriginal">Whether the original has it, and finds it by its module instead of a registered name (S8.14).</param>
/// <param name="Write">Writes the arguments.</param>
/// <param name="Read">Makes a schedule of the arguments.</param>
internal sealed record ScheduleEntry(
    Type Type,
    string ClassName,
    bool IsOfOriginal,
    Action<LearningRateSchedule, ConfigWriter> Write,
    Func<ConfigReader, LearningRateSchedule> Read)
{
    public static ScheduleEntry Of<T>(string className, bool isOfOriginal, Action<T, ConfigWriter> write, Func<ConfigReader, T> read)
        where T : LearningRateSchedule =>
        new(typeof(T), className, isOfOriginal, (schedule, writer) => write((T)schedule, writer), read);
}
