using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Lanes;
using Adam.Processors;
using Adam.Steps;

namespace Adam.State;

/// <summary>What exists from Build on: the variables, their slots in native memory, and which of them are decayed.</summary>
internal sealed class OptimizerState : IDisposable
{
    private readonly Dictionary<AdamVariable, int> _positions;
    private readonly int[] _decayMasks;

    /// <summary>Addresses of each variable's slots, null where there is none; valid as long as the buffer.</summary>
    private readonly SlotAddresses[] _addresses;

    /// <summary>Allocates zeroed slots; averages are filled by <see cref="StartAverages"/> (S2.2).</summary>
    /// <exception cref="ArgumentException">A variable is null or stands twice in the list, or an exclusion matches none.</exception>
    /// <exception cref="OutOfMemoryException">The slots do not fit into memory.</exception>
    public OptimizerState(ReadOnlySpan<AdamVariable> variables, Stages stages, DecayExclusions exclusions)
    {
        Variables = variables.ToArray();
        _positions = new Dictionary<AdamVariable, int>(Variables.Length);
        Values = new ElementMemory[Variables.Length];
        long[] sizes = new long[Variables.Length];
        for (int i = 0; i < Variables.Length; i++)
        {
            AdamVariable variable = Variables[i];
            ArgumentNullException.ThrowIfNull(variable, nameof(variables));
            if (!_positions.TryAdd(variable, i))
            {
                throw new ArgumentException($"Variable '{variable.Name}' stands in the list twice; give each variable once.", nameof(variables));
            }

            Values[i] = variable.Values;
            HasManagers |= Values[i].IsManaged;
            sizes[i] = Values[i].Bytes;
        }

        _decayMasks = exclusions.MasksFor(Variables, _positions);
        try
        {
            Layout = new SlotLayout(sizes, stages);
            Buffer = new StateBuffer(Layout.Bytes);
        }
        catch (OverflowException exception)
        {
            throw new InsufficientMemoryException(
                "The slots of these variables have more bytes than addresses; divide the variables among several optimizers and processes.", exception);
        }

        _addresses = new SlotAddresses[Variables.Length];
        for (int i = 0; i < Variables.Length; i++)
        {
            _addresses[i] = new SlotAddresses(
                AddressOf(SlotKind.FirstMoment, i), AddressOf(SlotKind.SecondMoment, i), AddressOf(SlotKind.LargestSecondMoment, i), AddressOf(SlotKind.Average, i));
        }
    }

    public AdamVariable[] Variables { get; }

    /// <summary>Memory of each variable, side by side: a step of many small ones must not visit their objects.</summary>
    public ElementMemory[] Values { get; }

    /// <summary>Whether any variable's memory belongs to a manager, which has to be asked for it.</summary>
    public bool HasManagers { get; }

    public SlotLayout Layout { get; }

    public StateBuffer Buffer { get; }

    /// <summary>One slot of one variable. The caller keeps the buffer alive.</summary>
    public ElementMemory Slot(SlotKind kind, int position) =>
        ElementMemory.FromPointer(AddressOf(kind, position), Values[position].Length, Values[position].Type);

    /// <summary>What the loop walks over for a run of elements of one variable. The caller keeps the buffer alive.</summary>
    /// <param name="position">The variable.</param>
    /// <param name="values">Its memory.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="start">The first element.</param>
    /// <param name="length">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UpdateStreams Streams(int position, in ElementMemory values, in ElementMemory gradient, long start, long length)
    {
        ref readonly SlotAddresses slots = ref _addresses[position];
        return new UpdateStreams(
            ref values.At<float>(start),
            ref gradient.At<float>(start),
            ref At(slots.FirstMoment, start),
            ref At(slots.SecondMoment, start),
            ref At(slots.LargestSecondMoment, start),
            ref At(slots.Average, start),
            (nuint)length);
    }

    /// <summary>All ones where the variable is decayed, zero where it is excluded.</summary>
    public int DecayMask(int position) => _decayMasks[position];

    /// <summary>The averages start as copies of the variables (S7.1).</summary>
    public void StartAverages()
    {
        if (!Layout.Has(SlotKind.Average))
        {
            return;
        }

        var pins = new Pins();
        try
        {
            for (int i = 0; i < Variables.Length; i++)
            {
                pins.AddIfManaged(in Values[i], Variables[i]).CopyTo(Slot(SlotKind.Average, i));
            }
        }
        finally
        {
            pins.Release();
        }
    }

    /// <summary>Overwrites variables by their averages: all memory is asked for before anything changes.</summary>
    /// <exception cref="ArgumentException">A variable is not one of the optimizer's.</exception>
    public void CopyAverages(ReadOnlySpan<AdamVariable> variables)
    {
        var pins = new Pins();
        try
        {
            var memories = new (int Position, ElementMemory Values)[variables.Length];
            for (int i = 0; i < memories.Length; i++)
            {
                int position = PositionOf(variables[i], i);
                memories[i] = (position, pins.AddIfManaged(in Values[position], variables[i]));
            }

            foreach ((int position, ElementMemory values) in memories)
            {
                CopyAverage(position, in values);
            }
        }
        finally
        {
            pins.Release();
        }
    }

    /// <summary>Overwrites a variable by its average (S7.3, S7.4).</summary>
    public void CopyAverage(int position, in ElementMemory values) => Slot(SlotKind.Average, position).CopyTo(in values);

    /// <summary>Where a variable stands in the list; most calls pass variables in their order, which <paramref name="guess"/> uses.</summary>
    /// <exception cref="ArgumentException">The optimizer was built without it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PositionOf(AdamVariable variable, int guess) =>
        (uint)guess < (uint)Variables.Length && ReferenceEquals(Variables[guess], variable) ? guess : Find(variable);

    public void Dispose() => Buffer.Dispose();

    private int Find(AdamVariable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return _positions.TryGetValue(variable, out int position) ? position : throw Unknown(variable);
    }

    private ArgumentException Unknown(AdamVariable variable)
    {
        bool named = Array.Exists(Variables, known => known.Name == variable.Name);
        return new ArgumentException(
            $"Variable '{variable.Name}' is not one of the {Variables.Length} that this optimizer was built with"
            + (named ? ", although one of the same name is: a variable is known by its object, not by its name; pass that object, " : "; ")
            + "build it with all variables, or make another optimizer for this one.");
    }

    // A slot that is not there has the null address from whatever element on.
    private static unsafe ref float At(nint address, long start) =>
        ref address == 0 ? ref Unsafe.NullRef<float>() : ref Unsafe.AsRef<float>((float*)address + start);

    private nint AddressOf(SlotKind kind, int position) => Layout.Has(kind) ? Buffer.Address(Layout.Offset(kind, position)) : 0;

    private readonly record struct SlotAddresses(nint FirstMoment, nint SecondMoment, nint LargestSecondMoment, nint Average);
}
