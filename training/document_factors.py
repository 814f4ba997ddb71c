"""What makes simulated members open and apply beside relevance: facts that the text of a document states, with fixed weights.

Every fact is one that a text model can read: most stand in the fields line of models/templates.ts, which encoder and ranker
read; `pay`, `certified` and `summary` stand in the opening, which the encoder reads and the ranker where its sentences are
chosen. None is part of the grade, so a click is not relevance.
"""

import re

import numpy as np

# What is left of the 128 tokens of the encoder when the fields are read; a list of certificates at the end of a CV is not.
OPENING_CHARACTERS = 300
SHORT_TITLE_WORDS = 3
LONG_CAREER_YEARS = 12
MANY_TITLES = 4
PAY = re.compile(r"[$£€]\s?\d")
CERTIFIED = re.compile(r"certif|licen[sc]ed", re.IGNORECASE)

JOB_FACTS = {
    "remote": lambda job: job["remote"] == "REMOTE" or "remote" in f"{job['title']} {job['location']}".lower(),
    "pay": lambda job: bool(PAY.search(job["description"][:OPENING_CHARACTERS])),
    "employer": lambda job: bool(job["company"]),
    "entry": lambda job: job["seniority"] in ("ENTRY", "INTERNSHIP"),
    "fullTime": lambda job: job["employmentType"] == "FULL_TIME",
    "shortTitle": lambda job: len(job["title"].split()) <= SHORT_TITLE_WORDS,
}
PERSON_FACTS = {
    "longCareer": lambda person: (person["yearsExperience"] or 0) >= LONG_CAREER_YEARS,
    "manyTitles": lambda person: len({work["title"] for work in person["experience"]}) >= MANY_TITLES,
    "certified": lambda person: bool(CERTIFIED.search(opening(person))),
    "summary": lambda person: bool(person["summary"]),
}
FACTS = {"jobs": JOB_FACTS, "people": PERSON_FACTS}

# Log-odds that a fact adds. Chosen, not measured: opening and applying are moved by different facts, or the other way.
CLICK_WEIGHTS = {
    "jobs": {"remote": 1.0, "pay": 0.9, "employer": 0.5, "entry": -0.4, "fullTime": 0.2, "shortTitle": 0.7},
    "people": {"longCareer": 0.8, "manyTitles": 0.5, "certified": 0.9, "summary": 0.4},
}
APPLY_WEIGHTS = {
    "jobs": {"remote": 0.7, "pay": 0.8, "employer": 1.1, "entry": 1.2, "fullTime": 0.9, "shortTitle": -0.4},
    "people": {"longCareer": -1.0, "manyTitles": 0.8, "certified": 1.1, "summary": 0.6},
}


def opening(person):
    return f"{person['headline']} {person['summary'] or ''}"[:OPENING_CHARACTERS]


def fact_table(vertical, documents):
    """0 or 1 of each fact, float [documents, facts], in the order of FACTS."""
    return np.array([[float(read(document)) for read in FACTS[vertical].values()] for document in documents])


def offsets(vertical, facts, weights):
    """Log-odds of each document, [documents], with mean 0 over them, so that a grade keeps its base rate."""
    values = facts @ np.array([weights[vertical][name] for name in FACTS[vertical]])
    return values - values.mean()
