"""Runs exported models over lists of token ids: the session, the padding and the batches that all measurements share."""

import numpy as np
import onnxruntime


def onnx_session(model, threads=2):
    """A session of a model's path or bytes; only errors are told."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])


def padded_ids(id_lists, length=None):
    """Token ids and their mask, int32 [n, length], by default as long as the longest list."""
    ids = np.zeros((len(id_lists), length or max(map(len, id_lists))), np.int32)
    for row, row_ids in enumerate(id_lists):
        ids[row, : len(row_ids)] = row_ids
    return ids, (ids != 0).astype(np.int32)


def model_inputs(id_lists, length=None):
    """The padded lists under the names that the exported encoders and cross-encoders read."""
    return dict(zip(("input_ids", "attention_mask"), padded_ids(id_lists, length), strict=True))


def run_batch(session, id_lists, output, length=None):
    """The named output [n, ..] of one batch."""
    return session.run([output], model_inputs(id_lists, length))[0]


def run_batches(session, id_lists, output, batch=32):
    """The named output [n, ..] in the order of the lists; shortest first inside, so that padding costs little."""
    order = sorted(range(len(id_lists)), key=lambda row: len(id_lists[row]))
    parts = [order[start : start + batch] for start in range(0, len(order), batch)]
    found = np.concatenate([run_batch(session, [id_lists[row] for row in part], output) for part in parts])
    return found[np.argsort(order)]


def onnx_scores(session, pairs):
    """p_yes float32 [n] of a ranker, in the order of the pairs."""
    return run_batches(session, [pair["ids"] for pair in pairs], "score")[:, 0]
