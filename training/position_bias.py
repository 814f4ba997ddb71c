"""Estimates from an event log alone how much of a click is the rank's doing, and writes click and apply targets without it.

Position-based model, P(opened) = examination[rank] x attraction[pair], by expectation maximisation as regression-EM does it
(Wang et al., Position Bias Estimation for Unbiased Learning to Rank in Personal Search, WSDM 2018); attraction is a table instead
of a regression on features, because the pairs of this log are seen many times. The table has no prior while examination is
estimated: rankers put what attracts on top, so one mean for all pairs would read their clicks as the rank's doing (LOG.md).

Run: python training/position_bias.py [--work training/work] [--pairs FILE]
Reads activity-events.jsonl and activity-searches.jsonl, compares with activity-truth.json where it is, and writes
engagement-pairs.jsonl: {vertical, qid, document, impressions, clicks, applies, click, apply, heldOut}. `click` is null for a
pair never shown and `apply` for one never opened: their losses are masked. Held-out queries take no part in the estimate of
examination and are for measuring only.
"""

import argparse
import json
import os

import numpy as np
from activity_log import is_held_out, read_lines, read_log
from engagement_metrics import engagement_auc
from pairs import pair_key

RANKS = 20
# How many impressions the prior of a click target weighs; its mean is the mean of the log.
PRIOR_IMPRESSIONS = 2
MOST_ROUNDS = 5000
# Largest change of an estimate in a round at which it rests.
RESTS_AT = 1e-6


class Cells:
    """Counts of impressions by pair and rank, none deeper than `ranks`: all that the model needs of a log."""

    def __init__(self, impressions, ranks=RANKS):
        key = impressions.pair * ranks + impressions.rank - 1
        cells, where, shown = np.unique(key, return_inverse=True, return_counts=True)
        self.pair, self.rank = cells // ranks, cells % ranks
        self.shown = shown.astype(float)
        self.opened = np.bincount(where, impressions.opened, len(cells))
        self.pairs, self.ranks = len(impressions.pairs), ranks

    def by_pair(self, values):
        return np.bincount(self.pair, values, self.pairs)

    def by_rank(self, values):
        return np.bincount(self.rank, values, self.ranks)


def expected(cells, examination, attraction):
    """Impressions of each cell that were examined and that attracted, in expectation, [cells] each."""
    looked, liked = examination[cells.rank], attraction[cells.pair]
    passed = (cells.shown - cells.opened) / np.maximum(1 - looked * liked, 1e-12)
    return cells.opened + passed * looked * (1 - liked), cells.opened + passed * liked * (1 - looked)


def estimate_examination(cells):
    """Examination [ranks], relative to rank 1 = 1, of greatest likelihood."""
    shown, pair_shown = np.maximum(cells.by_rank(cells.shown), 1), np.maximum(cells.by_pair(cells.shown), 1)
    examination = np.linspace(1, 0.5, cells.ranks)
    attraction = np.full(cells.pairs, cells.opened.sum() / cells.shown.sum())
    for _ in range(MOST_ROUNDS):
        examined, attracted = expected(cells, examination, attraction)
        before = examination
        examination, attraction = cells.by_rank(examined) / shown, cells.by_pair(attracted) / pair_shown
        # Only the product is seen: rank 1 sets the scale.
        scale = max(examination[0], 1e-12)
        examination, attraction = examination / scale, np.minimum(attraction * scale, 1)
        if np.abs(examination - before).max() < RESTS_AT:
            break
    return examination


def estimate_attraction(cells, examination):
    """Attraction [pairs] under a known examination; the mean of the log where nothing was shown."""
    mean = cells.opened.sum() / (cells.shown * examination[cells.rank]).sum()
    shown = cells.by_pair(cells.shown) + PRIOR_IMPRESSIONS
    attraction = np.full(cells.pairs, mean)
    for _ in range(MOST_ROUNDS):
        _, attracted = expected(cells, examination, attraction)
        before, attraction = attraction, (cells.by_pair(attracted) + PRIOR_IMPRESSIONS * mean) / shown
        if np.abs(attraction - before).max() < RESTS_AT:
            break
    return attraction


