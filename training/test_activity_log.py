"""Tests that the files of `tandem activity` are read as they are written (test/gateway/account.test.ts holds the writing).

Run: python training/test_activity_log.py
"""

import json
import os
import tempfile
import unittest

from activity_log import read_log
from popularity_weight import popularity

SEARCH = {"searchId": "s1", "vertical": "jobs", "qid": "q1", "text": "chef"}
EVENTS = [
    {"eventId": "1", "kind": "IMPRESSION", "searchId": "s1", "documentIds": ["a", "b"], "position": 1, "occurredAt": "2026-01-15T00:00:00.000Z"},
    {"eventId": "2", "kind": "VIEW", "searchId": "s1", "documentIds": ["b"], "position": None, "occurredAt": "2026-01-15T00:00:01.000Z"},
    {"eventId": "3", "kind": "APPLY_FINISH", "searchId": "s1", "documentIds": ["b"], "position": 2, "occurredAt": "2026-01-15T00:00:02.000Z"},
    {"eventId": "4", "kind": "VIEW", "searchId": None, "documentIds": ["c"], "position": None, "occurredAt": "2026-01-15T01:00:00+01:00"},
]


class ServerLog(unittest.TestCase):
    def test_becomes_one_row_a_shown_result(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, rows in (("events", EVENTS), ("searches", [SEARCH])):
                with open(os.path.join(folder, f"activity-{name}.jsonl"), "w", encoding="utf8") as file:
                    file.writelines(json.dumps(row) + "\n" for row in rows)
            log = read_log(folder)
        self.assertEqual(log.pairs, [("jobs", "q1", "a"), ("jobs", "q1", "b")])
        self.assertEqual(log.rank.tolist(), [1, 2])
        self.assertEqual(log.opened.tolist(), [False, True])
        self.assertEqual(log.applied.tolist(), [False, True])

    def test_counts_views_and_applications_by_half_lives(self):
        at = 1768435200  # 2026-01-15T00:00:00Z
        counts = popularity(EVENTS, at + 14 * 24 * 60 * 60)
        self.assertAlmostEqual(counts["b"], 2, places=4)
        self.assertAlmostEqual(counts["c"], 0.5, places=4)
        self.assertNotIn("a", counts)


if __name__ == "__main__":
    unittest.main()
