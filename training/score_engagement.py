"""Writes click and apply probabilities of the engagement teacher, for engagement_report.py or as soft labels.

Run: python training/score_engagement.py --weights training/work/engagement-a/last.pt --out training/work/engagement-a/engagement.jsonl
Without --pairs the held-out pairs of the log; with it every pair of those files.
"""

import argparse

import torch
from engagement_scores import held_out_pairs, score_rows, write_scores
from pairs import pair_key
from ranker_model import ranker_of, read_pairs
from train_engagement import engagement_logits


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--pairs", nargs="+", help="files of export-pairs.ts")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = ranker_of(options.weights)
    pairs = [pair for path in options.pairs or [f"{options.work}/train-pairs.jsonl"] for pair in read_pairs(path)]
    if not options.pairs:
        wanted = {pair_key(row) for row in held_out_pairs(options.work)}
        pairs = [pair for pair in pairs if pair_key(pair) in wanted]
    write_scores(options.out, score_rows(pairs, engagement_logits(model, pairs)))
    print(f"wrote {len(pairs)} pairs to {options.out}")


if __name__ == "__main__":
    main()
