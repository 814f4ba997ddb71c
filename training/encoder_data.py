"""What the encoder learns from: titles of one occupation, synthetic queries, graded pairs; as batches of texts."""

import json
import random
from collections import defaultdict

RELEVANT, POOR = 3, 1


def read_rows(path):
    with open(path, encoding="utf8") as lines:
        return [well_formed(json.loads(line)) for line in lines]


def well_formed(row):
    """A text that was cut inside of a character pair loses the half that is left, which no tokenizer takes."""
    return {key: value.encode("utf8", "ignore").decode() if isinstance(value, str) else value for key, value in row.items()}


def title_rows(occupations, count, chance):
    """Pairs of a title and other titles of the same occupation; `group` keeps equals from being each other's negatives."""
    rows = []
    for _ in range(count):
        occupation = chance.choice(occupations)
        if len(occupation["titles"]) < 3:
            continue
        query, *rest = chance.sample(occupation["titles"], min(len(occupation["titles"]), chance.randint(2, 8)))
        document = rest[0] if len(rest) == 1 else f"{rest[0]}. {'; '.join(rest[1:])}"
        rows.append({"query": typed(query, chance), "document": document, "negatives": [], "group": occupation["code"]})
    return rows


NOISE = ["{0} needed", "urgent: {0}", "{0} (full time)", "{0} - immediate start", "senior {0}", "{0} jobs", "{0} 2 years exp", "hiring {0}"]


def typed(title, chance):
    """A title as employers and seekers type it: any case, now and then with something around it."""
    text = chance.choice([str.lower, str.upper, str.title, str])(title)
    return chance.choice(NOISE).format(text) if chance.random() < 0.25 else text


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
    occupations, queries, judged, texts, documents = sources
    batches = batches_of(title_rows(occupations, options.titles, chance), options.title_batch, chance)
    mixed = field_rows(queries, documents, options.fields, chance)
    mixed += judged_rows(judged, texts, documents, options.negatives, chance)
    batches += batches_of(mixed, options.batch, chance)
    chance.shuffle(batches)
    return batches
