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
/// <param name="Stages">Which stages exist: what is fixed at compile time.</param>
/// <param name="Name">The optimizer's name.</param>
/// <param name="Numbers">The attribute's numbers and the defaults of others, for stages that exist: defaults of what can change at run time.</param>
internal sealed record AdamModel(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    bool IsAbstract,
    bool DeclaresConstructor,
    string Attribute,
    Stages Stages,
    string Name,
    EquatableArray<OptionValue> Numbers)
{
    /// <summary>Whether a name that the emitted file declares again has nothing but lower-case letters, about which compilers warn (CS8981).</summary>
    public bool RepeatsLowerCase =>
        ContainingTypes.Select(declaration => declaration.Split(' ').Last()).Append(ClassName).Any(name => name.All(letter => letter is >= 'a' and <= 'z'));
}

/// <summary>A number of the attribute, or its default.</summary>
/// <param name="Option">The attribute's argument.</param>
/// <param name="Value">The number, a whole one too.</param>
internal readonly record struct OptionValue(string Option, double Value);
