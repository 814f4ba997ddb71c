"""Tests of the ranker's training on a small model: the same from the same seed, labels of each kind.

Run: python training/test_train_ranker.py
"""

import json
import os
import random
import sys
import tempfile
import unittest
from unittest import mock

import torch
import train_ranker
from bge_base import configuration
from transformers import BertForSequenceClassification


def write_pairs(path, count):
    draw = random.Random(1)
    with open(path, "w", encoding="utf8") as file:
        for at in range(count):
            ids = [101, *(draw.randrange(2000, 9000) for _ in range(4)), 102, *(draw.randrange(2000, 9000) for _ in range(9)), 102]
            row = {"vertical": "jobs", "qid": f"q{at // 4}", "document": f"d{at}", "grade": at % 5, "ids": ids}
            file.write(json.dumps(row) + "\n")


def trained(folder, name, seed):
    """Weights after a run over the pairs of the folder."""
    run = os.path.join(folder, name)
    words = ["train_ranker.py", "--run", run, "--train", f"{folder}/train.jsonl", "--dev", f"{folder}/dev.jsonl", "--start", f"{folder}/start.pt",
             "--epochs", "2", "--batch", "8", "--group", "4", "--pairwise", "0.3", "--evaluations", "1", "--seed", str(seed)]
    with mock.patch.object(sys, "argv", words), mock.patch("builtins.print"):
        train_ranker.main()
    return torch.load(os.path.join(run, "last.pt"), weights_only=True)


class Training(unittest.TestCase):
    def test_the_same_seed_gives_the_same_weights_and_another_one_others(self):
        torch.manual_seed(1)
        model = BertForSequenceClassification(configuration(2, 16, num_labels=2))
        with tempfile.TemporaryDirectory() as folder:
            torch.save(model.state_dict(), f"{folder}/start.pt")
            write_pairs(f"{folder}/train.jsonl", 32)
            write_pairs(f"{folder}/dev.jsonl", 8)
            first, again, other = (trained(folder, name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
        head = "classifier.weight"
        self.assertTrue(all(torch.equal(value, again[name]) for name, value in first.items()))
        self.assertFalse(torch.equal(first[head], other[head]))
        self.assertFalse(torch.equal(first[head], model.state_dict()[head]))


class Labels(unittest.TestCase):
    def test_an_ordinal_label_is_the_grade_nearest_to_p(self):
        self.assertEqual([train_ranker.nearest_grade(p) for p in (0.02, 0.3, 0.8, 0.97)], [0, 0.25, 0.75, 1])

    def test_a_pair_that_nobody_graded_needs_a_p(self):
        pair = {"vertical": "jobs", "qid": "q", "document": "d", "grade": None}
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file, self.assertRaises(ValueError):
            train_ranker.with_soft_labels([pair], file.name)


if __name__ == "__main__":
    unittest.main()
