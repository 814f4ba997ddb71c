"""Writes a trained ranker as int8 ONNX and measures it: dev nDCG@10 against fp32, and the same pair in other batches.

Run: python training/export_ranker.py --weights training/work/ranker-a/best.pt --out models/full-text.onnx
"""

import numpy as np
from bert_graph import ranker_model
from export_command import export_options, print_report, write_model
from onnx_batches import onnx_scores, run_batch
from ranker_model import ranker_of, read_pairs, score_pairs
from ranking_metrics import judged_ndcg


def largest_change(session, pairs, count=64):
    """Largest |Δp| of the same pair alone, in a shuffled batch, and padded to 96."""
    lists = [pair["ids"] for pair in pairs[:count]]
    alone = np.concatenate([run_batch(session, [ids], "score") for ids in lists])
    order = np.random.default_rng(1).permutation(len(lists))
    shuffled = np.empty_like(alone)
    shuffled[order] = run_batch(session, [lists[row] for row in order], "score")
    padded = run_batch(session, lists, "score", length=96)
    return float(max(np.abs(alone - shuffled).max(), np.abs(alone - padded).max()))


def main():
    options = export_options(__doc__, out="models/full-text.onnx", threads=2)
    session = write_model(ranker_model, options)
    dev = read_pairs(options.dev)
    scores = onnx_scores(session, dev)
    exact = score_pairs(ranker_of(options.weights), dev, bf16=False)
    print_report(
        options,
        dev=judged_ndcg(dev, scores),
        devFp32=judged_ndcg(dev, exact),
        meanChangeFromFp32=float(np.abs(scores - exact).mean()),
        largestChangeInOtherBatches=largest_change(session, dev),
    )


if __name__ == "__main__":
    main()
