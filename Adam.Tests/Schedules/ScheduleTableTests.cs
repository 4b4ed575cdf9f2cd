using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>
/// What the elementary functions need is made when a schedule is constructed, not in the middle of a training. The tables are made
/// once in a process, so each case loads the library anew.
/// </summary>
public sealed class ScheduleTableTests
{
    public static TheoryData<string> Names => [.. s_arguments.Keys];

    // The values of the required arguments, by position; the rest have their defaults.
    private static readonly Dictionary<string, object[]> s_arguments = new()
    {
        ["ConstantSchedule"] = [0.1],
        ["CosineDecay"] = [0.0, 1000.0, 0.0, null!, 0.1, 1000.0],
        ["CosineDecayRestarts"] = [0.1, 100.0],
        ["ExponentialDecay"] = [0.1, 10.0, 0.9],
        ["InverseTimeDecay"] = [0.1, 10.0, 0.9],
        ["PolynomialDecay"] = [0.1, 8192.0, 0.0, 2.0],
    };

    /// <summary>A schedule that is added later has to be here too; those over lists compute nothing, and combinators what their parts do.</summary>
    [Fact]
    public void EverySchedule_IsTried() => Assert.Equal(
        typeof(LearningRateSchedule).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LearningRateSchedule))).Select(type => type.Name).Order(),
        [.. s_arguments.Keys.Concat(["ChainedSchedule", "LinearWarmup", "PiecewiseConstantDecay"]).Order()]);

    [Theory]
    [MemberData(nameof(Names))]
    public void AfterConstruction_NoStepAllocates(string name)
    {
        string library = typeof(LearningRateSchedule).Assembly.Location;
        Assert.SkipUnless(File.Exists(library), "The tests are bundled, so the library cannot be loaded a second time.");
        var context = new AssemblyLoadContext(name, isCollectible: true);
        try
        {
            Func<long, float> valueAt = Construct(context.LoadFromAssemblyPath(library), name);
            long most = 0;
            for (long step = 0; step < 9000; step++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                _ = valueAt(step);
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            // A garbage collection that another test causes counts the rest of an allocation buffer, 8 KB at the most; the tables take more than 50.
            Assert.InRange(most, 0, 8192);
        }
        finally
        {
            context.Unload();
        }
    }

    private static Func<long, float> Construct(Assembly library, string name)
    {
        ConstructorInfo constructor = library.GetType($"Adam.{name}", throwOnError: true)!.GetConstructors().Single();
        object?[] arguments =
        [
            .. s_arguments[name],
            .. constructor.GetParameters().Skip(s_arguments[name].Length).Select(parameter => parameter.DefaultValue),
        ];
        object schedule = constructor.Invoke(arguments);
        return schedule.GetType().GetMethod("ValueAt")!.CreateDelegate<Func<long, float>>(schedule);
    }
}
