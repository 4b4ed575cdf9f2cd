using System.Runtime.CompilerServices;
using Adam.Gradients;
using Adam.Norms;
using Adam.Steps;

namespace Adam.Running;

/// <summary>Everything that only reads the user's gradients: divides and unscales copies, takes the norm, decides whether the step may run.</summary>
internal static class GradientGate
{
    /// <summary>Prepares the gradients of a call. Whatever throws here has changed nothing; behind it nothing throws any more.</summary>
    /// <param name="model">Has the call.</param>
    /// <param name="walk">Walks over it.</param>
    /// <param name="request">Says which scale, sums and norm there are.</param>
    /// <param name="numbers">Say whether a global norm is clipped.</param>
    /// <param name="observes">Whether somebody wants the norm anyway.</param>
    /// <param name="policy">What becomes of gradients that are not finite.</param>
    /// <param name="set">The instruction set.</param>
    /// <param name="allFinite">Whether the step runs: all gradients are finite, or nobody asks.</param>
    /// <returns>The norm of all gradients, where somebody wants it; else NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Pass(
        StepModel model, PieceWalk walk, in StepRequest request, in StepNumbers numbers, bool observes, NonFiniteGradients policy, InstructionSet set, out bool allFinite)
    {
        GradientCall call = model.Call;
        bool dynamic = request.Scale is { IsDynamic: true };
        bool tests = dynamic || policy != NonFiniteGradients.LetThrough;
        bool throws = !dynamic && policy == NonFiniteGradients.Throw;
        bool? finite = null;
        if (request.GradientsAreScaled)
        {
            finite = request.Scale!.Unscale(model.State.Variables, call, request.Sums?.Divisor ?? 1, set);
        }
        else if (request.Sums is { Divisor: > 1 } sums)
        {
            // A quotient by a count is finite where the sum is, so the sums are tested before they are divided in their place.
            if (tests)
            {
                finite = GradientTests.AreFinite(call, set);
                ThrowIf(throws && !finite.Value, model);
            }

            Averaging.Divide(call, sums.Kept, sums.Divisor, set);
        }

        bool takesNorm = observes || (request.GlobalNorm is null && ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is not null);
        double squares = takesNorm ? GradientNorms.SumOfSquares(model, walk) : double.NaN;

        // No sum of squares is finite where a gradient is not; the reverse does not hold, because squares overflow.
        allFinite = !tests || (finite ?? (double.IsFinite(squares) || GradientTests.AreFinite(call, set)));
        ThrowIf(throws && !allFinite, model);
        return SquareSum.GlobalNorm(squares);
    }

    private static void ThrowIf(bool throws, StepModel model)
    {
        if (throws)
        {
            GradientTests.ThrowIfNotFinite(model.Call, model.State.Variables);
        }
    }
}
