using System;
using Adam.Steps;

namespace Adam;

/// <content>A loss and its step in one call, and steps that report.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>Whether a <see cref="LossScaleOptimizer"/> has taken this optimizer over.</summary>
    internal bool IsBehindScale { get; set; }

    /// <summary>
    /// Asks for the loss and its gradients, then takes one step with them (S3.1). This library differentiates nothing: the delegate
    /// attaches a gradient to each variable (<see cref="AdamVariable.Gradient"/>) or fills the memory attached before.
    /// </summary>
    /// <remarks>
    /// Gradients are looked up after the delegate ran. One that it does not attach anew is used again; attach
    /// <see cref="Gradient.Missing"/> where there is none.
    /// </remarks>
    /// <param name="loss">Computes the loss, in any unit, and attaches the gradients. What it returns is only handed on; NaN too.</param>
    /// <param name="variables">What the step moves; builds the optimizer at the first call.</param>
    /// <returns>What the delegate returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="loss"/> is null.</exception>
    /// <exception cref="ArgumentException">As <see cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>; the delegate has run.</exception>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The optimizer was built without one of the variables (S3.6).</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed; the delegate has not run.</exception>
    public double Minimize(Func<double> loss, params ReadOnlySpan<AdamVariable> variables)
    {
        StepReport report = default;
        return Minimize(loss, variables, StepGate.Open, ref report);
    }

    /// <summary>As <see cref="Minimize(Func{double}, ReadOnlySpan{AdamVariable})"/>, and says what the step did.</summary>
    /// <param name="loss">Computes the loss and attaches the gradients.</param>
    /// <param name="variables">What the step moves.</param>
    /// <param name="report">What the step did; its norm costs one more read of the gradients where no global limit takes it anyway.</param>
    /// <inheritdoc cref="Minimize(Func{double}, ReadOnlySpan{AdamVariable})" path="/remarks|/returns|/exception"/>
    public double Minimize(Func<double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report)
    {
        report = default;
        return Minimize(loss, variables, StepGate.Reported, ref report);
    }

    /// <summary>One step that says what it did.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="report">What the step did; its norm costs one more read of the gradients where no global limit takes it anyway.</param>
    /// <inheritdoc cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/returns|/exception"/>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, out StepReport report)
    {
        report = default;
        return Apply(pairs, Name, StepGate.Reported, ref report);
    }

    /// <summary>One step with the attached gradients that says what it did.</summary>
    /// <param name="report">What the step did; its norm costs one more read of the gradients where no global limit takes it anyway.</param>
    /// <inheritdoc cref="Step()" path="/returns|/exception"/>
    public long Step(out StepReport report)
    {
        report = default;
        return StepAttached(StepGate.Reported, ref report);
    }

    private double Minimize(Func<double> loss, ReadOnlySpan<AdamVariable> variables, StepGate gate, ref StepReport report)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ObjectDisposedException.ThrowIf(_disposed, this);
        double value = loss();
        Apply(variables, gate, ref report);
        return value;
    }
}
