using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Adam.Keras.Hdf5;
using Adam.Keras.State;

namespace Adam.Keras.Files;

/// <summary>The optimizer's part of <c>.keras</c> and <c>.weights.h5</c>: tensors called 0, 1, ... in <c>optimizer/vars</c>.</summary>
internal static class ListedWeights
{
    public const string Optimizer = "optimizer";
    public const string Inner = "inner_optimizer";
    public const string Vars = "vars";

    private static readonly KerasDialect[] Dialects = [KerasDialect.TfKeras, KerasDialect.Keras3];

    public static KerasOptimizerState Read(string file, H5Group root, KerasConfig? config, KerasDialect? dialect, KerasReadOptions options)
    {
        H5Group? optimizer = root.Group(Optimizer);
        H5Group? inner = optimizer?.Group(Inner);
        if ((inner ?? optimizer)?.Group(Vars) is not { } vars || vars.Children.Count == 0)
        {
            throw new KerasException(KerasProblem.NoOptimizer, file, "it holds no state of an optimizer.");
        }

        string place = inner is null ? $"{Optimizer}/{Vars}" : $"{Optimizer}/{Inner}/{Vars}";
        RequireName(file, vars);
        List<KerasVariable> tensors = Tensors(file, vars, place);
        KerasDialect? known = dialect ?? (vars.Attributes.ContainsKey("name") ? KerasDialect.Keras3 : null);
        bool? scheduled = config is null ? null : config.Document.LearningRate.Schedule is not null;
        var hints = new OrderHints(
            known,
            scheduled == true && known == KerasDialect.Keras3 ? false : null,
            config?.Document.UseEma,
            config is null ? null : config.GradientAccumulationSteps > 1,
            config?.Document.Amsgrad);
        (KerasDialect found, KerasVariable[] variables) = OrderResolver.Resolve(file, tensors, Dialects, hints.Under(options));
        (float? scale, long? counter) = inner is not null && found == KerasDialect.Keras3 ? Scale(file, optimizer!.Group(Vars)) : (null, null);
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

    /// <summary>The tensors by their numbers, which must have no gap.</summary>
    public static List<KerasVariable> Tensors(string file, H5Group vars, string place)
    {
        var tensors = new List<KerasVariable>();
        for (int i = 0; i < vars.Children.Count; i++)
        {
            string name = i.ToString(CultureInfo.InvariantCulture);
            tensors.Add(vars.Children.GetValueOrDefault(name) is H5Dataset dataset
                ? dataset.Read($"{place}/{name}")
                : throw new KerasException(KerasProblem.Damaged, file, $"'{place}' has {vars.Children.Count} tensors and none called {name}."));
        }

        return tensors;
    }

    /// <summary>Newer versions write the optimizer's name at the group.</summary>
    private static void RequireName(string file, H5Group vars)
    {
        if (vars.Attributes.GetValueOrDefault("name")?.Texts is [var bytes] && SlotName.OtherOptimizer(H5Text(bytes) + "/iteration") is { } other)
        {
            throw new KerasException(KerasProblem.OtherOptimizer, file, $"its optimizer is called {other}; the state must be that of Adam or AdamW.");
        }
    }

    private static string H5Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    /// <summary>Keras 3's wrapper has its own counter and rate first, then the growth counter and the scale.</summary>
    private static (float? Scale, long? Counter) Scale(string file, H5Group? wrapper)
    {
        const string Counter = "2";
        const string Value = "3";
        return wrapper?.Children.GetValueOrDefault(Counter) is H5Dataset { Type.Element: KerasElement.Integer64, Shape.Length: 0 } counter
            && wrapper.Children.GetValueOrDefault(Value) is H5Dataset { Type.Element: KerasElement.Binary32, Shape.Length: 0 } scale
            ? ((float)Scalars.Real(scale.Read("loss scale"), file), Scalars.Count(counter.Read("growth counter"), file))
            : (null, null);
    }
}
