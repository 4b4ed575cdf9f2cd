using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Adam.Running;

/// <summary>
/// The mark that every call sets on entry: one call at a time, and memory that is freed while a call runs is freed at its end.
/// </summary>
/// <remarks>
/// Thread-safe: that is what it is for. A call costs one interlocked exchange: its end is a plain store, because whoever closes, which is
/// rare, makes all processors see each other's stores.
/// </remarks>
/// <param name="free">Frees what the owner holds; called once, by whoever ends last.</param>
internal sealed class CallGuard(Action free)
{
    private const int Idle = 0, Running = 1, Freed = 2;

    private int _state;
    private int _thread;
    private bool _closed;

    /// <summary>Whether it has been closed; a call that runs still is not over yet.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Begins a call.</summary>
    /// <exception cref="InvalidOperationException">Another call runs.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(object owner)
    {
        if (Interlocked.CompareExchange(ref _state, Running, Idle) != Idle)
        {
            Refuse(owner);
        }

        _thread = Environment.CurrentManagedThreadId;
        if (Volatile.Read(ref _closed))
        {
            Exit();
            ThrowIfClosed(owner);
        }
    }

    /// <summary>Begins a call that only reads; a callback of the call that runs may do that too.</summary>
    /// <returns>Whether <see cref="Exit"/> has to end it.</returns>
    /// <inheritdoc cref="Enter" path="/exception"/>
    private bool EnterToRead(object owner)
    {
        if (Volatile.Read(ref _state) == Running && _thread == Environment.CurrentManagedThreadId)
        {
            return false;
        }

        Enter(owner);
        return true;
    }

    /// <summary>Ends a call, and frees what was closed while it ran.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit()
    {
        Volatile.Write(ref _state, Idle);
        if (Volatile.Read(ref _closed))
        {
            FreeIfIdle();
        }
    }

    /// <summary>A call that ends where its scope does.</summary>
    /// <inheritdoc cref="Enter" path="/exception"/>
    public Scope Call(object owner)
    {
        Enter(owner);
        return new Scope(this);
    }

    /// <summary>A call that only reads, which ends where its scope does.</summary>
    /// <inheritdoc cref="Enter" path="/exception"/>
    public Scope Reading(object owner) => new(EnterToRead(owner) ? this : null);

    /// <summary>Frees now, or at the end of the call that runs. A second time does nothing.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);

        // A call that ends has either stored its end, which is seen below, or will read the mark above and free by itself.
        Interlocked.MemoryBarrierProcessWide();
        FreeIfIdle();
    }

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public void ThrowIfClosed(object owner) => ObjectDisposedException.ThrowIf(IsClosed, owner);

    private void FreeIfIdle()
    {
        if (Interlocked.CompareExchange(ref _state, Freed, Idle) == Idle)
        {
            free();
        }
    }

    [DoesNotReturn]
    private void Refuse(object owner)
    {
        ThrowIfClosed(owner);
        bool nested = _thread == Environment.CurrentManagedThreadId;
        throw new InvalidOperationException(
            $"A call of {owner.GetType().Name} runs already, "
            + (nested
                ? "and this one comes from one of its callbacks; make it after that call has returned."
                : "on another thread; make one call at a time, each after the one before it has returned."));
    }

    /// <summary>Ends a call.</summary>
    internal readonly ref struct Scope(CallGuard? guard)
    {
        public void Dispose() => guard?.Exit();
    }
}
