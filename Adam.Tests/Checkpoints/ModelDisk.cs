using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Checkpoints.Files;

namespace Adam.Tests.Checkpoints;

/// <summary>
/// A disk in memory that tells what is written from what is safe: bytes until their file is flushed, names until their folder is. After a
/// crash, what was not safe may be there wholly, in part, or in another order.
/// </summary>
/// <remarks>One folder. Giving a file a name is two changes, the new name and the loss of the old one, and either may be lost.</remarks>
internal sealed class ModelDisk(int crashAt) : IFileLayer
{
    private readonly List<(string Name, Inode? Inode)> _pendingNames = [];
    private readonly Dictionary<string, Inode> _safeNames = [];
    private int _step;

    /// <summary>Whether the process has died.</summary>
    public bool Crashed { get; private set; }

    public int Steps => _step;

    /// <summary>A file that is safe.</summary>
    public void Put(string path, byte[] bytes) => _safeNames[path] = new Inode { Safe = bytes };

    /// <summary>What may be at a path after a crash now: contents, or null for no file.</summary>
    public IEnumerable<byte[]?> AfterCrash(string path)
    {
        for (int kept = 0; kept < 1 << _pendingNames.Count; kept++)
        {
            Dictionary<string, Inode> names = new(_safeNames);
            for (int i = 0; i < _pendingNames.Count; i++)
            {
                if ((kept >> i & 1) != 0)
                {
                    Apply(names, _pendingNames[i]);
                }
            }

            if (!names.TryGetValue(path, out Inode? inode))
            {
                yield return null;
                continue;
            }

            foreach (byte[] content in inode.AfterCrash())
            {
                yield return content;
            }
        }
    }

    public string Resolve(string path) => path;

    public Stream Create(string path, string like)
    {
        Step();
        var inode = new Inode();
        _pendingNames.Add((path, inode));
        return new ModelStream(this, inode);
    }

    public void Flush(Stream file)
    {
        Step();
        Inode inode = ((ModelStream)file).Inode;
        inode.Safe = inode.Whole();
        inode.Pending.Clear();
    }

    public void Replace(string from, string to)
    {
        Step();
        Inode inode = Now()[from];
        _pendingNames.Add((to, inode));
        _pendingNames.Add((from, null));
    }

    public void FlushFolder(string folder)
    {
        Step();
        foreach ((string, Inode?) change in _pendingNames)
        {
            Apply(_safeNames, change);
        }

        _pendingNames.Clear();
    }

    public void Delete(string path)
    {
        Step();
        _pendingNames.Add((path, null));
    }

    public void RemoveAbandoned(string folder, string prefix, string suffix)
    {
    }

    /// <summary>What a process that looks now sees.</summary>
    public byte[]? Seen(string path) => Now().GetValueOrDefault(path)?.Whole();

    private Dictionary<string, Inode> Now()
    {
        Dictionary<string, Inode> names = new(_safeNames);
        _pendingNames.ForEach(change => Apply(names, change));
        return names;
    }

    private static void Apply(Dictionary<string, Inode> names, (string Name, Inode? Inode) change)
    {
        if (change.Inode is null)
        {
            names.Remove(change.Name);
        }
        else
        {
            names[change.Name] = change.Inode;
        }
    }

    /// <summary>A dead process does nothing any more, so every later step, of cleaning up too, fails.</summary>
    private void Step()
    {
        Crashed |= ++_step == crashAt;
        if (Crashed)
        {
            throw new IOException("The machine has crashed.");
        }
    }

    private sealed class Inode
    {
        public byte[] Safe { get; set; } = [];

        public List<(int At, byte[] Bytes)> Pending { get; } = [];

        public byte[] Whole() => With(Pending);

        /// <summary>None, all, each beginning, each one missing among the others, each one torn; and zeros where the length came without the bytes.</summary>
        public IEnumerable<byte[]> AfterCrash()
        {
            yield return Safe;
            for (int i = 0; i < Pending.Count; i++)
            {
                (int at, byte[] bytes) = Pending[i];
                yield return With(Pending.Take(i + 1));
                yield return With(Pending.Where((_, j) => j != i));
                yield return With([.. Pending.Take(i), (at, bytes[..(bytes.Length / 2)])]);
                yield return With([.. Pending.Where((_, j) => j != i), (at, new byte[bytes.Length])]);
            }
        }

        private byte[] With(IEnumerable<(int At, byte[] Bytes)> writes)
        {
            byte[] content = (byte[])Safe.Clone();
            foreach ((int at, byte[] bytes) in writes)
            {
                Array.Resize(ref content, Math.Max(content.Length, at + bytes.Length));
                bytes.CopyTo(content, at);
            }

            return content;
        }
    }

    private sealed class ModelStream(ModelDisk disk, Inode inode) : MemoryStream
    {
        public Inode Inode => inode;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            disk.Step();
            inode.Pending.Add((inode.Whole().Length, buffer.ToArray()));
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
