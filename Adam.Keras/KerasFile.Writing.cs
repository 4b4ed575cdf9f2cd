using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Keras.Data;
using Adam.Keras.Files;
using Adam.Keras.Hdf5;
using Adam.Keras.Zip;

namespace Adam.Keras;

/// <content>Writing.</content>
public static partial class KerasFile
{
    /// <summary>
    /// Puts the state of an optimizer into an existing <c>.keras</c> or <c>.weights.h5</c>, in place of the one that it holds, or where it holds
    /// none. Every other member of the zip stays byte for byte, and every other value of the HDF5 part stays.
    /// </summary>
    /// <param name="path">The file. It is replaced as a whole, at once: an error leaves the old one.</param>
    /// <param name="optimizer">Built with the model's variables in the model's order.</param>
    /// <param name="accumulator">What adds up its gradients, for Keras 3 alone; null for nothing.</param>
    /// <param name="dialect">Whose file it is, where it does not tell.</param>
    /// <exception cref="KerasException">The file is damaged or an older <c>.h5</c>, or its arguments are those of an optimizer with other slots.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not built.</exception>
    public static void WriteOptimizer(string path, AdamOptimizer optimizer, GradientAccumulator? accumulator = null, KerasDialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(optimizer);
        Replace(path, new StateToWrite(optimizer, null, accumulator), dialect);
    }

    /// <summary>The same for an optimizer behind a loss scale. Keras 3's files hold scale and growth counter too, those of tf_keras have no place for them.</summary>
    /// <inheritdoc cref="WriteOptimizer(string, AdamOptimizer, GradientAccumulator, KerasDialect?)"/>
    public static void WriteOptimizer(string path, LossScaleOptimizer optimizer, GradientAccumulator? accumulator = null, KerasDialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(optimizer);
        Replace(path, new StateToWrite(optimizer.Inner, optimizer, accumulator), dialect);
    }

    /// <summary>Writes a new <c>.weights.h5</c> with a model's variables and the state of its optimizer.</summary>
    /// <param name="path">The file; one that is there is replaced at once.</param>
    /// <param name="dialect"><see cref="KerasDialect.TfKeras"/> or <see cref="KerasDialect.Keras3"/>.</param>
    /// <param name="variables">Each variable of the model with its path, such as <c>layers/dense/vars/0</c>.</param>
    /// <param name="optimizer">Built with those of them that it trains, in the model's order.</param>
    /// <param name="names">Names of layers by the paths of their groups, which newer versions of Keras 3 write; null: none are written.</param>
    /// <exception cref="KerasException">A path is none, or occurs twice.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not built.</exception>
    public static void WriteWeights(
        string path, KerasDialect dialect, IEnumerable<(string Path, AdamVariable Variable)> variables, AdamOptimizer optimizer, IReadOnlyDictionary<string, string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(optimizer);
        var root = new H5Group();
        foreach ((string place, AdamVariable variable) in variables)
        {
            int slash = place.LastIndexOf('/');
            H5Group group = root.Require(slash < 0 ? "" : place[..slash]);
            KerasVariable tensor = KerasVariable.OfSingles(place, variable.Shape, variable.Span);
            if (slash < 0 || place.Length == slash + 1 || !group.Children.TryAdd(place[(slash + 1)..], OptimizerGroup.Dataset(tensor)))
            {
                throw new KerasException(KerasProblem.Mismatch, path, $"'{place}' is no path of a variable within the file, or is there twice.");
            }
        }

        _ = root.Require(ListedWeights.Vars);
        root.Children[ListedWeights.Optimizer] = OptimizerGroup.Of(path, dialect, new StateToWrite(optimizer, null, null), named: names is not null);
        foreach ((string place, string name) in names ?? new Dictionary<string, string>())
        {
            OptimizerGroup.Name(root.Require(place), name);
        }

        ReplacedFile.Write(path, stream => H5Writer.Write(root, stream, path));
    }

    private static void Replace(string path, StateToWrite state, KerasDialect? dialect)
    {
        if (!state.Optimizer.IsBuilt)
        {
            throw new InvalidOperationException("The optimizer has no slots yet; call Build with the model's variables before their state is written.");
        }

        using FileSource file = FileSource.Open(path);
        ModelFile model = ModelFile.Open(file);
        H5Group root = model.WithOptimizer(state, dialect);
        if (model.Zip is not { } zip)
        {
            ReplacedFile.Write(path, stream => H5Writer.Write(root, stream, path));
            return;
        }

        ZipMember weights = zip.Find(ModelFile.WeightsMember)!;
        ReplacedFile.Write(path, stream => ZipWriter.Replace(file, zip, weights, output => H5Writer.Write(root, output, path), stream));
    }
}

/// <summary>An optimizer, the scale that it stands behind, and what adds up its gradients.</summary>
internal sealed record StateToWrite(AdamOptimizer Optimizer, LossScaleOptimizer? Scale, GradientAccumulator? Accumulator)
{
    /// <summary>What a file that it belongs into holds.</summary>
    public KerasReadOptions Expected => new()
    {
        Amsgrad = Optimizer.Amsgrad,
        UseEma = Optimizer.UseEma,
        GradientAccumulationSteps = Accumulator?.MicroSteps ?? 1,
    };
}
