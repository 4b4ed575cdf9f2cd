"""Times PyTorch's Adam through its public step call, at the sizes of the verb `kernels` and for models of the verb `models`.

One thread, float32, the defaults of the benchmarked optimizer (rate 1e-3, epsilon 1e-7). Variants that the installed
version does not have (fused on a CPU came with 2.4) are left out with a line that says so. Prints the table and writes the
same comma-separated values as the .NET benchmarks: competitor, elements, median and fastest ns per element; competitor, model,
milliseconds. The verbs `kernels` and `models` put them into their own tables if they lie in their output folder.

    python3 benchmarks/pytorch/fused_adam.py [--quick] [--threads N] [--sizes 2Ki,64Ki] [--models gpt2-124m] [--output FOLDER]
"""

import argparse
import json
import math
import os
import platform
import random
import statistics
import sys
import time

try:
    import torch
except ImportError:
    print("PyTorch is not installed, so there is nothing to measure; on Debian: apt-get install python3-torch.")
    sys.exit(0)

KI, MI = 1 << 10, 1 << 20
SWEEP = [256, KI, 2 * KI, 8 * KI, 64 * KI, 256 * KI, MI, 4 * MI, 16 * MI, 64 * MI]
SWEEP_QUICK = [256, 2 * KI, 64 * KI, MI]
VARIANTS = {
    "PyTorch fused": {"fused": True},
    "PyTorch foreach": {"foreach": True},
    "PyTorch plain": {"foreach": False},
}


SHAPES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Adam.Benchmarks", "Data", "model-shapes.json")
MODELS = ["mobilenet_v2", "resnet50", "bert-base-uncased", "gpt2-124m"]


def parse_size(text):
    for suffix, factor in (("Ki", KI), ("Mi", MI)):
        if text.endswith(suffix):
            return int(text[: -len(suffix)]) * factor
    return int(text)


def count(value):
    for suffix, factor in (("Mi", MI), ("Ki", KI)):
        if value >= factor and value % factor == 0:
            return f"{value // factor} {suffix}"
    return str(value)


def number(value):
    return f"{value:.0f}" if value >= 99.95 else f"{value:.1f}" if value >= 9.995 else f"{value:.2f}"


def make(lengths, **variant):
    """An optimizer over parameters around 1 with gradients around 1e-3, after its first step, or why there is none."""
    generator = torch.Generator().manual_seed(1)
    parameters = []
    for length in lengths:
        parameter = torch.nn.Parameter(torch.randn(length, generator=generator))
        parameter.grad = torch.randn(length, generator=generator) * 1e-3
        parameters.append(parameter)
    try:
        optimizer = torch.optim.Adam(parameters, lr=1e-3, eps=1e-7, **variant)
        optimizer.step()
    except (RuntimeError, TypeError) as error:
        return None, str(error).splitlines()[0]
    return optimizer, None


