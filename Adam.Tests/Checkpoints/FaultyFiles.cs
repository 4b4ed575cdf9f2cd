using System;
using System.IO;
using Adam.Checkpoints.Files;

namespace Adam.Tests.Checkpoints;

/// <summary>How a step fails.</summary>
internal enum Fault
{
    /// <summary>It does nothing and throws.</summary>
    Before,

    /// <summary>It does its work and throws all the same; a write does half of it.</summary>
    After,

    /// <summary>Like <see cref="Before"/>, and so do all steps that follow: the disk is gone.</summary>
    ForEver,
}

/// <summary>A file layer whose n-th step fails. Each write to the file is a step too.</summary>
internal sealed class FaultyFiles(IFileLayer inner, int failing, Fault fault) : IFileLayer
{
    /// <summary>Steps that were begun.</summary>
    public int Steps { get; private set; }

    public string Resolve(string path) => Step(() => inner.Resolve(path));

    public Stream Create(string path, string like) => new FaultyStream(this, Step(() => inner.Create(path, like)));

    public void Flush(Stream file) => Step(() => inner.Flush(((FaultyStream)file).Inner));

    public void Replace(string from, string to) => Step(() => inner.Replace(from, to));

    public void FlushFolder(string folder) => Step(() => inner.FlushFolder(folder));

    public void Delete(string path) => Step(() => inner.Delete(path));

    // It promises not to throw.
    public void RemoveAbandoned(string folder, string prefix, string suffix) => inner.RemoveAbandoned(folder, prefix, suffix);

    private void Step(Action step) => Step(() =>
    {
        step();
        return 0;
    });

    private T Step<T>(Func<T> step)
    {
        int number = ++Steps;
        if (number == failing && fault == Fault.After)
        {
            if (step() is IDisposable opened)
            {
                opened.Dispose();
            }

            throw new IOException($"Step {number} fails behind its work.");
        }

        return number == failing || (number > failing && fault == Fault.ForEver) ? throw new IOException($"Step {number} fails.") : step();
    }

    private sealed class FaultyStream(FaultyFiles files, Stream inner) : MemoryStream
    {
        public Stream Inner => inner;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            byte[] bytes = buffer.ToArray();
            int count = files.Steps + 1 == files.Failing && files.Kind == Fault.After ? bytes.Length / 2 : bytes.Length;
            files.Step(() => inner.Write(bytes, 0, count));
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private int Failing => failing;

    private Fault Kind => fault;
}
