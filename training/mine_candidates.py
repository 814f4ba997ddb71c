"""Finds what the encoder retrieves for the training queries and nobody graded, for a teacher to score: {vertical, qid, document}.

Run: python training/mine_candidates.py --encoder training/work/encoder-b/last.pt --out training/work/candidates.jsonl
Needs train-queries and the pairs (export-pairs.ts) and documents (export-documents.ts).
Then: npx tsx training/export-pairs.ts --candidates training/work/candidates.jsonl, and score_pairs.py on its candidate-pairs.jsonl.
"""

import argparse
import json
import os
import random
from collections import defaultdict

import numpy as np
import torch
from encoder_data import read_rows
from ranker_model import read_pairs
from train_encoder import Encoder, Texts, encode_all


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a last.pt of train_encoder.py")
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--pairs", nargs="+", default=["training/work/train-pairs.jsonl", "training/work/mined-pairs.jsonl"])
    parser.add_argument("--vectors", help="file (.npy) that keeps the vectors of the documents for the next time, by the same encoder")
    parser.add_argument("--query-prefixes", nargs="*", default=[""], help="beginnings of the ids of the queries to take, all without it")
    parser.add_argument("--depth", type=int, default=100, help="how deep the lists are that candidates are drawn from")
    parser.add_argument("--top", type=int, default=6, help="ungraded documents from the top of each list")
    parser.add_argument("--deep", type=int, default=14, help="more of them, drawn from the rest of the list")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", required=True)
    return parser.parse_args()


def graded_by_query(paths):
    """Documents that have a grade, by (vertical, qid)."""
    graded = defaultdict(set)
    for path in paths:
        for pair in read_pairs(path):
            graded[pair["vertical"], pair["qid"]].add(pair["document"])
    return graded


def drawn(ranked, known, options, chance):
    """Ungraded documents of one ranked list: all of its top ones, a sample of the deeper ones."""
    fresh = [document for document in ranked if document not in known]
    rest = fresh[options.top :]
    return fresh[: options.top] + chance.sample(rest, min(options.deep, len(rest)))


def kept(path, make):
    """What `make` gives, from the file where it is there; the caller names another one for another encoder or other documents."""
    if path is None:
        return make()
    if not os.path.exists(path):
        with open(f"{path}.tmp", "wb") as file:
            np.save(file, make())
        os.replace(f"{path}.tmp", path)
    return np.load(path)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    graded = graded_by_query(options.pairs)
    asked = [row for row in read_rows(f"{options.work}/train-queries.jsonl") if row["qid"].startswith(tuple(options.query_prefixes))]
    model, texts = Encoder(), Texts()
    model.load_state_dict(torch.load(options.encoder, weights_only=True))
    queries = encode_all(model, texts, [row["text"] for row in asked])
    rows = read_rows(f"{options.work}/documents.jsonl")
    vectors = kept(options.vectors, lambda: encode_all(model, texts, [row["text"] for row in rows]))
    ids, verticals = np.array([row["id"] for row in rows]), np.array([row["vertical"] for row in rows])
    chance = random.Random(options.seed)
    with open(options.out, "w", encoding="utf8") as file:
        for row, query in zip(asked, queries, strict=True):
            vertical, qid = row["vertical"], row["qid"]
            own = verticals == vertical
            order = np.argsort(-(vectors[own] @ query), kind="stable")[: options.depth]
            for document in drawn(ids[own][order].tolist(), graded[vertical, qid], options, chance):
                file.write(json.dumps({"vertical": vertical, "qid": qid, "document": document}) + "\n")


if __name__ == "__main__":
    main()
