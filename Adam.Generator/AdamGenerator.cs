using System.Text;
using Adam.Generator.Configuration;
using Adam.Generator.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adam.Generator;

/// <summary>The pipeline: an annotated class becomes a model, a model becomes a file. Plans are made after the cache, never in it.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AdamGenerator : IIncrementalGenerator
{
    /// <summary>The tracked step that holds one <see cref="AdamModel"/> for every annotated class that breaks no rule.</summary>
    internal const string ModelStep = "Model";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<AdamModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AdamConfigReader.AttributeName,
                static (node, _) => node is ClassDeclarationSyntax,
                AdamConfigReader.Read)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);

        context.RegisterSourceOutput(models, static (output, model) =>
            output.AddSource(OptimizerEmitter.HintName(model), SourceText.From(OptimizerEmitter.Emit(model), Encoding.UTF8)));
    }
}
