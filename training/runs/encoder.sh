#!/bin/sh
# Reference run of the encoder and the search graph; start it as runs/ranker.sh.
set -eu
python training/export_encoder.py --out models/encoder.onnx
python training/manifest.py encoder --file encoder.onnx
python training/relevance_floor.py
python training/export_index.py --out models/index.onnx
python training/manifest.py index --file index.onnx
