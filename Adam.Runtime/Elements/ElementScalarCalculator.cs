using Adam.Numerics;

namespace Adam.Elements;

/// <summary>Works out the scalars of a step for variables of one element type.</summary>
/// <remarks>
/// S5.1, with the two routes of S0.4: what the original casts (betas, decay and the rate, which is a binary32 variable) goes through binary32 first, also for
/// binary64 (D5); what it uses as an operand is rounded once. The powers are correctly rounded (D14).
/// </remarks>
/// <typeparam name="TElement">The element type's arithmetic.</typeparam>
internal sealed class ElementScalarCalculator<TElement>
    where TElement : struct, IElement
{
    private readonly IBetaPower _power1 = TElement.NewPower();
    private readonly IBetaPower _power2 = TElement.NewPower();

    /// <summary>cT: by way of binary32.</summary>
    public static double Cast(double value) => TElement.Round((float)value);

    /// <summary>Whether a beta is 1 in this type: its moment never moves, and for beta2 neither does the variable (S5.8, D3).</summary>
    public static bool RoundsToOne(double beta) => Cast(beta) == 1;

    /// <summary>The scalars of a step.</summary>
    /// <param name="numbers">Its hyper-parameters.</param>
    /// <param name="t">The step, counted from 1 (S0.5).</param>
    public ElementScalars Calculate(in ElementNumbers numbers, long t)
    {
        double n = TElement.Round(t);
        double power1 = TElement.Round(_power1.At(Cast(numbers.Beta1), n));
        double power2 = TElement.Round(_power2.At(Cast(numbers.Beta2), n));
        double correction = TElement.Sqrt(TElement.Subtract(1, power2));
        double rate = Cast(numbers.Rate);
        double epsilon = TElement.Round(numbers.Epsilon);
        return new ElementScalars(
            Alpha: TElement.Divide(TElement.Multiply(rate, correction), TElement.Subtract(1, power1)),
            Epsilon: numbers.AdaptiveEpsilon ? TElement.Multiply(epsilon, correction) : TElement.Read(epsilon),
            C1: TElement.Read(TElement.Round(1 - numbers.Beta1)),
            C2: TElement.Read(TElement.Round(1 - numbers.Beta2)),
            Decay: TElement.Read(Cast(numbers.WeightDecay)),
            Rate: TElement.Read(rate),
            Momentum: TElement.Read(TElement.Round(numbers.EmaMomentum)),
            Complement: TElement.Read(TElement.Round(1 - numbers.EmaMomentum)));
    }
}
