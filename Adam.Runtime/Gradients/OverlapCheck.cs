using System;
using System.Runtime.CompilerServices;
using Adam.Elements;

namespace Adam.Gradients;

/// <summary>Finds variables that share memory with another variable or with a gradient, by sorting places.</summary>
/// <remarks>
/// Native memory is compared by address, everything else by its owner and the offset in it: addresses of arrays change under the
/// garbage collector. Two gradients may overlap, because they are only read.
/// </remarks>
internal static class OverlapCheck
{
    /// <summary>The first overlap found, or null. Sorts <paramref name="places"/>.</summary>
    public static (Place First, Place Second)? Find(Span<Place> places)
    {
        Sort(places);
        for (int start = 0; start < places.Length;)
        {
            int end = start + 1;
            bool oneOwner = true;
            while (end < places.Length && places[end].OwnerHash == places[start].OwnerHash)
            {
                oneOwner &= ReferenceEquals(places[end].Memory.Owner, places[start].Memory.Owner);
                end++;
            }

            // Owners whose hashes collide lie mixed; such a run is as short as collisions are rare.
            Span<Place> run = places[start..end];
            if ((oneOwner ? Sweep(run) : ComparePairs(run)) is { } overlap)
            {
                return overlap;
            }

            start = end;
        }

        return null;
    }

    /// <summary>A few places are sorted by insertion: the library's sort is eighteen methods to compile before the first step.</summary>
    private static void Sort(Span<Place> places)
    {
        const int Few = 32;
        if (places.Length > Few)
        {
            places.Sort();
            return;
        }

        for (int i = 1; i < places.Length; i++)
        {
            Place place = places[i];
            int hole = i;
            for (; hole > 0 && places[hole - 1].CompareTo(place) > 0; hole--)
            {
                places[hole] = places[hole - 1];
            }

            places[hole] = place;
        }
    }

    /// <summary>Walks over the places of one owner in order of their starts, with the variable and the gradient that reach furthest.</summary>
    private static (Place, Place)? Sweep(Span<Place> run)
    {
        Place? variable = null;
        Place? gradient = null;
        foreach (Place place in run)
        {
            foreach (Place? earlier in (ReadOnlySpan<Place?>)[variable, place.IsGradient ? null : gradient])
            {
                if (earlier is { } other && other.Overlaps(place))
                {
                    return (other, place);
                }
            }

            ref Place? furthest = ref place.IsGradient ? ref gradient : ref variable;
            if (furthest is not { } reached || place.End > reached.End)
            {
                furthest = place;
            }
        }

        return null;
    }

    private static (Place, Place)? ComparePairs(Span<Place> run)
    {
        for (int i = 0; i < run.Length; i++)
        {
            for (int j = i + 1; j < run.Length; j++)
            {
                if (!(run[i].IsGradient && run[j].IsGradient) && run[i].Overlaps(run[j]))
                {
                    return (run[i], run[j]);
                }
            }
        }

        return null;
    }

    /// <summary>One run of memory, and the variable that it, or whose gradient it, belongs to.</summary>
    internal readonly struct Place(ElementMemory memory, int variable, bool isGradient) : IComparable<Place>
    {
        public ElementMemory Memory { get; } = memory;

        public int Variable { get; } = variable;

        public bool IsGradient { get; } = isGradient;

        public int OwnerHash { get; } = memory.Owner is null ? 0 : RuntimeHelpers.GetHashCode(memory.Owner);

        public nint End => Memory.Start + (nint)Memory.Bytes;

        public bool Overlaps(Place other) =>
            ReferenceEquals(Memory.Owner, other.Memory.Owner)
            && Memory.Length > 0
            && other.Memory.Length > 0
            && Memory.Start < other.End
            && other.Memory.Start < End;

        public int CompareTo(Place other)
        {
            int owner = OwnerHash.CompareTo(other.OwnerHash);
            return owner != 0 ? owner : Memory.Start.CompareTo(other.Memory.Start);
        }
    }
}
