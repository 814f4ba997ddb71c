"""Writes the graph of test/cli/tiny-judge-*.onnx: a stand-in for the policy teacher whose grade follows from its inputs.

The grade is (query tokens + 2 x document tokens) mod 5, with probability .9; padding counts for nothing.
Run: python test/cli/tiny-judge.py   (needs numpy and onnx)
"""
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

KINDS = {"int32": TensorProto.INT32, "int64": TensorProto.INT64}


def graph(kind: str, grades: int):
    names = ["input_ids", "attention_mask", "token_type_ids"]
    inputs = [helper.make_tensor_value_info(name, KINDS[kind], ["n", "t"]) for name in names]
    table = np.full((grades, grades), 0.1 / (grades - 1), np.float32) + np.eye(grades, dtype=np.float32) * (
        0.9 - 0.1 / (grades - 1)
    )
    constants = {"axis": np.array([1], np.int64), "grades": np.array(grades, np.int64), "table": table}
    nodes = [
        helper.make_node("Mul", ["attention_mask", "input_ids"], ["seen"]),
        helper.make_node("Add", ["attention_mask", "token_type_ids"], ["weights"]),
        helper.make_node("Cast", ["weights"], ["wide"], to=TensorProto.INT64),
        helper.make_node("ReduceSum", ["wide", "axis"], ["total"], keepdims=0),
        helper.make_node("Mod", ["total", "grades"], ["grade"]),
        helper.make_node("Gather", ["table", "grade"], ["probabilities"]),
    ]
    output = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", grades])
    initializers = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    return helper.make_graph(nodes, "tiny-judge", inputs, [output], initializers)


def write(name: str, kind: str, grades: int) -> None:
    model = helper.make_model(graph(kind, grades), opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    save(model, Path(__file__).with_name(name))


if __name__ == "__main__":
    write("tiny-judge-int32.onnx", "int32", 5)
    write("tiny-judge-int64.onnx", "int64", 5)
    write("tiny-judge-three-grades.onnx", "int32", 3)
