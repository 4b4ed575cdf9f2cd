namespace Adam.Numerics;

/// <summary><see cref="PowerOfBeta"/> for the types whose operations are done in binary32.</summary>
internal sealed class BetaPower32 : IBetaPower
{
    private const double TwoTo63 = 9223372036854775808.0;

    private readonly PowerOfBeta _power = new();

    public double At(double beta, double n) => n < TwoTo63 ? _power.At((float)beta, (long)n) : CorrectlyRounded.Pow((float)beta, (float)n);
}
