using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Keras.State;

/// <summary>What the name of a tensor tells: its kind, and the variable that it belongs to.</summary>
internal readonly record struct SlotName(KerasSlot Slot, string Variable)
{
    private static readonly (string Suffix, KerasSlot Slot)[] Suffixes =
    [
        ("_momentum", KerasSlot.FirstMoment), ("_velocity", KerasSlot.SecondMoment), ("_velocity_hat", KerasSlot.LargestSecondMoment),
        ("_average", KerasSlot.Average), ("_gradient_accumulator", KerasSlot.Accumulator),
    ];

    private static readonly FrozenDictionary<string, KerasSlot> Words = new Dictionary<string, KerasSlot>
    {
        ["m"] = KerasSlot.FirstMoment, ["v"] = KerasSlot.SecondMoment, ["vhat"] = KerasSlot.LargestSecondMoment, ["average"] = KerasSlot.Average,
    }.ToFrozenDictionary();

    /// <summary>Optimizers whose tensors may look like Adam's. Where a scope has such a name, it is theirs.</summary>
    private static readonly FrozenSet<string> Others = new[]
    {
        "nadam", "adamax", "rmsprop", "sgd", "lamb", "lion", "ftrl", "adagrad", "adadelta", "adafactor", "muon", "radam", "rectifiedadam", "adabelief", "novograd", "yogi",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static SlotName? Parse(KerasDialect dialect, string name)
    {
        string[] parts = Plain(name).Split('/');
        return dialect switch
        {
            KerasDialect.TfKeras => ByFirst(parts),
            KerasDialect.Keras3 => BySuffix(parts[^1]),
            _ => parts.Length > 1 && Words.TryGetValue(parts[^1], out KerasSlot slot)
                ? new SlotName(slot, string.Join('/', parts.Skip(parts.Length > 2 ? 1 : 0).SkipLast(1)))
                : null,
        };
    }

    /// <summary>The class that the scope of a name is called after, where that is another one than Adam; else null. Keras numbers scopes: nadam_1.</summary>
    public static string? OtherOptimizer(string name)
    {
        string[] parts = Plain(name).Split('/');
        string scope = parts.Length > 2 && parts[0].StartsWith("loss_scale_optimizer", StringComparison.Ordinal) ? parts[1] : parts[0];
        int underscore = scope.LastIndexOf('_');
        string word = underscore > 0 && scope.AsSpan(underscore + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? scope[..underscore] : scope;
        return parts.Length > 1 && Others.TryGetValue(word, out string? other) ? other : null;
    }

    /// <summary>Without the ":0" that TensorFlow 1 began with.</summary>
    public static string Plain(string name) => name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name;

    /// <summary>m/hidden/kernel, or with a scope Adam/m/hidden/kernel.</summary>
    private static SlotName? ByFirst(string[] parts)
    {
        for (int i = 0; i < Math.Min(2, parts.Length - 1); i++)
        {
            if (Words.TryGetValue(parts[i], out KerasSlot slot))
            {
                return new SlotName(slot, string.Join('/', parts.Skip(i + 1)));
            }
        }

        return null;
    }

    private static SlotName? BySuffix(string last)
    {
        foreach ((string suffix, KerasSlot slot) in Suffixes)
        {
            if (last.Length > suffix.Length && last.EndsWith(suffix, StringComparison.Ordinal))
            {
                return new SlotName(slot, last[..^suffix.Length]);
            }
        }

        return null;
    }
}
