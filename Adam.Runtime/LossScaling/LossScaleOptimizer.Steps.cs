using System;
using System.Runtime.InteropServices;
using Adam.Numerics;
using Adam.Passes;
using Adam.Running;

namespace Adam;

/// <content>Scaling, unscaling and steps.</content>
public sealed partial class LossScaleOptimizer
{
    private const double LeastNormalDouble = 2.2250738585072014e-308;

    /// <summary>loss * s, one rounded and flushed product in binary32. Gradients of it are scaled ones.</summary>
    /// <remarks>Source: S10.3.</remarks>
    public float GetScaledLoss(float loss) => Flushed.Multiply(loss, _scale.Value);

    /// <summary>loss * s, in double.</summary>
    /// <remarks>Source: S10.3.</remarks>
    public double GetScaledLoss(double loss)
    {
        double read = double.IsSubnormal(loss) ? Math.CopySign(0, loss) : loss;
        double product = read * Flushed.Read(_scale.Value);
        return Math.Abs(product) < LeastNormalDouble ? Math.CopySign(0, product) : product;
    }

    /// <summary>g * (1/s) for each element, the reciprocal and each product rounded and flushed in binary32.</summary>
    /// <remarks>Source: S10.3.</remarks>
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

    /// <summary>One step with gradients that are unscaled already.</summary>
    /// <remarks>S10.4. As for an <see cref="AdamOptimizer"/>, but an empty list is an error.</remarks>
    /// <param name="pairs">Unscaled gradients and their variables.</param>
    /// <returns>The number of steps counted, skipped ones included.</returns>
    /// <exception cref="ArgumentException">As there, and the list is empty.</exception>
    /// <inheritdoc cref="IAdamOptimizer.ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/exception"/>
    public long ApplyGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) =>
        Inner.Run(Request(pairs, scaled: false, wantsReport: false), out _);

    /// <inheritdoc/>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, out StepReport report) =>
        Inner.Run(Request(pairs, scaled: false, wantsReport: true), out report);

    /// <summary>One step with scaled gradients: copies are unscaled and tested in one pass, and the step uses them. The gradients stay as they are.</summary>
    /// <inheritdoc cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/param|/returns|/exception"/>
    public long ApplyScaledGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) =>
        Inner.Run(Request(pairs, scaled: true, wantsReport: false), out _);

    /// <summary>One step with scaled gradients that says what it did.</summary>
    /// <param name="pairs">Scaled gradients and their variables.</param>
    /// <param name="report">What the step did; its norm, that of the unscaled gradients, costs one more read of them.</param>
    /// <inheritdoc cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/returns|/exception"/>
    public long ApplyScaledGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, out StepReport report) =>
        Inner.Run(Request(pairs, scaled: true, wantsReport: true), out report);

    /// <summary>One step with the unscaled gradients attached to all variables that the optimizer was built with.</summary>
    /// <inheritdoc cref="IAdamOptimizer.Step()" path="/returns|/exception"/>
    public long Step() => Inner.Run(Attached(scaled: false, wantsReport: false), out _);

    /// <inheritdoc/>
    public long Step(out StepReport report) => Inner.Run(Attached(scaled: false, wantsReport: true), out report);

    /// <summary>One step with the scaled gradients attached to all variables that the optimizer was built with.</summary>
    /// <inheritdoc cref="IAdamOptimizer.Step()" path="/returns|/exception"/>
    public long StepScaled() => Inner.Run(Attached(scaled: true, wantsReport: false), out _);

    /// <summary>One step with the scaled gradients attached to all variables that says what it did.</summary>
    /// <param name="report">What the step did; its norm, that of the unscaled gradients, costs one more read of them.</param>
    /// <inheritdoc cref="IAdamOptimizer.Step()" path="/returns|/exception"/>
    public long StepScaled(out StepReport report) => Inner.Run(Attached(scaled: true, wantsReport: true), out report);

    /// <summary>Asks for the loss and its unscaled gradients, and takes one step; an empty list is an error.</summary>
    /// <inheritdoc cref="IAdamOptimizer.Minimize(Func{double}, ReadOnlySpan{AdamVariable})" path="/remarks|/param|/returns|/exception"/>
    public double Minimize(Func<double> loss, params ReadOnlySpan<AdamVariable> variables) =>
        Minimize(loss, WithoutScale, variables, scaled: false, wantsReport: false, out _);

    /// <inheritdoc/>
    public double Minimize(Func<double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report) =>
        Minimize(loss, WithoutScale, variables, scaled: false, wantsReport: true, out report);

    /// <summary>
    /// Asks for the loss and its gradients, and takes one step. The delegate gets the scale, attaches the gradients of the
    /// loss times that scale, and returns the loss itself.
    /// </summary>
    /// <param name="loss">Computes the loss and attaches scaled gradients to the variables.</param>
    /// <param name="variables">What the step moves; builds the optimizer at the first call; not empty.</param>
    /// <inheritdoc cref="IAdamOptimizer.Minimize(Func{double}, ReadOnlySpan{AdamVariable})" path="/remarks|/returns|/exception"/>
    public double Minimize(Func<float, double> loss, params ReadOnlySpan<AdamVariable> variables) =>
        Minimize(loss, WithScale, variables, scaled: true, wantsReport: false, out _);

    /// <summary>As <see cref="Minimize(Func{float, double}, ReadOnlySpan{AdamVariable})"/>, and says what the step did.</summary>
    /// <param name="loss">Computes the loss and attaches scaled gradients to the variables.</param>
    /// <param name="variables">What the step moves; not empty.</param>
    /// <param name="report">What the step did; it costs one more read of the gradients.</param>
    /// <inheritdoc cref="IAdamOptimizer.Minimize(Func{double}, ReadOnlySpan{AdamVariable})" path="/remarks|/returns|/exception"/>
    public double Minimize(Func<float, double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report) =>
        Minimize(loss, WithScale, variables, scaled: true, wantsReport: true, out report);

    private static double WithoutScale(Func<double> loss, float scale) => loss();

    private static double WithScale(Func<float, double> loss, float scale) => loss(scale);

    private static void ThrowIfEmpty(bool isEmpty)
    {
        if (isEmpty)
        {
            throw new ArgumentException("The list has no variable; give at least one, or do not call.");
        }
    }

    private StepRequest Request(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, bool scaled, bool wantsReport)
    {
        Inner.Guard.ThrowIfClosed(Inner);
        ThrowIfEmpty(pairs.IsEmpty);
        return new StepRequest
        {
            Source = GradientSource.Pairs, Pairs = pairs, Scope = Inner.Name, Scale = _scale, GradientsAreScaled = scaled, WantsReport = wantsReport,
        };
    }

    private StepRequest Attached(bool scaled, bool wantsReport) =>
        new() { Source = GradientSource.Attached, Scope = Inner.Name, Scale = _scale, GradientsAreScaled = scaled, WantsReport = wantsReport };

    private double Minimize<TLoss>(
        TLoss loss, Func<TLoss, float, double> call, ReadOnlySpan<AdamVariable> variables, bool scaled, bool wantsReport, out StepReport report)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Inner.Guard.ThrowIfClosed(Inner);
        ThrowIfEmpty(variables.IsEmpty);
        double value = call(loss, _scale.Value);
        Inner.Run(
            new StepRequest { Source = GradientSource.Variables, Variables = variables, Scope = Inner.Name, Scale = _scale, GradientsAreScaled = scaled, WantsReport = wantsReport },
            out report);
        return value;
    }
}
