using System;
using System.Linq;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Elements;

/// <summary>G5: three steps of a float64 variable, and what they must not be.</summary>
public sealed class Float64ReferenceTests
{
    private static readonly double[][] s_gradients = [[0.1, -0.2, 0], [0.3, 0.4, -5], [-0.001, 0, 1e-6]];

    private static readonly double[][] s_expected =
    [
        [0.9990000382498092, 2.000999977560724, -3.0],
        [0.99808227237775, 2.0006338790435048, -2.9992558685676483],
        [0.997374861416566, 2.0003508838252966, -2.99868065293292],
    ];

    [Fact]
    public void Reference_GivesTheTrajectoryOfTheSpecification()
    {
        var config = new ReferenceConfig();
        var variable = new ReferenceVariable<FlushedDouble, double>("w", [1, 2, -3], config);
        var optimizer = new ReferenceOptimizer(config, [variable]);
        for (int step = 0; step < s_gradients.Length; step++)
        {
            optimizer.Step(new ReferenceGradient<double>(s_gradients[step]));
            Assert.Equal(s_expected[step], variable.Values);
        }
    }

    /// <summary>A test that takes the naive trajectory for the right one is no test.</summary>
    [Fact]
    public void AllInDouble_IsAnotherTrajectory()
    {
        double[] p = [1, 2, -3], m = new double[3], v = new double[3];
        for (int t = 1; t <= s_gradients.Length; t++)
        {
            double alpha = 0.001 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t));
            for (int i = 0; i < p.Length; i++)
            {
                double g = s_gradients[t - 1][i];
                m[i] += (g - m[i]) * (1 - 0.9);
                v[i] += ((g * g) - v[i]) * (1 - 0.999);
                p[i] -= m[i] * alpha / (Math.Sqrt(v[i]) + 1e-7);
            }
        }

        Assert.Equal([0.9973748440528499, 2.000350886165622, -2.998680644217518], p.Select(x => Math.Round(x, 15)), new Near(2e-15));
        Assert.All(p.Zip(s_expected[2]), pair => Assert.True(Math.Abs(pair.First - pair.Second) > 1e-9));
    }

    private sealed class Near(double tolerance) : System.Collections.Generic.IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
