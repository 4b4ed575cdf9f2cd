using System;
using System.Numerics.Tensors;
using Adam;

namespace Digits;

/// <summary>
/// A fully connected layer, y = x W + b, with the gradients of its two variables.
/// </summary>
/// <remarks>
/// Only element-wise operations are vectors here: every element of a sum is added in the order of the loops, one rounding for
/// each product and each sum, so the bits do not depend on how wide the processor's vectors are.
/// </remarks>
internal sealed class DenseLayer
{
    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>Starts W uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010), and b at zero.</summary>
    public DenseLayer(string name, int inputs, int outputs, ref SplitMix64 random)
    {
        _inputs = inputs;
        _outputs = outputs;

        float limit = MathF.Sqrt(6f / (inputs + outputs));
        float[] weights = new float[inputs * outputs];
        foreach (ref float weight in weights.AsSpan())
        {
            weight = random.NextSymmetric(limit);
        }

        Kernel = new AdamVariable($"{name}/kernel", weights, [inputs, outputs]);
        Bias = new AdamVariable($"{name}/bias", new float[outputs]);
        KernelGradient = new float[inputs * outputs];
        BiasGradient = new float[outputs];
    }

    /// <summary>W, [inputs, outputs]: the row of an input holds its weight to every output.</summary>
    public AdamVariable Kernel { get; }

    /// <summary>b, [outputs].</summary>
    public AdamVariable Bias { get; }

    /// <summary>dL/dW, laid out as <see cref="Kernel"/>.</summary>
    public float[] KernelGradient { get; }

    /// <summary>dL/db.</summary>
    public float[] BiasGradient { get; }

    /// <summary>y = b + x[0] W[0] + x[1] W[1] + ...</summary>
    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        ReadOnlySpan<float> kernel = Kernel.Span;
        Bias.Span.CopyTo(y);
        for (int i = 0; i < _inputs; i++)
        {
            // Two roundings: MultiplyAdd is not the fused operation.
            TensorPrimitives.MultiplyAdd(kernel.Slice(i * _outputs, _outputs), x[i], y, y);
        }
    }

    /// <summary>Sets both gradients to zero.</summary>
    public void ClearGradients()
    {
        Array.Clear(KernelGradient);
        Array.Clear(BiasGradient);
    }

    /// <summary>Adds one sample's share to the gradients: dL/dW[i] += x[i] dL/dy, dL/db += dL/dy.</summary>
    public void AddGradients(ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        TensorPrimitives.Add(BiasGradient, dy, BiasGradient);
        for (int i = 0; i < _inputs; i++)
        {
            Span<float> row = KernelGradient.AsSpan(i * _outputs, _outputs);
            TensorPrimitives.MultiplyAdd(dy, x[i], row, row);
        }
    }

    /// <summary>Carries the derivative back to the layer's input: dL/dx[i] = W[i,0] dL/dy[0] + W[i,1] dL/dy[1] + ...</summary>
    public void Backward(ReadOnlySpan<float> dy, Span<float> dx)
    {
        ReadOnlySpan<float> kernel = Kernel.Span;
        for (int i = 0; i < _inputs; i++)
        {
            ReadOnlySpan<float> row = kernel.Slice(i * _outputs, _outputs);
            float sum = 0;
            for (int o = 0; o < _outputs; o++)
            {
                sum += row[o] * dy[o];
            }

            dx[i] = sum;
        }
    }
}
