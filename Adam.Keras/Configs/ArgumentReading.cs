using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Adam.Keras.Configs;

/// <summary>
/// Translates the arguments of older and newer classes into those of the present one, and hands them to the core, which is as strict
/// as the original: a key that means nothing there is an error there.
/// </summary>
internal static class ArgumentReading
{
    public static KerasConfig Defaults(string className)
    {
        bool decays = className.EndsWith('W') || className.EndsWith('w');
        string arguments = decays ? """{"weight_decay": 0.004}""" : "{}";
        return new KerasConfig(className, AdamConfigDocument.Parse($$"""{"class_name": "Adam", "config": {{arguments}}}"""))
        {
            Notes = ["The optimizer is given by its name alone, so that all arguments are the defaults."],
        };
    }

    public static KerasConfig Read(string className, JsonElement arguments, bool legacy, string file)
    {
        var notes = new List<string>();
        JsonElement? rate = null;
        double decay = 0;
        int? accumulation = null;
        double? factor = null;
        int limits = 0;
        JsonElement? epsilon = null;
        KerasDialect? dialect = legacy ? KerasDialect.Legacy : null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty argument in arguments.EnumerateObject())
            {
                JsonElement value = argument.Value;
                switch (argument.Name)
                {
                    case "lr" or "learning_rate":
                        if (rate is not null)
                        {
                            throw Wrong(file, "`lr` and `learning_rate` are both there, or one of them twice");
                        }

                        rate = value;
                        if (argument.Name == "lr")
                        {
                            dialect ??= KerasDialect.Legacy;
                            notes.Add("`lr` is the learning rate.");
                        }

                        break;
                    case "decay":
                        decay = Optional(value, argument.Name, file) ?? 0;
                        dialect ??= KerasDialect.Legacy;
                        break;
                    case "gradient_accumulation_steps":
                        accumulation = Steps(value, argument.Name, file);
                        dialect ??= KerasDialect.Keras3;
                        break;
                    case "loss_scale_factor":
                        factor = Optional(value, argument.Name, file);
                        dialect ??= KerasDialect.Keras3;
                        break;
                    case "is_legacy_optimizer" or "jit_compile":
                        break;
                    case "epsilon":
                        epsilon = value;
                        break;
                    default:
                        limits += argument.Name is "clipnorm" or "clipvalue" or "global_clipnorm" && value.ValueKind != JsonValueKind.Null ? 1 : 0;
                        argument.WriteTo(writer);
                        break;
                }
            }

            WriteEpsilon(writer, epsilon, dialect, notes);
            WriteRate(writer, rate, decay, notes, file);
            writer.WriteEndObject();
        }

        if (limits > 1 && dialect is KerasDialect.Legacy or KerasDialect.Keras3)
        {
            throw Wrong(file, "there is more than one limit of the gradients; older classes apply all of them in turn and Keras 3 refuses them, this class has one");
        }

        string json = $$"""{"class_name": "Adam", "config": {{Encoding.UTF8.GetString(buffer.WrittenSpan)}}}""";
        return new KerasConfig(className, Document(json, file))
        {
            Notes = notes,
            GradientAccumulationSteps = accumulation,
            LossScaleFactor = factor,
            Dialect = dialect,
        };
    }

    private static AdamConfigDocument Document(string json, string file)
    {
        try
        {
            return AdamConfigDocument.Parse(json);
        }
        catch (ArgumentException e)
        {
            throw new KerasException(KerasProblem.Unsupported, file, $"the configuration of its optimizer is not understood: {e.Message}", e);
        }
    }

    /// <summary>rate / (1 + decay * t0) at the step after t0: the older classes' decay, as a schedule of the present one.</summary>
    private static void WriteRate(Utf8JsonWriter writer, JsonElement? rate, double decay, List<string> notes, string file)
    {
        if (decay == 0)
        {
            if (rate is { } plain)
            {
                writer.WritePropertyName("learning_rate");
                plain.WriteTo(writer);
            }

            return;
        }

        double initial = 0.001;
        if (rate is { ValueKind: JsonValueKind.Number } number)
        {
            initial = Optional(number, "learning_rate", file)!.Value;
        }
        else if (rate is not null)
        {
            throw Wrong(file, "`decay` is not 0 and the learning rate is a schedule; the older classes divide the one by the other, which no schedule here does");
        }

        writer.WriteStartObject("learning_rate");
        writer.WriteString("class_name", nameof(InverseTimeDecay));
        writer.WriteStartObject("config");
        writer.WriteNumber("initial_learning_rate", initial);
        writer.WriteNumber("decay_steps", 1);
        writer.WriteNumber("decay_rate", decay);
        writer.WriteBoolean("staircase", false);
        writer.WriteNull("name");
        writer.WriteEndObject();
        writer.WriteEndObject();
        notes.Add($"`decay` of {decay.ToString(CultureInfo.InvariantCulture)} became an {nameof(InverseTimeDecay)} with decay_steps 1.");
    }

    /// <summary>Null and, in older classes, 0 stood for the default.</summary>
    private static void WriteEpsilon(Utf8JsonWriter writer, JsonElement? epsilon, KerasDialect? dialect, List<string> notes)
    {
        if (epsilon is not { } given)
        {
            return;
        }

        bool zero = dialect == KerasDialect.Legacy && given.ValueKind == JsonValueKind.Number && given.GetDouble() == 0;
        if (zero || given.ValueKind == JsonValueKind.Null)
        {
            notes.Add($"`epsilon` is {given.GetRawText()}, which meant 1e-7.");
            return;
        }

        writer.WritePropertyName("epsilon");
        given.WriteTo(writer);
    }

    private static int? Steps(JsonElement value, string key, string file) =>
        value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int steps) && steps >= 1 ? steps
        : throw Wrong(file, $"`{key}` is {value.GetRawText()}; it must be a whole number of at least 1");

    private static double? Optional(JsonElement value, string key, string file) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when double.IsFinite(value.GetDouble()) => value.GetDouble(),
        _ => throw Wrong(file, $"`{key}` is {value.GetRawText()}"),
    };

    private static KerasException Wrong(string file, string fact) => new(KerasProblem.Unsupported, file, $"in the configuration of its optimizer {fact}.");
}
