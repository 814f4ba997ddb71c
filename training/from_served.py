"""Reads weights back from int8 files of models/, so that training can go on from what serves where no checkpoint is kept.

Run: python training/from_served.py --kind encoder --model models/encoder.onnx --out training/work/encoder.pt   (or --kind teacher)
     python training/from_served.py --kind packed --model models/item-encoder.onnx models/ranker.onnx --out training/work/packed.pt
Each weight is its int8 value times the scale of its column; word vectors, which no training changes, are those of the base.
"""

import argparse
from functools import partial

import numpy as np
import onnx
import torch
from bert_graph import ATTENTION_PARTS, encoder_model, joint_weights, judge_model, layer_count, quantised_columns
from onnx import numpy_helper
from packed_graph import HEAD, by_objective, item_encoder_model, scorer_model
from packed_model import MAX_SLOTS, PackedRanker
from ranker_model import new_teacher
from train_encoder import Encoder

WORDS = "embeddings.word_embeddings.weight"
OTHER_PARTS = ("attention.output.dense", "intermediate.dense", "output.dense")
SERVED_SLOTS = 2


def numbered_weights(model):
    """Weights of the model's shapes with random values, so that each can be told from the others in a graph; names without a leading "bert."."""
    chance = np.random.default_rng(1)
    return {name.removeprefix("bert."): chance.standard_normal(value.shape, np.float32) for name, value in model.state_dict().items() if value.is_floating_point()}


def parts_of(names, shares, value):
    """Weights that stand side by side in one constant, each multiplied by its share: {name: array}."""
    pieces = np.split(value, len(names), axis=-1)
    return {name: (piece / share).T for name, piece, share in zip(names, pieces, shares, strict=True)}


def plain_readers(weights):
    """By the bytes of constants that stand as they are, turned, or with their first row alone: what each says, {name: array}."""
    readers = {}
    for name, value in weights.items():
        if value.ndim == 2:
            readers[value.T.tobytes()] = lambda found, name=name: {name: found.T}
            readers[value[:1].tobytes()] = lambda found, name=name: {name: found}
        readers[value.tobytes()] = lambda found, name=name: {name: found}
    return readers


def layer_readers(weights, bert="", query_share=1.0):
    """The same for the products of a BERT's layers and their offsets; the query's have `query_share` in them."""
    own, readers = {name.removeprefix(bert): value for name, value in weights.items() if name.startswith(bert)}, {}
    for index in range(layer_count(own)):
        for parts in (ATTENTION_PARTS, *((part,) for part in OTHER_PARTS)):
            weight, bias = joint_weights(own, f"encoder.layer.{index}", parts)
            shares = [np.float32(query_share if part.endswith("query") else 1) for part in parts]
            columns = np.repeat(shares, len(bias) // len(parts)).astype(np.float32)
            names = [f"{bert}encoder.layer.{index}.{part}" for part in parts]
            readers[quantised_columns(weight * columns)[0].tobytes()] = partial(parts_of, [f"{name}.weight" for name in names], shares)
            readers[(bias * columns).tobytes()] = partial(parts_of, [f"{name}.bias" for name in names], shares)
    return readers


def item_readers(weights):
    """Those of the packed ranker's item side beside its BERT."""
    names = ("items.key", "items.value")
    joint = np.concatenate([weights[f"{name}.weight"].T for name in names], axis=1)
    offsets = np.concatenate([weights[f"{name}.bias"] for name in names])
    return {
        **layer_readers(weights, "items.bert."),
        quantised_columns(joint)[0].tobytes(): partial(parts_of, [f"{name}.weight" for name in names], (1, 1)),
        offsets.tobytes(): partial(parts_of, [f"{name}.bias" for name in names], (1, 1)),
        # Slots that do not serve start as those that do.
        weights["items.slots"][:SERVED_SLOTS].tobytes(): lambda found: {"items.slots": np.tile(found[0], (MAX_SLOTS // SERVED_SLOTS, 1))},
    }


def scorer_readers(weights):
    """Those of its scorer; a graph has yes minus no alone, which is taken for yes, and nothing for no."""
    readers = layer_readers(weights, "scorer.bert.", HEAD**-0.5)
    for name in ("scorer.head.weight", "scorer.head.bias", "scorer.cosine"):
        served = by_objective(weights[name])
        readers[served.T.tobytes()] = lambda found, name=name, shape=served.shape: {name: with_no(found.T.reshape(shape))}
    return readers


def with_no(objectives):
    return np.concatenate([np.zeros_like(objectives[:1]), objectives])


# Of each kind its model and, for each of its files, the graph and what reads its constants.
KINDS = {
    "encoder": (Encoder, [(partial(encoder_model, product="row"), layer_readers)]),
    "teacher": (new_teacher, [(partial(judge_model, product="row"), layer_readers)]),
    "packed": (PackedRanker, [
        (partial(item_encoder_model, product="row", slots=SERVED_SLOTS), item_readers),
        (partial(scorer_model, product="row"), scorer_readers),
    ]),
}


def constants_of(model):
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}


def found_in(path, ours, readers):
    """[{name: array}] of the constants of the file at `path` that `readers` know in our graph; raises ValueError where the graphs differ."""
    theirs = onnx.load(path)
    if [node.op_type for node in ours.graph.node] != [node.op_type for node in theirs.graph.node]:
        raise ValueError(f"expected the graph of {ours.graph.name} in {path}, got another one")
    our_constants, their_constants = constants_of(ours), constants_of(theirs)
    for our_node, their_node in zip(ours.graph.node, theirs.graph.node, strict=True):
        for place, (our_name, their_name) in enumerate(zip(our_node.input, their_node.input, strict=True)):
            read = readers.get(our_constants[our_name].tobytes()) if our_name in our_constants else None
            if read is None:
                continue
            value = their_constants[their_name]
            if value.dtype == np.int8 and value.ndim == 2:
                value = value * their_constants[their_node.input[place + 2]]
            yield read(value)


def read_weights(kind, paths):
    """The state of a model of `kind` with what the files at `paths` hold in its place; raises ValueError where they differ or lack some."""
    make, files = KINDS[kind]
    return read_state(make(), files, paths)


def read_state(model, files, paths):
    """The same of a model and, for each path, its graph and what reads its constants."""
    state = {name: value.clone() for name, value in model.state_dict().items()}
    names = {name.removeprefix("bert."): name for name in state}
    weights, read = numbered_weights(model), set()
    for (graph, readers), path in zip(files, paths, strict=True):
        for found in found_in(path, graph(weights), {**plain_readers(weights), **readers(weights)}):
            for name, part in found.items():
                place = state[names[name]]
                rows = torch.from_numpy(np.array(part, order="C", dtype=np.float32)).reshape(-1, *place.shape[1:])
                place[: len(rows)] = rows
                read.add(name)
    missing = {name for name in set(weights) - read if not name.endswith(WORDS)}
    if missing:
        raise ValueError(f"expected all weights in {', '.join(paths)}, did not find {sorted(missing)[:5]}")
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=sorted(KINDS), required=True)
    parser.add_argument("--model", nargs="+", required=True, help="files of models/ with int8 products by row")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.save(read_weights(options.kind, options.model), options.out)
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
