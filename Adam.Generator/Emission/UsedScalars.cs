using System.Collections.Generic;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The step's numbers that a plan uses, in the order of their first use.</summary>
internal sealed class UsedScalars
{
    private readonly HashSet<string> _seen = [];

    private UsedScalars()
    {
    }

    /// <summary>Numbers of either kind.</summary>
    public List<string> Numbers { get; } = [];

    /// <summary>Those that multiply, which have floors.</summary>
    public List<string> Factors { get; } = [];

    public List<string> Masks { get; } = [];

    /// <summary>Those of the numbers that divide.</summary>
    public List<string> Divisors { get; } = [];

    public static UsedScalars In(UpdatePlan plan)
    {
        var used = new UsedScalars();
        foreach (Stage stage in plan.Stages)
        {
            used.Visit(stage.Value);
        }

        return used;
    }

    private void Visit(Expression expression)
    {
        switch (expression)
        {
            case Sum sum:
                Visit(sum.Left, sum.Right);
                break;
            case Difference difference:
                Visit(difference.Left, difference.Right);
                break;
            case Product product:
                Visit(product.Left, product.Right);
                break;
            case Quotient quotient:
                Visit(quotient.Left, quotient.Right);
                if (quotient.Right is Scalar divisor)
                {
                    Divisors.Add(divisor.Name);
                }

                break;
            case Maximum maximum:
                Visit(maximum.Left, maximum.Right);
                break;
            case Clamped clamped:
                Visit(clamped.Operand);
                Visit(clamped.Lower, clamped.Upper);
                break;
            case Square square:
                Visit(square.Operand);
                break;
            case RootPlus root:
                Visit(root.Operand, root.Addend);
                break;
            case Masked masked:
                Visit(masked.Operand);
                Note(masked.Mask, Masks);
                break;
            case Scalar scalar:
                Note(scalar.Name, Numbers);
                break;
            case Factor factor:
                Note(factor.Name, Numbers, Factors);
                break;
        }
    }

    private void Visit(Expression left, Expression right)
    {
        Visit(left);
        Visit(right);
    }

    private void Note(string name, params List<string>[] lists)
    {
        if (_seen.Add(name))
        {
            foreach (List<string> list in lists)
            {
                list.Add(name);
            }
        }
    }
}
