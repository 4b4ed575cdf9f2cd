using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Adam.Generator.Configuration;

/// <summary>What stands in one <c>[AdamConfig(...)]</c>, and nothing else, by the rows of <see cref="Options"/>.</summary>
internal sealed class AttributeValues
{
    private readonly Dictionary<Option, object?> _given = [];

    /// <summary>The stages that the attribute chooses.</summary>
    public Stages Stages => Options.StagesOf(option => Number(option) ?? (IsOn(option) ? 1 : null));

    /// <summary>What is given; null where nothing is, or null is.</summary>
    public object? this[Option option]
    {
        get => _given.TryGetValue(option, out object? value) ? value : null;
        init => _given[option] = value;
    }

    /// <summary>Reads the named arguments; one that does not compile counts as not given, and the compiler reports it.</summary>
    public static AttributeValues Read(AttributeData attribute)
    {
        var values = new AttributeValues();
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            foreach (Option option in Options.All)
            {
                if (option.Name == argument.Key && argument.Value.Kind == TypedConstantKind.Primitive)
                {
                    values._given[option] = argument.Value.Value;
                }
            }
        }

        return values;
    }

    /// <summary>Whether it is given, be it as null.</summary>
    public bool Has(Option option) => _given.ContainsKey(option);

    /// <summary>A number, or null where none is given.</summary>
    public double? Number(Option option) => this[option] switch
    {
        double number => number,
        int whole => whole,
        _ => null,
    };

    private bool IsOn(Option flag) => this[flag] is true;
}
