using System.Collections.Generic;

namespace Adam.Generator.Configuration;

/// <summary>The names that emitted code gives to what a user's class must not have itself: rules look for them, emission writes them.</summary>
internal static class EmittedNames
{
    /// <summary>
    /// Where everything stands but the user's class: a namespace that nobody uses, because its types come before those of any using. A type that
    /// a user does put there is found by a rule (<see cref="ClassFacts"/>).
    /// </summary>
    public const string Namespace = "Adam." + NamespacePart;

    public const string NamespacePart = "EmittedLoops";

    public const string Contract = "EmittedContract";

    public const string Configuration = "EmittedConfiguration";

    public const string Update = "EmittedUpdate";

    /// <summary>The members of the user's class that are written for it, by names that nobody else uses.</summary>
    public static readonly IReadOnlyList<string> Members = [Contract, Configuration, Update];
}
