"""Trains the ranker on graded pairs; resumes from its last checkpoint when started again.

Run: python training/train_ranker.py --run training/work/ranker-a --epochs 3 --seed 1
Needs training/work/{train,dev}-pairs.jsonl of export-pairs.ts. Writes checkpoint.pt, best.pt and log.jsonl into --run.
"""

import argparse
import random
from collections import defaultdict

import torch
from pairs import pair_key
from ranker_losses import grade_loss, pairwise_loss, soft_label_loss
from ranker_model import GRADES, new_ranker, new_teacher, padded, ranker_of, read_pairs, relevance_logit, score_pairs
from ranking_metrics import judged_ndcg
from training_run import Run


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--model", choices=["ranker", "teacher"], default="ranker")
    parser.add_argument("--train", nargs="+", default=["training/work/train-pairs.jsonl"])
    parser.add_argument("--soft", help="p of pairs by a teacher (score_pairs.py), mixed with the grades")
    parser.add_argument("--soft-share", type=float, default=0.7, help="share of the teacher in the label")
    parser.add_argument("--ordinal", action="store_true", help="the teacher's p as the grade that it is nearest to")
    parser.add_argument("--varied", nargs="*", default=[], help="the train pairs with their queries typed otherwise")
    parser.add_argument("--varied-share", type=float, default=0.4, help="share of the pairs read in a varied form")
    parser.add_argument("--generated", nargs="*", default=[], help="pairs of known grade beside the judged ones")
    parser.add_argument("--generated-count", type=int, default=2400, help="how many of them an epoch")
    parser.add_argument("--dev", default="training/work/dev-pairs.jsonl")
    parser.add_argument("--start", help="weights to start from instead of the base model (a best.pt, or what prune_ranker.py wrote); they say what model it is")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--group", type=int, default=1, help="pairs of one query that stay together in a batch")
    parser.add_argument("--pairwise", type=float, default=0.0, help="weight of the pairwise term inside a group")
    parser.add_argument("--peak-rate", type=float, default=7e-5)
    parser.add_argument("--end-share", type=float, default=0.0, help="share of the peak rate that is left at the end")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--warm-up", type=float, default=0.1, help="share of the steps")
    parser.add_argument("--evaluations", type=int, default=2, help="dev measurements an epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="two trainings of one thread beat one of two by far")
    return parser.parse_args()


def epoch_pairs(train, varied, generated, options, seed):
    """Pairs of one epoch: each judged one as typed or varied (one choice a query), and a sample of the generated ones."""
    chance = random.Random(seed)
    choice = {}
    pairs = []
    for index, pair in enumerate(train):
        key = (pair["vertical"], pair["qid"])
        if key not in choice:
            choice[key] = chance.randrange(len(varied)) if varied and chance.random() < options.varied_share else None
        pairs.append(pair if choice[key] is None else varied[choice[key]][index])
    queries = sorted({(pair["vertical"], pair["qid"]) for pair in generated})
    chance.shuffle(queries)
    kept = set(queries[: len(queries) * options.generated_count // max(1, len(generated))])
    return pairs + [pair for pair in generated if (pair["vertical"], pair["qid"]) in kept]


def epoch_batches(pairs, batch, group, seed):
    """Batches of one epoch: groups of `group` pairs of one query, shuffled."""
    shuffle = random.Random(seed).shuffle
    by_query = defaultdict(list)
    for pair in pairs:
        by_query[pair["vertical"], pair["qid"]].append(pair)
    groups = []
    for members in by_query.values():
        shuffle(members)
        groups += [members[start : start + group] for start in range(0, len(members), group)]
    shuffle(groups)
    flat = [pair for members in groups for pair in members]
    return [flat[start : start + batch] for start in range(0, len(flat), batch)]


def with_soft_labels(pairs, path, ordinal=False):
    """The pairs with the teacher's p as `soft`, from a file of {vertical, qid, document, p}, or with the nearest grade / 4 of it;
    a graded pair may lack one, another raises ValueError."""
    if path is None:
        return pairs
    known = {pair_key(row): nearest_grade(row["p"]) if ordinal else row["p"] for row in read_pairs(path)}
    labelled = [{**pair, "soft": known.get(pair_key(pair))} for pair in pairs]
    missing = next((pair for pair in labelled if pair["grade"] is None and pair["soft"] is None), None)
    if missing:
        raise ValueError(f"expected a grade or a p in {path} for {missing['qid']} and {missing['document']}, found none: score the pairs again")
    return labelled


def nearest_grade(p):
    """The p of the grade that a p is nearest to, in 0..1."""
    return round(p * (GRADES - 1)) / (GRADES - 1)


def step_loss(logits, rows, options):
    """Loss of a batch: labels are grade / 4, mixed with the teacher's p where there is one; a teacher learns the grades too."""
    margin = relevance_logit(logits)
    grades = torch.tensor([float(row["grade"]) for row in rows])
    labels = torch.tensor([label_of(row, options.soft_share) for row in rows])
    loss = soft_label_loss(margin, labels)
    if logits.shape[1] == GRADES:
        loss = 0.5 * loss + grade_loss(logits, grades)
    if options.pairwise > 0:
        loss = loss + options.pairwise * pairwise_loss(margin, labels * (GRADES - 1), [row["vertical"] + row["qid"] for row in rows])
    return loss


def label_of(row, share):
    """Grade / 4, mixed with the teacher's p where there is one; that p alone where nobody gave a grade."""
    if row["grade"] is None:
        return row["soft"]
    own = float(row["grade"]) / (GRADES - 1)
    return own if row.get("soft") is None else (1 - share) * own + share * row["soft"]


def train_step(model, optimizer, rows, options, rate):
    for settings in optimizer.param_groups:
        settings["lr"] = rate
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(**padded([row["ids"] for row in rows])).logits
    loss = step_loss(logits, rows, options)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


class RankerRun(Run):
    """A run that is measured by dev nDCG@10 of both verticals."""

    def measure(self, model, dev, step):
        """Keeps the weights when the mean is the best yet."""
        values = judged_ndcg(dev, score_pairs(model, dev))
        self.keep_best(model, step, sum(values.values()) / len(values), values)


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    train = with_soft_labels([pair for path in options.train for pair in read_pairs(path)], options.soft, options.ordinal)
    varied = [read_pairs(path) for path in options.varied]
    generated = [pair for path in options.generated for pair in read_pairs(path)]
    dev = read_pairs(options.dev)
    model = ranker_of(options.start) if options.start else new_teacher() if options.model == "teacher" else new_ranker()
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    for part in model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = options.dropout
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=options.peak_rate, weight_decay=0.01)
    run = RankerRun(options.run)
    done = run.resume(model, optimizer)
    batches = []
    for epoch in range(options.epochs):
        seed = options.seed * 1000 + epoch
        batches += epoch_batches(epoch_pairs(train, varied, generated, options, seed), options.batch, options.group, seed)
    run.log(options=vars(options), pairs=len(train), steps=len(batches), resumed_at=done)
    run.go(
        model, optimizer, batches, options, done,
        take_step=lambda batch, rate: train_step(model, optimizer, batch, options, rate),
        measure=lambda step: run.measure(model, dev, step),
    )


if __name__ == "__main__":
    main()