def targets(impressions, examination):
    """Rows of engagement-pairs.jsonl, one a pair of the log."""
    size = len(impressions.pairs)
    attraction = estimate_attraction(Cells(impressions, len(examination)), np.asarray(examination))
    shown = np.bincount(impressions.pair, minlength=size)
    clicks = np.bincount(impressions.pair, impressions.opened, size).astype(int)
    applies = np.bincount(impressions.pair, impressions.applied, size).astype(int)
    return [
        {
            **dict(zip(("vertical", "qid", "document"), key, strict=True)),
            "impressions": int(shown[row]),
            "clicks": int(clicks[row]),
            "applies": int(applies[row]),
            "click": round(float(attraction[row]), 5) if shown[row] else None,
            "apply": round(float(applies[row] / clicks[row]), 5) if clicks[row] else None,
            "heldOut": is_held_out(key[1]),
        }
        for row, key in enumerate(impressions.pairs)
    ]


def never_shown(pairs, rows):
    """Rows without targets of the {vertical, qid, document} that `rows` lack."""
    names = ("vertical", "qid", "document")
    seen = {tuple(row[name] for name in names) for row in rows}
    empty = {"impressions": 0, "clicks": 0, "applies": 0, "click": None, "apply": None}
    unseen = sorted({tuple(pair[name] for name in names) for pair in pairs} - seen)
    return [{**dict(zip(names, key, strict=True)), **empty, "heldOut": is_held_out(key[1])} for key in unseen]


def loss_masks(rows):
    """Targets and masks for losses: click, click mask, apply, apply mask; float [rows] each, 0 where masked."""
    columns = []
    for name in ("click", "apply"):
        columns.append(np.array([row[name] or 0.0 for row in rows]))
        columns.append(np.array([float(row[name] is not None) for row in rows]))
    return tuple(columns)


def compare(examination, truth):
    """Prints estimated beside true examination; returns the largest absolute error."""
    print("rank  estimated  true")
    for rank, (estimated, true) in enumerate(zip(examination, truth, strict=True), 1):
        print(f"{rank:4d}  {estimated:9.3f}  {true:.3f}")
    worst = float(np.abs(np.array(examination) - np.array(truth)).max())
    print(f"largest absolute error {worst:.4f}")
    return worst


def ceilings(impressions, examination, truth):
    """AUCs, by name, that the best possible scores, and the grades alone, reach on impressions."""
    known = {pair_key(pair): pair for pair in truth}
    of_pair = [known[key] for key in impressions.pairs]
    found = {}
    for name, click, apply in (("true probabilities", "attraction", "apply"), ("grade alone", "grade", "grade")):
        columns = [np.array([pair[field] for pair in of_pair])[impressions.pair] for field in (click, apply)]
        found[name] = engagement_auc(impressions, *columns, examination)
    return found


def print_ceilings(impressions, examination, truth):
    """Prints them for the held-out impressions."""
    for name, values in ceilings(impressions, examination, truth).items():
        print(f"held-out AUC of {name}:", ", ".join(f"{key} {value:.4f}" for key, value in values.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--pairs", help="rows {vertical, qid, document}: those never shown get a row without targets")
    options = parser.parse_args()
    impressions = read_log(options.work)
    impressions = impressions.where(impressions.rank <= RANKS)
    held_out = impressions.held_out()
    examination = estimate_examination(Cells(impressions.where(~held_out)))
    print(f"{len(impressions.pair)} impressions, {held_out.sum()} of them held out")
    path, truth = os.path.join(options.work, "activity-truth.json"), {"pairs": []}
    if os.path.exists(path):
        truth = read_lines(path)[0]
        compare(examination, truth["examination"])
        print_ceilings(impressions.where(held_out), examination, truth["pairs"])
    rows = targets(impressions, examination)
    rows += never_shown(read_lines(options.pairs) if options.pairs else truth["pairs"], rows)
    with open(os.path.join(options.work, "engagement-pairs.jsonl"), "w", encoding="utf8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    print(f"{len(rows)} pairs, {sum(row['click'] is None for row in rows)} never shown, {sum(row['apply'] is None for row in rows)} never opened")


if __name__ == "__main__":
    main()
