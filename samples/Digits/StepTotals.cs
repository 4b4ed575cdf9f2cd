using Adam;

namespace Digits;

/// <summary>What the reports of some steps say together.</summary>
/// <param name="Count">How many steps.</param>
/// <param name="Clipped">How many had gradients whose norm exceeded the limit.</param>
/// <param name="NormSum">The sum of the gradients' norms, before clipping.</param>
/// <param name="LearningRate">The rate of the last step.</param>
internal readonly record struct StepTotals(int Count, int Clipped, double NormSum, double LearningRate)
{
    public double MeanNorm => NormSum / Count;

    /// <summary>These and one more.</summary>
    public StepTotals With(in StepReport report) =>
        new(Count + 1, Clipped + (report.Clipped ? 1 : 0), NormSum + report.GradientNorm, report.LearningRate);
}
