namespace Adam.Configs;

/// <summary>Keys that other optimizers' configurations have, and what takes their place (D2, S1.13).</summary>
internal static class LegacyKeys
{
    /// <summary>Keys that Keras 3 writes always, with the value null where they are off, as they are here.</summary>
    public static readonly string[] OffWhereNull = ["loss_scale_factor", "gradient_accumulation_steps"];

    /// <summary>Arguments of the optimizer behind it that an older Keras 3 repeats in a loss scale's own configuration; null there, or refused by it too.</summary>
    public static readonly string[] OffInLossScale = ["weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "ema_overwrite_frequency", .. OffWhereNull];

    /// <summary>What to do about a key, or null where it is not known.</summary>
    public static string? Replacement(string key) => key switch
    {
        "lr" => "use `learning_rate`",
        "decay" => "remove it, and for a decay other than 0 use an InverseTimeDecay with `decay_steps` of 1 and this `decay_rate` as `learning_rate`",
        "gradient_aggregator" => "remove it, and aggregate the gradients before ApplyGradients",
        "gradient_transformers" => "remove it, and transform the gradients before ApplyGradients",
        "mesh" => "remove it, it is no part of a configuration",
        "loss_scale_factor" => "make it null, and scale loss and gradients around the optimizer",
        "gradient_accumulation_steps" => "make it null, and sum the gradients before ApplyGradients",
        "clip_norm" => "use `clipnorm`",
        "clip_value" => "use `clipvalue`",
        "global_clip_norm" => "use `global_clipnorm`",
        "beta1" => "use `beta_1`",
        "beta2" => "use `beta_2`",
        "eps" => "use `epsilon`",
        _ => null,
    };
}
