using System.Runtime.CompilerServices;
using Adam.Norms;
using Adam.Steps;

namespace Adam.Running;

/// <summary>Norms of a call's gradients, from the sums of their pieces in index order (D15).</summary>
internal static class GradientNorms
{
    /// <summary>The sums of the variables are added in the order in which the optimizer was built, whatever that of the call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(StepModel model, PieceWalk walk)
    {
        walk.SumSquares(SquareSum.LeastForGlobalNorm);
        double sum = 0;
        for (int position = 0, piece = 0; position < model.Norms.Length; position++)
        {
            double own = TakeSum(model, position, ref piece);
            sum += model.Call.Has(position) ? own : 0;
        }

        return sum;
    }

    /// <summary>Fills the norm of each variable's gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(StepModel model, PieceWalk walk)
    {
        walk.SumSquares(SquareSum.LeastForNorm);
        for (int position = 0, piece = 0; position < model.Norms.Length; position++)
        {
            model.Norms[position] = SquareSum.Norm(TakeSum(model, position, ref piece));
        }
    }

    /// <summary>Whether the norm of any gradient of the call exceeds the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AnyAbove(StepModel model, float limit)
    {
        foreach (int position in model.Call.Order)
        {
            if (model.Norms[position] > limit)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The sum over the pieces of one variable; the next piece is that of the next variable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double TakeSum(StepModel model, int position, ref int piece)
    {
        double sum = 0;
        int end = model.Plan.EndOf(position);
        for (; piece < end; piece++)
        {
            sum += model.PieceSums[piece];
        }

        return sum;
    }
}
