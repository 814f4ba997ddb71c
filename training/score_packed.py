"""Writes click and apply probabilities of a packed run for the held-out pairs of the log, for engagement_report.py.

Run: python training/score_packed.py --weights training/work/packed-a/best.pt --out training/work/packed-a/engagement.jsonl [--slots 2]
"""

import argparse

import torch
from engagement_scores import held_out_pairs, score_rows, write_scores
from packed_data import Inputs
from packed_model import PackedRanker
from train_packed import SLOT_CHOICES, item_vectors, packed_logits


def engagement_logits(model, inputs, pairs, slots):
    """Logits of click and apply, fp32 [pairs, 2], in the order of the pairs."""
    vectors = item_vectors(model, inputs, {pair["document"] for pair in pairs})
    return packed_logits(model, inputs, pairs, slots, vectors)[:, 2:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, help="a best.pt or last.pt of train_packed.py")
    parser.add_argument("--out", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--slots", type=int, choices=SLOT_CHOICES, default=2, help="vectors of an item that are read")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = PackedRanker()
    model.load_state_dict(torch.load(options.weights, weights_only=True))
    model.eval()
    pairs = held_out_pairs(options.work)
    logits = engagement_logits(model, Inputs(options.work), pairs, options.slots)
    write_scores(options.out, score_rows(pairs, logits))
    print(f"wrote {len(pairs)} pairs to {options.out}")


if __name__ == "__main__":
    main()
