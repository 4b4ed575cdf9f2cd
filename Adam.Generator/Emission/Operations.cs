using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// What loops do with a vector beyond plus, minus, times and divide: one description over instruction set and element. Whoever prints a call notes
/// the operation, and those that were noted, or that they call, are printed once.
/// </summary>
internal sealed class Operations
{
    private readonly Dictionary<string, (string Signature, string[] Body)> _noted = [];
    private readonly Constants _constants;

    public Operations(Isa isa, Element element, Constants constants)
    {
        Isa = isa;
        Element = element;
        _constants = constants;
        Number = isa.IsVector ? $"{isa.Vector}<{element.Keyword}>" : element.Keyword;
        Word = isa.IsVector ? $"{isa.Vector}<{element.Word}>" : element.Word;
    }

    public Isa Isa { get; }

    public Element Element { get; }

    /// <summary>The type of a vector of numbers.</summary>
    public string Number { get; }

    /// <summary>The type of a vector of their bits.</summary>
    public string Word { get; }

    private string V => Isa.Vector;

    /// <summary>The vector instructions of x64 of this width.</summary>
    private string Native => Isa.Bits switch { 512 => "Avx512F", 256 => "Avx", _ => Element.Narrow };

    private string Zero => $"{Word}.Zero";

    /// <summary>An operation on operands.</summary>
    public string Call(string name, params string[] operands)
    {
        if (name == "Sqrt")
        {
            return Isa.IsVector ? $"{V}.Sqrt({operands[0]})" : $"{Element.Math}.Sqrt({operands[0]})";
        }

        if (!_noted.ContainsKey(name))
        {
            _noted[name] = default;
            _noted[name] = Describe(name);
        }

        return $"{name}({string.Join(", ", operands)})";
    }

    /// <summary>The bits of a number.</summary>
    public string Bits(string x) => Isa.IsVector ? $"{x}.{Element.AsWord}" : $"{Element.ToWord}({x})";

    /// <summary>The bits as a word without a sign, for comparisons.</summary>
    public string Unsigned(string x) => Isa.IsVector ? $"{x}.{Element.AsUnsigned}" : $"unchecked(({Element.Unsigned}){Bits(x)})";

    /// <summary>A constant in every lane.</summary>
    public string Constant(string name)
    {
        string constant = _constants.Name(name);
        return Isa.IsVector ? $"{V}.Create({constant})" : constant;
    }

    /// <summary>Prints what was noted, in the order of first use.</summary>
    public void Emit(SourceWriter writer, string access)
    {
        foreach ((string signature, string[] body) in _noted.Values)
        {
            writer.Method($"{access} static {signature}", body);
        }
    }

