"""Finds the words of a graded query that state each of its gold values, as far as the text says them at all."""

import difflib
import os
import re

from understanding_text import condition_index, pieces_of

FACTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "facts")
INTENTS = {"job_search": "JOBS", "people_search": "PEOPLE", "name_lookup": "NAME", "company_lookup": "COMPANY"}
VAGUE = {"aspirational", "project_experience", "expertise_question"}
UNTOLD = {"title_company", "career_change", "exact_lookup", "natural_language", "career_history", "industry", "benefit_or_condition"}
NOT = re.compile(r"(?i)\b(?:not|non|no|without|except|excluding|avoid|never|other than|but|outside|nobody|rather)\b|n't")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
PLACES = {"new york city": "nyc|ny|new york", "united states": "us|usa|states|america", "united kingdom": "uk|britain", "los angeles": "la", "san francisco": "sf", "philippines": "phils|ph|philippine", "washington": "dc", "new york": "ny|nyc", "taguig": "bgc", "washington, d.c.": "dc|washington dc"}


def read_names(name):
    with open(os.path.join(FACTS, name), encoding="utf8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines][1:]


ABBREVIATIONS = {row[0].lower(): row[1].lower() for row in read_names("abbreviations.tsv")}
INDUSTRIES = {row[0].lower(): [name.lower() for name in row[1].split("|")] for row in read_names("industries.tsv") if len(row) > 1}


def stem(word):
    word = word.lower()
    return re.sub(r"(?:ies|es|s|'s)$", "", word) if len(word) > 3 else word


def close(left, right):
    """Equal, but for number or a slip in a long word."""
    if stem(left) == stem(right):
        return True
    return min(len(left), len(right)) >= 5 and difflib.SequenceMatcher(None, stem(left), stem(right)).ratio() >= 0.82


def root(word):
    """What "nurse" and "nursing", "recruiter" and "recruitment" have in common; short words stay."""
    cut = re.sub(r"(?:ments?|ings?|ers?|ors?|ants?|ancy|ions?|ists?|ians?|s|e)$", "", word.lower())
    return cut if len(cut) >= 4 else word.lower()


def related(left, right):
    return close(left, right) or root(left) == root(right)


def windows(pieces, words, same=close):
    """(start, end) of the first run of pieces that says the words, one by one."""
    for at in range(len(pieces) - len(words) + 1):
        if all(same(pieces[at + step][0], word) for step, word in enumerate(words)):
            yield pieces[at][1], pieces[at + len(words) - 1][2]


# A role that is called by its work alone: "cyber security jobs", "warehouse work".
PLAIN_ROLES = set("specialist worker officer staff assistant professional representative operative associate attendant technician personnel team trainee".split())


MAKERS = set("adobe microsoft google apache amazon ms autodesk oracle comptia cisco ibm sap atlassian".split())


def loosely(text, pieces, field, value, taken):
    """Words that say a role or skill in another form or share its last word with a neighbour ("MIG and TIG welding"); None without any."""
    words = [word for word, _, _ in pieces_of(value)]
    ways = [(words, related)]
    is_made_by = words[0].lower() in MAKERS
    said = [word.lower() for word, _, _ in pieces]
    if len(words) > 1 and (words[-1].lower() in PLAIN_ROLES or any(related(words[-1], word) for word in said)):
        ways.append((words[:-1], related))
    if field == "skill" and len(words) > 1:
        ways += [(words[1:], close)] if is_made_by or len(words) > 2 else []
        ways += [(words[:-1], close)] if len(words) > 2 else []
    for own, same in ways:
        if max(map(len, own), default=0) < 3:
            continue
        for start, end in windows(pieces, own, same):
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                return start, end
    return None


def forms(field, value):
    """Ways in which a text may write a value."""
    low = value.lower()
    found = [low]
    found += [short for short, long in ABBREVIATIONS.items() if long == low]
    found += [" ".join(swap.get(word, word) for word in low.split()) for swap in ({v: k for k, v in ABBREVIATIONS.items()}, ABBREVIATIONS)]
    found += [low.replace(long, short) for short, long in ABBREVIATIONS.items() if len(long) > 5 and long in low]
    if field == "location":
        found += PLACES.get(low, "").split("|") + [low.split(",")[0]]
    if field == "industry":
        found += INDUSTRIES.get(low, [])
        found += [name for head, names in INDUSTRIES.items() if low in names for name in [head, *names]]
    if field in ("company", "school"):
        words = [word for word in re.findall(r"[\w&'’.-]+", low) if word not in ("the", "university", "college", "of", "group", "inc")]
        found += [" ".join(words[:count]) for count in range(len(words), 0, -1)]
        found.append("".join(word[0] for word in low.split() if word[0].isalpha()))
        found += re.findall(r"\(([^)]+)\)", low)
    return [form for form in dict.fromkeys(found) if form]


def find(text, pieces, field, value, taken):
    for form in forms(field, value):
        words = [word for word, _, _ in pieces_of(form)]
        for start, end in windows(pieces, words) if words else ():
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                return start, end
    return None


def pay_span(text):
    match = re.search(r"(?i)(?:[$£€₱]|php|usd)?\s?\d[\d,. ]*\d?\s?(?:k|lpa|thousand)?\+?(?:\s?(?:/|an|per|a|p/)\s?(?:hr|hour|h|year|yr|month|annum|week|day)\b)?", text)
    return match and (match.start() + (len(match.group()) - len(match.group().lstrip())), match.start() + len(match.group().rstrip()))


def years_span(text):
    number = r"(?:\d+|" + "|".join(NUMBERS) + r")"
    match = re.search(rf"(?i)\b{number}\s?(?:\+|plus|or more)?\s?(?:years?|yrs?|y)\b(?:\s(?:of\s)?exp(?:erience)?)?", text)
    return match and match.span()


def listed(value):
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def condition_span(text, index, words, taken):
    from understanding_text import CONDITIONS

    for phrase in sorted(words[CONDITIONS[index]], key=len, reverse=True):
        for match in re.finditer(rf"(?i)(?<!\w){re.escape(phrase)}(?!\w)", text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                return match.span()
    return None


def route_of(category, intent, lacks_title):
    """Route of a query of a category and an intent, which may be None; None where only its words could tell. `lacks_title`: a role is meant that no words name."""
    if intent in ("NAME", "COMPANY"):
        return "KEYWORD"
    if intent == "CAREER_ADVICE":
        return "EXPLAIN"
    if category in VAGUE or (category == "natural_language" and lacks_title):
        return "SEMANTIC"
    return None if category in UNTOLD else "HYBRID"


def aligned_gold(row, condition_words):
    text, facets = row["text"], row["facets"]
    pieces = pieces_of(text)
    spans, taken, conditions, missing = [], [], [], []

    def keep(span, field, negated):
        spans.append([span[0], span[1], field, negated])
        taken.append(span)

    for negated, group in ((False, facets), (True, facets.get("negated", {}))):
        for field in ("name", "school", "company", "title", "location", "skill", "industry", "degree"):
            for value in sorted(listed(group.get(field, [])), key=len, reverse=True):
                span = find(text, pieces, field, value, taken)
                if span is None and field in ("title", "skill", "industry"):
                    span = loosely(text, pieces, field, value, taken)
                keep(span, field, negated) if span else missing.append(field)
        for field in ("seniority", "employmentType", "workplace"):
            for value in listed(group.get(field, [])):
                index = condition_index(field, value)
                if index is None:
                    continue
                if not negated:
                    conditions.append(index)
                span = condition_span(text, index, condition_words, taken)
                if span:
                    keep(span, field, negated)
    for field, finder in (("salaryMin", pay_span), ("yearsExperienceMin", years_span)):
        if field in facets:
            span = finder(text)
            if span:
                keep(span, field, False)
    intent = INTENTS.get(row["intent"], row["intent"].upper())
    route = route_of(row["category"], intent, "title" in missing)
    return {
        "qid": f"{row['vertical']}:{row['qid']}", "text": text, "spans": sorted(spans), "intent": intent, "route": route,
        "safety": "SAFE", "category": "none", "conditions": sorted(set(conditions)),
        "missing": missing, "vertical": row["vertical"], "titles": listed(facets.get("title", [])),
    }
