using System.Collections.Generic;

namespace Adam.Keras;

/// <summary>What the index of a TensorFlow checkpoint says about a tensor.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Element">The type of its elements; <see cref="KerasElement.Other"/> for one that is not read here.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="IsSliced">Whether it is cut into slices.</param>
public sealed record TensorFlowTensor(string Name, KerasElement Element, IReadOnlyList<long> Shape, bool IsSliced);
