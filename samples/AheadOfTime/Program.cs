using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Adam;

namespace Digits;

/// <summary>
/// Trains the digits network and prints what ran and a hash of the weights, which is the same for every processor and compiler.
/// </summary>
/// <remarks>
/// <c>AheadOfTime [EPOCHS [MINIMUM]]</c>: the number of epochs, and the slowest instruction set that will do.
/// </remarks>
internal static class Program
{
    internal static int Main(string[] arguments)
    {
        var settings = new TrainingSettings();
        if (arguments.Length > 0)
        {
            if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) || epochs == 0)
            {
                return Refuse($"The number of epochs is {arguments[0]}; it must be a whole number from 1 on.");
            }

            settings = settings with { Epochs = epochs };
        }

        if (arguments.Length > 1)
        {
            if (!Enum.TryParse(arguments[1], ignoreCase: true, out InstructionSet minimum))
            {
                return Refuse($"The minimum is {arguments[1]}; it must be one of {string.Join(", ", Enum.GetNames<InstructionSet>())}.");
            }

            try
            {
                // Asked before the work begins, so that a slow binary is noticed where it is started and not by its bill.
                using var probe = new DigitsOptimizer(new AdamOptions { MinimumInstructionSet = minimum });
            }
            catch (PlatformNotSupportedException error)
            {
                return Refuse(error.Message);
            }
        }

        TrainingResult result = DigitsTrainer.Train(settings);
        Console.WriteLine($"Compiler: {(RuntimeFeature.IsDynamicCodeSupported ? "JIT" : "ahead of time")}");
        Console.WriteLine($"Instruction set: {result.InstructionSet}");
        Console.WriteLine($"Steps: {result.Steps}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Test accuracy: {result.Averaged.Accuracy * 100:F1} %"));
        Console.WriteLine($"SHA-256 of weights: {result.WeightsHash}");
        return 0;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
