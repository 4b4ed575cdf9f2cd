using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The step's numbers that a plan uses, each once, in the order of their first use.</summary>
internal sealed class UsedScalars
{
    private readonly List<string> _numbers = [];
    private readonly List<string> _factors = [];
    private readonly List<string> _divisors = [];
    private readonly List<string> _masks = [];

    public UsedScalars(UpdatePlan plan)
    {
        foreach (Stage stage in plan.Stages)
        {
            Visit(stage.Value);
        }
    }

    /// <summary>Numbers of every kind.</summary>
    public IEnumerable<string> Numbers => _numbers.Distinct();

    /// <summary>Those that multiply somewhere, which have floors.</summary>
    public IEnumerable<string> Factors => _factors.Distinct();

    /// <summary>Those that divide somewhere, which have reciprocals.</summary>
    public IEnumerable<string> Divisors => _divisors.Distinct();

    public IEnumerable<string> Masks => _masks.Distinct();

    /// <summary>A number's name in <c>StepScalars</c>, and in the structure that holds it in every lane.</summary>
    public static string Property(string number) => char.ToUpperInvariant(number[0]) + number.Substring(1);

    /// <summary>Where a number comes from.</summary>
    public static string Source(string number) => number == "negativeLimit" ? "-scalars.Limit" : "scalars." + Property(number);

    private void Visit(Expression expression)
    {
        switch (expression)
        {
            case Scalar scalar:
                _numbers.Add(scalar.Name);
                break;
            case Factor factor:
                _numbers.Add(factor.Name);
                _factors.Add(factor.Name);
                break;
            case Masked masked:
                _masks.Add(masked.Mask);
                break;
            case Quotient { Right: Scalar divisor }:
                _divisors.Add(divisor.Name);
                break;
        }

        foreach (Expression operand in expression.Operands)
        {
            Visit(operand);
        }
    }
}
