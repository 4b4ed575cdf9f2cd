using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Adam.Tests.Goldens;
using Xunit;

namespace Adam.Tests.Configs;

/// <summary>
/// Whatever the text, the answer is a document that reads back as itself, or an ArgumentException with a message of bounded
/// length; in bounded memory, which bounds the work: what reads a text again for each of its parts allocates each part again.
/// </summary>
public sealed class ConfigFuzzTests(ITestOutputHelper output)
{
    private const int LongestMessage = 700;

    // Read once and, where it was accepted, written and read again; the most seen are 77 KB, for a thousand characters.
    private const long MostBytes = 200_000;

    private static readonly int Documents = 20_000 * Fuzz.Factor;

    private static readonly string[] Fragments =
    [
        "null", "true", "false", "0", "-0", "-1", "1.0", "1e999", "-1e999", "1e-999", "0.1e1", "NaN", "Infinity", "9223372036854775808", "123456789012345678901234567890",
        "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"x\"", "[]", "{}", "[[[[[[]]]]]]", "{\"a\":{\"a\":{}}}", ",", ":", "{", "}", "[", "]", "\"", "\\", " ", "\t", "\0", "\uFFFF", "\uD83D", "é",
        "\"lr\":1,", "\"decay\":0,", "\"name\":null,", "\"learning_rate\":", "\"class_name\":\"Adam\",", "\"config\":{", "\"amsgrad\":true,", "\"use_ema\":true,", "\"clipnorm\":1,",
        """{"class_name":"ConstantSchedule","config":{"learning_rate":1}}""",
        """{"class_name":"LinearWarmup","config":{"warmup_steps":1,"schedule":{"class_name":"ConstantSchedule","config":{"learning_rate":1}}}}""",
        """{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[1],"values":[1,2]}}""",
        "\"dynamic\":false,", "\"initial_scale\":8,", "\"dynamic_growth_steps\":3,", "\"minimum_scale\":0.5,", "\"inner_optimizer\":",
        """{"class_name":"Adam","config":{}}""",
    ];

    [Fact]
    public void MutatedDocuments_AreReadOrRefused() => Run(Seeds(), text => AdamConfigDocument.Parse(text).ToJson());

    [Fact]
    public void MutatedDocumentsOfALossScale_AreReadOrRefused()
    {
        // The optimizers' documents inside of the wrapper's, dynamic and fixed, whole and as arguments alone.
        List<string> seeds = [];
        foreach (string inner in Seeds().Where(seed => seed.Contains("is_legacy_optimizer", StringComparison.Ordinal)))
        {
            seeds.Add($$"""{"inner_optimizer":{{inner}},"dynamic":false,"initial_scale":8.0,"dynamic_growth_steps":null}""");
            seeds.Add(LossScaleConfigDocument.Parse($$"""{"inner_optimizer":{{inner}},"initial_scale":4.0,"minimum_scale":0.5}""").ToJson());
        }

        Assert.NotEmpty(seeds);
        Run(seeds, text => LossScaleConfigDocument.Parse(text).ToJson());
    }

    private void Run(List<string> seeds, Func<string, string> readAndWrite)
    {
        var random = new Random(20240117);
        int read = 0;
        int refused = 0;
        long allocated = 0;
        long most = 0;
        for (int i = 0; i < Documents; i++)
        {
            string text = Mutate(seeds[random.Next(seeds.Count)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (Accepts(text, readAndWrite))
            {
                read++;
            }
            else
            {
                refused++;
            }

            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            allocated += used;
            most = Math.Max(most, used);
        }

        output.WriteLine($"{Documents} documents: {read} read, {refused} refused, {allocated / Documents} bytes each, {most} at most.");

        // Both must happen often, or the mutations are too strong or too weak to find anything.
        Assert.True(read > Documents / 50 && refused > Documents / 2);
        Assert.InRange(allocated / Documents, 0, 20_000);
        Assert.InRange(most, 0, MostBytes);
    }

    private static List<string> Seeds()
    {
        List<string> seeds = ["{}"];
        foreach ((string arguments, string json) in GoldenFiles.ReadLines(
            "configs", json => (json.GetProperty("arguments").GetRawText(), json.GetProperty("json").GetString()!)))
        {
            seeds.Add(arguments);
            seeds.Add(json);
        }

        return seeds;
    }

    private static bool Accepts(string text, Func<string, string> readAndWrite)
    {
        try
        {
            string json = readAndWrite(text);
            Assert.Equal(json, readAndWrite(json));
            return true;
        }
        catch (ArgumentException e)
        {
            // Any other exception ends the test.
            Assert.InRange(e.Message.Length, 20, LongestMessage);
            return false;
        }
    }

    private static string Mutate(string seed, Random random)
    {
        var text = new StringBuilder(seed);
        for (int count = random.Next(1, 4); count > 0 && text.Length > 0; count--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(1, 12), text.Length - at);
            switch (random.Next(7))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(32, 127);
                    break;
                case 3:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 4:
                    text.Insert(at, (char)random.Next(char.MaxValue + 1));
                    break;
                default:
                    ReplaceValue(text, random);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Puts something else after a colon, which keeps the document JSON more often than cutting blindly.</summary>
    private static void ReplaceValue(StringBuilder text, Random random)
    {
        string whole = text.ToString();
        int colon = whole.IndexOf(':', random.Next(whole.Length));
        if (colon < 0)
        {
            return;
        }

        int end = whole.IndexOfAny([',', '}', ']'], colon);
        if (end > colon)
        {
            text.Remove(colon + 1, end - colon - 1).Insert(colon + 1, Fragments[random.Next(Fragments.Length)]);
        }
    }
}
