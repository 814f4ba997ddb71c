"""Trains the packed ranker: item encoder and scorer together; any first slots of an item must do, so one run serves m = 1, 2, 4.

Stage one, on states of the documents that the encoder gave once: what pools them and the scorer learn, many documents a step.
    python training/train_packed.py --run training/work/packed-1 --frozen --start-items training/work/encoder-b/last.pt
Stage two, all weights together:
    python training/train_packed.py --run training/work/packed-2 --start training/work/packed-1/best.pt
Needs documents (export-documents.ts), train-texts and pairs (export-pairs.ts), engagement-pairs (position_bias.py).
"""

import argparse
import random
import time
from collections import defaultdict

import numpy as np
import torch
from encoder_data import read_rows
from packed_model import ITEM_START, PackedRanker
from ranker_losses import TOP_GRADE, pairwise_loss, soft_label_loss
from ranker_model import read_pairs
from ranking_metrics import judged_ndcg
from train_encoder import Texts, query_texts_of
from train_ranker import Run, label_of, learning_rate, with_soft_labels

CALIBRATION_QUERIES = "training/queries/calibration.txt"
QUERY_TOKENS, DOCUMENT_TOKENS = 32, 128
SLOT_CHOICES = (1, 2, 4)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--train", nargs="*", default=["training/work/train-pairs.jsonl", "training/work/mined-pairs.jsonl"])
    parser.add_argument("--soft", help="p of pairs by a teacher, mixed with the grades")
    parser.add_argument("--soft-share", type=float, default=0.7)
    parser.add_argument("--engagement", help="click and apply targets of pairs (engagement-pairs.jsonl)")
    parser.add_argument("--engagement-weight", type=float, default=0.3)
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
    parser.add_argument("--peak-rate", type=float, default=1e-4)
    parser.add_argument("--fresh-rate", type=float, default=4.0, help="how much faster weights go that no start had")
    parser.add_argument("--end-share", type=float, default=0.0)
    parser.add_argument("--warm-up", type=float, default=0.08)
    parser.add_argument("--evaluations", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def calibration_queries():
    """Ids of the queries of our own whose pairs are kept apart, to calibrate with."""
    with open(CALIBRATION_QUERIES, encoding="utf8") as lines:
        return set(lines.read().split())


def groups_of(pairs, size, chance):
    """Documents of one query, at most `size` together, every pair once."""
    by_query = defaultdict(list)
    for pair in pairs:
        by_query[pair["vertical"], pair["qid"]].append(pair)
    groups = []
    for members in by_query.values():
        chance.shuffle(members)
        groups += [members[start : start + size] for start in range(0, len(members), size)]
    return groups


def field_groups(rows, count, size, chance):
    """Synthetic queries with their own document, of grade 4, and others whose grade follows from their fields."""
    groups = []
    for row in chance.sample(rows, min(count, len(rows))):
        others = chance.sample(row["graded"], min(size - 1, len(row["graded"])))
        query = {"vertical": row["vertical"], "qid": f"field:{row['text']}"}
        groups.append([{**query, "document": document, "grade": grade} for document, grade in [(row["document"], 4), *others]])
    return groups


def epoch_batches(pairs, fields, options, seed):
    """Batches of groups, full when they have as many documents as `queries` groups of full size."""
    chance = random.Random(seed)
    groups = groups_of(pairs, options.group, chance) + field_groups(fields, options.fields, options.group, chance)
    chance.shuffle(groups)
    batches, batch, documents = [], [], 0
    for group in groups:
        batch.append(group)
        documents += len(group)
        if documents >= options.queries * options.group:
            batches.append(batch)
            batch, documents = [], 0
    return batches


class Reading:
    """Which query reads which document of a batch: the rows of its groups, then strangers, documents of other groups."""

    def __init__(self, batch, strangers, chance):
        self.rows = [row for group in batch for row in group]
        owners = [index for index, group in enumerate(batch) for _ in group]
        others = []
        for index in range(len(batch)):
            foreign = [at for at, owner in enumerate(owners) if owner != index]
            others += [(index, at) for at in chance.sample(foreign, min(strangers, len(foreign)))]
        self.query_of = torch.tensor(owners + [query for query, _ in others])
        self.document_of = torch.tensor([*range(len(owners)), *(at for _, at in others)])


def batch_loss(logits, rows, options):
    """`logits` [rows + strangers, 4]: own rows first."""
    own = logits[: len(rows)]
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


class Inputs:
    """Texts of queries and documents as ids; documents are tokenised once."""

    def __init__(self, work, splits):
        self.texts = Texts()
        self.documents = {row["id"]: row["text"] for row in read_rows(f"{work}/documents.jsonl")}
        self.queries = {qid: text for split in splits for qid, text in query_texts_of(work, split).items()}
        self.known, self.states = {}, {}

    def document_ids(self, name):
        if name not in self.known:
            self.known[name] = self.texts.ids([self.documents[name]], DOCUMENT_TOKENS)[0]
        return self.known[name]

    def query_text(self, qid):
        return qid.removeprefix("field:") if qid.startswith("field:") else self.queries[qid]

    def query_batch(self, qids):
        return self.texts([self.query_text(qid) for qid in qids], QUERY_TOKENS)

    def document_batch(self, names):
        rows = [self.document_ids(name) for name in names]
        ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
        return torch.from_numpy(ids), torch.from_numpy((ids != 0).astype(np.int64))


    @torch.no_grad()
    def keep_states(self, model, names, batch=64):
        """Keeps the last states of documents, bf16 [t, hidden] each; sorted by length inside so that padding costs little."""
        ordered = sorted(names, key=lambda name: len(self.document_ids(name)))
        for start in range(0, len(ordered), batch):
            part = ordered[start : start + batch]
            ids, mask = self.document_batch(part)
            with torch.autocast("cpu", torch.bfloat16):
                states = model.items.bert(input_ids=ids, attention_mask=mask).last_hidden_state.bfloat16()
            self.states.update((name, row[:length].clone()) for name, row, length in zip(part, states, mask.sum(1).tolist(), strict=True))

    def vectors(self, model, names):
        """Item vectors [n, MAX_SLOTS, hidden], from kept states where there are some."""
        if not self.states:
            return model.items(*self.document_batch(names))
        states = torch.nn.utils.rnn.pad_sequence([self.states[name] for name in names], batch_first=True)
        lengths = torch.tensor([len(self.states[name]) for name in names])
        mask = (torch.arange(states.shape[1])[None, :] < lengths[:, None]).long()
        return model.items.pooled(states, mask)


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
            found[f"{name}_m{slots}"] = round(value, 4)
    model.train()
    mean = (found["jobs_m2"] + found["people_m2"]) / 2
    if mean > run.best:
        run.best = mean
        torch.save(model.state_dict(), run.path("best.pt"))
    run.log(step=step, mean=round(mean, 4), **found)


def with_engagement(pairs, path):
    """The pairs with click and apply targets, as far as the log has them and they are not held out."""
    if path is None:
        return pairs
    known = {(row["vertical"], row["qid"], row["document"]): row for row in read_rows(path) if not row["heldOut"]}
    none = {"click": None, "apply": None}
    return [{**pair, **{name: known.get((pair["vertical"], pair["qid"], pair["document"]), none)[name] for name in none}} for pair in pairs]


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
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    inputs = Inputs(options.work, ["train", "dev"])
    kept_apart = calibration_queries()
    pairs = [pair for path in options.train for pair in read_pairs(path) if pair["qid"] not in kept_apart]
    pairs = with_soft_labels(pairs, options.soft)
    pairs = with_engagement([{key: value for key, value in pair.items() if key != "ids"} for pair in pairs], options.engagement)
    dev = read_pairs(f"{options.work}/dev-pairs.jsonl")
    fields = read_rows(f"{options.work}/field-queries.jsonl")
    model = new_model(options)
    optimizer = new_optimizer(model, options)
    run = Run(options.run)
    done = run.resume(model, optimizer)
    batches = [batch for epoch in range(options.epochs) for batch in epoch_batches(pairs, fields, options, options.seed * 1000 + epoch)]
    every = max(1, len(batches) // (options.epochs * options.evaluations))
    run.log(options=vars(options), pairs=len(pairs), steps=len(batches), resumed_at=done)
    if options.frozen:
        model.eval()
        named = {row["document"] for batch in batches for group in batch for row in group}
        inputs.keep_states(model, named | {pair["document"] for pair in dev})
    if done == 0:
        measure(model, inputs, dev, run, 0)
    chance = random.Random(options.seed)
    model.train()
    started, losses = time.time(), []
    for step in range(done, len(batches)):
        rate, slots = learning_rate(step + 1, len(batches), options), chance.choice(SLOT_CHOICES)
        losses.append(train_step(model, optimizer, inputs, batches[step], options, rate, slots, chance))
        if (step + 1) % 50 == 0:
            run.log(step=step + 1, loss=round(sum(losses) / len(losses), 4), seconds=round(time.time() - started))
            losses = []
        if (step + 1) % every == 0 or step + 1 == len(batches):
            measure(model, inputs, dev, run, step + 1)
            run.save(model, optimizer, step + 1)
    torch.save(model.state_dict(), run.path("last.pt"))


if __name__ == "__main__":
    main()
