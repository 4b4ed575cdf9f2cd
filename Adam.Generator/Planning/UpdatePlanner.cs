using System.Collections.Generic;
using Adam.Generator.Configuration;

namespace Adam.Generator.Planning;

/// <summary>The algorithm: which stages a structure has, with their formulas, in the order in which they happen (S3.3).</summary>
internal static class UpdatePlanner
{
    private static readonly Lane P = Stream.Variable.Lane;
    private static readonly Lane G = Stream.Gradient.Lane;
    private static readonly Lane M = Stream.FirstMoment.Lane;
    private static readonly Lane V = Stream.SecondMoment.Lane;
    private static readonly Lane H = Stream.LargestSecondMoment.Lane;
    private static readonly Lane A = Stream.Average.Lane;

    public static UpdatePlan Plan(Stages structure)
    {
        var stages = new List<Stage>();
        if (structure.Has(Stages.ClipValue))
        {
            stages.Add(new Stage("Clip", "clip by value", "S13.3", G, new Clamped(G, new Scalar("negativeLimit"), new Scalar("limit"))));
        }

        if (structure.Has(Stages.ClipNorm))
        {
            stages.Add(new Stage("Clip", "clip by norm, divisor = max(norm of g, limit)", "S13.1", G, (G * new Factor("limit")) / new Scalar("divisor")));
        }

        if (structure.Has(Stages.GlobalClipNorm))
        {
            stages.Add(new Stage("Clip", "clip by global norm", "S13.2", G, G * new Factor("scale")));
        }

        if (structure.Has(Stages.WeightDecay))
        {
            stages.Add(new Stage(
                "Decay",
                "decoupled weight decay, where the variable is not excluded",
                "Loshchilov and Hutter 2019; S4.1",
                P,
                P - new Masked((P * new Factor("decay")) * new Factor("rate"), "decayMask")));
        }

        stages.Add(new Stage("First", "first moment, c1 = 1 - beta1", "Kingma and Ba 2015, algorithm 1; S5.2", M, M + ((G - M) * new Factor("c1"))));
        stages.Add(new Stage("Second", "second moment, c2 = 1 - beta2", "Kingma and Ba 2015, algorithm 1; S5.2", V, V + ((G.Squared - V) * new Factor("c2"))));
        Lane divisor = V;
        if (structure.Has(Stages.Amsgrad))
        {
            stages.Add(new Stage("Largest", "largest second moment", "Reddi, Kale, Kumar 2018 (amsgrad); S5.3", H, new Maximum(H, V)));
            divisor = H;
        }

        stages.Add(new UpdateStage(
            structure.Has(Stages.AdaptiveEpsilon)
                ? "update, alpha = rate * r / (1 - beta1^t), epsilon times r, r = sqrt(1 - beta2^t)"
                : "update, alpha = rate * sqrt(1 - beta2^t) / (1 - beta1^t)",
            structure.Has(Stages.AdaptiveEpsilon) ? "Kingma and Ba 2015, algorithm 1; S5.4" : "Kingma and Ba 2015, section 2; S5.4",
            P,
            M * new Factor("alpha"),
            new RootPlus(divisor, new Scalar("epsilon"))));

        if (structure.Has(Stages.UseEma))
        {
            stages.Add(new Stage("Average", "moving average, complement = 1 - momentum", "S7.2", A, (A * new Factor("momentum")) + (P * new Factor("complement"))));
        }

        return new UpdatePlan(Element.Binary32, Streams(structure), stages, structure.Has(Stages.WeightDecay) || structure.Has(Stages.UseEma));
    }

    private static List<Stream> Streams(Stages structure)
    {
        var streams = new List<Stream> { Stream.Variable, Stream.Gradient, Stream.FirstMoment, Stream.SecondMoment };
        if (structure.Has(Stages.Amsgrad))
        {
            streams.Add(Stream.LargestSecondMoment);
        }

        if (structure.Has(Stages.UseEma))
        {
            streams.Add(Stream.Average);
        }

        return streams;
    }
}
