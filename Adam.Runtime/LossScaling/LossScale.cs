using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Gradients;
using Adam.Lanes;
using Adam.Numerics;
using Adam.Passes;
using Adam.Steps;

namespace Adam.LossScaling;

/// <summary>A loss scale s with its counter c, how they move, and where unscaled gradients are kept (S10.2 to S10.5).</summary>
internal sealed class LossScale(float scale, bool dynamic, long growthSteps, float floor) : IDisposable
{
    private KeptGradients? _unscaled;

    public bool IsDynamic => dynamic;

    public float Value { get; set; } = scale;

    public long GrowthSteps => growthSteps;

    public float Floor => floor;

    /// <summary>Finite steps since the scale last moved.</summary>
    public long GrowthCounter { get; set; }

    /// <summary>1/s in binary32 (S10.3).</summary>
    public float Reciprocal => Flushed.Divide(1f, Value);

    /// <summary>g * (1/s), each product flushed.</summary>
    public Product Factor
    {
        get
        {
            float reciprocal = Reciprocal;
            return new Product(reciprocal, default(FactorFloor).Of(reciprocal));
        }
    }

    /// <summary>S10.5: doubles after enough finite steps in a row, unless that overflows; halves after one that is not, down to the floor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(bool finite)
    {
        if (!dynamic)
        {
            return;
        }

        if (!finite)
        {
            GrowthCounter = 0;
            Value = ScalarLanes.Maximum(Flushed.Divide(Value, 2f), floor);
            return;
        }

        if (GrowthCounter + 1 < growthSteps)
        {
            GrowthCounter++;
            return;
        }

        GrowthCounter = 0;
        float doubled = Flushed.Multiply(Value, 2f);
        if (float.IsFinite(doubled))
        {
            Value = doubled;
        }
    }

    /// <summary>Puts unscaled copies in the place of the call's gradients, in one pass that also sees whether all are finite.</summary>
    /// <param name="variables">All variables, for the copies.</param>
    /// <param name="call">The call.</param>
    /// <param name="divisor">What the gradients are divided by first; 0 or 1 for nothing.</param>
    /// <param name="set">The instruction set.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Unscale(AdamVariable[] variables, GradientCall call, int divisor, InstructionSet set)
    {
        KeptGradients copies = _unscaled ??= new KeptGradients(variables);
        if (divisor > 1)
        {
            Averaging.Divide(call, copies, divisor, set);
        }

        bool finite = true;
        Product factor = Factor;
        foreach (int position in call.Order)
        {
            ref float scaled = ref call.Gradient(position).At<float>(0);
            ref readonly ElementMemory copy = ref copies.All[position];
            finite &= ElementPass.Run(ref scaled, ref scaled, ref copy.At<float>(0), copy.Length, set, factor);
        }

        call.Use(copies);
        return finite;
    }

    /// <summary>Takes a state over that may be this scale's.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public void Restore(LossScaleState state, string parameter)
    {
        float value = LossScaleArguments.CheckScale(state.Scale, nameof(state.Scale), parameter);
        if (!dynamic)
        {
            if (state.GrowthCounter is not null || !value.Equals(Value))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The state is a scale of {value:R} with counter {(object?)state.GrowthCounter ?? "null"}, and this scale is fixed at {Value:R}; restore that scale without a counter."), parameter);
            }

            return;
        }

        GrowthCounter = state.GrowthCounter switch
        {
            null => throw new ArgumentException("The state has no growth counter and the scale is dynamic; give its counter.", parameter),
            < 0 => throw new ArgumentOutOfRangeException(parameter, state.GrowthCounter, string.Create(CultureInfo.InvariantCulture, $"The growth counter is {state.GrowthCounter}; it counts steps and must not be negative.")),
            { } counter => counter,
        };
        Value = value;
    }

    public void Dispose() => _unscaled?.Dispose();
}
