using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;

namespace Adam.Tests.Kernels;

/// <summary>One step from a made-up state: the numbers, the state before, and what the reference makes of it.</summary>
internal sealed class FuzzRound
{
    private static readonly FuzzFlavor[] Weighted =
    [
        FuzzFlavor.Ordinary, FuzzFlavor.Scattered, FuzzFlavor.Zeros, FuzzFlavor.Untouched, FuzzFlavor.Decayed,
        FuzzFlavor.Cancelling, FuzzFlavor.AroundTheFloors, FuzzFlavor.AroundTheFloors, FuzzFlavor.Anything,
        FuzzFlavor.PassesTheCheck, FuzzFlavor.PassesTheCheck, FuzzFlavor.PassesTheCheck, FuzzFlavor.PassesTheCheck,
        FuzzFlavor.PassesTheCheck, FuzzFlavor.PassesTheCheck, FuzzFlavor.PassesTheCheck, FuzzFlavor.PassesTheCheck,
        FuzzFlavor.AroundTheCheck, FuzzFlavor.AroundTheCheck, FuzzFlavor.AroundTheCheck, FuzzFlavor.AroundTheCheck,
        FuzzFlavor.AroundTheCheck, FuzzFlavor.FailsTheCheck, FuzzFlavor.FailsTheCheck,
        FuzzFlavor.ZerosThatPass, FuzzFlavor.ZerosThatPass,
        FuzzFlavor.PassesTheFirstCheck, FuzzFlavor.PassesTheFirstCheck, FuzzFlavor.PassesTheFirstCheck, FuzzFlavor.PassesTheFirstCheck,
    ];

    private readonly StepScalars<float> _scalars;

    /// <summary>Draws a round. Every lane of the expected state comes from the reference with flushing.</summary>
    public FuzzRound(StructureKey key, IReadOnlyList<int> lengths, ulong seed)
    {
        Key = key;
        Seed = seed;
        FuzzRandom random = new(seed);
        (Config, T) = FuzzSettings.Draw(key, random);
        _scalars = ReferenceScalars.Of<FlushedFloat, float>(Config, T);
        Before = new FuzzBatch(lengths);
        Fill(random);
        Expected = Advance<FlushedFloat>();
    }

    public StructureKey Key { get; }
    public ulong Seed { get; }
    public ReferenceConfig Config { get; }
    public long T { get; }
    public FuzzBatch Before { get; }
    public FuzzBatch Expected { get; }

    /// <summary>Lanes at most four steps of the last place from a limit of the check.</summary>
    public int NearCheck { get; private set; }

    /// <summary>Every seventh variable takes no part in the decay, so that both kinds meet in one call.</summary>
    public bool IsExcluded(int variable) => Config.WeightDecay is not null && variable % 7 == 3;

    /// <summary>What a failure has to tell about a lane.</summary>
    public string Describe(int i)
    {
        LaneState<float> x = Before[i];
        return $"{Config}, t = {T}, {_scalars}; before: p = {Bits.Show(x.P)}, m = {Bits.Show(x.M)}, v = {Bits.Show(x.V)}, "
            + $"vhat = {Bits.Show(x.VHat)}, average = {Bits.Show(x.Average)}, g = {Bits.Show(Before.G[i])}";
    }

    /// <summary>The state after the step, in the given arithmetic.</summary>
    public FuzzBatch Advance<TArithmetic>()
        where TArithmetic : struct, IArithmetic<float>
    {
        FuzzBatch after = Before.Copy();
        float[][] gradients = [.. Enumerable.Range(0, Before.Variables.Count).Select(Before.Gradient)];
        LaneClip<float> shared = Key.Clip switch
        {
            ReferenceClip.GlobalNorm => ReferenceNorm<FlushedFloat, float>.ClipByGlobalNorm(ReferenceNorm<FlushedFloat, float>.OfAll(gradients), Config.ClipLimit),
            ReferenceClip rule => new LaneClip<float>(rule, (float)Config.ClipLimit, 1, 1),
        };
        bool overwrite = Key.Overwrite && T % 3 == 0;
        for (int n = 0; n < gradients.Length; n++)
        {
            LaneClip<float> clip = Key.Clip == ReferenceClip.Norm
                ? ReferenceNorm<FlushedFloat, float>.ClipByNorm(ReferenceNorm<FlushedFloat, float>.OfOne(gradients[n]), Config.ClipLimit)
                : shared;
            LaneStages stages = new(Key.Decay && !IsExcluded(n), Key.Amsgrad, Key.Ema);
            (int start, int length) = Before.Variables[n];
            for (int i = start; i < start + length; i++)
            {
                LaneState<float> x = Before[i];
                ReferenceLane.Update<TArithmetic, float>(stages, _scalars, clip, Before.G[i], ref x);
                x.P = overwrite ? x.Average : x.P;
                after[i] = x;
            }
        }

        return after;
    }

    private void Fill(FuzzRandom random)
    {
        LaneClip<float> clip = new(Config.Clip, (float)Math.Min(Config.ClipLimit, float.MaxValue), 1, 1);
        FuzzLanes lanes = new(random, new FuzzLimits(_scalars, clip));

        // One NaN makes every gradient NaN where the norm is over all (S13.2); most rounds leave such gradients out.
        bool tame = Key.Clip == ReferenceClip.GlobalNorm && random.Chance(0.85);
        int scale = random.Chance(0.3) ? -80 : 0;
        foreach ((int start, int length) in Before.Variables)
        {
            lanes.Begin();
            FuzzFlavor flavor = random.Pick<FuzzFlavor>(Weighted);
            bool tameHere = tame || (Key.Clip == ReferenceClip.Norm && random.Chance(0.8));
            for (int i = start; i < start + length; i++)
            {
                (Before[i], float g) = lanes.Make(flavor);
                Before.G[i] = tameHere && !(MathF.Abs(g) < 1e18f) ? random.Signed(random.Between(-20 + scale, 3 + scale)) : g;
                LaneState<float> x = Before[i];
                if (random.Chance(0.04))
                {
                    // The variable is nearly its own change, so that nearly nothing is left of it.
                    LaneState<float> change = x with { P = 0 };
                    ReferenceLane.Update<FlushedFloat, float>(new LaneStages(false, Key.Amsgrad, false), _scalars, default, Before.G[i], ref change);
                    x.P = random.Near(-change.P);
                    Before[i] = x;
                }

                NearCheck += FuzzLimits.IsNearCheck(x.P, x.M, x.V, Key.Ema ? x.Average : null) ? 1 : 0;
            }
        }
    }
}
