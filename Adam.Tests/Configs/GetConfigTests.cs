using System;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>What a configuration cannot hold is an error, not a document that loads as something else.</summary>
public sealed class GetConfigTests
{
    [Fact]
    public void TheDefaults_GiveTheOriginalsDocument()
    {
        // S9.3.
        using var optimizer = new Structures.Plain();
        Assert.Equal(
            """{"module":"keras.optimizers","class_name":"Adam","config":{"name":"Adam","weight_decay":null,"clipnorm":null,"global_clipnorm":null,"clipvalue":null,"use_ema":false,"ema_momentum":0.99,"ema_overwrite_frequency":null,"jit_compile":false,"is_legacy_optimizer":false,"learning_rate":0.0010000000474974513,"beta_1":0.9,"beta_2":0.999,"epsilon":1e-07,"amsgrad":false},"registered_name":null}""",
            optimizer.GetConfig().ToJson());
    }

    [Fact]
    public void NumbersSetAtRunTime_AreWritten()
    {
        using var optimizer = new Structures.Plain { LearningRate = 0.3, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1 };
        AdamConfigDocument config = optimizer.GetConfig();
        Assert.Equal((double)0.3f, config.LearningRate.Value);
        Assert.Contains("\"learning_rate\":0.30000001192092896,\"beta_1\":0.5,\"beta_2\":0.75,\"epsilon\":1.0,", config.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LearningRate", "`LearningRate` is a delegate, which a configuration cannot hold; set a number or a schedule before GetConfig.")]
    [InlineData("Beta1", "`Beta1` is a delegate, which a configuration cannot hold; set a number before GetConfig.")]
    [InlineData("Beta2", "`Beta2` is a delegate, which a configuration cannot hold; set a number before GetConfig.")]
    [InlineData("Epsilon", "`Epsilon` is a delegate, which a configuration cannot hold; set a number before GetConfig.")]
    [InlineData("WeightDecay", "`WeightDecay` is a delegate, which a configuration cannot hold; set a number before GetConfig.")]
    public void ADelegate_IsAnError(string property, string message)
    {
        Func<double> callable = () => 0.5;
        using var optimizer = new Structures.Decay();
        _ = property switch
        {
            "LearningRate" => (object)(optimizer.LearningRate = callable),
            "Beta1" => optimizer.Beta1 = callable,
            "Beta2" => optimizer.Beta2 = callable,
            "Epsilon" => optimizer.Epsilon = callable,
            "WeightDecay" => optimizer.WeightDecay = callable,
            _ => throw new ArgumentException($"No number is called `{property}`.", nameof(property)),
        };
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => optimizer.GetConfig()).Message);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void ANumberThatJsonCannotHold_IsAnError(double value, string shown)
    {
        using var optimizer = new Structures.Plain { Epsilon = value };
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.GetConfig());
        Assert.Equal($"`epsilon` of Adam is {shown}, which JSON cannot hold; make it a finite number before GetConfig.", error.Message);
    }

    [Fact]
    public void HalfASurrogatePair_IsAnError()
    {
        using var optimizer = new Structures.Plain(new AdamOptions { Name = "a\ud800" });
        Assert.Contains("`name` of Adam has half a surrogate pair", Assert.Throws<InvalidOperationException>(() => optimizer.GetConfig()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyName_Survives()
    {
        const string Name = "a\"\\\n\u0001é漢😀</script>";
        using var optimizer = new Structures.Plain(new AdamOptions { Name = Name });
        Assert.Equal(Name, AdamConfigDocument.Parse(optimizer.GetConfig().ToJson()).Name);
    }

    [Fact]
    public void SchedulesTooDeepInsideEachOther_AreAnError()
    {
        LearningRateSchedule schedule = new ConstantSchedule(0.1);
        int depth = 0;
        try
        {
            for (; depth < 1000; depth++)
            {
                using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = schedule });
                string json = optimizer.GetConfig().ToJson();
                Assert.Equal(json, AdamConfigDocument.Parse(json).ToJson());
                schedule = new LinearWarmup(schedule, 1);
            }
        }
        catch (InvalidOperationException e)
        {
            Assert.Contains("nest fewer", e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(depth, 25, 40);
    }

    [Fact]
    public void ADisposedOptimizer_HasNone()
    {
        var optimizer = new Structures.Plain();
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.GetConfig());
    }
}
