"""Tests that weights survive the way into an int8 file and back.

Run: python training/test_from_served.py
"""

import os
import tempfile
import unittest

import onnx
import torch
from bert_graph import encoder_model
from from_served import WORDS, read_weights
from train_encoder import Encoder


def small_encoder(layers=1):
    torch.manual_seed(3)
    model = Encoder()
    model.bert.encoder.layer = model.bert.encoder.layer[:layers]
    with torch.no_grad():
        for name, value in model.named_parameters():
            if not name.endswith(WORDS):
                value.normal_()
    return model


def arrays_of(model):
    return {name.removeprefix("bert."): value.detach().numpy() for name, value in model.state_dict().items()}


class FromServed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "encoder.onnx")

    def tearDown(self):
        self.folder.cleanup()

    def test_products_come_back_within_half_a_step_of_their_column_and_everything_else_as_it_was(self):
        trained = small_encoder()
        onnx.save(encoder_model(arrays_of(trained), "row"), self.path)
        with torch.no_grad():
            start = small_encoder()
            for name, value in start.named_parameters():
                if not name.endswith(WORDS):
                    value.zero_()
        read = read_weights(start, encoder_model, self.path)
        for name, wanted in trained.state_dict().items():
            if name.endswith("token_type_embeddings.weight"):
                wanted, found = wanted[:1], read[name][:1]
            else:
                found = read[name]
            is_product = wanted.ndim == 2 and ".layer." in name
            step = wanted.abs().amax(dim=1, keepdim=True) / 127 if is_product else torch.zeros(1)
            self.assertTrue(((found - wanted).abs() <= step * 0.501 + 1e-7).all(), name)

    def test_a_graph_of_other_shape_is_refused(self):
        onnx.save(encoder_model(arrays_of(small_encoder(2)), "row"), self.path)
        with self.assertRaisesRegex(ValueError, "expected the graph of encoder_model"):
            read_weights(small_encoder(1), encoder_model, self.path)


if __name__ == "__main__":
    unittest.main()
