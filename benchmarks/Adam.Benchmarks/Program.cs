using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Adam.Benchmarks.Fresh;
using Adam.Benchmarks.Reporting;
using Adam.Benchmarks.Verbs;

namespace Adam.Benchmarks;

/// <summary>The command line: one verb for each question that is measured.</summary>
internal static class Program
{
    private static readonly Option<bool> s_quick = new("--quick")
    {
        Description = "Few and short rounds and small sizes: shows that it runs, measures nothing worth keeping.",
        Recursive = true,
    };

    private static readonly Option<string> s_output = new("--output")
    {
        Description = "The folder of tables and charts.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "benchmarks"),
        Recursive = true,
    };

    private static readonly Option<long[]> s_sizes = new("--sizes")
    {
        Description = "Elements, separated by commas, such as 2Ki,64Ki,16Mi; those of the verb where not given.",
        CustomParser = result =>
        {
            try
            {
                return [.. result.Tokens.SelectMany(token => token.Value.Split(',')).Select(Units.Parse)];
            }
            catch (FormatException error)
            {
                result.AddError(error.Message);
                return [];
            }
        },
        Recursive = true,
    };

    private static readonly Option<string> s_models = new("--models")
    {
        Description = "Names of models, separated by commas; only for the verb models.",
        Recursive = true,
    };

    private static readonly Option<string> s_rows = new("--rows")
    {
        Description = "Only the gates whose names have this in them, in any case.",
        DefaultValueFactory = _ => string.Empty,
        Recursive = true,
    };

    private static readonly Option<int> s_repeat = new("--repeat")
    {
        Description = "How often the gates are measured, one after the other; the medians count.",
        DefaultValueFactory = _ => 1,
        Recursive = true,
    };

    // Before anything of the command line's library is loaded: the first step of a fresh process is measured.
    private static int Main(string[] arguments) =>
        arguments is [FreshProgram.Mark, .. string[] task] ? FreshProgram.Run(task) : Parse(arguments);

    private static int Parse(string[] arguments)
    {
        var root = new RootCommand("Measures the optimizer against baselines and against the limits of this machine.")
        {
            s_quick, s_output, s_sizes, s_models, s_rows, s_repeat,
        };
        foreach ((string name, string question, Func<Settings, int> run) in Verbs())
        {
            var command = new Command(name, question);
            command.SetAction(parsed => run(Read(parsed)));
            root.Add(command);
        }

        return root.Parse(arguments).Invoke();
    }

    private static IEnumerable<(string Name, string Question, Func<Settings, int> Run)> Verbs() =>
    [
        ("limits", "The traffic of a step without its arithmetic, on one and two threads.", LimitsVerb.Run),
        ("kernels", "Every competitor from 256 elements to 64 Mi, the plain step and all stages; bits are checked first.", KernelsVerb.Run),
        ("offsets", "What the arrays' offsets in their pages cost.", OffsetsVerb.Run),
        ("decayed", "State decayed by thousands of zero-gradient steps.", RegimesVerbs.RunDecayed),
        ("zeros", "Rows and scattered lanes that are zero or tiny.", RegimesVerbs.RunZeros),
        ("many", "Ten thousand tensors of 100 to 1000 elements against one flat tensor.", ManyVerb.Run),
        ("models", "One step of well-known networks.", ModelsVerb.Run),
        ("threads", "One and two threads, and eight on a machine whose cores are all busy.", ThreadsVerb.Run),
        ("gates", "Every row of the table of goals; ends with 1 if a row falls short of its gate.", GatesVerb.Run),
    ];

    private static Settings Read(ParseResult parsed) => new(
        parsed.GetValue(s_output)!,
        parsed.GetValue(s_quick),
        parsed.GetValue(s_sizes) is { Length: > 0 } sizes ? sizes : null,
        parsed.GetValue(s_models)?.Split(','),
        parsed.GetValue(s_rows)!,
        int.Max(parsed.GetValue(s_repeat), 1));
}
