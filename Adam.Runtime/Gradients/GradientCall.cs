using System;
using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Lanes;
using Adam.State;

namespace Adam.Gradients;

/// <summary>
/// The gradients of one call, checked before anything changes (D6): known variables, each once, right shapes, no shared memory.
/// </summary>
/// <remarks>
/// All its memory is allocated once. Overlaps are looked for only when some gradient lies elsewhere than the last one of its
/// variable, so that a training loop which reuses its buffers pays for it once.
/// </remarks>
internal sealed class GradientCall
{
    /// <summary>As many loads of objects as a processor waits for at once, where there are thousands of them.</summary>
    private const int ObjectsAhead = 12;

    private readonly OptimizerState _state;
    private readonly int[] _order;
    private readonly long[] _lastCall;
    private readonly long[] _lastGradient;
    private readonly ElementMemory[] _gradients;
    private readonly AdamVariable[] _missing;
    private readonly OverlapCheck.Place[] _places;
    private readonly Pins _pins = new();
    private ElementMemory[] _current;
    private ElementMemory[]? _pinnedGradients;
    private ElementMemory[]? _pinnedValues;
    private ElementMemory[] _values;
    private long _call;
    private int _missingCount;
    private bool _unchecked;
    private bool _asksManagers;

    public GradientCall(OptimizerState state)
    {
        int count = state.Variables.Length;
        _state = state;
        _order = new int[count];
        _lastCall = new long[count];
        _lastGradient = new long[count];
        _gradients = new ElementMemory[count];
        _current = _gradients;
        _values = state.Values;
        _missing = new AdamVariable[count];
        _places = new OverlapCheck.Place[2 * count];
        for (int i = 0; i < count; i++)
        {
            _places[i] = new OverlapCheck.Place(state.Values[i], i, isGradient: false);
        }

        ThrowIfOverlapping(_places.AsSpan(0, count));
    }

    /// <summary>Positions of the variables that have a gradient, in the order of the call.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Count);

    /// <summary>How many gradients there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many memories of managers are pinned.</summary>
    public int Pinned => _pins.Count;

    public MissingGradients Missing => new(_missing, _missingCount);

    /// <summary>Whether the variable has a gradient in this call.</summary>
    public bool Has(int position) => _lastGradient[position] == _call;

    public ref readonly ElementMemory Gradient(int position) => ref _current[position];

    /// <summary>The memory of a variable that has a gradient in this call.</summary>
    public ref readonly ElementMemory Values(int position) => ref _values[position];

    /// <summary>Starts a call. The last one has ended.</summary>
    public void Begin()
    {
        _call++;
        Count = 0;
        _missingCount = 0;
        _current = _gradients;
        _values = _state.Values;
        _asksManagers = _state.HasManagers;
    }

    /// <summary>A variable and its gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Gradient gradient, AdamVariable variable, int guess)
    {
        int position = _state.PositionOf(variable, guess);
        if (_lastCall[position] == _call)
        {
            ThrowTwice(variable);
        }

        _lastCall[position] = _call;
        Take(in gradient, position);
    }

    /// <summary>The gradients attached to all variables, each of which stands in the call once by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddAttached()
    {
        AdamVariable[] variables = _state.Variables;
        for (int position = 0; position < variables.Length; position++)
        {
            if (position + ObjectsAhead < variables.Length)
            {
                Ahead.FetchObject(ref variables[position + ObjectsAhead]);
            }

            Take(in variables[position].AttachedGradient, position);
        }
    }

    /// <summary>Gradients that this library keeps, so that only missing ones are left to look for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddSums(GradientSums sums)
    {
        bool[] given = sums.Given;
        for (int position = 0; position < given.Length; position++)
        {
            if (given[position])
            {
                _lastGradient[position] = _call;
                _order[Count++] = position;
            }
            else
            {
                _missing[_missingCount++] = _state.Variables[position];
            }
        }

        Use(sums.Kept);
    }

