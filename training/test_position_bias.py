"""Tests that position bias is recovered from logs whose truth is known.

Run: python training/test_position_bias.py
"""

import unittest

import numpy as np
from activity_log import Impressions, gather
from position_bias import Cells, estimate_attraction, estimate_examination, loss_masks, never_shown, targets
from simulate_activity import EXAMINATION, log_events, simulate


def known_truth(queries, documents, seed):
    chance = np.random.default_rng(seed)
    return [
        {
            "vertical": "jobs",
            "qid": f"q{query}",
            "document": f"d{document}",
            "grade": int(chance.integers(0, 5)),
            "attraction": float(chance.uniform(0.05, 0.6)),
            "apply": 0.3,
        }
        for query in range(queries)
        for document in range(documents)
    ]


def impressions_of(rows):
    """Impressions from (document, rank, shown, opened) counts of one query."""
    columns = [(document, rank, place < opened) for document, rank, shown, opened in rows for place in range(shown)]
    names = sorted({document for document, _, _ in columns})
    pair = np.array([names.index(document) for document, _, _ in columns])
    opened = np.array([flag for _, _, flag in columns])
    pairs = [("jobs", "q", name) for name in names]
    return Impressions(pairs, pair, np.array([rank for _, rank, _ in columns]), opened, np.zeros(len(columns), bool))


class PositionBias(unittest.TestCase):
    def test_examination_is_recovered_within_a_twentieth_at_every_rank(self):
        searches = simulate(known_truth(60, 24, 1), 20000, 1)
        examination = estimate_examination(Cells(gather(log_events(searches), searches)))
        self.assertLess(np.abs(examination - EXAMINATION).max(), 0.05)

    def test_a_log_without_bias_gives_a_flat_curve(self):
        searches = simulate(known_truth(60, 24, 2), 20000, 2, examination=(1.0,) * 20)
        examination = estimate_examination(Cells(gather(log_events(searches), searches)))
        self.assertLess(np.abs(examination - 1).max(), 0.05)

    def test_a_ranker_that_puts_what_attracts_on_top_does_not_pass_for_bias(self):
        truth = known_truth(60, 24, 3)
        for pair in truth:
            pair["attraction"] = (0.05, 0.12, 0.25, 0.4, 0.6)[pair["grade"]]
        searches = simulate(truth, 20000, 3, examination=(1.0,) * 20)
        impressions = gather(log_events(searches), searches)
        rate = np.bincount(impressions.rank, impressions.opened)[1:] / np.bincount(impressions.rank)[1:]
        self.assertLess(rate[19] / rate[0], 0.5)
        self.assertLess(np.abs(estimate_examination(Cells(impressions)) - 1).max(), 0.05)

    def test_where_clicks_by_impression_order_two_documents_wrongly_the_corrected_targets_do_not(self):
        # True attraction .3 for "top", .5 for "deep"; rank 10 is looked at in .2 of the cases.
        log = impressions_of([("top", 1, 900, 270), ("top", 10, 100, 6), ("deep", 1, 100, 50), ("deep", 10, 900, 90)])
        naive = np.bincount(log.pair, log.opened) / np.bincount(log.pair)
        examination = estimate_examination(Cells(log))
        self.assertAlmostEqual(examination[9], 0.2, delta=0.01)
        deep, top = (row["click"] for row in targets(log, examination))
        self.assertLess(naive[0], naive[1])
        self.assertAlmostEqual(deep, 0.5, delta=0.02)
        self.assertAlmostEqual(top, 0.3, delta=0.02)

    def test_few_impressions_stay_near_the_mean_of_the_log(self):
        log = impressions_of([("often", 1, 1000, 200), ("once", 1, 1, 1)])
        often, once = estimate_attraction(Cells(log), np.ones(20))
        self.assertAlmostEqual(often, 0.2, delta=0.01)
        self.assertLess(once, 0.6)


class Targets(unittest.TestCase):
    def test_apply_is_masked_where_nothing_was_opened_and_both_where_nothing_was_shown(self):
        log = impressions_of([("a", 1, 10, 4), ("b", 2, 10, 0)])
        log.applied[0] = True
        rows = targets(log, np.ones(20))
        rows += never_shown([{"vertical": "jobs", "qid": "q", "document": name} for name in "abc"], rows)
        self.assertEqual([row["document"] for row in rows], ["a", "b", "c"])
        self.assertEqual([(row["impressions"], row["clicks"], row["applies"]) for row in rows], [(10, 4, 1), (10, 0, 0), (0, 0, 0)])
        self.assertEqual([row["apply"] for row in rows], [0.25, None, None])
        click, click_mask, apply, apply_mask = loss_masks(rows)
        self.assertEqual(click_mask.tolist(), [1, 1, 0])
        self.assertEqual(apply_mask.tolist(), [1, 0, 0])
        self.assertEqual((click[2], apply[0], apply[1]), (0, 0.25, 0))


if __name__ == "__main__":
    unittest.main()
