using System.Runtime.Intrinsics;

namespace Adam.Steps;

/// <summary>Makes doubles of squares, exactly: those of a vector become two vectors, and there are two orders of doing it.</summary>
internal interface IWidening
{
    /// <summary>What 1 becomes: a power of two.</summary>
    static abstract double One { get; }

    static abstract double Of(float square);

    static abstract Vector128<double> First(Vector128<float> squares);

    static abstract Vector128<double> Second(Vector128<float> squares);

    static abstract Vector256<double> First(Vector256<float> squares);

    static abstract Vector256<double> Second(Vector256<float> squares);

    static abstract Vector512<double> First(Vector512<float> squares);

    static abstract Vector512<double> Second(Vector512<float> squares);

    /// <summary>Puts sums of first and of second vectors into the order of the elements.</summary>
    static abstract (Vector128<double> Lower, Vector128<double> Upper) Order(Vector128<double> first, Vector128<double> second);

    static abstract (Vector256<double> Lower, Vector256<double> Upper) Order(Vector256<double> first, Vector256<double> second);

    static abstract (Vector512<double> Lower, Vector512<double> Upper) Order(Vector512<double> first, Vector512<double> second);
}
