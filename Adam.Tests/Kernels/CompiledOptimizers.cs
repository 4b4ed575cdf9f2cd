using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Adam.Generator.Emission;
using Adam.Tests.Generator;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>Classes that are emitted, compiled and loaded by a test: with other options of the compiler, or with a text that was changed first.</summary>
internal static class CompiledOptimizers
{
    public static IReadOnlyDictionary<StructureKey, Type> Compile(IEnumerable<StructureKey> keys, bool checkOverflow, Func<string, string> change)
    {
        StructureKey[] all = [.. keys];
        CSharpParseOptions parse = TestCompilation.ParseOptions(LanguageVersion.CSharp13);
        IEnumerable<SyntaxTree> files = all.Select((key, n) =>
            CSharpSyntaxTree.ParseText(change(OptimizerEmitter.Emit(Snapshots.Structures.Model(StructureOf(key), Name(n)))), parse, $"{Name(n)}.cs"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Compiled{Guid.NewGuid():N}",
            files,
            CompilerInputs.Framework.Append(CompilerInputs.Library).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: checkOverflow,
                nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(5)));
        stream.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(stream);
        return all.Select((key, n) => (key, Type: assembly.GetType(Name(n))!)).ToDictionary(one => one.key, one => one.Type);
    }

    private static string Name(int n) => $"Optimizer{n}";

    private static Snapshots.AdamStructure StructureOf(StructureKey key) => new(
        key.Clip switch
        {
            ReferenceClip.Value => Snapshots.ClipRule.Value,
            ReferenceClip.Norm => Snapshots.ClipRule.Norm,
            ReferenceClip.GlobalNorm => Snapshots.ClipRule.GlobalNorm,
            _ => Snapshots.ClipRule.None,
        },
        key.Decay,
        key.Amsgrad,
        key.Adaptive,
        key.Ema,
        key.Overwrite);
}
