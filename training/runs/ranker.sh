#!/bin/sh
# Reference run of the ranker, from graded pairs to models/ranker.onnx; start it in the repository with the Python of
# training/requirements.txt first in PATH. Times and numbers: training/LOG.md.
set -eu
npx tsx training/export-pairs.ts --shared ../shared --seed 1
python training/train_ranker.py --run training/work/ranker-a --epochs 3 --seed 1
python training/export_ranker.py --weights training/work/ranker-a/best.pt --out models/ranker.onnx
python training/manifest.py ranker --file ranker.onnx
python training/grade_curve.py
python training/dev_ndcg.py
