"""Trains which sentences of a document to keep, by reward: −KL(p on the summary ‖ p on the text) − w·length (REINFORCE), then
measures rankings by summaries of a budget of tokens on dev, beside the opening sentences and the ranker's own choice for each query.

Run: python training/train_summariser.py --ranker models/full-text.onnx --out training/work/summariser.json
Needs train-pairs, dev-pairs (export-pairs.ts) and the files of export-sentences.ts in --work.
"""

import argparse
import json
import random

import numpy as np
from onnx_batches import onnx_scores, onnx_session
from ranker_model import read_pairs
from ranking_metrics import judged_ndcg
from summaries import Documents, chances, divergence, within_budget

BUDGETS = (16, 32, 48, 64)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ranker", default="models/full-text.onnx", help="whose p is to stay as it is")
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=24, help="pairs a step")
    parser.add_argument("--samples", type=int, default=4, help="summaries tried of each")
    parser.add_argument("--length-weight", type=float, default=0.1, help="what keeping a whole text costs")
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    return parser.parse_args()


def train(documents, pairs, session, options):
    """Weights of the policy, [numbers + 1]; prints the mean reward as it goes."""
    chance, drawn = random.Random(options.seed), np.random.default_rng(options.seed)
    weights = np.zeros(len(documents.seen(pairs[0]["document"])[0]) + 1)
    rewards = []
    for step in range(1, options.steps + 1):
        batch = chance.sample(pairs, options.pairs)
        wanted = np.repeat(onnx_scores(session, batch), options.samples)
        tried = [(pair, drawn.random(len(costs)) < chances(weights, documents.seen(pair["document"])), costs)
                 for pair in batch for costs in [documents.costs(pair["document"])] for _ in range(options.samples)]
        found = onnx_scores(session, [{"ids": documents.pair(pair, np.flatnonzero(kept))} for pair, kept, _ in tried])
        lengths = np.array([costs[kept].sum() / costs.sum() for _, kept, costs in tried])
        reward = (-divergence(found, wanted) - options.length_weight * lengths).reshape(options.pairs, options.samples)
        gain = (reward - reward.mean(1, keepdims=True)).ravel()
        weights += options.rate * sum(worth * slope(weights, documents.seen(pair["document"]), kept) for worth, (pair, kept, _) in zip(gain, tried, strict=True)) / len(tried)
        rewards.append(reward.mean())
        if step % 10 == 0:
            print(json.dumps({"step": step, "reward": round(float(np.mean(rewards[-10:])), 4), "kept": round(float(lengths.mean()), 3)}), flush=True)
    return weights


def slope(weights, seen, kept):
    """Gradient of the logarithm of the chance of a choice `kept` [sentences], [numbers + 1]."""
    off = kept - chances(weights, seen)
    return np.append(off @ seen, off.sum())


def ways_to_read(documents, dev, weights):
    """Name and token ids of the dev pairs of each way to read them: the ranker's own text, then openings and summaries by budget."""
    yield "chosen for the query", [pair["ids"] for pair in dev]
    for budget in BUDGETS:
        for name, order in (("opening", lambda seen: range(len(seen))), ("summary", lambda seen: np.argsort(-chances(weights, seen), kind="stable"))):
            yield f"{name}, {budget} tokens", [
                documents.pair(pair, within_budget(order(documents.seen(pair["document"])), documents.costs(pair["document"]), budget)) for pair in dev
            ]


def main():
    options = arguments()
    session = onnx_session(options.ranker, 1)
    documents = Documents(options.work)
    pairs = [pair for pair in read_pairs(f"{options.work}/train-pairs.jsonl") if len(documents.documents[pair["document"]]["sentences"]) > 1]
    weights = train(documents, pairs, session, options)
    report = {"weights": weights.round(3).tolist(), "rankings": {}}
    dev = read_pairs(f"{options.work}/dev-pairs.jsonl")
    for name, lists in ways_to_read(documents, dev, weights):
        found = judged_ndcg(dev, onnx_scores(session, [{"ids": ids} for ids in lists]))
        report["rankings"][name] = {**{key: round(value, 4) for key, value in found.items()}, "tokens": round(float(np.mean(list(map(len, lists)))), 1)}
        print(name, report["rankings"][name], flush=True)
    with open(options.out, "w", encoding="utf8") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main()
