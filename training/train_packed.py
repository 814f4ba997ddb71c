"""Trains the packed ranker: item encoder and scorer together; any first slots of an item must do, so one run serves m = 1, 2, 4.

Stage one, on states of the documents that the encoder gave once: what pools them and the scorer learn, many documents a step.
    python training/train_packed.py --run training/work/packed-1 --frozen --start-items training/work/encoder-b/last.pt
Stage two, all weights together:
    python training/train_packed.py --run training/work/packed-2 --start training/work/packed-1/best.pt
Then, relevance being what it is, what reads clicks and applications:
    python training/train_packed.py --run training/work/packed-3 --start training/work/packed-2/best.pt --frozen --only-engagement ...
Needs documents (export-documents.ts), train-texts and pairs (export-pairs.ts), engagement-pairs (position_bias.py).
"""

import argparse
import random

import torch
from encoder_data import read_rows
from packed_data import Inputs, Reading, calibration_queries, epoch_batches, with_engagement
from packed_model import ITEM_START, PackedRanker
from ranker_losses import TOP_GRADE, pairwise_loss, soft_label_loss
from ranker_model import read_pairs
from ranking_metrics import judged_ndcg
from train_ranker import label_of, with_soft_labels
from training_run import Run

SLOT_CHOICES = (1, 2, 4)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--train", nargs="*", default=["training/work/train-pairs.jsonl", "training/work/mined-pairs.jsonl"])
    parser.add_argument("--soft", help="p of pairs by a teacher (score_pairs.py), the label of those that nobody graded")
    parser.add_argument("--soft-share", type=float, default=0.0, help="its share in the label of a graded pair")
    parser.add_argument("--engagement", help="click and apply targets of pairs (engagement-pairs.jsonl)")
    parser.add_argument("--engagement-scores", help="click and apply p of pairs by their teacher (score_engagement.py --pairs), in place of those targets")
    parser.add_argument("--engagement-weight", type=float, default=0.3)
    parser.add_argument("--only-engagement", action="store_true", help="relevance stays as it starts: only what reads clicks and applications learns, from pairs with such targets")
    parser.add_argument("--fields", type=int, default=4000, help="synthetic queries an epoch, each with documents of known grade")
    parser.add_argument("--start", help="weights of an earlier run (a last.pt or best.pt)")
    parser.add_argument("--start-items", help="encoder to start the item side and the scorer from")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--queries", type=int, default=4, help="queries a batch")
    parser.add_argument("--group", type=int, default=6, help="documents of one query in a batch")
    parser.add_argument("--pairwise", type=float, default=0.5)
    parser.add_argument("--strangers", type=int, default=8, help="documents of other queries of the batch that each query reads, taken as bad")
    parser.add_argument("--others", type=float, default=0.15, help="weight of those")
    parser.add_argument("--frozen", action="store_true", help="the item side's BERT stays as it starts, its states are made once")
    parser.add_argument("--states", help="file that keeps the frozen states for the next run from the same weights")
    parser.add_argument("--peak-rate", type=float, default=1e-4)
    parser.add_argument("--fresh-rate", type=float, default=4.0, help="how much faster weights go that no start had")
    parser.add_argument("--end-share", type=float, default=0.0)
    parser.add_argument("--warm-up", type=float, default=0.08)
    parser.add_argument("--evaluations", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def batch_loss(logits, rows, options):
    """`logits` [rows + strangers, 4]: own rows first."""
    own = logits[: len(rows)]
    if options.only_engagement:
        return engagement_loss(own, rows)
    labels = torch.tensor([label_of(row, options.soft_share) for row in rows])
    margins = own[:, 1] - own[:, 0]
    loss = soft_label_loss(margins, labels)
    strangers = logits[len(rows) :]
    if len(strangers):
        loss = loss + options.others * torch.nn.functional.softplus(strangers[:, 1] - strangers[:, 0]).mean()
    loss = loss + options.pairwise * pairwise_loss(margins, labels * TOP_GRADE, [row["vertical"] + row["qid"] for row in rows])
    return loss + options.engagement_weight * engagement_loss(own, rows)


def engagement_loss(logits, rows):
    """Cross-entropy of click and apply where there is a target; 0 where the batch has none."""
    loss = logits.new_zeros(())
    for column, name in ((2, "click"), (3, "apply")):
        known = [index for index, row in enumerate(rows) if row.get(name) is not None]
        if known:
            targets = torch.tensor([float(rows[index][name]) for index in known])
            loss = loss + torch.nn.functional.binary_cross_entropy_with_logits(logits[known, column], targets)
    return loss


def train_step(model, optimizer, inputs, batch, options, rate, slots, chance):
    for settings in optimizer.param_groups:
        settings["lr"] = rate * settings["share"]
    reading = Reading(batch, options.strangers, chance)
    queries = inputs.query_batch([group[0]["qid"] for group in batch])
    with torch.autocast("cpu", torch.bfloat16):
        items = inputs.vectors(model, [row["document"] for row in reading.rows])[:, :slots]
        logits = model.scorer(*queries, items[reading.document_of], reading.query_of).float()
    loss = batch_loss(logits, reading.rows, options)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


@torch.no_grad()
def item_vectors(model, inputs, names, batch=32):
    """Vectors bf16-made, fp32 kept, of each document name: {name: [MAX_SLOTS, hidden]}."""
    vectors = {}
    ordered = sorted(names, key=lambda name: len(inputs.document_ids(name)))
    for start in range(0, len(ordered), batch):
        part = ordered[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16):
            found = inputs.vectors(model, part).float()
        vectors.update(zip(part, found, strict=True))
    return vectors


@torch.no_grad()
def packed_logits(model, inputs, pairs, slots, vectors, batch=256):
    """Logits fp32 [pairs, 4] with the first `slots` vectors of each item."""
    parts = []
    for start in range(0, len(pairs), batch):
        rows = pairs[start : start + batch]
        qids = sorted({row["qid"] for row in rows})
        items = torch.stack([vectors[row["document"]][:slots] for row in rows])
        query_of = torch.tensor([qids.index(row["qid"]) for row in rows])
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(model.scorer(*inputs.query_batch(qids), items, query_of).float())
    return torch.cat(parts)


def measure(model, inputs, dev, run, step):
    """Dev nDCG@10 for each number of slots; keeps the weights of the best mean at two slots."""
    model.eval()
    vectors = item_vectors(model, inputs, {pair["document"] for pair in dev})
    found = {}
    for slots in SLOT_CHOICES:
        logits = packed_logits(model, inputs, dev, slots, vectors)
        for name, value in judged_ndcg(dev, (logits[:, 1] - logits[:, 0]).tolist()).items():
            found[f"{name}_m{slots}"] = value
    model.train()
    run.keep_best(model, step, (found["jobs_m2"] + found["people_m2"]) / 2, found)


def new_model(options):
    model = PackedRanker()
    if options.start_items:
        weights = {name.removeprefix("bert."): value for name, value in torch.load(options.start_items, weights_only=True).items()}
        model.items.bert.load_state_dict(weights)
        model.scorer.bert.load_state_dict(weights)
        model.scorer.norm.load_state_dict(model.scorer.bert.encoder.layer[ITEM_START - 1].output.LayerNorm.state_dict())
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    if options.frozen:
        model.items.bert.requires_grad_(False)
    if options.only_engagement:
        for name, value in model.named_parameters():
            value.requires_grad_(name.startswith("scorer.engagement"))
    return model


def new_optimizer(model, options):
    """AdamW; what no start had learns faster in the first stage."""
    trained = [(name, value) for name, value in model.named_parameters() if value.requires_grad]
    fresh = [value for name, value in trained if ".bert." not in name]
    known = [value for name, value in trained if ".bert." in name]
    shares = [{"params": known, "share": 1.0}, {"params": fresh, "share": options.fresh_rate}]
    return torch.optim.AdamW(shares, lr=options.peak_rate, weight_decay=0.01)


def main():
    options = arguments()
    if options.states and not options.frozen:
        raise SystemExit("expected --frozen beside --states: states are kept only of an item side that stays as it is")
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    inputs = Inputs(options.work)
    kept_apart = calibration_queries()
    pairs = [pair for path in options.train for pair in read_pairs(path) if pair["qid"] not in kept_apart]
    pairs = with_soft_labels(pairs, options.soft)
    pairs = with_engagement([{key: value for key, value in pair.items() if key != "ids"} for pair in pairs], options.engagement, options.engagement_scores)
    if options.only_engagement:
        pairs = [pair for pair in pairs if pair["click"] is not None]
    dev = read_pairs(f"{options.work}/dev-pairs.jsonl")
    fields = [] if options.only_engagement else read_rows(f"{options.work}/field-queries.jsonl")
    model = new_model(options)
    optimizer = new_optimizer(model, options)
    run = Run(options.run)
    done = run.resume(model, optimizer)
    batches = [batch for epoch in range(options.epochs) for batch in epoch_batches(pairs, fields, options, options.seed * 1000 + epoch)]
    run.log(options=vars(options), pairs=len(pairs), steps=len(batches), resumed_at=done)
    if options.frozen:
        model.eval()
        named = {row["document"] for batch in batches for group in batch for row in group}
        inputs.read_states(options.states, model, named | {pair["document"] for pair in dev})
    if done == 0:
        measure(model, inputs, dev, run, 0)
    chance = random.Random(options.seed)
    run.go(
        model, optimizer, batches, options, done,
        take_step=lambda batch, rate: train_step(model, optimizer, inputs, batch, options, rate, chance.choice(SLOT_CHOICES), chance),
        measure=lambda step: measure(model, inputs, dev, run, step),
    )


if __name__ == "__main__":
    main()
