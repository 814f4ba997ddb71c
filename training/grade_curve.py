"""Fits p_yes → expected grade as a rising curve (isotonic regression on the train pairs) into models/manifest.json.

Run: python training/grade_curve.py --model models/full-text.onnx
"""

import argparse

import numpy as np
from curves import read_at, rising_curve
from manifest import load, save
from onnx_batches import onnx_scores, onnx_session
from ranker_model import read_pairs
from ranking_metrics import grade_error

POINTS = 11


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="models/full-text.onnx")
    parser.add_argument("--pairs", default="training/work/train-pairs.jsonl")
    parser.add_argument("--dev", default="training/work/dev-pairs.jsonl")
    options = parser.parse_args()
    session = onnx_session(options.model)
    # Pairs of one score are pooled in the order they come in: by length, as they always were, so that a curve can be made again.
    pairs = sorted(read_pairs(options.pairs), key=lambda pair: len(pair["ids"]))
    curve = rising_curve(onnx_scores(session, pairs), np.array([pair["grade"] for pair in pairs]), POINTS)
    save({**load(), "gradeCurve": curve})
    dev = read_pairs(options.dev)
    expected = read_at(curve, onnx_scores(session, dev))
    print(curve, "dev mean absolute error", round(grade_error(expected, dev), 3))


if __name__ == "__main__":
    main()
