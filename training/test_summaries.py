"""Tests of summaries: budgets, chances and what a summary costs in certainty.

Run: python training/test_summaries.py
"""

import unittest

import numpy as np
from summaries import chances, divergence, within_budget
from train_summariser import slope


class Summaries(unittest.TestCase):
    def test_a_sentence_that_does_not_fit_makes_room_for_a_later_one(self):
        self.assertEqual(within_budget([2, 0, 1], np.array([5, 3, 8]), 11), [2, 1])

    def test_a_text_that_says_the_same_costs_nothing(self):
        self.assertAlmostEqual(float(divergence(np.array(0.7), np.array(0.7))), 0)
        self.assertGreater(float(divergence(np.array(0.1), np.array(0.7))), 0.5)

    def test_the_slope_of_a_choice_is_that_of_its_logarithm(self):
        weights, seen, kept = np.array([0.5, -1.0, 0.2]), np.array([[1.0, 0.3], [0.0, 0.9]]), np.array([True, False])

        def likely(at):
            p = chances(at, seen)
            return np.log(np.where(kept, p, 1 - p)).sum()

        step = 1e-6
        for index, value in enumerate(slope(weights, seen, kept)):
            moved = weights.copy()
            moved[index] += step
            self.assertAlmostEqual((likely(moved) - likely(weights)) / step, value, places=4)


if __name__ == "__main__":
    unittest.main()
