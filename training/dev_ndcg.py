"""Dev nDCG@10 of the judged lists under a ranker or the encoder, as ONNX; decisions are made on these numbers.

Run: python training/dev_ndcg.py [--ranker models/full-text.onnx] [--encoder models/encoder.onnx] [--work training/work]
"""

import argparse
import json

from curves import read_at
from manifest import load
from onnx_batches import onnx_scores, onnx_session
from ranker_model import read_pairs
from ranking_metrics import grade_error, judged_ndcg
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
    by_curve = read_at(load()["gradeCurve"], scores)
    print("mean absolute error of the grade: curve", grade_error(by_curve, dev), "4p", grade_error(4 * scores, dev))


if __name__ == "__main__":
    main()
