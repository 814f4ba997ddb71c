"""The packed ranker: an item encoder writes a few vectors a document, a scorer reads a query with the vectors of many items.

The query is encoded once. From layer ITEM_START on the vectors of an item attend to the query and to themselves, never to
another item, and all items share their positions, so a score depends on nothing but its own pair (MixLM). Both sides start as
the encoder: each vector as the mean of the document's states, and the score as the cosine of the means, to which the layers add.
"""

import torch
from pooling import masked_mean
from ranker_model import base_folder
from transformers import BertModel

HIDDEN, HEADS = 384, 12
MAX_SLOTS = 4
# Of the scorer's layers: below it the query is alone.
ITEM_START = 2
OBJECTIVES = ("relevance", "click", "apply")
# How a cosine moves the logits no, yes, click and apply at first, and what yes needs at least.
COSINE_WEIGHTS, YES_OFFSET = (0.0, 10.0, 4.0, 2.0), -4.0


def base_bert(layers=None):
    model = BertModel.from_pretrained(base_folder(), add_pooling_layer=False, attn_implementation="eager")
    model.embeddings.word_embeddings.weight.requires_grad_(False)
    if layers is not None:
        model.encoder.layer = model.encoder.layer[:layers]
    return model


class ItemEncoder(torch.nn.Module):
    """Token ids of documents [n, t] to vectors [n, MAX_SLOTS, hidden]: the mean of the states, and what each slot attends to."""

    def __init__(self):
        super().__init__()
        self.bert = base_bert()
        self.slots = torch.nn.Parameter(torch.randn(MAX_SLOTS, HIDDEN))
        self.key = torch.nn.Linear(HIDDEN, HIDDEN)
        self.value = torch.nn.Linear(HIDDEN, HIDDEN)
        self.project = torch.nn.Linear(HIDDEN, HIDDEN)
        torch.nn.init.zeros_(self.project.weight)
        torch.nn.init.zeros_(self.project.bias)

    def forward(self, ids, mask):
        return self.pooled(self.bert(input_ids=ids, attention_mask=mask).last_hidden_state, mask)

    def pooled(self, states, mask):
        """Vectors out of the last states [n, t, hidden]."""
        slots = self.slots.to(states.dtype).expand(len(states), -1, -1)
        mixed = attended(slots, self.key(states), self.value(states), mask.unsqueeze(1))
        return masked_mean(states, mask).unsqueeze(1) + self.project(mixed)


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
    """Queries [q, t] and item vectors [n, m, hidden] with the query of each item [n] to logits [n, no yes click apply].

    Clicks and applications are read from the item's own vectors too: what moves them beside relevance no query asks for.
    """

    def __init__(self, layers=6):
        super().__init__()
        self.bert = base_bert(layers)
        self.slots = torch.nn.Parameter(torch.zeros(MAX_SLOTS, HIDDEN))
        self.norm = torch.nn.LayerNorm(HIDDEN)
        self.dense = torch.nn.Linear(HIDDEN, HIDDEN)
        self.head = torch.nn.Linear(HIDDEN, 2)
        self.engagement = torch.nn.Linear(2 * HIDDEN, HIDDEN)
        self.engagement_head = torch.nn.Linear(HIDDEN, len(OBJECTIVES) - 1)
        self.cosine = torch.nn.Parameter(torch.tensor(COSINE_WEIGHTS))
        for head in (self.head, self.engagement_head):
            torch.nn.init.normal_(head.weight, std=0.02)
        with torch.no_grad():
            self.head.bias.copy_(torch.tensor([0.0, YES_OFFSET]))
            self.engagement_head.bias.fill_(YES_OFFSET)

    def forward(self, ids, mask, items, query_of):
        query = self.bert.embeddings(input_ids=ids)
        x = self.norm(items + self.slots[: items.shape[1]])
        own = torch.ones(len(query_of), items.shape[1], dtype=mask.dtype)
        allowed = torch.cat([mask[query_of], own], dim=1).unsqueeze(1)
        for index, layer in enumerate(self.bert.encoder.layer):
            attention = layer.attention.self
            key, value = attention.key(query), attention.value(query)
            if index >= ITEM_START:
                keys = torch.cat([key[query_of], attention.key(x)], dim=1)
                values = torch.cat([value[query_of], attention.value(x)], dim=1)
                x = layer_output(layer, x, attended(attention.query(x), keys, values, allowed))
            query = layer_output(layer, query, attended(attention.query(query), key, value, mask.unsqueeze(1)))
        state, facts = x.float().mean(1), items.float().mean(1)
        cosine = torch.nn.functional.cosine_similarity(masked_mean(query.float(), mask)[query_of], facts, dim=-1)
        relevance = self.head(torch.tanh(self.dense(state)))
        engagement = self.engagement_head(torch.tanh(self.engagement(torch.cat([state, facts], dim=1))))
        return torch.cat([relevance, engagement], dim=1) + cosine.unsqueeze(1) * self.cosine


class PackedRanker(torch.nn.Module):
    """Item encoder and scorer, trained together."""

    def __init__(self, layers=6):
        super().__init__()
        self.items = ItemEncoder()
        self.scorer = Scorer(layers)
