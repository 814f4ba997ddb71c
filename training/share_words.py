"""Moves the word vectors that our models have in common out of their files into one, models/words.bin (ONNX external data).

All our models are trained with the word vectors of MiniLM as they are, so their int8 tables are equal byte by byte.
Run: python training/share_words.py models/encoder.onnx models/ranker.onnx ...
"""

import argparse
import os

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

MIN_ROWS = 10_000


def tables_of(model):
    """The word table (int8 [words, hidden]) and its scales (fp32 [words, 1]), those of them that lie in the model's file."""
    inside = [tensor for tensor in model.graph.initializer if tensor.data_location != TensorProto.EXTERNAL]
    large = [tensor for tensor in inside if len(tensor.dims) == 2 and tensor.dims[0] >= MIN_ROWS]
    return sorted(large, key=lambda tensor: -tensor.dims[1])


def point_to(tensor, file, offset, length):
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", offset), ("length", length)):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, str(value)


def share(path, words):
    """Bytes that were taken out of the model at `path`; 0 when its words are others, or were taken out before."""
    model = onnx.load(path, load_external_data=False)
    tables = tables_of(model)
    if not tables:
        return 0
    contents = [np.ascontiguousarray(numpy_helper.to_array(tensor)).tobytes() for tensor in tables]
    if not os.path.exists(words):
        with open(words, "wb") as file:
            file.write(b"".join(contents))
    with open(words, "rb") as file:
        if file.read() != b"".join(contents):
            return 0
    offset = 0
    for tensor, content in zip(tables, contents, strict=True):
        point_to(tensor, os.path.basename(words), offset, len(content))
        offset += len(content)
    onnx.save(model, path)
    return offset


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--words", default="models/words.bin")
    options = parser.parse_args()
    for path in options.models:
        print(path, share(path, options.words), "bytes shared,", os.path.getsize(path), "left")


if __name__ == "__main__":
    main()
