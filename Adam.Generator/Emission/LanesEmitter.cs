using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The structure of one instruction set: what the loop asks of a vector, the stages in both spellings, and the operations that these use.</summary>
internal sealed class LanesEmitter(SourceWriter writer, UpdatePlan plan, Isa isa, Operations operations)
{
    private readonly Signatures _signatures = new(plan, operations.Number, operations.Word);

    private string Word => operations.Word;

    private Element Element => plan.Element;

    public void Emit()
    {
        writer.Line($"/// <summary>{isa.Title}.</summary>");
        using (writer.Block($"{OptimizerEmitter.GeneratedCode} file readonly struct {isa.Lanes} : ILanes<{operations.Number}, {Word}>"))
        {
            int count = isa.Count(Element);
            writer.Line($"public static int Count => {count};");
            Method(_signatures.Load, isa.IsVector ? $"{isa.Vector}.LoadUnsafe(ref stream, index)" : "Unsafe.Add(ref stream, index)");
            Method(_signatures.Store, isa.IsVector ? "x.StoreUnsafe(ref stream, index)" : "Unsafe.Add(ref stream, index) = x");
            Method(_signatures.AllNumbers, isa.IsVector ? $"{isa.Vector}.Create(x)" : "x");
            Method(_signatures.AllWords, isa.IsVector ? $"{isa.Vector}.Create(x)" : "x");
            Method(_signatures.And, "x & y");
            Method(_signatures.AreSet, isa.IsVector ? $"x.ExtractMostSignificantBits() == 0x{(1UL << count) - 1:X}" : "x < 0");
            Method(Signatures.RunNarrower, isa.Narrower is { } narrower ? [$"{narrower.Loop(Element)}.Run(in streams, in scalars)"] : ["// Only an empty array is shorter than one number."]);
            EmitCheck();
            EmitStages();
            operations.Emit(writer, "public");
        }
    }

    /// <summary>The questions of docs/numerics.md, each as a word whose sign bits are the answer.</summary>
    private void EmitCheck()
    {
        Method(_signatures.Common, $"({Windows(StreamRole.Value)}) << 1 & ({Joined(" & ", operations.Bits, StreamRole.FirstMoment, StreamRole.SecondMoment, StreamRole.LargestSecondMoment)}) << 2");
        if (!plan.MovesZeros)
        {
            string others = Joined(" | ", operations.Bits, StreamRole.Gradient, StreamRole.FirstMoment, StreamRole.SecondMoment, StreamRole.LargestSecondMoment);
            string windows = $"({Windows(StreamRole.Value)}) << 1";
            Method(_signatures.Still, isa.IsVector ? $"{isa.Vector}.Equals({others}, {Word}.Zero) & {windows}" : $"({others}) == 0 ? {windows} : 0");
        }

        EmitHarmless();
        string least = operations.Call("ReachesSecond", Folded("Min", Each(operations.Bits, StreamRole.SecondMoment)));
        Method(_signatures.Ordinary, $"({Windows(StreamRole.Value, StreamRole.FirstMoment)}) << 1 & {least}");
    }

    private void EmitHarmless()
    {
        List<string> conditions =
        [
            AtLeast(Least(StreamRole.Value, StreamRole.FirstMoment), operations.Constant("LeastNonzeroValue")),
            AtLeast(Least(StreamRole.Gradient), isa.IsVector ? $"{isa.Vector}.Create(scalars.LeastGradient)" : "scalars.LeastGradient"),
            AtLeast(Least(StreamRole.SecondMoment, StreamRole.LargestSecondMoment), operations.Constant("LeastNonzeroSecond")),
            AtMost(
                Folded("Max", Each(operations.Unsigned, StreamRole.SecondMoment, StreamRole.LargestSecondMoment)),
                operations.Constant("LargestZeroSecond")),
        ];

        // An average has no zeros that are harmless.
        if (plan.Streams.Contains(Stream.Average))
        {
            string windows = $"({operations.Call("Window", "a0")} & {operations.Call("Window", "a1")}) << 1";
            conditions.Add(isa.IsVector ? windows : $"{windows} < 0");
        }

        writer.Line($"[MethodImpl(AggressiveInlining)] public static {_signatures.Harmless} =>");
        for (int k = 0; k < conditions.Count; k++)
        {
            string joint = k == 0 ? "    " : isa.IsVector ? "    & " : "    && ";
            writer.Line(joint + conditions[k] + (k < conditions.Count - 1 ? "" : isa.IsVector ? ";" : " ? -1 : 0;"));
        }
    }

    private void EmitStages()
    {
        var plain = new Spelling.Plain(operations);
        var flushing = new Spelling.Flushing(operations);
        for (int k = 0; k < plan.Stages.Count; k++)
        {
            Stage stage = plan.Stages[k];
            writer.Line($"// {k + 1}. {Spelling.Formula(stage)}");
            Method(_signatures.Plain(stage), plain.Print(stage.Value));
            if (stage is UpdateStage update)
            {
                Method(_signatures.Numerator(update), flushing.Print(update.Numerator));
                Method(_signatures.Vanishes(update), Vanishes(update.Divisor.Operand.Name));
                Method(_signatures.Quotient(update), operations.Call("Quotient", "q", flushing.Print(update.Divisor)));
                Method(_signatures.Taken(update), operations.Call("Flush", $"{stage.Target.Name} - q"));
            }
            else
            {
                Method(_signatures.Flushing(stage), flushing.Print(stage.Value));
            }
        }
    }

    /// <summary>A zero over the root of what is neither negative nor NaN, plus a positive epsilon.</summary>
    private string Vanishes(string operand) => isa.IsVector
        ? $"{isa.Vector}.Equals({operations.Bits("q")} << 1, {Word}.Zero) & {AtMost(operations.Unsigned(operand), $"{operations.Constant("Infinity")}.{Element.AsUnsigned}")}"
        : $"{operations.Bits("q")} << 1 == 0 && {AtMost(operations.Unsigned(operand), operations.Constant("Infinity"))} ? -1 : 0";

    private void Method(string signature, params string[] body) => writer.Method("public static " + signature, body);

    /// <summary>Something of both vectors of a question, for every stream of some roles.</summary>
    private IEnumerable<string> Each(Func<string, string> text, params StreamRole[] roles) => Each(text, plan.In(roles));

    private static IEnumerable<string> Each(Func<string, string> text, IEnumerable<Stream> streams) =>
        streams.SelectMany(stream => new[] { text(stream.Lane.Name + "0"), text(stream.Lane.Name + "1") });

    private string Joined(string joint, Func<string, string> text, params StreamRole[] roles) => string.Join(joint, Each(text, roles));

    private string Windows(params StreamRole[] roles) => Joined(" & ", name => operations.Call("Window", name), roles);

    /// <summary>The lowest word, of which zeros have none; an average has a question of its own.</summary>
    private string Least(params StreamRole[] roles) =>
        Folded("Min", Each(name => operations.Call("Nonzero", name), plan.In(roles).Where(stream => stream != Stream.Average)));

    private string Folded(string function, IEnumerable<string> operands) =>
        operands.Aggregate((left, right) => $"{(isa.IsVector ? isa.Vector : "Math")}.{function}({left}, {right})");

    private string AtLeast(string left, string right) =>
        isa.IsVector ? $"{isa.Vector}.GreaterThanOrEqual({left}, {right}).{Element.AsWord}" : $"{left} >= {right}";

    private string AtMost(string left, string right) =>
        isa.IsVector ? $"{isa.Vector}.LessThanOrEqual({left}, {right}).{Element.AsWord}" : $"{left} <= {right}";
}
