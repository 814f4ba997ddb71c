"""Trains the engagement teacher: a cross-encoder with logits of click and apply on the targets of a log; resumes when started again.

Run: python training/train_engagement.py --run training/work/engagement-a --model teacher --start training/work/teacher-2/last.pt
Needs train-pairs (export-pairs.ts), engagement-pairs and the log (position_bias.py) in --work. Queries held out of engagement
are never trained on and never measured here. With --choose a fifth of the other queries is left out as well and measured on:
settings are compared so, and best.pt is the best of them; without it last.pt is what counts.
"""

import argparse

import numpy as np
import torch
from activity_log import is_held_out
from engagement_scores import auc_of, log_and_examination, read_targets, score_rows
from pairs import pair_key
from position_bias import loss_masks
from ranker_model import new_ranker, new_teacher, padded, read_pairs
from train_ranker import epoch_batches
from training_run import Run

HEADS = {"click": 0, "apply": 1}
MODELS = {"ranker": new_ranker, "teacher": new_teacher}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--model", choices=sorted(MODELS), default="teacher")
    parser.add_argument("--start", help="weights to start from instead of the base model: an engagement run or a teacher of grades")
    parser.add_argument("--choose", action="store_true", help="leave out and measure on a fifth of the training queries")
    parser.add_argument("--trusted-at", type=float, default=0.0, help="impressions (click) and opens (apply) at which a target has half its weight")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--group", type=int, default=1)
    parser.add_argument("--peak-rate", type=float, default=4e-5)
    parser.add_argument("--end-share", type=float, default=0.0)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--warm-up", type=float, default=0.06)
    parser.add_argument("--evaluations", type=int, default=1, help="measurements (--choose) and checkpoints an epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def is_for_choosing(qid):
    """Whether a query that is not held out is one of the fifth that settings are compared on."""
    return is_held_out(f"choose {qid}")


def with_targets(pairs, targets):
    """The pairs {vertical, qid, document, ids} that have a target, with the row of engagement-pairs.jsonl; never a held-out one."""
    known = {pair_key(row): row for row in targets if not row["heldOut"] and row["impressions"]}
    return [{**known[pair_key(pair)], "ids": pair["ids"]} for pair in pairs if pair_key(pair) in known]


def target_weights(rows, trusted_at):
    """Weights of the click and apply targets, float [rows] each: n / (n + trusted_at) of what they were counted from, 0 where masked."""
    _, click_mask, _, apply_mask = loss_masks(rows)
    counts = (np.array([row[name] for row in rows], float) for name in ("impressions", "clicks"))
    return tuple(mask * count / np.maximum(count + trusted_at, 1) for mask, count in zip((click_mask, apply_mask), counts, strict=True))


def targets_loss(logits, rows, trusted_at):
    """Cross-entropy of click plus that of apply, each the weighted mean over the targets that there are."""
    click, _, apply, _ = loss_masks(rows)
    loss = logits.new_zeros(())
    for column, (values, weights) in enumerate(zip((click, apply), target_weights(rows, trusted_at), strict=True)):
        values, weights = torch.tensor(values, dtype=torch.float32), torch.tensor(weights, dtype=torch.float32)
        losses = torch.nn.functional.binary_cross_entropy_with_logits(logits[:, column], values, reduction="none")
        loss = loss + (losses * weights).sum() / weights.sum().clamp(min=1)
    return loss


def without_other_head(state, labels=len(HEADS)):
    """The weights without a head that has another number of logits."""
    if len(state["classifier.bias"]) == labels:
        return state
    return {name: value for name, value in state.items() if not name.startswith("classifier.")}


def new_model(kind, start=None):
    """A cross-encoder with one logit an objective; `start` may be a teacher of grades, whose head is left out."""
    model = MODELS[kind](labels=len(HEADS))
    if start:
        state = without_other_head(torch.load(start, weights_only=True))
        model.load_state_dict({**model.state_dict(), **state})
    return model


@torch.no_grad()
def engagement_logits(model, pairs, batch=64):
    """Logits of click and apply, fp32 [pairs, 2]; sorted by length inside so that padding costs little."""
    was_training = model.training
    model.eval()
    order = sorted(range(len(pairs)), key=lambda index: len(pairs[index]["ids"]))
    found = np.zeros((len(pairs), len(HEADS)), np.float32)
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(**padded([pairs[row]["ids"] for row in rows])).logits
        found[rows] = logits.float().numpy()
    model.train(was_training)
    return found


def train_step(model, optimizer, rows, options, rate):
    for settings in optimizer.param_groups:
        settings["lr"] = rate
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(**padded([row["ids"] for row in rows])).logits
    loss = targets_loss(logits.float(), rows, options.trusted_at)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


class Chosen:
    """The queries that settings are compared on: their pairs and impressions."""

    def __init__(self, rows, work):
        self.rows = rows
        impressions, self.examination = log_and_examination(work)
        keys = {pair_key(row) for row in rows}
        self.impressions = impressions.where(np.array([key in keys for key in impressions.pairs])[impressions.pair])

    def measure(self, model):
        """AUCs by name."""
        return auc_of(self.impressions, score_rows(self.rows, engagement_logits(model, self.rows)), self.examination)


class EngagementRun(Run):
    """Files of one run; the best weights are those of the greatest mean of corrected click AUC and apply AUC."""

    def measure(self, model, chosen, step):
        """Logs the AUCs on the queries for choosing, where there are some, and keeps the weights when they are the best yet."""
        if chosen is None:
            return
        values = chosen.measure(model)
        self.keep_best(model, step, (values["clickCorrected"] + values["apply"]) / 2, values)


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rows = with_targets(read_pairs(f"{options.work}/train-pairs.jsonl"), read_targets(options.work))
    chosen = Chosen([row for row in rows if is_for_choosing(row["qid"])], options.work) if options.choose else None
    train = [row for row in rows if not (options.choose and is_for_choosing(row["qid"]))]
    model = new_model(options.model, options.start)
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    for part in model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = options.dropout
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=options.peak_rate, weight_decay=0.01)
    run = EngagementRun(options.run)
    done = run.resume(model, optimizer)
    batches = [batch for epoch in range(options.epochs) for batch in epoch_batches(train, options.batch, options.group, options.seed * 1000 + epoch)]
    run.log(options=vars(options), pairs=len(train), steps=len(batches), resumed_at=done)
    run.go(
        model, optimizer, batches, options, done,
        take_step=lambda batch, rate: train_step(model, optimizer, batch, options, rate),
        measure=lambda step: run.measure(model, chosen, step),
    )


if __name__ == "__main__":
    main()
