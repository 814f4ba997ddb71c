"""Tests of the packed ranker's scorer: what clicks are read from, and that relevance does not hear of them.

Run: python training/test_packed_model.py
"""

import unittest
from argparse import Namespace

import torch
import train_packed
from packed_model import HIDDEN, Scorer


def given():
    torch.manual_seed(1)
    ids = torch.tensor([[101, 2305, 6821, 102]])
    return ids, torch.ones_like(ids), torch.randn(3, 2, HIDDEN), torch.zeros(3, dtype=torch.long)


class Engagement(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(2)
        self.scorer = Scorer(layers=3).eval()

    @torch.no_grad()
    def test_relevance_does_not_depend_on_what_reads_clicks(self):
        before = self.scorer(*given())
        for layer in (self.scorer.engagement, self.scorer.engagement_head):
            layer.weight.normal_()
        after = self.scorer(*given())
        self.assertTrue(torch.equal(before[:, :2], after[:, :2]))
        self.assertFalse(torch.equal(before[:, 2:], after[:, 2:]))

    @torch.no_grad()
    def test_clicks_are_read_from_the_item_itself_too(self):
        self.scorer.engagement.weight[:, :HIDDEN] = 0
        self.scorer.cosine[2:] = 0
        clicks = self.scorer(*given())[:, 2]
        self.assertGreater(float(clicks.std()), 1e-4)

    def test_a_run_of_engagement_alone_trains_nothing_else(self):
        options = Namespace(start=None, start_items=None, frozen=True, only_engagement=True)
        model = train_packed.new_model(options)
        trained = {name.rsplit(".", 1)[0] for name, value in model.named_parameters() if value.requires_grad}
        self.assertEqual(trained, {"scorer.engagement", "scorer.engagement_head"})


if __name__ == "__main__":
    unittest.main()
