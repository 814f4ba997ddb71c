"""Tests of the packed ranker's batches: groups, strangers, kept states, soft labels and engagement targets.

Run: python training/test_packed_data.py
"""

import json
import os
import random
import tempfile
import unittest
from argparse import Namespace

import torch
from packed_data import Inputs, Reading, epoch_batches, field_groups, groups_of, with_engagement
from train_ranker import with_soft_labels


def pair(qid, document, **more):
    return {"vertical": "jobs", "qid": qid, "document": document, **{"grade": 2, **more}}


class Groups(unittest.TestCase):
    def test_every_pair_is_in_one_group_and_a_group_holds_one_query(self):
        pairs = [pair(f"q{at % 3}", f"d{at}") for at in range(20)]
        groups = groups_of(pairs, 4, random.Random(1))
        self.assertEqual(sorted(row["document"] for group in groups for row in group), sorted(row["document"] for row in pairs))
        for group in groups:
            self.assertLessEqual(len(group), 4)
            self.assertEqual(len({row["qid"] for row in group}), 1)

    def test_a_synthetic_query_stands_beside_its_own_document_of_grade_4(self):
        rows = [{"vertical": "jobs", "text": "cook", "document": "own", "graded": [["other", 1], ["third", 0]]}]
        (group,) = field_groups(rows, 5, 2, random.Random(1))
        self.assertEqual((group[0]["document"], group[0]["grade"], group[0]["qid"]), ("own", 4, "field:cook"))
        self.assertEqual(len(group), 2)

    def test_a_batch_is_full_when_it_has_as_many_documents_as_its_groups_may_have(self):
        options = Namespace(group=4, queries=2, fields=0)
        batches = epoch_batches([pair(f"q{at // 4}", f"d{at}") for at in range(32)], [], options, 1)
        self.assertEqual([sum(map(len, batch)) for batch in batches], [8, 8, 8, 8])


class Strangers(unittest.TestCase):
    batch = [[pair("q0", "a"), pair("q0", "b")], [pair("q1", "c")]]

    def test_own_rows_come_first_and_are_read_by_their_query(self):
        reading = Reading(self.batch, 2, random.Random(1))
        self.assertEqual([row["document"] for row in reading.rows], ["a", "b", "c"])
        self.assertEqual(reading.query_of[:3].tolist(), [0, 0, 1])
        self.assertEqual(reading.document_of[:3].tolist(), [0, 1, 2])

    def test_a_stranger_is_never_a_document_of_its_reader(self):
        reading = Reading(self.batch, 9, random.Random(1))
        owner = [0, 0, 1]
        others = list(zip(reading.query_of[3:].tolist(), reading.document_of[3:].tolist(), strict=True))
        self.assertEqual(sorted(others), [(0, 2), (1, 0), (1, 1)])
        self.assertTrue(all(owner[document] != query for query, document in others))


class Engagement(unittest.TestCase):
    def test_targets_of_held_out_queries_are_not_learnt_from(self):
        # By their ids q1 is held out, q0 and q2 are not.
        with lines_file([{**pair("q0", "a"), "click": 0.5, "apply": None}, {**pair("q1", "b"), "click": 0.7, "apply": 0.1}]) as log:
            known = with_engagement([pair("q0", "a"), pair("q1", "b"), pair("q2", "c")], log.name)
        self.assertEqual([row["click"] for row in known], [0.5, None, None])

    def test_what_a_teacher_says_stands_in_place_of_the_log(self):
        with lines_file([{**pair("q0", "a"), "click": 0.5, "apply": None}, {**pair("q0", "b"), "click": 0.3, "apply": 0.2}]) as log:
            with lines_file([{**pair("q0", "a"), "click": 0.6, "apply": 0.1}, {**pair("q1", "c"), "click": 0.9, "apply": 0.9}]) as scores:
                known = with_engagement([pair("q0", "a"), pair("q0", "b"), pair("q1", "c")], log.name, scores.name)
        self.assertEqual([(row["click"], row["apply"]) for row in known], [(0.6, 0.1), (0.3, 0.2), (None, None)])


def lines_file(rows):
    file = tempfile.NamedTemporaryFile("w", suffix=".jsonl")
    file.write("".join(json.dumps(row) + "\n" for row in rows))
    file.flush()
    return file


class States(unittest.TestCase):
    """Inputs without their files: texts of three letters and a BERT that answers one number a token."""

    def inputs(self):
        inputs = Inputs.__new__(Inputs)
        inputs.known, inputs.states = {"a": [101, 5, 102], "b": [101, 6, 7, 102]}, {}
        return inputs

    def model(self, number):
        bert = torch.nn.Embedding(200, 2)
        torch.nn.init.constant_(bert.weight, number)
        bert.forward = lambda input_ids, attention_mask: Namespace(last_hidden_state=torch.full((*input_ids.shape, 2), float(number)))
        return Namespace(items=Namespace(bert=bert))

    def test_states_are_read_back_and_what_the_file_lacks_is_added(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "states.pt")
            self.inputs().read_states(path, self.model(1), ["a"])
            later = self.inputs()
            later.read_states(path, self.model(1), ["a", "b"])
            self.assertEqual({name: len(states) for name, states in later.states.items()}, {"a": 3, "b": 4})
            self.assertEqual(set(torch.load(path, weights_only=True)["states"]), {"a", "b"})

    def test_states_of_other_weights_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "states.pt")
            self.inputs().read_states(path, self.model(1), ["a"])
            with self.assertRaisesRegex(ValueError, "name another file"):
                self.inputs().read_states(path, self.model(2), ["a"])


class SoftLabels(unittest.TestCase):
    def test_a_pair_with_neither_grade_nor_p_is_told_by_name(self):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write(json.dumps({"vertical": "jobs", "qid": "q0", "document": "a", "p": 0.5}) + "\n")
            file.flush()
            kept = with_soft_labels([pair("q0", "a", grade=None), pair("q1", "b")], file.name)
            self.assertEqual([row["soft"] for row in kept], [0.5, None])
            with self.assertRaisesRegex(ValueError, "q2 and c"):
                with_soft_labels([pair("q2", "c", grade=None)], file.name)


if __name__ == "__main__":
    unittest.main()
