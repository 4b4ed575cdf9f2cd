using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adam.Elements;

namespace Adam.Checkpoints;

/// <summary>The bytes of elements that lie in an array or in native memory. Whoever uses it keeps that memory there.</summary>
internal sealed class ElementBytes(ElementMemory memory) : TensorBytes
{
    public override long Length => memory.Bytes;

    public override Span<byte> From(long offset) => MemoryMarshal.CreateSpan(
        ref Unsafe.AddByteOffset(ref memory.Reference, (nint)offset), (int)Math.Min(memory.Bytes - offset, 1 << 30));
}
