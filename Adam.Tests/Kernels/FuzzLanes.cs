using System;
using Adam.Tests.Reference;

namespace Adam.Tests.Kernels;

/// <summary>Makes single lanes of a flavor.</summary>
internal sealed class FuzzLanes(FuzzRandom random, FuzzLimits limits)
{
    private static readonly float[] Specials =
    [
        0f, -0f, 0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue,
        float.Epsilon, -float.Epsilon, 1.1754942e-38f, -1.1754942e-38f, 1.17549435e-38f, -1.17549435e-38f, 3e19f, 1f,
    ];

    private int _failing;
    private int _zeros;

    /// <summary>Begins a variable: its lanes that fail the check all fail in the same place.</summary>
    public void Begin() => _failing = random.Below(4);

    /// <summary>The state and gradient of one lane.</summary>
    public (LaneState<float> State, float G) Make(FuzzFlavor flavor)
    {
        LaneState<float> x = flavor switch
        {
            FuzzFlavor.PassesTheCheck => Passing(),
            FuzzFlavor.PassesTheFirstCheck => PassingFirst(),
            FuzzFlavor.FailsTheCheck => Failing(),
            FuzzFlavor.AroundTheCheck => Around(),
            FuzzFlavor.Scattered => random.Chance(0.95) ? Ordinary() : random.Chance(0.5) ? Around() : Anything(),
            FuzzFlavor.Zeros => WithZeros(),
            FuzzFlavor.ZerosThatPass => PassingZeros(),
            FuzzFlavor.Untouched => new LaneState<float> { P = random.Chance(0.3) ? 0 : OrdinaryValue(), VHat = 0 },
            FuzzFlavor.Decayed => Decayed(),
            FuzzFlavor.AroundTheFloors => AtFloors(),
            FuzzFlavor.Anything => Anything(),
            _ => Ordinary(),
        };
        if (flavor == FuzzFlavor.Untouched)
        {
            x.Average = x.P;
            return (x, random.Signed(0));
        }

        x.VHat = flavor == FuzzFlavor.ZerosThatPass
            ? random.Pick<float>([0, x.V, x.V * 2, Math.Min(x.V * 1e6f, 1 << 20)])
            : flavor == FuzzFlavor.PassesTheFirstCheck && _failing < 2 ? random.Signed(CommonMagnitude())
            : SecondMomentMaximum(flavor, x.V);
        float g = flavor switch
        {
            FuzzFlavor.Ordinary or FuzzFlavor.Scattered => random.Chance(0.98) ? OrdinaryValue() : AnyGradient(x),
            FuzzFlavor.Zeros or FuzzFlavor.Decayed => random.Chance(0.8) ? random.Signed(0) : AnyGradient(x),
            FuzzFlavor.Cancelling => Cancelling(x),
            FuzzFlavor.ZerosThatPass => GradientAtZero(x),
            FuzzFlavor.PassesTheCheck or FuzzFlavor.PassesTheFirstCheck or FuzzFlavor.FailsTheCheck when random.Chance(0.3) => Cancelling(x),
            _ => AnyGradient(x),
        };
        return (x, g);
    }

    private float OrdinaryValue() => random.Signed(random.Between(-20, 3));

    private LaneState<float> Ordinary() => new()
    {
        P = OrdinaryValue(),
        M = OrdinaryValue(),
        V = random.Between(-40, 4),
        Average = OrdinaryValue(),
    };

    private LaneState<float> Passing() => new()
    {
        P = PassingValue(),
        M = PassingValue(),
        V = random.Chance(0.5) ? random.NearAbove(FuzzLimits.CheckOfSecondMoment) : random.Between(-95, 127),
        Average = PassingValue(),
    };

    private float PassingValue() => random.Below(4) switch
    {
        0 => random.Signed(random.Between(-63, 65)),
        1 => random.Signed(MathF.BitDecrement(FuzzLimits.CheckOfValues[1])),
        _ => random.Signed(random.NearAbove(FuzzLimits.CheckOfValues[0])),
    };

    private LaneState<float> PassingFirst() => new()
    {
        P = PassingValue(),
        M = random.Signed(CommonMagnitude()),

        // Negative in some variables alone: their lanes are NaN soon.
        V = _failing % 2 == 0 ? random.Signed(CommonMagnitude()) : CommonMagnitude(),
        Average = PassingValue(),
    };

    private float CommonMagnitude() => random.Below(8) switch
    {
        0 or 1 => random.Between(-63, 1),
        2 => MathF.BitDecrement(FuzzLimits.FirstCheck[1]),
        3 => random.NearAbove(FuzzLimits.FirstCheck[2]),
        _ => random.NearAbove(FuzzLimits.FirstCheck[0]),
    };

    private LaneState<float> Failing()
    {
        LaneState<float> x = Passing();
        switch (_failing)
        {
            case 0:
                x.V = random.Between(-107, -95);
                break;
            case 1:
                x.M = random.Signed(random.Between(-75, -63));
                break;
            case 2:
                x.P = random.Signed(random.Between(-75, -63));
                break;
            default:
                x.Average = random.Signed(random.Between(-75, -63));
                break;
        }

        return x;
    }

