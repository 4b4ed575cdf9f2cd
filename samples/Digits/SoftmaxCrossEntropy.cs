using System;

namespace Digits;

/// <summary>The loss of a classifier: the negative logarithm of the probability that softmax gives to the right class.</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>
    /// L = log(sum of exp(z[k])) - z[label] of one sample, and its part in the gradient of a batch's mean loss:
    /// dz[k] = (softmax(z)[k] - (1 for the label, else 0)) / batchSize.
    /// </summary>
    public static double Loss(ReadOnlySpan<float> z, int label, int batchSize, Span<float> dz)
    {
        // The largest z is taken off every one: exp cannot overflow, and the quotient stays the same.
        double largest = z[0];
        foreach (float value in z)
        {
            largest = value > largest ? value : largest;
        }

        double sum = 0;
        foreach (float value in z)
        {
            sum += FixedMath.Exp(value - largest);
        }

        for (int k = 0; k < z.Length; k++)
        {
            double probability = FixedMath.Exp(z[k] - largest) / sum;
            dz[k] = (float)((probability - (k == label ? 1 : 0)) / batchSize);
        }

        return FixedMath.Log(sum) - (z[label] - largest);
    }
}
