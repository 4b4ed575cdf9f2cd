namespace Adam.Numerics;

/// <summary>beta^n from step to step.</summary>
internal interface IBetaPower
{
    /// <summary>The power, correctly rounded and flushed.</summary>
    /// <param name="beta">The base, in the type that the power is rounded to.</param>
    /// <param name="n">The step: a whole number from 1 on, or infinity where the type ends below it.</param>
    double At(double beta, double n);
}
