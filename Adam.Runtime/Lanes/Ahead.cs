using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Adam.Lanes;

/// <summary>Asks for memory before a loop needs it.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Ahead
{
    /// <summary>Far enough to hide memory's latency, near enough to stay in the first cache: 2 KiB.</summary>
    private const int Bytes = 2048;

    /// <summary>Beyond the page at hand, at whose end processors stop fetching by themselves: for a single stream.</summary>
    private const int FarBytes = 4096;

    private const int Line = 64;

    /// <summary>
    /// Fetches the cache lines 2 KiB behind an element. Where that is behind the array's end it is most likely the next variable's
    /// start; a fetch never faults. Does nothing where there is no such instruction.
    /// </summary>
    /// <param name="stream">The array.</param>
    /// <param name="index">The element.</param>
    /// <param name="lines">How many lines of 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(ref float stream, nuint index, int lines) => Fetch(ref stream, index, lines, Bytes);

    /// <summary>The same 4 KiB behind the element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FetchFar(ref float stream, nuint index, int lines) => Fetch(ref stream, index, lines, FarBytes);

    /// <summary>
    /// Fetches the two lines that an object of up to 128 bytes lies in. Its address may be out of date when they arrive, since nothing pins it: then
    /// they are of no use, and do no harm.
    /// </summary>
    /// <param name="place">Where the reference to the object is kept.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void FetchObject<T>(ref T place)
        where T : class
    {
        if (Sse.IsSupported)
        {
            byte* address = (byte*)Unsafe.As<T, nint>(ref place);
            Sse.Prefetch0(address);
            Sse.Prefetch0(address + Line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fetch(ref float stream, nuint index, int lines, int distance)
    {
        if (Sse.IsSupported)
        {
            // A number from the start, since a reference must not leave its array; and summed in an order of which one address is made.
            for (int line = 0; line < lines; line++)
            {
                nuint element = index + (nuint)((distance + (line * Line)) / sizeof(float));
                Sse.Prefetch0((byte*)Unsafe.AsPointer(ref stream) + (element * sizeof(float)));
            }
        }
    }
}
