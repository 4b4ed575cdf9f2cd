using System;
using System.Linq;
using System.Reflection;

namespace Adam.Tests.Kernels;

/// <summary>The operations that stand in emitted files, of which this assembly has many: they are local to a file, and found by their names.</summary>
internal static class EmittedLanes
{
    /// <summary>An operation of an instruction set, in some class that has it.</summary>
    public static T Operation<T>(InstructionSet set, string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(one => one.ParameterType)];
        MethodInfo method = typeof(EmittedLanes).Assembly.GetTypes()
            .Where(type => type.Namespace == "Adam.EmittedLoops" && type.Name.EndsWith($"__{set}Lanes", StringComparison.Ordinal))
            .Select(type => type.GetMethod(name, parameters))
            .First(one => one is not null)!;
        return method.CreateDelegate<T>();
    }
}
