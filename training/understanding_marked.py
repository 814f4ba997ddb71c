"""Queries written with their understanding marked in place (understanding/marked-queries.tsv): vertical, category, text, parted by tabs.

"[skill Google Ads]" states a value in its own words, "[location nyc=New York City]" in others, "[-industry care homes]" rules one
out, "{title=accountant}" is meant without words.
"""

import re

from understanding_align import route_of
from understanding_text import FIELDS, condition_index

MARK = re.compile(r"\[(?P<negated>-?)(?P<field>\w+) (?P<words>[^\[\]{}=]+)(?:=(?P<value>[^\[\]{}]+))?\]|\{(?P<meant>\w+)=(?P<plain>[^{}]+)\}")

LOOK_UPS = {"company_only": "COMPANY", "name_lookup": "NAME", "name_company": "NAME"}


def marked_row(line):
    """The row of understanding_data.py of one line; raises ValueError for a mark that is none."""
    vertical, category, marked = line.rstrip("\n").split("\t")
    text, values, spans, at = "", [], [], 0
    for match in MARK.finditer(marked):
        text, at = text + marked[at : match.start()], match.end()
        if match["meant"]:
            values.append((match["meant"], match["plain"], False))
            continue
        field, words, negated = match["field"], match["words"], match["negated"] == "-"
        spans.append([len(text), len(text) + len(words), field, negated])
        values.append((field, match["value"] or words, negated))
        text += words
    text = (text + marked[at:]).rstrip()
    wrong = re.search(r"[\[\]{}]", text) or next((field for field, *_ in values if field not in FIELDS), None)
    if wrong:
        raise ValueError(f"expected marks like [skill Google Ads] of known fields, got: {line.rstrip()}")
    asked = [(field, value) for field, value, negated in values if not negated]
    lacks_title = any(field == "title" for field, _ in asked) and not any(field == "title" for _, _, field, _ in spans)
    intent = intent_of(vertical, category) if says_more_than(text, spans) or category in LOOK_UPS else None
    return {
        "text": text, "spans": spans, "intent": intent, "route": route_of(category, intent, lacks_title), "safety": "SAFE", "category": "none",
        "conditions": sorted({condition_index(field, value) for field, value in asked} - {None}), "group": "marked",
        "missing": [], "vertical": vertical, "titles": [value for field, value in asked if field == "title"],
    }


def says_more_than(text, spans):
    """Whether any word stands outside of the marks: values alone do not say whether jobs or people are looked for."""
    marked = [at for start, end, *_ in spans for at in range(start, end)]
    return any(letter.isalnum() and at not in marked for at, letter in enumerate(text))


def intent_of(vertical, category):
    """Intent of a line that says one, with the names of the model."""
    return LOOK_UPS.get(category, vertical.upper())


def marked_rows(path):
    """The rows of a file of such lines, in its order."""
    with open(path, encoding="utf8") as lines:
        return [marked_row(line) for line in lines]
