using System.Linq;
using System.Text.Json;
using Xunit;

namespace Adam.Tests.Configs;

/// <summary>Compares parsed JSON with key order; integers and fractions are different (D23).</summary>
internal static class JsonComparison
{
    public static void AssertEqual(string expected, string actual)
    {
        using JsonDocument left = JsonDocument.Parse(expected);
        using JsonDocument right = JsonDocument.Parse(actual);
        AssertEqual(left.RootElement, right.RootElement, "$");
    }

    private static void AssertEqual(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path} is {actual.GetRawText()} instead of {expected.GetRawText()}.");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(member => member.Name), actual.EnumerateObject().Select(member => member.Name));
                foreach (JsonProperty member in expected.EnumerateObject())
                {
                    AssertEqual(member.Value, actual.GetProperty(member.Name), $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                foreach ((JsonElement a, JsonElement b) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                {
                    AssertEqual(a, b, path + "[]");
                }

                break;
            default:
                // Numbers too: one number has one text, as Python writes it.
                Assert.True(expected.GetRawText() == actual.GetRawText(), $"{path} is {actual.GetRawText()} instead of {expected.GetRawText()}.");
                break;
        }
    }
}
