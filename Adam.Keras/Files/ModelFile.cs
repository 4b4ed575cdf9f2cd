using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Adam.Keras.Configs;
using Adam.Keras.Data;
using Adam.Keras.Hdf5;
using Adam.Keras.Zip;

namespace Adam.Keras.Files;

/// <summary>A file of a model: the tree of its HDF5 part, and what the rest of a zip says.</summary>
internal sealed class ModelFile
{
    public const string WeightsMember = "model.weights.h5";
    public const string ConfigMember = "config.json";
    public const string MetadataMember = "metadata.json";

    private readonly string _name;
    private readonly Lazy<KerasConfig?> _config;
    private readonly KerasDialect? _dialect;

    private ModelFile(string name, H5Group root, Lazy<KerasConfig?> config, KerasDialect? dialect)
    {
        _name = name;
        Root = root;
        _config = config;
        _dialect = dialect;
    }

    public H5Group Root { get; }

    /// <summary>The zip that it lies in, or null.</summary>
    public ZipReader? Zip { get; private init; }

    private bool IsOld => Root.Group("model_weights") is not null || Root.Group(LegacyWeights.Group) is not null || Root.Attributes.ContainsKey("model_config");

    /// <summary>Opens a file; its HDF5 part is read by the bounded walk, or by what the caller trusts it to.</summary>
    public static ModelFile Open(ByteSource file, Func<ByteSource, H5Group>? read = null)
    {
        read ??= H5Reader.Read;
        switch (KerasFile.Kind(file))
        {
            case FileKind.Hdf5:
                return new ModelFile(file.Name, read(file), new Lazy<KerasConfig?>((KerasConfig?)null), null);
            case FileKind.Zip:
                return OfZip(file, read);
            default:
                throw new KerasException(KerasProblem.Unsupported, file.Name, "it is the index of a TensorFlow checkpoint and no file of Keras.");
        }
    }

    public KerasOptimizerState ReadOptimizer(KerasReadOptions options) => IsOld
        ? LegacyWeights.Read(_name, Root, options)
        : ListedWeights.Read(_name, Root, _config.Value, _dialect ?? _config.Value?.Dialect, options);

    /// <summary>The tree with the state of an optimizer in place of its own.</summary>
    public H5Group WithOptimizer(StateToWrite state, KerasDialect? dialect)
    {
        if (IsOld)
        {
            throw new KerasException(KerasProblem.Unsupported, _name, "it is an older .h5 file, into which nothing is written; save the model as .keras.");
        }

        RequireSameSlots(state);
        H5Group? vars = Root.Group(ListedWeights.Optimizer)?.Group(ListedWeights.Vars);
        bool named = Root.Group(ListedWeights.Vars)?.Attributes.ContainsKey("name") == true || vars?.Attributes.ContainsKey("name") == true;
        KerasDialect found = dialect ?? _dialect ?? (named ? KerasDialect.Keras3 : (KerasDialect?)null)
            ?? (vars is null
                ? throw new KerasException(KerasProblem.Ambiguous, _name, "it does not say whether tf_keras or Keras 3 wrote it; give `dialect`.")
                : ReadOptimizer(state.Expected).Dialect);
        Root.Children[ListedWeights.Optimizer] = OptimizerGroup.Of(_name, found, state, named);
        return Root;
    }

    public KerasVariable ReadVariable(string path) =>
        (ModelRoot.Find(path) ?? Root.Find(path)) is H5Dataset dataset
            ? dataset.Read(path)
            : throw new KerasException(KerasProblem.Missing, _name, $"there is no variable '{path}' in it.");

    public List<string> Variables()
    {
        var paths = new List<string>();
        Collect(ModelRoot, "", paths);
        return paths;
    }

    /// <summary>Keras makes the optimizer of the file's arguments, and its slots must be those that are written.</summary>
    private void RequireSameSlots(StateToWrite state)
    {
        if (_config.Value is not { } config)
        {
            return;
        }

        var differences = new List<string>();
        void Compare(string what, bool file, bool optimizer)
        {
            if (file != optimizer)
            {
                differences.Add($"{what} in {(file ? "the file" : "the optimizer")} alone");
            }
        }

        Compare("amsgrad", config.Document.Amsgrad, state.Optimizer.Amsgrad);
        Compare("use_ema", config.Document.UseEma, state.Optimizer.UseEma);
        Compare("a loss scale", config.LossScale is not null, state.Scale is not null);
        Compare("gradient_accumulation_steps", config.GradientAccumulationSteps > 1, state.Accumulator?.MicroSteps > 1);
        if (config.GradientAccumulationSteps is { } steps and > 1 && state.Accumulator is { MicroSteps: > 1 } accumulator && steps != accumulator.MicroSteps)
        {
            differences.Add($"{steps} micro-steps in the file and {accumulator.MicroSteps} in the optimizer");
        }

        if (differences.Count > 0)
        {
            throw new KerasException(KerasProblem.Mismatch, _name, $"its arguments are those of another optimizer: {string.Join("; ", differences)}.");
        }
    }

    private H5Group ModelRoot => IsOld ? Root.Group("model_weights") ?? Root : Root;

    private void Collect(H5Group group, string path, List<string> paths)
    {
        foreach ((string name, H5Node child) in group.Children)
        {
            string at = path.Length == 0 ? name : $"{path}/{name}";
            if (child is H5Dataset)
            {
                paths.Add(at);
            }
            else if (child is H5Group below && !(ReferenceEquals(group, Root) && name is "optimizer" or LegacyWeights.Group))
            {
                Collect(below, at, paths);
            }
        }
    }

    private static ModelFile OfZip(ByteSource file, Func<ByteSource, H5Group> read)
    {
        ZipReader zip = ZipReader.Open(file);
        if (zip.Find(WeightsMember) is not { } weights)
        {
            string found = string.Join(", ", zip.Members.Take(8).Select(member => member.Name));
            throw new KerasException(
                KerasProblem.Unsupported, file.Name, $"it has no member '{WeightsMember}' but {found}; a .keras file that was written without h5py, or in several pieces, is not read.");
        }


        // Verified with the rest, understood only where an optimizer is asked for: a model's variables can be read beside any optimizer.
        ByteSource? arguments = zip.Find(ConfigMember) is { } member ? zip.Read(member) : null;
        var config = new Lazy<KerasConfig?>(() => arguments is null ? null : CompiledConfig(arguments));
        KerasDialect? dialect = zip.Find(MetadataMember) is { } metadata ? Version(zip.Read(metadata)) : null;
        ByteSource bytes = zip.Read(weights);
        return new ModelFile(file.Name, read(bytes), config, dialect) { Zip = zip };
    }

    /// <summary>The optimizer in the arguments that the model was compiled with; null where it was not.</summary>
    private static KerasConfig? CompiledConfig(ByteSource member) => JsonText.Read(member, json =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("compile_config", out JsonElement compiled) && compiled.ValueKind == JsonValueKind.Object
        && compiled.TryGetProperty("optimizer", out JsonElement optimizer) && optimizer.ValueKind != JsonValueKind.Null
            ? ConfigReading.Read(optimizer, member.Name)
            : null);

    private static KerasDialect? Version(ByteSource member) => JsonText.Read(member, json =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("keras_version", out JsonElement version) || version.ValueKind != JsonValueKind.String ? (KerasDialect?)null
        : version.GetString()!.StartsWith("2.", StringComparison.Ordinal) ? KerasDialect.TfKeras
        : KerasDialect.Keras3);
}
