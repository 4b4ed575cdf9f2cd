using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Adam.Keras.Configs;
using Adam.Keras.Data;
using Adam.Keras.Hdf5;
using Adam.Keras.State;

namespace Adam.Keras.Files;

/// <summary>The optimizer's part of older <c>.h5</c> files: tensors by name in <c>optimizer_weights</c>, their order in <c>weight_names</c>.</summary>
internal static class LegacyWeights
{
    public const string Group = "optimizer_weights";

    private const string Names = "weight_names";

    private static readonly KerasDialect[] Dialects = [KerasDialect.TfKeras, KerasDialect.Keras3, KerasDialect.Legacy];

    public static KerasOptimizerState Read(string file, H5Group root, KerasReadOptions options)
    {
        if (root.Group(Group) is not { } group || ReadNames(file, group) is not { Count: > 0 } names)
        {
            throw new KerasException(KerasProblem.NoOptimizer, file, "it holds no state of an optimizer.");
        }

        KerasConfig? config = Config(file, root);
        List<KerasVariable> tensors = names.ConvertAll(name => group.Find(name) is H5Dataset dataset
            ? dataset.Read(name)
            : throw new KerasException(KerasProblem.Damaged, file, $"'{Names}' lists '{name}', which is not there."));
        (float? scale, long? counter) = TakeScale(file, tensors);

        // Files of the old class and of the present one differ in the order alone, and names tell which it is.
        KerasDialect? dialect = DialectOf(tensors) ?? (config?.Dialect == KerasDialect.Keras3 ? KerasDialect.Keras3 : config?.Dialect);
        var hints = new OrderHints(
            dialect,
            dialect == KerasDialect.Keras3 && config?.Document.LearningRate.Schedule is not null ? false : null,
            config?.Document.UseEma,
            config is null ? null : config.GradientAccumulationSteps > 1,
            config?.Document.Amsgrad);
        (KerasDialect found, KerasVariable[] variables) = OrderResolver.Resolve(file, tensors, Dialects, hints.Under(options));
        KerasVariable? rate = variables.FirstOrDefault(variable => variable.Slot == KerasSlot.LearningRate);
        return new KerasOptimizerState(file, found, variables)
        {
            Config = config,
            MicroStepsPerStep = options.GradientAccumulationSteps ?? config?.GradientAccumulationSteps,
            LearningRate = rate is null ? null : Scalars.Real(rate, file),
            LossScale = scale,
            GrowthCounter = counter,
        }.Checked();
    }

    /// <summary>The names; above 64,512 bytes they are split over attributes with a number behind the name.</summary>
    private static List<string> ReadNames(string file, H5Group group)
    {
        var names = new List<string>();
        void Add(H5Attribute attribute) => names.AddRange((attribute.Texts ?? []).Select(text => H5Reader.Text(new MemorySource(file, text), text)));
        if (group.Attributes.GetValueOrDefault(Names) is { } whole)
        {
            Add(whole);
            return names;
        }

        for (int i = 0; group.Attributes.GetValueOrDefault(Names + i.ToString(CultureInfo.InvariantCulture)) is { } part; i++)
        {
            Add(part);
        }

        return names;
    }

    private static KerasConfig? Config(string file, H5Group root)
    {
        if (root.Attributes.GetValueOrDefault("training_config")?.Texts is not [var text])
        {
            return null;
        }

        return JsonText.Read(new MemorySource($"{file}, training_config", text), json =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("optimizer_config", out JsonElement optimizer) && optimizer.ValueKind != JsonValueKind.Null
                ? ConfigReading.Read(optimizer, file)
                : null);
    }

    /// <summary>
    /// Takes a loss scale of Keras 3 out of the list: its own counter and rate, growth counter and scale stand in front of the optimizer's.
    /// </summary>
    private static (float? Scale, long? Counter) TakeScale(string file, List<KerasVariable> tensors)
    {
        const int Own = 4;
        bool wrapped = tensors.Count > Own
            && tensors[2].Name.EndsWith("/step_counter", StringComparison.Ordinal)
            && tensors[3].Name.EndsWith("/dynamic_scale", StringComparison.Ordinal);
        if (!wrapped)
        {
            return (null, null);
        }

        (float, long) state = ((float)Scalars.Real(tensors[3], file), Scalars.Count(tensors[2], file));
        tensors.RemoveRange(0, Own);
        return state;
    }

    /// <summary>The names of the counter: iteration in the present class, with a scope in Keras 3, iter and iterations in older ones.</summary>
    private static KerasDialect? DialectOf(List<KerasVariable> tensors)
    {
        string name = SlotName.Plain(tensors[0].Name);
        string last = name[(name.LastIndexOf('/') + 1)..];
        return last switch
        {
            "iter" or "iterations" => KerasDialect.Legacy,
            "iteration" when tensors.Count > 1 => tensors.Skip(1).Any(tensor => SlotName.Parse(KerasDialect.TfKeras, tensor.Name) is not null) && name == last
                ? KerasDialect.TfKeras
                : name == last ? null : KerasDialect.Keras3,
            _ => null,
        };
    }
}
