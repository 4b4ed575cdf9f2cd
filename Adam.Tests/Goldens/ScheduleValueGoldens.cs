using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace Adam.Tests.Goldens;

/// <summary>The recorded values of the original's schedules: bits, or 2 ulp where its cosine is not correctly rounded (S17.4).</summary>
public sealed class ScheduleValueGoldens(ITestOutputHelper output)
{
    [Fact]
    public void EverySchedule_HasTheRecordedValues()
    {
        int cases = 0;
        foreach (JsonElement golden in ReadCases())
        {
            JsonElement schedule = golden.GetProperty("schedule");
            LearningRateSchedule actual = GoldenSchedule.Parse(schedule);
            long[] steps = [.. golden.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64())];
            ReadOnlySpan<int> expected = MemoryMarshal.Cast<byte, int>(golden.GetProperty("values").GetBytesFromBase64());
            JsonElement compare = golden.GetProperty("compare");
            int allowed = compare.ValueKind == JsonValueKind.Object ? compare.GetProperty("ulp").GetInt32() : 0;
            Assert.Equal(steps.Length, expected.Length);

            int different = 0;
            for (int i = 0; i < steps.Length; i++)
            {
                // Both are positive: the distance of the bits is the distance in units of the last place.
                int distance = Math.Abs(BitConverter.SingleToInt32Bits(actual.ValueAt(steps[i])) - expected[i]);
                Assert.True(distance <= allowed, $"{actual.GetType().Name} at step {steps[i]} is {distance} ulp from the recorded value.");
                different += distance == 0 ? 0 : 1;
            }

            // S17.4: 3 to 7 of 1503 steps.
            Assert.InRange(different, 0, allowed == 0 ? 0 : steps.Length / 100);
            output.WriteLine($"{actual.GetType().Name}: {steps.Length} steps, {different} not equal in bits");
            cases++;
        }

        Assert.Equal(13, cases);
    }

    private static IEnumerable<JsonElement> ReadCases()
    {
        string folder = Environment.GetEnvironmentVariable("ADAM_GOLDENS") ?? Path.Combine(AppContext.BaseDirectory, "Goldens", "Data");
        using var text = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, "schedule-values.jsonl.gz")), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }
}
