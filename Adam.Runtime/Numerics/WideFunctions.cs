using System.Numerics;

namespace Adam.Numerics;

/// <summary>
/// Elementary functions in fixed point: an integer v with p fractional bits stands for v / 2^p. Slow and simple; they make the
/// constants of the double-double functions, and decide where those cannot.
/// </summary>
/// <remarks>
/// Each works with 32 bits more than it returns. A series has fewer than 2^10 terms, each off by less than 2^3 units of that
/// wider grid, so the sum is off by far less than one unit of the result; with the last truncation: <see cref="Error"/>.
/// </remarks>
internal static class WideFunctions
{
    /// <summary>Bound of every result's error, in units of 2^-p.</summary>
    public const int Error = 2;

    private const int Guard = 32;

    /// <summary>ln 2 = 2 artanh(1/3).</summary>
    public static BigInteger Ln2(int precision)
    {
        int wide = precision + Guard;
        return (2 * Artanh((BigInteger.One << wide) / 3, wide)) >> Guard;
    }

    /// <summary>pi = 16 arctan(1/5) - 4 arctan(1/239) (Machin).</summary>
    public static BigInteger Pi(int precision)
    {
        int wide = precision + Guard;
        return ((16 * ArctanOfReciprocal(5, wide)) - (4 * ArctanOfReciprocal(239, wide))) >> Guard;
    }

    /// <summary>ln(mantissa * 2^exponent), mantissa positive.</summary>
    /// <remarks>With the mantissa moved to [2/3, 4/3]: exponent * ln 2 + 2 artanh((x - 1) / (x + 1)).</remarks>
    public static BigInteger Log(BigInteger mantissa, int exponent, int precision)
    {
        int wide = precision + Guard;
        int bits = (int)mantissa.GetBitLength();
        if (3 * mantissa < BigInteger.One << (bits + 1))
        {
            bits--;
        }

        BigInteger one = BigInteger.One << bits;
        BigInteger ratio = ((mantissa - one) << wide) / (mantissa + one);
        return ((2 * Artanh(ratio, wide)) + ((exponent + bits) * Ln2(wide))) >> Guard;
    }

    /// <summary>
    /// exp(x / 2^p) as a value times 2^exponent, the value in (0.7, 1.5). |x / 2^p| is below 2^10. An error of the argument
    /// passes into the result multiplied by less than 3/2.
    /// </summary>
    public static BigInteger Exp(BigInteger x, int precision, out int exponent)
    {
        int wide = precision + Guard;
        BigInteger ln2 = Ln2(wide);
        BigInteger argument = x << Guard;
        BigInteger count = argument.Sign * (((2 * BigInteger.Abs(argument)) + ln2) / (2 * ln2));
        exponent = (int)count;
        BigInteger rest = argument - (count * ln2);
        BigInteger one = BigInteger.One << wide;
        BigInteger sum = BigInteger.Zero;
        BigInteger term = one;
        for (int n = 1; !term.IsZero; n++)
        {
            sum += term;
            term = term * rest / (n * one);
        }

        return sum >> Guard;
    }

    /// <summary>cos(mantissa * 2^exponent), for any size of the argument.</summary>
    public static BigInteger Cos(BigInteger mantissa, int exponent, int precision)
    {
        // As many more bits of pi as the argument has before the point: then the remainder is good to 2^-(precision + Guard).
        int size = int.Max(0, exponent + (int)mantissa.GetBitLength());
        int wide = precision + Guard + size;
        BigInteger quarter = Pi(wide) >> 1;
        int shift = exponent + wide;
        BigInteger argument = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        BigInteger count = ((2 * argument) + quarter) / (2 * quarter);
        BigInteger rest = (argument - (count * quarter)) >> size;
        wide -= size;
        int quadrant = (int)(count & 3);
        BigInteger value = (quadrant & 1) == 0 ? Alternating(BigInteger.One << wide, rest, 1, wide) : Alternating(rest, rest, 2, wide);
        return (quadrant is 1 or 2 ? -value : value) >> Guard;
    }

    // term - term x^2 / (n (n + 1)) + ...: the cosine from (1, n = 1), the sine from (x, n = 2).
    private static BigInteger Alternating(BigInteger term, BigInteger x, int n, int wide)
    {
        BigInteger square = (x * x) >> wide;
        BigInteger one = BigInteger.One << wide;
        BigInteger sum = BigInteger.Zero;
        for (; !term.IsZero; n += 2)
        {
            sum += term;
            term = -(term * square) / (n * (n + 1) * one);
        }

        return sum;
    }

    private static BigInteger Artanh(BigInteger x, int wide)
    {
        BigInteger square = (x * x) >> wide;
        BigInteger one = BigInteger.One << wide;
        BigInteger sum = BigInteger.Zero;
        BigInteger power = x;
        for (int n = 1; !power.IsZero; n += 2)
        {
            sum += power / n;
            power = power * square / one;
        }

        return sum;
    }

    private static BigInteger ArctanOfReciprocal(int x, int wide)
    {
        BigInteger power = (BigInteger.One << wide) / x;
        BigInteger sum = BigInteger.Zero;
        for (int n = 1, sign = 1; !power.IsZero; n += 2, sign = -sign)
        {
            sum += sign * power / n;
            power /= x * x;
        }

        return sum;
    }
}
