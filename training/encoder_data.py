"""What the encoder learns from: titles of one occupation, what posted titles and searches mean, synthetic queries, graded pairs; as batches of texts."""

import json
import random
from collections import defaultdict
from typing import NamedTuple

from pairs import pair_key
from ranker_losses import TOP_GRADE
from understanding_roles import fold, singular

RELEVANT, POOR = 3, 1
POSTED_NAMES = "training/titles/posted-names.jsonl"


def read_rows(path):
    with open(path, encoding="utf8") as lines:
        return [well_formed(json.loads(line)) for line in lines]


def well_formed(row):
    """A text that was cut inside of a character pair loses the half that is left, which no tokenizer takes."""
    return {key: value.encode("utf8", "ignore").decode() if isinstance(value, str) else value for key, value in row.items()}


def title_batches(occupations, count, size, chance):
    """Batches of a title and other titles of its occupation; siblings stand in one batch as each other's hard negatives."""
    known = {occupation["code"]: occupation for occupation in occupations if len(occupation["titles"]) >= 3}
    codes, batches, batch = sorted(known), [], {}
    while len(batches) < count // size:
        code = chance.choice(codes)
        for near in (code, *chance.sample(known[code]["siblings"], min(3, len(known[code]["siblings"])))):
            if near in known and near not in batch:
                batch[near] = title_row(known[near], chance)
        if len(batch) >= size:
            batches.append(list(batch.values())[:size])
            batch = {}
    return batches


def title_row(occupation, chance):
    """A title as typed and, as its document, one other title or a list of them."""
    query, *rest = chance.sample(occupation["titles"], min(len(occupation["titles"]), chance.randint(2, 8)))
    return {"query": typed(query, chance), "document": names_text(rest), "negatives": [], "group": occupation["code"]}


def named_rows(posted, asked, chance):
    """Posted titles {text, names} and searches {text, title} with the occupation that they mean, as rows whose document names it."""
    rows = []
    for row in posted:
        first, *others = row["names"]
        rows.append(named_row(row["text"], [first, *chance.sample(others, chance.randint(0, len(others)))]))
    return rows + [named_row(row["text"], [row["title"]]) for row in asked if row["title"]]


def named_row(query, names):
    return {"query": query, "document": names_text(names), "negatives": [], "group": singular(fold(names[0]))}


def names_text(names):
    """Several names of one occupation as a document says them: the first one, then the others."""
    return names[0] if len(names) == 1 else f"{names[0]}. {'; '.join(names[1:])}"


BEFORE = ["", "", "", "senior ", "jr ", "snr. ", "urgent: ", "hiring ", "wanted - ", "experienced ", "trainee ", "part time "]
AFTER = [
    "", "", "", " needed", " (full time)", " - immediate start", " jobs", " - up to 30k", " ({0}00 - {1}00)", " / {2}", " at {2}", " - {2}", " - night shift",
    " [contract]", " x {1}", " ref {0}{1}", " - fresh graduates welcome", ", {2}", " (m/f)", " - {2} based, 5 days",
]
PLACES = ["london", "kuala lumpur", "remote", "texas", "east region", "head office", "singapore", "leeds", "manila", "HQ", "city centre", "dubai"]
SHORT_FORMS = {
    "manager": "mgr", "executive": "exec", "assistant": "asst", "senior": "snr", "engineer": "engr", "technician": "tech", "representative": "rep",
    "officer": "ofcr", "coordinator": "coord", "administrator": "admin", "supervisor": "supv", "director": "dir", "operations": "ops",
    "specialist": "spec", "accountant": "acct", "department": "dept", "development": "dev", "information technology": "IT", "human resources": "HR",
}


def typed(title, chance):
    """A title as employers and seekers type it: any case, shortened, with something around it."""
    text = title.lower()
    for long, short in SHORT_FORMS.items():
        if long in text and chance.random() < 0.25:
            text = text.replace(long, short)
    if chance.random() < 0.5:
        after = chance.choice(AFTER).format(chance.randint(10, 99), chance.randint(10, 99), chance.choice(PLACES))
        text = chance.choice(BEFORE) + text + after
    return chance.choice((str.lower, str.upper, str.title, str))(text)


def field_rows(queries, documents, count, chance):
    """Synthetic queries with the document they were written from."""
    drawn = chance.sample(queries, min(count, len(queries)))
    return [
        {"query": row["text"], "document": documents[row["document"]], "negatives": [], "group": first_field(documents[row["document"]])}
        for row in drawn
    ]


def with_scored(graded, scored):
    """The graded pairs, and those of `scored` {vertical, qid, document, p} that nobody graded, p x 4 as their grade."""
    known = set(map(pair_key, graded))
    fresh = [row for row in scored if pair_key(row) not in known]
    return graded + [{**row, "grade": TOP_GRADE * row["p"]} for row in fresh]


def judged_rows(pairs, texts, documents, negatives, chance):
    """Each relevant graded pair with poor documents of the same query as hard negatives."""
    by_query = defaultdict(list)
    for pair in pairs:
        by_query[pair["qid"]].append(pair)
    rows = []
    for qid, members in by_query.items():
        poor = [documents[pair["document"]] for pair in members if pair["grade"] <= POOR]
        for pair in members:
            if pair["grade"] >= RELEVANT:
                drawn = chance.sample(poor, min(negatives, len(poor)))
                rows.append({"query": texts[qid], "document": documents[pair["document"]], "negatives": drawn, "group": qid})
    return rows


def first_field(text):
    return text.split(" | ")[0].lower()


def batches_of(rows, size, chance):
    """Shuffled; a row that is left over alone has nothing to be told from and is dropped."""
    chance.shuffle(rows)
    return [rows[start : start + size] for start in range(0, len(rows), size) if len(rows) - start > 1]


class Sources(NamedTuple):
    """Rows of the files of export-documents.ts and export-pairs.ts, and texts by id."""

    occupations: list
    posted: list
    asked: list
    field_queries: list
    judged: list
    query_texts: dict
    documents: dict


def epoch_batches(sources, options, seed):
    """Batches of one epoch, each of one kind, in random order."""
    chance = random.Random(seed)
    batches = title_batches(sources.occupations, options.titles, options.title_batch, chance)
    for _ in range(options.named_times):
        batches += batches_of(named_rows(sources.posted, sources.asked, chance), options.title_batch, chance)
    mixed = field_rows(sources.field_queries, sources.documents, options.fields, chance)
    graded = judged_rows(sources.judged, sources.query_texts, sources.documents, options.negatives, chance)
    mixed += graded if options.judged is None else chance.sample(graded, min(options.judged, len(graded)))
    batches += batches_of(mixed, options.batch, chance)
    chance.shuffle(batches)
    return batches
