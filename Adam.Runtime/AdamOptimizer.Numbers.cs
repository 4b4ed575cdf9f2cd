using System.Runtime.CompilerServices;
using Adam.Steps;

namespace Adam;

/// <content>The numbers of one step: where they come from, when they are worked out anew, and what is shown of them.</content>
public abstract partial class AdamOptimizer
{
    // The numbers of the step at hand, or of the last one. They stand for the next one if nobody has set a number since and there is
    // nobody to ask; they are new until a step has taken them over.
    private StepNumbers _numbers;
    private bool _numbersStand;
    private bool _numbersAreNew;

    /// <summary>The numbers of the next step: asks the schedule and every callable, each once, and resolves the limits. Changes nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ref readonly StepNumbers Evaluate()
    {
        if (!_numbersStand)
        {
            _numbers = new StepNumbers(
                _learningRate.Evaluate(Iterations),
                _beta1.Evaluate(nameof(Beta1), Iterations),
                _beta2.Evaluate(nameof(Beta2), Iterations),
                _epsilon.Evaluate(nameof(Epsilon), Iterations),
                _weightDecay?.Evaluate(nameof(WeightDecay), Iterations) ?? 0,
                Positive(_clipNorm),
                Positive(_clipValue),
                Positive(_globalClipNorm),
                _emaMomentum);
            _numbersAreNew = true;
            _numbersStand = _learningRate is { Callable: null, Schedule: null }
                && _beta1.Callable is null && _beta2.Callable is null && _epsilon.Callable is null && _weightDecay?.Callable is null;
        }

        return ref _numbers;
    }

    /// <summary>Whether the numbers have changed since this was last asked.</summary>
    internal bool TakeChange()
    {
        bool changed = _numbersAreNew;
        _numbersAreNew = false;
        return changed;
    }

    private static double? Positive(double? limit) => limit > 0 ? limit : null;

    /// <summary>
    /// Shows the numbers of a step where a schedule or callables gave them. A fixed number stays as it is: a callback may have set it anew since.
    /// </summary>
    internal void Show(in StepNumbers numbers)
    {
        _rateIsUsed = true;
        if (_numbersStand)
        {
            return;
        }

        if (_learningRate is { Callable: not null } or { Schedule: not null })
        {
            _learningRate = _learningRate.Showing(numbers.Rate);
        }

        Show(ref _beta1, numbers.Beta1);
        Show(ref _beta2, numbers.Beta2);
        Show(ref _epsilon, numbers.Epsilon);
        if (_weightDecay is { Callable: not null } decay)
        {
            _weightDecay = decay.Showing(numbers.WeightDecay);
        }
    }

    private static void Show(ref Hyperparameter parameter, double value)
    {
        if (parameter.Callable is not null)
        {
            parameter = parameter.Showing(value);
        }
    }
}
