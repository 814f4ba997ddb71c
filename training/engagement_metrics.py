"""AUC of click and apply scores on logged impressions: pure functions, with and without correction for position."""

import numpy as np

# Ranks looked at more rarely count as this: one lucky click may not weigh more than twenty.
LEAST_EXAMINATION = 0.05


def weighted_auc(scores, positive, negative):
    """Chance that a positive scores above a negative; ties count half.

    scores, positive, negative: float [n]; the weights say how much of a row is positive and how much negative. Rows may be
    both, and weights may be below 0 (see `click_auc`); a row is never compared with itself. nan when a side is empty.
    """
    scores, positive, negative = (np.asarray(values, float) for values in (scores, positive, negative))
    _, level = np.unique(scores, return_inverse=True)
    above, below = np.bincount(level, positive), np.bincount(level, negative)
    own = (positive * negative).sum()
    wins = (above * (np.cumsum(below) - below / 2)).sum() - own / 2
    compared = positive.sum() * negative.sum() - own
    return float(wins / compared) if compared > 0 else float("nan")


def click_auc(scores, opened, rank, examination=None):
    """AUC of scores for being opened, of impressions.

    Without `examination` (as logged): opened against not opened, so a ranker is praised for what its place did. With it
    (float [ranks], rank 1 = 1; no impression may lie deeper): each open at rank r counts as 1 / examination[r] positives and the rest of its row as negatives,
    whose mean is the AUC that all results would give had each been looked at (inverse propensity weights, Joachims et al. 2017).
    """
    opened = np.asarray(opened, float)
    if examination is not None:
        opened = opened / np.maximum(np.asarray(examination)[np.asarray(rank) - 1], LEAST_EXAMINATION)
    return weighted_auc(scores, opened, 1 - opened)


def apply_auc(scores, opened, applied):
    """AUC of scores for being applied to, of the impressions that were opened: what happens there no rank biases."""
    opened = np.asarray(opened, bool)
    applied = np.asarray(applied, float)[opened]
    return weighted_auc(np.asarray(scores)[opened], applied, 1 - applied)


def engagement_auc(impressions, click_scores, apply_scores, examination):
    """The three AUCs of scores, float [impressions] each."""
    return {
        "click": click_auc(click_scores, impressions.opened, impressions.rank),
        "clickCorrected": click_auc(click_scores, impressions.opened, impressions.rank, examination),
        "apply": apply_auc(apply_scores, impressions.opened, impressions.applied),
    }
