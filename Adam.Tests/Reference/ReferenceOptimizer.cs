using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Tests.Reference;

/// <summary>
/// Whole steps of the optimizer for dense gradients, in the order of S3.3, over <see cref="ReferenceLane"/>. Written to be
/// read beside the spec, not to be fast.
/// </summary>
internal sealed class ReferenceOptimizer
{
    private readonly ReferenceConfig _config;
    private readonly List<ReferenceVariable> _variables;

    /// <summary>Takes the variables in the order in which every step names their gradients.</summary>
    public ReferenceOptimizer(ReferenceConfig config, IEnumerable<ReferenceVariable> variables)
    {
        _config = config;
        _variables = [.. variables];
    }

    public IReadOnlyList<ReferenceVariable> Variables => _variables;

    public long Iterations { get; set; }

    /// <summary>One call with one gradient for each variable; null is a missing one.</summary>
    public void Step(params float[]?[] gradients)
    {
        if (gradients.Length != _variables.Count)
        {
            throw new ArgumentException("There must be one gradient for each variable.", nameof(gradients));
        }

        // S3.5.
        if (gradients.All(g => g is null))
        {
            throw new ArgumentException("At least one gradient must be there.", nameof(gradients));
        }

        long t = Iterations + 1;
        // S8.2: the schedule is asked with the steps already taken.
        StepScalars scalars = StepScalars.Of(
            _config.Schedule is { } schedule ? _config with { LearningRate = schedule.ValueAt(Iterations) } : _config, t);
        LaneClip shared = SharedClip(gradients);
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient)
            {
                LaneClip clip = shared.Rule == ReferenceClip.Norm
                    ? ReferenceNorm.ClipByNorm(ReferenceNorm.OfOne(gradient), _config.ClipLimit)
                    : shared;
                Update(_variables[i], gradient, scalars, clip);
            }
        }

        // S7.3.
        if (_config is { UseEma: true, EmaOverwriteFrequency: > 0 and int frequency } && t % frequency == 0)
        {
            Overwrite(_variables.Where((_, i) => gradients[i] is not null));
        }

        Iterations = t;
    }

    /// <summary>S7.4: the averages become the variables' values.</summary>
    public void FinalizeVariableValues() => Overwrite(_variables);

    private static void Overwrite(IEnumerable<ReferenceVariable> variables)
    {
        foreach (ReferenceVariable variable in variables)
        {
            // A copy does not flush (S0.3).
            variable.Average?.CopyTo(variable.Values, 0);
        }
    }

    private LaneClip SharedClip(float[]?[] gradients)
    {
        // D4: an infinite limit clips nothing.
        if (double.IsPositiveInfinity(_config.ClipLimit))
        {
            return default;
        }

        return _config.Clip switch
        {
            ReferenceClip.GlobalNorm => ReferenceNorm.ClipByGlobalNorm(ReferenceNorm.OfAll(gradients), _config.ClipLimit),
            ReferenceClip rule => new LaneClip(rule, (float)_config.ClipLimit, 1, 1),
        };
    }

    private void Update(ReferenceVariable variable, float[] gradient, in StepScalars scalars, in LaneClip clip)
    {
        LaneStages stages = new(
            Decay: _config.WeightDecay is not null && !variable.ExcludedFromDecay,
            Amsgrad: _config.Amsgrad,
            Ema: _config.UseEma);
        for (int i = 0; i < gradient.Length; i++)
        {
            LaneState lane = new()
            {
                P = variable.Values[i],
                M = variable.M[i],
                V = variable.V[i],
                VHat = variable.VHat?[i] ?? 0,
                Average = variable.Average?[i] ?? 0,
            };
            ReferenceLane.Update<FlushedFloat>(stages, scalars, clip, gradient[i], ref lane);
            variable.Values[i] = lane.P;
            variable.M[i] = lane.M;
            variable.V[i] = lane.V;
            if (variable.VHat is { } vhat)
            {
                vhat[i] = lane.VHat;
            }

            if (variable.Average is { } average)
            {
                average[i] = lane.Average;
            }
        }
    }
}
