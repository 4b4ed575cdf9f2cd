using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>The description of a shape.</summary>
internal static class H5Space
{
    private const int MaximumRank = 32;

    /// <summary>The dimensions; null where there is no element at all.</summary>
    public static long[]? Parse(ref SpanReader reader, H5Structure structure)
    {
        byte version = reader.Byte();
        byte rank = reader.Byte();
        reader.Skip(1);
        byte kind = reader.Byte();
        if (version is not (1 or 2) || rank > MaximumRank)
        {
            throw structure.Unsupported($"a shape is described in version {version} with {rank} dimensions");
        }

        if (version == 1)
        {
            reader.Skip(4);
        }
        else if (kind == 2)
        {
            return null;
        }

        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            ulong dimension = reader.UInt64();
            shape[i] = dimension <= long.MaxValue ? (long)dimension : throw reader.Damaged($"a dimension is {dimension}");
        }

        return shape;
    }
}
