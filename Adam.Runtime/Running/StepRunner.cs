using System;
using Adam.Gradients;
using Adam.Lanes;
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
internal sealed class StepRunner(AdamOptimizer optimizer, Stages stages)
{
    /// <summary>Marks an exception that came after its step.</summary>
    private const string StepTakenKey = "Adam.StepTaken";

    private readonly ScalarCalculator _calculator = new(stages);
    private PieceWalk? _walk;

    /// <summary>What Build has made; null before.</summary>
    public StepModel? Model { get; private set; }

    /// <summary>Steps counted.</summary>
    public long Iterations { get; set; }

    /// <summary>Steps skipped because a gradient was not finite.</summary>
    public long SkippedSteps { get; private set; }

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
        if (Model is null)
        {
            Adopt(new StepModel(variables, stages, Exclusions, scope: ""));
        }
        else if (!variables.SequenceEqual(Model.State.Variables))
        {
            throw new ArgumentException(
                $"The optimizer is built with {Model.State.Variables.Length} variables, and these {variables.Length} are others or in another order; build once with all of them, or make another optimizer for these.", nameof(variables));
        }
    }

    /// <summary>One step.</summary>
    /// <returns>The number of steps counted.</returns>
    public long Run(in StepRequest request, ref StepReport report)
    {
        ref readonly StepNumbers numbers = ref optimizer.Evaluate();
        if (request.IsEmpty)
        {
            optimizer.Guard.ThrowIfClosed(optimizer);
            optimizer.Show(in numbers);
            report = new StepReport(Iterations, numbers.Rate, 0, false, false);
            return Iterations;
        }

        StepModel model = Model ?? Provisional(in request);
        bool runs, clipped = false;
        try
        {
            Check(model, in request, tells: true);
            if (Iterations == long.MaxValue)
            {
                throw new InvalidOperationException($"`Iterations` is {long.MaxValue}, the last step that can be counted; set the counter back to take another.");
            }

            _walk ??= new PieceWalk(model, optimizer, stages, Choices, optimizer.MaxDegreeOfParallelism);
            model.Call.Pin();
            long start = AdamMetrics.Start();
            bool observes = request.WantsReport || optimizer.OnStep is not null || AdamMetrics.WantsNorm;
            float norm = Prepare(model, in request, in numbers, observes, out bool allFinite, out runs);
            if (Model is null)
            {
                Adopt(model);
            }

            request.Scale?.Update(allFinite);
            if (runs)
            {
                clipped = observes && stages.ClipValue && GradientTests.AnyAbove(model.Call, numbers.ClipValue, optimizer.ActiveInstructionSet);
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

            report = new StepReport(Iterations, runs ? numbers.Rate : optimizer.LearningRate.Value, norm, clipped, !runs);
        }
        catch
        {
            Abandon(model);
            throw;
        }
        finally
        {
            model.Call.Release();
        }

        After(model, runs, in report);
        return Iterations;
    }

    /// <summary>All checks of a call without its step; builds at the first one.</summary>
    /// <returns>The gradients, whose memory is asked for; <see cref="GradientCall.Release"/> ends that.</returns>
    public StepModel CheckOnly(in StepRequest request)
    {
        StepModel model = Model ?? Provisional(in request);
        try
        {
            Check(model, in request, tells: false);
            model.Call.Pin();
        }
        catch
        {
            Abandon(model);
            throw;
        }

        if (Model is null)
        {
            Adopt(model);
        }

        return model;
    }

    /// <summary>Frees the slots and ends the threads.</summary>
    public void Free()
    {
        _walk?.Dispose();
        Model?.Dispose();
    }

    private StepModel Provisional(in StepRequest request)
    {
        if (request.Source is GradientSource.Attached or GradientSource.Kept)
        {
            throw new InvalidOperationException("The optimizer has no variables yet; call Build with all of them before Step.");
        }

        string scope = request.Scope.Length > 0 ? request.Scope : optimizer.Name.Length > 0 ? optimizer.Name : "optimizer";
        if (request.Source == GradientSource.Variables)
        {
            return new StepModel(request.Variables, stages, Exclusions, scope);
        }

        var variables = new AdamVariable[request.Pairs.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            variables[i] = request.Pairs[i].Variable;
        }

        return new StepModel(variables, stages, Exclusions, scope);
    }

    private void Adopt(StepModel model)
    {
        Model = model;
        optimizer.Adopt(model);
    }

    /// <summary>A call is refused: a model that only this call has made goes with it.</summary>
    private void Abandon(StepModel model)
    {
        model.Call.Refuse();
        if (Model is null)
        {
            _walk?.Dispose();
            _walk = null;
            model.Dispose();
        }
    }

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
                call.AddKept(request.Kept!, request.Given);
                break;
        }

        call.End();
        if (tells && call.Missing.Count > 0)
        {
            optimizer.OnMissingGradients?.Invoke(call.Missing);
        }

        // A callback may have disposed the optimizer, whose memory lives until this call ends.
        optimizer.Guard.ThrowIfClosed(optimizer);
    }

    /// <summary>Everything that only reads the user's gradients: divides and unscales copies, takes the norm, tests for finiteness.</summary>
    /// <returns>The norm of all gradients, where somebody wants it; else NaN.</returns>
    private float Prepare(StepModel model, in StepRequest request, in StepNumbers numbers, bool observes, out bool allFinite, out bool runs)
    {
        GradientCall call = model.Call;
        InstructionSet set = optimizer.ActiveInstructionSet;
        bool dynamic = request.Scale is { IsDynamic: true };
        bool tests = dynamic || optimizer.NonFiniteGradients != NonFiniteGradients.LetThrough;
        bool? finite = null;
        if (request.GradientsAreScaled)
        {
            finite = request.Scale!.Unscale(model.State.Variables, call, request.Divisor, set);
        }
        else if (request.Divisor > 1)
        {
            // A quotient by a count is finite where the sum is, so the sums are tested before they are divided in their place.
            if (tests)
            {
                finite = GradientTests.AreFinite(call, set);
                ThrowIfNotFinite(finite.Value, dynamic, model);
            }

            Averaging.Divide(call, request.Kept!, request.Divisor, set);
        }

        bool takesNorm = observes || (request.GlobalNorm is null && ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is not null);
        double squares = takesNorm ? GradientNorms.SumOfSquares(model, _walk!) : double.NaN;

        // No sum of squares is finite where a gradient is not; the reverse does not hold, because squares overflow.
        allFinite = !tests || (finite ?? (double.IsFinite(squares) || GradientTests.AreFinite(call, set)));
        ThrowIfNotFinite(allFinite, dynamic, model);
        runs = allFinite;
        return SquareSum.GlobalNorm(squares);
    }

    /// <summary>The step itself (S3.3, from step 6 on).</summary>
    /// <returns>Whether the norm of all gradients, or that of one of them, exceeds its limit.</returns>
    private bool Step(StepModel model, in StepNumbers numbers, float globalNorm)
    {
        optimizer.Show(in numbers);
        long t = Iterations + 1;
        GradientCall call = model.Call;
        bool clipped = ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is double limit && globalNorm > (float)limit;
        bool clipsNorms = ScalarCalculator.FiniteLimit(numbers.ClipNorm) is not null;
        if (clipsNorms)
        {
            GradientNorms.Find(model, _walk!);
        }

        if (optimizer.TakeChange())
        {
            _calculator.Use(in numbers);
        }

        ref StepScalars scalars = ref _calculator.Calculate(t, globalNorm);

        // Where elements come from memory, the divider is not what everything waits for, and fewer instructions look further ahead.
        scalars.SparesDivider = Choices.SparesDivider && !model.LeavesSecondCache;
        clipped |= clipsNorms && GradientNorms.AnyAbove(model, scalars.Limit);
        if (Choices.ForceFlushing is bool flushing)
        {
            scalars.FastPathIsExact = !flushing;
        }

        _walk!.Update(in scalars, clipsNorms);
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
            // Ten thousand small variables are not asked for nothing.
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

    private void ThrowIfNotFinite(bool allFinite, bool dynamic, StepModel model)
    {
        if (!allFinite && !dynamic && optimizer.NonFiniteGradients == NonFiniteGradients.Throw)
        {
            GradientTests.ThrowIfNotFinite(model.Call, model.State.Variables);
        }
    }
}
