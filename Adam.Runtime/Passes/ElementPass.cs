using System.Runtime.CompilerServices;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>result[i] = operation(x[i], y[i]) over whole gradients; the result may be one of the operands.</summary>
internal static class ElementPass
{
    /// <summary>Runs an operation over all elements and says whether every result is finite, which the pass sees for nothing.</summary>
    public static bool Run<TOperation>(ref float x, ref float y, ref float result, long length, InstructionSet set, TOperation operation)
        where TOperation : struct, IElementOperation =>
        Widths.Run<Pass<TOperation>, int>(set, new Pass<TOperation>(ref x, ref y, ref result, (nuint)length, operation)) < (int)Binary32.Infinity;

    /// <summary>Its result is the word of the largest magnitude; NaN lies above infinity.</summary>
    private readonly ref struct Pass<TOperation>(ref float x, ref float y, ref float result, nuint length, TOperation operation) : IWidePass<int>
        where TOperation : struct, IElementOperation
    {
        private readonly ref float _x = ref x;
        private readonly ref float _y = ref y;
        private readonly ref float _result = ref result;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Run<TWide>()
            where TWide : struct, IWideDoubles<TWide>
        {
            nuint whole = length - (length % TWide.Count);
            return int.Max(Walk<TWide>(0, whole), Walk<Wide32>(whole, length));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int RunScalar() => Walk<Wide32>(0, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int Walk<TWide>(nuint start, nuint end)
            where TWide : struct, IWide<TWide>
        {
            ref float x = ref _x;
            ref float y = ref _y;
            ref float result = ref _result;
            TOperation o = operation;
            TWide largest = default;
            for (nuint i = start; i < end; i += TWide.Count)
            {
                TWide element = o.Of(TWide.Load(ref x, i), TWide.Load(ref y, i));
                largest = TWide.Largest(largest, element);
                element.Store(ref result, i);
            }

            return largest.LargestWord();
        }
    }
}
