using System;
using Adam;

namespace Digits;

/// <summary>
/// The network: 64 pixels, 64 hidden units with ReLU, 10 digits with softmax. Forward and backward are written out by hand,
/// one sample after the other, since the optimizer wants gradients and does not care where they come from.
/// </summary>
internal sealed class Network
{
    private const int HiddenUnits = 64;

    // One sample's activations and derivatives, kept so that training allocates nothing.
    private readonly float[] _hidden = new float[HiddenUnits];
    private readonly float[] _output = new float[DigitsData.Classes];
    private readonly float[] _hiddenDelta = new float[HiddenUnits];
    private readonly float[] _outputDelta = new float[DigitsData.Classes];

    public Network(ref SplitMix64 random)
    {
        Hidden = new DenseLayer("hidden", DigitsData.Pixels, HiddenUnits, ref random);
        Output = new DenseLayer("output", HiddenUnits, DigitsData.Classes, ref random);
        Variables = [Hidden.Kernel, Hidden.Bias, Output.Kernel, Output.Bias];
    }

    public DenseLayer Hidden { get; }

    public DenseLayer Output { get; }

    /// <summary>Everything that is trained.</summary>
    public AdamVariable[] Variables { get; }

    /// <summary>Computes the gradients of the mean loss of the chosen samples.</summary>
    /// <returns>The sum of the samples' losses.</returns>
    public double Differentiate(DigitsData data, ReadOnlySpan<int> batch)
    {
        Hidden.ClearGradients();
        Output.ClearGradients();

        double loss = 0;
        foreach (int sample in batch)
        {
            ReadOnlySpan<float> image = data.Image(sample);
            Forward(image);
            loss += SoftmaxCrossEntropy.Loss(_output, data.Labels[sample], batch.Length, _outputDelta);

            Output.AddGradients(_hidden, _outputDelta);
            Output.Backward(_outputDelta, _hiddenDelta);
            ReluBackward();
            Hidden.AddGradients(image, _hiddenDelta);
        }

        return loss;
    }

    /// <summary>The mean loss over a whole data set, and the part of it that is recognized.</summary>
    public Score Evaluate(DigitsData data)
    {
        double loss = 0;
        int right = 0;
        for (int sample = 0; sample < data.Count; sample++)
        {
            Forward(data.Image(sample));
            loss += SoftmaxCrossEntropy.Loss(_output, data.Labels[sample], 1, _outputDelta);
            right += Largest(_output) == data.Labels[sample] ? 1 : 0;
        }

        return new Score(loss / data.Count, (double)right / data.Count);
    }

    private void Forward(ReadOnlySpan<float> image)
    {
        Hidden.Forward(image, _hidden);
        foreach (ref float unit in _hidden.AsSpan())
        {
            unit = unit > 0 ? unit : 0;
        }

        Output.Forward(_hidden, _output);
    }

    /// <summary>A unit that ReLU set to zero passes no derivative.</summary>
    private void ReluBackward()
    {
        for (int i = 0; i < HiddenUnits; i++)
        {
            if (_hidden[i] == 0)
            {
                _hiddenDelta[i] = 0;
            }
        }
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = values[i] > values[largest] ? i : largest;
        }

        return largest;
    }
}
