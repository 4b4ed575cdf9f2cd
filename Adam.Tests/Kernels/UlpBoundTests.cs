using System;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>
/// How far a whole step is from the same step computed in double, in units of the last place (ulp) of binary32. These are the
/// published bounds; they hold for ordinary states, far from overflow and from the flushing range.
/// </summary>
/// <remarks>
/// v and vhat have no cancellation: their errors are measured in ulp of themselves. g - m, the subtractions from the variable, and
/// the two products of the average may cancel: errors of m are measured in ulp of max(|m|, |g| c1), those of the average in
/// ulp of its larger product, and those of the variable in ulp of the variable plus ulp of its change.
/// </remarks>
public sealed class UlpBoundTests(ITestOutputHelper output)
{
    private static readonly (ReferenceConfig Config, long T)[] Settings =
    [
        (new ReferenceConfig(), 10),
        (new ReferenceConfig { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.9, Epsilon = 1e-3, EmaMomentum = 0.9 }, 1),
    ];

    private double _m;
    private double _v;
    private double _variable;
    private double _average;

    /// <summary>
    /// The published bounds by clipping rule. A norm clip rounds the gradient twice more, a global one once, and the square
    /// doubles that in v.
    /// </summary>
    [Theory]
    [InlineData("None", 2.5, 2.5, 2.5, 5)]
    [InlineData("Value", 2.5, 2.5, 2.5, 5)]
    [InlineData("GlobalNorm", 2.5, 4, 2.5, 5)]
    [InlineData("Norm", 3, 4.5, 2.5, 5)]
    public void WholeStep_StaysWithinThePublishedUlps_OfTheStepInDouble(
        string rule, double m, double v, double variable, double average)
    {
        long lanes = 0;
        foreach (StructureKey key in StructureCatalog.Keys.Where(key => !key.Overwrite && key.Clip.ToString() == rule))
        {
            foreach ((ReferenceConfig config, long t) in Settings)
            {
                lanes += Measure(With(key, config), t);
            }
        }

        output.WriteLine(FormattableString.Invariant(
            $"{rule}: {lanes:N0} lanes; largest errors: m {_m:F3}, v {_v:F3}, variable {_variable:F3}, average {_average:F3} ulp."));

        // Every rounding costs up to half an ulp: less than that would mean that nothing was measured.
        Assert.InRange(_m, 0.5, m);
        Assert.InRange(_v, 0.5, v);
        Assert.InRange(_variable, 0.5, variable);
        Assert.InRange(_average, 0.5, average);
    }

    private static ReferenceConfig With(StructureKey key, ReferenceConfig config) => config with
    {
        Amsgrad = key.Amsgrad,
        AdaptiveEpsilon = key.Adaptive,
        UseEma = key.Ema,
        WeightDecay = key.Decay ? 0.01 : null,
        ClipValue = key.Clip == ReferenceClip.Value ? 0.5 : null,
        ClipNorm = key.Clip == ReferenceClip.Norm ? 3 : null,
        GlobalClipNorm = key.Clip == ReferenceClip.GlobalNorm ? 3 : null,
    };

    private int Measure(ReferenceConfig config, long t)
    {
        StepScalars<float> scalars = ReferenceScalars.Of<FlushedFloat, float>(config, t);
        FuzzBatch before = new([16411]);
        FuzzLanes lanes = new(new FuzzRandom((ulong)t), new FuzzLimits(scalars, default));
        (int start, int length) = before.Variables[0];
        for (int i = start; i < start + length; i++)
        {
            (before[i], float g) = lanes.Make(FuzzFlavor.Cancelling);
            before.G[i] = Math.Clamp(g, -8, 8);
        }

        LaneClip<float> clip = config.Clip switch
        {
            ReferenceClip.Norm => ReferenceNorm<FlushedFloat, float>.ClipByNorm(ReferenceNorm<FlushedFloat, float>.OfOne(before.Gradient(0)), config.ClipLimit),
            ReferenceClip.GlobalNorm => ReferenceNorm<FlushedFloat, float>.ClipByGlobalNorm(ReferenceNorm<FlushedFloat, float>.OfAll([before.Gradient(0)]), config.ClipLimit),
            ReferenceClip rule => new LaneClip<float>(rule, (float)config.ClipLimit, 1, 1),
        };
        LaneStages stages = new(config.WeightDecay is not null, config.Amsgrad, config.UseEma);
        FuzzBatch after = KernelRun.Step(config, t, before, InstructionSets.Best, _ => false);
        for (int i = start; i < start + length; i++)
        {
            DoubleLane exact = DoubleReference.Update(stages, scalars, clip, before.G[i], before[i]);
            Compare(stages, exact, after[i]);
        }

        return length;
    }

    private void Compare(in LaneStages stages, in DoubleLane exact, in LaneState<float> found)
    {
        _m = Math.Max(_m, Math.Abs(found.M - exact.M) / Ulp(exact.MScale));
        _v = Math.Max(_v, Math.Abs(found.V - exact.V) / Ulp(exact.V));
        _variable = Math.Max(_variable, Math.Abs(found.P - exact.P) / (Ulp(exact.PScale) + Ulp(exact.ChangeScale)));
        if (stages.Amsgrad)
        {
            _v = Math.Max(_v, Math.Abs(found.VHat - exact.VHat) / Ulp(exact.VHat));
        }

        if (stages.Ema)
        {
            _average = Math.Max(_average, Math.Abs(found.Average - exact.Average) / Ulp(exact.AverageScale));
        }
    }

    private static double Ulp(double x) => Math.ScaleB(1, Math.Max(Math.ILogB(x), -126) - 23);
}
