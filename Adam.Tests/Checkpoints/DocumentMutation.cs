using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Adam.Tests.Checkpoints;

/// <summary>Damages a file of safetensors: bits and bytes anywhere, or its header as text with the length set right again, so that the damage gets past the first check.</summary>
internal static class DocumentMutation
{
    private static readonly string[] Fragments =
    [
        "null", "true", "0", "-0", "-1", "1", "4", "8", "1.0", "1e3", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
        "\"\"", "\"F32\"", "\"F64\"", "\"F4\"", "\"I8\"", "\"U8\"", "\"BOOL\"", "\"f32\"", "\"\\ud800\"", "\"\\u0061\"", "[]", "[0]", "[3,0]", "[0,4]", "[4,0]", "{}", "[[[[]]]]",
        ",", ":", "{", "}", "[", "]", "\"", "\\", " ", "\n", "\0", "\uFEFF", "é", "\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},", "\"__metadata__\":{},", "\"__metadata__\":{\"a\":\"b\"},",
        "\"x\":1,", "\"x\":[{}],", "\"dtype\":\"F32\",", "\"shape\":[1],", "\"data_offsets\":[0,4],", "\"adam.format\":\"1.0\",", "\"adam.format\":\"2.0\",",
    ];

    public static byte[] Of(byte[] seed, Random random)
    {
        byte[] file = (byte[])seed.Clone();
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            file = random.Next(10) switch
            {
                0 => file[..random.Next(file.Length + 1)],
                1 => [.. file, .. new byte[random.Next(1, 9)]],
                2 => Flip(file, random),
                3 => Length(file, random),
                4 => Moved(file, random),
                _ => Header(file, random),
            };
        }

        return file;
    }

    private static byte[] Flip(byte[] file, Random random)
    {
        if (file.Length > 0)
        {
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        }

        return file;
    }

    private static byte[] Length(byte[] file, Random random)
    {
        if (file.Length >= 8)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
            ulong[] lengths = [length + 1, length - 1, 0, ulong.MaxValue, 1UL << 63, 100_000_000, (ulong)file.Length, (ulong)file.Length - 8, (ulong)random.NextInt64()];
            BinaryPrimitives.WriteUInt64LittleEndian(file, lengths[random.Next(lengths.Length)]);
        }

        return file;
    }

    /// <summary>A run of bytes over another one.</summary>
    private static byte[] Moved(byte[] file, Random random)
    {
        int length = random.Next(Math.Min(16, file.Length + 1));
        file.AsSpan(random.Next(file.Length - length + 1), length).CopyTo(file.AsSpan(random.Next(file.Length - length + 1)));
        return file;
    }

    private static byte[] Header(byte[] file, Random random)
    {
        ulong length = file.Length < 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length == 0 || length > (ulong)file.Length - 8)
        {
            return file;
        }

        var text = new StringBuilder(Encoding.UTF8.GetString(file, 8, (int)length));
        for (int count = random.Next(1, 3); count > 0 && text.Length > 0; count--)
        {
            Change(text, random);
        }

        byte[] header = Encoding.UTF8.GetBytes(text.ToString());
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        return [.. prefix, .. header, .. file[(8 + (int)length)..]];
    }

    private static void Change(StringBuilder text, Random random)
    {
        int at = random.Next(text.Length);
        int length = Math.Min(random.Next(1, 12), text.Length - at);
        string fragment = Fragments[random.Next(Fragments.Length)];
        switch (random.Next(6))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, fragment);
                break;
            case 2:
                text.Insert(at, text.ToString(at, length));
                break;
            case 3:
                // White space, which changes nothing but the checksum.
                text.Append(' ');
                break;
            case 4:
                // Behind a brace, where another member may stand.
                int brace = text.ToString().IndexOf('{', at);
                text.Insert(brace < 0 ? at : brace + 1, fragment);
                break;
            default:
                Replace(text, at, fragment);
                break;
        }
    }

    /// <summary>Something else for a number or a text, which keeps the header JSON more often than cutting blindly.</summary>
    private static void Replace(StringBuilder text, int at, string fragment)
    {
        string whole = text.ToString();
        int start = whole.IndexOfAny([':', '[', ','], at);
        int end = start < 0 ? -1 : whole.IndexOfAny([',', ']', '}', ':'], start + 1);
        if (end > start)
        {
            text.Remove(start + 1, end - start - 1).Insert(start + 1, fragment);
        }
    }
}
