using System;
using System.Collections.Generic;
using Adam.Keras.Data;
using Google.Protobuf;

namespace Adam.Keras.TensorFlow;

/// <summary>Reading of protocol messages field by field: a handful of fields of a few small messages need no generated classes.</summary>
internal static class Messages
{
    /// <summary>Calls back for each field with its number; what the callback does not read is skipped.</summary>
    public static void Read(ReadOnlyMemory<byte> message, ByteSource file, string what, Action<int, CodedInputStream> field)
    {
        try
        {
            using CodedInputStream input = new(message.ToArray());
            while (input.ReadTag() is var tag and not 0)
            {
                int number = WireFormat.GetTagFieldNumber(tag);
                long before = input.Position;
                field(number, input);
                if (input.Position == before)
                {
                    input.SkipLastField();
                }
            }
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new KerasException(KerasProblem.Damaged, file.Name, $"its {what} is not a message: {e.Message}", e);
        }
    }

    public static ReadOnlyMemory<byte> Nested(CodedInputStream input) => input.ReadBytes().Memory;

    /// <summary>The dimensions of a TensorShapeProto.</summary>
    public static List<long> Shape(ReadOnlyMemory<byte> message, ByteSource file)
    {
        var shape = new List<long>();
        Read(message, file, "shape", (number, input) =>
        {
            if (number == 2)
            {
                long size = 0;
                Read(Nested(input), file, "dimension", (n, i) => size = n == 1 ? i.ReadInt64() : size);
                shape.Add(size);
            }
            else if (number == 3 && input.ReadBool())
            {
                throw new KerasException(KerasProblem.Unsupported, file.Name, "a tensor has an unknown number of dimensions.");
            }
        });
        return shape;
    }
}
