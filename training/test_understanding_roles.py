"""Tests of the role head's start: before any training it says whose titles are nearest.

Run: python training/test_understanding_roles.py
"""

import unittest

import torch
from understanding_model import Pieces, Understanding, collate_ids, start_roles
from understanding_roles import Roles
from understanding_text import ROLES


class Start(unittest.TestCase):
    def test_titles_come_in_the_order_of_the_classes_without_the_first_which_is_none(self):
        roles = Roles({})
        titles = roles.titles_by_class()
        self.assertEqual(len(titles), len(ROLES) - 1)
        self.assertIn("bakers", titles[roles.index["51-3011.00"] - 1])

    def test_a_title_is_likeliest_its_own_occupation(self):
        torch.manual_seed(1)
        model, pieces = Understanding(2), Pieces()
        titles = [["baker", "pastry baker"], ["welder", "arc welder"], ["tax lawyer", "tax attorney"]]
        full = titles + [["zoo keeper"]] * (len(ROLES) - 1 - len(titles))
        start_roles(model, full, pieces)
        ids = collate_ids([pieces.encode(own[0])[0] for own in titles])
        with torch.no_grad():
            found = model.eval()(ids, (ids != 0).long())["roles"][:, : len(titles) + 1].argmax(1)
        self.assertEqual(found.tolist(), [1, 2, 3])


if __name__ == "__main__":
    unittest.main()
