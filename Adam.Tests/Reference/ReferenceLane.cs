using System.Runtime.CompilerServices;

namespace Adam.Tests.Reference;

/// <summary>One element of a variable and of its slots. Slots that the structure does not have are not touched.</summary>
internal struct LaneState<T>
    where T : unmanaged
{
    public T P;
    public T M;
    public T V;
    public T VHat;
    public T Average;
}

/// <summary>Which stages run for a variable.</summary>
internal readonly record struct LaneStages(bool Decay, bool Amsgrad, bool Ema);

/// <summary>What clipping does to each element: the factor and divisor are the step's, not the lane's (S13).</summary>
internal readonly record struct LaneClip<T>(ReferenceClip Rule, T Limit, T Divisor, T Scale)
    where T : unmanaged;

/// <summary>
/// The update of one element, one rounded operation after the other in the order of S3.3. This is what every kernel is
/// compared with, so it shares nothing with them.
/// </summary>
internal static class ReferenceLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TArithmetic, T>(in LaneStages stages, in StepScalars<T> s, in LaneClip<T> clip, T g, ref LaneState<T> x)
        where TArithmetic : struct, IArithmetic<T>
        where T : unmanaged
    {
        g = Clip<TArithmetic, T>(clip, g);

        // S5.2, the delta form.
        T m = TArithmetic.Add(x.M, TArithmetic.Multiply(TArithmetic.Subtract(g, x.M), s.C1));
        T v = TArithmetic.Add(x.V, TArithmetic.Multiply(TArithmetic.Subtract(TArithmetic.Multiply(g, g), x.V), s.C2));
        Finish<TArithmetic, T>(stages, s, m, v, ref x);
    }

    /// <summary>The update of an element of a variable with a sparse gradient (S6.2): moments decay in every row, and rows that are present add to them.</summary>
    /// <param name="g">The clipped and summed gradient of the row's element; null in a row that is absent.</param>
    public static void UpdateSparse<TArithmetic, T>(in LaneStages stages, in StepScalars<T> s, T? g, ref LaneState<T> x)
        where TArithmetic : struct, IArithmetic<T>
        where T : unmanaged
    {
        T m = TArithmetic.Add(x.M, TArithmetic.Multiply(TArithmetic.Negate(x.M), s.C1));
        T v = TArithmetic.Add(x.V, TArithmetic.Multiply(TArithmetic.Negate(x.V), s.C2));
        if (g is T present)
        {
            m = TArithmetic.Add(m, TArithmetic.Multiply(present, s.C1));
            v = TArithmetic.Add(v, TArithmetic.Multiply(TArithmetic.Multiply(present, present), s.C2));
        }

        Finish<TArithmetic, T>(stages, s, m, v, ref x);
    }

    /// <summary>A clipped gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clip<TArithmetic, T>(in LaneClip<T> clip, T g)
        where TArithmetic : struct, IArithmetic<T>
        where T : unmanaged
    {
        return clip.Rule switch
        {
            ReferenceClip.Value => TArithmetic.Maximum(TArithmetic.Minimum(g, clip.Limit), TArithmetic.Negate(clip.Limit)), // S13.3
            ReferenceClip.Norm => TArithmetic.Divide(TArithmetic.Multiply(g, clip.Limit), clip.Divisor), // S13.1
            ReferenceClip.GlobalNorm => TArithmetic.Multiply(g, clip.Scale), // S13.2
            _ => g,
        };
    }

    /// <summary>Everything but the moments, which have their new values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TArithmetic, T>(in LaneStages stages, in StepScalars<T> s, T m, T v, ref LaneState<T> x)
        where TArithmetic : struct, IArithmetic<T>
        where T : unmanaged
    {
        T p = x.P;
        if (stages.Decay)
        {
            // S4.1: (p * decay) * rate, in this order.
            p = TArithmetic.Subtract(p, TArithmetic.Multiply(TArithmetic.Multiply(p, s.Decay), s.Rate));
        }

        // S5.3.
        T d = v;
        if (stages.Amsgrad)
        {
            d = TArithmetic.Maximum(x.VHat, v);
            x.VHat = d;
        }

        // S5.4.
        p = TArithmetic.Subtract(p, TArithmetic.Divide(TArithmetic.Multiply(m, s.Alpha), TArithmetic.Add(TArithmetic.Sqrt(d), s.Epsilon)));
        if (stages.Ema)
        {
            // S7.2.
            x.Average = TArithmetic.Add(TArithmetic.Multiply(s.Momentum, x.Average), TArithmetic.Multiply(s.MomentumRest, p));
        }

        x.P = p;
        x.M = m;
        x.V = v;
    }
}
