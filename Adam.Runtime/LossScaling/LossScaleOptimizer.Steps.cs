using System;
using System.Runtime.InteropServices;
using Adam.Numerics;
using Adam.Passes;
using Adam.Steps;

namespace Adam;

/// <content>Scaling, unscaling and steps.</content>
public sealed partial class LossScaleOptimizer
{
    private const double LeastNormalDouble = 2.2250738585072014e-308;

    /// <summary>loss * s, one rounded and flushed product in binary32 (S10.3). Gradients of it are scaled ones.</summary>
    public float GetScaledLoss(float loss) => Flushed.Multiply(loss, _scale.Value);

    /// <summary>loss * s, in double (S10.3).</summary>
    public double GetScaledLoss(double loss)
    {
        double read = double.IsSubnormal(loss) ? Math.CopySign(0, loss) : loss;
        double product = read * Flushed.Read(_scale.Value);
        return Math.Abs(product) < LeastNormalDouble ? Math.CopySign(0, product) : product;
    }

    /// <summary>g * (1/s) for each element, the reciprocal and each product rounded and flushed in binary32 (S10.3).</summary>
    /// <param name="scaled">Scaled gradients.</param>
    /// <param name="unscaled">Where the result goes; may be the same memory, else no part of it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the two overlap without being the same.</exception>
    public void GetUnscaledGradients(ReadOnlySpan<float> scaled, Span<float> unscaled)
    {
        if (scaled.Length != unscaled.Length)
        {
            throw new ArgumentException($"There are {scaled.Length} scaled gradients and room for {unscaled.Length}; give spans of one length.", nameof(unscaled));
        }

        if (scaled.Overlaps(unscaled, out int offset) && offset != 0)
        {
            throw new ArgumentException($"The two spans overlap with {offset} elements between their starts; give the same memory, or another.", nameof(unscaled));
        }

        ref float source = ref MemoryMarshal.GetReference(scaled);
        _ = ElementPass.Run(ref source, ref source, ref MemoryMarshal.GetReference(unscaled), scaled.Length, Inner.ActiveInstructionSet, _scale.Factor);
    }

    /// <summary>One step with gradients that are unscaled already (S10.4).</summary>
    /// <remarks>As <see cref="AdamOptimizer.ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>, but an empty list is an error.</remarks>
    /// <returns>The number of steps counted, skipped ones included.</returns>
    /// <exception cref="ArgumentException">As there, and the list is empty (S10.4).</exception>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The optimizer was built without one of the variables (S3.6).</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public long ApplyGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) =>
        Apply(pairs, scaled: false);

    /// <summary>One step with scaled gradients: copies are unscaled and tested in one pass, and the step uses them. The gradients stay as they are.</summary>
    /// <inheritdoc cref="ApplyGradients" path="/remarks|/returns|/exception"/>
    public long ApplyScaledGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) =>
        Apply(pairs, scaled: true);

    /// <summary>One step with the scaled gradients attached to all variables that the optimizer was built with.</summary>
    /// <returns>The number of steps counted, skipped ones included.</returns>
    /// <exception cref="InvalidOperationException">The optimizer is not built.</exception>
    /// <exception cref="ArgumentException">A gradient has another shape than its variable, all are missing, or memory overlaps.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public long StepScaled()
    {
        StepReport report = default;
        return Inner.StepAttached(new StepGate(_scale, GradientsAreScaled: true, WantsReport: false), ref report);
    }

    /// <summary>
    /// Asks for the loss and its gradients, and takes one step (S3.1). The delegate gets the scale, attaches the gradients of the
    /// loss times that scale, and returns the loss itself.
    /// </summary>
    /// <param name="loss">Computes the loss and attaches scaled gradients to the variables.</param>
    /// <param name="variables">What the step moves; builds the optimizer at the first call.</param>
    /// <returns>What the delegate returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="loss"/> is null.</exception>
    /// <exception cref="ArgumentException">As <see cref="ApplyGradients"/>; the delegate has run.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed; the delegate has not run.</exception>
    public double Minimize(Func<float, double> loss, params ReadOnlySpan<AdamVariable> variables) =>
        Minimize(loss, variables, out _, wantsReport: false);

    /// <inheritdoc cref="Minimize(Func{float, double}, ReadOnlySpan{AdamVariable})"/>
    /// <param name="report">What the step did; it costs one more read of the gradients.</param>
#pragma warning disable CS1573 // The other parameters come from the overload.
    public double Minimize(Func<float, double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report) =>
        Minimize(loss, variables, out report, wantsReport: true);
#pragma warning restore CS1573

    private static void ThrowIfEmpty(bool isEmpty)
    {
        if (isEmpty)
        {
            throw new ArgumentException("The list has no variable; give at least one, or do not call (S10.4).");
        }
    }

    private long Apply(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, bool scaled)
    {
        ObjectDisposedException.ThrowIf(Inner.IsDisposed, Inner);
        ThrowIfEmpty(pairs.IsEmpty);
        StepReport report = default;
        return Inner.Apply(pairs, Inner.Name, new StepGate(_scale, scaled, WantsReport: false), ref report);
    }

    private double Minimize(Func<float, double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report, bool wantsReport)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ObjectDisposedException.ThrowIf(Inner.IsDisposed, Inner);
        ThrowIfEmpty(variables.IsEmpty);
        double value = loss(_scale.Value);
        report = default;
        Inner.Apply(variables, new StepGate(_scale, GradientsAreScaled: true, wantsReport), ref report);
        return value;
    }
}
