using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Adam.Keras;

/// <summary>Shapes: as text, and their number of elements.</summary>
internal static class ShapeText
{
    public static string Of(IEnumerable<long> shape) => $"({string.Join(", ", shape.Select(d => d.ToString(CultureInfo.InvariantCulture)))})";

    public static bool Same(IReadOnlyList<long> a, IReadOnlyList<long> b) => a.Count == b.Count && a.SequenceEqual(b);

    /// <summary>The product of the dimensions, or null where one is negative or the product exceeds 2^62.</summary>
    public static long? Elements(IReadOnlyList<long> shape)
    {
        const long Most = 1L << 62;
        long product = 1;
        bool empty = false;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
            {
                return null;
            }

            empty |= dimension == 0;
            if (dimension > 0 && product > Most / dimension)
            {
                return null;
            }

            product *= dimension > 0 ? dimension : 1;
        }

        return empty ? 0 : product;
    }

    public static int Size(KerasElement element) => element switch
    {
        KerasElement.Binary32 or KerasElement.Integer32 => 4,
        KerasElement.Binary64 or KerasElement.Integer64 => 8,
        KerasElement.Binary16 or KerasElement.BFloat16 => 2,
        _ => 0,
    };
}
