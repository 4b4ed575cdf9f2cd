using System;
using System.Linq;
using System.Text.Json;

namespace Adam.Tests.Goldens;

/// <summary>Makes a schedule of its recorded form, without the code under test.</summary>
internal static class GoldenSchedule
{
    public static LearningRateSchedule Parse(JsonElement schedule)
    {
        JsonElement config = schedule.GetProperty("config");
        string? className = schedule.GetProperty("class_name").GetString();
        string? name = config.GetProperty("name").GetString();
        return className switch
        {
            "ExponentialDecay" => new ExponentialDecay(Number("initial_learning_rate"), Number("decay_steps"), Number("decay_rate"), Flag("staircase"), name),
            "InverseTimeDecay" => new InverseTimeDecay(Number("initial_learning_rate"), Number("decay_steps"), Number("decay_rate"), Flag("staircase"), name),
            "PolynomialDecay" => new PolynomialDecay(
                Number("initial_learning_rate"), Number("decay_steps"), Number("end_learning_rate"), Number("power"), Flag("cycle"), name),
            "PiecewiseConstantDecay" => new PiecewiseConstantDecay(
                [.. config.GetProperty("boundaries").EnumerateArray().Select(item => item.GetInt64())],
                [.. config.GetProperty("values").EnumerateArray().Select(item => item.GetDouble())],
                name),
            "CosineDecay" => new CosineDecay(
                Number("initial_learning_rate"),
                Number("decay_steps"),
                Number("alpha"),
                name,
                warmupTarget: config.GetProperty("warmup_target").ValueKind == JsonValueKind.Null ? null : Number("warmup_target"),
                warmupSteps: Number("warmup_steps")),
            "CosineDecayRestarts" => new CosineDecayRestarts(
                Number("initial_learning_rate"), Number("first_decay_steps"), Number("t_mul"), Number("m_mul"), Number("alpha"), name),
            _ => throw new ArgumentException($"`{className}` is no schedule of the original."),
        };

        double Number(string key) => config.GetProperty(key).GetDouble();
        bool Flag(string key) => config.GetProperty(key).GetBoolean();
    }
}
