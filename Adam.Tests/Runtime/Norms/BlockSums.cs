using System;
using Adam.Norms;
using Adam.Steps;

namespace Adam.Tests.Runtime;

/// <summary>The sum of squares of a whole array, block by block in index order (D15), as a step adds those of a variable.</summary>
internal static class BlockSums
{
    public static double Of(float[] values, int least, InstructionSet set)
    {
        double sum = 0;
        for (int start = 0; start < values.Length; start += SquareSum.Block)
        {
            int length = Math.Min(SquareSum.Block, values.Length - start);
            sum += SquareSum.OfBlock(ref values[start], (nuint)length, least, set);
        }

        return sum;
    }
}
