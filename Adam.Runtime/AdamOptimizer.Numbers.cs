using System.Diagnostics.CodeAnalysis;
using Adam.Numbers;
using Adam.Steps;

namespace Adam;

/// <content>The numbers of one step.</content>
public abstract partial class AdamOptimizer
{
    private OptimizerNumbers _numbers;

    [MemberNotNull(nameof(_numbers))]
    private void SetHyperparameters(AdamOptions options) => _numbers = new OptimizerNumbers(_configuration, options, GetType());

    /// <inheritdoc cref="OptimizerNumbers.Evaluate"/>
    private ref readonly StepNumbers Evaluate() => ref _numbers.Evaluate(_iterations);

    /// <inheritdoc cref="OptimizerNumbers.Show"/>
    private void Show(in StepNumbers numbers) => _numbers.Show(in numbers);
}
