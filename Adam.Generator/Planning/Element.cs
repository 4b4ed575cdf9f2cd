namespace Adam.Generator.Planning;

/// <summary>What an array holds: the only place that knows how C# and the framework call it.</summary>
/// <param name="Keyword">The type of a number.</param>
/// <param name="Word">The signed type of its bits.</param>
/// <param name="Unsigned">The unsigned type of its bits.</param>
/// <param name="Format">Its precision and range, from which every constant follows.</param>
/// <param name="ToWord">The function from a number to its bits.</param>
/// <param name="ToNumber">The function back.</param>
/// <param name="Math">The class with its functions.</param>
/// <param name="Narrow">The class with the 128-bit instructions of x64 for it.</param>
/// <param name="Cast">How vectors name it in <c>AsX()</c>.</param>
internal sealed record Element(
    string Keyword, string Word, string Unsigned, Format Format, string ToWord, string ToNumber, string Math, string Narrow, string Cast)
{
    public static readonly Element Binary32 = new(
        "float", "int", "uint", Format.Binary32, "BitConverter.SingleToInt32Bits", "BitConverter.Int32BitsToSingle", "MathF", "Sse", "Single");

    public int Bytes => Format.Width / 8;

    public string AsWord => $"AsInt{Format.Width}()";

    public string AsUnsigned => $"AsUInt{Format.Width}()";

    public string AsNumber => $"As{Cast}()";

    /// <summary>A word of bits as a literal.</summary>
    public string Hex(ulong bits) => "0x" + bits.ToString(Bytes == 4 ? "X8" : "X16", System.Globalization.CultureInfo.InvariantCulture);
}
