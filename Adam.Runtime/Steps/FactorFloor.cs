using System;
using Adam.Lanes;
using Adam.Numerics;

namespace Adam.Steps;

/// <summary>
/// A factor and its floor: the bits of the smallest normal magnitude whose product with the factor is not flushed. Kept until the
/// factor changes, because most factors never do.
/// </summary>
internal struct FactorFloor
{
    private float _factor;
    private int _floor;

    /// <summary>The floor of <paramref name="factor"/>, which is not subnormal.</summary>
    public int Of(float factor)
    {
        if (_floor == 0 || BitConverter.SingleToInt32Bits(factor) != BitConverter.SingleToInt32Bits(_factor))
        {
            _factor = factor;
            _floor = Find(Math.Abs(factor));
        }

        return _floor;
    }

    private static int Find(float factor)
    {
        // A factor from 1 on flushes only what is subnormal already; zero, infinity and NaN keep every normal operand.
        if (!(factor > 0 && factor < 1))
        {
            return Binary32.LeastNormal;
        }

        // The quotient is off by less than an ulp of binary32, and the product of two floats is exact in double and settles it.
        float least = (float)(Flushed.LeastProduct / factor);
        if ((double)least * factor < Flushed.LeastProduct)
        {
            least = MathF.BitIncrement(least);
        }
        else if ((double)MathF.BitDecrement(least) * factor >= Flushed.LeastProduct)
        {
            least = MathF.BitDecrement(least);
        }

        return Math.Max(BitConverter.SingleToInt32Bits(least), Binary32.LeastNormal);
    }
}
