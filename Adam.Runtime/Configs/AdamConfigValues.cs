using Adam.Lanes;
using Adam.Shared;

namespace Adam.Configs;

/// <summary>The arguments of the original's constructor as they stand in a configuration, by the rows of <see cref="Options"/>, with its defaults (S1.1, S9.1).</summary>
/// <remarks>A value is a text, a flag, a <see cref="ConfigNumber"/>, for the rate also a schedule, or null. Not changed once it is complete.</remarks>
internal sealed class AdamConfigValues
{
    private readonly object?[] _values = new object?[Options.All.Length];

    public AdamConfigValues()
    {
        foreach (Option option in Options.All)
        {
            this[option] = option.Kind switch
            {
                OptionKind.Text => Options.DefaultName,
                OptionKind.Flag or OptionKind.Ignored => false,
                _ => option.Default is { } number ? (ConfigNumber)(option == Options.LearningRate ? (float)number : number) : null,
            };
        }
    }

    public string Name => (string)this[Options.Name]!;

    public LearningRateSchedule? Schedule => this[Options.LearningRate] as LearningRateSchedule;

    /// <summary>The stages that these arguments ask for.</summary>
    public Stages Stages => Options.StagesOf(option => Number(option)?.Value ?? (Flag(option) ? 1 : null));

    public object? this[Option option]
    {
        get => _values[option.Index];
        set => _values[option.Index] = value;
    }

    public bool Flag(Option option) => this[option] is true;

    public ConfigNumber? Number(Option option) => this[option] as ConfigNumber?;

    /// <summary>A number, or the schedule that gives it; null for none.</summary>
    public Hyperparameter? Parameter(Option option) => this[option] switch
    {
        ConfigNumber number => number.Value,
        LearningRateSchedule schedule => schedule,
        _ => null,
    };
}
