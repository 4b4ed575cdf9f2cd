using System;
using System.Collections.Generic;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>Schedules of a user are written and read under the name that they are registered with.</summary>
public sealed class ScheduleRegistryTests
{
    private static ScheduleRegistry Registry => new ScheduleRegistry().Add<Triangle>(
        "TriangleRate",
        (schedule, writer) =>
        {
            writer.Number("peak", schedule.Peak);
            writer.Count("half_period", schedule.HalfPeriod);
            writer.WholeNumber("offset", schedule.Offset);
            writer.Flag("flat", schedule.Flat);
            writer.Text("name", schedule.Name);
            writer.Schedule("base", schedule.Base);
            writer.NumberList("weights", schedule.Weights);
        },
        reader => new Triangle(
            reader.Number("peak"),
            reader.Number("half_period", 5),
            reader.WholeNumber("offset", 1),
            reader.Flag("flat"),
            reader.Text("name"),
            reader.Schedule("base"),
            reader.NumberList("weights")));

    [Fact]
    public void ARegisteredSchedule_Survives()
    {
        var schedule = new Triangle(0.5, 10, 3, true, "t", new LinearWarmup(new ConstantSchedule(0.1), 2), [0.25, 1]);
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new LinearWarmup(schedule, 4) });
        string json = optimizer.GetConfig(Registry).ToJson();
        Assert.Contains(
            """{"module":null,"class_name":"TriangleRate","config":{"peak":0.5,"half_period":10,"offset":3,"flat":true,"name":"t","base":{"module":null,"class_name":"LinearWarmup","config":{"schedule":{""",
            json,
            StringComparison.Ordinal);
        Assert.Contains("""},"weights":[0.25,1.0]},"registered_name":"TriangleRate"}""", json, StringComparison.Ordinal);

        AdamConfigDocument document = AdamConfigDocument.Parse(json, Registry);
        Assert.Equal(json, document.ToJson());
        var warmup = Assert.IsType<LinearWarmup>(document.LearningRate.Schedule);
        var read = Assert.IsType<Triangle>(warmup.Schedule);
        Assert.Equal((0.5, 10.0, 3L, true, "t"), (read.Peak, read.HalfPeriod, read.Offset, read.Flat, read.Name));
        Assert.Equal([0.25, 1], read.Weights);
    }

    [Fact]
    public void AnUnregisteredSchedule_IsAnError()
    {
        var schedule = new Triangle(1, 1, 1, false, null, new ConstantSchedule(1), []);
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = schedule });
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.GetConfig());
        Assert.Equal("The schedule is a Triangle, which is not registered; add it to a ScheduleRegistry and give that to GetConfig.", error.Message);
        string json = optimizer.GetConfig(Registry).ToJson();
        var unknown = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse(json));
        Assert.StartsWith("`config.learning_rate.class_name` is \"TriangleRate\"; it must be one of ExponentialDecay, ", unknown.Message, StringComparison.Ordinal);
        Assert.EndsWith(", or be added to the ScheduleRegistry.", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameOrClassTwice_IsAnError()
    {
        Assert.Contains("TriangleRate, which is registered already", Assert.Throws<ArgumentException>(() => Registry.Add<Other>("TriangleRate", (_, _) => { }, _ => new())).Message, StringComparison.Ordinal);
        Assert.Contains("Triangle is registered already, as TriangleRate", Assert.Throws<ArgumentException>(() => Registry.Add<Triangle>("X", (_, _) => { }, _ => null!)).Message, StringComparison.Ordinal);
        Assert.Contains("CosineDecay, which is registered already", Assert.Throws<ArgumentException>(() => Registry.Add<Other>("CosineDecay", (_, _) => { }, _ => new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFactoryThatMakesNothing_IsAnError()
    {
        ScheduleRegistry registry = new ScheduleRegistry().Add<Other>("Other", (_, _) => { }, _ => null!);
        var error = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse("""{"learning_rate": {"class_name": "Other", "config": {}}}""", registry));
        Assert.Equal("`learning_rate` is a Other, and what is registered for it made no schedule; let it return one.", error.Message);
    }

    [Fact]
    public void AKeyWrittenTwice_IsAnError()
    {
        ScheduleRegistry registry = new ScheduleRegistry().Add<Other>(
            "Other",
            (_, writer) =>
            {
                writer.Flag("a", true);
                writer.Flag("a", false);
            },
            _ => new());
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new Other() });
        Assert.Equal("`a` of Other is written twice; write each key once.", Assert.Throws<InvalidOperationException>(() => optimizer.GetConfig(registry)).Message);
    }

    private sealed class Triangle(
        double peak, double halfPeriod, long offset, bool flat, string? name, LearningRateSchedule under, IReadOnlyList<double> weights)
        : LearningRateSchedule(name)
    {
        public double Peak { get; } = peak;

        public double HalfPeriod { get; } = halfPeriod;

        public long Offset { get; } = offset;

        public bool Flat { get; } = flat;

        public LearningRateSchedule Base { get; } = under;

        public IReadOnlyList<double> Weights { get; } = weights;

        public override float ValueAt(long iteration) => (float)Peak;
    }

    private sealed class Other : LearningRateSchedule
    {
        public override float ValueAt(long iteration) => 1;
    }
}
