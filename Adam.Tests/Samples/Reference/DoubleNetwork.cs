using System;
using System.Linq;
using Digits;

namespace Adam.Tests.Samples.Reference;

/// <summary>The sample's network once more, in double and by the book: the loss that its gradients are checked against.</summary>
internal static class DoubleNetwork
{
    /// <summary>The mean cross-entropy of some samples; weights are kernel and bias of the hidden, then of the output layer.</summary>
    public static double MeanLoss(double[][] weights, DigitsData data, int[] samples) => samples.Average(sample =>
    {
        double[] image = [.. data.Image(sample).ToArray().Select(pixel => (double)pixel)];
        double[] hidden = [.. Dense(image, weights[0], weights[1]).Select(value => Math.Max(value, 0))];
        double[] output = Dense(hidden, weights[2], weights[3]);
        return Math.Log(output.Sum(Math.Exp)) - output[data.Labels[sample]];
    });

    private static double[] Dense(double[] x, double[] kernel, double[] bias)
    {
        double[] y = [.. bias];
        for (int o = 0; o < y.Length; o++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[o] += x[i] * kernel[i * y.Length + o];
            }
        }

        return y;
    }
}
