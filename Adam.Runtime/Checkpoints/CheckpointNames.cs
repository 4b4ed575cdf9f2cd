using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Adam.Checkpoints;

/// <summary>
/// Names of variables as names of tensors. Most stay as they are. Any two variables have different ones, and none is that of a slot
/// (<c>name/m</c>), of ours (<c>adam/...</c>) or of the metadata, so that each leads back to its variable.
/// </summary>
/// <remarks>
/// <c>%</c> and <c>#</c> become <c>%25</c> and <c>%23</c>. The last slash of a name that ends like a slot becomes <c>%2F</c>, and so does that of
/// a name that begins with <c>adam/</c>. Half a surrogate pair, which is no text, becomes <c>%uD800</c>. Names that occur again get <c>#2</c>, <c>#3</c> in their order.
/// </remarks>
internal static class CheckpointNames
{
    public const string ReservedPrefix = "adam/";

    /// <summary>What may stand behind a variable's name and a slash.</summary>
    public static readonly IReadOnlyList<string> Slots = ["m", "v", "vhat", "average", "sum"];

    /// <summary>Tensor names for variables, in their order.</summary>
    public static string[] Of(IEnumerable<string> variables)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. variables.Select(name =>
            {
                int count = counts[name] = counts.GetValueOrDefault(name) + 1;
                return OfOccurrence(name, count);
            }),
        ];
    }

    /// <summary>The name of a variable's tensor, which is the n-th of its name.</summary>
    public static string OfOccurrence(string variable, int occurrence) =>
        Escape(variable) + (occurrence == 1 ? "" : "#" + occurrence.ToString(CultureInfo.InvariantCulture));

    public static string OfSlot(string tensorOfVariable, string slot) => tensorOfVariable + "/" + slot;

    public static string Escape(string name)
    {
        int slash = name.LastIndexOf('/');
        bool looksLikeSlot = slash >= 0 && Slots.Contains(name[(slash + 1)..], StringComparer.Ordinal);
        bool looksReserved = name.StartsWith(ReservedPrefix, StringComparison.Ordinal);
        var text = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool hidden = c == '/' ? (looksLikeSlot && i == slash) || (looksReserved && i == ReservedPrefix.Length - 1)
                : c is '%' or '#' || (i == 0 && name == SafetensorsHeaderParser.MetadataKey);
            if (char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                text.Append(c).Append(name[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                text.Append(CultureInfo.InvariantCulture, $"%u{(int)c:X4}");
            }
            else if (hidden)
            {
                text.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// The variable, which of those of its name, and the slot (null: the variable itself) that a tensor belongs to; null for a name that
    /// this class does not make.
    /// </summary>
    public static (string Variable, int Occurrence, string? Slot)? Parse(string tensor)
    {
        int slash = tensor.LastIndexOf('/');
        string? slot = slash >= 0 ? Slots.FirstOrDefault(s => s == tensor[(slash + 1)..]) : null;
        string whole = slot is null ? tensor : tensor[..slash];
        int mark = whole.LastIndexOf('#');
        int occurrence = 1;
        if (mark >= 0 && !(int.TryParse(whole.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out occurrence) && occurrence >= 2))
        {
            return null;
        }

        string? variable = Unescape(mark >= 0 ? whole[..mark] : whole);

        // Only what Escape gives leads back; another spelling would make two tensors of one variable.
        return variable is not null && (mark >= 0 ? whole[..mark] : whole) == Escape(variable) && (mark < 0 || whole[(mark + 1)..] == occurrence.ToString(CultureInfo.InvariantCulture))
            ? (variable, occurrence, slot)
            : null;
    }

    private static string? Unescape(string text)
    {
        var name = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                name.Append(text[i]);
                continue;
            }

            bool isWide = i + 1 < text.Length && text[i + 1] == 'u';
            int start = i + (isWide ? 2 : 1);
            int digits = isWide ? 4 : 2;
            if (start + digits > text.Length
                || !ushort.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                return null;
            }

            name.Append((char)code);
            i = start + digits - 1;
        }

        return name.ToString();
    }
}
