using System;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Adam.Benchmarks.Kernels;

/// <summary>The C kernels, compiled by the machine's own gcc for this very processor when the program runs.</summary>
internal sealed unsafe class NativeKernels
{
    private readonly nint _library;

    private NativeKernels(nint library) => _library = library;

    /// <summary>Compiles and loads the C kernels.</summary>
    /// <param name="folder">Where source, objects and library go.</param>
    /// <param name="reason">Why there are none, in a sentence; null where there are.</param>
    /// <returns>The kernels, or null where gcc is not there or fails.</returns>
    internal static NativeKernels? TryCreate(string folder, out string? reason)
    {
        Directory.CreateDirectory(folder);
        foreach (string name in (string[])["adam_loop.c", "adam_vectors.c"])
        {
            using Stream source = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using FileStream file = File.Create(Path.Combine(folder, name));
            source.CopyTo(file);
        }

        // The link is a step of its own, without -ffast-math: with it, gcc adds start-up code that switches the whole process
        // to flushing subnormals, and every other competitor would be measured under it.
        reason = Gcc(folder, "-O3 -march=native -ffast-math -fPIC -c adam_loop.c")
            ?? (RuntimeInformation.ProcessArchitecture == Architecture.X64
                ? Gcc(folder, "-O3 -march=native -ffp-contract=off -fPIC -c adam_vectors.c")
                    ?? Gcc(folder, "-shared -o libadam.so adam_loop.o adam_vectors.o -lm")
                : Gcc(folder, "-shared -o libadam.so adam_loop.o -lm"));
        return reason is null ? new NativeKernels(NativeLibrary.Load(Path.GetFullPath(Path.Combine(folder, "libadam.so")))) : null;
    }

    /// <summary>The kernel exported as <paramref name="symbol"/>, or null where this processor has none of that width.</summary>
    internal Kernel? Find(string symbol)
    {
        if (!NativeLibrary.TryGetExport(_library, symbol, out nint address))
        {
            return null;
        }

        var function = (delegate* unmanaged<StepArrays*, StepNumbers*, void>)address;
        return (in StepArrays arrays, in StepNumbers numbers) =>
        {
            StepArrays s = arrays;
            StepNumbers k = numbers;
            function(&s, &k);
        };
    }

    private static string? Gcc(string folder, string arguments)
    {
        try
        {
            var start = new ProcessStartInfo("gcc", arguments) { WorkingDirectory = folder, RedirectStandardError = true };
            using Process gcc = Process.Start(start)!;
            string errors = gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            return gcc.ExitCode == 0 ? null : $"gcc {arguments} ended with {gcc.ExitCode}: {errors}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "gcc is not on the path.";
        }
    }
}
