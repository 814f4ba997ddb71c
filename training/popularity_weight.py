"""Chooses the weight of popularity in retrieval: held-out applications that come into the first ten, with nDCG of dev beside it.

What is counted comes from an activity log (simulate_activity.py, or `tandem activity` of a server): the first part of its time
is counted as stores/popularity.ts counts, the applications of the rest are what has to come to the front. Lists come from
`tandem eval --stage retrieval --run-out FILE`; the weight is added to their cosines.

Run: python training/popularity_weight.py --runs jobs-train.tsv people-train.tsv --dev-runs jobs-dev.tsv people-dev.tsv [--log training/work] [--shared ../shared]
"""

import argparse
import math
import os
from collections import defaultdict
from datetime import datetime

from activity_log import APPLYING_KINDS, read_lines
from ranking_metrics import ndcg

# As in stores/popularity.ts.
HALF_LIFE_SECONDS = 14 * 24 * 60 * 60
COUNTED = {"VIEW": 1, **dict.fromkeys(APPLYING_KINDS | {"HIRED"}, 3)}
COUNTED_SHARE_OF_TIME = 0.8
WEIGHTS = (0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1)
FULL = (30, 100, 300)
DEPTH = 10


def moment(event):
    return datetime.fromisoformat(event["occurredAt"].replace("Z", "+00:00")).timestamp()


def popularity(events, now):
    """Views and three times applications of each document, worth half as much with every half-life; a search counts once."""
    counted = {}
    for event in events:
        for document in event["documentIds"] if event["kind"] in COUNTED else ():
            counted.setdefault((event.get("searchId"), document, COUNTED[event["kind"]]), moment(event))
    sums = defaultdict(float)
    for (_, document, weight), at in counted.items():
        sums[document] += weight * 2 ** ((at - now) / HALF_LIFE_SECONDS)
    return sums


def share(count, full):
    """0..1, as in search/retrieve/popularity-terms.ts."""
    return min(1.0, math.log1p(count) / math.log1p(full))


def read_run(paths):
    """Documents with cosines of each query."""
    lists = defaultdict(list)
    for path in paths:
        with open(path, encoding="utf8") as lines:
            for qid, document, _, score in (line.rstrip("\n").split("\t") for line in lines):
                lists[qid].append((document, float(score)))
    return lists


def reordered(documents, counts, weight, full):
    """Documents, best first; ties by id."""
    return [key for _, key in sorted((-(score + weight * share(counts[key], full)), key) for key, score in documents)]


def applications_found(lists, applied, order):
    """Share of the applications whose document is among the first ten of its query's list."""
    first = {qid: set(order(documents)[:DEPTH]) for qid, documents in lists.items()}
    known = [(qid, document) for qid, document in applied if qid in first]
    return sum(document in first[qid] for qid, document in known) / max(1, len(known))


def dev_ndcg(lists, grades, order):
    """Mean nDCG@10 over judged documents, by vertical."""
    values = defaultdict(list)
    for qid, documents in lists.items():
        judged = grades[qid]
        values[qid[0]].append(ndcg([judged[key] for key in order(documents) if key in judged]))
    return {vertical: sum(found) / len(found) for vertical, found in sorted(values.items())}


def read_grades(shared):
    grades = defaultdict(dict)
    for vertical in ("jobs", "people"):
        with open(os.path.join(shared, "evaluation", "judgments", f"{vertical}_dev.tsv"), encoding="utf8") as lines:
            for qid, document, grade in (line.split("\t") for line in lines):
                grades[qid][document] = int(grade)
    return grades


def split(events):
    """Events that are counted, the later ones, and the moment between them."""
    times = sorted(moment(event) for event in events)
    end = times[int(len(times) * COUNTED_SHARE_OF_TIME)]
    return [event for event in events if moment(event) < end], [event for event in events if moment(event) >= end], end


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", nargs="+", required=True)
    parser.add_argument("--dev-runs", nargs="+", required=True)
    parser.add_argument("--log", default="training/work")
    parser.add_argument("--shared", default="../shared")
    options = parser.parse_args()
    queries = {search["searchId"]: search["qid"] for search in read_lines(os.path.join(options.log, "activity-searches.jsonl"))}
    counted, later, now = split(read_lines(os.path.join(options.log, "activity-events.jsonl")))
    counts = popularity(counted, now)
    applied = [(queries.get(event.get("searchId")), key) for event in later if event["kind"] in APPLYING_KINDS for key in event["documentIds"]]
    lists, dev, grades = read_run(options.runs), read_run(options.dev_runs), read_grades(options.shared)
    top = sorted(counts.values())
    print(f"{len(counts)} documents counted, median {top[len(top) // 2]:.1f}, highest {top[-1]:.1f}; {len(applied)} later applications")
    print("full weight applications@10 by vertical | dev ndcg@10_judged by vertical")
    for full in FULL:
        for weight in WEIGHTS:

            def order(documents, weight=weight, full=full):
                return reordered(documents, counts, weight, full)

            found = {
                letter: applications_found({qid: rows for qid, rows in lists.items() if qid[0] == letter}, applied, order)
                for letter in sorted({qid[0] for qid in lists})
            }
            cells = [" ".join(f"{letter} {value:.4f}" for letter, value in row.items()) for row in (found, dev_ndcg(dev, grades, order))]
            print(f"{full:4} {weight:.3f} {cells[0]} | {cells[1]}")


if __name__ == "__main__":
    main()
