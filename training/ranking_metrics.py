"""Metrics of judged lists, of their order and of expected grades: pure functions on grades and scores."""

import math
from collections import defaultdict


def ndcg(grades_in_order, depth=10):
    """nDCG@depth with linear gain; grades of the documents in ranked order; 0 when nothing has a grade above 0."""

    def gain(grades):
        return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades[:depth]))

    best = gain(sorted(grades_in_order, reverse=True))
    return gain(grades_in_order) / best if best > 0 else 0.0


def judged_ndcg(pairs, scores, depth=10):
    """Mean nDCG@depth of each vertical, the judged documents of a query ordered by score; ties by document id."""
    lists = defaultdict(list)
    for pair, score in zip(pairs, scores, strict=True):
        lists[pair["vertical"], pair["qid"]].append((-float(score), pair["document"], pair["grade"]))
    by_vertical = defaultdict(list)
    for (vertical, _), entries in lists.items():
        by_vertical[vertical].append(ndcg([grade for _, _, grade in sorted(entries)], depth))
    return {vertical: sum(values) / len(values) for vertical, values in by_vertical.items()}


def grade_error(expected, pairs):
    """Mean absolute error of expected grades, 0..4, of judged pairs."""
    return sum(abs(float(grade) - pair["grade"]) for grade, pair in zip(expected, pairs, strict=True)) / len(pairs)
