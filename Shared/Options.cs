using System;
using System.Collections.Generic;
using System.Globalization;
#if !ADAM_GENERATOR
using Adam.Lanes;
#endif

#if ADAM_GENERATOR
namespace Adam.Generator.Configuration;
#else
namespace Adam.Shared;
#endif

/// <summary>What an option is, and so how it is read, checked, kept and written.</summary>
internal enum OptionKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A switch, fixed by the attribute: true makes its stage.</summary>
    Flag,

    /// <summary>A switch of the original without effect here: accepted, and written as false (D22).</summary>
    Ignored,

    /// <summary>A number, or somebody who is asked for it at each step. If it has a stage, being given makes it (S1.7).</summary>
    Asked,

    /// <summary>A limit of the gradients. One greater than zero makes its stage, unless another one wins (S3.7, D19).</summary>
    Limit,

    /// <summary>A number for a stage that a flag makes.</summary>
    Number,

    /// <summary>A whole number for a stage that a flag makes; zero or none means never.</summary>
    Count,
}

/// <summary>The numbers that an option is meant to have; where <see cref="Option.IsStrict"/>, the only ones it may have. Never NaN (D24).</summary>
internal readonly record struct OptionRange(double Least, bool HasLeast, double Greatest, bool HasGreatest)
{
    public bool Contains(double value) =>
        (HasLeast ? value >= Least : value > Least) && (HasGreatest ? value <= Greatest : value < Greatest);

    /// <summary>In words that follow "it must be".</summary>
    public override string ToString() => double.IsInfinity(Greatest)
        ? $"{(HasLeast ? "at least" : "greater than")} {Text(Least)}"
        : $"in {(HasLeast ? '[' : '(')}{Text(Least)}, {Text(Greatest)}{(HasGreatest ? ']' : ')')}";

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One option, from the attribute to the loop.</summary>
/// <param name="Index">Its row.</param>
/// <param name="Name">Its property in the attribute, the options, the optimizer and the document of a configuration.</param>
/// <param name="Key">Its key in a configuration.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Default">The number where none is given (S1.1); null where that means off.</param>
/// <param name="Stage">The stage that it makes or belongs to.</param>
/// <param name="Range">What it is meant to be.</param>
/// <param name="Diagnostic">What the compiler says outside of the range.</param>
/// <param name="IsStrict">Whether the original rejects a number outside of the range (S1.9).</param>
/// <param name="IsOurs">Whether the original does not know the key: then it is written only where the option is on (D23).</param>
internal sealed record Option(
    int Index,
    string Name,
    string Key,
    OptionKind Kind,
    double? Default = null,
    Stages Stage = Stages.None,
    OptionRange Range = default,
    string Diagnostic = "",
    bool IsStrict = false,
    bool IsOurs = false)
{
    /// <summary>Whether it is a number that may change at run time.</summary>
    public bool IsNumber => Kind is OptionKind.Asked or OptionKind.Limit or OptionKind.Number or OptionKind.Count;

    /// <summary>The default of a number that has one.</summary>
    public double DefaultNumber => Default.GetValueOrDefault();
}

/// <summary>
/// The table of all options: the one place for each name, default, range and stage. Reading the attribute, the compiler's rules, options,
/// properties, and reading and writing configurations are loops over it.
/// </summary>
/// <remarks>In the order of the original's configuration (S9.1). Among limits the first that is on wins (S3.7).</remarks>
internal static class Options
{
    private static readonly List<Option> Rows = [];

    public static readonly Option Name = Row("Name", "name", OptionKind.Text);
    public static readonly Option WeightDecay = Row("WeightDecay", "weight_decay", OptionKind.Asked, null, Stages.WeightDecay, Finite(0, true), "ADAM0019");
    public static readonly Option ClipNorm = Row("ClipNorm", "clipnorm", OptionKind.Limit, null, Stages.ClipNorm, Positive, "ADAM0015");
    public static readonly Option GlobalClipNorm = Row("GlobalClipNorm", "global_clipnorm", OptionKind.Limit, null, Stages.GlobalClipNorm, Positive, "ADAM0015");
    public static readonly Option ClipValue = Row("ClipValue", "clipvalue", OptionKind.Limit, null, Stages.ClipValue, Positive, "ADAM0015");
    public static readonly Option UseEma = Row("UseEma", "use_ema", OptionKind.Flag, null, Stages.UseEma);
    public static readonly Option EmaMomentum = Row("EmaMomentum", "ema_momentum", OptionKind.Number, 0.99, Stages.UseEma, new(0, true, 1, true), "ADAM0010", isStrict: true);
    public static readonly Option EmaOverwriteFrequency =
        Row("EmaOverwriteFrequency", "ema_overwrite_frequency", OptionKind.Count, null, Stages.UseEma, new(1, true, double.PositiveInfinity, true), "ADAM0011", isStrict: true);

    public static readonly Option JitCompile = Row("JitCompile", "jit_compile", OptionKind.Ignored);
    public static readonly Option LearningRate = Row("LearningRate", "learning_rate", OptionKind.Asked, 0.001, Stages.None, Finite(0, true), "ADAM0018");
    public static readonly Option Beta1 = Row("Beta1", "beta_1", OptionKind.Asked, 0.9, Stages.None, new(0, true, 1, false), "ADAM0016");
    public static readonly Option Beta2 = Row("Beta2", "beta_2", OptionKind.Asked, 0.999, Stages.None, new(0, true, 1, false), "ADAM0016");
    public static readonly Option Epsilon = Row("Epsilon", "epsilon", OptionKind.Asked, 1e-7, Stages.None, Finite(0, false), "ADAM0017");
    public static readonly Option Amsgrad = Row("Amsgrad", "amsgrad", OptionKind.Flag, null, Stages.Amsgrad);
    public static readonly Option AdaptiveEpsilon = Row("AdaptiveEpsilon", "adaptive_epsilon", OptionKind.Flag, null, Stages.AdaptiveEpsilon, isOurs: true);

    /// <summary>The name of an optimizer that is given none.</summary>
    public const string DefaultName = "Adam";

    /// <summary>All rows. An array, because a step's loops over it must not allocate an enumerator.</summary>
    public static readonly Option[] All = [.. Rows];

    private static OptionRange Positive => new(0, false, double.PositiveInfinity, true);

    /// <summary>The row of a name.</summary>
    /// <exception cref="ArgumentException">There is none: emitted code and library are of different versions.</exception>
    public static Option Named(string name) => Rows.Find(row => row.Name == name)
        ?? throw new ArgumentException($"`{name}` is no option of this version; build the project again with the generator of the library's version.", nameof(name));

    /// <summary>The one limit that works: the first in the order of the table that is greater than zero (S3.7, D19).</summary>
    /// <param name="number">The number of an option, or null.</param>
    public static Option? WorkingLimit(Func<Option, double?> number) => Rows.Find(row => row.Kind == OptionKind.Limit && number(row) > 0);

    /// <summary>The stages that options make.</summary>
    /// <param name="number">The number of an option, or null; 1 for a flag that is true.</param>
    public static Stages StagesOf(Func<Option, double?> number)
    {
        Stages stages = WorkingLimit(number)?.Stage ?? Stages.None;
        foreach (Option row in Rows)
        {
            if ((row.Kind == OptionKind.Flag && number(row) == 1) || (row.Kind == OptionKind.Asked && number(row) is not null))
            {
                stages |= row.Stage;
            }
        }

        return stages;
    }

    /// <summary>The flag that makes a stage, for numbers that need it.</summary>
    public static Option FlagOf(Stages stage) => Rows.Find(row => row.Kind == OptionKind.Flag && row.Stage == stage)!;

    private static OptionRange Finite(double least, bool hasLeast) => new(least, hasLeast, double.PositiveInfinity, false);

    private static Option Row(
        string name,
        string key,
        OptionKind kind,
        double? standard = null,
        Stages stage = Stages.None,
        OptionRange range = default,
        string diagnostic = "",
        bool isStrict = false,
        bool isOurs = false)
    {
        var row = new Option(Rows.Count, name, key, kind, standard, stage, range, diagnostic, isStrict, isOurs);
        Rows.Add(row);
        return row;
    }
}
