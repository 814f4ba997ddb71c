"""Tests of scores files and of what the report says about them, on a log made up here.

Run: python training/test_engagement_scores.py
"""

import json
import os
import tempfile
import unittest

import numpy as np
from activity_log import gather, is_held_out, read_lines
from engagement_report import differences, named, rows_by_query
from engagement_scores import auc_of, columns_of, held_out_pairs, log_and_examination, score_rows, write_scores
from simulate_activity import log_events, simulate, write_log

EXAMINATION = np.linspace(1, 0.2, 20)


def truth_of(queries, documents):
    chance = np.random.default_rng(1)
    return [
        {
            "vertical": "jobs",
            "qid": f"q{query}",
            "document": f"d{document}",
            "grade": int(chance.integers(0, 5)),
            "attraction": float(chance.uniform(0.05, 0.6)),
            "apply": float(chance.uniform(0.05, 0.6)),
        }
        for query in range(queries)
        for document in range(documents)
    ]


def scored(truth, click="attraction", apply="apply"):
    """Rows of a scores file with fields of the truth as scores."""
    return [{**{name: pair[name] for name in ("vertical", "qid", "document")}, "click": pair[click], "apply": pair[apply]} for pair in truth]


class OnALog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.truth = truth_of(30, 24)
        cls.searches = simulate(cls.truth, 3000, 1)
        cls.impressions = gather(log_events(cls.searches), cls.searches)


class EngagementScores(OnALog):
    def test_a_file_gives_back_the_probabilities_of_its_logits(self):
        pairs = [{"vertical": "jobs", "qid": "q", "document": name, "grade": 3, "ids": [1]} for name in "ab"]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "run", "scores.jsonl")
            write_scores(path, score_rows(pairs, [[0.0, 2.0], [-2.0, 0.0]]))
            first, second = read_lines(path)
        self.assertEqual(first, {"vertical": "jobs", "qid": "q", "document": "a", "click": 0.5, "apply": 0.880797})
        self.assertEqual((second["click"], second["apply"]), (0.119203, 0.5))

    def test_each_impression_gets_the_scores_of_its_pair_in_whatever_order_they_come(self):
        rows = scored(self.truth)
        columns = columns_of(self.impressions, rows)
        shuffled = columns_of(self.impressions, rows[::-1])
        known = {(pair["qid"], pair["document"]): pair for pair in self.truth}
        for row in (0, 17, 4000):
            _, qid, document = self.impressions.pairs[self.impressions.pair[row]]
            self.assertEqual((columns[0][row], columns[1][row]), (known[qid, document]["attraction"], known[qid, document]["apply"]))
        self.assertTrue(np.array_equal(columns, shuffled))

    def test_a_shown_pair_without_a_score_is_an_error_and_another_query_s_is_not(self):
        rows = [row for row in scored(self.truth) if row["qid"] != "q0"]
        with self.assertRaisesRegex(ValueError, "have none"):
            columns_of(self.impressions, rows)
        owner = np.array([qid for _, qid, _ in self.impressions.pairs])[self.impressions.pair]
        self.assertGreater(auc_of(self.impressions.where(owner != "q0"), rows, EXAMINATION)["apply"], 0.5)

    def test_one_relevance_stands_for_both_objectives(self):
        rows = scored(self.truth, "grade", "grade")
        relevance = [{**{name: row[name] for name in ("vertical", "qid", "document")}, "p": row["click"]} for row in rows]
        self.assertTrue(np.array_equal(columns_of(self.impressions, relevance), columns_of(self.impressions, rows)))

    def test_what_decides_has_a_greater_auc_than_the_grade(self):
        own = auc_of(self.impressions, scored(self.truth), EXAMINATION)
        other = auc_of(self.impressions, scored(self.truth, "grade", "grade"), EXAMINATION)
        for name in ("click", "clickCorrected", "apply"):
            self.assertGreater(own[name], other[name] + 0.05)

    def test_pairs_to_score_are_the_shown_ones_of_held_out_queries(self):
        qids = [f"q{number}" for number in range(30)]
        held_out, other = next(filter(is_held_out, qids)), next(qid for qid in qids if not is_held_out(qid))
        rows = [{"qid": qid, "impressions": shown, "heldOut": is_held_out(qid)} for qid in (held_out, other) for shown in (0, 3)]
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "engagement-pairs.jsonl"), "w", encoding="utf8") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
            self.assertEqual(held_out_pairs(folder), [{"qid": held_out, "impressions": 3, "heldOut": True}])

    def test_the_log_is_read_with_an_examination_that_falls(self):
        with tempfile.TemporaryDirectory() as folder:
            write_log(folder, self.searches, self.truth, 1)
            impressions, examination = log_and_examination(folder)
        self.assertEqual(len(impressions.pair), len(self.impressions.pair))
        self.assertGreater(examination[0], 2 * examination[15])


class Report(OnALog):
    def test_a_name_stands_before_its_file(self):
        self.assertEqual(named("student=work/a=b.jsonl"), ("student", "work/a=b.jsonl"))
        self.assertEqual(named("student=a.jsonl"), ("student", "a.jsonl"))
        self.assertEqual(named("a.jsonl"), ("a.jsonl", "a.jsonl"))

    def test_every_impression_belongs_to_one_query(self):
        parts = rows_by_query(self.impressions)
        self.assertEqual(sorted(np.concatenate(parts)), list(range(len(self.impressions.pair))))
        for rows in parts:
            self.assertEqual(len({self.impressions.pairs[self.impressions.pair[row]][1] for row in rows}), 1)

    def test_equal_scores_do_not_differ_and_worse_ones_do_in_every_draw(self):
        best = columns_of(self.impressions, scored(self.truth))
        worse = columns_of(self.impressions, scored(self.truth, "grade", "grade"))
        for low, high in differences(self.impressions, best, best, EXAMINATION, 5).values():
            self.assertEqual((low, high), (0, 0))
        for low, high in differences(self.impressions, best, worse, EXAMINATION, 20).values():
            self.assertLess(high, 0)
            self.assertLess(low, high)


if __name__ == "__main__":
    unittest.main()
