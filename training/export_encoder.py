"""Writes the trained encoder as int8 ONNX (see bert_graph.py).

Run: python training/export_encoder.py --weights training/work/encoder-a/last.pt --out models/encoder.onnx [--product row|blocks|fp32]
Without --weights it is the untrained MiniLM.
"""

import argparse
import os

import onnx
from bert_graph import encoder_model
from export_command import weights_of
from ranker_model import base_folder
from safetensors.numpy import load_file


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help="a last.pt of train_encoder.py")
    parser.add_argument("--out", default="models/encoder.onnx")
    parser.add_argument("--product", default="row")
    options = parser.parse_args()
    weights = weights_of(options.weights) if options.weights else load_file(os.path.join(base_folder(), "model.safetensors"))
    onnx.save(encoder_model(weights, options.product), options.out)
    print(options.out, os.path.getsize(options.out), "bytes")


if __name__ == "__main__":
    main()
