using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>Names of variables in a file: most unchanged, all distinct, each leading back.</summary>
public sealed class CheckpointNameTests
{
    private static readonly string[] Pieces =
        ["a", "m", "v", "vhat", "average", "sum", "/", "/", "#", "2", "%", "25", "%2F", "%uD800", "adam", "checksums", "iterations", "__metadata__", "\uD800", "\uDC00", "é", "", "kernel"];

    [Theory]
    [InlineData("dense/kernel", "dense/kernel")]
    [InlineData("", "")]
    [InlineData("ünï 😀:0", "ünï 😀:0")]
    [InlineData("100%#1", "100%25%231")]
    [InlineData("a/m", "a%2Fm")]
    [InlineData("a/b/vhat", "a/b%2Fvhat")]
    [InlineData("a/m/b", "a/m/b")]
    [InlineData("/m", "%2Fm")]
    [InlineData("m", "m")]
    [InlineData("adam/checksums", "adam%2Fchecksums")]
    [InlineData("adam", "adam")]
    [InlineData("__metadata__", "%5F_metadata__")]
    public void Escape_ChangesOnlyWhatCouldBeAnother(string name, string expected)
    {
        Assert.Equal(expected, CheckpointNames.Escape(name));
        Assert.Equal((name, 1, null), CheckpointNames.Parse(expected));
        Assert.Equal((name, 1, "vhat"), CheckpointNames.Parse(expected + "/vhat"));
    }

    [Fact]
    public void Repeats_AreNumbered_AndHalfPairsSpelled()
    {
        // Here and not in an attribute, which cannot hold them.
        Assert.Equal("x%uDC00y%uD800", CheckpointNames.Escape("x\uDC00y\uD800"));
        Assert.Equal(("x\uDC00y\uD800", 1, null), CheckpointNames.Parse("x%uDC00y%uD800"));
        Assert.Equal(["b", "b#2", "a", "b#3", "b%232"], CheckpointNames.Of(["b", "b", "a", "b", "b#2"]));
        Assert.Equal(("b", 3, "m"), CheckpointNames.Parse("b#3/m"));
    }

    [Theory]
    [InlineData("a#1")]
    [InlineData("a#02")]
    [InlineData("a#")]
    [InlineData("a#x")]
    [InlineData("a%")]
    [InlineData("a%2f")]
    [InlineData("a%41")]
    [InlineData("a%u12")]
    [InlineData("a%uD83D%uDE00")]
    public void OtherSpellings_BelongToNobody(string name) => Assert.Null(CheckpointNames.Parse(name));

    [Fact]
    public void AnyNames_AreDistinct_AndLeadBack()
    {
        var random = new Random(5);
        List<string> names = [.. Enumerable.Range(0, 20_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Pieces[random.Next(Pieces.Length)])))];
        string[] tensors = CheckpointNames.Of(names);
        string[] all = [.. tensors.SelectMany(name => CheckpointNames.Slots.Select(slot => CheckpointNames.OfSlot(name, slot)).Prepend(name))];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(all, name => name == "__metadata__" || name == CheckpointFormat.Checksums || name == "adam/iterations");
        Assert.True(names.Distinct(StringComparer.Ordinal).Count() > 2000);

        Dictionary<string, int> counts = [];
        for (int i = 0; i < names.Count; i++)
        {
            counts[names[i]] = counts.GetValueOrDefault(names[i]) + 1;
            Assert.Equal((names[i], counts[names[i]], null), CheckpointNames.Parse(tensors[i]));
            Assert.Equal((names[i], counts[names[i]], "sum"), CheckpointNames.Parse(CheckpointNames.OfSlot(tensors[i], "sum")));
        }
    }
}
