using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Adam.Checkpoints.Files;

/// <summary>What .NET has no call for: flushing a folder, opening without waiting, and telling a device from a file.</summary>
internal static unsafe partial class UnixFiles
{
    private const int InvalidArgument = 22;
    private const int Interrupted = 4;

    private static bool IsLinux => OperatingSystem.IsLinux() || OperatingSystem.IsAndroid();

    private static bool IsUnix => IsLinux || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();

    /// <summary>Returns when the entries of a folder are on the disk. Windows and some network file systems know no such thing, and order them themselves.</summary>
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void FlushFolder(string folder)
    {
        if (!IsUnix)
        {
            return;
        }

        using SafeFileHandle? handle = TryOpen(folder);
        int result = handle is null ? -1 : Flush(handle);
        int error = Marshal.GetLastPInvokeError();
        while (handle is not null && result != 0 && error == Interrupted)
        {
            result = Flush(handle);
            error = Marshal.GetLastPInvokeError();
        }

        if (result != 0 && error != InvalidArgument)
        {
            throw new IOException($"The folder '{folder}' cannot be flushed to the disk ({Marshal.GetPInvokeErrorMessage(error)}); the new file is there, and may be the old one again after a loss of power.");
        }
    }

    /// <summary>Opens for reading without waiting for the other end of a pipe; null where that fails or is not possible, and the caller tries in the usual way.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        if (!IsUnix || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        // O_NONBLOCK and O_CLOEXEC, reading being 0.
        int flags = IsLinux ? 0x800 | 0x80000 : OperatingSystem.IsMacOS() ? 0x4 | 0x1000000 : 0x4 | 0x100000;
        int descriptor = Open(path, flags);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Whether a path leads to a pipe, a socket or a device. Where the system is not Linux, a device counts as a file.</summary>
    public static bool IsSpecial(string path)
    {
        const int Here = -100;
        const uint TypeOnly = 1;
        const int ModeOffset = 28;
        const int TypeMask = 0xF000;
        const int Regular = 0x8000;
        const int Folder = 0x4000;
        if (!IsLinux)
        {
            if (Directory.Exists(path) || TryOpen(path) is not { } handle)
            {
                return false;
            }

            using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return !file.CanSeek;
        }

        byte* status = stackalloc byte[256];
        try
        {
            if (Status(Here, path, 0, TypeOnly, status) != 0)
            {
                return false;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return false;
        }

        int type = *(ushort*)(status + ModeOffset) & TypeMask;
        return type is not (Regular or Folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Status(int folder, string path, int flags, uint mask, byte* status);
}
