"""What the encoder learns from: titles of one occupation, synthetic queries, graded pairs; as batches of texts."""

import glob
import json
import random
from collections import defaultdict

RELEVANT, POOR = 3, 1
POSTED_NAMES = "training/titles/posted-names.tsv"


def read_rows(path):
    with open(path, encoding="utf8") as lines:
        return [well_formed(json.loads(line)) for line in lines]


def well_formed(row):
    """A text that was cut inside of a character pair loses the half that is left, which no tokenizer takes."""
    return {key: value.encode("utf8", "ignore").decode() if isinstance(value, str) else value for key, value in row.items()}


def read_posted_names(path=POSTED_NAMES):
    """Titles as employers post them, with the names of the occupation that each means: [{query, names}]."""
    with open(path, encoding="utf8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [{"query": query, "names": names.split("; ")} for query, names in rows]


def read_asked_titles(shared):
    """Graded training queries with the first role that their readers understood: [{text, title}]."""
    paths = sorted(glob.glob(f"{shared}/evaluation/queries/*_train*.jsonl")) + sorted(glob.glob("training/queries/*_mined.jsonl"))
    rows = [row for path in paths for row in read_rows(path)]
    return [{"text": row["text"], "title": row["facets"]["title"][0]} for row in rows if row.get("facets", {}).get("title")]


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
    document = rest[0] if len(rest) == 1 else f"{rest[0]}. {'; '.join(rest[1:])}"
    return {"query": typed(query, chance), "document": document, "negatives": [], "group": occupation["code"]}


def named_rows(titles, queries, chance):
    """Posted titles and searches with the occupation they mean: {query, names} to rows whose document is a list of names."""
    rows = []
    for row in titles:
        first, *others = row["names"]
        names = [first, *chance.sample(others, chance.randint(0, len(others)))]
        document = names[0] if len(names) == 1 else f"{names[0]}. {'; '.join(names[1:])}"
        rows.append({"query": row["query"], "document": document, "negatives": [], "group": first.lower()})
    rows += [{"query": row["text"], "document": row["title"], "negatives": [], "group": row["title"].lower()} for row in queries]
    return rows


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
    chance.shuffle(rows)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def epoch_batches(sources, options, seed):
    """Batches of one epoch, each of one kind, in random order."""
    chance = random.Random(seed)
    occupations, named, asked, queries, judged, texts, documents = sources
    batches = title_batches(occupations, options.titles, options.title_batch, chance)
    for _ in range(options.named):
        batches += batches_of(named_rows(named, asked, chance), options.title_batch, chance)
    mixed = field_rows(queries, documents, options.fields, chance)
    graded = judged_rows(judged, texts, documents, options.negatives, chance)
    mixed += chance.sample(graded, min(options.judged, len(graded)))
    batches += batches_of(mixed, options.batch, chance)
    chance.shuffle(batches)
    return batches
