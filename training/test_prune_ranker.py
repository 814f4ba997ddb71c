"""Tests of pruning on a cross-encoder of three small layers.

Run: python training/test_prune_ranker.py
"""

import tempfile
import unittest

import torch
from bge_base import configuration
from prune_ranker import kept_layers, neuron_weights, pruned, with_yes_and_no
from ranker_model import padded, ranker_of
from transformers import BertForSequenceClassification

PAIRS = [{"ids": [101, 2000 + at, 102, 3000, 3001 + at, 102]} for at in range(6)]


def small_teacher():
    torch.manual_seed(1)
    return BertForSequenceClassification(configuration(3, 8, num_labels=5, attn_implementation="eager"))


class Pruning(unittest.TestCase):
    def test_first_and_last_layer_stay(self):
        self.assertEqual(kept_layers(12, 6), [0, 2, 4, 7, 9, 11])
        with self.assertRaises(ValueError):
            kept_layers(12, 13)

    def test_a_neuron_that_moves_nothing_goes_first(self):
        model = small_teacher()
        with torch.no_grad():
            model.bert.encoder.layer[1].output.dense.weight[:, 3] = 0
        self.assertEqual(int(neuron_weights(model, PAIRS)[1].argmin()), 3)

    def test_neurons_that_say_nothing_can_go_without_a_change(self):
        model = small_teacher().eval()
        with torch.no_grad():
            for layer in model.bert.encoder.layer:
                layer.output.dense.weight[:, 4:] = 0
        state = pruned(model.state_dict(), [0, 1, 2], [torch.arange(4)] * 3)
        small = BertForSequenceClassification(configuration(3, 4, num_labels=5, attn_implementation="eager")).eval()
        small.load_state_dict(state)
        with torch.no_grad():
            whole, left = (each(**padded([pair["ids"] for pair in PAIRS])).logits for each in (model, small))
        torch.testing.assert_close(left, whole)

    def test_no_is_made_of_the_poor_grades_and_yes_of_the_good_ones(self):
        weight = torch.arange(5.0).unsqueeze(1)
        state = with_yes_and_no({"classifier.weight": weight, "classifier.bias": weight[:, 0]})
        self.assertEqual((state["classifier.weight"].flatten().tolist(), state["classifier.bias"].tolist()), ([0.5, 3.5], [0.5, 3.5]))

    def test_what_is_left_is_a_ranker_of_two_logits(self):
        state = with_yes_and_no(pruned(small_teacher().state_dict(), [0, 2], [torch.arange(4)] * 2))
        with tempfile.NamedTemporaryFile(suffix=".pt") as file:
            torch.save(state, file.name)
            model = ranker_of(file.name)
        self.assertEqual((len(model.bert.encoder.layer), model.config.intermediate_size, model.config.num_labels), (2, 4, 2))

    def test_leaving_nothing_out_changes_no_state(self):
        model = small_teacher()
        same = pruned(model.state_dict(), [0, 1, 2], [torch.arange(8)] * 3)
        self.assertTrue(all(torch.equal(value, same[name]) for name, value in model.state_dict().items()))


if __name__ == "__main__":
    unittest.main()
