using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Adam.Lanes;

/// <summary>Asks for memory before a loop needs it.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Ahead
{
    /// <summary>Far enough to hide memory's latency, near enough to stay in the first cache: 1 KiB.</summary>
    private const int Bytes = 1024;

    private const int Line = 64;

    /// <summary>
    /// Fetches the cache lines 1 KiB behind an element. Where that is behind the array's end it is most likely the next variable's
    /// start; a fetch never faults. Does nothing where there is no such instruction.
    /// </summary>
    /// <param name="stream">The array.</param>
    /// <param name="index">The element.</param>
    /// <param name="lines">How many lines of 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref float stream, nuint index, int lines)
    {
        if (Sse.IsSupported)
        {
            // A number from the start: a reference must not leave its array.
            byte* address = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref stream, index)) + Bytes;
            for (int line = 0; line < lines; line++)
            {
                Sse.Prefetch0(address + (line * Line));
            }
        }
    }
}
