"""Writes a trained ranker as int8 ONNX and measures it: dev nDCG@10 against fp32, and the same pair in other batches.

Run: python training/export_ranker.py --weights training/work/ranker-a/best.pt --out models/full-text.onnx
"""

import argparse
import json
import os

import numpy as np
import onnx
import onnxruntime
import torch
from bert_graph import ranker_model
from ranker_model import new_ranker, read_pairs, score_pairs
from ranking_metrics import judged_ndcg


def weights_of(path):
    """Weights of train_ranker.py as float32 arrays, names without the leading "bert."."""
    state = torch.load(path, weights_only=True)
    return {name.removeprefix("bert."): tensor.float().numpy() for name, tensor in state.items()}


def onnx_session(model, threads=2):
    """A session of a model's path or bytes; only errors are told."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])


def run_batch(session, id_lists, length=None):
    """p_yes float32 [n] of one batch, padded to `length` or to its longest."""
    ids = np.zeros((len(id_lists), length or max(map(len, id_lists))), np.int32)
    for row, row_ids in enumerate(id_lists):
        ids[row, : len(row_ids)] = row_ids
    return session.run(["score"], {"input_ids": ids, "attention_mask": (ids != 0).astype(np.int32)})[0][:, 0]


def onnx_scores(session, pairs, batch=32):
    """p_yes float32 [n], batches in the order of the pairs (mixed lengths, as in serving)."""
    lists = [pair["ids"] for pair in pairs]
    return np.concatenate([run_batch(session, lists[start : start + batch]) for start in range(0, len(lists), batch)])


def largest_change(session, pairs, count=64):
    """Largest |Δp| of the same pair alone, in a shuffled batch, and padded to 96."""
    lists = [pair["ids"] for pair in pairs[:count]]
    alone = np.array([run_batch(session, [ids])[0] for ids in lists])
    order = np.random.default_rng(1).permutation(count)
    shuffled = np.empty(count)
    shuffled[order] = run_batch(session, [lists[row] for row in order])
    padded = run_batch(session, lists, length=96)
    return float(max(np.abs(alone - shuffled).max(), np.abs(alone - padded).max()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", default="models/full-text.onnx")
    parser.add_argument("--product", default="row")
    parser.add_argument("--dev", default="training/work/dev-pairs.jsonl")
    options = parser.parse_args()
    onnx.save(ranker_model(weights_of(options.weights), options.product), options.out)
    dev = read_pairs(options.dev)
    session = onnx_session(options.out)
    scores = onnx_scores(session, dev)
    model = new_ranker()
    model.load_state_dict(torch.load(options.weights, weights_only=True))
    exact = score_pairs(model, dev, bf16=False)
    print(
        json.dumps(
            {
                "bytes": os.path.getsize(options.out),
                "dev": judged_ndcg(dev, scores),
                "devFp32": judged_ndcg(dev, exact),
                "meanChangeFromFp32": float(np.abs(scores - exact).mean()),
                "largestChangeInOtherBatches": largest_change(session, dev),
            }
        )
    )


if __name__ == "__main__":
    main()
