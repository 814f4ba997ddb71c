"""Writes a teacher as int8 ONNX, the local judge, and measures it: kappa with the dev grades, nDCG@10 by its expected grade.

Run: python training/export_judge.py --weights training/work/teacher-2/best.pt --out models/judge.onnx
"""

import argparse
import json
import os

import numpy as np
import onnx
from bert_graph import judge_model
from export_ranker import onnx_session, weights_of
from ranker_model import read_pairs
from ranking_metrics import judged_ndcg
from score_pairs import agreement, median_grades


def onnx_grades(session, pairs, batch=32):
    """Probabilities fp32 [pairs, 5]; sorted by length inside."""
    found = np.zeros((len(pairs), 5), np.float32)
    order = sorted(range(len(pairs)), key=lambda row: len(pairs[row]["ids"]))
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        ids = np.zeros((len(rows), len(pairs[rows[-1]]["ids"])), np.int32)
        for at, row in enumerate(rows):
            ids[at, : len(pairs[row]["ids"])] = pairs[row]["ids"]
        found[rows] = session.run(["grades"], {"input_ids": ids, "attention_mask": (ids != 0).astype(np.int32)})[0]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", default="models/judge.onnx")
    parser.add_argument("--product", default="row")
    parser.add_argument("--dev", default="training/work/dev-pairs.jsonl")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    onnx.save(judge_model(weights_of(options.weights), options.product), options.out)
    dev = read_pairs(options.dev)
    grades = onnx_grades(onnx_session(options.out, options.threads), dev)
    dev_ndcg = judged_ndcg(dev, grades @ np.arange(5))
    print(json.dumps({"bytes": os.path.getsize(options.out), "kappa": agreement(dev, median_grades(grades)), "dev": dev_ndcg}))


if __name__ == "__main__":
    main()
