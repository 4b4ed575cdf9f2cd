using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>Edits that have nothing to do with the configuration must leave every step of ours as it was.</summary>
internal static class IncrementalityCheck
{
    /// <summary>The second runs: what is edited, and how.</summary>
    private static readonly (string What, Func<CSharpCompilation, CSharpCompilation> Edit)[] Edits =
    [
        ("nothing", project => project.Clone()),
        ("a comment added to the annotated file", project =>
            TestCompilation.Edit(project, "Source.cs", project.SyntaxTrees[0] + "\n// A comment.\n")),
        ("another file added", project =>
            project.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Another;", (CSharpParseOptions)project.SyntaxTrees[0].Options, "Another.cs"))),
        ("an unrelated class edited", project =>
            TestCompilation.Edit(project, TestCompilation.UnrelatedPath, "internal static class Unrelated { public const int Value = 42; }")),
    ];

    public static void Check(GeneratorDriver first, CSharpCompilation project)
    {
        foreach ((string what, Func<CSharpCompilation, CSharpCompilation> edit) in Edits)
        {
            foreach ((string step, IncrementalStepRunReason reason) in Reasons(first.RunGenerators(edit(project))))
            {
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"Edit: {what}. Step {step} is {reason}; it must be Cached or Unchanged.");
            }
        }
    }

    /// <summary>Why the model step and the steps that write files gave what they gave.</summary>
    public static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return
            from step in result.TrackedSteps.Where(one => one.Key == AdamGenerator.ModelStep).Concat(result.TrackedOutputSteps)
            from run in step.Value
            from output in run.Outputs
            select (step.Key, output.Reason);
    }
}
