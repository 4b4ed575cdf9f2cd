using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>Walks everything that is reachable from a cached value and fails on what keeps a compilation alive.</summary>
internal static class ModelPurity
{
    // Symbols are internal classes behind public interfaces, so only assignability finds them; an exact type never would.
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(Location), typeof(SemanticModel),
        typeof(AttributeData), typeof(Diagnostic), typeof(SyntaxReference), typeof(IOperation),
    ];

    // A token is a struct that holds its tree.
    private static readonly Type[] ForbiddenStructs = [typeof(SyntaxToken), typeof(SyntaxNodeOrToken), typeof(SyntaxTrivia), typeof(TypedConstant)];

    public static void Check(object model) => Walk(model, model.GetType().Name, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null)
        {
            return;
        }

        Type type = value.GetType();
        Assert.False(Array.Exists(Forbidden, one => one.IsAssignableFrom(type)), $"{path} holds a {type}: a cached model must be values only.");
        Assert.False(Array.Exists(ForbiddenStructs, one => one == type), $"{path} holds a {type}: a cached model must be values only.");
        Assert.False(value is Delegate, $"{path} holds a delegate, which may hold anything: a cached model must be values only.");
        if (type.IsPrimitive || type.IsEnum || value is string or decimal || value is Type || (!type.IsValueType && !seen.Add(value)))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            int index = 0;
            foreach (object? item in items)
            {
                Walk(item, $"{path}[{index++}]", seen);
            }
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            const BindingFlags OwnFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in level.GetFields(OwnFields))
            {
                if (!field.FieldType.IsPointer)
                {
                    Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
                }
            }
        }
    }
}
