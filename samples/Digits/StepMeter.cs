using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using Adam;

namespace Digits;

/// <summary>
/// Listens to what one optimizer reports to the metrics, as a monitoring program would: how many steps ran, how many were skipped,
/// and how long they took: the first one, which compiles the loops, apart from the others.
/// </summary>
/// <remarks>The optimizer measures only while somebody listens. Nothing is allocated for the expected steps after construction.</remarks>
internal sealed class StepMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly string _optimizer;
    private readonly List<double> _seconds;

    /// <summary>Listens from now on to the optimizer of that name.</summary>
    /// <param name="optimizer">The optimizer's name.</param>
    /// <param name="steps">How many steps are expected; further ones are counted too, and allocate.</param>
    public StepMeter(string optimizer, int steps)
    {
        _optimizer = optimizer;
        _seconds = new List<double>(steps);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AdamMetrics.MeterName && instrument.Name is "adam.steps" or "adam.steps.skipped" or "adam.step.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.SetMeasurementEventCallback<double>(Measure);
        _listener.Start();
    }

    public long Steps { get; private set; }

    public long SkippedSteps { get; private set; }

    /// <summary>Of the steps that ran, together.</summary>
    public TimeSpan Time => TimeSpan.FromSeconds(_seconds.Sum());

    /// <summary>Of the first step; zero if none ran.</summary>
    public TimeSpan FirstTime => TimeSpan.FromSeconds(_seconds.FirstOrDefault());

    /// <summary>The median of the steps after the first; zero if there were none.</summary>
    public TimeSpan MedianTime => TimeSpan.FromSeconds(_seconds.Skip(1).Order().ElementAtOrDefault((_seconds.Count - 1) / 2));

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (!IsOurs(tags))
        {
            return;
        }

        if (instrument.Name == "adam.steps")
        {
            Steps += value;
        }
        else
        {
            SkippedSteps += value;
        }
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (IsOurs(tags))
        {
            _seconds.Add(value);
        }
    }

    /// <summary>All optimizers of a process share the instruments; the tag tells them apart.</summary>
    private bool IsOurs(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags[0].Value is string name && name == _optimizer;
}
