using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Adam.Running;

/// <summary>
/// The mark that every call sets on entry: one call at a time, and memory that is freed while a call runs is freed at its end.
/// </summary>
/// <remarks>Thread-safe: that is what it is for. A call costs two interlocked exchanges.</remarks>
/// <param name="free">Frees what the owner holds; called once, by whoever ends last.</param>
internal sealed class CallGuard(Action free)
{
    private const int Idle = 0, Running = 1, RunningAndClosed = 2, Closed = 3;

    private int _state;
    private int _thread;

    /// <summary>Whether it has been closed; a call that runs still is not over yet.</summary>
    public bool IsClosed => Volatile.Read(ref _state) >= RunningAndClosed;

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
    }

    /// <summary>Begins a call that only reads; a callback of the call that runs may do that too.</summary>
    /// <returns>Whether <see cref="Exit"/> has to end it.</returns>
    /// <inheritdoc cref="Enter" path="/exception"/>
    public bool EnterToRead(object owner)
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
        if (Interlocked.CompareExchange(ref _state, Idle, Running) != Running)
        {
            FreeNow();
        }
    }

    /// <summary>Frees now, or at the end of the call that runs. A second time does nothing.</summary>
    public void Close()
    {
        int seen = Volatile.Read(ref _state);
        while (seen is Idle or Running)
        {
            int before = Interlocked.CompareExchange(ref _state, seen == Idle ? Closed : RunningAndClosed, seen);
            if (before == seen)
            {
                if (seen == Idle)
                {
                    free();
                }

                return;
            }

            seen = before;
        }
    }

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public void ThrowIfClosed(object owner) => ObjectDisposedException.ThrowIf(IsClosed, owner);

    private void FreeNow()
    {
        Volatile.Write(ref _state, Closed);
        free();
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
}
