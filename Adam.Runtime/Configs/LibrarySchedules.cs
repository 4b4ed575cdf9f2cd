using System;

namespace Adam.Configs;

/// <summary>The schedules of this library: keys, their order and their defaults are those of the original's constructors (S8.6 to S8.13).</summary>
internal static class LibrarySchedules
{
    public static readonly ScheduleEntry[] Entries =
    [
        OfOriginal<ExponentialDecay>(
            (s, w) =>
            {
                w.Number("initial_learning_rate", s.InitialLearningRate);
                w.Count("decay_steps", s.DecaySteps);
                w.Number("decay_rate", s.DecayRate);
                w.Flag("staircase", s.Staircase);
                w.Text("name", s.Name);
            },
            r => new(r.Number("initial_learning_rate"), r.Number("decay_steps"), r.Number("decay_rate"), r.Flag("staircase", false), r.Text("name"))),
        OfOriginal<PiecewiseConstantDecay>(
            (s, w) =>
            {
                w.WholeNumberList("boundaries", s.Boundaries);
                w.NumberList("values", s.Values);
                w.Text("name", s.Name);
            },
            r => new(r.WholeNumberList("boundaries"), r.NumberList("values"), r.Text("name"))),
        OfOriginal<PolynomialDecay>(
            (s, w) =>
            {
                w.Number("initial_learning_rate", s.InitialLearningRate);
                w.Count("decay_steps", s.DecaySteps);
                w.Number("end_learning_rate", s.EndLearningRate);
                w.Number("power", s.Power);
                w.Flag("cycle", s.Cycle);
                w.Text("name", s.Name);
            },
            r => new(
                r.Number("initial_learning_rate"),
                r.Number("decay_steps"),
                r.Number("end_learning_rate", 0.0001),
                r.Number("power", 1.0),
                r.Flag("cycle", false),
                r.Text("name"))),
        OfOriginal<InverseTimeDecay>(
            (s, w) =>
            {
                w.Number("initial_learning_rate", s.InitialLearningRate);
                w.Count("decay_steps", s.DecaySteps);
                w.Number("decay_rate", s.DecayRate);
                w.Flag("staircase", s.Staircase);
                w.Text("name", s.Name);
            },
            r => new(r.Number("initial_learning_rate"), r.Number("decay_steps"), r.Number("decay_rate"), r.Flag("staircase", false), r.Text("name"))),
        OfOriginal<CosineDecay>(
            (s, w) =>
            {
                w.Number("initial_learning_rate", s.InitialLearningRate);
                w.Count("decay_steps", s.DecaySteps);
                w.Number("alpha", s.Alpha);
                w.Text("name", s.Name);
                w.Number("warmup_target", s.WarmupTarget);
                w.Count("warmup_steps", s.WarmupSteps);
            },
            r => new(
                r.Number("initial_learning_rate"),
                r.Number("decay_steps"),
                r.Number("alpha", 0.0),
                r.Text("name"),
                r.OptionalNumber("warmup_target"),
                r.Number("warmup_steps", 0))),
        OfOriginal<CosineDecayRestarts>(
            (s, w) =>
            {
                w.Number("initial_learning_rate", s.InitialLearningRate);
                w.Count("first_decay_steps", s.FirstDecaySteps);
                w.Number("t_mul", s.TMul);
                w.Number("m_mul", s.MMul);
                w.Number("alpha", s.Alpha);
                w.Text("name", s.Name);
            },
            r => new(
                r.Number("initial_learning_rate"),
                r.Number("first_decay_steps"),
                r.Number("t_mul", 2.0),
                r.Number("m_mul", 1.0),
                r.Number("alpha", 0.0),
                r.Text("name"))),
        Own<ConstantSchedule>(
            (s, w) =>
            {
                w.Number("learning_rate", s.LearningRate);
                w.Text("name", s.Name);
            },
            r => new(r.Number("learning_rate"), r.Text("name"))),
        Own<LinearWarmup>(
            (s, w) =>
            {
                w.Schedule("schedule", s.Schedule);
                w.WholeNumber("warmup_steps", s.WarmupSteps);
                w.Number("initial_learning_rate", s.InitialLearningRate);
                w.Text("name", s.Name);
            },
            r => new(r.Schedule("schedule"), r.WholeNumber("warmup_steps"), r.Number("initial_learning_rate", 0.0), r.Text("name"))),
        Own<ChainedSchedule>(
            (s, w) =>
            {
                w.ScheduleList("schedules", s.Schedules);
                w.WholeNumberList("boundaries", s.Boundaries);
                w.Text("name", s.Name);
            },
            r => new(r.ScheduleList("schedules"), r.WholeNumberList("boundaries"), r.Text("name"))),
    ];

    private static ScheduleEntry OfOriginal<T>(Action<T, ConfigWriter> write, Func<ConfigReader, T> read)
        where T : LearningRateSchedule => ScheduleEntry.Of(typeof(T).Name, isOfOriginal: true, write, read);

    private static ScheduleEntry Own<T>(Action<T, ConfigWriter> write, Func<ConfigReader, T> read)
        where T : LearningRateSchedule => ScheduleEntry.Of(typeof(T).Name, isOfOriginal: false, write, read);
}
