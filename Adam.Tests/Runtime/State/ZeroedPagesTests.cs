using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Adam.State;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Zeroed memory whose pages cost nothing until they are touched.</summary>
public sealed class ZeroedPagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(200_000)]
    [InlineData(40_000_000)]
    public void Blocks_BeginAPage_AndAreZero_AlsoWhenMemoryIsUsedAgain(int bytes)
    {
        byte[] seen = new byte[bytes], ones = [.. Enumerable.Repeat((byte)0xFF, bytes)];
        for (int round = 0; round < 3; round++)
        {
            nint address = ZeroedPages.Allocate(bytes, out nint block);
            Marshal.Copy(address, seen, 0, bytes);
            Assert.Equal(0, address % ZeroedPages.Page);
            Assert.Equal(-1, seen.AsSpan().IndexOfAnyExcept((byte)0));
            Marshal.Copy(ones, 0, address, bytes);
            ZeroedPages.Free(block);
        }
    }

    /// <summary>4 GiB of slots beside a variable of 2 GiB that nobody has written either.</summary>
    [Fact]
    public void Build_DoesNotTouchTheSlots()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the resident pages from /proc.");
        const long Elements = 1L << 29;
        nint address = ZeroedPages.Allocate(Elements * sizeof(float), out nint block);
        try
        {
            using var optimizer = new PagesAdam();
            long before = ResidentBytes();
            optimizer.Build(AdamVariable.FromPointer("large", address, Elements));

            // Other tests of the process may use some hundred megabytes meanwhile.
            Assert.InRange(ResidentBytes() - before, long.MinValue, 2L << 30);
        }
        finally
        {
            ZeroedPages.Free(block);
        }
    }

    private static long ResidentBytes()
    {
        string line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}

/// <summary>The stages that every Adam has: two slots a variable.</summary>
[AdamConfig]
internal sealed partial class PagesAdam;
