using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>S17.3: under zero gradients the first moment stops at a normal number, and no state is ever subnormal.</summary>
public sealed class FlushingTests
{
    private const int Length = 83;

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void ZeroGradientsForEver_LeaveTheFirstMomentAtItsStop(InstructionSet set)
    {
        using var optimizer = new PlainAdam(new AdamOptions { InstructionSet = set });
        AdamVariable w = Inspection.Variable(new float[Length]);
        float[] gradient = Enumerable.Repeat(.5f, Length).ToArray();
        optimizer.ApplyGradients((gradient, w));
        gradient.AsSpan().Clear();
        for (int step = 0; step < 5000; step++)
        {
            optimizer.ApplyGradients((gradient, w));
            if (step % 100 == 0)
            {
                Assert.DoesNotContain(optimizer.Slot("m/w"), float.IsSubnormal);
            }
        }

        Assert.All(optimizer.Slot("m/w"), m => Assert.Equal("021A17E6", FloatBits.Text([m])));
        Assert.All(w.Span.ToArray(), value => Assert.Equal(w.Span[0], value));
    }

    /// <summary>S0.3: an operation reads a subnormal as a zero of its sign; one lane of it among ordinary ones as well.</summary>
    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void ASubnormalGradientOrVariable_IsReadAsZero(InstructionSet set)
    {
        for (int place = 0; place < Length; place++)
        {
            float[] start = Enumerable.Repeat(1f, Length).ToArray();
            float[] gradient = Enumerable.Repeat(.5f, Length).ToArray();
            start[place] = FloatBits.Single(0x80000001);
            gradient[place] = FloatBits.Single(0x007FFFFF);
            using var optimizer = new PlainAdam(new AdamOptions { InstructionSet = set });
            AdamVariable w = Inspection.Variable(start);
            optimizer.ApplyGradients((gradient, w));
            Assert.Equal("80000000", FloatBits.Text(w.Span.Slice(place, 1)));
            Assert.Equal(0f, optimizer.Slot("m/w")[place]);
            Assert.All(w.Span.ToArray().Where((_, i) => i != place), value => Assert.Equal("3F7FBE77", FloatBits.Text([value])));
        }
    }
}
