"""What the packed ranker learns from: documents of queries in groups, as batches; texts as ids, or as states that were made once."""

import os
import random
from collections import defaultdict

import numpy as np
import torch
from activity_log import is_held_out
from encoder_data import read_rows
from pairs import pair_key
from train_encoder import Texts, query_texts_of

CALIBRATION_QUERIES = "training/queries/calibration.txt"
QUERY_TOKENS, DOCUMENT_TOKENS = 32, 128


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


def fingerprint(model):
    """A number that other weights do not have."""
    return sum(float(value.double().abs().sum()) * at for at, value in enumerate(model.state_dict().values(), 1) if value.is_floating_point())


class Inputs:
    """Texts of queries and documents as ids; documents are tokenised once."""

    def __init__(self, work):
        self.texts = Texts()
        self.documents = {row["id"]: row["text"] for row in read_rows(f"{work}/documents.jsonl")}
        asked = {row["qid"]: row["text"] for row in read_rows(f"{work}/train-queries.jsonl")}
        self.queries = {**query_texts_of(work, "dev"), **asked}
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

    def read_states(self, path, model, names):
        """The states of the file and of documents that it lacks, which are added to it; without a path none are read or written."""
        weights = fingerprint(model.items.bert)
        if path and os.path.exists(path):
            known = torch.load(path, weights_only=True)
            if known["weights"] != weights:
                raise ValueError(f"expected states by the weights of this run in {path}, got those of others: name another file")
            self.states = known["states"]
        missing = [name for name in names if name not in self.states]
        self.keep_states(model, missing)
        if path and missing:
            torch.save({"weights": weights, "states": self.states}, f"{path}.tmp")
            os.replace(f"{path}.tmp", path)

    def vectors(self, model, names):
        """Item vectors [n, MAX_SLOTS, hidden], from kept states where there are some."""
        if not self.states:
            return model.items(*self.document_batch(names))
        states = torch.nn.utils.rnn.pad_sequence([self.states[name] for name in names], batch_first=True)
        lengths = torch.tensor([len(self.states[name]) for name in names])
        mask = (torch.arange(states.shape[1])[None, :] < lengths[:, None]).long()
        return model.items.pooled(states, mask)


def with_engagement(pairs, path, scores=None):
    """The pairs with click and apply targets: what a teacher says of them (`scores`, a file of score_engagement.py), else what the
    log shows (`path`); none of a query that is held out."""
    known = {pair_key(row): row for name in (path, scores) if name is not None for row in read_rows(name) if not is_held_out(row["qid"])}
    none = {"click": None, "apply": None}
    return [{**pair, **{name: known.get(pair_key(pair), none)[name] for name in none}} for pair in pairs]
