using System;
using System.Runtime.CompilerServices;
using Adam.Gradients;
using Adam.Lanes;
using Adam.Norms;
using Adam.State;
using Adam.Steps;
using Adam.Threads;

namespace Adam.Running;

/// <summary>Takes steps: one request in, one report out (S3.3).</summary>
/// <remarks>
/// The order: numbers, gradients checked, who is missing told, memory asked for, then all that only reads the gradients (unscaling,
/// norms, the test for finiteness). Until then nothing has changed, and whatever throws leaves everything as it was (D6), a first
/// call unbuilt. Then the loss scale moves and the step runs or is skipped, and behind it constraints and the report.
/// </remarks>
internal sealed class StepRunner(AdamOptimizer optimizer, Stages stages) : IDisposable
{
    /// <summary>Marks an exception that came after its step.</summary>
    private const string StepTakenKey = "Adam.StepTaken";

    private readonly ScalarCalculator _calculator = new(stages);
    private PieceWalk? _walk;

    /// <summary>What Build has made, or a first call that may fail still.</summary>
    private StepModel? _model;

    /// <summary>Whether there are slots that outlive the call at hand.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>What Build has made; null before.</summary>
    public StepModel? Model => IsBuilt ? _model : null;

    /// <summary>Steps counted.</summary>
    public long Iterations { get; set; }

    /// <summary>Steps skipped because a gradient was not finite.</summary>
    public long SkippedSteps { get; set; }

    /// <summary>Steps that this object has counted, whatever the counter has been set to since.</summary>
    public long Counted { get; private set; }

    /// <summary>Variables that weight decay leaves alone, until Build.</summary>
    public DecayExclusions Exclusions { get; set; } = DecayExclusions.None;

    public LoopChoices Choices { get; } = new();

    /// <summary>The threads of steps that were shared so far; null where one thread takes them.</summary>
    public WorkerPool? Threads => _walk?.Threads;

    /// <summary>Makes the slots of these variables.</summary>
    /// <exception cref="ArgumentException">There are slots already, of other variables (D25).</exception>
    public void Build(ReadOnlySpan<AdamVariable> variables)
    {
        if (!IsBuilt)
        {
            Adopt(_model = NewModel(variables));
        }
        else if (!variables.SequenceEqual(_model!.State.Variables))
        {
            throw new ArgumentException(
                $"The optimizer is built with {_model.State.Variables.Length} variables, and these {variables.Length} are others or in another order; build once with all of them, or make another optimizer for these.", nameof(variables));
        }
    }

    /// <summary>The state that <see cref="Build"/> would make of these variables, not taken over yet.</summary>
    public StepModel NewModel(ReadOnlySpan<AdamVariable> variables) => new(variables, stages, Exclusions, scope: "");

    /// <summary>Takes over a state that was loaded.</summary>
    public void AdoptLoaded(StepModel model) => Adopt(_model = model);

    /// <summary>One step. Whatever comes of it, <see cref="End"/> follows.</summary>
    /// <returns>The number of steps counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Run(in StepRequest request, ref StepReport report)
    {
        ref readonly StepNumbers numbers = ref optimizer.Numbers.Evaluate(Iterations);
        if (request.IsEmpty)
        {
            optimizer.Guard.ThrowIfClosed(optimizer);
            optimizer.Numbers.Show(in numbers);
            report = new StepReport(Iterations, numbers.Rate, 0, false, false);
            return Iterations;
        }

        StepModel model = _model ?? Provisional(in request);
        Check(model, in request, tells: true);
        if (Iterations == long.MaxValue)
        {
            ThrowAtTheLastStep();
        }

        _walk ??= new PieceWalk(model, optimizer, stages, Choices, optimizer.MaxDegreeOfParallelism);
        model.Call.Pin();
        long start = AdamMetrics.Start();
        bool observes = request.WantsReport || optimizer.OnStep is not null || AdamMetrics.WantsNorm;
        float norm = GradientGate.Pass(model, _walk, in request, in numbers, observes, optimizer.NonFiniteGradients, optimizer.ActiveInstructionSet, out bool allFinite);
        if (!IsBuilt)
        {
            Adopt(model);
        }

        request.Scale?.Update(allFinite);
        bool clipped = false;
        if (allFinite)
        {
            clipped = observes && stages.Has(Stages.ClipValue) && GradientTests.AnyAbove(model.Call, numbers.ClipValue, optimizer.ActiveInstructionSet);
            clipped |= Step(model, in numbers, request.GlobalNorm ?? norm);
            AdamMetrics.Ran(optimizer.Name, numbers.Rate, observes ? norm : null, start);
        }
        else
        {
            Iterations++;
            SkippedSteps++;
            AdamMetrics.Skipped(optimizer.Name);
        }

        Counted++;
        report = new StepReport(Iterations, allFinite ? numbers.Rate : optimizer.LearningRate.Value, norm, clipped, !allFinite);

        // Ten thousand small variables are not asked for constraints where nobody has any.
        if (AdamVariable.AnyHasConstraint || optimizer.OnStep is not null)
        {
            After(model, allFinite, in report);
        }

        return Iterations;
    }

