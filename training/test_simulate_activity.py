"""Tests of the simulated activity log and of reading it back, on pairs made up here.

Run: python training/test_simulate_activity.py
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
from activity_log import gather, is_held_out
from document_factors import APPLY_WEIGHTS, CLICK_WEIGHTS, FACTS, fact_table, offsets
from simulate_activity import EXAMINATION, log_events, pair_truth, simulate, write_log

EVENT_FIELDS = {"eventId", "kind", "searchId", "documentIds", "position", "occurredAt"}


def job(key, **fields):
    empty = {"remote": None, "location": None, "company": None, "seniority": None, "employmentType": None}
    return {"id": key, "title": "Night Shift Baker At The Harbour", "description": "Bread.", **empty, **fields}


def pairs_of(queries, documents):
    return [
        {"vertical": "jobs", "qid": f"q{query}", "document": f"d{document}", "grade": document % 5}
        for query in range(queries)
        for document in range(documents)
    ]


def truth_of(queries=3, documents=6):
    rows = {f"d{number}": job(f"d{number}", remote="REMOTE" if number % 2 else None) for number in range(documents)}
    return pair_truth(pairs_of(queries, documents), {"jobs": rows})


class SimulateActivity(unittest.TestCase):
    def test_a_seed_gives_the_same_files_again_and_another_seed_others(self):
        def written(seed):
            with tempfile.TemporaryDirectory() as folder:
                truth = truth_of()
                write_log(folder, simulate(truth, 50, seed), truth, seed)
                return [Path(folder, name).read_bytes() for name in sorted(os.listdir(folder))]

        self.assertEqual(written(1), written(1))
        self.assertNotEqual(written(1)[0], written(2)[0])

    def test_the_order_in_which_pairs_come_changes_nothing(self):
        rows = {"jobs": {f"d{number}": job(f"d{number}") for number in range(4)}}
        pairs = pairs_of(2, 4)
        self.assertEqual(pair_truth(pairs, rows), pair_truth(pairs[::-1], rows))

    def test_events_have_the_fields_of_the_graph_and_ids_of_their_own(self):
        events = list(log_events(simulate(truth_of(), 30, 1)))
        self.assertTrue(all(set(event) == EVENT_FIELDS for event in events))
        self.assertEqual(len({event["eventId"] for event in events}), len(events))
        self.assertLessEqual({event["kind"] for event in events}, {"IMPRESSION", "VIEW", "APPLY_FINISH"})
        self.assertRegex(events[0]["occurredAt"], r"^2026-01-01T00:00:00Z$")

    def test_what_is_read_back_is_what_was_drawn(self):
        searches = simulate(truth_of(), 30, 1)
        impressions = gather(log_events(searches), searches)
        self.assertEqual(len(impressions.rank), sum(len(search["documents"]) for search in searches))
        self.assertEqual(impressions.opened.tolist(), [flag for search in searches for flag in search["opened"]])
        self.assertEqual(impressions.applied.tolist(), [flag for search in searches for flag in search["applied"]])
        first = [impressions.pairs[pair][2] for pair in impressions.pair[:6]]
        self.assertEqual(first, searches[0]["documents"])

    def test_a_pair_is_seen_at_several_ranks_and_lists_end_with_the_last_known_rank(self):
        searches = simulate(truth_of(queries=1, documents=30), 200, 1)
        self.assertTrue(all(len(search["documents"]) == len(EXAMINATION) for search in searches))
        ranks = {search["documents"].index("d4") for search in searches if "d4" in search["documents"]}
        self.assertGreater(len(ranks), 3)

    def test_the_grade_raises_attraction_and_what_the_text_states_moves_it_beside_the_grade(self):
        truth = {row["document"]: row for row in truth_of(queries=1, documents=8)}
        self.assertGreater(truth["d4"]["attraction"], truth["d0"]["attraction"])
        self.assertEqual(truth["d1"]["grade"], truth["d6"]["grade"])
        self.assertGreater(truth["d1"]["attraction"], truth["d6"]["attraction"])

    def test_offsets_are_named_weights_of_stated_facts_around_zero(self):
        documents = [job("a", remote="REMOTE"), job("b", description="Pays $20 an hour.")]
        values = offsets("jobs", fact_table("jobs", documents), CLICK_WEIGHTS)
        self.assertAlmostEqual(values.sum(), 0)
        self.assertAlmostEqual(values[0] - values[1], CLICK_WEIGHTS["jobs"]["remote"] - CLICK_WEIGHTS["jobs"]["pay"])

    def test_each_fact_has_both_weights(self):
        for vertical, facts in FACTS.items():
            self.assertEqual(set(facts), set(CLICK_WEIGHTS[vertical]))
            self.assertEqual(set(facts), set(APPLY_WEIGHTS[vertical]))

    def test_without_the_shared_folder_it_says_so_and_ends_well(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "simulate_activity.py")
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, script, "--shared", os.path.join(folder, "none"), "--out", folder]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual((ended.returncode, os.listdir(folder)), (0, []))
            self.assertIn("skipped: expected graded pairs", ended.stdout)


class ReadActivity(unittest.TestCase):
    searches = [{"searchId": "s", "vertical": "jobs", "qid": "q"}]

    def event(self, kind, documents, position=None, search="s"):
        return {"kind": kind, "searchId": search, "documentIds": documents, "position": position}

    def test_late_repeated_and_foreign_events_do_no_harm(self):
        events = [
            self.event("APPLY_START", ["b"], 12),
            self.event("IMPRESSION", ["a", "b"], 11),
            self.event("IMPRESSION", ["a", "b"], 11),
            self.event("VIEW", ["never shown"], 1),
            self.event("VIEW", ["a"], 11, search="unknown"),
        ]
        impressions = gather(json.loads(json.dumps(events)), self.searches)
        self.assertEqual(impressions.pairs, [("jobs", "q", "a"), ("jobs", "q", "b")])
        self.assertEqual(impressions.rank.tolist(), [11, 12])
        self.assertEqual(impressions.opened.tolist(), [False, True])
        self.assertEqual(impressions.applied.tolist(), [False, True])

    def test_about_a_fifth_of_the_queries_is_held_out_always_the_same(self):
        held = [is_held_out(f"q{number}") for number in range(5000)]
        self.assertAlmostEqual(np.mean(held), 0.2, delta=0.02)
        self.assertEqual(held, [is_held_out(f"q{number}") for number in range(5000)])


if __name__ == "__main__":
    unittest.main()