    private LaneState<float> Around() => new()
    {
        P = AroundValue(),
        M = AroundValue(),
        V = random.Chance(0.5) ? random.Near(FuzzLimits.CheckOfSecondMoment) : random.Between(-110, 100),
        Average = AroundValue(),
    };

    private float AroundValue() =>
        random.Signed(random.Chance(0.6) ? random.Near(random.Pick<float>(FuzzLimits.CheckOfValues)) : random.Between(-66, 67));

    private LaneState<float> AtFloors() => new()
    {
        P = random.Signed(random.Near(random.Pick<float>(limits.P))),
        M = random.Signed(random.Near(random.Pick<float>(limits.M))),
        V = random.Near(random.Pick<float>(limits.V)),
        Average = random.Signed(random.Near(random.Pick<float>(limits.Average))),
    };

    private LaneState<float> WithZeros()
    {
        LaneState<float> x = Ordinary();
        _zeros = _zeros > 0 ? _zeros - 1 : random.Chance(0.1) ? random.Below(40) : 0;
        if (_zeros > 0)
        {
            // A lane of a run has zeros in some of its places, the same kind of lane seldom twice in a row.
            int which = random.Below(16);
            x.P = (which & 1) != 0 ? random.Signed(0) : x.P;
            x.M = (which & 2) != 0 ? random.Signed(0) : x.M;
            x.V = (which & 4) != 0 ? 0 : x.V;
            x.Average = (which & 8) != 0 ? random.Signed(0) : x.Average;
        }

        return x;
    }

    private LaneState<float> PassingZeros()
    {
        LaneState<float> x = Passing();
        x.V = random.Below(5) switch
        {
            0 or 1 => 0,
            2 => random.NearAbove(FuzzLimits.CheckOfSecondMoment),
            3 => random.Near(1 << 20),
            _ => random.Between(-95, 22),
        };
        x.P = random.Chance(0.4) ? random.Signed(0) : x.P;
        x.M = random.Chance(0.4) ? random.Signed(0) : x.M;
        x.Average = random.Chance(0.3) ? random.Signed(0) : x.Average;
        return x;
    }

    private float GradientAtZero(in LaneState<float> x) => random.Below(8) switch
    {
        0 or 1 => random.Signed(0),
        2 => OrdinaryValue(),
        3 => x.M != 0 ? Cancelling(x) : random.Signed(random.Between(-63, 10)),

        // The host adds a hundredth.
        4 or 5 => random.Signed(limits.ZeroGradient * 1.01f * random.Between(0, 2)),
        6 => random.Signed(random.Near(limits.ZeroGradient * 1.01f)),
        _ => random.Signed(limits.ZeroGradient * random.Between(-14, 0)),
    };

    private LaneState<float> Decayed() => new()
    {
        P = OrdinaryValue(),
        M = random.Signed(random.Between(-126, -110)),
        V = random.Chance(0.5) ? random.Between(-126, -60) : 0,
        Average = OrdinaryValue(),
    };

    private LaneState<float> Anything() => new() { P = AnyValue(), M = AnyValue(), V = AnySecondMoment(), Average = AnyValue() };

    private float AnyValue() =>
        random.Chance(0.3) ? random.Pick<float>(Specials) : BitConverter.UInt32BitsToSingle((uint)random.Bits());

    /// <summary>Not a negative zero: whether the maximum of zeros of two signs is the one or the other is open (S5.3).</summary>
    private float AnySecondMoment() => random.Chance(0.02) ? -random.Between(-20, 3) : Math.Abs(AnyValue());

    private float SecondMomentMaximum(FuzzFlavor flavor, float v) => random.Below(flavor == FuzzFlavor.Anything ? 5 : 4) switch
    {
        0 => v,
        1 => random.NearAbove(Math.Abs(v)),
        2 => random.Between(-95, 20),
        3 => Math.Abs(v) * random.Between(0, 8),
        _ => Math.Abs(AnyValue()),
    };

    private float AnyGradient(in LaneState<float> x) => random.Below(8) switch
    {
        0 or 1 => OrdinaryValue(),
        2 => random.Signed(random.Near(random.Pick<float>(limits.G))),
        3 => Cancelling(x),
        4 => random.Pick<float>(Specials),
        5 => random.Signed(0),
        6 => random.Signed(random.Between(-126, -50)),
        _ => random.Signed(random.Between(-126, 127)),
    };

    private float Cancelling(in LaneState<float> x) => random.Below(3) switch
    {
        0 => random.Near(x.M),
        1 => random.Signed(random.Near(MathF.Sqrt(Math.Abs(x.V)))),

        // m + (g - m) * c1 is nearly zero.
        _ => random.Near(x.M - x.M / limits.C1),
    };
}
