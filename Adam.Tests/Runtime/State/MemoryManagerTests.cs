using System;
using System.Buffers;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Managers are asked once in a call, before anything changes: what they throw leaves everything as it was (D6).</summary>
public sealed class MemoryManagerTests(ITestOutputHelper output)
{
    private const int Length = 40_000;

    public static TheoryData<int, bool> ThreadsAndBuilt => new() { { 1, false }, { 1, true }, { 2, false }, { 2, true } };

    [Theory]
    [MemberData(nameof(ThreadsAndBuilt))]
    public void ARequestThatThrows_WhicheverItIs_ChangesNothing(int threads, bool built)
    {
        int requests = Requests(threads, built, failAt: 0);
        Assert.InRange(requests, 4, 8);
        for (int failAt = 1; failAt <= requests; failAt++)
        {
            Requests(threads, built, failAt);
        }

        output.WriteLine($"{requests} requests, each failed once.");
    }

    [Fact]
    public void StepsThroughManagers_HaveTheBitsOfArrays()
    {
        using var optimizer = new FullAdam();
        using var expected = new FullAdam();
        using var memory = new Manager(100);
        using var gradient = new Manager(50);
        AdamVariable actual = new("w", memory.Memory.Slice(7, 50)), array = new("w", new float[50]);
        Fill(array.Span, 1);
        Fill(actual.Span, 1);
        Fill(gradient.GetSpan(), 2);
        for (int step = 0; step < 4; step++)
        {
            optimizer.ApplyGradients((gradient.Memory, actual));
            expected.ApplyGradients((gradient.GetSpan().ToArray(), array));
        }

        optimizer.FinalizeVariableValues();
        expected.FinalizeVariableValues();
        Assert.Equal(FloatBits.Exact(array.Span), FloatBits.Exact(actual.Span));
        Assert.All(memory.GetSpan()[..7].ToArray().Concat(memory.GetSpan()[57..].ToArray()), value => Assert.Equal(0, value));
        Assert.Equal(0, optimizer.Runner.Model!.Call.Pinned);
    }

    [Fact]
    public void Finalize_AsksAllBeforeItOverwritesAny()
    {
        using var optimizer = new AverageAdam();
        using var memory = new Manager(4);
        AdamVariable array = new("array", [1f, 2f]), managed = new("managed", memory.Memory);
        optimizer.ApplyGradients((new float[] { 1, 1 }, array), (new float[4], managed));
        memory.FailAt = 1;
        Refusal.Of<NotSupportedException>(optimizer, [array], () => optimizer.FinalizeVariableValues(array, managed), "request 1");
    }

    [Fact]
    public void AnAccumulator_AddsAllOrNothing()
    {
        using var optimizer = new PlainAdam();
        using var accumulator = new GradientAccumulator(optimizer, 3);
        using var memory = new Manager(4);
        AdamVariable first = new("first", [1f, 2f]), second = new("second", [1f, 2f, 3f, 4f]);
        accumulator.Accumulate((new float[] { 1, 1 }, first), (new float[4], second));
        string before = string.Join(' ', accumulator.GetState().Sums.SelectMany(sum => sum!));
        memory.FailAt = 1;
        Assert.Throws<NotSupportedException>(() => accumulator.Accumulate((new float[] { 2, 2 }, first), (memory.Memory, second)));
        Assert.Equal(before, string.Join(' ', accumulator.GetState().Sums.SelectMany(sum => sum!)));
        Assert.Equal(1, accumulator.Count);
    }

    [Fact]
    public void AManagerThatHasLessThanItHad_IsRefused()
    {
        using var optimizer = new PlainAdam();
        using var memory = new Manager(4);
        AdamVariable w = new("w", [1f, 2f, 3f, 4f]);
        Gradient gradient = memory.Memory;
        memory.Shrink(3);
        Refusal.Of<InvalidOperationException>(
            optimizer, [w], () => optimizer.ApplyGradients((gradient, w)), "the gradient of 'w' gives 3 elements", "4 from element 0 on");
    }

    /// <returns>How many requests a call made.</returns>
    private static int Requests(int threads, bool built, int failAt)
    {
        using var optimizer = new FullAdam(new AdamOptions { MaxDegreeOfParallelism = threads });
        using var memory = new Manager(Length);
        using var gradients = new Manager(Length);
        AdamVariable managed = new("managed", memory.Memory), array = new("array", new float[Length]);
        Fill(managed.Span, 1);
        Fill(array.Span, 2);
        Fill(gradients.GetSpan(), 3);
        void Step() => optimizer.ApplyGradients((Enumerable.Repeat(.5f, Length).ToArray(), array), (gradients.Memory, managed));
        if (built)
        {
            Step();
        }

        int sum = 0;
        memory.Requests = gradients.Requests = 0;
        var shared = new Counter { FailAt = failAt };
        memory.Shared = gradients.Shared = shared;
        if (failAt == 0)
        {
            Step();
            sum = shared.Count;
        }
        else
        {
            string Everything()
            {
                shared.FailAt = 0;
                string text = Refusal.Everything(optimizer, [array, managed]);
                (shared.Count, shared.FailAt) = (0, failAt);
                return text;
            }

            string before = Everything();
            Assert.Throws<NotSupportedException>(Step);
            Assert.Equal(before, Everything());
            Assert.Equal(built, optimizer.IsBuilt);
            Assert.Equal(0, optimizer.Runner.Model?.Call.Pinned ?? 0);
        }

        return sum;
    }

    private static void Fill(Span<float> values, int seed)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Sin(seed * (i + 1));
        }
    }

    private sealed class Counter
    {
        public int Count { get; set; }

        public int FailAt { get; set; }
    }

    /// <summary>Memory that counts who asks for it, and refuses when it is told to.</summary>
    private sealed class Manager(int length) : MemoryManager<float>
    {
        private float[] _memory = GC.AllocateArray<float>(length, pinned: true);

        public int Requests { get; set; }

        public int FailAt { get; set; }

        public Counter? Shared { get; set; }

        public void Shrink(int length) => _memory = GC.AllocateArray<float>(length, pinned: true);

        public override Span<float> GetSpan()
        {
            Ask();
            return _memory;
        }

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            Ask();
            return _memory.AsMemory(elementIndex).Pin();
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }

        private void Ask()
        {
            Requests++;
            if (Shared is { } shared && ++shared.Count == shared.FailAt)
            {
                throw new NotSupportedException($"request {shared.Count}");
            }

            if (Requests == FailAt || FailAt == 1)
            {
                throw new NotSupportedException($"request {FailAt}");
            }
        }
    }
}
