"""What the exports of the cross-encoders, ranker and judge, share: their command line, weights, file and report."""

import argparse
import json
import os

import onnx
import torch
from onnx_batches import onnx_session


def export_options(description, out, threads):
    """The parsed command line; `out` and `threads` are the defaults of the one export."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", default=out)
    parser.add_argument("--product", default="row")
    parser.add_argument("--dev", default="training/work/dev-pairs.jsonl")
    parser.add_argument("--threads", type=int, default=threads)
    return parser.parse_args()


def weights_of(path):
    """Weights of a trainer's checkpoint as float32 arrays, names without the leading "bert."."""
    state = torch.load(path, weights_only=True)
    return {name.removeprefix("bert."): tensor.float().numpy() for name, tensor in state.items()}


def write_model(build, options):
    """Writes the graph that `build(weights, product)` makes of the weights; a session of the file."""
    onnx.save(build(weights_of(options.weights), options.product), options.out)
    return onnx_session(options.out, options.threads)


def print_report(options, **measured):
    """One line of JSON: the size of the file, and what was measured of it."""
    print(json.dumps({"bytes": os.path.getsize(options.out), **measured}))
