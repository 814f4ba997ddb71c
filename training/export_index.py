"""Writes the exhaustive search as an ONNX graph: int8 products over all documents, top k·r, exact rescoring, top k.

Run: python training/export_index.py --out models/index.onnx

Inputs: `query` fp32 [b, d] unit length; `codes` uint8 [n, d], round(v · 127 / c) + 128 with one c for all documents;
`vectors` fp32 [n, d], unit length; `live` uint8 [b or 1, n], 0 hides a document; `k` int64 [1].
Outputs: `id` int64 [b, k], rows of the matrix; `score` fp32 [b, k], exact cosines, falling. Missing ones are (-1, -inf).
"""

import argparse

import numpy as np
import onnx
from bert_graph import Graph
from onnx import TensorProto, helper

DIMENSIONS = 384
"""Survivors of the int8 pass for each wanted document, and as many again for small k."""
FACTOR = 2
SPARE = 64
LOWEST = np.iinfo(np.int32).min


def coarse_scores(graph):
    """int32 [b, n]: products of 8-bit codes; the query's scale changes no order, so it is left out."""
    largest = graph.node("ReduceMax", [graph.node("Abs", ["query"]), graph.constant(np.array([1], np.int64))], keepdims=1)
    # A query of zeros must stay finite.
    scale = graph.node("Div", [graph.node("Max", [largest, graph.constant(np.float32(1e-12))]), graph.constant(np.float32(127))])
    integers = graph.node("Cast", [graph.node("Round", [graph.node("Div", ["query", scale])])], to=TensorProto.INT8)
    columns = graph.node("Transpose", [integers], perm=[1, 0])
    products = graph.node("MatMulInteger", ["codes", columns, graph.constant(np.uint8(128))])
    return graph.node("Transpose", [products], perm=[1, 0])


def index_model():
    graph = Graph()
    live = graph.node("Cast", ["live"], to=TensorProto.BOOL)
    coarse = graph.node("Where", [live, coarse_scores(graph), graph.constant(np.int32(LOWEST))])
    documents = graph.node("Shape", ["codes"], start=0, end=1)
    wanted = graph.node("Add", [graph.node("Mul", ["k", graph.constant(np.array([FACTOR], np.int64))]), graph.constant(np.array([SPARE], np.int64))])
    survivors = graph.node("Min", [documents, wanted])
    best, rows = graph.node("TopK", [coarse, survivors], 2, axis=1, largest=1, sorted=0)
    found = graph.node("Gather", ["vectors", rows], axis=0)
    exact = graph.node("MatMul", [found, graph.node("Unsqueeze", ["query", graph.constant(np.array([2], np.int64))])])
    exact = graph.node("Squeeze", [exact, graph.constant(np.array([2], np.int64))])
    dead = graph.constant(np.float32(-np.inf))
    hidden = graph.node("Equal", [best, graph.constant(np.int32(LOWEST))])
    exact = graph.node("Where", [hidden, dead, exact])
    count = graph.node("Min", [survivors, "k"])
    score, order = graph.node("TopK", [exact, count], 2, axis=1, largest=1, sorted=1)
    ids = graph.node("GatherElements", [rows, order], axis=1)
    ids = graph.node("Where", [graph.node("Equal", [score, dead]), graph.constant(np.int64(-1)), ids])
    missing = graph.node("Sub", ["k", count])
    pads = graph.node("Concat", [graph.constant(np.zeros(3, np.int64)), missing], axis=0)
    rename = {
        graph.node("Pad", [ids, pads, graph.constant(np.int64(-1))]): "id",
        graph.node("Pad", [score, pads, dead]): "score",
    }
    inputs = [
        helper.make_tensor_value_info("query", TensorProto.FLOAT, ["b", DIMENSIONS]),
        helper.make_tensor_value_info("codes", TensorProto.UINT8, ["n", DIMENSIONS]),
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", DIMENSIONS]),
        helper.make_tensor_value_info("live", TensorProto.UINT8, ["m", "n"]),
        helper.make_tensor_value_info("k", TensorProto.INT64, [1]),
    ]
    outputs = [
        helper.make_tensor_value_info("id", TensorProto.INT64, ["b", "k"]),
        helper.make_tensor_value_info("score", TensorProto.FLOAT, ["b", "k"]),
    ]
    return graph.model(inputs, outputs, "index", rename)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default="models/index.onnx")
    options = parser.parse_args()
    onnx.save(index_model(), options.out)


if __name__ == "__main__":
    main()
