using System;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;

namespace Adam.Tests.Kernels;

/// <summary>The numbers of one round: the defaults, with none to three of them replaced.</summary>
internal static class FuzzSettings
{
    /// <summary>A beta so close to 1 that 1 - beta is the least positive number it can be.</summary>
    private const double AlmostOne = 1 - 1.0 / (1 << 24);

    public static (ReferenceConfig Config, long T) Draw(StructureKey key, FuzzRandom random)
    {
        ReferenceConfig config = new()
        {
            Amsgrad = key.Amsgrad,
            AdaptiveEpsilon = key.Adaptive,
            UseEma = key.Ema,
            EmaOverwriteFrequency = key.Overwrite ? 3 : null,
            WeightDecay = key.Decay ? 0.004 : null,
        };
        for (int changes = random.Below(4); changes > 0; changes--)
        {
            config = Changed(config, key, random);
        }

        long t = random.Pick<long>([1, 1, 2, 3, 10, 99, 1000, 5000, 100_000]);
        if (random.Chance(0.5))
        {
            config = AtAnEdge(config, key, t, random);
        }

        double limit = random.Pick<double>([1, 1, 1, 0.01, 100, 1e-3, 1e-5, 1e5, Exp2(-20), Exp2(-21), 1e-10, 1e10, 3e-19, 1e-30, 1e30]);
        config = key.Clip switch
        {
            ReferenceClip.Value => config with { ClipValue = limit },
            ReferenceClip.Norm => config with { ClipNorm = limit },
            ReferenceClip.GlobalNorm => config with { GlobalClipNorm = limit },
            ReferenceClip.None => config,
            _ => throw new ArgumentOutOfRangeException(nameof(key), key.Clip, "Not a clipping rule."),
        };
        return (config, t);
    }

    /// <summary>
    /// Numbers at and beyond the least and largest ones with which a step may use the fast loop (docs/numerics.md), and with
    /// them what makes those matter: hardly any epsilon, and moments that can vanish in one step.
    /// </summary>
    private static ReferenceConfig AtAnEdge(ReferenceConfig config, StructureKey key, long t, FuzzRandom random)
    {
        config = config with
        {
            Epsilon = random.Pick<double>([0, 1e-30, Exp2(-47), Exp2(-60), 1e-7]),
            Beta1 = random.Pick<double>([0, 0.5, 0.5, 0.1, 0.9]),
            Beta2 = random.Pick<double>([0.999, 0.5, 0.9, AlmostOne]),
        };
        double alphaOfOne = ReferenceScalars.Of<FlushedFloat, float>(config with { LearningRate = 1 }, t).Alpha;
        double alpha = random.Pick<double>([Exp2(-37), Exp2(-38), Exp2(-38), Exp2(-38), Exp2(-38), Exp2(-39), Exp2(-43), Exp2(20), Exp2(25), 1e-3]);
        double rate = alpha / alphaOfOne * random.Pick<double>([1, 1 - Exp2(-22), 1 + Exp2(-22), 1 + Exp2(-22)]);
        return config with
        {
            LearningRate = rate,
            WeightDecay = key.Decay ? random.Pick<double>([0.5 / rate, 1 / rate, 0.01, Exp2(-62) / rate]) : null,
            EmaMomentum = key.Ema ? random.Pick<double>([0.99, Exp2(-38), Exp2(-40), 1 - Exp2(-37), 1 - Exp2(-40), 0.5]) : 0.99,
        };
    }

    private static double Exp2(int exponent) => Math.ScaleB(1, exponent);

    private static ReferenceConfig Changed(ReferenceConfig config, StructureKey key, FuzzRandom random) => random.Below(6) switch
    {
        0 => config with { LearningRate = random.Pick<double>([0.01, 0.3, 10, 1e-10, 1e-20, 1e10, 0, -0.01]) },
        1 => config with { Epsilon = random.Pick<double>([1e-8, 1e-3, 1, 1e-30, 0, 1e-40, 1e10]) },
        2 => config with { Beta1 = random.Pick<double>([0, 0.5, 0.99, 0.1, AlmostOne, 1]) },
        3 => config with { Beta2 = random.Pick<double>([0, 0.5, 0.9, 0.9999, 0.3, AlmostOne, 1]) },
        4 when key.Decay => config with { WeightDecay = random.Pick<double>([0, 1e-3, 0.1, 1, 1e-20, 1e-30, 1e5, -0.1]) },
        5 when key.Ema => config with { EmaMomentum = random.Pick<double>([0, 0.5, 0.9, 0.9999, AlmostOne, 1e-12, 1]) },
        _ => config,
    };
}
