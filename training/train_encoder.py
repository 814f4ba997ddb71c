"""Trains the encoder: InfoNCE over the batch and mined negatives, and a margin; resumes when started again.

Run: python training/train_encoder.py --run training/work/encoder-a --epochs 1 --seed 1
Needs documents, field-queries, titles (export-documents.ts) and train-pairs, mined-pairs, train-queries, dev-pairs, dev-texts
(export-pairs.ts) in training/work, and titles/posted-names.jsonl.
"""

import argparse
import json
import os
import time

import numpy as np
import torch
from encoder_data import POSTED_NAMES, Sources, epoch_batches, read_rows, with_scored
from pooling import masked_mean
from ranker_model import base_folder, read_pairs
from ranking_metrics import judged_ndcg
from tokenizers import Tokenizer
from transformers import BertModel

TOKENIZER = "models/minilm/tokenizer.json"
QUERY_TOKENS, DOCUMENT_TOKENS = 32, 112


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--pairs", nargs="*", default=["training/work/train-pairs.jsonl", "training/work/mined-pairs.jsonl"])
    parser.add_argument("--scored", nargs="*", default=[], help="files of score_pairs.py: pairs that nobody graded, p x 4 as their grade")
    parser.add_argument("--start", help="weights to start from instead of the base model (a last.pt)")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--titles", type=int, default=20000, help="title pairs an epoch")
    parser.add_argument("--named-times", type=int, default=1, help="how often an epoch sees the posted titles and the queries with the roles that they mean")
    parser.add_argument("--fields", type=int, default=14000, help="synthetic queries an epoch")
    parser.add_argument("--judged", type=int, help="relevant graded or scored pairs an epoch; all of them without it")
    parser.add_argument("--negatives", type=int, default=2, help="poor documents beside each graded relevant one")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--title-batch", type=int, default=128)
    parser.add_argument("--peak-rate", type=float, default=6e-5)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--contrast", type=float, default=0.8, help="share of InfoNCE; the rest is the margin term")
    parser.add_argument("--margin", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


class Encoder(torch.nn.Module):
    """MiniLM with mean pooling and unit length; word embeddings stay as they are, all models share them."""

    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained(base_folder(), add_pooling_layer=False, attn_implementation="eager")
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids, mask):
        with torch.autocast("cpu", torch.bfloat16):
            states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return torch.nn.functional.normalize(masked_mean(states.float(), mask), dim=-1)


