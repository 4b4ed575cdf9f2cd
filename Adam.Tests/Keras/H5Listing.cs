using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Adam.Keras.Data;
using Adam.Keras.Hdf5;

namespace Adam.Tests.Keras;

/// <summary>Everything in an HDF5 file as lines of text, by the reader under test and by Debian's h5py, to compare two files.</summary>
internal static class H5Listing
{
    private const string Script = """
        import h5py, hashlib, sys
        def value(x):
            return hashlib.sha256(x.tobytes() if x.dtype.kind != 'O' else repr(x.tolist()).encode()).hexdigest()[:16] + ' ' + str(x.dtype) + ' ' + str(x.shape)
        def lines(name, node):
            import numpy
            kind = value(node[()] if node.shape else numpy.array(node[()], dtype=node.dtype)) if isinstance(node, h5py.Dataset) else 'group'
            print(name, kind, sorted((k, repr(node.attrs[k]), str(h5py.h5a.open(node.id, k.encode()).get_type().get_class())) for k in node.attrs))
        with h5py.File(sys.argv[1], 'r') as file:
            lines('/', file)
            file.visititems(lines)
        """;

    /// <summary>Whether /usr/bin/python3 has h5py.</summary>
    public static bool HasH5py => File.Exists("/usr/bin/python3") && Python("-c", "import h5py").Code == 0;

    public static string ByH5py(string file)
    {
        (int code, string text, string errors) = Python("-c", Script, file);
        return code == 0 ? text : throw new InvalidDataException($"h5py does not read {file}: {errors}");
    }

    /// <summary>Names, types as described, shapes, values and attributes.</summary>
    public static List<string> Of(H5Group root)
    {
        var lines = new List<string>();
        Add("", root, lines);
        return lines;
    }

    public static H5Group Read(string file) => H5Reader.Read(new MemorySource(file, File.ReadAllBytes(file)));

    /// <summary>The HDF5 part of a .keras as a file of its own.</summary>
    public static string Extract(string keras, string to)
    {
        using ZipArchive zip = ZipFile.OpenRead(keras);
        zip.GetEntry("model.weights.h5")!.ExtractToFile(to, overwrite: true);
        return to;
    }

    private static void Add(string path, H5Node node, List<string> lines)
    {
        string attributes = string.Join(", ", node.Attributes.Select(pair =>
            $"{pair.Key}: {Convert.ToHexString(pair.Value.Type.Description)} {string.Join('x', pair.Value.Shape ?? [-1])} {Convert.ToHexString(pair.Value.Data)} {string.Join('|', (pair.Value.Texts ?? []).Select(Encoding.UTF8.GetString))}"));
        if (node is H5Dataset dataset)
        {
            byte[] data = dataset.Data.Read(0, dataset.Data.Length);
            lines.Add($"{path} {Convert.ToHexString(dataset.Type.Description)} {string.Join('x', dataset.Shape)} {Convert.ToHexString(SHA256.HashData(data))} [{attributes}]");
            return;
        }

        lines.Add($"{path}/ [{attributes}]");
        foreach ((string name, H5Node child) in ((H5Group)node).Children)
        {
            Add($"{path}/{name}", child, lines);
        }
    }

    private static (int Code, string Text, string Errors) Python(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text, errors.GetAwaiter().GetResult());
    }
}
