"""Cosine that .98 of the train pairs of grade 2 or more reach, for each vertical: the relevance floor of retrieval.

Run: python training/relevance_floor.py   (needs training/work/train-{pairs,texts}.jsonl; writes models/manifest.json)
Of the pairs of grade 2 or more a repeatable sample is encoded: a quantile of 2 % needs no more.
"""

import argparse
import json
import random

import numpy as np
from manifest import load, save
from onnx_batches import onnx_session, run_batches
from ranker_model import read_pairs

SHARE = 0.98
RELATED_GRADE = 2
SAMPLE_OF_A_VERTICAL = 1200


def embeddings(model, texts, batch=32, threads=2):
    """Unit vector of each id; rows of `texts` are {id, ids}."""
    vectors = run_batches(onnx_session(model, threads), [text["ids"] for text in texts], "embedding", batch)
    return dict(zip([text["id"] for text in texts], vectors, strict=True))


def sampled(pairs):
    related = [pair for pair in pairs if pair["grade"] >= RELATED_GRADE]
    random.Random(1).shuffle(related)
    return [pair for vertical in ("jobs", "people") for pair in [p for p in related if p["vertical"] == vertical][:SAMPLE_OF_A_VERTICAL]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="models/encoder.onnx")
    parser.add_argument("--work", default="training/work")
    options = parser.parse_args()
    pairs = sampled(read_pairs(f"{options.work}/train-pairs.jsonl"))
    needed = {name for pair in pairs for name in (pair["qid"], pair["document"])}
    with open(f"{options.work}/train-texts.jsonl", encoding="utf8") as lines:
        texts = [row for row in map(json.loads, lines) if row["id"] in needed]
    vectors = embeddings(options.model, texts)
    floors = {}
    for vertical in ("jobs", "people"):
        own = [pair for pair in pairs if pair["vertical"] == vertical]
        cosines = [float(vectors[pair["qid"]] @ vectors[pair["document"]]) for pair in own]
        floors[vertical] = round(float(np.quantile(cosines, 1 - SHARE)), 4)
        print(vertical, floors[vertical], "from", len(cosines), "pairs; quantiles", np.quantile(cosines, [0, 0.01, 0.02, 0.05, 0.5]).round(3))
    save({**load(), "relevanceFloor": floors})


if __name__ == "__main__":
    main()
