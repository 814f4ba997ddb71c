"""Tests of what the engagement teacher learns from: its rows, their weights and the loss.

Run: python training/test_train_engagement.py
"""

import unittest

import torch
from activity_log import is_held_out
from train_engagement import is_for_choosing, target_weights, targets_loss, with_targets, without_other_head


def row(click, apply, impressions=10, clicks=4, **more):
    return {"click": click, "apply": apply, "impressions": impressions, "clicks": clicks, **more}


class Rows(unittest.TestCase):
    def test_held_out_pairs_and_those_never_shown_are_not_trained_on(self):
        names = [{"vertical": "jobs", "qid": "q", "document": name} for name in "abcd"]
        targets = [
            row(0.5, 0.2, heldOut=False, **names[0]),
            row(0.5, 0.2, heldOut=True, **names[1]),
            row(None, None, impressions=0, clicks=0, heldOut=False, **names[2]),
        ]
        rows = with_targets([{**name, "grade": 3, "ids": [101, 102]} for name in names], targets)
        self.assertEqual(rows, [{**targets[0], "ids": [101, 102]}])

    def test_about_a_fifth_of_the_queries_is_for_choosing_whether_held_out_or_not(self):
        qids = [f"q{number}" for number in range(4000)]
        for side in (True, False):
            part = [is_for_choosing(qid) for qid in qids if is_held_out(qid) == side]
            self.assertAlmostEqual(sum(part) / len(part), 0.2, delta=0.03)


class Head(unittest.TestCase):
    def test_that_of_a_teacher_of_grades_is_left_out_and_an_own_one_kept(self):
        names = ("bert.pooler.dense.bias", "classifier.weight", "classifier.bias")
        grades, own = (dict(zip(names, (torch.zeros(3), torch.zeros(labels, 3), torch.zeros(labels)), strict=True)) for labels in (5, 2))
        self.assertEqual(list(without_other_head(grades)), ["bert.pooler.dense.bias"])
        self.assertEqual(without_other_head(own), own)


class Loss(unittest.TestCase):
    def test_targets_weigh_the_same_unless_trust_is_asked_for(self):
        rows = [row(0.4, 0.5, 10, 4), row(0.1, None, 10, 0), row(None, None, 0, 0)]
        click, apply = target_weights(rows, 0)
        self.assertEqual((click.tolist(), apply.tolist()), ([1, 1, 0], [1, 0, 0]))
        click, apply = target_weights(rows, 10)
        self.assertEqual((click.tolist(), apply.tolist()), ([0.5, 0.5, 0], [4 / 14, 0, 0]))

    def test_masked_targets_change_nothing(self):
        logits = torch.tensor([[0.3, -1.0], [2.0, 5.0]])
        one, both = [row(0.4, 0.5), row(0.1, None)], [row(0.4, 0.5), row(0.1, 0.9)]
        self.assertNotAlmostEqual(float(targets_loss(logits, one, 0)), float(targets_loss(logits, both, 0)), places=3)
        moved = torch.tensor([[0.3, -1.0], [2.0, -5.0]])
        self.assertEqual(float(targets_loss(logits, one, 0)), float(targets_loss(moved, one, 0)))

    def test_it_is_the_cross_entropy_of_both_objectives(self):
        logits = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
        entropy = torch.nn.functional.binary_cross_entropy_with_logits
        click = entropy(logits[:, 0], torch.tensor([0.4, 0.1]))
        apply = entropy(logits[:1, 1], torch.tensor([0.5]))
        self.assertAlmostEqual(float(targets_loss(logits, [row(0.4, 0.5), row(0.1, None)], 0)), float(click + apply), places=6)

    def test_without_any_target_it_is_0_and_has_a_gradient(self):
        logits = torch.zeros(1, 2, requires_grad=True)
        loss = targets_loss(logits, [row(None, None, 0, 0)], 5)
        loss.backward()
        self.assertEqual((loss.item(), logits.grad.tolist()), (0, [[0, 0]]))


if __name__ == "__main__":
    unittest.main()
