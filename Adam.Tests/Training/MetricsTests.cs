using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using Adam.Tests.Goldens.Structures;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>Listeners of the meter hear each step of the optimizer that they ask for.</summary>
public sealed class MetricsTests
{
    private const string Listened = "metrics-test";

    [Fact]
    public void Listener_HearsStepsAndSkippedSteps()
    {
        ConcurrentDictionary<string, List<double>> heard = new();
        using MeterListener listener = Listen(heard);
        using var optimizer = new Plain(new AdamOptions { Name = Listened, LearningRate = 0.25, NonFiniteGradients = NonFiniteGradients.Skip });
        var variable = new AdamVariable("w", [1f, 2f]);
        optimizer.ApplyGradients((new[] { 3f, -4f }, variable));
        optimizer.ApplyGradients((new[] { 3f, float.NaN }, variable));
        optimizer.ApplyGradients((new[] { 0f, 2f }, variable));
        Assert.Equal([1.0, 1.0], heard["adam.steps"]);
        Assert.Equal([1.0], heard["adam.steps.skipped"]);
        Assert.Equal([5.0, 2.0], heard["adam.gradient.norm"]);
        Assert.Equal([0.25, 0.25], heard["adam.learning_rate"]);
        Assert.Equal(2, heard["adam.step.duration"].Count);
        Assert.All(heard["adam.step.duration"], seconds => Assert.InRange(seconds, 1e-9, 60));
        Assert.Equal(5, heard.Count);
    }

    [Fact]
    public void Instruments_AreThoseThatTheDocumentationNames()
    {
        ConcurrentDictionary<string, string?> units = new();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Note(instrument) };
        listener.Start();
        using var optimizer = new Plain();
        optimizer.ApplyGradients((new[] { 1f }, new AdamVariable("w", [1f])));
        Assert.Equal(
            ["adam.gradient.norm ", "adam.learning_rate ", "adam.step.duration s", "adam.steps {step}", "adam.steps.skipped {step}"],
            units.Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal));

        void Note(Instrument instrument)
        {
            if (instrument.Meter.Name == AdamMetrics.MeterName)
            {
                units[instrument.Name] = instrument.Unit;
            }
        }
    }

    /// <summary>Other tests step at the same time: only one optimizer's values are kept.</summary>
    private static MeterListener Listen(ConcurrentDictionary<string, List<double>> heard)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == AdamMetrics.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        listener.Start();
        return listener;

        void Keep(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Assert.Equal("adam.optimizer", tags[0].Key);
            if (ReferenceEquals(tags[0].Value, Listened))
            {
                heard.GetOrAdd(name, _ => []).Add(value);
            }
        }
    }
}