class Texts:
    """Texts to padded ids, with the tokenizer file that serves."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(TOKENIZER)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def ids(self, texts, limit):
        return [[*row.ids[: limit - 1], row.ids[-1]] if len(row.ids) > limit else row.ids for row in self.tokenizer.encode_batch(texts)]

    def __call__(self, texts, limit):
        rows = self.ids(texts, limit)
        ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
        return torch.from_numpy(ids), torch.from_numpy((ids != 0).astype(np.int64))


def contrastive_loss(queries, documents, batch, options):
    """InfoNCE of each query over all documents of the batch, equals masked, and the margin to its hardest negative."""
    owners, groups = [], []
    for index, row in enumerate(batch):
        owners += [index] * (1 + len(row["negatives"]))
        groups += [row["group"]] + [None] * len(row["negatives"])
    positives = torch.tensor([at for at, owner in enumerate(owners) if at == 0 or owners[at - 1] != owner])
    cosines = queries @ documents.T
    equal = torch.tensor([[groups[at] == row["group"] and owners[at] != index for at in range(len(owners))] for index, row in enumerate(batch)])
    masked = cosines.masked_fill(equal, -1.0)
    targets = positives[: len(batch)]
    contrast = torch.nn.functional.cross_entropy(masked / options.temperature, targets)
    back = torch.nn.functional.cross_entropy(masked[:, targets].T / options.temperature, torch.arange(len(batch)))
    own = cosines[torch.arange(len(batch)), targets]
    others = masked.scatter(1, targets[:, None], -1.0).topk(min(4, masked.shape[1] - 1), dim=1).values
    margin = (options.margin - own[:, None] + others).clamp(min=0).mean()
    return options.contrast * (0.8 * contrast + 0.2 * back) + (1 - options.contrast) * margin / options.temperature


def train_step(model, optimizer, texts, batch, options, rate):
    for settings in optimizer.param_groups:
        settings["lr"] = rate
    documents = [text for row in batch for text in (row["document"], *row["negatives"])]
    query_vectors = model(*texts([row["query"] for row in batch], QUERY_TOKENS))
    document_vectors = model(*texts(documents, DOCUMENT_TOKENS))
    loss = contrastive_loss(query_vectors, document_vectors, batch, options)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


@torch.no_grad()
def encode_all(model, texts, rows, limit=DOCUMENT_TOKENS, batch=64):
    """Unit vectors float32 [n, 384]; sorted by length inside so that padding costs little."""
    model.eval()
    vectors = np.zeros((len(rows), 384), np.float32)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        vectors[part] = model(*texts([rows[at] for at in part], limit)).numpy()
    model.train()
    return vectors


def dev_ndcg(model, texts, dev, query_texts, documents):
    qids = sorted({pair["qid"] for pair in dev})
    ids = sorted({pair["document"] for pair in dev})
    queries = dict(zip(qids, encode_all(model, texts, [query_texts[qid] for qid in qids]), strict=True))
    vectors = dict(zip(ids, encode_all(model, texts, [documents[id] for id in ids]), strict=True))
    return judged_ndcg(dev, [float(queries[pair["qid"]] @ vectors[pair["document"]]) for pair in dev])


def query_texts_of(work, split):
    tokenizer = Tokenizer.from_file(TOKENIZER)
    return {row["id"]: row.get("text") or tokenizer.decode(row["ids"]) for row in read_rows(f"{work}/{split}-texts.jsonl")}


def rate_at(step, steps, peak):
    rising = max(1, steps // 12)
    return peak * min(step / rising, (steps - step) / max(1, steps - rising))


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    os.makedirs(options.run, exist_ok=True)
    work = options.work
    documents = {row["id"]: row["text"] for row in read_rows(f"{work}/documents.jsonl")}
    graded = [pair for path in options.pairs for pair in read_pairs(path)]
    asked = read_rows(f"{work}/train-queries.jsonl")
    dev, dev_queries = read_pairs(f"{work}/dev-pairs.jsonl"), query_texts_of(work, "dev")
    sources = Sources(
        occupations=read_rows(f"{work}/titles.jsonl"),
        posted=read_rows(POSTED_NAMES),
        asked=asked,
        field_queries=read_rows(f"{work}/field-queries.jsonl"),
        judged=with_scored(graded, [row for path in options.scored for row in read_rows(path)]),
        query_texts={row["qid"]: row["text"] for row in asked},
        documents=documents,
    )
    batches = [batch for epoch in range(options.epochs) for batch in epoch_batches(sources, options, options.seed * 1000 + epoch)]
    model, texts = Encoder(), Texts()
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=options.peak_rate, weight_decay=0.01)
    checkpoint, done = os.path.join(options.run, "checkpoint.pt"), 0
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]

    def log(**values):
        line = json.dumps(values)
        print(line, flush=True)
        with open(os.path.join(options.run, "log.jsonl"), "a", encoding="utf8") as file:
            file.write(line + "\n")

    def measure(step):
        log(step=step, **{name: round(value, 4) for name, value in dev_ndcg(model, texts, dev, dev_queries, documents).items()})

    log(options=vars(options), steps=len(batches), resumed_at=done)
    if done == 0:
        measure(0)
    started, losses = time.time(), []
    for step in range(done, len(batches)):
        rate = rate_at(step + 1, len(batches), options.peak_rate)
        losses.append(train_step(model, optimizer, texts, batches[step], options, rate))
        if (step + 1) % 25 == 0:
            log(step=step + 1, loss=round(sum(losses) / len(losses), 4), seconds=round(time.time() - started))
            losses = []
        if (step + 1) % 150 == 0 or step + 1 == len(batches):
            measure(step + 1)
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint + ".tmp")
            os.replace(checkpoint + ".tmp", checkpoint)
    torch.save(model.state_dict(), os.path.join(options.run, "last.pt"))


if __name__ == "__main__":
    main()
