using System;
using System.Collections.Generic;

namespace Adam;

#pragma warning disable CA1716 // Identifiers should not match keywords: a step is the field's word, and Visual Basic can write [Step].

/// <summary>
/// What an <see cref="AdamOptimizer"/>, one behind a <see cref="LossScaleOptimizer"/> and a <see cref="GradientAccumulator"/> have in
/// common, so that a training loop can be written once for all of them.
/// </summary>
/// <remarks>
/// <para>Every call checks its arguments first: after an exception no variable, slot or counter has changed (D6), except where the
/// exception comes from <see cref="AdamOptimizer.OnStep"/> or from a constraint, which run when the step is done and counted; such an
/// exception has the number of steps in its <see cref="Exception.Data"/> under "Adam.StepTaken".</para>
/// <para>One call at a time (D24): a second one, from another thread or from a callback of the one that runs, is an
/// <see cref="InvalidOperationException"/>. Only <see cref="IDisposable.Dispose"/> may come at any time; memory is then freed at the end of
/// the call that runs. Callbacks may read weights and set numbers.</para>
/// <para>Memory of a variable or a gradient that a <see cref="System.Buffers.MemoryManager{T}"/> owns is pinned once in each call, before
/// anything changes; what cannot be pinned is refused with what the manager throws.</para>
/// </remarks>
public interface IAdamOptimizer : IDisposable
{
    /// <summary>Whether slots exist.</summary>
    bool IsBuilt { get; }

    /// <summary>The number of steps taken. It may be set until the optimizer is built.</summary>
    /// <remarks>The original's counter, a 64-bit integer (S2.1, S2.10). The step that reaches <see cref="long.MaxValue"/> is the last one.</remarks>
    /// <exception cref="InvalidOperationException">The optimizer is built already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    long Iterations { get; set; }

    /// <inheritdoc cref="AdamOptimizer.LearningRate"/>
    Hyperparameter LearningRate { get; set; }

    /// <summary>
    /// The optimizer's own variables: the step counter, all averages, m and v of each variable in turn, all vhat. Only the counter
    /// before Build. The rate is not among them.
    /// </summary>
    /// <remarks>The original's order (S2.3). Their names depend on which call has built the optimizer, see <see cref="Build"/>.</remarks>
    IReadOnlyList<OptimizerVariable> Variables { get; }

    /// <summary>Makes the slots of all variables. A second call with the same list does nothing.</summary>
    /// <remarks>
    /// The first step does it by itself with all variables of its call (S2.6). Slot names then have the optimizer's name in front,
    /// "Adam/m/kernel"; after a direct Build they have none, "m/kernel" (S2.5). Who keys by name calls Build first, always.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A variable is null or stands in the list twice, two share memory, an exclusion from weight decay matches none of them, or the
    /// optimizer is built with another list (D25).
    /// </exception>
    /// <exception cref="OutOfMemoryException">The slots do not fit into memory.</exception>
    /// <exception cref="InvalidOperationException">Another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    void Build(params ReadOnlySpan<AdamVariable> variables);

    /// <summary>One step: clips the gradients, decays the variables, moves the moments, the variables and their averages.</summary>
    /// <remarks>
    /// In the order of S3.3. The first call builds the optimizer with all its variables, those without a gradient included (S2.6). A
    /// variable whose gradient is missing is left alone (S3.4). An empty list does nothing but refresh what a schedule and delegates
    /// give (S8.2). Nothing is allocated after the first call. Memory of a gradient is read only, and only during the call.
    /// </remarks>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <returns>The number of steps taken.</returns>
    /// <exception cref="ArgumentException">
    /// A variable is null or stands in the call twice (D9), the optimizer was built without it, a gradient has another shape than its
    /// variable (D16), all gradients are missing (S3.5), or memory of a variable overlaps that of another variable or of a gradient.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call runs, or the counter is at its end.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    long ApplyGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs);

    /// <summary>One step that says what it did.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="report">What the step did; its norm costs one more read of the gradients where no global limit takes it anyway.</param>
    /// <inheritdoc cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/returns|/exception"/>
    long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, out StepReport report);

    /// <summary>One step with the gradients attached to all variables that the optimizer was built with, without a list.</summary>
    /// <returns>The number of steps taken.</returns>
    /// <exception cref="InvalidOperationException">The optimizer is not built, another call runs, or the counter is at its end.</exception>
    /// <exception cref="ArgumentException">A gradient has another shape than its variable, all are missing, or memory overlaps.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    long Step();

    /// <summary>One step with the attached gradients that says what it did.</summary>
    /// <param name="report">What the step did; its norm costs one more read of the gradients where no global limit takes it anyway.</param>
    /// <inheritdoc cref="Step()" path="/returns|/exception"/>
    long Step(out StepReport report);

    /// <summary>
    /// Asks for the loss and its gradients, then takes one step with them. This library differentiates nothing: the delegate
    /// attaches a gradient to each variable (<see cref="AdamVariable.Gradient"/>) or fills the memory attached before.
    /// </summary>
    /// <remarks>
    /// S3.1. Gradients are looked up after the delegate ran. One that it does not attach anew is used again; attach
    /// <see cref="Gradient.Missing"/> where there is none.
    /// </remarks>
    /// <param name="loss">Computes the loss, in any unit, and attaches the gradients. What it returns is only handed on; NaN too.</param>
    /// <param name="variables">What the step moves; builds the optimizer at the first call.</param>
    /// <returns>What the delegate returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="loss"/> is null.</exception>
    /// <exception cref="ArgumentException">As <see cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>; the delegate has run.</exception>
    /// <exception cref="InvalidOperationException">Another call runs, or the counter is at its end.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed; the delegate has not run.</exception>
    double Minimize(Func<double> loss, params ReadOnlySpan<AdamVariable> variables);

    /// <summary>As <see cref="Minimize(Func{double}, ReadOnlySpan{AdamVariable})"/>, and says what the step did.</summary>
    /// <param name="loss">Computes the loss and attaches the gradients.</param>
    /// <param name="variables">What the step moves.</param>
    /// <param name="report">What the step did; its norm costs one more read of the gradients where no global limit takes it anyway.</param>
    /// <inheritdoc cref="Minimize(Func{double}, ReadOnlySpan{AdamVariable})" path="/remarks|/returns|/exception"/>
    double Minimize(Func<double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report);

    /// <summary>Overwrites all variables by their averages, where averages are kept; otherwise does nothing.</summary>
    /// <remarks>S7.4; what training does once, after its last step.</remarks>
    /// <exception cref="InvalidOperationException">Averages are kept and the optimizer is not built, or another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    void FinalizeVariableValues();

    /// <summary>Overwrites some variables by their averages, where averages are kept; an empty list names none.</summary>
    /// <param name="variables">Which ones.</param>
    /// <exception cref="ArgumentException">A variable is null, or the optimizer was built without it.</exception>
    /// <inheritdoc cref="FinalizeVariableValues()" path="/remarks|/exception"/>
    void FinalizeVariableValues(params ReadOnlySpan<AdamVariable> variables);
}
