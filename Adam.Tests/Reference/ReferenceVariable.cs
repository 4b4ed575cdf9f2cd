namespace Adam.Tests.Reference;

/// <summary>A variable and its slots. Slots that the configuration does not have are null.</summary>
internal sealed class ReferenceVariable
{
    public ReferenceVariable(string name, float[] values, ReferenceConfig config, bool excludedFromDecay = false)
    {
        Name = name;
        Values = (float[])values.Clone();
        M = new float[values.Length];
        V = new float[values.Length];
        VHat = config.Amsgrad ? new float[values.Length] : null;

        // S7.1: the average starts as a copy of the variable.
        Average = config.UseEma ? (float[])values.Clone() : null;
        ExcludedFromDecay = excludedFromDecay;
    }

    public string Name { get; }
    public float[] Values { get; }
    public float[] M { get; }
    public float[] V { get; }
    public float[]? VHat { get; }
    public float[]? Average { get; }
    public bool ExcludedFromDecay { get; }
}
