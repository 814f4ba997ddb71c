"""Dev nDCG@10 of the judged lists under a ranker or the encoder, as ONNX; decisions are made on these numbers.

Run: python training/dev_ndcg.py [--ranker models/full-text.onnx] [--encoder models/encoder.onnx] [--work training/work]
"""

import argparse
import json

import numpy as np
from export_ranker import onnx_scores, onnx_session
from manifest import load
from ranker_model import read_pairs
from ranking_metrics import judged_ndcg
from relevance_floor import embeddings


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ranker", default="models/full-text.onnx")
    parser.add_argument("--encoder", default="models/encoder.onnx")
    parser.add_argument("--work", default="training/work")
    options = parser.parse_args()
    dev = read_pairs(f"{options.work}/dev-pairs.jsonl")
    with open(f"{options.work}/dev-texts.jsonl", encoding="utf8") as lines:
        vectors = embeddings(options.encoder, [json.loads(line) for line in lines])
    cosines = [float(vectors[pair["qid"]] @ vectors[pair["document"]]) for pair in dev]
    print("encoder", judged_ndcg(dev, cosines))
    scores = onnx_scores(onnx_session(options.ranker), dev)
    print("ranker", judged_ndcg(dev, scores))
    grades = np.array([pair["grade"] for pair in dev])
    curve = load()["gradeCurve"]
    expected = np.interp(scores, [p for p, _ in curve], [grade for _, grade in curve])
    print("mean absolute error of the grade: curve", np.abs(expected - grades).mean(), "4p", np.abs(4 * scores - grades).mean())


if __name__ == "__main__":
    main()
