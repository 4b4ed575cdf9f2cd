using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>What the loop calls: one declaration of each method for the interface and for every instruction set.</summary>
internal sealed class Signatures(UpdatePlan plan, string number, string word)
{
    private static readonly string[] s_members = ["0", "1"];

    private readonly string _numbers = $"in Numbers<{number}, {word}> n";
    private readonly string _floors = $"in Floors<{word}> f";

    public string Load => $"{number} Load(ref {plan.Element.Keyword} stream, nuint index)";

    public string Store => $"void Store({number} x, ref {plan.Element.Keyword} stream, nuint index)";

    public string AllNumbers => $"{number} All({plan.Element.Keyword} x)";

    public string AllWords => $"{word} All({plan.Element.Word} x)";

    public string And => $"{word} And({word} x, {word} y)";

    public string AreSet => $"bool AreSet({word} x)";

    public static string RunNarrower => "void RunNarrower(in UpdateStreams streams, in StepScalars scalars)";

    public string Flush => $"{number} Flush({number} x)";

    // The questions are asked about two vectors at once, because joining words costs less than comparing them.
    public string Common => $"{word} Common({OfTwo(AskedFirst(plan))})";

    public string Still => $"{word} Still({OfTwo(plan.Streams)})";

    public string Harmless => $"{word} Harmless({OfTwo(plan.Streams)}, in StepScalars scalars)";

    public string Ordinary => $"{word} Ordinary({OfTwo(AskedLast(plan))})";

    /// <summary>The streams that the first question looks at.</summary>
    public static IEnumerable<Stream> AskedFirst(UpdatePlan plan) => plan.Streams.Where(stream => stream.Role != StreamRole.Gradient);

    /// <summary>The streams that the last question looks at.</summary>
    public static IEnumerable<Stream> AskedLast(UpdatePlan plan) => plan.In(StreamRole.Value, StreamRole.FirstMoment, StreamRole.SecondMoment);

    public string Plain(Stage stage) =>
        $"{number} {stage.Role}({Parameters(stage)}, {_numbers}{(ReadsScalars(stage) ? ", in StepScalars scalars" : "")}{(stage is UpdateStage ? ", bool beside" : "")})";

    public string Flushing(Stage stage) => $"{number} {stage.Role}Flushed({Parameters(stage)}, {_numbers}, {_floors})";

    public string Numerator(UpdateStage stage) => $"{number} Numerator({number} {((Lane)stage.Numerator.Left).Name}, {_numbers}, {_floors})";

    public string Vanishes(UpdateStage stage) => $"{word} Vanishes({number} q, {number} {stage.Divisor.Operand.Name})";

    public string Quotient(UpdateStage stage) => $"{number} Divided({number} q, {number} {stage.Divisor.Operand.Name}, {_numbers})";

    public string Taken(UpdateStage stage) => $"{number} Taken({number} {stage.Target.Name}, {number} q)";

    /// <summary>The arguments of a stage for one member of a group.</summary>
    public string PlainArguments(Stage stage, string member, bool isBeside) =>
        $"{Elements(stage, member)}, in n{(ReadsScalars(stage) ? ", in scalars" : "")}{(stage is UpdateStage ? $", beside: {(isBeside ? "true" : "false")}" : "")}";

    public string FlushingArguments(Stage stage, string member) => $"{Elements(stage, member)}, in n, in f";

    private string Elements(Stage stage, string member) => string.Join(", ", stage.Reads(plan).Select(lane => lane.Name + member));

    private string Parameters(Stage stage) => string.Join(", ", stage.Reads(plan).Select(lane => $"{number} {lane.Name}"));

    private string OfTwo(IEnumerable<Stream> streams) =>
        string.Join(", ", s_members.SelectMany(member => streams.Select(stream => $"{number} {stream.Lane.Name}{member}")));

    /// <summary>Whether some instruction set has two ways to a part of the stage, between which the step decides.</summary>
    private static bool ReadsScalars(Stage stage) => stage is UpdateStage || HasTwoWays(stage.Value);

    private static bool HasTwoWays(Expression expression) => expression is Square or Quotient { Right: Scalar } || expression.Operands.Any(HasTwoWays);
}
