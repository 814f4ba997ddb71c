"""The understanding model: the lowest layers of MiniLM with heads for intent, route, safety, category, conditions, tags and negation."""

import numpy as np
import torch
from pooling import masked_mean
from ranker_model import CLS_ID, SEP_ID, base_folder
from tokenizers import Tokenizer
from transformers import BertModel
from understanding_text import CATEGORIES, CONDITIONS, INTENTS, ROLES, ROUTES, SAFETIES, TAGS, pieces_of

TOKENIZER = "models/minilm/tokenizer.json"
MAX_TOKENS = 64
HEADS = {"intent": INTENTS, "route": ROUTES, "safety": SAFETIES, "category": CATEGORIES}
WIDTH = 384


class Understanding(torch.nn.Module):
    """Word embeddings stay as they are: all our models share them."""

    def __init__(self, layers=4):
        super().__init__()
        self.bert = BertModel.from_pretrained(base_folder(), add_pooling_layer=False, attn_implementation="eager", num_hidden_layers=layers)
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.pooled = torch.nn.Linear(2 * WIDTH, WIDTH)
        self.heads = torch.nn.ModuleDict({name: torch.nn.Linear(WIDTH, len(classes)) for name, classes in HEADS.items()})
        self.conditions = torch.nn.Linear(WIDTH, len(CONDITIONS))
        self.role_pooled = torch.nn.Linear(2 * WIDTH, WIDTH)
        self.roles = torch.nn.Linear(WIDTH, len(ROLES))
        self.tags = torch.nn.Linear(WIDTH, len(TAGS))
        self.negated = torch.nn.Linear(WIDTH, 1)

    def forward(self, ids, mask):
        """Logits: each head [n, classes], conditions [n, c], roles [n, r], tags [n, t, tags], negated [n, t]."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        states = states.float()
        both = torch.nn.functional.dropout(torch.cat([states[:, 0], masked_mean(states, mask)], 1), 0.1, self.training)
        text = torch.tanh(self.pooled(both))
        roles = self.roles(torch.tanh(self.role_pooled(both)))
        answers = {name: head(text) for name, head in self.heads.items()}
        tokens = torch.nn.functional.dropout(states, 0.1, self.training)
        return {**answers, "conditions": self.conditions(text), "roles": roles, "tags": self.tags(tokens), "negated": self.negated(tokens).squeeze(-1)}


# How far apart the logits of roles lie at first, for texts of one cosine and of none.
ROLE_SCALE = 16
# How many titles of an occupation make its vector.
ROLE_TITLES = 24


@torch.no_grad()
def start_roles(model, titles, pieces, batch=256):
    """Lets each role start as the mean vector of its titles ([[title, ...], ...], class 0 none), so that the head first says which are nearest."""
    flat = sorted(((at, title) for at, own in enumerate(titles, 1) for title in own[:ROLE_TITLES]), key=lambda pair: len(pair[1]))
    sums, norms = torch.zeros(len(titles) + 1, WIDTH), []
    for start in range(0, len(flat), batch):
        part = flat[start : start + batch]
        ids = collate_ids([pieces.encode(title.lower())[0] for _, title in part])
        mask = (ids != 0).long()
        means = masked_mean(model.bert(input_ids=ids, attention_mask=mask).last_hidden_state, mask)
        norms.append(means.norm(dim=1))
        sums.index_add_(0, torch.tensor([at for at, _ in part]), torch.nn.functional.normalize(means, dim=1))
    model.roles.weight[1:] = torch.nn.functional.normalize(sums[1:], dim=1) * ROLE_SCALE / torch.cat(norms).mean()
    model.roles.weight[0] = 0
    model.roles.bias.zero_()
    model.role_pooled.weight.copy_(torch.cat([torch.zeros(WIDTH, WIDTH), torch.eye(WIDTH)], 1))
    model.role_pooled.bias.zero_()


class Pieces:
    """Token ids of each piece of a text alone, remembered."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(TOKENIZER)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known = {}

    def ids(self, piece):
        if piece not in self.known:
            self.known[piece] = self.tokenizer.encode(piece, add_special_tokens=False).ids
        return self.known[piece]

    def encode(self, text):
        """(ids, [(token position of the first token, start, end)]), cut at MAX_TOKENS."""
        ids, places = [CLS_ID], []
        for piece, start, end in pieces_of(text):
            own = self.ids(piece)
            if not own:
                continue
            if len(ids) + len(own) >= MAX_TOKENS:
                break
            places.append((len(ids), start, end))
            ids += own
        return [*ids, SEP_ID], places


IGNORED = -100


def example_of(row, pieces):
    """Row of understanding_data.py to arrays; what is not known is IGNORED."""
    ids, places = pieces.encode(row["text"])
    tags = np.full(len(ids), IGNORED, np.int64)
    negated = np.full(len(ids), IGNORED, np.float32)
    spans = row["spans"]
    if spans is not None:
        for at, start, end in places:
            span = next((span for span in spans if span[0] <= start < span[1]), None)
            first = span is not None and not any(span[0] <= other < start for _, other, _ in places)
            tags[at] = 0 if span is None else TAGS.index(f"{'B' if first else 'I'}-{span[2]}")
            if span is not None:
                negated[at] = float(span[3])
    conditions = np.full(len(CONDITIONS), IGNORED, np.float32)
    if row["conditions"] is not None:
        conditions[:] = 0
        conditions[row["conditions"]] = 1
    classes = {name: HEADS[name].index(row[name]) if row.get(name) in HEADS[name] else IGNORED for name in HEADS}
    return {"ids": ids, "tags": tags, "negated": negated, "conditions": conditions, "roles": row.get("roles"), "gated": row.get("gated", True), **classes}


def collate(examples):
    longest = max(len(example["ids"]) for example in examples)

    def padded(name, value, kind):
        rows = np.full((len(examples), longest), value, kind)
        for row, example in enumerate(examples):
            rows[row, : len(example[name])] = example[name]
        return torch.from_numpy(rows)

    ids = padded("ids", 0, np.int64)
    return {
        "ids": ids, "mask": (ids != 0).long(), "tags": padded("tags", IGNORED, np.int64), "negated": padded("negated", IGNORED, np.float32),
        "conditions": torch.from_numpy(np.stack([example["conditions"] for example in examples])),
        "roles": role_targets(examples),
        **{name: torch.tensor([example[name] for example in examples]) for name in HEADS},
    }


def role_targets(examples):
    """(rows, allowed, right): of each title asked for its row, the classes that it competes with and those that mean it; None without any."""
    pairs = [(row, classes, example["gated"]) for row, example in enumerate(examples) for classes in example["roles"] or []]
    if not pairs:
        return None
    right = torch.zeros(len(pairs), len(ROLES), dtype=torch.bool)
    allowed = torch.ones(len(pairs), len(ROLES), dtype=torch.bool)
    for at, (_, classes, gated) in enumerate(pairs):
        right[at, classes] = True
        # What a text out of a document is about is known, whether it would be asked for is not.
        allowed[at, 0] = gated
    return torch.tensor([row for row, _, _ in pairs]), allowed, right


def collate_ids(rows):
    """Token ids [n, longest], padded with 0."""
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for row, own in enumerate(rows):
        ids[row, : len(own)] = own
    return torch.from_numpy(ids)
