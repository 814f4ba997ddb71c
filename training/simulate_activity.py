"""Simulates what members do with result lists: events in the schema of `trackEvents`, and the truth behind them.

Position-based click model: a result is opened when it is examined (by its rank alone) and attracts (by the pair alone);
an opened one is applied to, or the person written to, by the pair alone. Lists come from a noisy ranker with a little chance
in each session, so a pair is seen at several ranks.

Run: python training/simulate_activity.py [--shared ../shared] [--pairs FILE] [--sessions 40000] [--seed 1] [--out training/work]
Writes activity-events.jsonl (SearchEventInput, one a line), activity-searches.jsonl ({searchId, vertical, qid}: what the
search records of a server tell) and activity-truth.json into --out.
"""

import argparse
import gzip
import json
import os
from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np
from document_factors import APPLY_WEIGHTS, CLICK_WEIGHTS, fact_table, offsets
from pairs import pair_key

# Probability that rank 1..20 is looked at, relative to rank 1: falls fast, and once more where a page of 10 ends.
EXAMINATION = (
    *(1.00, 0.86, 0.74, 0.65, 0.58, 0.52, 0.47, 0.43, 0.40, 0.38),
    *(0.27, 0.25, 0.23, 0.21, 0.20, 0.19, 0.18, 0.17, 0.16, 0.15),
)
LIST_LENGTH = len(EXAMINATION)
# Of grades 0..4, before the document's own offset.
ATTRACTION_BY_GRADE = (0.04, 0.09, 0.20, 0.35, 0.50)
APPLY_BY_GRADE = (0.04, 0.08, 0.16, 0.30, 0.42)
# Of the logging ranker, in units of grade / 4: its lasting error a pair, and its chance a session.
RANKER_ERROR = 0.35
RANKER_CHANCE = 0.25
# Standard deviation of the log of how often a query is asked.
POPULARITY_SPREAD = 0.75
APPLY_KINDS = {"jobs": "APPLY_FINISH", "people": "MESSAGE"}
LOG_STARTS = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS_A_SESSION = 60


def logit(probability):
    return np.log(probability) - np.log1p(-probability)


def sigmoid(value):
    return 1 / (1 + np.exp(-value))


def judged_pairs(shared):
    """Training pairs of both verticals as {vertical, qid, document, grade}."""
    pairs = []
    for vertical in ("jobs", "people"):
        with open(os.path.join(shared, "evaluation", "judgments", f"{vertical}_train.tsv"), encoding="utf8") as lines:
            for qid, document, grade in (line.rstrip("\n").split("\t") for line in lines):
                pairs.append({"vertical": vertical, "qid": qid, "document": document, "grade": int(grade)})
    return pairs


def read_documents(shared, pairs):
    """Raw documents that the pairs name, by vertical and id."""
    documents = {}
    for vertical in sorted({pair["vertical"] for pair in pairs}):
        wanted = {pair["document"] for pair in pairs if pair["vertical"] == vertical}
        with gzip.open(os.path.join(shared, "data", f"{vertical}.jsonl.gz"), "rt", encoding="utf8") as lines:
            rows = [row for row in map(json.loads, lines) if row["id"] in wanted]
        documents[vertical] = {row["id"]: row for row in rows}
        missing = wanted - documents[vertical].keys()
        if missing:
            raise ValueError(f"expected every document of the pairs in {vertical}.jsonl.gz, {len(missing)} are not, first {min(missing)}")
    return documents


def pair_truth(pairs, documents):
    """The pairs with the probabilities `attraction` (opened when examined) and `apply` (applied when opened)."""
    offset = {}
    for vertical, rows in documents.items():
        facts = fact_table(vertical, rows.values())
        click, apply = offsets(vertical, facts, CLICK_WEIGHTS), offsets(vertical, facts, APPLY_WEIGHTS)
        offset.update({(vertical, key): (click[row], apply[row]) for row, key in enumerate(rows)})
    truth = []
    for pair in sorted(pairs, key=pair_key):
        click, apply = offset[pair["vertical"], pair["document"]]
        attraction = sigmoid(logit(ATTRACTION_BY_GRADE[pair["grade"]]) + click)
        applying = sigmoid(logit(APPLY_BY_GRADE[pair["grade"]]) + apply)
        kept = {name: pair[name] for name in ("vertical", "qid", "document", "grade")}
        truth.append({**kept, "attraction": round(float(attraction), 6), "apply": round(float(applying), 6)})
    return truth


def by_query(truth):
    """Rows of `truth` of each (vertical, qid), in order."""
    queries = {}
    for pair in truth:
        queries.setdefault((pair["vertical"], pair["qid"]), []).append(pair)
    return queries


