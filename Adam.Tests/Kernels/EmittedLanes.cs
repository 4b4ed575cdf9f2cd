using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;

namespace Adam.Tests.Kernels;

/// <summary>The operations that stand in emitted files, of which this assembly has many: they are local to a file, and found by their names.</summary>
internal static class EmittedLanes
{
    private static readonly Type[] Emitted = [.. typeof(EmittedLanes).Assembly.GetTypes().Where(type => type.Namespace == "Adam.EmittedLoops")];
    private static readonly ConcurrentDictionary<(InstructionSet Set, string Name, Type Kind), Delegate> Found = new();

    /// <summary>An operation of an instruction set, in some class that has it.</summary>
    public static T Operation<T>(InstructionSet set, string name)
        where T : Delegate => (T)Found.GetOrAdd((set, name, typeof(T)), Find);

    private static Delegate Find((InstructionSet Set, string Name, Type Kind) wanted)
    {
        Type[] parameters = [.. wanted.Kind.GetMethod("Invoke")!.GetParameters().Select(one => one.ParameterType)];
        MethodInfo method = Emitted
            .Where(type => type.Name.EndsWith($"__{wanted.Set}Lanes", StringComparison.Ordinal))
            .Select(type => type.GetMethod(wanted.Name, parameters))
            .First(one => one is not null)!;
        return method.CreateDelegate(wanted.Kind);
    }
}
