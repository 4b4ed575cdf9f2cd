using System;
using System.Collections.Generic;
using Adam.Lanes;
using Adam.Steps;

namespace Adam.State;

/// <summary>Where every slot of every variable lies in the state buffer. Arithmetic alone: nothing is allocated here.</summary>
/// <remarks>
/// One region a kind, so that the slots of a variable lie equally far from the regions' starts. Regions start at page offsets 0,
/// 2048, 1024 and 3072: loads and stores of one element's slots then never look alike to the processor, which compares the low
/// 12 bits of their addresses first.
/// </remarks>
internal sealed class SlotLayout
{
    private const int PageElements = 4096 / sizeof(float);
    private const int LineElements = 64 / sizeof(float);

    private readonly long[] _offsets;
    private readonly long[] _regions;

    public SlotLayout(IReadOnlyList<long> lengths, Stages stages)
    {
        _offsets = new long[lengths.Count];
        long region = 0;
        for (int i = 0; i < lengths.Count; i++)
        {
            _offsets[i] = region;
            region = checked(region + RoundUp(lengths[i], LineElements));
        }

        ReadOnlySpan<int> pageOffsets = [0, 2048 / sizeof(float), 1024 / sizeof(float), 3072 / sizeof(float)];
        ReadOnlySpan<bool> present = [true, true, stages.Has(Stages.Amsgrad), stages.Has(Stages.UseEma)];
        _regions = new long[present.Length];
        long end = 0;
        for (int kind = 0; kind < present.Length; kind++)
        {
            _regions[kind] = -1;
            if (present[kind])
            {
                _regions[kind] = checked(RoundUp(end, PageElements) + pageOffsets[kind]);
                end = checked(_regions[kind] + region);
            }
        }

        Elements = end;
    }

    /// <summary>Elements of the whole buffer.</summary>
    public long Elements { get; }

    public bool Has(SlotKind kind) => _regions[(int)kind] >= 0;

    /// <summary>The first element of a slot.</summary>
    public long Offset(SlotKind kind, int variable) => _regions[(int)kind] + _offsets[variable];

    private static long RoundUp(long value, long multiple) => checked((value + multiple - 1) / multiple * multiple);
}
