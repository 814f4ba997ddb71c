"""Scores pairs with a teacher: p (expected grade / 4) for students, and how far its grades agree with the dev judgments.

Run: python training/score_pairs.py --weights training/work/teacher-1/last.pt --pairs training/work/dev-pairs.jsonl --out FILE
"""

import argparse
import json

import numpy as np
import torch
from ranker_model import padded, ranker_of, read_pairs
from ranking_metrics import grade_error
from sklearn.metrics import cohen_kappa_score


@torch.no_grad()
def grade_probabilities(model, pairs, batch=48):
    """Softmax over the grades, fp32 [pairs, 5]; sorted by length inside."""
    model.eval()
    found = np.zeros((len(pairs), 5), np.float32)
    order = sorted(range(len(pairs)), key=lambda index: len(pairs[index]["ids"]))
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(**padded([pairs[row]["ids"] for row in rows])).logits
        found[rows] = torch.softmax(logits.float(), dim=-1).numpy()
    return found


def median_grades(probabilities):
    return (np.cumsum(probabilities, axis=1) < 0.5).sum(axis=1).clip(0, 4)


def agreement(pairs, grades):
    gold = [pair["grade"] for pair in pairs]
    return {kind: round(cohen_kappa_score(gold, grades, weights=kind, labels=range(5)), 4) for kind in ("linear", "quadratic")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--pairs", nargs="+", required=True)
    parser.add_argument("--out")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = ranker_of(options.weights)
    pairs = [pair for path in options.pairs for pair in read_pairs(path)]
    probabilities = grade_probabilities(model, pairs)
    expected = probabilities @ np.arange(5)
    graded = [row for row, pair in enumerate(pairs) if pair["grade"] is not None]
    report = {"pairs": len(pairs)}
    if graded:
        gold = [pairs[row] for row in graded]
        report |= {"kappa": agreement(gold, median_grades(probabilities[graded])), "meanError": round(grade_error(expected[graded], gold), 4)}
    print(json.dumps(report))
    if options.out:
        with open(options.out, "w", encoding="utf8") as file:
            for pair, value in zip(pairs, expected / 4, strict=True):
                file.write(json.dumps({"vertical": pair["vertical"], "qid": pair["qid"], "document": pair["document"], "p": round(float(value), 4)}) + "\n")


if __name__ == "__main__":
    main()
