using System;
using System.Globalization;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>What a number of an optimizer looks like in a text, and what gives it.</summary>
public sealed class NumberTextTests
{
    // Tests run without the system's cultures.
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = "," };

    [Fact]
    public void ANumber_TakesFormatsAndCultures()
    {
        using var optimizer = new PlainAdam();
        Assert.Equal("0.00100", string.Create(CultureInfo.InvariantCulture, $"{optimizer.LearningRate:F5}"));
        Assert.Equal("0.001", optimizer.LearningRate.ToString(null, CultureInfo.InvariantCulture));
        Assert.Equal("0,00100", optimizer.LearningRate.ToString("F5", Comma));
        Assert.Equal("0.90", string.Create(CultureInfo.InvariantCulture, $"{optimizer.Beta1:F2}"));
        Assert.Equal("0,999", optimizer.Beta2.ToString(null, Comma));

        // No binary32 number, as an option has it.
        Assert.Equal("0.1", ((Hyperparameter)0.1).ToString(null, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void WhatGivesTheNumber_IsSaid()
    {
        using var optimizer = new PlainAdam
        {
            LearningRate = (Func<double>)(() => 0.25),
            Beta1 = (Func<double>)(() => 0.5),
        };
        Assert.Equal("not asked yet (delegate)", optimizer.LearningRate.ToString());
        Assert.Equal("not asked yet (delegate)", optimizer.Beta1.ToString());
        optimizer.ApplyGradients((new[] { 1f }, Inspection.Variable(1)));
        Assert.Equal("0.2500 (delegate)", string.Create(CultureInfo.InvariantCulture, $"{optimizer.LearningRate:F4}"));
        Assert.Equal("0.5 (delegate)", string.Create(CultureInfo.InvariantCulture, $"{optimizer.Beta1}"));
        optimizer.LearningRate = new ConstantSchedule(0.125);
        Assert.Equal("0.250 (ConstantSchedule)", string.Create(CultureInfo.InvariantCulture, $"{optimizer.LearningRate:F3}"));
    }

    [Fact]
    public void AConfiguration_IsItsJson()
    {
        using var optimizer = new PlainAdam();
        Assert.Equal(optimizer.GetConfig().ToJson(), $"{optimizer.GetConfig()}");
        using var scaled = new LossScaleOptimizer(new PlainAdam());
        Assert.Equal(scaled.GetConfig().ToJson(), scaled.GetConfig().ToString());
    }
}
