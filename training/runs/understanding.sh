#!/bin/sh
# Reference run of the query understanding model: data, training, cross-validation, export.
set -e
cd "$(dirname "$0")/../.."
python=${PYTHON:-python}
run=training/work/understanding-d
$python training/understanding_data.py --count 30000 --seed 1
$python training/train_understanding.py --run $run --epochs 4 --replay 0.5 --seed 1
$python training/train_understanding.py --run $run --epochs 4 --replay 0.5 --seed 1 --folds 4
$python training/export_understanding.py --weights $run/last.pt --out models/understanding.onnx
