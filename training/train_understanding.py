"""Trains query understanding in two stages: generated queries, then graded ones; resumes when started again.

Run: python training/train_understanding.py --run training/work/understanding-a --seed 1
     python training/train_understanding.py --run training/work/understanding-a --folds 5   (cross-validation of the second stage)
Needs the files of understanding_data.py in training/work; what is only measured (understanding-measured.jsonl) is read by a fold's
model and trained on by none. Stage 1 is kept as base.pt, the result as last.pt; a fold's answers as
fold-K.jsonl, one line a text: classes, conditions and tags with probabilities, for evaluation by the code that serves.
"""

import argparse
import json
import os
import random
import time

import numpy as np
import torch
from understanding_decode import readings, served
from understanding_model import HEADS, IGNORED, Pieces, Understanding, collate, example_of, start_roles
from understanding_roles import Roles

WEIGHTS = {"intent": 1.0, "route": 0.7, "safety": 1.3, "category": 0.3}
# The mean is over 15 conditions, of which a text states one at most times.
CONDITIONS_WEIGHT = 12
ROLES_WEIGHT = 0.7
# Heads start from nothing, the layers from a trained encoder.
HEAD_RATE = 4
ROUTING_REPEAT = 3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--start", help="encoder weights (keys bert.*) instead of the base model")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--base-rate", type=float, default=2e-4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--epochs", type=int, default=5, help="of the second stage")
    parser.add_argument("--replay", type=float, default=1.0, help="generated queries beside each graded one in the second stage")
    parser.add_argument("--base-count", type=int, default=30000)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only-fold", type=int)
    parser.add_argument("--routing-folds", type=int, nargs="*", default=[], help="further folds whose routing inputs --only-fold holds out and reads")
    parser.add_argument("--only-base", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def read_rows(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def loss_of(answers, batch):
    total = 0.0
    for name, weight in WEIGHTS.items():
        if (batch[name] != IGNORED).any():
            total = total + weight * torch.nn.functional.cross_entropy(answers[name], batch[name], ignore_index=IGNORED)
    known = batch["conditions"] != IGNORED
    if known.any():
        total = total + CONDITIONS_WEIGHT * torch.nn.functional.binary_cross_entropy_with_logits(answers["conditions"][known], batch["conditions"][known])
    if (batch["tags"] != IGNORED).any():
        total = total + 2 * torch.nn.functional.cross_entropy(answers["tags"].transpose(1, 2), batch["tags"], ignore_index=IGNORED)
    known = batch["negated"] != IGNORED
    if known.any():
        total = total + torch.nn.functional.binary_cross_entropy_with_logits(answers["negated"][known], batch["negated"][known])
    if batch["roles"] is not None:
        rows, allowed, right = batch["roles"]
        logits = answers["roles"][rows].masked_fill(~allowed, -1e4)
        # A title may mean several occupations: any of them is right.
        likely = torch.logsumexp(logits.masked_fill(~right, -1e4), 1) - torch.logsumexp(logits, 1)
        total = total - ROLES_WEIGHT * likely.mean() * min(1, len(rows) / len(batch["ids"]))
    return total


def batches(examples, size, draw):
    """Shuffled, texts of like length together."""
    order = list(range(len(examples)))
    draw.shuffle(order)
    for start in range(0, len(order), size * 50):
        chunk = sorted(order[start : start + size * 50], key=lambda index: len(examples[index]["ids"]))
        parts = [chunk[at : at + size] for at in range(0, len(chunk), size)]
        draw.shuffle(parts)
        yield from parts


def train(model, make_examples, epochs, rate, options, log, name, checkpoint=None):
    """`make_examples(draw)` gives the examples of an epoch; the rate warms up and falls to nothing."""
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    layers = [weight for weight in model.bert.parameters() if weight.requires_grad]
    heads = [weight for name, weight in model.named_parameters() if not name.startswith("bert.")]
    optimizer = torch.optim.AdamW([{"params": layers, "share": 1}, {"params": heads, "share": HEAD_RATE}], lr=rate, weight_decay=0.01)
    draw = random.Random(options.seed)
    done, state = 0, None
    if checkpoint and os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    started, step = time.time(), 0
    for epoch in range(epochs):
        examples = make_examples(draw)
        parts = list(batches(examples, options.batch, draw))
        steps = epochs * len(parts)
        model.train()
        running = []
        for part in parts:
            step += 1
            if state and step <= state["step"]:
                continue
            scale = min(1, step / (0.06 * steps)) * max(0.02, 1 - step / steps)
            for group in optimizer.param_groups:
                group["lr"] = rate * scale * group["share"]
            batch = collate([examples[index] for index in part])
            loss = loss_of(model(batch["ids"], batch["mask"]), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            running.append(loss.item())
            if step % 100 == 0:
                log({"stage": name, "step": step, "of": steps, "loss": round(float(np.mean(running[-100:])), 4), "s": round(time.time() - started)})
                if checkpoint:
                    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, checkpoint)
    log({"stage": name, "step": step, "loss": round(float(np.mean(running[-100:])), 4), "s": round(time.time() - started)})


def new_model(options):
    model = Understanding(options.layers)
    if options.start:
        state = torch.load(options.start, weights_only=True)
        kept = {key.removeprefix("bert."): value for key, value in state.items() if key.startswith("bert.")}
        own = model.bert.state_dict()
        model.bert.load_state_dict({key: kept.get(key, value) for key, value in own.items()})
    return model


def repeated(row):
    """How often a row is seen in an epoch of the second stage: few and telling ones more often."""
    return ROUTING_REPEAT if row["group"] == "routing" else 1


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    os.makedirs(options.run, exist_ok=True)

    def log(entry):
        with open(os.path.join(options.run, "log.jsonl"), "a", encoding="utf8") as file:
            file.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)

    pieces = Pieces()
    generated = [example_of(row, pieces) for row in read_rows(os.path.join(options.work, "understanding-generated.jsonl"))[: options.base_count]]
    generated += [example_of(row, pieces) for row in read_rows(os.path.join(options.work, "understanding-templates.jsonl"))]
    generated_titles = [example_of(row, pieces) for row in read_rows(os.path.join(options.work, "understanding-titles.jsonl"))]
    gold, marked = (read_rows(os.path.join(options.work, f"understanding-{name}.jsonl")) for name in ("gold", "marked"))
    inputs = read_rows(os.path.join(options.work, "understanding-inputs.jsonl"))
    base = os.path.join(options.run, "base.pt")
    if not os.path.exists(base):
        others = [example_of(row, pieces) for row in inputs if row["group"] == "written"]
        model, checkpoint = new_model(options), os.path.join(options.run, "checkpoint.pt")
        if options.start and not os.path.exists(checkpoint):
            start_roles(model, Roles({}).titles_by_class(), pieces)
        train(model, lambda draw: generated + generated_titles + others, 1, options.base_rate, options, log, "base", checkpoint)
        torch.save(model.state_dict(), base)
    if options.only_base:
        return
    rows = marked + [row for row in gold + inputs for _ in range(repeated(row))]
    measured = os.path.join(options.work, "understanding-measured.jsonl")
    measured = read_rows(measured) if os.path.exists(measured) else []
    fold_of = folds(gold + measured + [row for row in inputs if row["group"] in ("routing", "safety")], max(1, options.folds), options.seed)
    for fold in range(options.folds) if options.folds else [None]:
        if options.only_fold is not None and fold != options.only_fold:
            continue

        def is_held(row):
            own = fold_of.get(row["text"])
            return fold is not None and (own == fold or (row["group"] == "routing" and own in options.routing_folds))

        held = [row for row in gold + inputs + measured if is_held(row)]
        kept = [example_of(row, pieces) for row in rows if not is_held(row)]
        torch.manual_seed(options.seed)
        model = new_model(options)
        model.load_state_dict(torch.load(base, weights_only=True))
        train(model, lambda draw: kept + draw.sample(generated, min(len(generated), int(options.replay * len(kept)))), options.epochs, options.rate, options, log, "all" if fold is None else f"fold {fold}")
        if fold is None:
            torch.save(model.state_dict(), os.path.join(options.run, "last.pt"))
        else:
            save_answers(os.path.join(options.run, f"fold-{fold}.jsonl"), model, held, pieces, options)
    if options.folds:
        log({"crossValidated": head_accuracy(options)})


def folds(rows, count, seed):
    """Fold of each text; a text that occurs twice is in one fold."""
    texts = sorted({row["text"] for row in rows})
    random.Random(seed).shuffle(texts)
    return {text: index % count for index, text in enumerate(texts)}


def save_answers(path, model, rows, pieces, options):
    """Texts as typed and, where understanding-corrected.json knows another spelling, as they are served."""
    known = os.path.join(options.work, "understanding-corrected.json")
    corrected = json.load(open(known, encoding="utf8")) if os.path.exists(known) else {}
    rows = rows + [{**row, "text": corrected[row["text"]], "group": "corrected"} for row in rows if row["text"] in corrected]
    with open(path, "w", encoding="utf8") as file:
        for row, reading in zip(rows, readings(model, [row["text"] for row in rows], pieces)):
            file.write(json.dumps({"text": row["text"], "group": row["group"], "gold": {name: row.get(name) for name in HEADS}, **reading, "reading": served(reading)}, ensure_ascii=False) + "\n")


def head_accuracy(options):
    """Accuracy by group and head over the held-out texts of all folds."""
    right = {}
    for fold in range(options.folds):
        path = os.path.join(options.run, f"fold-{fold}.jsonl")
        for row in read_rows(path) if os.path.exists(path) else []:
            for name, classes in HEADS.items():
                if row["gold"][name] in classes:
                    key = f"{row['group']} {name}"
                    right.setdefault(key, []).append(classes[int(np.argmax(row[name]))] == row["gold"][name])
    return {key: [round(float(np.mean(values)), 4), len(values)] for key, values in sorted(right.items())}


if __name__ == "__main__":
    main()
