using System;
using Adam.Lanes;

namespace Adam.Benchmarks.Optimizers;

/// <summary>An optimizer whose emitted loop can be measured without the rest of a step.</summary>
internal interface IEmittedLoop : IDisposable
{
    /// <summary>The emitted loop, which only its class can call.</summary>
    void RunLoop(in UpdateStreams streams, in StepScalars scalars);

    /// <summary>The numbers of a step, as a step call works them out.</summary>
    StepScalars ScalarsOf(long t);
}
