using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Adam.Tests;

/// <summary>The files that projects are compiled with inside of a test.</summary>
internal static class CompilerInputs
{
    /// <summary>The library.</summary>
    public static string Library => Path.Combine(AppContext.BaseDirectory, "Adam.Runtime.dll");

    /// <summary>The framework this process runs on; inside of a bundle, which has no files, the one this project was compiled with.</summary>
    public static IEnumerable<string> Framework
    {
        get
        {
            string core = typeof(object).Assembly.Location;
            return core.Length == 0
                ? Directory.GetFiles(CompiledWith, "*.dll")
                : ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                    .Split(Path.PathSeparator)
                    .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(core));
        }
    }

    private static string CompiledWith =>
        typeof(CompilerInputs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Framework").Value!;
}
