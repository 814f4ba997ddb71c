"""Tests of reading pages and grades back.

Run: python training/test_collect_grades.py
"""

import unittest

from collect_grades import asked_of, graded_of

PAGE = '## q1 (jobs) "welder"\n#ids a b\n1. Welder\n2. Baker\n\n## q2 (people) "ids #ids"\n#ids c\n1. Nurse\n'


class CollectGrades(unittest.TestCase):
    def asked(self):
        return {qid: (vertical, ids) for qid, vertical, ids in asked_of(PAGE)}

    def test_a_page_tells_its_queries_with_their_documents_in_order(self):
        self.assertEqual(asked_of(PAGE), [("q1", "jobs", ["a", "b"]), ("q2", "people", ["c"])])

    def test_grades_go_to_the_documents_in_their_order(self):
        grades, unread = graded_of(self.asked(), "q1: 4 0\n\nq2: 3\n")
        self.assertEqual(grades, {("jobs", "q1", "a"): 4, ("jobs", "q1", "b"): 0, ("people", "q2", "c"): 3})
        self.assertEqual(unread, [])

    def test_a_line_with_too_few_grades_or_of_an_unknown_query_is_told_and_not_used(self):
        self.assertEqual(graded_of(self.asked(), "q1: 4\nq9: 1\nq2: 5\nwell done"), ({}, ["q1: 4", "q9: 1", "q2: 5", "well done"]))


if __name__ == "__main__":
    unittest.main()
