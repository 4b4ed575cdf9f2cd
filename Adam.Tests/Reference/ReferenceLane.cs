using System.Runtime.CompilerServices;

namespace Adam.Tests.Reference;

/// <summary>One element of a variable and of its slots. Slots that the structure does not have are not touched.</summary>
internal struct LaneState
{
    public float P;
    public float M;
    public float V;
    public float VHat;
    public float Average;
}

/// <summary>Which stages run for a variable.</summary>
internal readonly record struct LaneStages(bool Decay, bool Amsgrad, bool Ema);

/// <summary>What clipping does to each element: the factor and divisor are the step's, not the lane's (S13).</summary>
internal readonly record struct LaneClip(ReferenceClip Rule, float Limit, float Divisor, float Scale);

/// <summary>
/// The update of one element, one rounded operation after the other in the order of S3.3. This is what every kernel is
/// compared with, so it shares nothing with them.
/// </summary>
internal static class ReferenceLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<T>(in LaneStages stages, in StepScalars s, in LaneClip clip, float g, ref LaneState x)
        where T : struct, IArithmetic
    {
        g = Clip<T>(clip, g);
        float p = x.P;
        if (stages.Decay)
        {
            // S4.1: (p * decay) * rate, in this order.
            p = T.Subtract(p, T.Multiply(T.Multiply(p, s.Decay), s.Rate));
        }

        // S5.2, the delta form.
        float m = T.Add(x.M, T.Multiply(T.Subtract(g, x.M), s.C1));
        float v = T.Add(x.V, T.Multiply(T.Subtract(T.Multiply(g, g), x.V), s.C2));

        // S5.3.
        float d = v;
        if (stages.Amsgrad)
        {
            d = T.Maximum(x.VHat, v);
            x.VHat = d;
        }

        // S5.4.
        p = T.Subtract(p, T.Divide(T.Multiply(m, s.Alpha), T.Add(T.Sqrt(d), s.Epsilon)));
        if (stages.Ema)
        {
            // S7.2.
            x.Average = T.Add(T.Multiply(s.Momentum, x.Average), T.Multiply(s.MomentumRest, p));
        }

        x.P = p;
        x.M = m;
        x.V = v;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Clip<T>(in LaneClip clip, float g)
        where T : struct, IArithmetic
    {
        return clip.Rule switch
        {
            ReferenceClip.Value => T.Maximum(T.Minimum(g, clip.Limit), -clip.Limit), // S13.3
            ReferenceClip.Norm => T.Divide(T.Multiply(g, clip.Limit), clip.Divisor), // S13.1
            ReferenceClip.GlobalNorm => T.Multiply(g, clip.Scale), // S13.2
            _ => g,
        };
    }
}
