"""Tests of the ranking metrics on lists small enough to reckon by hand.

Run: python training/test_ranking_metrics.py
"""

import math
import unittest

from ranking_metrics import grade_error, judged_ndcg, ndcg


class RankingMetrics(unittest.TestCase):
    def test_best_order_is_one_and_no_gain_is_zero(self):
        self.assertEqual(ndcg([4, 3, 1, 0]), 1)
        self.assertEqual(ndcg([0, 0]), 0)

    def test_gain_is_linear_and_discounted_by_the_logarithm_of_the_rank(self):
        self.assertAlmostEqual(ndcg([1, 4]), (1 + 4 / math.log2(3)) / (4 + 1 / math.log2(3)))

    def test_ranks_below_the_depth_do_not_count(self):
        self.assertEqual(ndcg([0, 4], depth=1), 0)

    def test_lists_are_averaged_by_vertical_and_ties_go_by_document_id(self):
        pairs = [
            {"vertical": "jobs", "qid": "1", "document": "b", "grade": 4},
            {"vertical": "jobs", "qid": "1", "document": "a", "grade": 0},
            {"vertical": "people", "qid": "1", "document": "c", "grade": 2},
        ]
        values = judged_ndcg(pairs, [0.5, 0.5, 0.1])
        self.assertAlmostEqual(values["jobs"], 1 / math.log2(3))
        self.assertEqual(values["people"], 1)


class GradeError(unittest.TestCase):
    def test_it_is_the_mean_distance_to_the_grades(self):
        self.assertAlmostEqual(grade_error([1.5, 4, 0], [{"grade": 2}, {"grade": 4}, {"grade": 1}]), 0.5)


if __name__ == "__main__":
    unittest.main()
