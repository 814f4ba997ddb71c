"""Writes a teacher as int8 ONNX, the local judge, and measures it: kappa with the dev grades, nDCG@10 by its expected grade.

Run: python training/export_judge.py --weights training/work/teacher-2/best.pt --out models/judge.onnx
"""

import numpy as np
from bert_graph import judge_model
from export_command import export_options, print_report, write_model
from onnx_batches import run_batches
from ranker_model import GRADES, read_pairs
from ranking_metrics import judged_ndcg
from score_pairs import agreement, median_grades


def main():
    options = export_options(__doc__, out="models/judge.onnx", threads=1)
    session = write_model(judge_model, options)
    dev = read_pairs(options.dev)
    grades = run_batches(session, [pair["ids"] for pair in dev], "grades")
    print_report(options, kappa=agreement(dev, median_grades(grades)), dev=judged_ndcg(dev, grades @ np.arange(GRADES)))


if __name__ == "__main__":
    main()
