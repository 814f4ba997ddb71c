"""AUC of click and apply scores on the held-out impressions of the log, beside the true probabilities and the grade alone.

Run: python training/engagement_report.py [--work training/work] teacher=FILE student=FILE ...
Each FILE is what score_engagement.py or score_packed.py writes (or score_pairs.py: a relevance alone). The first one is what the others are compared with: the
difference of each AUC has an interval of 95 % from queries drawn again (paired bootstrap).
"""

import argparse
import os

import numpy as np
from activity_log import Impressions, read_lines
from engagement_metrics import engagement_auc
from engagement_scores import auc_of, columns_of, log_and_examination
from position_bias import ceilings

INTERVAL = (2.5, 97.5)


def named(argument):
    """Name and path of NAME=FILE; a bare FILE is its own name."""
    name, _, path = argument.partition("=")
    return name, path or name


def rows_by_query(impressions):
    """Rows of the impressions of each query, a list of int arrays."""
    numbers = {}
    of_pair = np.array([numbers.setdefault(key[:2], len(numbers)) for key in impressions.pairs])
    owner = of_pair[impressions.pair]
    order = np.argsort(owner, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)


def differences(impressions, first, second, examination, draws, seed=1):
    """Interval of AUC(second) - AUC(first), by name, over queries drawn again; both are (click, apply) columns."""
    chance, queries = np.random.default_rng(seed), rows_by_query(impressions)
    found = []
    for _ in range(draws):
        rows = np.concatenate([queries[at] for at in chance.integers(0, len(queries), len(queries))])
        part = Impressions(impressions.pairs, *(column[rows] for column in (impressions.pair, impressions.rank, impressions.opened, impressions.applied)))
        before, after = (engagement_auc(part, *(column[rows] for column in columns), examination) for columns in (first, second))
        found.append([after[name] - before[name] for name in before])
    return dict(zip(before, np.percentile(found, INTERVAL, axis=0).T, strict=True))


def print_rows(table):
    """Prints a table of AUCs by name."""
    width = max(map(len, table))
    print(" " * width, *(f"{name:>14}" for name in next(iter(table.values()))))
    for name, values in table.items():
        print(f"{name:{width}}", *(f"{value:14.4f}" for value in values.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", nargs="+", help="NAME=FILE; the first is the one to compare with")
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--draws", type=int, default=200)
    options = parser.parse_args()
    impressions, examination = log_and_examination(options.work)
    impressions = impressions.where(impressions.held_out())
    print(f"{len(impressions.pair)} held-out impressions, {impressions.opened.sum()} opened, {impressions.applied.sum()} applied")
    files = {name: read_lines(path) for name, path in map(named, options.scores)}
    table, truth = {}, os.path.join(options.work, "activity-truth.json")
    if os.path.exists(truth):
        table = ceilings(impressions, examination, read_lines(truth)[0]["pairs"])
    table.update({name: auc_of(impressions, rows, examination) for name, rows in files.items()})
    print_rows(table)
    first, *others = files
    for name in others:
        columns = [columns_of(impressions, files[each]) for each in (first, name)]
        intervals = differences(impressions, *columns, examination, options.draws)
        for key, (low, high) in intervals.items():
            print(f"{name} - {first}, {key}: {table[name][key] - table[first][key]:+.4f} [{low:+.4f}, {high:+.4f}]")


if __name__ == "__main__":
    main()
