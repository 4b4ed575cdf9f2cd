using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>The optimizer's own variables: order (S2.3), names (S2.5, D21), shapes (S2.4), the build (S2.2, S2.6).</summary>
public sealed class NameTests
{
    private readonly AdamVariable _kernel = new("kernel", new float[6], [2, 3]);
    private readonly AdamVariable _bias = new("bias", new float[1], []);

    [Fact]
    public void BeforeBuild_ThereIsTheCounter()
    {
        using var optimizer = new FullAdam();
        Assert.Equal(["iteration"], optimizer.Names());
        Assert.False(optimizer.IsBuilt);
    }

    [Fact]
    public void ApplyGradients_PutsTheOptimizersNameInFront()
    {
        using var optimizer = new FullAdam();
        Step(optimizer);
        Assert.Equal(
            [
                "iteration", "Adam/average/kernel", "Adam/average/bias", "Adam/m/kernel", "Adam/v/kernel", "Adam/m/bias", "Adam/v/bias",
                "Adam/vhat/kernel", "Adam/vhat/bias",
            ],
            optimizer.Names());
        Assert.Equal([[], [2, 3], [], [2, 3], [2, 3], [], [], [2, 3], []], optimizer.Variables.Select(variable => variable.Shape.ToArray()));
        Assert.Equal([1, 6, 1, 6, 6, 1, 1, 6, 1], optimizer.Variables.Select(variable => variable.Length));
    }

    [Fact]
    public void OnlyTheStagesOfTheClass_HaveSlots()
    {
        using var optimizer = new PlainAdam(new AdamOptions { Name = "First" });
        Step(optimizer);
        Assert.Equal("First", optimizer.Name);
        Assert.Equal(["iteration", "First/m/kernel", "First/v/kernel", "First/m/bias", "First/v/bias"], optimizer.Names());
    }

    [Fact]
    public void Build_PutsNothingInFront()
    {
        using var optimizer = new AmsgradAdam();
        optimizer.Build(_bias, _kernel);
        Step(optimizer);
        Assert.Equal(["iteration", "m/bias", "v/bias", "m/kernel", "v/kernel", "vhat/bias", "vhat/kernel"], optimizer.Names());
    }

    [Fact]
    public void AScope_StandsInPlaceOfTheName()
    {
        using var optimizer = new PlainAdam();
        optimizer.ApplyGradients([(new float[6], _kernel)], "train");
        Assert.Equal(["iteration", "train/m/kernel", "train/v/kernel"], optimizer.Names());
    }

    /// <summary>S2.5: `name` argument, else optimizer name, else "optimizer".</summary>
    [Theory]
    [InlineData("", "Adam", "Adam/m/kernel")]
    [InlineData("", "", "optimizer/m/kernel")]
    [InlineData("train", "", "train/m/kernel")]
    public void AnEmptyScope_FallsBack(string scope, string name, string expected)
    {
        using var optimizer = new PlainAdam(new AdamOptions { Name = name });
        optimizer.ApplyGradients([(new float[6], _kernel)], scope);
        Assert.Equal(expected, optimizer.Names()[1]);
    }

    [Fact]
    public void ASecondBuild_DoesNothing_OrIsRefusedWhereTheListDiffers()
    {
        using var optimizer = new PlainAdam();
        optimizer.Build(_kernel);
        optimizer.Build(_kernel);
        foreach (AdamVariable[] others in new AdamVariable[][] { [_bias], [_kernel, _bias], [] })
        {
            Refusal.Of<ArgumentException>(optimizer, [_kernel, _bias], () => optimizer.Build(others), "is built with 1 variables", $"these {others.Length} are others", "build once with all of them");
        }

        Assert.Equal(["iteration", "m/kernel", "v/kernel"], optimizer.Names());
    }

    [Fact]
    public void VariablesWithoutAGradient_HaveSlotsToo()
    {
        using var optimizer = new PlainAdam();
        optimizer.ApplyGradients((Gradient.Missing, _bias), (new float[6], _kernel));
        Assert.Equal(["iteration", "Adam/m/bias", "Adam/v/bias", "Adam/m/kernel", "Adam/v/kernel"], optimizer.Names());
    }

    [Fact]
    public void AnEmptyList_ReturnsTheCount_AsksTheRate_AndBuildsNothing()
    {
        double rate = 0.25;
        using var optimizer = new PlainAdam(new AdamOptions { LearningRate = (Func<double>)(() => rate) }) { Iterations = 7 };
        Assert.Equal(7, optimizer.ApplyGradients());
        Assert.False(optimizer.IsBuilt);
        Assert.Equal(7, optimizer.Iterations);
        Assert.Equal(0.25, optimizer.LearningRate.Value);
    }

    [Fact]
    public void TheCounter_CanBeRead()
    {
        using var optimizer = new PlainAdam { Iterations = 41 };
        Step(optimizer);
        Assert.True(optimizer.Variables[0].IsIteration);
        Assert.Equal([42f], optimizer.Slot("iteration"));
        Assert.Contains("holds 2 elements", Assert.Throws<ArgumentException>(() => optimizer.Variables[1].CopyTo(new float[2])).Message, StringComparison.Ordinal);
    }

    private void Step(AdamOptimizer optimizer) => optimizer.ApplyGradients((new float[6], _kernel), (new float[1], _bias));
}
