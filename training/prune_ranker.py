"""Cuts a teacher down to a small full-text ranker: fewer layers, fewer neurons in each; train_ranker.py --start repairs it.

Run: python training/prune_ranker.py --weights training/work/teacher-2/last.pt --layers 6 --neurons 768 --out training/work/pruned.pt
Layers are left out evenly, the first and the last stay; of each that stays those neurons stay whose output moves the layer's
most over sampled pairs. The head of five grades becomes one of no and yes: the means of the grades 0 and 1, and of 3 and 4.
"""

import argparse
import random

import numpy as np
import torch
from ranker_model import padded, ranker_of, read_pairs


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--neurons", type=int, default=768)
    parser.add_argument("--pairs", nargs="+", default=["training/work/train-pairs.jsonl"], help="what activations are measured on")
    parser.add_argument("--sample", type=int, default=512)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    return parser.parse_args()


def kept_layers(count, kept):
    """Evenly spaced indexes of the layers that stay, the first and the last among them."""
    if not 2 <= kept <= count:
        raise ValueError(f"expected 2 to {count} layers to keep, got {kept}")
    return [int(index) for index in np.linspace(0, count - 1, kept).round()]


@torch.no_grad()
def neuron_weights(model, pairs, batch=32):
    """How much each neuron moves its layer's output: mean |activation| times the length of its column there, [layers, neurons]."""
    model.eval()
    layers = model.bert.encoder.layer
    sums = torch.zeros(len(layers), len(layers[0].intermediate.dense.bias))
    tokens = 0

    def add(index):
        return lambda module, given, output: sums[index].add_((output * mask).abs().sum((0, 1)))

    hooks = [layer.intermediate.register_forward_hook(add(index)) for index, layer in enumerate(layers)]
    for start in range(0, len(pairs), batch):
        inputs = padded([pair["ids"] for pair in pairs[start : start + batch]])
        mask = inputs["attention_mask"].unsqueeze(-1)
        tokens += int(mask.sum())
        model(**inputs)
    for hook in hooks:
        hook.remove()
    lengths = torch.stack([layer.output.dense.weight.norm(dim=0) for layer in layers])
    return sums / tokens * lengths


def pruned(state, layers, neurons):
    """The state with `layers` alone, numbered anew, each with its `neurons` [kept layers][kept neurons]; other weights as they are."""
    small = {name: value for name, value in state.items() if not name.startswith("bert.encoder.layer.")}
    for place, (layer, rows) in enumerate(zip(layers, neurons, strict=True)):
        prefix = f"bert.encoder.layer.{layer}."
        for name, value in state.items():
            if not name.startswith(prefix):
                continue
            part = name.removeprefix(prefix)
            if part.startswith("intermediate."):
                value = value[rows]
            elif part == "output.dense.weight":
                value = value[:, rows]
            small[f"bert.encoder.layer.{place}.{part}"] = value.clone()
    return small


def with_yes_and_no(state):
    """The state with a head of five grades made one of two logits."""
    weight, bias = state["classifier.weight"], state["classifier.bias"]
    two = {"classifier.weight": torch.stack([weight[:2].mean(0), weight[3:].mean(0)]), "classifier.bias": torch.stack([bias[:2].mean(), bias[3:].mean()])}
    return {**state, **two}


def main():
    options = arguments()
    torch.set_num_threads(1)
    model = ranker_of(options.weights)
    pairs = [pair for path in options.pairs for pair in read_pairs(path)]
    sample = random.Random(options.seed).sample(pairs, min(options.sample, len(pairs)))
    layers = kept_layers(len(model.bert.encoder.layer), options.layers)
    weights = neuron_weights(model, sample)
    neurons = [weights[layer].topk(options.neurons).indices.sort().values for layer in layers]
    torch.save(with_yes_and_no(pruned(model.state_dict(), layers, neurons)), options.out)
    share = float(np.mean([weights[layer][rows].sum() / weights[layer].sum() for layer, rows in zip(layers, neurons, strict=True)]))
    print(f"layers {layers}, {options.neurons} neurons each, {share:.3f} of the activation kept: wrote {options.out}")


if __name__ == "__main__":
    main()
