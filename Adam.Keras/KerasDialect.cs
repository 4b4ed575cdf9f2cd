namespace Adam.Keras;

/// <summary>Who wrote a state, and with that the order of its tensors.</summary>
public enum KerasDialect
{
    /// <summary><c>tf_keras</c>, and Keras 2.11 to 2.15: counter, all averages, m and v of each variable in turn, all vhat.</summary>
    TfKeras,

    /// <summary>Keras 3: counter, rate (not with a schedule), averages and accumulators, m and v in turn, all vhat. The counter counts micro-steps.</summary>
    Keras3,

    /// <summary>Older classes, those that are called legacy since: counter, all m, all v, all vhat.</summary>
    Legacy,

    /// <summary><c>tf.compat.v1.train.AdamOptimizer</c>: m and v at their variables, powers of the betas in place of a counter.</summary>
    TensorFlow1,
}
