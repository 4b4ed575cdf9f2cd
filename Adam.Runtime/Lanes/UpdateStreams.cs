using System.ComponentModel;

namespace Adam.Lanes;

/// <summary>The arrays that an update loop walks over, all of one length. What a class has no stage for is a null reference.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct UpdateStreams
{
    private readonly ref float _variable;
    private readonly ref float _gradient;
    private readonly ref float _firstMoment;
    private readonly ref float _secondMoment;
    private readonly ref float _largestSecondMoment;
    private readonly ref float _average;

    /// <summary>All streams, from their first element.</summary>
    public UpdateStreams(
        ref float variable,
        ref float gradient,
        ref float firstMoment,
        ref float secondMoment,
        ref float largestSecondMoment,
        ref float average,
        nuint length)
    {
        _variable = ref variable;
        _gradient = ref gradient;
        _firstMoment = ref firstMoment;
        _secondMoment = ref secondMoment;
        _largestSecondMoment = ref largestSecondMoment;
        _average = ref average;
        Length = length;
    }

    /// <summary>The variable: read and written.</summary>
    public ref float Variable => ref _variable;

    /// <summary>The gradient: only read.</summary>
    public ref float Gradient => ref _gradient;

    /// <summary>The first moment m: read and written.</summary>
    public ref float FirstMoment => ref _firstMoment;

    /// <summary>The second moment v: read and written.</summary>
    public ref float SecondMoment => ref _secondMoment;

    /// <summary>The largest second moment so far (amsgrad): read and written.</summary>
    public ref float LargestSecondMoment => ref _largestSecondMoment;

    /// <summary>The moving average: read and written.</summary>
    public ref float Average => ref _average;

    /// <summary>The number of elements of each stream.</summary>
    public nuint Length { get; }
}
