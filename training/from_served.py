"""Reads weights back from an int8 file of models/, so that training can go on from what serves where no checkpoint is kept.

Run: python training/from_served.py --kind encoder --model models/encoder.onnx --out training/work/encoder.pt   (or --kind teacher)
Each weight is its int8 value times the scale of its column; word vectors, which no training changes, are those of the base.
"""

import argparse

import numpy as np
import onnx
import torch
from bert_graph import ATTENTION_PARTS, encoder_model, joint_weights, judge_model, layer_count, quantised_columns
from onnx import numpy_helper
from ranker_model import new_teacher
from train_encoder import Encoder

KINDS = {"encoder": (Encoder, encoder_model), "teacher": (new_teacher, judge_model)}
WORDS = "embeddings.word_embeddings.weight"


def numbered_weights(model):
    """Weights of the model's shapes with random values, so that each can be told from the others in a graph."""
    chance = np.random.default_rng(1)
    return {name.removeprefix("bert."): chance.standard_normal(value.shape, np.float32) for name, value in model.state_dict().items() if value.is_floating_point()}


def products_of(weights):
    """What is one int8 product in a graph, by the bytes of its values: the names of its weights, side by side."""
    known = {}
    for index in range(layer_count(weights)):
        prefix = f"encoder.layer.{index}"
        groups = [ATTENTION_PARTS, *((part,) for part in ("attention.output.dense", "intermediate.dense", "output.dense"))]
        for parts in groups:
            joint, bias = joint_weights(weights, prefix, parts)
            known[quantised_columns(joint)[0].tobytes()] = [f"{prefix}.{part}.weight" for part in parts]
            known[bias.tobytes()] = [f"{prefix}.{part}.bias" for part in parts]
    return known


def plain_of(weights):
    """Weights that stand in a graph as they are, turned, or with their first row alone: by their bytes, name and whether turned."""
    known = {}
    for name, value in weights.items():
        if value.ndim == 2:
            known[np.array(value.T, order="C").tobytes()] = (name, True)
            known[value[:1].tobytes()] = (name, False)
        known[value.tobytes()] = (name, False)
    return known


def constants_of(model):
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}


def read_weights(model, builder, path):
    """The state of `model` with what the file at `path` holds in its place; raises ValueError where the graphs differ."""
    state = {name: value.clone() for name, value in model.state_dict().items()}
    names = {name.removeprefix("bert."): name for name in state}
    weights = numbered_weights(model)
    products, plain = products_of(weights), plain_of(weights)
    ours, theirs = builder(weights, "row"), onnx.load(path)
    if [node.op_type for node in ours.graph.node] != [node.op_type for node in theirs.graph.node]:
        raise ValueError(f"expected the graph of {builder.__name__} in {path}, got another one")
    our_constants, their_constants = constants_of(ours), constants_of(theirs)
    read = set()
    for our_node, their_node in zip(ours.graph.node, theirs.graph.node, strict=True):
        for place, (our_name, their_name) in enumerate(zip(our_node.input, their_node.input, strict=True)):
            if our_name not in our_constants:
                continue
            key, value = our_constants[our_name].tobytes(), their_constants[their_name]
            if value.dtype == np.int8 and value.ndim == 2 and key in products:
                value = value * their_constants[their_node.input[place + 2]]
                found = dict(zip(products[key], np.split(value, len(products[key]), axis=1), strict=True))
                found = {name: part.T for name, part in found.items()}
            elif key in products:
                found = dict(zip(products[key], np.split(value, len(products[key])), strict=True))
            elif key in plain:
                name, is_turned = plain[key]
                found = {name: value.T if is_turned else value}
            else:
                continue
            for name, part in found.items():
                state[names[name]][: len(part)] = torch.from_numpy(np.array(part, order="C")).reshape(state[names[name]][: len(part)].shape)
                read.add(name)
    missing = set(weights) - read - {WORDS}
    if missing:
        raise ValueError(f"expected all weights in {path}, did not find {sorted(missing)[:5]}")
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=sorted(KINDS), required=True)
    parser.add_argument("--model", required=True, help="a file of models/ with int8 products by row")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    make, builder = KINDS[options.kind]
    torch.save(read_weights(make(), builder, options.model), options.out)
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
