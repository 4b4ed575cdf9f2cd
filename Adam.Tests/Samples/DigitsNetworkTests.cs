using System;
using System.Linq;
using Adam.Tests.Samples.Reference;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsNetworkTests
{
    private static readonly int[] Batch = [3, 141, 592, 653];

    [Fact]
    public void Gradients_AreThoseOfAnIndependentNetworkInDouble()
    {
        (DigitsData data, Network network) = Start();
        network.Differentiate(data, Batch);
        float[][] gradients =
            [network.Hidden.KernelGradient, network.Hidden.BiasGradient, network.Output.KernelGradient, network.Output.BiasGradient];
        double[][] weights = Weights(network);

        int checkedElements = 0;
        for (int variable = 0; variable < weights.Length; variable++)
        {
            // Central differences: their error is about step^2, and rounding adds 1e-16 / step.
            const double Step = 1e-5;
            for (int i = 0; i < weights[variable].Length; i++)
            {
                ref double weight = ref weights[variable][i];
                double kept = weight;
                weight = kept + Step;
                double above = DoubleNetwork.MeanLoss(weights, data, Batch);
                weight = kept - Step;
                double below = DoubleNetwork.MeanLoss(weights, data, Batch);
                weight = kept;

                // A gradient is a sum of at most 4 * 10 products in binary32, each below 1 and good to 2^-24.
                Assert.Equal((above - below) / (2 * Step), gradients[variable][i], 3e-6);
                checkedElements += gradients[variable][i] != 0 ? 1 : 0;
            }
        }

        // A dead network would agree everywhere.
        Assert.True(checkedElements > 2000, $"Only {checkedElements} gradients are not zero.");
    }

    [Fact]
    public void Loss_IsThatOfAnIndependentNetworkInDouble()
    {
        (DigitsData data, Network network) = Start();

        double loss = network.Differentiate(data, Batch) / Batch.Length;

        Assert.Equal(DoubleNetwork.MeanLoss(Weights(network), data, Batch), loss, 2e-6);
    }

    [Fact]
    public void Forward_RoundsEveryProductAndEverySumInTheOrderOfTheInputs()
    {
        var random = new SplitMix64(5);
        var layer = new DenseLayer("layer", 64, 37, ref random);
        float[] x = [.. Enumerable.Range(0, 64).Select(_ => random.NextSymmetric(1))];
        float[] y = new float[37];

        layer.Forward(x, y);

        for (int o = 0; o < y.Length; o++)
        {
            float sum = layer.Bias.Span[o];
            for (int i = 0; i < x.Length; i++)
            {
                float product = x[i] * layer.Kernel.Span[i * y.Length + o];
                sum += product;
            }

            Assert.Equal(BitConverter.SingleToInt32Bits(sum), BitConverter.SingleToInt32Bits(y[o]));
        }
    }

    [Fact]
    public void Split_TakesEveryImageOnce()
    {
        (DigitsData training, DigitsData test) = DigitsData.LoadSplit();

        Assert.Equal(1437, training.Count);
        Assert.Equal(360, test.Count);

        // How often each digit occurs in the data set, from its own description.
        int[] counts = new int[DigitsData.Classes];
        foreach (int label in training.Labels.Concat(test.Labels))
        {
            counts[label]++;
        }

        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], counts);
    }

    private static (DigitsData Data, Network Network) Start()
    {
        var random = new SplitMix64(1);
        return (DigitsData.LoadSplit().Training, new Network(ref random));
    }

    private static double[][] Weights(Network network) =>
        [.. network.Variables.Select(variable => variable.Span.ToArray().Select(weight => (double)weight).ToArray())];
}
