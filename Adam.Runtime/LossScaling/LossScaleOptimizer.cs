using System;
using System.Collections.Generic;
using Adam.LossScaling;
using Adam.Running;

namespace Adam;

/// <summary>
/// An optimizer behind a loss scale s: gradients of s times the loss come in, 1/s times them are stepped with, and a step whose
/// gradients are not finite is skipped. For gradients that were computed in half precision.
/// </summary>
/// <remarks>
/// <para>A dynamic scale doubles after enough finite steps in a row and halves at each skipped one. It moves before its step.
/// A fixed scale tests nothing: gradients that are not finite reach the inner optimizer (S10.4).</para>
/// <para>A skipped step touches no variable, slot, average or constraint, and does not show a new rate; the step counter advances, and
/// with it bias correction, schedules and the phase of the averages (S10.6). Clipping comes after the test (S10.7).</para>
/// <para>Exclusions from weight decay, limits and hyper-parameters are set on <see cref="Inner"/>. One call at a time, as for it.</para>
/// <para>Source: S10.</para>
/// </remarks>
public sealed partial class LossScaleOptimizer : IAdamOptimizer
{
    private readonly LossScaleArguments _arguments;
    private readonly LossScale _scale;

    /// <summary>Puts an optimizer behind a dynamic loss scale, and takes it over: <see cref="Dispose"/> disposes it too.</summary>
    /// <param name="inner">The optimizer. It may be used directly still, for steps without a scale.</param>
    /// <param name="initialScale">The scale at the start, kept in binary32: a normal number greater than zero. Null: 32768.</param>
    /// <param name="dynamicGrowthSteps">Finite steps in a row until the scale doubles; not above 1: after each. Null: 2000.</param>
    /// <param name="minimumScale">Where halving ends: a normal binary32 number greater than zero. Null: 1.</param>
    /// <remarks>The original's arguments and defaults (S10.1), and its lower bound as a parameter (D13).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentException">The optimizer is behind a scale already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The initial scale or the minimum is not a normal binary32 number greater than zero.</exception>
    public LossScaleOptimizer(AdamOptimizer inner, double? initialScale = null, long? dynamicGrowthSteps = null, double? minimumScale = null)
        : this(inner ?? throw new ArgumentNullException(nameof(inner)), new LossScaleArguments(dynamic: true, initialScale, dynamicGrowthSteps, minimumScale))
    {
    }

    internal LossScaleOptimizer(AdamOptimizer inner, LossScaleArguments arguments)
    {
        if (inner.Scale is not null)
        {
            throw new ArgumentException($"The optimizer '{inner.Name}' is behind a loss scale already; give one that is not, or use that scale.", nameof(inner));
        }

        Inner = inner;
        _arguments = arguments;
        _scale = new LossScale((float)arguments.InitialScale, arguments.IsDynamic, arguments.GrowthSteps, arguments.Floor);
        inner.Scale = _scale;
    }

    /// <summary>The optimizer behind the scale.</summary>
    public AdamOptimizer Inner { get; }

    /// <summary>Whether the scale moves.</summary>
    public bool IsDynamic => _scale.IsDynamic;

    /// <summary>The scale at the start.</summary>
    public double InitialScale => _arguments.InitialScale;

    /// <summary>Finite steps in a row until the scale doubles; null where it is fixed.</summary>
    public long? DynamicGrowthSteps => IsDynamic ? _scale.GrowthSteps : null;

    /// <summary>Where halving ends; null where the scale is fixed.</summary>
    public double? MinimumScale => IsDynamic ? _scale.Floor : null;

    /// <summary>The scale of the next loss, in binary32. With <see cref="GrowthCounter"/> it is the scale's whole state.</summary>
    public float Scale => _scale.Value;

    /// <summary>Finite steps since the scale last moved; null where it is fixed.</summary>
    public long? GrowthCounter => IsDynamic ? _scale.GrowthCounter : null;

    /// <inheritdoc cref="AdamOptimizer.SkippedSteps"/>
    public long SkippedSteps => Inner.SkippedSteps;

    /// <inheritdoc/>
    public bool IsBuilt => Inner.IsBuilt;

    /// <inheritdoc/>
    public long Iterations
    {
        get => Inner.Iterations;
        set => Inner.Iterations = value;
    }

    /// <inheritdoc/>
    public Hyperparameter LearningRate
    {
        get => Inner.LearningRate;
        set => Inner.LearningRate = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerVariable> Variables => Inner.Variables;

    internal LossScale State => _scale;

    /// <summary>Puts an optimizer behind a scale that stays, and takes it over: <see cref="Dispose"/> disposes it too.</summary>
    /// <param name="inner">The optimizer. It may be used directly still, for steps without a scale.</param>
    /// <param name="scale">The scale, kept in binary32: a normal number greater than zero.</param>
    /// <remarks>What the original writes as dynamic=False (S10.1). Nothing is tested for finiteness then (S10.4).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentException">The optimizer is behind a scale already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not a normal binary32 number greater than zero.</exception>
    public static LossScaleOptimizer Fixed(AdamOptimizer inner, double scale)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _ = LossScaleArguments.CheckScale(scale, nameof(scale));
        return new LossScaleOptimizer(inner, new LossScaleArguments(dynamic: false, scale, dynamicGrowthSteps: null, minimumScale: null));
    }

    /// <summary>What of the scale the next step depends on, to save; that of <see cref="Inner"/> is its own.</summary>
    public LossScaleState GetState() => new(Scale, GrowthCounter);

    /// <summary>Restores what <see cref="GetState"/> gave, or nothing changes.</summary>
    /// <param name="state">A scale that is a normal number greater than zero, with a counter where it is dynamic.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">A fixed scale has a counter or another scale than its own, or a dynamic one has no counter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not a normal binary32 number greater than zero, or the counter is negative.</exception>
    /// <exception cref="InvalidOperationException">A call runs.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void SetState(LossScaleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using CallGuard.Scope call = Inner.Guard.Call(this);
        _scale.Restore(state, nameof(state));
    }

    /// <inheritdoc/>
    public void Build(params ReadOnlySpan<AdamVariable> variables) => Inner.Build(variables);

    /// <inheritdoc/>
    public void FinalizeVariableValues() => Inner.FinalizeVariableValues();

    /// <inheritdoc/>
    public void FinalizeVariableValues(params ReadOnlySpan<AdamVariable> variables) => Inner.FinalizeVariableValues(variables);

    /// <summary>Disposes the inner optimizer, and with it the unscaled copies. Variables keep their values; every later step throws.</summary>
    public void Dispose() => Inner.Dispose();
}