    /// <summary>Goes on with gradients that this library keeps, for this call; what was checked stays known as checked.</summary>
    public void Use(KeptGradients kept) => _current = kept.All;

    /// <summary>The checks that need all gradients of the call.</summary>
    public void Complete()
    {
        if (Count == 0)
        {
            throw new ArgumentException($"None of the {_missingCount} variables has a gradient; give at least one, or do not call.");
        }

        if (_unchecked)
        {
            CheckOverlaps();
            _unchecked = false;
        }
    }

    /// <summary>Asks every memory manager of the call where its memory is, each once (D6). Nothing is asked any more until <see cref="End"/>.</summary>
    public void Pin()
    {
        if (!_asksManagers)
        {
            return;
        }

        // In copies: what managers gave is over with the call.
        _pinnedGradients ??= new ElementMemory[_gradients.Length];
        _pinnedValues ??= new ElementMemory[_gradients.Length];
        foreach (int position in Order)
        {
            AdamVariable variable = _state.Variables[position];
            _pinnedValues[position] = _pins.AddIfManaged(in _state.Values[position], variable);
            _pinnedGradients[position] = _pins.AddIfManaged(in _current[position], variable, isGradient: true);
        }

        _values = _pinnedValues;
        _current = _pinnedGradients;
    }

    /// <summary>Ends the call: lets go of what it has pinned, and forgets where gradients lie that were not found free of overlaps.</summary>
    public void End()
    {
        if (_asksManagers)
        {
            _pins.Release();
        }

        if (_unchecked)
        {
            foreach (int position in Order)
            {
                _gradients[position] = default;
            }

            _unchecked = false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(in Gradient gradient, int position)
    {
        if (gradient.IsMissing)
        {
            _missing[_missingCount++] = _state.Variables[position];
            return;
        }

        if (!gradient.Shape.IsDefault || gradient.Length != _state.Values[position].Length)
        {
            CheckShape(in gradient, _state.Variables[position]);
        }

        if (!gradient.Values.Equals(_gradients[position]))
        {
            _gradients[position] = gradient.Values;
            _unchecked = true;
        }

        _asksManagers |= gradient.Values.IsManaged;
        _lastGradient[position] = _call;
        _order[Count++] = position;
    }

    private static void ThrowTwice(AdamVariable variable) =>
        throw new ArgumentException($"Variable '{variable.Name}' stands in the call twice; add its gradients up and give it once.");

    private static void CheckShape(in Gradient gradient, AdamVariable variable)
    {
        if (!gradient.Shape.IsDefault && gradient.Shape != variable.Shape)
        {
            throw new ArgumentException(
                $"The gradient of '{variable.Name}' has shape {gradient.Shape} and the variable {variable.Shape}; give a gradient of the variable's shape.");
        }

        if (gradient.Length != variable.Length)
        {
            throw new ArgumentException(
                $"The gradient of '{variable.Name}' has {gradient.Length} elements and the variable {variable.Length}; give a gradient of the variable's shape.");
        }
    }

    private void CheckOverlaps()
    {
        int count = 0;
        for (int i = 0; i < _state.Variables.Length; i++)
        {
            _places[count++] = new OverlapCheck.Place(_state.Values[i], i, isGradient: false);
        }

        foreach (int position in Order)
        {
            _places[count++] = new OverlapCheck.Place(_gradients[position], position, isGradient: true);
        }

        ThrowIfOverlapping(_places.AsSpan(0, count));
    }

    private void ThrowIfOverlapping(Span<OverlapCheck.Place> places)
    {
        if (OverlapCheck.Find(places) is not { } overlap)
        {
            return;
        }

        throw new ArgumentException(
            $"{Describe(overlap.First)} and {Describe(overlap.Second)} share memory; give each its own, because a step writes one while it reads the other.");
    }

    private string Describe(OverlapCheck.Place place) =>
        (place.IsGradient ? "The gradient of '" : "Variable '") + _state.Variables[place.Variable].Name + "'";
}
