using System;
using System.Buffers;

namespace Adam.Elements;

/// <summary>Memory of managers that one call has pinned; released together when it ends.</summary>
internal sealed class Pins
{
    private MemoryHandle[] _handles = [];
    private int _count;

    /// <summary>How many are pinned.</summary>
    public int Count => _count;

    /// <summary>Memory of a variable or, where so said, of its gradient, that nobody has to be asked for any more.</summary>
    /// <exception cref="InvalidOperationException">The manager has less memory than it had.</exception>
    public ElementMemory AddIfManaged(in ElementMemory memory, AdamVariable variable, bool isGradient = false) =>
        memory.IsManaged ? Add(in memory, (isGradient ? "the gradient of '" : "variable '") + variable.Name + "'") : memory;

    /// <summary>Lets go of all. What a manager throws here comes last: every other one is released first.</summary>
    public void Release()
    {
        while (_count > 0)
        {
            MemoryHandle handle = _handles[--_count];
            _handles[_count] = default;
            try
            {
                handle.Dispose();
            }
            catch when (_count > 0)
            {
                Release();
                throw;
            }
        }
    }

    private ElementMemory Add(in ElementMemory memory, string name)
    {
        if (_count == _handles.Length)
        {
            Array.Resize(ref _handles, Math.Max(4, 2 * _count));
        }

        ElementMemory pinned = memory.Pin(name, out MemoryHandle handle);
        _handles[_count++] = handle;
        return pinned;
    }
}
