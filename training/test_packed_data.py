"""Tests of the packed ranker's batches: groups, strangers and engagement targets.

Run: python training/test_packed_data.py
"""

import json
import random
import tempfile
import unittest
from argparse import Namespace

from packed_data import Reading, epoch_batches, field_groups, groups_of, with_engagement


def pair(qid, document, **more):
    return {"vertical": "jobs", "qid": qid, "document": document, "grade": 2, **more}


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
        rows = [{**pair("q0", "a"), "click": 0.5, "apply": None, "heldOut": False}, {**pair("q1", "b"), "click": 0.7, "apply": 0.1, "heldOut": True}]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write("".join(json.dumps(row) + "\n" for row in rows))
            file.flush()
            known = with_engagement([pair("q0", "a"), pair("q1", "b"), pair("q2", "c")], file.name)
        self.assertEqual([row["click"] for row in known], [0.5, None, None])


if __name__ == "__main__":
    unittest.main()
