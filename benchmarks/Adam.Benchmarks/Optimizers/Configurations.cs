using Adam.Lanes;
using Adam.Numbers;
using Adam.Steps;
using StepNumbers = Adam.Benchmarks.Kernels.StepNumbers;

namespace Adam.Benchmarks.Optimizers;

/// <summary>The plain step: 28 bytes an element.</summary>
[AdamConfig]
internal sealed partial class PlainAdam : IEmittedLoop
{
    /// <inheritdoc/>
    public void RunLoop(in UpdateStreams streams, in StepScalars scalars) => EmittedUpdate(ActiveInstructionSet, in streams, in scalars);

    /// <inheritdoc/>
    public StepScalars ScalarsOf(long t)
    {
        var calculator = new ScalarCalculator(EmittedConfiguration.Stages);
        calculator.Use(in new OptimizerNumbers(EmittedConfiguration, new AdamOptions(), GetType()).Evaluate(0));
        return calculator.Calculate(t, 0);
    }
}

/// <summary>36 bytes an element.</summary>
[AdamConfig(Amsgrad = true)]
internal sealed partial class AmsgradAdam;

/// <summary>36 bytes an element.</summary>
[AdamConfig(UseEma = true)]
internal sealed partial class EmaAdam;

/// <summary>Every element-wise stage: 44 bytes an element. The baselines' All computes the same.</summary>
[AdamConfig(
    WeightDecay = StepNumbers.WeightDecay,
    ClipValue = StepNumbers.ClipValue,
    Amsgrad = true,
    UseEma = true,
    EmaMomentum = StepNumbers.EmaMomentum)]
internal sealed partial class AllStagesAdam : IEmittedLoop
{
    /// <inheritdoc/>
    public void RunLoop(in UpdateStreams streams, in StepScalars scalars) => EmittedUpdate(ActiveInstructionSet, in streams, in scalars);

    /// <inheritdoc/>
    public StepScalars ScalarsOf(long t)
    {
        var calculator = new ScalarCalculator(EmittedConfiguration.Stages);
        calculator.Use(in new OptimizerNumbers(EmittedConfiguration, new AdamOptions(), GetType()).Evaluate(0));
        return calculator.Calculate(t, 0);
    }
}

/// <summary>One more read of the gradients, and a second division for each element.</summary>
[AdamConfig(ClipNorm = 1.0)]
internal sealed partial class ClipNormAdam;

/// <summary>One more read of the gradients, and a product for each element.</summary>
[AdamConfig(GlobalClipNorm = 1.0)]
internal sealed partial class GlobalClipNormAdam;