    /// <summary>All checks of a call without its step; builds at the first one. Whatever comes of it, <see cref="End"/> follows.</summary>
    /// <returns>The gradients, whose memory is asked for until then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public StepModel CheckOnly(in StepRequest request)
    {
        StepModel model = _model ?? Provisional(in request);
        Check(model, in request, tells: false);
        model.Call.Pin();
        if (!IsBuilt)
        {
            Adopt(model);
        }

        return model;
    }

    /// <summary>Ends a call: its memory is no longer asked for, and one that was refused leaves no trace.</summary>
    public void End()
    {
        if (_model is not { } model)
        {
            return;
        }

        model.Call.End();
        if (!IsBuilt)
        {
            // A model that only this call has made goes with it.
            _model = null;
            _walk?.Dispose();
            _walk = null;
            model.Dispose();
        }
    }

    /// <summary>Frees the slots and ends the threads.</summary>
    public void Dispose()
    {
        _walk?.Dispose();
        _model?.Dispose();
    }

    private StepModel Provisional(in StepRequest request) => _model = StepModel.For(in request, stages, Exclusions, optimizer.Name);

    private void Adopt(StepModel model)
    {
        optimizer.Adopt(model);
        IsBuilt = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Check(StepModel model, in StepRequest request, bool tells)
    {
        GradientCall call = model.Call;
        call.Begin();
        switch (request.Source)
        {
            case GradientSource.Pairs:
                for (int i = 0; i < request.Pairs.Length; i++)
                {
                    ref readonly (Gradient Gradient, AdamVariable Variable) pair = ref request.Pairs[i];
                    call.Add(in pair.Gradient, pair.Variable, i);
                }

                break;
            case GradientSource.Variables:
                for (int i = 0; i < request.Variables.Length; i++)
                {
                    AdamVariable variable = request.Variables[i];
                    ArgumentNullException.ThrowIfNull(variable, "variables");
                    call.Add(in variable.AttachedGradient, variable, i);
                }

                break;
            case GradientSource.Attached:
                call.AddAttached();
                break;
            default:
                call.AddSums(request.Sums!);
                break;
        }

        call.Complete();
        if (tells && call.Missing.Count > 0)
        {
            optimizer.OnMissingGradients?.Invoke(call.Missing);
        }

        // A callback may have disposed the optimizer, whose memory lives until this call ends.
        optimizer.Guard.ThrowIfClosed(optimizer);
    }

    /// <summary>The step itself (S3.3, from step 6 on).</summary>
    /// <returns>Whether the norm of all gradients, or that of one of them, exceeds its limit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Step(StepModel model, in StepNumbers numbers, float globalNorm)
    {
        optimizer.Numbers.Show(in numbers);
        long t = Iterations + 1;
        GradientCall call = model.Call;
        bool clipped = ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is double limit && globalNorm > (float)limit;
        bool clipsNorms = ScalarCalculator.FiniteLimit(numbers.ClipNorm) is not null;
        if (clipsNorms)
        {
            GradientNorms.Find(model, _walk!);
        }

        _calculator.Use(in numbers);
        ref StepScalars scalars = ref _calculator.Calculate(t, globalNorm);

        // Where elements come from memory, the divider is not what everything waits for, and fewer instructions look further ahead.
        scalars.SparesDivider = Choices.SparesDivider && !model.LeavesSecondCache;
        clipped |= clipsNorms && GradientNorms.AnyAbove(model, scalars.Limit);
        if (Choices.ForceFlushing is bool flushing)
        {
            scalars.FastPathIsExact = !flushing;
        }

        _walk!.Update(ref scalars, clipsNorms);
        if (optimizer.EmaOverwriteFrequency is int frequency && frequency > 0 && t % frequency == 0)
        {
            foreach (int position in call.Order)
            {
                model.State.CopyAverage(position, in call.Values(position));
            }
        }

        Iterations = t;
        return clipped;
    }

    /// <summary>What follows a step that is counted; an exception in it cannot undo the step, and says so (S3.3, step 12).</summary>
    private void After(StepModel model, bool ran, in StepReport report)
    {
        try
        {
            if (ran && AdamVariable.AnyHasConstraint)
            {
                foreach (int position in model.Call.Order)
                {
                    AdamVariable variable = model.State.Variables[position];
                    variable.Constraint?.Invoke(variable);
                }
            }

            optimizer.OnStep?.Invoke(report);
        }
        catch (Exception exception)
        {
            exception.Data[StepTakenKey] = report.Step;
            throw;
        }
    }

    private static void ThrowAtTheLastStep() => throw new InvalidOperationException(
        $"`Iterations` is {long.MaxValue}, the last step that can be counted; set the counter back to take another.");
}
