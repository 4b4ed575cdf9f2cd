using System.Collections.Generic;

namespace Adam.Generator.Planning;

/// <summary>
/// The arithmetic of a stage as a tree. The formula in the comment, the plain loop and the flushing loop are printed from the same
/// tree, so they cannot disagree.
/// </summary>
internal abstract record Expression
{
    /// <summary>What it is made of, from left to right.</summary>
    public virtual IReadOnlyList<Expression> Operands => [];

    public static Expression operator +(Expression left, Expression right) => new Sum(left, right);

    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    public static Product operator *(Expression left, Factor right) => new Product(left, right);

    public static Expression operator /(Expression left, Expression right) => new Quotient(left, right);
}

/// <summary>An element of a stream: different in every lane.</summary>
internal sealed record Lane(string Name) : Expression
{
    public Expression Squared => new Square(this);
}

/// <summary>A number of the step: the same in every lane, and never subnormal.</summary>
internal sealed record Scalar(string Name) : Expression;

/// <summary>A number of the step that multiplies, and has a floor below which an operand's product is flushed.</summary>
internal sealed record Factor(string Name) : Expression;

internal sealed record Sum(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Difference(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Product(Expression Left, Factor Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Square(Expression Operand) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Operand];
}

internal sealed record Quotient(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Maximum(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

/// <summary>The operand where it lies between two numbers of the step, else the nearer one; NaN where it is.</summary>
internal sealed record Clamped(Lane Operand, Scalar Lower, Scalar Upper) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Operand, Lower, Upper];
}

/// <summary>
/// sqrt(operand) + addend. A stage of its own because it is never subnormal: the root is zero or at least 2^-63, far from where a
/// difference of two normal numbers could fall below 2^-126, and beside a zero the addend itself is left.
/// </summary>
internal sealed record RootPlus(Lane Operand, Scalar Addend) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Operand, Addend];
}

/// <summary>The operand where a mask is all ones, +0 where it is zero.</summary>
internal sealed record Masked(Expression Operand, string Mask) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Operand];
}
