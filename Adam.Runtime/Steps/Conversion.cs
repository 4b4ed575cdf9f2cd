using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Steps;

/// <summary>The processor's conversion: the lower half of a vector, then the upper one.</summary>
internal readonly struct Conversion : IWidening
{
    public static double One => 1;

    public static double Of(float square) => square;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> First(Vector128<float> squares) => Vector128.WidenLower(squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Second(Vector128<float> squares) => Vector128.WidenUpper(squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> First(Vector256<float> squares) => Vector256.WidenLower(squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Second(Vector256<float> squares) => Vector256.WidenUpper(squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> First(Vector512<float> squares) => Vector512.WidenLower(squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Second(Vector512<float> squares) => Vector512.WidenUpper(squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<double> Lower, Vector128<double> Upper) Order(Vector128<double> first, Vector128<double> second) => (first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Lower, Vector256<double> Upper) Order(Vector256<double> first, Vector256<double> second) => (first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Lower, Vector512<double> Upper) Order(Vector512<double> first, Vector512<double> second) => (first, second);
}
