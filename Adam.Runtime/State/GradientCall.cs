using System;
using System.Collections.Generic;
using Adam.Lanes;

namespace Adam.State;

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
    private readonly FloatMemory[] _gradients;
    private readonly AdamVariable[] _missing;
    private readonly OverlapCheck.Place[] _places;
    private FloatMemory[] _current;
    private long _call;
    private int _missingCount;
    private bool _unchecked;

    public GradientCall(OptimizerState state)
    {
        int count = state.Variables.Length;
        _state = state;
        _order = new int[count];
        _lastCall = new long[count];
        _lastGradient = new long[count];
        _gradients = new FloatMemory[count];
        _current = _gradients;
        _missing = new AdamVariable[count];
        _places = new OverlapCheck.Place[2 * count];
    }

    /// <summary>Positions of the variables that have a gradient, in the order of the call.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Count);

    /// <summary>How many gradients there are.</summary>
    public int Count { get; private set; }

    public MissingGradients Missing => new(_missing, _missingCount);

    /// <summary>Whether the variable has a gradient in this call.</summary>
    public bool Has(int position) => _lastGradient[position] == _call;

    public ref readonly FloatMemory Gradient(int position) => ref _current[position];

    /// <summary>Makes sure that no two variables share memory.</summary>
    public void CheckVariables()
    {
        int count = _state.Variables.Length;
        for (int i = 0; i < count; i++)
        {
            _places[i] = new OverlapCheck.Place(_state.Variables[i].Values, i, isGradient: false);
        }

        ThrowIfOverlapping(_places.AsSpan(0, count));
    }

    public void Begin()
    {
        _call++;
        Count = 0;
        _missingCount = 0;
        _current = _gradients;
    }

    public void Add(in Gradient gradient, AdamVariable variable, int guess)
    {
        int position = _state.PositionOf(variable, guess);
        if (_lastCall[position] == _call)
        {
            throw new ArgumentException($"Variable '{variable.Name}' stands in the call twice; add its gradients up and give it once (D9).");
        }

        _lastCall[position] = _call;
        Take(in gradient, position);
    }

    /// <summary>The gradients attached to all variables, each of which stands in the call once by itself.</summary>
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

    /// <summary>A variable whose gradient, if it is given, this library keeps.</summary>
    public void AddKept(bool given, int position)
    {
        if (!given)
        {
            _missing[_missingCount++] = _state.Variables[position];
            return;
        }

        _lastGradient[position] = _call;
        _order[Count++] = position;
    }

    /// <summary>Goes on with gradients that this library keeps, for this call; what was checked stays known as checked.</summary>
    public void Use(KeptGradients kept) => _current = kept.All;

    /// <summary>The checks that need all gradients of the call.</summary>
    public void End()
    {
        if (Count == 0)
        {
            throw new ArgumentException($"None of the {_missingCount} variables has a gradient; give at least one, or do not call (S3.5).");
        }

        if (_unchecked)
        {
            CheckOverlaps();
            _unchecked = false;
        }
    }

    private void Take(in Gradient gradient, int position)
    {
        if (gradient.IsMissing)
        {
            _missing[_missingCount++] = _state.Variables[position];
            return;
        }

        if (gradient.Shape is not null || gradient.Length != _state.Length(position))
        {
            CheckShape(in gradient, _state.Variables[position]);
        }

        if (!gradient.Values.Equals(_gradients[position]))
        {
            _gradients[position] = gradient.Values;
            _unchecked = true;
        }

        _lastGradient[position] = _call;
        _order[Count++] = position;
    }

    private static void CheckShape(in Gradient gradient, AdamVariable variable)
    {
        if (gradient.Shape is { } shape && !variable.Dimensions.SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"The gradient of '{variable.Name}' has shape {Shapes.Text(shape)} and the variable {Shapes.Text(variable.Shape)}; give a gradient of the variable's shape (D16).");
        }

        if (gradient.Length != variable.Length)
        {
            throw new ArgumentException(
                $"The gradient of '{variable.Name}' has {gradient.Length} elements and the variable {variable.Length}; give a gradient of the variable's shape (D16).");
        }
    }

    private void CheckOverlaps()
    {
        int count = 0;
        for (int i = 0; i < _state.Variables.Length; i++)
        {
            _places[count++] = new OverlapCheck.Place(_state.Variables[i].Values, i, isGradient: false);
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
