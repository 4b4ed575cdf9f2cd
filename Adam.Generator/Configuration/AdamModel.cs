using System.Linq;

namespace Adam.Generator.Configuration;

/// <summary>
/// Everything the generator knows about one annotated class: plain values, equal by content all the way down.
/// This is what the incremental pipeline caches, so no symbol, syntax node or compilation may ever be reachable from it.
/// </summary>
/// <param name="Namespace">The namespace, dotted; empty for the global one.</param>
/// <param name="ContainingTypes">Declarations of the enclosing types, outermost first, such as <c>partial class Models</c>.</param>
/// <param name="ClassName">The annotated class, as it is spelled in C# (with its @ where it needs one).</param>
/// <param name="IsAbstract">Whether it is abstract; then only its derived classes can use the emitted constructors.</param>
/// <param name="DeclaresConstructor">Whether the user wrote an instance constructor; then none is emitted.</param>
/// <param name="Attribute">The attribute as the user wrote it.</param>
/// <param name="Structure">Which stages exist: what is fixed at compile time.</param>
/// <param name="Numbers">The attribute's values: defaults of what can change at run time.</param>
internal sealed record AdamModel(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    bool IsAbstract,
    bool DeclaresConstructor,
    string Attribute,
    AdamStructure Structure,
    AdamNumbers Numbers)
{
    /// <summary>Whether a name that the emitted file declares again has nothing but lower-case letters, about which compilers warn (CS8981).</summary>
    public bool RepeatsLowerCase =>
        ContainingTypes.Select(declaration => declaration.Split(' ').Last()).Append(ClassName).Any(name => name.All(letter => letter is >= 'a' and <= 'z'));
}

/// <summary>The choices that decide which stages the update loop contains.</summary>
/// <param name="Clip">The one clipping rule that runs (S3.7, D19).</param>
/// <param name="WeightDecay">Whether decoupled weight decay exists (S1.7: a given 0 counts as on).</param>
/// <param name="Amsgrad">Whether the maximum of the second moments divides the step (S5.3).</param>
/// <param name="AdaptiveEpsilon">Whether epsilon is scaled by the bias correction of the second moment (S5.1).</param>
/// <param name="UseEma">Whether an average of the variable is kept (S7).</param>
/// <param name="EmaOverwrite">Whether the variable is overwritten by its average every so many steps (S7.3).</param>
internal readonly record struct AdamStructure(
    ClipRule Clip,
    bool WeightDecay,
    bool Amsgrad,
    bool AdaptiveEpsilon,
    bool UseEma,
    bool EmaOverwrite);

/// <summary>The rule that limits gradients before the update, at most one (S3.7).</summary>
internal enum ClipRule
{
    /// <summary>Gradients are used as they come.</summary>
    None,

    /// <summary>Every element is bounded to [-limit, limit] (S13.3).</summary>
    Value,

    /// <summary>Each gradient's norm is bounded (S13.1).</summary>
    Norm,

    /// <summary>The norm of all gradients of the call together is bounded (S13.2).</summary>
    GlobalNorm,
}

/// <summary>The attribute's numbers. Null is "not given", which is None in the original.</summary>
internal sealed record AdamNumbers(
    string Name,
    double LearningRate,
    double Beta1,
    double Beta2,
    double Epsilon,
    double? WeightDecay,
    double? ClipNorm,
    double? ClipValue,
    double? GlobalClipNorm,
    double EmaMomentum,
    int? EmaOverwriteFrequency);
