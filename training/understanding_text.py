"""Cuts a text into the pieces that are tagged, and reads the classes, fields and conditions of the understanding model.

models/understanding.ts does the same where it serves: letters and digits in a row are one piece, any other sign is one of its own.
"""

import json
import os
import re

PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models", "understanding-labels.json"), encoding="utf8") as labels:
    LABELS = json.load(labels)
INTENTS, ROUTES, SAFETIES, CATEGORIES, FIELDS = (LABELS[name] for name in ("intents", "routes", "safeties", "categories", "fields"))
TAGS = ["O"] + [f"{part}-{field}" for field in FIELDS for part in "BI"]
ROLES = LABELS.get("roles", [])
ROLES_KEPT, LEAST_ROLE = LABELS["rolesKept"], LABELS["leastRole"]
CONDITIONS = [tuple(pair) for pair in LABELS["conditions"]]
ENUM_NAMES = {"intern": "INTERNSHIP", "contract": "CONTRACTOR", "internship": "INTERN", "onsite": "ON_SITE"}


def pieces_of(text):
    """[(piece, start, end)] in the order of the text."""
    return [(match.group(), match.start(), match.end()) for match in PIECE.finditer(text)]


def condition_index(field, value):
    """Position in CONDITIONS of a value as files or the graph write it; None when there is none."""
    name = ENUM_NAMES.get(str(value).lower(), str(value).upper().replace("-", "_").replace(" ", "_"))
    return CONDITIONS.index((field, name)) if (field, name) in CONDITIONS else None
