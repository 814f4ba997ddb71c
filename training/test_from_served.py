"""Tests that weights survive the way into an int8 file and back.

Run: python training/test_from_served.py
"""

import os
import tempfile
import unittest

import numpy as np
import onnx
import torch
from bert_graph import encoder_model
from export_packed import quantised, run_scorer
from from_served import KINDS, SERVED_SLOTS, WORDS, read_state
from onnx_batches import onnx_session, run_batch
from packed_graph import item_encoder_model, scorer_model
from packed_model import PackedRanker
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
        read = read_state(start, KINDS["encoder"][1], [self.path])
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
        with self.assertRaisesRegex(ValueError, "expected the graph of encoder in"):
            read_state(small_encoder(1), KINDS["encoder"][1], [self.path])

    def test_the_packed_ranker_comes_back_out_of_its_two_files_and_scores_as_it_did(self):
        torch.manual_seed(5)
        trained = PackedRanker()
        with torch.no_grad():
            for name, value in trained.named_parameters():
                if ".bert." not in name:
                    value.normal_(std=0.05)
        weights = {name: value.numpy() for name, value in trained.state_dict().items()}
        paths = [os.path.join(self.folder.name, name) for name in ("items.onnx", "scorer.onnx")]
        for path, graph in zip(paths, graphs_of(weights), strict=True):
            onnx.save(graph, path)
        make, files = KINDS["packed"]
        back = make()
        back.load_state_dict(read_state(back, files, paths))
        again = {name: value.numpy() for name, value in back.state_dict().items()}
        first, second = (packed_scores(files) for files in (paths, [graph.SerializeToString() for graph in graphs_of(again)]))
        np.testing.assert_allclose(first, second, atol=1e-5)


def graphs_of(weights):
    return item_encoder_model(weights, "row", SERVED_SLOTS), scorer_model(weights, "row")


def packed_scores(graphs):
    """Logits [1, 3] of one pair by an item encoder and a scorer, files or bytes."""
    encoder, scorer = (onnx_session(graph, 1) for graph in graphs)
    ids = [[101, 2305, 6821, 102]]
    codes, scales = quantised(run_batch(encoder, ids, "items"))
    return run_scorer(scorer, ids, [0], codes, scales, "logit")


if __name__ == "__main__":
    unittest.main()
