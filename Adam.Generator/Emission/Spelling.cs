using System;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>Prints expressions: as a formula for people, in plain arithmetic, or flushing operation by operation (S0.3).</summary>
internal abstract class Spelling
{
    /// <summary>The formula, as comments and remarks show it.</summary>
    public static string Formula(Stage stage) => $"{stage.Target.Name} = {new FormulaSpelling().Print(stage.Value)}";

    /// <summary>An operand in the middle of an expression.</summary>
    protected string Operand(Expression expression)
    {
        string text = Print(expression);
        return IsInfix(expression) ? $"({text})" : text;
    }

    public virtual string Print(Expression expression) => expression switch
    {
        Lane lane => Element(lane),
        Scalar scalar => scalar.Name,
        Factor factor => factor.Name,
        Sum sum => $"{Print(sum.Left)} + {Operand(sum.Right)}",
        Difference difference => $"{Print(difference.Left)} - {Operand(difference.Right)}",
        Product product => $"{Operand(product.Left)} * {product.Right.Name}",
        Square square => $"{Print(square.Operand)} * {Print(square.Operand)}",
        Quotient quotient => $"{Operand(quotient.Left)} / {Operand(quotient.Right)}",
        Maximum maximum => Call("Maximum", maximum.Left, maximum.Right),
        Clamped clamped => Call("Clamped", clamped.Operand, clamped.Lower, clamped.Upper),
        RootPlus root => $"{Call("Sqrt", root.Operand)} + {root.Addend.Name}",
        Masked masked => PrintMasked(masked),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "An expression that no spelling knows."),
    };

    protected abstract string Element(Lane lane);

    protected abstract string Call(string function, params Expression[] operands);

    protected abstract string PrintMasked(Masked masked);

    /// <summary>Products of products and the like keep their brackets in every spelling: they are the order of the roundings.</summary>
    protected virtual bool IsInfix(Expression expression) =>
        expression is Sum or Difference or Product or Square or Quotient or RootPlus;

    /// <summary>For people: no vector in sight.</summary>
    private sealed class FormulaSpelling : Spelling
    {
        protected override string Element(Lane lane) => lane.Name;

        protected override string Call(string function, params Expression[] operands)
        {
            string name = function switch { "Maximum" => "max", "Clamped" => "clamp", "Sqrt" => "sqrt", _ => function };
            return $"{name}({string.Join(", ", Array.ConvertAll(operands, Print))})";
        }

        protected override string PrintMasked(Masked masked) => Operand(masked.Operand);
    }

    /// <summary>Plain arithmetic on the vectors of one member of a group, named by a suffix and counted from 0.</summary>
    internal sealed class Plain(Isa isa, string suffix, int member) : Spelling
    {
        /// <summary>
        /// Second moments in the plain loop are zero or never tiny, and so is what is divided by a number of the step: an instruction set
        /// may have other ways to their roots and quotients. Gradients may be tiny, and their squares would be subnormal: right, but slow.
        /// </summary>
        public override string Print(Expression expression) => expression switch
        {
            RootPlus root => $"{isa.OrdinarySqrt(Print(root.Operand), member)} + {root.Addend.Name}",
            Square square => $"{isa.Helper}.SquareOfAny({Print(square.Operand)}, scalars.ClearsSquares)",
            Quotient { Right: Scalar divisor } quotient => isa.QuotientBy(Print(quotient.Left), divisor.Name),
            _ => base.Print(expression),
        };

        protected override string Element(Lane lane) => lane.Name + suffix;

        protected override string Call(string function, params Expression[] operands) =>
            $"{isa.Helper}.{function}({string.Join(", ", Array.ConvertAll(operands, Print))})";

        protected override string PrintMasked(Masked masked) => $"{isa.Helper}.Masked({Print(masked.Operand)}, {masked.Mask})";
    }

    /// <summary>
    /// Every operation flushed. Operands are normal or zero, because elements are flushed when they are loaded; so what can become
    /// subnormal is a product, a square, a quotient and a difference. A product clears its operand below the factor's floor, which
    /// also does for an operand that is itself a sum.
    /// </summary>
    internal sealed class Flushing(Isa isa, string suffix) : Spelling
    {
        public override string Print(Expression expression) => expression switch
        {
            Sum or Difference => $"{isa.Helper}.Flush({base.Print(expression)})",
            Product product => $"{isa.Helper}.Product({Unflushed(product.Left)}, {product.Right.Name}, {product.Right.Name}Floor)",
            Square square => $"{isa.Helper}.Square({Unflushed(square.Operand)})",
            Quotient quotient => $"{isa.Helper}.Quotient({Print(quotient.Left)}, {Print(quotient.Right)})",
            _ => base.Print(expression),
        };

        protected override string Element(Lane lane) => lane.Name + suffix;

        protected override string Call(string function, params Expression[] operands) =>
            $"{isa.Helper}.{function}({string.Join(", ", Array.ConvertAll(operands, Print))})";

        protected override string PrintMasked(Masked masked) => $"{isa.Helper}.Masked({Print(masked.Operand)}, {masked.Mask})";

        /// <summary>Only root-plus is left as an infix operation without a function around it.</summary>
        protected override bool IsInfix(Expression expression) => expression is RootPlus;

        private string Unflushed(Expression operand) => operand is Sum or Difference ? base.Print(operand) : Print(operand);
    }
}
