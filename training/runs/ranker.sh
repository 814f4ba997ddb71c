#!/bin/sh
# Reference run of the teacher, which serves as full-text ranker and as local judge: from graded pairs to models/full-text.onnx. Start
# it in the repository with the Python of training/requirements.txt first in PATH. Times and numbers: training/LOG.md.
set -eu
pairs="training/work/train-pairs.jsonl training/work/mined-pairs.jsonl"
npx tsx training/export-pairs.ts --shared ../shared --seed 1
python training/bge_base.py
# shellcheck disable=SC2086
python training/train_ranker.py --model teacher --run training/work/teacher-1 --train $pairs --epochs 1 --group 4 \
  --pairwise 0.3 --peak-rate 6e-5 --end-share 0.5 --evaluations 3 --seed 1
# shellcheck disable=SC2086
python training/train_ranker.py --model teacher --run training/work/teacher-2 --start training/work/teacher-1/last.pt \
  --train $pairs --epochs 1 --group 4 --pairwise 0.3 --peak-rate 4e-5 --warm-up 0.03 --evaluations 4 --seed 2
python training/export_judge.py --weights training/work/teacher-2/last.pt --out models/full-text.onnx
python training/manifest.py full-text --file full-text.onnx
python training/manifest.py judge --file full-text.onnx
