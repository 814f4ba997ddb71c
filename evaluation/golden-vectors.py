"""Writes reference values of ndcg_score and cohen_kappa_score for test/evaluation/golden-ndcg.json.

Run: python evaluation/golden-vectors.py > test/evaluation/golden-ndcg.json   (needs numpy and scikit-learn==1.7.2)
"""
import json

import numpy as np
from sklearn.metrics import ndcg_score


def case(rng: np.random.Generator) -> dict:
    """One list of 12 documents with distinct scores, so that ties play no part."""
    grades = rng.integers(0, 5, size=12)
    scores = rng.permutation(12)
    return {
        "grades": grades.tolist(),
        "scores": scores.tolist(),
        "ndcg5": float(ndcg_score([grades], [scores], k=5)),
        "ndcg10": float(ndcg_score([grades], [scores], k=10)),
        "ndcgExponential10": float(ndcg_score([2**grades - 1], [scores], k=10)),
    }


if __name__ == "__main__":
    generator = np.random.default_rng(20261122)
    print(json.dumps([case(generator) for _ in range(40)]))
