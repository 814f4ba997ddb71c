"""Rising curves from a score to what was observed at it, fitted by isotonic regression: lists of [score, observed]."""

import numpy as np


def isotonic(values):
    """Rising sequence nearest to `values` in squares (pool adjacent violators)."""
    blocks = []
    for value in values:
        blocks.append([float(value), 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count), blocks[-1][1] + count]
    return [mean for mean, count in blocks for _ in range(count)]


def rising_curve(scores, observed, points):
    """[score, what was observed there] from 0 to 1, `points` of them between, fitted by isotonic regression."""
    order = np.argsort(scores, kind="stable")
    fitted = isotonic(observed[order])
    parts = np.array_split(np.arange(len(order)), points)
    inner = [[round(float(scores[order][part].mean()), 4), round(float(np.mean([fitted[row] for row in part])), 4)] for part in parts]
    return [[0, inner[0][1]], *inner, [1, inner[-1][1]]]


def read_at(curve, scores):
    """What the curve has at each score, straight between its points."""
    return np.interp(scores, *zip(*curve, strict=True))