def query_sessions(pairs, sessions, chance, examination):
    """Shown rows of `pairs`, int [sessions, shown]; opened and applied, bool of the same shape."""
    grades = np.array([pair["grade"] for pair in pairs])
    lasting = grades / 4 + chance.normal(0, RANKER_ERROR, len(pairs))
    scores = lasting + chance.normal(0, RANKER_CHANCE, (sessions, len(pairs)))
    shown = np.argsort(-scores, axis=1)[:, : len(examination)]
    attraction = np.array([pair["attraction"] for pair in pairs])[shown]
    applying = np.array([pair["apply"] for pair in pairs])[shown]
    opened = chance.random(shown.shape) < attraction * np.array(examination)[: shown.shape[1]]
    return shown, opened, opened & (chance.random(shown.shape) < applying)


def simulate(truth, sessions, seed, examination=EXAMINATION):
    """Searches in order of time: {searchId, vertical, qid, documents shown, opened, applied}; the last two bool lists."""
    chance = np.random.default_rng(seed)
    queries = by_query(truth)
    popularity = np.exp(chance.normal(0, POPULARITY_SPREAD, len(queries)))
    asked = chance.multinomial(sessions, popularity / popularity.sum())
    order = iter(chance.permutation(sessions))
    searches = [None] * sessions
    for ((vertical, qid), pairs), times in zip(queries.items(), asked, strict=True):
        for shown, opened, applied in zip(*query_sessions(pairs, times, chance, examination), strict=True):
            place = next(order)
            searches[place] = {
                "searchId": f"simulated-{seed}-{place}",
                "vertical": vertical,
                "qid": qid,
                "documents": [pairs[row]["document"] for row in shown],
                "opened": opened.tolist(),
                "applied": applied.tolist(),
            }
    return searches


def search_events(search, started, numbers):
    """SearchEventInput objects of one search: the list as one impression, then what was opened and applied to, from the top.

    `position` is the 1-based rank of the first of `documentIds`; the others follow it.
    """

    def event(kind, documents, position, seconds):
        return {
            "eventId": f"{search['searchId']}-{next(numbers)}",
            "kind": kind,
            "searchId": search["searchId"],
            "documentIds": documents,
            "position": position,
            "occurredAt": (started + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z"),
        }

    events = [event("IMPRESSION", search["documents"], 1, 0)]
    for place, document in enumerate(search["documents"]):
        if search["opened"][place]:
            events.append(event("VIEW", [document], place + 1, 2 * place + 1))
        if search["applied"][place]:
            events.append(event(APPLY_KINDS[search["vertical"]], [document], place + 1, 2 * place + 2))
    return events


def log_events(searches):
    """Events of all searches, one search after the other."""
    for place, search in enumerate(searches):
        yield from search_events(search, LOG_STARTS + timedelta(seconds=SECONDS_A_SESSION * place), count(1))


def write_lines(path, rows):
    with open(path, "w", encoding="utf8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def write_log(folder, searches, truth, seed):
    os.makedirs(folder, exist_ok=True)
    write_lines(os.path.join(folder, "activity-events.jsonl"), log_events(searches))
    named = [{name: search[name] for name in ("searchId", "vertical", "qid")} for search in searches]
    write_lines(os.path.join(folder, "activity-searches.jsonl"), named)
    with open(os.path.join(folder, "activity-truth.json"), "w", encoding="utf8") as file:
        json.dump({"seed": seed, "examination": EXAMINATION, "pairs": truth}, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--pairs", help="rows {vertical, qid, document, grade} instead of the judged training pairs")
    parser.add_argument("--sessions", type=int, default=40000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="training/work")
    options = parser.parse_args()
    if not os.path.isdir(os.path.join(options.shared, "data")):
        print(f"skipped: expected graded pairs and documents in {options.shared}, which is not here; name its place with --shared")
        return
    pairs = judged_pairs(options.shared)
    if options.pairs:
        with open(options.pairs, encoding="utf8") as lines:
            pairs = [json.loads(line) for line in lines]
    truth = pair_truth(pairs, read_documents(options.shared, pairs))
    searches = simulate(truth, options.sessions, options.seed)
    write_log(options.out, searches, truth, options.seed)
    shown = sum(len(search["documents"]) for search in searches)
    opened, applied = (sum(sum(search[name]) for search in searches) for name in ("opened", "applied"))
    print(f"seed {options.seed}: {len(truth)} pairs, {len(searches)} searches, {shown} impressions, {opened} opened, {applied} applied")


if __name__ == "__main__":
    main()
