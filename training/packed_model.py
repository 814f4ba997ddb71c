"""The packed ranker: an item encoder writes a few vectors a document, a scorer reads a query with the vectors of many items.

The query is encoded once. The vectors of an item attend to the query and to themselves, never to another item, and all
items share their positions, so a score depends on nothing but its own pair (MixLM).
"""

import torch
from ranker_model import base_folder
from transformers import BertModel

HIDDEN, HEADS = 384, 12
MAX_SLOTS = 4
# [unused0] and the next ones: tokens of the vocabulary that no text has.
FIRST_SLOT_ID = 1
OBJECTIVES = ("relevance", "click", "apply")


def base_bert(layers=None):
    model = BertModel.from_pretrained(base_folder(), add_pooling_layer=False, attn_implementation="eager")
    model.embeddings.word_embeddings.weight.requires_grad_(False)
    if layers is not None:
        model.encoder.layer = model.encoder.layer[:layers]
    return model


class ItemEncoder(torch.nn.Module):
    """Documents [n, t] to vectors [n, MAX_SLOTS, hidden]; the ids hold the slot tokens after [CLS] (with_slots)."""

    def __init__(self):
        super().__init__()
        self.bert = base_bert()
        self.project = torch.nn.Linear(HIDDEN, HIDDEN)

    def forward(self, ids, mask):
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.project(states[:, 1 : 1 + MAX_SLOTS])


def with_slots(ids):
    """Token ids of a document with the slot tokens after [CLS]."""
    return [ids[0], *range(FIRST_SLOT_ID, FIRST_SLOT_ID + MAX_SLOTS), *ids[1:]]


def split_heads(x):
    return x.view(*x.shape[:-1], HEADS, HIDDEN // HEADS).transpose(-2, -3)


def attended(query, key, value, allowed):
    """Attention of [.., t, hidden] over [.., s, hidden]; `allowed` broadcasts to [.., t, s]."""
    bias = (1.0 - allowed.to(query.dtype)).unsqueeze(-3) * -1e4
    scores = split_heads(query) @ split_heads(key).transpose(-1, -2) / (HIDDEN // HEADS) ** 0.5 + bias
    mixed = torch.softmax(scores.float(), dim=-1).to(value.dtype) @ split_heads(value)
    return mixed.transpose(-2, -3).reshape(query.shape)


def layer_output(layer, x, context):
    """What a BERT layer makes of its input and what was attended."""
    x = layer.attention.output(context, x)
    return layer.output(layer.intermediate(x), x)


class Scorer(torch.nn.Module):
    """Queries [q, t] and item vectors [n, m, hidden] with the query of each item [n] to logits [n, no yes click apply]."""

    def __init__(self, layers=6):
        super().__init__()
        self.bert = base_bert(layers)
        self.slots = torch.nn.Parameter(torch.zeros(MAX_SLOTS, HIDDEN))
        self.norm = torch.nn.LayerNorm(HIDDEN)
        self.dense = torch.nn.Linear(HIDDEN, HIDDEN)
        self.head = torch.nn.Linear(HIDDEN, 1 + len(OBJECTIVES))

    def forward(self, ids, mask, items, query_of):
        query = self.bert.embeddings(input_ids=ids)
        x = self.norm(items + self.slots[: items.shape[1]])
        own = torch.ones(len(query_of), items.shape[1], dtype=mask.dtype)
        allowed = torch.cat([mask[query_of], own], dim=1).unsqueeze(1)
        last = len(self.bert.encoder.layer) - 1
        for index, layer in enumerate(self.bert.encoder.layer):
            attention = layer.attention.self
            key, value = attention.key(query), attention.value(query)
            keys = torch.cat([key[query_of], attention.key(x)], dim=1)
            values = torch.cat([value[query_of], attention.value(x)], dim=1)
            x = layer_output(layer, x, attended(attention.query(x), keys, values, allowed))
            if index < last:
                query = layer_output(layer, query, attended(attention.query(query), key, value, mask.unsqueeze(1)))
        return self.head(torch.tanh(self.dense(x.float().mean(1))))


class PackedRanker(torch.nn.Module):
    """Item encoder and scorer, trained together."""

    def __init__(self, layers=6):
        super().__init__()
        self.items = ItemEncoder()
        self.scorer = Scorer(layers)

    def forward(self, queries, documents, query_of, slots):
        """Logits fp32 [n, 4] of each document [n] read against its query."""
        with torch.autocast("cpu", torch.bfloat16):
            return self.scorer(*queries, self.items(*documents)[:, :slots], query_of).float()
