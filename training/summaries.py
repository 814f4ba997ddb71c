"""Which sentences of a document a summary keeps, whatever is asked, and the pairs that a ranker then reads.

A policy gives each sentence a chance to stay, the sigmoid of weighted numbers that export-sentences.ts writes.
"""

import numpy as np
from encoder_data import read_rows
from ranker_model import CLS_ID, SEP_ID

MAX_TOKENS = 512


class Documents:
    """Queries and documents of export-sentences.ts in a work folder."""

    def __init__(self, work):
        self.queries = {(row["vertical"], row["qid"]): row["ids"] for row in read_rows(f"{work}/summary-queries.jsonl")}
        self.documents = {row["id"]: row for row in read_rows(f"{work}/summary-documents.jsonl")}

    def seen(self, name):
        """What is seen of each sentence, float [sentences, numbers]."""
        rows = [sentence["sees"] for sentence in self.documents[name]["sentences"]]
        return np.array(rows, float).reshape(len(rows), -1)

    def costs(self, name):
        """Tokens of each sentence, int [sentences]."""
        return np.array([len(sentence["ids"]) for sentence in self.documents[name]["sentences"]], int)

    def pair(self, pair, kept):
        """The pair as token ids: query, fields, and the sentences `kept` (indexes) in their order."""
        document = self.documents[pair["document"]]
        body = [token for index in sorted(kept) for token in document["sentences"][index]["ids"]]
        query = self.queries[pair["vertical"], pair["qid"]]
        return [CLS_ID, *query, SEP_ID, *(document["head"] + body)[: MAX_TOKENS - len(query) - 3], SEP_ID]


def within_budget(order, costs, budget):
    """The first of `order` that fit into a budget of tokens, one after the other; one that does not fit is left out."""
    kept = []
    for index in order:
        if costs[index] <= budget:
            kept.append(int(index))
            budget -= costs[index]
    return kept


def chances(weights, seen):
    """How likely the policy `weights` [numbers + 1] is to keep each sentence, [sentences]."""
    return 1 / (1 + np.exp(-(seen @ weights[:-1] + weights[-1])))


def divergence(left, right, least=1e-4):
    """KL(left ‖ right) of two chances of yes, elementwise."""
    left, right = np.clip(left, least, 1 - least), np.clip(right, least, 1 - least)
    return left * np.log(left / right) + (1 - left) * np.log((1 - left) / (1 - right))
