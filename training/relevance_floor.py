"""Cosine that .98 of the train pairs of grade 2 or more reach, for each vertical: the relevance floor of retrieval.

Run: python training/relevance_floor.py   (needs training/work/train-{pairs,texts}.jsonl; writes models/manifest.json)
Of the pairs of grade 2 or more a repeatable sample is encoded: a quantile of 2 % needs no more.
"""

import argparse
import json
import random

import numpy as np
import onnxruntime
from manifest import load, save
from ranker_model import read_pairs

SHARE = 0.98
RELATED_GRADE = 2
SAMPLE_OF_A_VERTICAL = 1200


def embeddings(model, texts, batch=32, threads=2):
    """Unit vector of each id; rows of `texts` are {id, ids}."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])
    ordered = sorted(texts, key=lambda text: len(text["ids"]))
    vectors = {}
    for start in range(0, len(ordered), batch):
        rows = ordered[start : start + batch]
        ids = np.zeros((len(rows), len(rows[-1]["ids"])), np.int32)
        for index, row in enumerate(rows):
            ids[index, : len(row["ids"])] = row["ids"]
        inputs = {"input_ids": ids, "attention_mask": (ids != 0).astype(np.int32)}
        for row, vector in zip(rows, session.run(["embedding"], inputs)[0], strict=True):
            vectors[row["id"]] = vector
    return vectors


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
