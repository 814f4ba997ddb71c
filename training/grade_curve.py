"""Fits p_yes → expected grade as a rising curve (isotonic regression on the train pairs) into models/manifest.json.

Run: python training/grade_curve.py --model models/full-text.onnx
"""

import argparse

import numpy as np
from export_ranker import onnx_scores, onnx_session
from manifest import load, save
from ranker_model import read_pairs

POINTS = 11


def isotonic(values):
    """Rising sequence nearest to `values` in squares (pool adjacent violators)."""
    blocks = []
    for value in values:
        blocks.append([float(value), 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count), blocks[-1][1] + count]
    return [mean for mean, count in blocks for _ in range(count)]


def rising_curve(scores, observed, points):
    """[score, what was observed there] from 0 to 1, `points` of them between, fitted by isotonic regression."""
    order = np.argsort(scores, kind="stable")
    fitted = isotonic(observed[order])
    parts = np.array_split(np.arange(len(order)), points)
    inner = [[round(float(scores[order][part].mean()), 4), round(float(np.mean([fitted[row] for row in part])), 4)] for part in parts]
    return [[0, inner[0][1]], *inner, [1, inner[-1][1]]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="models/full-text.onnx")
    parser.add_argument("--pairs", default="training/work/train-pairs.jsonl")
    parser.add_argument("--dev", default="training/work/dev-pairs.jsonl")
    options = parser.parse_args()
    session = onnx_session(options.model)
    pairs = read_pairs(options.pairs)
    scores = onnx_scores(session, sorted(pairs, key=lambda pair: len(pair["ids"])))
    grades = np.array([pair["grade"] for pair in sorted(pairs, key=lambda pair: len(pair["ids"]))])
    curve = rising_curve(scores, grades, POINTS)
    save({**load(), "gradeCurve": curve})
    dev = read_pairs(options.dev)
    expected = np.interp(onnx_scores(session, dev), [p for p, _ in curve], [grade for _, grade in curve])
    print(curve, "dev mean absolute error", round(float(np.abs(expected - [pair["grade"] for pair in dev]).mean()), 3))


if __name__ == "__main__":
    main()
