"""Writes reference values of ndcg_score, confusion_matrix and cohen_kappa_score for test/evaluation/golden-metrics.json.

Run: python evaluation/golden-vectors.py > test/evaluation/golden-metrics.json   (needs numpy and scikit-learn==1.7.2)
"""
import json

import numpy as np
from sklearn.metrics import cohen_kappa_score, confusion_matrix, ndcg_score

GRADES = [0, 1, 2, 3, 4]


def distinct_case(rng: np.random.Generator) -> dict:
    """One list of 12 documents with distinct scores."""
    grades = rng.integers(0, 5, size=12)
    scores = rng.permutation(12)
    return {
        "grades": grades.tolist(),
        "scores": scores.tolist(),
        "ndcg5": float(ndcg_score([grades], [scores], k=5)),
        "ndcg10": float(ndcg_score([grades], [scores], k=10)),
        "ndcgExponential10": float(ndcg_score([2**grades - 1], [scores], k=10)),
    }


def tied_case(rng: np.random.Generator) -> dict:
    """One list of 7 documents with few different scores: ties by position, and the mean over all orders of the tied."""
    grades = rng.integers(0, 5, size=7)
    scores = rng.integers(0, 4, size=7)
    by_position = scores - np.arange(7) / 100
    return {
        "grades": grades.tolist(),
        "scores": scores.tolist(),
        "byPosition4": float(ndcg_score([grades], [by_position], k=4)),
        "meanOfOrders4": float(ndcg_score([grades], [scores], k=4)),
    }


def kappa_case(rng: np.random.Generator) -> dict:
    """Two graders of 5 to 60 pairs who agree on a random share and guess the rest; often a grade between others is absent."""
    size = int(rng.integers(5, 61))
    present = rng.choice(GRADES, size=int(rng.integers(2, 6)), replace=False)
    gold, drawn = rng.choice(present, size=size), rng.choice(present, size=size)
    judge = np.where(rng.random(size) < rng.random(), gold, drawn)
    return {
        "gold": gold.tolist(),
        "judge": judge.tolist(),
        "confusion": confusion_matrix(gold, judge, labels=GRADES).tolist(),
        "linear": float(cohen_kappa_score(gold, judge, labels=GRADES, weights="linear")),
        "quadratic": float(cohen_kappa_score(gold, judge, labels=GRADES, weights="quadratic")),
    }


if __name__ == "__main__":
    generator = np.random.default_rng(20261122)
    golden = {
        "distinct": [distinct_case(generator) for _ in range(40)],
        "tied": [tied_case(generator) for _ in range(20)],
        "kappa": [kappa_case(generator) for _ in range(40)],
    }
    print(json.dumps(golden, allow_nan=False))
