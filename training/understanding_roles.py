"""Occupations behind titles: the classes of the role head, what a title means among them, and the plain title that each answers with."""

import gzip
import os
import re
from collections import Counter, defaultdict

FACTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "facts")
# A title of more occupations than this says too little to learn from.
MOST_OCCUPATIONS = 12
# A title of more occupations than this names none of them.
MOST_NAMED = 4
NO_ROLE = 0
# A graded query says more about the words people use than a posting.
ASKED_WEIGHT = 40


def fold(text):
    return " ".join(re.findall(r"[a-z0-9+#]+", text.lower()))


def rows_of(name):
    with gzip.open(os.path.join(FACTS, name), "rt", encoding="utf8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines][1:]


def singular(folded):
    if re.search(r"(?:ss|us|is)$", folded):
        return folded
    return re.sub(r"s$", "", re.sub(r"(ch|sh|x)es$", r"\1", re.sub(r"ies$", "y", folded)))


class Roles:
    """Class 0 is no role at all, then one class an occupation, in the order of their codes."""

    def __init__(self, abbreviations):
        self.long = abbreviations
        self.codes = sorted(code for code, _ in rows_of("occupations.tsv.gz"))
        self.index = {code: at + 1 for at, code in enumerate(self.codes)}
        self.titles = defaultdict(list)
        self.names = defaultdict(list)
        for title, code, kind in rows_of("titles.tsv.gz"):
            if code not in self.titles[fold(title)]:
                self.titles[fold(title)].append(code)
                self.names[code].append((title, kind))

    def of_title(self, title):
        """Classes that a title may mean: its own in the tables, else those of its longest known ending; empty when it says too little."""
        words = fold(title)
        words = self.long.get(words, " ".join(self.long.get(word, word) for word in words.split())).split()
        for start in range(len(words)):
            for form in (" ".join(words[start:]), singular(" ".join(words[start:]))):
                found = self.titles.get(form, [])
                if found:
                    return [self.index[code] for code in found] if len(found) <= MOST_OCCUPATIONS else []
        return []

    def titles_by_class(self):
        """Titles of each occupation, those of the fewest occupations first; of class 1 first, as class 0 has none."""
        return [sorted((title for title, _ in self.names[code]), key=lambda title: len(self.titles[fold(title)])) for code in self.codes]

    def displays(self, asked, posted):
        """The title that each class answers with: one that people ask for or employers post often, of few occupations."""
        counts = Counter({singular(fold(title)): count for title, count in posted})
        for title in asked:
            counts[singular(fold(title))] += ASKED_WEIGHT
        return ["none", *(self.display(code, counts) for code in self.codes)]

    def display(self, code, counts):
        def preference(pair):
            title, kind = pair
            others = len(self.titles[fold(title)])
            return counts[singular(fold(title))] / others, kind == "occupation", kind == "reported", -len(title)

        own = [pair for pair in self.names[code] if len(self.titles[fold(pair[0])]) <= MOST_NAMED and 5 <= len(pair[0]) and len(pair[0].split()) <= 4]
        return singular(fold(max(own or self.names[code], key=preference)[0]))

    def target(self, titles, is_certain=True):
        """[[classes], ...] one list a title; [[0]] when none is asked for; None when nothing is known."""
        if not titles:
            return [[NO_ROLE]] if is_certain else None
        found = [classes for classes in map(self.of_title, titles) if classes]
        return found or None
