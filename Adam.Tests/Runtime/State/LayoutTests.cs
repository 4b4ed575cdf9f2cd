using System;
using System.Linq;
using Adam.Elements;
using Adam.Gradients;
using Adam.Lanes;
using Adam.State;
using Adam.Steps;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Arithmetic on sizes that no test could allocate.</summary>
public sealed class LayoutTests
{
    private const long Large = (1L << 31) + 5;

    [Fact]
    public void MoreThan2To31Elements_AreLaidOutWithoutOverflow()
    {
        var layout = new SlotLayout([4 * Large, 4 * 7], Stages.Amsgrad | Stages.UseEma);

        // A region has 2^31 + 16 elements, rounded up to a line of 16, and 16 for the other variable: 2147483680, of 4 bytes each.
        // Regions start at whole pages of 4096 bytes plus 0, 2048, 1024 and 3072.
        Assert.Equal(0, layout.Offset(SlotKind.FirstMoment, 0));
        Assert.Equal(4L * 2147483664, layout.Offset(SlotKind.FirstMoment, 1));
        Assert.Equal(4L * (2147484672 + 512), layout.Offset(SlotKind.SecondMoment, 0));
        Assert.Equal(4L * (2147484672L + 512 + 2147483664), layout.Offset(SlotKind.SecondMoment, 1));
        Assert.Equal(4L * (4294969344 + 256), layout.Offset(SlotKind.LargestSecondMoment, 0));
        Assert.Equal(4L * (6442454016 + 768), layout.Offset(SlotKind.Average, 0));
        Assert.Equal(4L * (6442454016L + 768 + 2147483680), layout.Bytes);
    }

    [Fact]
    public void SlotsDoNotOverlap_AndStartAtLines()
    {
        long[] sizes = [0, 4, 64, 68, 4000, 280004, 2];
        var layout = new SlotLayout(sizes, Stages.UseEma);
        SlotKind[] kinds = [.. Enum.GetValues<SlotKind>().Where(layout.Has)];
        Assert.Equal([SlotKind.FirstMoment, SlotKind.SecondMoment, SlotKind.Average], kinds);
        long end = 0;
        foreach (SlotKind kind in kinds)
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                Assert.Equal(0, layout.Offset(kind, i) % 64);
                Assert.True(layout.Offset(kind, i) >= end);
                end = layout.Offset(kind, i) + sizes[i];
            }
        }

        Assert.True(layout.Bytes >= end);
    }

    [Fact]
    public void AVariableOf2To31Elements_IsDescribed()
    {
        AdamVariable w = AdamVariable.FromPointer("w", 0x10000, Large, [1, Large]);
        Assert.Equal(Large, w.Length);
        Assert.Equal([1, Large], w.Shape);
        var exception = Assert.Throws<InvalidOperationException>(() => w.Span.Length);
        Assert.Contains("'w' has 2147483653 elements", exception.Message, StringComparison.Ordinal);
        Assert.Contains("at most 2147483647", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Ends beyond 2^31 elements and 2^32 bytes.</summary>
    [Fact]
    public void AnOverlapBehindTheLastInt_IsFound()
    {
        ElementMemory large = ElementMemory.FromPointer(0x10000, Large);
        long last = 0x10000 + ((Large - 1) * sizeof(float));
        var place = new OverlapCheck.Place(large, 0, isGradient: false);
        Assert.Equal(last + 4, (long)place.End);
        Assert.NotNull(OverlapCheck.Find([place, new OverlapCheck.Place(ElementMemory.FromPointer((nint)last, 1), 1, isGradient: true)]));
        Assert.Null(OverlapCheck.Find([place, new OverlapCheck.Place(ElementMemory.FromPointer((nint)(last + 4), 1), 1, isGradient: true)]));
    }

    /// <summary>More than the system has, more than an address can count, more than a long can.</summary>
    [Theory]
    [InlineData(60, 1)]
    [InlineData(61, 1)]
    [InlineData(61, 5)]
    public void SlotsThatFitIntoNoMemory(int exponent, int count)
    {
        using var optimizer = new PlainAdam();
        long length = (1L << exponent) - 1;
        AdamVariable[] variables = [.. Enumerable.Range(0, count).Select(i => AdamVariable.FromPointer($"w{i}", 0x10000, length))];
        Assert.ThrowsAny<OutOfMemoryException>(() => optimizer.Build(variables));
        Assert.False(optimizer.IsBuilt);
        Assert.Equal(["iteration"], optimizer.Names());
    }
}
