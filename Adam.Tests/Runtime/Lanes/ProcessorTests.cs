using System.IO;
using System.Linq;
using Adam.Processors;
using Adam.Steps;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>What a processor says about itself decides between ways to the same bits.</summary>
public sealed class ProcessorTests
{
    private const string Caches = "/sys/devices/system/cpu/cpu0/cache";

    [Fact]
    public void TheSecondCache_HasAPlausibleSize() => Assert.InRange(Processor.SecondCacheBytes, 128 << 10, 256 << 20);

    /// <summary>Where the system says it too. An emulated processor may say something else than the system that emulates it.</summary>
    [Fact]
    public void TheSecondCache_HasTheSizeThatTheSystemSees()
    {
        string? folder = Directory.Exists(Caches)
            ? Directory.GetDirectories(Caches, "index*").FirstOrDefault(index => File.ReadAllText(Path.Combine(index, "level")).Trim() == "2")
            : null;
        Assert.SkipWhen(folder is null || !System.Runtime.Intrinsics.X86.X86Base.IsSupported, "The system does not say.");
        string size = File.ReadAllText(Path.Combine(folder!, "size")).Trim();
        Assert.EndsWith("K", size, System.StringComparison.Ordinal);
        long bytes = long.Parse(size[..^1], System.Globalization.CultureInfo.InvariantCulture) << 10;
        Assert.SkipWhen(Processor.SecondCacheBytes == 1 << 20 && bytes != 1 << 20, "The processor does not say.");
        Assert.Equal(bytes, Processor.SecondCacheBytes);
    }
}
