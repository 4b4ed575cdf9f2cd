namespace Adam.Keras.Zip;

/// <summary>A member as the directory of a zip describes it.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Method">0: stored; 8: deflated.</param>
/// <param name="Checksum">CRC-32 of its bytes.</param>
/// <param name="PackedSize">Its size in the zip.</param>
/// <param name="Size">Its size.</param>
/// <param name="Header">Where its local header begins.</param>
/// <param name="Data">Where its bytes begin.</param>
/// <param name="Entry">Its record in the directory, for writing it again.</param>
internal sealed record ZipMember(string Name, int Method, uint Checksum, long PackedSize, long Size, long Header, long Data, byte[] Entry);
