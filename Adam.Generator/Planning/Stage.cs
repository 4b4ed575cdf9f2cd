namespace Adam.Generator.Planning;

/// <summary>One assignment of the update, with its name in the field and where it comes from.</summary>
/// <param name="Title">What the step is called.</param>
/// <param name="Source">The clause of the specification, and the paper where there is one.</param>
/// <param name="Target">The element that changes.</param>
/// <param name="Value">What it becomes.</param>
internal sealed record Stage(string Title, string Source, Lane Target, Expression Value);
