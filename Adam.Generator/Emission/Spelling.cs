using System;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// Prints expressions: as a formula for people, in plain arithmetic, or flushing operation by operation (S0.3). A bracket stands exactly where C#'s
/// precedence asks for one, and C# evaluates from left to right, so what is printed is the order of the roundings.
/// </summary>
internal abstract class Spelling
{
    /// <summary>The formula, as comments and remarks show it.</summary>
    public static string Formula(Stage stage) => $"{stage.Target.Name} = {new ForPeople().Print(stage.Value)}";

    public virtual string Print(Expression expression) => expression switch
    {
        Lane lane => lane.Name,
        Scalar scalar => Number(scalar.Name),
        Factor factor => Number(factor.Name),
        Sum sum => Infix(sum, "+", sum.Left, sum.Right),
        Difference difference => Infix(difference, "-", difference.Left, difference.Right),
        Product product => Infix(product, "*", product.Left, product.Right),
        Square square => Infix(square, "*", square.Operand, square.Operand),
        Quotient quotient => Infix(quotient, "/", quotient.Left, quotient.Right),
        RootPlus root => $"{Call("Sqrt", root.Operand)} + {Print(root.Addend)}",
        Maximum maximum => Call("Maximum", maximum.Left, maximum.Right),
        Clamped clamped => Call("Clamped", clamped.Operand, clamped.Lower, clamped.Upper),
        Masked masked => PrintMasked(masked),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "An expression that no spelling knows."),
    };

    protected abstract string Number(string name);

    protected abstract string Call(string function, params Expression[] operands);

    protected abstract string PrintMasked(Masked masked);

    /// <summary>How tightly what is printed holds together: 1 like a sum, 2 like a product, 3 like a name or a call.</summary>
    protected virtual int Precedence(Expression expression) => expression switch
    {
        Sum or Difference or RootPlus => 1,
        Product or Square or Quotient => 2,
        _ => 3,
    };

    private string Infix(Expression whole, string operation, Expression left, Expression right)
    {
        int own = whole is Sum or Difference ? 1 : 2;
        return $"{Within(left, own)} {operation} {Within(right, own + 1)}";
    }

    private string Within(Expression operand, int least) => Precedence(operand) < least ? $"({Print(operand)})" : Print(operand);

    private sealed class ForPeople : Spelling
    {
        protected override string Number(string name) => name == "negativeLimit" ? "-limit" : name;

        protected override string Call(string function, params Expression[] operands)
        {
            string name = function switch { "Maximum" => "max", "Clamped" => "clamp", _ => "sqrt" };
            return $"{name}({string.Join(", ", operands.Select(Print))})";
        }

        protected override string PrintMasked(Masked masked) => Print(masked.Operand);

        protected override int Precedence(Expression expression) => base.Precedence(expression is Masked masked ? masked.Operand : expression);
    }

    /// <summary>For compilers: numbers are fields, and operations are an instruction set's.</summary>
    internal abstract class ForLoops(Operations operations) : Spelling
    {
        protected Operations Operations => operations;

        protected override string Number(string name) => "n." + UsedScalars.Property(name);

        protected override string Call(string function, params Expression[] operands) =>
            operations.Call(function, [.. operands.Select(Print)]);

        protected override string PrintMasked(Masked masked) => operations.Call("Masked", Print(masked.Operand), Number(masked.Mask));
    }

    /// <summary>
    /// Plain arithmetic. Second moments in the plain loop are zero or never tiny, and so is what is divided by a number of the step: an instruction
    /// set may have other ways to their roots and quotients. Gradients may be tiny, and their squares would be subnormal: right, but slow.
    /// </summary>
    internal sealed class Plain(Operations operations) : ForLoops(operations)
    {
        public override string Print(Expression expression) => expression switch
        {
            RootPlus root when Operations.Isa.WorksBesideDivider =>
                $"{Operations.Call("SqrtBesideDivider", Print(root.Operand), "scalars.SparesDivider && beside")} + {Print(root.Addend)}",
            Square square => Operations.Call("SquareOfAny", Print(square.Operand), "scalars.ClearsSquares"),
            Quotient { Right: Scalar divisor } quotient when Operations.Isa.WorksBesideDivider => Operations.Call(
                "QuotientByProducts",
                Print(quotient.Left),
                Number(divisor.Name),
                Number(divisor.Name + "Reciprocal"),
                Number(divisor.Name + "ReciprocalRest"),
                "scalars.SparesDivision"),
            _ => base.Print(expression),
        };

        protected override int Precedence(Expression expression) => expression switch
        {
            Square => 3,
            Quotient { Right: Scalar } when Operations.Isa.WorksBesideDivider => 3,
            _ => base.Precedence(expression),
        };
    }

    /// <summary>
    /// Every operation flushed. Operands are normal or zero, because elements are flushed when they are loaded; so what can become subnormal is a
    /// product, a square, a quotient and a difference. A product clears its operand below the factor's floor, which also does for an operand that is
    /// itself a sum.
    /// </summary>
    internal sealed class Flushing(Operations operations) : ForLoops(operations)
    {
        public override string Print(Expression expression) => expression switch
        {
            Sum or Difference => Operations.Call("Flush", base.Print(expression)),
            Product product => Operations.Call("Product", Unflushed(product.Left), Number(product.Right.Name), "f." + UsedScalars.Property(product.Right.Name)),
            Square square => Operations.Call("Square", Unflushed(square.Operand)),
            Quotient quotient => Operations.Call("Quotient", Print(quotient.Left), Print(quotient.Right)),
            _ => base.Print(expression),
        };

        /// <summary>Only root-plus is left as an infix operation without a function around it.</summary>
        protected override int Precedence(Expression expression) => expression is RootPlus ? 1 : 3;

        private string Unflushed(Expression operand) => operand is Sum or Difference ? base.Print(operand) : Print(operand);
    }
}
