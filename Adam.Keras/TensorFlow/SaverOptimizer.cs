using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Keras.State;

namespace Adam.Keras.TensorFlow;

/// <summary>
/// Checkpoints of a time before objects were saved: variables by their names, each slot under the name of its variable and of the
/// optimizer, m as <c>kernel/Adam</c> and v as <c>kernel/Adam_1</c>, and the powers of the betas.
/// </summary>
internal static class SaverOptimizer
{
    private const string Second = "_1";

    /// <summary>Null where there is no such optimizer.</summary>
    public static KerasOptimizerState? Read(TensorFlowCheckpoint checkpoint, KerasReadOptions options)
    {
        if (!Has(checkpoint, "beta1_power") || !Has(checkpoint, "beta2_power"))
        {
            return null;
        }

        List<string> names = [.. checkpoint.Tensors.Select(tensor => tensor.Name).Select(name => OptimizerOf(checkpoint, name)).OfType<string>().Distinct()];
        string name = options.Optimizer ?? (names.Count == 1 ? names[0] : throw new KerasException(
            names.Count == 0 ? KerasProblem.NoOptimizer : KerasProblem.Ambiguous,
            checkpoint.Prefix,
            $"it holds slots of {names.Count} optimizers{(names.Count == 0 ? "" : ", " + string.Join(", ", names))}; name one of them in `{nameof(KerasReadOptions)}.{nameof(KerasReadOptions.Optimizer)}`."));
        if (SlotName.OtherOptimizer(name + "/m") is { } other)
        {
            throw new KerasException(KerasProblem.OtherOptimizer, checkpoint.Prefix, $"its slots are called {other}; the state must be that of Adam or AdamW.");
        }

        string[] variables = [.. checkpoint.Tensors.Select(tensor => tensor.Name).Where(variable => checkpoint.Has($"{variable}/{name}") && checkpoint.Has($"{variable}/{name}{Second}"))];
        return variables.Length == 0
            ? throw new KerasException(KerasProblem.NoOptimizer, checkpoint.Prefix, $"there is no optimizer '{name}' in it.")
            : State(checkpoint, options, name, variables);
    }

    private static KerasOptimizerState State(TensorFlowCheckpoint checkpoint, KerasReadOptions options, string name, string[] variables)
    {
        KerasVariable steps = SlottedOptimizer.Steps(checkpoint.Prefix, name, options);
        var tensors = new List<KerasVariable> { steps.As(KerasSlot.Iteration, -1, null) };
        foreach ((KerasSlot slot, string suffix) in new[] { (KerasSlot.FirstMoment, ""), (KerasSlot.SecondMoment, Second) })
        {
            for (int i = 0; i < variables.Length; i++)
            {
                KerasVariable tensor = checkpoint.Read($"{variables[i]}/{name}{suffix}");
                tensors.Add(ShapeText.Same(tensor.Shape, checkpoint.ShapeOf(variables[i]))
                    ? tensor.As(slot, i, variables[i])
                    : throw new KerasException(KerasProblem.Damaged, checkpoint.Prefix, $"'{tensor.Name}' has another shape than its variable."));
            }
        }

        return new KerasOptimizerState(checkpoint.Prefix, KerasDialect.TensorFlow1, tensors) { Prefix = name };
    }

    /// <summary>The optimizer whose second moment a name is; null where it is none.</summary>
    private static string? OptimizerOf(TensorFlowCheckpoint checkpoint, string name)
    {
        int slash = name.LastIndexOf('/');
        return slash > 0 && name.EndsWith(Second, StringComparison.Ordinal) && checkpoint.Has(name[..slash]) && checkpoint.Has(name[..^Second.Length])
            ? name[(slash + 1)..^Second.Length]
            : null;
    }

    private static bool Has(TensorFlowCheckpoint checkpoint, string name) =>
        checkpoint.Tensors.Any(tensor => tensor.Name == name || tensor.Name.EndsWith("/" + name, StringComparison.Ordinal));
}
