"""Tests of what the encoder learns from: names of occupations, scored pairs, batches.

Run: python training/test_encoder_data.py
"""

import random
import unittest

from encoder_data import POSTED_NAMES, batches_of, judged_rows, named_rows, read_rows, with_scored


def pair(qid, document, grade):
    return {"vertical": "jobs", "qid": qid, "document": document, "grade": grade}


class Names(unittest.TestCase):
    def test_a_posted_title_stands_beside_its_first_name_and_some_of_the_others(self):
        posted = [{"text": "SR HR EXEC", "names": ["human resources officer", "HR executive", "personnel officer"]}]
        for seed in range(8):
            (row,) = named_rows(posted, [], random.Random(seed))
            first, _, others = row["document"].partition(". ")
            self.assertEqual((row["query"], first), ("SR HR EXEC", "human resources officer"))
            self.assertLessEqual(set(filter(None, others.split("; "))), {"HR executive", "personnel officer"})

    def test_two_texts_that_mean_one_occupation_are_no_negatives_of_each_other(self):
        rows = named_rows([{"text": "RN nights", "names": ["Nurses"]}], [{"text": "care for the sick", "title": "nurse"}], random.Random(1))
        self.assertEqual(rows[0]["group"], rows[1]["group"])

    def test_a_search_that_asks_for_no_role_is_left_out(self):
        self.assertEqual(named_rows([], [{"text": "jobs at Acme", "title": None}], random.Random(1)), [])

    def test_the_posted_titles_all_have_names(self):
        for row in read_rows(POSTED_NAMES):
            self.assertTrue(row["text"] and row["names"] and all(row["names"]), row)


class Scored(unittest.TestCase):
    def test_a_scored_pair_counts_by_four_times_its_p_and_a_grade_goes_before(self):
        scored = [{"vertical": "jobs", "qid": "q", "document": name, "p": 0.9} for name in ("a", "b")]
        joined = with_scored([pair("q", "a", 0)], scored)
        self.assertEqual([(row["document"], row["grade"]) for row in joined], [("a", 0), ("b", 3.6)])

    def test_poor_pairs_are_the_negatives_of_relevant_ones_and_fair_pairs_are_neither(self):
        pairs = [pair("q", "good", 3), pair("q", "fair", 2), pair("q", "poor", 1)]
        texts = {name: name for name in ("good", "fair", "poor")}
        (row,) = judged_rows(pairs, {"q": "cook"}, texts, 2, random.Random(1))
        self.assertEqual((row["query"], row["document"], row["negatives"]), ("cook", "good", ["poor"]))


class Batches(unittest.TestCase):
    def test_a_row_left_over_alone_is_dropped_and_two_are_kept(self):
        self.assertEqual([len(batch) for batch in batches_of(list(range(9)), 4, random.Random(1))], [4, 4])
        self.assertEqual([len(batch) for batch in batches_of(list(range(10)), 4, random.Random(1))], [4, 4, 2])


if __name__ == "__main__":
    unittest.main()
