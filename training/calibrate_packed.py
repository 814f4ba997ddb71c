"""Calibrates the packed ranker: what was observed at each p of yes, click and apply, as rising curves into models/manifest.json.

Run: python training/calibrate_packed.py   (needs the exports of export-pairs.ts and export-documents.ts, engagement-pairs.jsonl)
Relevance by the grades / 4 of queries kept apart (queries/calibration.txt), click and apply by the targets of the log's held-out queries.
"""

import argparse

import numpy as np
from encoder_data import read_rows
from export_packed import served_scores, session_of
from grade_curve import rising_curve
from manifest import load, save
from packed_data import Inputs, calibration_queries
from ranker_model import read_pairs

TOP_GRADE = 4
POINTS = 11


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default="models", help="folder of item-encoder.onnx and ranker.onnx")
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def error_of(predicted, observed):
    """Mean absolute error of what is predicted on average, over ten equal parts in the order of the prediction."""
    parts = np.array_split(np.argsort(predicted, kind="stable"), 10)
    return float(np.mean([abs(predicted[part].mean() - observed[part].mean()) for part in parts]))


def calibrated(name, p, observed):
    """The curve, and what it changes: fitted on one half of the rows, measured on the other."""
    half = np.arange(len(p)) % 2 == 0
    curve = rising_curve(p[half], observed[half], POINTS)
    after = np.interp(p[~half], *zip(*curve, strict=True))
    print(f"{name}: {len(p)} pairs, calibration error on the other half {error_of(p[~half], observed[~half]):.4f} before, {error_of(after, observed[~half]):.4f} after")
    return rising_curve(p, observed, POINTS)


def main():
    options = arguments()
    sessions = [session_of(f"{options.models}/{name}.onnx", options.threads) for name in ("item-encoder", "ranker")]
    inputs = Inputs(options.work, ["train"])
    apart = calibration_queries()
    graded = [pair for pair in read_pairs(f"{options.work}/mined-pairs.jsonl") if pair["qid"] in apart]
    logged = [row for row in read_rows(f"{options.work}/engagement-pairs.jsonl") if row["heldOut"]]
    relevance = served_scores(inputs, graded, *sessions)[:, 0]
    curves = {"relevance": calibrated("relevance", relevance, np.array([pair["grade"] for pair in graded]) / TOP_GRADE)}
    scores = served_scores(inputs, logged, *sessions)
    for column, name in ((1, "click"), (2, "apply")):
        known = [at for at, row in enumerate(logged) if row[name] is not None]
        curves[name] = calibrated(name, scores[known, column], np.array([logged[at][name] for at in known], float))
    save({**load(), "calibration": curves})


if __name__ == "__main__":
    main()
