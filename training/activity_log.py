"""Reads an event log, simulated or a user's own, into one row for each result that was shown."""

import hashlib
import json
import os
from dataclasses import dataclass

import numpy as np

OPENING_KINDS = {"VIEW"}
APPLYING_KINDS = {"APPLY_START", "APPLY_FINISH", "APPLY_REDIRECT", "CONNECT", "MESSAGE"}
HELD_OUT_PERCENT = 20


@dataclass(frozen=True)
class Impressions:
    """One row a shown result; columns of equal length, `pairs` holds each (vertical, qid, document) once."""

    pairs: list
    pair: np.ndarray  # row of `pairs`, int [n]
    rank: np.ndarray  # 1-based, int [n]
    opened: np.ndarray  # bool [n]
    applied: np.ndarray  # bool [n]; an applied one is opened too

    def where(self, rows):
        """Only the rows of a mask, bool [n]; `pairs` stays as it is."""
        return Impressions(self.pairs, self.pair[rows], self.rank[rows], self.opened[rows], self.applied[rows])

    def held_out(self):
        """bool [n]: the rows of queries that no model may train on."""
        return np.array([is_held_out(qid) for _, qid, _ in self.pairs], bool)[self.pair]


def is_held_out(qid):
    """Whether a query is one of the share that engagement is measured on; depends on its id alone."""
    return int(hashlib.sha256(qid.encode()).hexdigest(), 16) % 100 < HELD_OUT_PERCENT


def gather(events, searches):
    """Impressions of `events` (SearchEventInput) in the searches of {searchId, vertical, qid}.

    Order does not matter and repeats count once. Events without a known search, and results that were opened but never
    reported as shown with a position, tell nothing about a rank and are left out.
    """
    queries = {search["searchId"]: (search["vertical"], search["qid"]) for search in searches}
    shown, opened, applied = {}, set(), set()
    for event in events:
        if event.get("searchId") not in queries:
            continue
        keys = [(event["searchId"], document) for document in event["documentIds"]]
        if event["kind"] == "IMPRESSION" and event.get("position") is not None:
            for place, key in enumerate(keys):
                shown[key] = min(event["position"] + place, shown.get(key, np.inf))
        if event["kind"] in APPLYING_KINDS:
            applied.update(keys)
        if event["kind"] in OPENING_KINDS | APPLYING_KINDS:
            opened.update(keys)
    numbers = {}
    pair = [numbers.setdefault((*queries[search], document), len(numbers)) for search, document in shown]
    return Impressions(
        list(numbers),
        np.array(pair, int),
        np.array(list(shown.values()), int),
        np.array([key in opened for key in shown], bool),
        np.array([key in applied for key in shown], bool),
    )


def read_lines(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def read_log(folder):
    """Impressions of activity-events.jsonl and activity-searches.jsonl."""
    searches = read_lines(os.path.join(folder, "activity-searches.jsonl"))
    return gather(read_lines(os.path.join(folder, "activity-events.jsonl")), searches)
