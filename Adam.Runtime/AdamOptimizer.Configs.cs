using System;
using Adam.Configs;
using Adam.Numbers;

namespace Adam;

/// <content>The configuration.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>
    /// The arguments as they are now, in the original's keys and order. A rate that a schedule gives is written as the schedule, any
    /// other as the number in binary32.
    /// </summary>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="InvalidOperationException">
    /// A number is given by a delegate, or another one than the rate by a schedule; it is infinite, which JSON cannot hold; or the schedule is
    /// of a class that is not registered.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    /// <remarks>Source: S9.1, S9.2.</remarks>
    public AdamConfigDocument GetConfig(ScheduleRegistry? registry = null)
    {
        Guard.ThrowIfClosed(this);
        return new AdamConfigDocument(NumberConfig.Of(Name, _stages, _numbers), registry ?? ScheduleRegistry.LibraryOnly);
    }
}