def sample(optimizer, steps):
    """Nanoseconds of one step."""
    for _ in range(max(1, steps // 8)):
        optimizer.step()
    start = time.perf_counter_ns()
    for _ in range(steps):
        optimizer.step()
    return (time.perf_counter_ns() - start) / steps


def measure(competitors, quick):
    """The samples of each competitor: rounds in which each gets one, every round starting with the next of them."""
    least, rounds = (5e5, 5) if quick else (3e6, 21)
    steps = {name: max(1, int(least / sample(optimizer, 3))) for name, optimizer in competitors.items()}
    samples = {name: [] for name in competitors}
    names = list(competitors)
    for r in range(rounds):
        for turn in range(len(names)):
            name = names[(r + turn) % len(names)]
            samples[name].append(sample(competitors[name], steps[name]))
    return samples


def available(lengths, missing):
    found = {}
    for name, variant in VARIANTS.items():
        optimizer, reason = make(lengths, **variant)
        if optimizer is None:
            missing[name] = reason
        else:
            found[name] = optimizer
    return found


def measure_models(names, quick):
    """Milliseconds of one step of each model, by competitor."""
    with open(SHAPES, encoding="utf-8") as file:
        shapes = json.load(file)
    rows = []
    for model in names:
        print(f"  measuring {model}", file=sys.stderr)
        lengths = [math.prod(shape) for _, shape in shapes[model]]
        for name in VARIANTS:
            # One after the other: three copies of a large model and its moments need not fit into memory together.
            optimizer, _ = make(lengths, **VARIANTS[name])
            if optimizer is not None:
                samples = measure({name: optimizer}, quick)[name]
                rows.append((name, model, statistics.median(samples) / 1e6))
            del optimizer
    return rows


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"


def main():
    parser = argparse.ArgumentParser(description="Times PyTorch's Adam through its public step call.")
    parser.add_argument("--quick", action="store_true", help="few and short rounds, small sizes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sizes", help="elements, separated by commas, such as 2Ki,64Ki,16Mi")
    parser.add_argument("--models", help="models of model-shapes.json, separated by commas")
    parser.add_argument("--output", default=os.path.join("artifacts", "benchmarks"))
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    machine = [
        f"processor: {processor()}, {os.cpu_count()} cores",
        f"system: {platform.platform()}",
        f"runtime: Python {platform.python_version()}, PyTorch {torch.__version__}, {arguments.threads} threads",
    ]
    if arguments.quick:
        machine.append("quick: few and short rounds, good for seeing that it runs and for nothing else")
    print("## pytorch")
    for fact in machine:
        print("- " + fact)

    sizes = [parse_size(text) for text in arguments.sizes.split(",")] if arguments.sizes else SWEEP_QUICK if arguments.quick else SWEEP
    missing, wide, every = {}, {}, []
    for size in sizes:
        print(f"  measuring {count(size)} elements", file=sys.stderr)
        for name, samples in measure(available([size], missing), arguments.quick).items():
            median = statistics.median(samples) / size
            wide.setdefault(name, []).append(median)
            every.append((name, size, median, min(samples) / size, len(samples)))

    for name, reason in missing.items():
        print(f"{name} is not in this version: {reason}")
    print("\n### plain: ns per element, medians")
    print("| competitor | " + " | ".join(count(size) for size in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    for name, times in wide.items():
        print(f"| {name} | " + " | ".join(number(value) for value in times) + " |")

    values = random.Random(7)
    lengths = [values.randint(100, 1000) for _ in range(100 if arguments.quick else 10_000)]
    print(f"\n### {len(lengths)} tensors of 100 to 1000 elements")
    print("| competitor | ms/step | ns/element |\n|---|---|---|")
    for name, samples in measure(available(lengths, {}), quick=True).items():
        median = statistics.median(samples)
        print(f"| {name} | {number(median / 1e6)} | {number(median / sum(lengths))} |")

    models = arguments.models.split(",") if arguments.models else MODELS[:1] if arguments.quick else MODELS
    times = measure_models(models, arguments.quick)
    print("\n### one step of a network")
    print("| competitor | model | ms |\n|---|---|---|")
    for name, model, milliseconds in times:
        print(f"| {name} | {model} | {number(milliseconds)} |")

    os.makedirs(arguments.output, exist_ok=True)
    with open(os.path.join(arguments.output, "pytorch-models.csv"), "w", encoding="utf-8", newline="\n") as csv:
        for fact in machine:
            csv.write(f"# {fact}\n")
        csv.write("competitor,model,ms\n")
        for name, model, milliseconds in times:
            csv.write(f"{name},{model},{number(milliseconds)}\n")
    with open(os.path.join(arguments.output, "pytorch.csv"), "w", encoding="utf-8", newline="\n") as csv:
        for fact in machine:
            csv.write(f"# {fact}\n")
        csv.write("competitor,elements,ns/element,fastest,rounds\n")
        for name, size, median, fastest, rounds in every:
            csv.write(f"{name},{size},{number(median)},{number(fastest)},{rounds}\n")


if __name__ == "__main__":
    main()
