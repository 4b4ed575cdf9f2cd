using System.IO;
using Adam.Checkpoints;

namespace Adam.Tests.Checkpoints;

/// <summary>A layout as a file.</summary>
internal static class Writing
{
    public static byte[] File(SafetensorsLayout layout)
    {
        var file = new MemoryStream();
        var writer = new SafetensorsWriter(new OnePassStream(file, int.MaxValue));
        writer.Write(TensorBytes.Of(layout.Header));
        foreach (TensorToWrite tensor in layout.Tensors)
        {
            writer.Write(tensor.Bytes);
        }

        writer.Finish();
        return file.ToArray();
    }
}
