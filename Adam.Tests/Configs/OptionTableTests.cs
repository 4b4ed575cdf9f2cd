using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Adam.Configs;
using Adam.Shared;
using Adam.Lanes;
using Adam.Tests.Runtime;
using Xunit;

namespace Adam.Tests.Configs;

/// <summary>Every row of the table of options survives: attribute, options, property, configuration, text, configuration, options.</summary>
public sealed class OptionTableTests
{
    /// <summary>A number of its own for every row, legal and not the default.</summary>
    private static readonly Dictionary<string, double> Numbers = new()
    {
        ["LearningRate"] = 0.03125,
        ["Beta1"] = 0.625,
        ["Beta2"] = 0.875,
        ["Epsilon"] = 0.0625,
        ["WeightDecay"] = 0.015625,
        ["ClipNorm"] = 1.5,
        ["GlobalClipNorm"] = 2.5,
        ["ClipValue"] = 3.5,
        ["EmaMomentum"] = 0.375,
        ["EmaOverwriteFrequency"] = 7,
    };

    private static readonly (Stages Limit, Func<AdamOptions?, AdamOptimizer> Create)[] Classes =
    [
        (Stages.ClipNorm, options => options is null ? new TableClipNorm() : new TableClipNorm(options)),
        (Stages.GlobalClipNorm, options => options is null ? new TableGlobalClipNorm() : new TableGlobalClipNorm(options)),
        (Stages.ClipValue, options => options is null ? new TableClipValue() : new TableClipValue(options)),
    ];

    public static TheoryData<string> Names => [.. Options.All.Select(option => option.Name)];

    public static TheoryData<string> NumberNames => [.. Options.All.Where(option => option.IsNumber).Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOption_SurvivesFromTheAttributeToText_AndBack(string name)
    {
        Option option = Options.Named(name);
        Func<AdamOptions?, AdamOptimizer> create = Class(option);
        object? expected = Expected(option);
        using AdamOptimizer first = create(null);
        Assert.Equal(expected, Property(first, option));

        AdamConfigDocument document = first.GetConfig();
        AdamConfigDocument read = AdamConfigDocument.Parse(document.ToJson());
        Assert.Equal(document.ToJson(), read.ToJson());
        if (option.Kind != OptionKind.Ignored)
        {
            Assert.Equal(expected, Property(read, option));
        }

        Assert.Contains($"\"{option.Key}\":", read.ToJson(), StringComparison.Ordinal);
        AdamOptions options = read.ToOptions();
        using AdamOptimizer second = create(options);
        Assert.Equal(expected, Property(second, option));
        Assert.Equal(document.ToJson(), second.GetConfig().ToJson());
    }

    [Theory]
    [MemberData(nameof(NumberNames))]
    public void EveryNumber_MovesFromTheOptions_AndFromTheProperty(string name)
    {
        Option option = Options.Named(name);
        double other = option.Kind == OptionKind.Count ? 11 : Numbers[name] / 2;
        var options = new AdamOptions();
        Set(options, option, other);
        Assert.Equal(other, Number(Property(options, option)));
        using AdamOptimizer optimizer = Class(option)(options);
        Assert.Equal(other, Number(Property(optimizer, option)));
        Set(optimizer, option, Numbers[name]);
        Assert.Equal(Numbers[name], Number(Property(optimizer, option)));
        Assert.Equal(Numbers[name], Number(Property(optimizer.GetConfig(), option)));
    }

    [Fact]
    public void TheAttribute_HasEveryOption_WithTheTablesDefault()
    {
        PropertyInfo[] properties = typeof(AdamConfigAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        Assert.Equal(Options.All.Select(option => option.Name).Order(), properties.Select(property => property.Name).Order());
        var attribute = new AdamConfigAttribute();
        Assert.All(Options.All.Where(option => option.Default is not null), option => Assert.Equal(option.Default, Property(attribute, option)));
        Assert.Equal(Options.DefaultName, attribute.Name);
    }

    /// <summary>The generator has the same rows: it is the same file, compiled twice.</summary>
    [Fact]
    public void BothTables_AreOne() => Assert.Equal(
        Options.All.Select(option => option.ToString()),
        Adam.Generator.Configuration.Options.All.Select(option => option.ToString()));

    [Theory]
    [InlineData(1.0, 1.0, 1.0, "ClipNorm")]
    [InlineData(0.0, 1.0, 1.0, "GlobalClipNorm")]
    [InlineData(null, -1.0, 1.0, "ClipValue")]
    [InlineData(null, null, 0.0, null)]
    public void OneLimitWins(double? norm, double? global, double? value, string? winner) => Assert.Equal(
        winner, Options.WorkingLimit(option => option.Name switch { "ClipNorm" => norm, "GlobalClipNorm" => global, "ClipValue" => value, _ => 1 })?.Name);

    private static object? Expected(Option option) => option.Kind switch
    {
        OptionKind.Text => "table",
        OptionKind.Flag => true,
        OptionKind.Ignored => null,
        OptionKind.Count => (int)Numbers[option.Name],
        _ => Numbers[option.Name],
    };

    private static Func<AdamOptions?, AdamOptimizer> Class(Option option) =>
        Classes.First(one => option.Kind != OptionKind.Limit || one.Limit == option.Stage).Create;

    /// <summary>The property of the option's name; one that is ignored need not be anywhere.</summary>
    private static object? Property(object owner, Option option)
    {
        PropertyInfo? property = owner.GetType().GetProperty(option.Name);
        Assert.True(property is not null || option.Kind == OptionKind.Ignored, $"{owner.GetType().Name} has no {option.Name}.");
        object? value = property?.GetValue(owner);
        return value is Hyperparameter parameter ? parameter.Value : value;
    }

    private static double? Number(object? value) => value is null ? null : Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    private static void Set(object owner, Option option, double number)
    {
        PropertyInfo property = owner.GetType().GetProperty(option.Name)!;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object value = number;
        if (type == typeof(Hyperparameter))
        {
            value = (Hyperparameter)number;
        }
        else if (type == typeof(int))
        {
            value = (int)number;
        }

        property.SetValue(owner, value);
    }
}

[AdamConfig(LearningRate = 0.03125, Beta1 = 0.625, Beta2 = 0.875, Epsilon = 0.0625, AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.015625,
    ClipNorm = 1.5, UseEma = true, EmaMomentum = 0.375, EmaOverwriteFrequency = 7, JitCompile = false, Name = "table")]
internal sealed partial class TableClipNorm;

[AdamConfig(LearningRate = 0.03125, Beta1 = 0.625, Beta2 = 0.875, Epsilon = 0.0625, AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.015625,
    GlobalClipNorm = 2.5, UseEma = true, EmaMomentum = 0.375, EmaOverwriteFrequency = 7, JitCompile = false, Name = "table")]
internal sealed partial class TableGlobalClipNorm;

[AdamConfig(LearningRate = 0.03125, Beta1 = 0.625, Beta2 = 0.875, Epsilon = 0.0625, AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.015625,
    ClipValue = 3.5, UseEma = true, EmaMomentum = 0.375, EmaOverwriteFrequency = 7, JitCompile = false, Name = "table")]
internal sealed partial class TableClipValue;
