using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Tests.Reference;

/// <summary>A variable of any element type, as the reference optimizer steps it.</summary>
internal abstract class ReferenceVariable(string name, bool excludedFromDecay)
{
    public string Name { get; } = name;

    public bool ExcludedFromDecay { get; } = excludedFromDecay;

    /// <summary>One update with a gradient of the variable's type.</summary>
    /// <param name="config">With the rate of this step.</param>
    /// <param name="t">The step.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="call">All gradients of the call: a global norm is over them.</param>
    public abstract void Step(ReferenceConfig config, long t, ReferenceGradient gradient, IEnumerable<ReferenceGradient> call);

    /// <summary>S7.4: the average becomes the value; a copy does not flush (S0.3).</summary>
    public abstract void Overwrite();
}

/// <summary>A variable and its slots. Slots that the configuration does not have are null.</summary>
internal sealed class ReferenceVariable<TArithmetic, T> : ReferenceVariable
    where TArithmetic : struct, IArithmetic<T>
    where T : unmanaged
{
    public ReferenceVariable(string name, T[] values, ReferenceConfig config, bool excludedFromDecay = false)
        : base(name, excludedFromDecay)
    {
        Values = (T[])values.Clone();
        M = new T[values.Length];
        V = new T[values.Length];
        VHat = config.Amsgrad ? new T[values.Length] : null;

        // S7.1: the average starts as a copy of the variable.
        Average = config.UseEma ? (T[])values.Clone() : null;
    }

    public T[] Values { get; }
    public T[] M { get; }
    public T[] V { get; }
    public T[]? VHat { get; }
    public T[]? Average { get; }

    public override void Overwrite() => Average?.CopyTo(Values, 0);

    public override void Step(ReferenceConfig config, long t, ReferenceGradient gradient, IEnumerable<ReferenceGradient> call)
    {
        StepScalars<T> scalars = ReferenceScalars.Of<TArithmetic, T>(config, t);
        var own = (ReferenceGradient<T>)gradient;
        LaneClip<T> clip = Clip(config, own, call);
        LaneStages stages = new(
            Decay: config.WeightDecay is not null && !ExcludedFromDecay,
            Amsgrad: config.Amsgrad,
            Ema: config.UseEma);
        Dictionary<int, T[]>? rows = own.Rows is null ? null : own.Merge<TArithmetic>(clip);
        int width = rows is { Count: > 0 } ? rows.First().Value.Length : 1;
        for (int i = 0; i < Values.Length; i++)
        {
            LaneState<T> lane = this[i];
            if (rows is null)
            {
                ReferenceLane.Update<TArithmetic, T>(stages, scalars, clip, own.Values[i], ref lane);
            }
            else
            {
                T? g = rows.TryGetValue(i / width, out T[]? row) ? row[i % width] : null;
                ReferenceLane.UpdateSparse<TArithmetic, T>(stages, scalars, g, ref lane);
            }

            this[i] = lane;
        }
    }

    private LaneState<T> this[int i]
    {
        get => new() { P = Values[i], M = M[i], V = V[i], VHat = VHat?[i] ?? default, Average = Average?[i] ?? default };
        set
        {
            (Values[i], M[i], V[i]) = (value.P, value.M, value.V);
            if (VHat is not null)
            {
                VHat[i] = value.VHat;
            }

            if (Average is not null)
            {
                Average[i] = value.Average;
            }
        }
    }

    /// <summary>S3.7; norms are over the values of rows, each occurrence for itself (S13.4).</summary>
    private static LaneClip<T> Clip(ReferenceConfig config, ReferenceGradient<T> own, IEnumerable<ReferenceGradient> call)
    {
        // D4: an infinite limit clips nothing.
        if (double.IsPositiveInfinity(config.ClipLimit))
        {
            return default;
        }

        return config.Clip switch
        {
            ReferenceClip.Norm => ReferenceNorm<TArithmetic, T>.ClipByNorm(ReferenceNorm<TArithmetic, T>.OfOne(own.Values), config.ClipLimit),

            // S13.2: gradients of several types are an error, here a cast that fails.
            ReferenceClip.GlobalNorm => ReferenceNorm<TArithmetic, T>.ClipByGlobalNorm(
                ReferenceNorm<TArithmetic, T>.OfAll([.. call.Select(gradient => ((ReferenceGradient<T>)gradient).Values)]), config.ClipLimit),
            ReferenceClip rule => new LaneClip<T>(rule, TArithmetic.Round(config.ClipLimit), default, default),
        };
    }
}
