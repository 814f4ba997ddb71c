"""Joins what readers graded (`grading.md`) with the pages they read, into training/judgments/*_mined.tsv.

Run: python training/collect_grades.py FOLDER ... [--out training/judgments]
A folder holds pages of write-grading-pages.ts and the readers' files, *.grades.txt. Later folders win; grades that are there stay.
"""

import argparse
import collections
import glob
import os
import re

HEAD = re.compile(r"^## (\S+) \((jobs|people)\)")
LINE = re.compile(r"^(\S+?):\s*([0-4](?:\s+[0-4])*)$")


def asked_of(page):
    """(qid, vertical, document ids in order) of each query of a page."""
    found, head = [], None
    for line in page.splitlines():
        match = HEAD.match(line)
        if match:
            head = match.groups()
        elif line.startswith("#ids ") and head:
            found.append((*head, line.split()[1:]))
            head = None
    return found


def graded_of(asked, text):
    """Grades by (vertical, qid, document) of a reader's file, and the lines that fit no query of `asked`."""
    grades, unread = {}, []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = LINE.match(line)
        vertical, documents = asked.get(match.group(1), (None, [])) if match else (None, [])
        values = match.group(2).split() if match else []
        if not documents or len(values) != len(documents):
            unread.append(line)
            continue
        grades.update({(vertical, match.group(1), document): int(value) for document, value in zip(documents, values, strict=True)})
    return grades, unread


def read(path):
    with open(path, encoding="utf8") as file:
        return file.read()


def graded_in(folder):
    paths = sorted(glob.glob(os.path.join(folder, "*.txt")))
    answers = [path for path in paths if path.endswith(".grades.txt")]
    asked = {qid: (vertical, ids) for path in paths if path not in answers for qid, vertical, ids in asked_of(read(path))}
    grades = {}
    for path in answers:
        found, unread = graded_of(asked, read(path))
        grades.update(found)
        for line in unread:
            print(f"{path}: expected a query of its pages and as many grades as it has documents, got {line[:60]}; grade it again")
    left = sum(len(ids) for _, ids in asked.values()) - len(grades)
    print(f"{folder}: {len(grades)} pairs graded, {left} not yet")
    return grades


def kept_grades(path, vertical):
    if not os.path.exists(path):
        return {}
    rows = [line.split("\t") for line in read(path).splitlines()]
    return {(vertical, qid, document): int(grade) for qid, document, grade in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--out", default="training/judgments")
    options = parser.parse_args()
    graded = {key: grade for folder in options.folders for key, grade in graded_in(folder).items()}
    os.makedirs(options.out, exist_ok=True)
    for vertical in ("jobs", "people"):
        path = os.path.join(options.out, f"{vertical}_mined.tsv")
        own = {key: grade for key, grade in graded.items() if key[0] == vertical}
        rows = {**kept_grades(path, vertical), **own}
        with open(path, "w", encoding="utf8") as file:
            for (_, qid, document), grade in sorted(rows.items()):
                file.write(f"{qid}\t{document}\t{grade}\n")
        print(vertical, len(rows), sorted(collections.Counter(rows.values()).items()))


if __name__ == "__main__":
    main()
