"""Tests of queries with their understanding marked in place.

Run: python training/test_understanding_marked.py
"""

import os
import unittest

from understanding_marked import marked_row, marked_rows
from understanding_text import CONDITIONS


class MarkedQueries(unittest.TestCase):
    def test_marks_leave_the_words_and_say_where_they_stand(self):
        row = marked_row("jobs\tmulti_constraint\t[seniority junior=ENTRY] [title cook=chef] in [location nyc=New York City], no [-industry hotels] {title=baker}\n")
        self.assertEqual(row["text"], "junior cook in nyc, no hotels")
        stated = [(row["text"][start:end], field, negated) for start, end, field, negated in row["spans"]]
        self.assertEqual(stated, [("junior", "seniority", False), ("cook", "title", False), ("nyc", "location", False), ("hotels", "industry", True)])
        self.assertEqual(row["titles"], ["chef", "baker"])
        self.assertEqual([CONDITIONS[at] for at in row["conditions"]], [("seniority", "ENTRY")])

    def test_what_is_ruled_out_is_no_condition(self):
        self.assertEqual(marked_row("jobs\tnegation\t[title nurse], not [-workplace remote=REMOTE]")["conditions"], [])

    def test_a_category_says_intent_and_route(self):
        self.assertEqual([marked_row(f"people\t{category}\t[name Ada Byron]")[name] for category in ("name_lookup",) for name in ("intent", "route")], ["NAME", "KEYWORD"])
        self.assertEqual(marked_row("jobs\tnatural_language\tkeep the trams running {title=tram mechanic}")["route"], "SEMANTIC")

    def test_values_alone_do_not_say_whether_jobs_or_people_are_looked_for(self):
        self.assertIsNone(marked_row("people\ttitle_location\t[title stonemason], [location Skye]")["intent"])
        self.assertEqual(marked_row("people\ttitle_location\tany [title stonemason] on [location Skye]")["intent"], "PEOPLE")
        self.assertEqual(marked_row("jobs\tcompany_only\t[company Qantas]")["intent"], "COMPANY")

    def test_an_unknown_field_or_an_open_mark_is_refused(self):
        for text in ("[colour red] car", "[title nurse"):
            with self.assertRaises(ValueError):
                marked_row(f"jobs\ttitle\t{text}")

    def test_every_line_that_trains_can_be_read(self):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "understanding", "marked-queries.tsv")
        self.assertTrue(marked_rows(path))


if __name__ == "__main__":
    unittest.main()
