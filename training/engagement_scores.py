"""Files of click and apply probabilities, {vertical, qid, document, click, apply} a line, and their AUC on the log's held-out impressions."""

import json
import os

import numpy as np
from activity_log import read_lines, read_log
from engagement_metrics import engagement_auc
from pairs import pair_key
from position_bias import RANKS, Cells, estimate_examination

OBJECTIVES = ("click", "apply")


def score_rows(pairs, logits):
    """Rows of a scores file from logits fp32 [pairs, 2] of click and apply."""
    values = 1 / (1 + np.exp(-np.asarray(logits, float)))
    return [
        {**dict(zip(("vertical", "qid", "document"), pair_key(pair), strict=True)), "click": round(float(click), 6), "apply": round(float(apply), 6)}
        for pair, (click, apply) in zip(pairs, values, strict=True)
    ]


def write_scores(path, rows):
    """Writes a scores file, making its folder."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def read_targets(work):
    """Rows of engagement-pairs.jsonl."""
    return read_lines(os.path.join(work, "engagement-pairs.jsonl"))


def held_out_pairs(work):
    """The pairs whose scores a comparison needs: those of held-out queries that were shown."""
    return [row for row in read_targets(work) if row["heldOut"] and row["impressions"]]


def log_and_examination(work):
    """Impressions of the log no deeper than RANKS, and examination as estimated without the held-out ones."""
    impressions = read_log(work)
    impressions = impressions.where(impressions.rank <= RANKS)
    return impressions, estimate_examination(Cells(impressions.where(~impressions.held_out())))


def columns_of(impressions, rows):
    """Click and apply scores of each impression, float [n] each; raises ValueError where a shown pair has no score.

    Rows of one relevance, `p` of score_pairs.py, stand for both.
    """
    known = {pair_key(row): [row[name if name in row else "p"] for name in OBJECTIVES] for row in rows}
    shown = [impressions.pairs[row] for row in np.unique(impressions.pair)]
    missing = [key for key in shown if key not in known]
    if missing:
        raise ValueError(f"expected a score for each of {len(shown)} pairs, {len(missing)} have none, first {missing[0]}")
    of_pair = np.array([known.get(key, [np.nan] * len(OBJECTIVES)) for key in impressions.pairs], float)
    return tuple(of_pair[impressions.pair].T)


def auc_of(impressions, rows, examination):
    """The AUCs of `engagement_auc` for rows of a scores file."""
    return engagement_auc(impressions, *columns_of(impressions, rows), examination)
