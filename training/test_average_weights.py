"""Tests of the average of several runs.

Run: python training/test_average_weights.py
"""

import unittest

import torch
from average_weights import average


class AverageOfRuns(unittest.TestCase):
    def test_is_the_mean_of_every_weight(self):
        states = [{"weight": torch.tensor([1.0, 3.0])}, {"weight": torch.tensor([3.0, 5.0])}]
        self.assertEqual(average(states)["weight"].tolist(), [2.0, 4.0])

    def test_what_is_the_same_in_all_stays_so_bit_by_bit(self):
        shared = torch.tensor([0.1, 0.7, 1 / 3])
        averaged = average([{"words": shared.clone()} for _ in range(3)])["words"]
        self.assertTrue(torch.equal(averaged, shared))

    def test_refuses_runs_of_other_shapes(self):
        with self.assertRaises(ValueError):
            average([{"weight": torch.zeros(2)}, {"weight": torch.zeros(3)}])


if __name__ == "__main__":
    unittest.main()
