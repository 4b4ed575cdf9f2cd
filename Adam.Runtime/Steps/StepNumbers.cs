using Adam.Shared;

namespace Adam.Steps;

/// <summary>The hyper-parameters of one step: everybody asked, whatever is off as zero.</summary>
/// <remarks>D12, D19. The rate is in binary32 already (S1.4c). Valid until the next evaluation.</remarks>
/// <param name="values">By the rows of <see cref="Options"/>.</param>
/// <param name="version">Another one where a number is another one.</param>
internal readonly struct StepNumbers(double[] values, int version)
{
    public int Version => version;

    public float Rate => (float)values[Options.LearningRate.Index];

    public double? ClipNorm => Limit(Options.ClipNorm);

    public double? ClipValue => Limit(Options.ClipValue);

    public double? GlobalClipNorm => Limit(Options.GlobalClipNorm);

    public double this[Option option] => values[option.Index];

    /// <summary>A limit, or null where it is off.</summary>
    private double? Limit(Option option) => this[option] is > 0 and double limit ? limit : null;
}
