using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>Reports say what the step did, and asking for them changes no bit.</summary>
public sealed class StepReportTests
{
    private readonly AdamVariable _variable = new("w", [1f, 2f]);
    private readonly float[] _gradient = [3f, -4f];

    [Fact]
    public void EveryWayToStep_Reports()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        List<StepReport> told = [];
        optimizer.OnStep = told.Add;
        var expected = new StepReport(1, (float)0.001, 5, Clipped: false, Skipped: false);
        Assert.Equal(1, optimizer.ApplyGradients([(_gradient, _variable)], out StepReport report));
        Assert.Equal(expected, report);
        _variable.Gradient = _gradient;
        Assert.Equal(2, optimizer.Step(out report));
        Assert.Equal(expected with { Step = 2 }, report);
        _ = optimizer.Minimize(() => 0, [_variable], out report);
        Assert.Equal(expected with { Step = 3 }, report);
        optimizer.Step();
        Assert.Equal([1, 2, 3, 4], told.Select(each => each.Step));
        Assert.All(told, each => Assert.Equal(expected, each with { Step = 1 }));
    }

    [Theory]
    [InlineData(nameof(ReferenceClip.None), 1, false)]
    [InlineData(nameof(ReferenceClip.Value), 4, false)]
    [InlineData(nameof(ReferenceClip.Value), 3.99, true)]
    [InlineData(nameof(ReferenceClip.Norm), 5, false)]
    [InlineData(nameof(ReferenceClip.Norm), 4.99, true)]
    [InlineData(nameof(ReferenceClip.GlobalNorm), 5, false)]
    [InlineData(nameof(ReferenceClip.GlobalNorm), 4.99, true)]
    [InlineData(nameof(ReferenceClip.GlobalNorm), double.PositiveInfinity, false)]
    public void Clipped_SaysWhetherALimitWasExceeded(string name, double limit, bool expected)
    {
        ReferenceClip clip = Enum.Parse<ReferenceClip>(name);
        using AdamOptimizer optimizer = TrainingSetup.Create(new ReferenceConfig
        {
            ClipNorm = clip == ReferenceClip.Norm ? limit : null,
            ClipValue = clip == ReferenceClip.Value ? limit : null,
            GlobalClipNorm = clip == ReferenceClip.GlobalNorm ? limit : null,
        });
        optimizer.ApplyGradients([(_gradient, _variable)], out StepReport report);
        Assert.Equal(new StepReport(1, (float)0.001, 5, expected, Skipped: false), report);
    }

    [Fact]
    public void SkippedStep_ShowsTheRateBeforeIt()
    {
        double rate = 0.5;
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        optimizer.LearningRate = (Func<double>)(() => rate);
        optimizer.NonFiniteGradients = NonFiniteGradients.Skip;
        optimizer.ApplyGradients((_gradient, _variable));
        rate = 0.25;
        optimizer.ApplyGradients([(new[] { 1f, float.NegativeInfinity }, _variable)], out StepReport report);
        Assert.Equal(new StepReport(2, 0.5, float.PositiveInfinity, Clipped: false, Skipped: true), report);
        optimizer.ApplyGradients([(_gradient, _variable)], out report);
        Assert.Equal(new StepReport(3, 0.25, 5, Clipped: false, Skipped: false), report);
    }

    [Fact]
    public void Reports_ChangeNoBit_InAnyStructure()
    {
        foreach (StructureKey key in StructureCatalog.Keys)
        {
            ReferenceConfig config = TrainingSetup.Config(key);
            using AdamOptimizer silent = TrainingSetup.Create(config), telling = TrainingSetup.Create(config);
            AdamVariable left = new("w", TrainingSetup.Values(50, 1)), right = new("w", TrainingSetup.Values(50, 1));
            int told = 0;
            telling.OnStep = _ => told++;
            for (ulong step = 1; step <= 4; step++)
            {
                float[] gradient = TrainingSetup.Values(50, 100 + step);
                silent.ApplyGradients((gradient, left));
                telling.ApplyGradients((gradient, right));
            }

            Assert.Equal(4, told);
            TrainingSetup.AssertSame(silent, [left], telling, [right], StructureCatalog.NameOf(key));
        }
    }

    [Fact]
    public void EmptyList_IsNoStep()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        optimizer.OnStep = _ => throw new NotSupportedException();
        Assert.Equal(0, optimizer.ApplyGradients([], out StepReport report));
        Assert.Equal(new StepReport(0, (float)0.001, 0, Clipped: false, Skipped: false), report);
    }

    [Fact]
    public void Options_SetWhatIsTold()
    {
        long last = 0;
        using var optimizer = new Goldens.Structures.Plain(new AdamOptions
        {
            OnStep = report => last = report.Step,
            NonFiniteGradients = NonFiniteGradients.Throw,
        });
        optimizer.ApplyGradients((_gradient, _variable));
        Assert.Equal(1, last);
        Assert.Equal(NonFiniteGradients.Throw, optimizer.NonFiniteGradients);
    }
}
