using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.IO;
using Adam;
using Spectre.Console;

namespace Digits;

/// <summary>Trains a small network on handwritten digits with a generated Adam optimizer.</summary>
internal static class Program
{
    internal static int Main(string[] arguments)
    {
        var standard = new TrainingSettings();
        Option<int> epochs = Options.Whole("--epochs", "Passes over the training images.", standard.Epochs, 1, 10_000);
        Option<int> batch = Options.Whole("--batch", "Images for each step.", standard.BatchSize, 1, DigitsData.TrainingCount);
        Option<int> seed = Options.Whole("--seed", "Decides the first weights and the order of the images.", standard.Seed, 0, int.MaxValue);
        Option<InstructionSet?> instructionSet = Options.InstructionSet("--instruction-set");
        var output = new Option<string>("--output")
        {
            Description = "The folder of the loss curve, made if it does not exist.",
            HelpName = "folder",
            DefaultValueFactory = _ => "digits-output",
        };

        var command = new RootCommand("Trains a 64-64-10 network on 8 x 8 images of handwritten digits.")
        {
            epochs, batch, seed, instructionSet, output,
        };
        command.SetAction(parsed => Run(
            new TrainingSettings
            {
                Epochs = parsed.GetValue(epochs),
                BatchSize = parsed.GetValue(batch),
                Seed = parsed.GetValue(seed),
                InstructionSet = parsed.GetValue(instructionSet),
            },
            parsed.GetRequiredValue(output)));

        ParseResult result = command.Parse(arguments);
        if (result.Action is ParseErrorAction error)
        {
            // The messages say what to do; a page of help below would hide them.
            error.ShowHelp = false;
        }

        return result.Invoke();
    }

    private static int Run(TrainingSettings settings, string folder)
    {
        string curvePath = Path.GetFullPath(Path.Combine(folder, "loss.svg"));
        StreamWriter curve;
        try
        {
            // Opened first: better no training than one whose result has no place to go.
            Directory.CreateDirectory(folder);
            curve = File.CreateText(curvePath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"`--output` is {folder}, where `loss.svg` cannot be written ({error.Message}); name another folder.");
            return 1;
        }

        using (curve)
        {
            var report = new Report(AnsiConsole.Console);
            TrainingResult result = report.Watch(settings);
            curve.Write(LossCurve.Draw(result.Epochs));
            report.Summarize(result, curvePath);
            Console.WriteLine($"Test accuracy: {Report.Percent(result.Averaged.Accuracy)}");
        }

        return 0;
    }
}
