"""Tests of the engagement AUCs against scikit-learn and against a log whose truth is known.

Run: python training/test_engagement_metrics.py
"""

import math
import unittest

import numpy as np
from engagement_metrics import apply_auc, click_auc, weighted_auc
from simulate_activity import EXAMINATION
from sklearn.metrics import roc_auc_score


def generated(seed, size=400):
    """Scores with many ties, labels that follow them a little, and weights."""
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, 12, size) / 12
    return scores, chance.random(size) < 0.2 + scores / 2, chance.random(size)


def biased_log(seed, size):
    """Attraction, opened and rank, where the ranker showed by something that attracts nobody."""
    chance = np.random.default_rng(seed)
    attraction = chance.uniform(0.05, 0.6, size)
    rank = chance.integers(1, 21, size)
    opened = chance.random(size) < attraction * np.array(EXAMINATION)[rank - 1]
    return attraction, opened, rank


class EngagementMetrics(unittest.TestCase):
    def test_they_are_those_of_scikit_learn(self):
        for seed in range(20):
            scores, opened, weights = generated(seed)
            rank = np.ones(len(scores), int)
            self.assertAlmostEqual(click_auc(scores, opened, rank), roc_auc_score(opened, scores))
            self.assertAlmostEqual(click_auc(scores, opened, rank, np.ones(20)), roc_auc_score(opened, scores))
            weighted = weighted_auc(scores, weights * opened, weights * ~opened)
            self.assertAlmostEqual(weighted, roc_auc_score(opened, scores, sample_weight=weights))
            applied = opened & (weights < 0.3 + scores / 2)
            self.assertAlmostEqual(apply_auc(scores, opened, applied), roc_auc_score(applied[opened], scores[opened]))

    def test_a_side_without_rows_has_no_auc(self):
        self.assertTrue(math.isnan(click_auc([0.1, 0.2], [False, False], [1, 2])))
        self.assertTrue(math.isnan(apply_auc([0.1, 0.2], [False, False], [False, False])))

    def test_corrected_it_is_the_auc_that_a_list_without_bias_would_give(self):
        attraction, opened, rank = biased_log(1, 300_000)
        unbiased = roc_auc_score(np.random.default_rng(2).random(len(rank)) < attraction, attraction)
        self.assertAlmostEqual(click_auc(attraction, opened, rank, EXAMINATION), unbiased, delta=0.01)
        self.assertGreater(abs(click_auc(attraction, opened, rank) - unbiased), 0.015)

    def test_a_score_that_only_knows_the_rank_is_worth_nothing_once_corrected(self):
        _, opened, rank = biased_log(3, 300_000)
        self.assertGreater(click_auc(-rank, opened, rank), 0.6)
        self.assertAlmostEqual(click_auc(-rank, opened, rank, EXAMINATION), 0.5, delta=0.01)


if __name__ == "__main__":
    unittest.main()
