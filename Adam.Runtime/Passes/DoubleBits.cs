using System;

namespace Adam.Passes;

/// <summary>The bits of an element moved to where a double has them, the exponent's bias left as it is: 2^(127 - 1023) times the number.</summary>
internal static class DoubleBits
{
    /// <summary>Bits of a double's significand behind those of an element's.</summary>
    public const int Shift = 52 - 23;

    /// <summary>What 1 becomes: 2^-896.</summary>
    public static double One => Of(1);

    /// <summary>That double of a number that is not negative.</summary>
    public static double Of(float x) => BitConverter.UInt64BitsToDouble((ulong)BitConverter.SingleToUInt32Bits(x) << Shift);
}
