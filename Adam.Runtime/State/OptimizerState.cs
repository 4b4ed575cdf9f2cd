using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adam.Lanes;
using Adam.Steps;
using Adam.Threads;

namespace Adam.State;

/// <summary>What exists from Build on: the variables, their slots in native memory, and which of them are decayed.</summary>
internal sealed class OptimizerState : IDisposable
{
    private readonly Dictionary<AdamVariable, int> _positions;
    private readonly int[] _decayMasks;

    /// <summary>Memory of each variable, side by side: a step of many small ones must not visit their objects.</summary>
    private readonly FloatMemory[] _values;

    /// <summary>Addresses of each variable's slots, null where there is none; valid as long as the buffer.</summary>
    private readonly SlotAddresses[] _addresses;

    /// <summary>Allocates zeroed slots and copies the variables into the averages (S2.2, S7.1).</summary>
    /// <exception cref="ArgumentException">A variable stands twice in the list, or two share memory.</exception>
    /// <exception cref="OutOfMemoryException">The slots do not fit into memory.</exception>
    public OptimizerState(ReadOnlySpan<AdamVariable> variables, Stages stages, DecayExclusions exclusions)
    {
        Variables = variables.ToArray();
        _positions = new Dictionary<AdamVariable, int>(Variables.Length);
        _decayMasks = new int[Variables.Length];
        _values = new FloatMemory[Variables.Length];
        for (int i = 0; i < Variables.Length; i++)
        {
            AdamVariable variable = Variables[i];
            ArgumentNullException.ThrowIfNull(variable, nameof(variables));
            if (!_positions.TryAdd(variable, i))
            {
                throw new ArgumentException($"Variable '{variable.Name}' stands in the list twice; give each variable once.", nameof(variables));
            }

            _values[i] = variable.Values;
            _decayMasks[i] = exclusions.Contains(variable) ? 0 : -1;
        }

        Call = new GradientCall(this);
        Call.CheckVariables();
        try
        {
            Layout = new SlotLayout(Array.ConvertAll(Variables, variable => variable.Length), stages);
            Buffer = new StateBuffer(Layout.Elements);
        }
        catch (OverflowException exception)
        {
            throw new InsufficientMemoryException(
                "The slots of these variables have more bytes than addresses; divide the variables among several optimizers and processes.", exception);
        }

        // After the slots: what has no memory for them needs no plan.
        Plan = new WorkPlan(Array.ConvertAll(Variables, variable => variable.Length));
        StepBytes = (2 * sizeof(float) * Plan.Elements) + (long)Buffer.Bytes;
        PieceSums = new double[Plan.Pieces.Length];
        Norms = new float[Variables.Length];
        _addresses = new SlotAddresses[Variables.Length];
        for (int i = 0; i < Variables.Length; i++)
        {
            _addresses[i] = new SlotAddresses(
                AddressOf(SlotKind.FirstMoment, i), AddressOf(SlotKind.SecondMoment, i), AddressOf(SlotKind.LargestSecondMoment, i), AddressOf(SlotKind.Average, i));
        }

        if (stages.Has(Stages.UseEma))
        {
            for (int i = 0; i < Variables.Length; i++)
            {
                CopyLong(ref Variables[i].Values.Reference, ref Slot(SlotKind.Average, i), Variables[i].Length);
            }
        }
    }

    public AdamVariable[] Variables { get; }

    /// <summary>How the elements are cut into work.</summary>
    public WorkPlan Plan { get; }

    /// <summary>Bytes that a step touches: variables, gradients and slots.</summary>
    public long StepBytes { get; }

    /// <summary>Whether a step touches more than a core's second cache holds. Inside it, fetching ahead costs 5 to 10 %.</summary>
    public bool LeavesSecondCache => StepBytes > Processor.SecondCacheBytes;

    /// <summary>Sums of squares of this step's gradients, one a piece.</summary>
    public double[] PieceSums { get; }

    /// <summary>Norms of this step's gradients, one a variable, where each is clipped by its own.</summary>
    public float[] Norms { get; }

    public SlotLayout Layout { get; }

    public StateBuffer Buffer { get; }

    /// <summary>The gradients of the call at hand, and the memory that checking them needs.</summary>
    public GradientCall Call { get; }

    /// <summary>Copies between references, any number of elements. A copy does not flush (S0.3).</summary>
    public static void CopyLong(ref float source, ref float destination, long length)
    {
        const int Part = 1 << 28;
        for (long start = 0; start < length; start += Part)
        {
            int count = (int)Math.Min(Part, length - start);
            Span<float> from = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, (nint)start), count);
            Span<float> to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)start), count);
            from.CopyTo(to);
        }
    }

    public ref float Slot(SlotKind kind, int position) => ref Buffer.At(Layout.Offset(kind, position));

    /// <summary>What the loop walks over for a run of elements of one variable. The caller keeps the buffer alive.</summary>
    public unsafe UpdateStreams Streams(int position, in FloatMemory gradient, long start, long length)
    {
        ref readonly SlotAddresses slots = ref _addresses[position];
        return new UpdateStreams(
            ref _values[position].At(start),
            ref gradient.At(start),
            ref Unsafe.AsRef<float>((float*)slots.FirstMoment + start),
            ref Unsafe.AsRef<float>((float*)slots.SecondMoment + start),
            ref Unsafe.AsRef<float>((float*)slots.LargestSecondMoment + start),
            ref Unsafe.AsRef<float>((float*)slots.Average + start),
            (nuint)length);
    }

    /// <summary>Elements of a variable.</summary>
    public long Length(int position) => _values[position].Length;

    /// <summary>All ones where the variable is decayed, zero where it is excluded.</summary>
    public int DecayMask(int position) => _decayMasks[position];

    /// <summary>Overwrites a variable by its average (S7.3, S7.4).</summary>
    public void CopyAverage(int position)
    {
        AdamVariable variable = Variables[position];
        CopyLong(ref Slot(SlotKind.Average, position), ref variable.Values.Reference, variable.Length);
    }

    /// <summary>Where a variable stands in the list; most calls pass variables in their order, which <paramref name="guess"/> uses.</summary>
    /// <exception cref="KeyNotFoundException">The optimizer was built without it (S3.6).</exception>
    public int PositionOf(AdamVariable variable, int guess)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if ((uint)guess < (uint)Variables.Length && ReferenceEquals(Variables[guess], variable))
        {
            return guess;
        }

        return _positions.TryGetValue(variable, out int position)
            ? position
            : throw new KeyNotFoundException(
                $"Variable '{variable.Name}' is not one of the {Variables.Length} that this optimizer was built with; build it with all variables, or make another optimizer for this one.");
    }

    public void Dispose() => Buffer.Dispose();

    private unsafe nint AddressOf(SlotKind kind, int position) =>
        Layout.Has(kind) ? (nint)Unsafe.AsPointer(ref Slot(kind, position)) : 0;

    private readonly record struct SlotAddresses(nint FirstMoment, nint SecondMoment, nint LargestSecondMoment, nint Average);
}
