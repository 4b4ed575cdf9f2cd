using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Goldens;

/// <summary>
/// A case whose arrays are generated instead of stored. All variables lie one behind the other; element j of that array
/// has the initial value number j and, at step t, the gradient number t * total + j.
/// </summary>
internal sealed record LargeGoldenCase(
    string Id,
    ReferenceConfig Config,
    int[] Sizes,
    ulong Seed,
    int Steps,
    float[] FirstValues,
    IReadOnlyDictionary<string, string[]> Hashes)
{
    private const uint ValueMask = 3;
    private const uint GradientMask = 31;

    public int Total => Sizes.Sum();

    public static LargeGoldenCase Parse(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        GoldenConfig.Parse(json.GetProperty("config")),
        [.. json.GetProperty("sizes").EnumerateArray().Select(n => n.GetInt32())],
        json.GetProperty("seed").GetUInt64(),
        json.GetProperty("steps").GetInt32(),
        [.. json.GetProperty("first_values").EnumerateArray().Select(x => x.GetSingle())],
        json.GetProperty("sha256").EnumerateObject().ToDictionary(
            p => p.Name,
            p => p.Value.EnumerateArray().Select(h => h.GetString()!).ToArray()));

    /// <summary>The initial values of all variables, one behind the other.</summary>
    public float[] InitialValues()
    {
        float[] values = new float[Total];
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = SplitMix64.Value(Seed + (ulong)j, ValueMask);
        }

        return values;
    }

    /// <summary>The gradients of step t, counted from 1.</summary>
    public void FillGradients(int t, float[] gradients)
    {
        ulong first = Seed + (ulong)t * (ulong)gradients.Length;
        for (int j = 0; j < gradients.Length; j++)
        {
            gradients[j] = SplitMix64.Value(first + (ulong)j, GradientMask);
        }
    }

    /// <summary>Compares the SHA-256 of an array after the last step.</summary>
    public void AssertHash(string kind, int variable, float[] actual, string where)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(actual)));
        Assert.True(
            Hashes[kind][variable] == hash,
            $"{Id} {where}: {kind} {variable} ({actual.Length} elements) hashes to {hash}, recorded is {Hashes[kind][variable]}.");
    }
}
