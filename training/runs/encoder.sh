#!/bin/sh
# Reference run of the encoder and the search graph; start it as runs/ranker.sh.
set -eu
npx tsx training/export-documents.ts --shared ../shared --seed 1
npx tsx training/export-pairs.ts --shared ../shared --seed 1
python training/train_encoder.py --run training/work/encoder-a --negatives 2 --seed 1
python training/train_encoder.py --run training/work/encoder-b --start training/work/encoder-a/last.pt --titles 24000 \
  --title-batch 160 --fields 5000 --negatives 1 --peak-rate 5e-5 --seed 2
python training/export_encoder.py --weights training/work/encoder-b/last.pt --out models/encoder.onnx
python training/manifest.py encoder --file encoder.onnx
python training/relevance_floor.py
python training/export_index.py --out models/index.onnx
python training/manifest.py index --file index.onnx
