"""Calibrates the packed ranker: what was observed at each p of yes, click and apply, as rising curves into models/manifest.json.

Run: python training/calibrate_packed.py [--objectives relevance click apply]   (needs the exports of export-pairs.ts and export-documents.ts, engagement-pairs.jsonl)
Relevance by the grades / 4 of queries kept apart (queries/calibration.txt), click and apply by the targets of the log's held-out queries.
"""

import argparse
from zlib import crc32

import numpy as np
from curves import read_at, rising_curve
from encoder_data import read_rows
from export_packed import served_scores
from manifest import load, save
from onnx_batches import onnx_session
from packed_data import Inputs, calibration_queries
from packed_model import OBJECTIVES
from ranker_losses import TOP_GRADE
from ranker_model import read_pairs

# Of a curve, between 0 and 1; as many as the curve of grades has (grade_curve.py).
POINTS = 11
# Between two points, so that a stretch where the pairs show no rise does not tie what it holds.
LEAST_STEP = 0.002


def arguments():
    """The parsed command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default="models", help="folder of item-encoder.onnx and ranker.onnx")
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--objectives", nargs="+", choices=OBJECTIVES, default=OBJECTIVES[1:], help="those to calibrate; the others are taken as they are")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def error_of(predicted, observed):
    """Calibration error, 0..1: mean absolute error of what is predicted on average, over ten equal parts in the order of the prediction; both [n]."""
    parts = np.array_split(np.argsort(predicted, kind="stable"), 10)
    return float(np.mean([abs(predicted[part].mean() - observed[part].mean()) for part in parts]))


def calibrated(name, qids, p, observed):
    """The curve [[p, observed], ..] of all pairs; prints what a curve of one half of the queries changes on the other. `qids`, `p`, `observed`: [n]."""
    half = np.array([crc32(qid.encode()) % 2 == 0 for qid in qids])
    curve = strictly_rising(p[half], observed[half])
    after = read_at(curve, p[~half])
    print(f"{name}: {len(p)} pairs, calibration error on the other half {error_of(p[~half], observed[~half]):.4f} before, {error_of(after, observed[~half]):.4f} after")
    return strictly_rising(p, observed)


def strictly_rising(p, observed):
    """A curve [[p, observed], ..] from [0, 0] to [1, 1] that keeps every order: what p parts stays parted."""
    (_, *inner, _) = rising_curve(p, observed, POINTS)
    curve = [[0, 0]]
    for at, value in inner:
        lowest, highest = curve[-1][1] + LEAST_STEP, 1 - LEAST_STEP * (len(inner) + 1 - len(curve))
        curve.append([at, round(min(max(value, lowest), highest), 4)])
    return [*curve, [1, 1]]


def observed_pairs(objective, work):
    """Pairs that the objective was not trained on, with what was observed of each, 0..1."""
    if objective == "relevance":
        apart = calibration_queries()
        return [(pair, pair["grade"] / TOP_GRADE) for pair in read_pairs(f"{work}/mined-pairs.jsonl") if pair["qid"] in apart]
    return [(row, row[objective]) for row in read_rows(f"{work}/engagement-pairs.jsonl") if row["heldOut"] and row[objective] is not None]


def main():
    """Writes `calibration` of the manifest anew: objectives that are not named have no curve then."""
    options = arguments()
    sessions = [onnx_session(f"{options.models}/{name}.onnx", options.threads) for name in ("item-encoder", "ranker")]
    inputs, curves = Inputs(options.work), {}
    for objective in options.objectives:
        pairs, observed = zip(*observed_pairs(objective, options.work), strict=True)
        scores = served_scores(inputs, list(pairs), *sessions)[:, OBJECTIVES.index(objective)]
        curves[objective] = calibrated(objective, [pair["qid"] for pair in pairs], scores, np.array(observed, float))
    save({**load(), "calibration": curves})


if __name__ == "__main__":
    main()
