"""Turns logits into readings: probabilities of classes and conditions, and spans with field, confidence and negation.

models/understanding.ts decodes in the same way where it serves; test data written here is checked there.
"""

import numpy as np
import torch
from understanding_model import HEADS, collate_ids
from understanding_text import CATEGORIES, CONDITIONS, INTENTS, LEAST_ROLE, ROLES, ROLES_KEPT, ROUTES, SAFETIES, TAGS


def softmax(logits):
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def spans_of(places, tags, negated):
    """Best tag of each piece; an I without its B opens a span. [{start, end, field, confidence, negated}]."""
    spans, last = [], None
    for at, start, end in places:
        name = TAGS[int(np.argmax(tags[at]))]
        if name == "O":
            last = None
            continue
        part, field = name.split("-", 1)
        p, no = float(np.max(tags[at])), float(negated[at])
        if part == "I" and last is not None and last["field"] == field:
            last["end"] = end
            last["ps"].append(p)
            last["nos"].append(no)
        else:
            last = {"start": start, "end": end, "field": field, "ps": [p], "nos": [no]}
            spans.append(last)
    return [
        {"start": s["start"], "end": s["end"], "field": s["field"], "confidence": round(float(np.mean(s["ps"])), 4), "negated": float(np.mean(s["nos"])) > 0.5}
        for s in spans
    ]


def likely_roles(probabilities):
    """[[class, p], ...] of the likeliest, best first; class 0, no role, counts like any other."""
    best = np.argsort(-probabilities)[:ROLES_KEPT]
    return [[int(at), round(float(probabilities[at]), 4)] for at in best if probabilities[at] >= LEAST_ROLE]


def served(reading):
    """A reading as models/understanding.ts has it."""
    names = {"intents": INTENTS, "routes": ROUTES, "safeties": SAFETIES, "categories": CATEGORIES}
    heads = {plural: dict(zip(classes, reading[head])) for (plural, classes), head in zip(names.items(), HEADS)}
    roles = {}
    for at, p in reading["roles"]:
        roles[ROLES[at]] = round(roles.get(ROLES[at], 0) + p, 4)
    conditions = {f"{field}:{value}": p for (field, value), p in zip(CONDITIONS, reading["conditions"])}
    spans = [{"field": s["field"], "start": s["start"], "end": s["end"], "confidence": s["confidence"], "isNegated": s["negated"]} for s in reading["spans"]]
    return {**heads, "conditions": conditions, "roles": roles, "spans": spans}


@torch.no_grad()
def readings(model, texts, pieces, batch=64):
    model.eval()
    encoded = [pieces.encode(text) for text in texts]
    order = sorted(range(len(texts)), key=lambda index: len(encoded[index][0]))
    found = [None] * len(texts)
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        ids = collate_ids([encoded[row][0] for row in rows])
        answers = {name: value.float().numpy() for name, value in model(ids, (ids != 0).long()).items()}
        for at, row in enumerate(rows):
            heads = {name: [round(float(p), 4) for p in softmax(answers[name][at])] for name in HEADS}
            conditions = [round(float(p), 4) for p in 1 / (1 + np.exp(-answers["conditions"][at]))]
            roles = likely_roles(softmax(answers["roles"][at]))
            spans = spans_of(encoded[row][1], softmax(answers["tags"][at]), 1 / (1 + np.exp(-answers["negated"][at])))
            found[row] = {**heads, "conditions": conditions, "roles": roles, "spans": spans}
    return found
