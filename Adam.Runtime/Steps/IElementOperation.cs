using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>One flushed binary32 operation on elements of two gradients, the same bits at every width (S0.3).</summary>
internal interface IElementOperation
{
    float Of(float x, float y);

    Vector128<float> Of(Vector128<float> x, Vector128<float> y);

    Vector256<float> Of(Vector256<float> x, Vector256<float> y);

    Vector512<float> Of(Vector512<float> x, Vector512<float> y);
}

/// <summary>x + y.</summary>
internal readonly struct Sum : IElementOperation
{
    public float Of(float x, float y) => ScalarLanes.Flush(ScalarLanes.Flush(x) + ScalarLanes.Flush(y));

    public Vector128<float> Of(Vector128<float> x, Vector128<float> y) => Lanes128.Flush(Lanes128.Flush(x) + Lanes128.Flush(y));

    public Vector256<float> Of(Vector256<float> x, Vector256<float> y) => Lanes256.Flush(Lanes256.Flush(x) + Lanes256.Flush(y));

    public Vector512<float> Of(Vector512<float> x, Vector512<float> y) => Lanes512.Flush(Lanes512.Flush(x) + Lanes512.Flush(y));
}

/// <summary>x * factor; y is not looked at.</summary>
/// <param name="factor">A factor that is not subnormal.</param>
/// <param name="floor">The bits that <see cref="FactorFloor"/> gives for the factor.</param>
internal readonly struct Product(float factor, int floor) : IElementOperation
{
    public float Of(float x, float y) => ScalarLanes.Product(x, factor, floor);

    public Vector128<float> Of(Vector128<float> x, Vector128<float> y) => Lanes128.Product(x, Vector128.Create(factor), Vector128.Create(floor));

    public Vector256<float> Of(Vector256<float> x, Vector256<float> y) => Lanes256.Product(x, Vector256.Create(factor), Vector256.Create(floor));

    public Vector512<float> Of(Vector512<float> x, Vector512<float> y) => Lanes512.Product(x, Vector512.Create(factor), Vector512.Create(floor));
}

/// <summary>x / divisor; y is not looked at.</summary>
/// <param name="divisor">A divisor that is not subnormal.</param>
internal readonly struct Quotient(float divisor) : IElementOperation
{
    public float Of(float x, float y) => ScalarLanes.Quotient(x, divisor);

    public Vector128<float> Of(Vector128<float> x, Vector128<float> y) => Lanes128.Quotient(x, Vector128.Create(divisor));

    public Vector256<float> Of(Vector256<float> x, Vector256<float> y) => Lanes256.Quotient(x, Vector256.Create(divisor));

    public Vector512<float> Of(Vector512<float> x, Vector512<float> y) => Lanes512.Quotient(x, Vector512.Create(divisor));
}
