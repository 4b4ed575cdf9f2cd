using System;
using Adam.Lanes;
using Adam.Steps;

namespace Adam.State;

/// <summary>Where every slot of every variable lies in the state buffer, in bytes. Arithmetic alone: nothing is allocated here.</summary>
/// <remarks>
/// One region a kind, so that the slots of a variable lie equally far from the regions' starts. Regions start at page offsets 0,
/// 2048, 1024 and 3072: loads and stores of one element's slots then never look alike to the processor, which compares the low
/// 12 bits of their addresses first.
/// </remarks>
internal sealed class SlotLayout
{
    private const int PageBytes = 4096;
    private const int LineBytes = 64;

    private readonly long[] _offsets;
    private readonly long[] _regions;

    /// <param name="sizes">Bytes of each variable.</param>
    /// <param name="stages">Say which kinds there are.</param>
    /// <exception cref="OverflowException">There are more bytes than a long counts.</exception>
    public SlotLayout(ReadOnlySpan<long> sizes, Stages stages)
    {
        _offsets = new long[sizes.Length];
        long region = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            _offsets[i] = region;
            region = checked(region + RoundUp(sizes[i], LineBytes));
        }

        ReadOnlySpan<int> pageOffsets = [0, 2048, 1024, 3072];
        ReadOnlySpan<bool> present = [true, true, stages.Has(Stages.Amsgrad), stages.Has(Stages.UseEma)];
        _regions = new long[present.Length];
        long end = 0;
        for (int kind = 0; kind < present.Length; kind++)
        {
            _regions[kind] = -1;
            if (present[kind])
            {
                _regions[kind] = checked(RoundUp(end, PageBytes) + pageOffsets[kind]);
                end = checked(_regions[kind] + region);
            }
        }

        Bytes = end;
    }

    /// <summary>Bytes of the whole buffer.</summary>
    public long Bytes { get; }

    public bool Has(SlotKind kind) => _regions[(int)kind] >= 0;

    /// <summary>The first byte of a slot.</summary>
    public long Offset(SlotKind kind, int variable) => _regions[(int)kind] + _offsets[variable];

    private static long RoundUp(long value, long multiple) => checked((value + multiple - 1) / multiple * multiple);
}