    /// <summary>
    /// The table. Comparisons are made on the bits, which are ordered like the magnitudes, with NaN above everything; docs/numerics.md has the reasons.
    /// </summary>
    private (string Signature, string[] Body) Describe(string name) => name switch
    {
        // Zero, with its sign, below the least normal number.
        "Flush" => ($"{Number} Flush({Number} x)", [Isa.HasMasks
            ? Selected($"{V}.Equals({Bits("x")} & {Constant("Infinity")}, {Zero})", $"{Bits("x")} & {Constant("Sign")}", Bits("x"))
            : Call("Clear", "x", Constant("LeastNormal"))]),

        // Zero, with its sign, where the magnitude is below a positive number given by its bits.
        "Clear" => ($"{Number} Clear({Number} x, {Word} floor)", [
            !Isa.IsVector ? $"({Bits("x")} & {Constant("Magnitude")}) < floor ? {Element.ToNumber}({Bits("x")} & {Constant("Sign")}) : x"
            : Isa.HasMasks ? Selected($"{V}.LessThan({Bits("x")} & {Constant("Magnitude")}, floor)", $"{Bits("x")} & {Constant("Sign")}", Bits("x"))
            : $"{V}.AndNot({Bits("x")}, {V}.LessThan({Bits("x")} & {Constant("Magnitude")}, floor) & {Constant("Magnitude")}).{Element.AsNumber}"]),

        // Below the factor's floor the product would be flushed, and would first be subnormal.
        "Product" => ($"{Number} Product({Number} x, {Number} factor, {Word} floor)", [$"{Call("Clear", "x", "floor")} * factor"]),

        // A quotient is flushed exactly where |x| < |divisor| * 2^l, and for a divisor below 1 no normal x is that small.
        "Quotient" => ($"{Number} Quotient({Number} x, {Number} divisor)", [
            Call("Clear", "x", $"{(Isa.IsVector ? V : "Math")}.Max({Bits("divisor")} & {Constant("Magnitude")}, {Constant("One")}) - {Constant("QuotientShift")}") + " / divisor"]),

        // Squares below 2^l are flushed. With masks, compilers make one masked product of this, so the other lanes are not multiplied at all.
        "Square" => ($"{Number} Square({Number} x)",
            !Isa.IsVector ? [$"({Bits("x")} & {Constant("WindowBits")}) != 0 ? x * x : 0"]
            : Isa.HasMasks ? [$"{V}.ConditionalSelect((~{V}.Equals({Bits("x")} & {Constant("WindowBits")}, {Zero})).{Element.AsNumber}, x * x, {Number}.Zero)"]
            : [Call("Squared", $"{V}.AndNot({Bits("x")}, {V}.Equals({Bits("x")} & {Constant("WindowBits")}, {Zero})).{Element.AsNumber}")]),

        "Squared" => ($"{Number} Squared({Number} x)", ["x * x"]),

        "SquareOfAny" => ($"{Number} SquareOfAny({Number} x, bool clears)", [$"clears ? {Call("Square", "x")} : x * x"]),

        "Maximum" => ($"{Number} Maximum({Number} x, {Number} y)", [Maximum()]),

        "Clamped" => ($"{Number} Clamped({Number} x, {Number} lower, {Number} upper)", [Clamped()]),

        "Masked" => ($"{Number} Masked({Number} x, {Word} mask)", [Isa.IsVector ? $"({Bits("x")} & mask).{Element.AsNumber}" : $"{Element.ToNumber}({Bits("x")} & mask)"]),

        // The bit below the sign is set exactly for ordinary magnitudes.
        "Window" => ($"{Word} Window({Number} x)", [
            Isa.IsVector ? $"{Bits("x")} + {Constant("WindowShift")}" : $"unchecked({Bits("x")} + {Constant("WindowShift")})"]),

        // The sign bit is set where the bits of a second moment have none and are not below the limit.
        "ReachesSecond" => ($"{Word} ReachesSecond({Word} bits)", [
            Isa.IsVector ? $"~(bits | (bits - {Constant("LeastSecond")}))" : $"~(bits | unchecked(bits - {Constant("LeastSecond")}))"]),

        // Ordered like the magnitudes, but zero is above all of them.
        "Nonzero" => Isa.IsVector
            ? ($"{V}<{Element.Unsigned}> Nonzero({Number} x)", [$"({Unsigned("x")} << 1) - {V}<{Element.Unsigned}>.One"])
            : ($"{Element.Unsigned} Nonzero({Number} x)", [$"unchecked((({Element.Unsigned}){Bits("x")} << 1) - 1)"]),

        // A Newton step from an estimate with 14 bits and a correction that rounds once; by class of x, Fixup gives NaN, x or the result.
        "SqrtBesideDivider" => ($"{Number} SqrtBesideDivider({Number} x, bool sparesDivider)", [
            "if (!sparesDivider)",
            "{",
            $"    return {V}.Sqrt(x);",
            "}",
            "",
            $"{Number} half = {V}.Create(0.5f), y = Avx512F.ReciprocalSqrt14(x), s = x * y, h = half * y;",
            $"{Number} e = Avx512F.FusedMultiplyAddNegated(s, h, half);",
            "s = Avx512F.FusedMultiplyAdd(s, e, s);",
            "s = Avx512F.FusedMultiplyAdd(Avx512F.FusedMultiplyAddNegated(s, s, x), Avx512F.FusedMultiplyAdd(h, e, h), s);",
            $"return Avx512F.Fixup(s, x, {V}.Create(0x03130122), 0);"]),

        // q is off by little more than half a unit; what x - q * divisor is, exactly, times the reciprocal puts that right (Markstein 1990).
        "QuotientByProducts" => ($"{Number} QuotientByProducts({Number} x, {Number} divisor, {Number} reciprocal, {Number} rest, bool sparesDivision)", [
            "if (!sparesDivision)",
            "{",
            "    return x / divisor;",
            "}",
            "",
            $"{Number} q = Avx512F.FusedMultiplyAdd(x, reciprocal, x * rest);",
            "return Avx512F.FusedMultiplyAdd(Avx512F.FusedMultiplyAddNegated(q, divisor, x), reciprocal, q);"]),

        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An operation that is not in the table."),
    };

    private string Selected(string mask, string ifSet, string otherwise) => $"{V}.ConditionalSelect({mask}, {ifSet}, {otherwise}).{Element.AsNumber}";

    /// <summary>x where it is greater than y, else y; NaN where either is NaN (D8).</summary>
    private string Maximum()
    {
        string compared = $"{V}.ConditionalSelect({V}.GreaterThan(x, y), x, y) | ~{V}.Equals(x, x)";

        // The maximum of x64 is y where x is NaN, and all ones are NaN.
        string native = $"{Native}.Or({Native}.Max(x, y), {Native}.CompareUnordered(x, x))";
        return !Isa.IsVector ? $"x > y || {Element.Keyword}.IsNaN(x) ? x : y"
            : Isa.HasMasks ? $"Avx512F.Fixup(Avx512F.Max(x, y), x, {V}.Create(0x22), 0)"
            : Isa.Minimum switch { Minimum.X64 => native, Minimum.Perhaps => $"{Native}.IsSupported ? {native} : {compared}", _ => compared };
    }

    /// <summary>x where it lies between the two, else the nearer one; NaN where x is. The bounds are not, nor zero.</summary>
    private string Clamped()
    {
        string compared = $"{V}.ConditionalSelect({V}.LessThan(x, lower), lower, {V}.ConditionalSelect({V}.GreaterThan(x, upper), upper, x))";
        string native = $"{Native}.Max(lower, {Native}.Min(upper, x))";
        return !Isa.IsVector ? "x > upper ? upper : x < lower ? lower : x" : Isa.Minimum switch
        {
            Minimum.X64 => native,
            Minimum.AdvSimd => "AdvSimd.Max(lower, AdvSimd.Min(upper, x))",
            Minimum.Perhaps => $"{Native}.IsSupported ? {native} : {compared}",
            _ => compared,
        };
    }
}
