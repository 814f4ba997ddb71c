"""Tests of running exported models: what a model is given, and that answers come back in the order of the lists.

Run: python training/test_onnx_batches.py
"""

import unittest

import numpy as np
from onnx_batches import onnx_scores, padded_ids, run_batch, run_batches


class RecordedSession:
    """Answers each row with the number of its tokens, and keeps what it was given."""

    def __init__(self):
        self.calls = []

    def run(self, outputs, inputs):
        self.calls.append((outputs, inputs))
        return [inputs["attention_mask"].sum(axis=1, keepdims=True).astype(np.float32)]


LISTS = [[101, 7, 8, 102], [101, 102], [101, 7, 102]]


class Batches(unittest.TestCase):
    def test_answers_come_in_the_order_of_the_lists_whatever_batch_they_were_in(self):
        for batch in (1, 2, 32):
            self.assertEqual(run_batches(RecordedSession(), LISTS, "score", batch)[:, 0].tolist(), [4, 2, 3])

    def test_lists_of_one_length_go_together_so_that_padding_costs_little(self):
        session = RecordedSession()
        run_batches(session, LISTS, "score", batch=2)
        self.assertEqual([inputs["input_ids"].shape for _, inputs in session.calls], [(2, 3), (1, 4)])

    def test_the_mask_has_ones_where_there_are_tokens(self):
        ids, mask = padded_ids(LISTS, length=5)
        self.assertEqual(ids[1].tolist(), [101, 102, 0, 0, 0])
        self.assertEqual(mask.sum(axis=1).tolist(), [4, 2, 3])

    def test_a_model_is_asked_for_the_output_that_is_named(self):
        session = RecordedSession()
        run_batch(session, LISTS, "grades")
        self.assertEqual(session.calls[0][0], ["grades"])
        self.assertEqual(onnx_scores(session, [{"ids": ids} for ids in LISTS]).tolist(), [4, 2, 3])


if __name__ == "__main__":
    unittest.main()
