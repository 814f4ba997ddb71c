"""Tests of the curves of the packed ranker: they keep every order and lower the error they were made for.

Run: python training/test_calibrate_packed.py
"""

import unittest

import numpy as np
from calibrate_packed import error_of, strictly_rising


class Curve(unittest.TestCase):
    def test_what_the_score_parts_stays_parted_even_where_nothing_rises(self):
        p = np.linspace(0.05, 0.95, 500)
        curve = strictly_rising(p, np.full(500, 0.3))
        values = [value for _, value in curve]
        self.assertEqual((curve[0], curve[-1]), ([0, 0], [1, 1]))
        self.assertTrue(all(low < high for low, high in zip(values, values[1:])))

    def test_a_score_that_says_too_much_is_brought_down_to_what_was_observed(self):
        chance = np.random.default_rng(1)
        p = chance.random(4000)
        observed = (chance.random(4000) < p / 2).astype(float)
        curve = strictly_rising(p, observed)
        after = np.interp(p, *zip(*curve))
        self.assertLess(error_of(after, observed), 0.03)
        self.assertGreater(error_of(p, observed), 0.2)


if __name__ == "__main__":
    unittest.main()
