"""Writes the trained encoder as int8 ONNX (see bert_graph.py).

Run: python training/export_encoder.py --weights training/work/encoder-a/last.pt --out models/encoder.onnx [--product row|blocks|fp32]
Without --weights it is the untrained MiniLM.
"""

import argparse
import os

import onnx
import torch
from bert_graph import encoder_model
from ranker_model import base_folder
from safetensors.numpy import load_file


def weights_of(path):
    """BERT's weights by name, numpy fp32."""
    if path is None:
        return load_file(os.path.join(base_folder(), "model.safetensors"))
    return {name.removeprefix("bert."): value.float().numpy() for name, value in torch.load(path, weights_only=True).items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help="a last.pt of train_encoder.py")
    parser.add_argument("--out", default="models/encoder.onnx")
    parser.add_argument("--product", default="row")
    options = parser.parse_args()
    onnx.save(encoder_model(weights_of(options.weights), options.product), options.out)
    print(options.out, os.path.getsize(options.out), "bytes")


if __name__ == "__main__":
    main()
