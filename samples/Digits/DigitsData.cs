using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace Digits;

/// <summary>
/// Images of handwritten digits, 8 x 8 pixels each (E. Alpaydin and C. Kaynak, 1998; see Data/digits.rst).
/// </summary>
internal sealed class DigitsData
{
    public const int Pixels = 64;
    public const int Classes = 10;

    /// <summary>80 % of the 1797 images are for training.</summary>
    public const int TrainingCount = 1437;

    // The split has a seed of its own: whatever seed a network starts from, it is tested on the same images, none of which it
    // has seen.
    private const ulong SplitSeed = 1797;

    private readonly float[] _images;

    private DigitsData(float[] images, int[] labels)
    {
        _images = images;
        Labels = labels;
    }

    public int[] Labels { get; }

    public int Count => Labels.Length;

    /// <summary>The pixels of one image, row by row, in [0, 1].</summary>
    public ReadOnlySpan<float> Image(int index) => _images.AsSpan(index * Pixels, Pixels);

    /// <summary>Reads all images and splits them at random, always in the same way.</summary>
    public static (DigitsData Training, DigitsData Test) LoadSplit()
    {
        DigitsData all = Load();
        int[] order = new int[all.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        new SplitMix64(SplitSeed).Shuffle(order);
        return (all.Pick(order.AsSpan(0, TrainingCount)), all.Pick(order.AsSpan(TrainingCount)));
    }

    private static DigitsData Load()
    {
        using Stream resource = typeof(DigitsData).Assembly.GetManifestResourceStream("digits.csv.gz")
            ?? throw new InvalidOperationException("The program has no resource `digits.csv.gz`; embed Data/digits.csv.gz under this name.");
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));

        var images = new List<float>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            // 64 pixels from 0 to 16, then the digit.
            string[] fields = line.Split(',');
            for (int i = 0; i < Pixels; i++)
            {
                images.Add(int.Parse(fields[i], CultureInfo.InvariantCulture) / 16f);
            }

            labels.Add(int.Parse(fields[Pixels], CultureInfo.InvariantCulture));
        }

        return new DigitsData([.. images], [.. labels]);
    }

    private DigitsData Pick(ReadOnlySpan<int> chosen)
    {
        float[] images = new float[chosen.Length * Pixels];
        int[] labels = new int[chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            Image(chosen[i]).CopyTo(images.AsSpan(i * Pixels));
            labels[i] = Labels[chosen[i]];
        }

        return new DigitsData(images, labels);
    }
}
