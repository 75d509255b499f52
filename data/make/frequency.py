"""Makes data/<language>/frequency.tsv: how common words are, by their folded form.

Source: the tables <language>_lexeme_prob of spacy-lookups-data 1.0.5 (MIT, Explosion). From the repository root:

    pip download --no-deps spacy-lookups-data==1.0.5 && unzip spacy_lookups_data-1.0.5-*.whl -d LOOKUPS
    python3 data/make/frequency.py LOOKUPS/spacy_lookups_data/data de en

A line holds the folded form (stemma_text::fold) and -10 ln p, rounded, where p is the share of the word among all
words of running text. Only the most frequent LIMIT forms stay; what is missing is rarer than all that stand there.
"""

import gzip
import json
import math
import sys
import unicodedata
from pathlib import Path

LIMIT = 32_000
DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ẞ": "ss"}
DROPPED = set("'’‘`-‐‑–\u00ad")


def fold(word):
    folded = []
    for c in unicodedata.normalize("NFC", word):
        if c in DIGRAPHS:
            folded.append(DIGRAPHS[c])
        elif c not in DROPPED:
            folded += [d.lower() for d in unicodedata.normalize("NFD", c) if not unicodedata.combining(d)]
    return "".join(folded)


def make(source, language):
    with gzip.open(source / f"{language}_lexeme_prob.json.gz") as stream:
        table = json.load(stream)
    share = {}
    for word, logarithm in table.items():
        if word and word[0].isalpha() and all(c.isalpha() or c in DROPPED for c in word):
            key = fold(word)
            share[key] = share.get(key, 0.0) + math.exp(logarithm)
    kept = sorted(share.items(), key=lambda x: (-x[1], x[0]))[:LIMIT]
    lines = sorted(f"{k}\t{round(-10 * math.log(p))}" for k, p in kept)
    lines.sort(key=lambda line: line.split("\t")[0].encode())
    head = ["# licence: MIT", f"# source: spacy-lookups-data 1.0.5, {language}_lexeme_prob (Explosion)",
            "# made by: python3 data/make/frequency.py LOOKUPS " + language, "# columns: folded word, -10 ln of its share of all words"]
    out = Path(__file__).resolve().parent.parent / language / "frequency.tsv"
    out.write_text("\n".join(head + lines) + "\n", encoding="utf-8")
    print(out, len(lines), out.stat().st_size)


if __name__ == "__main__":
    for name in sys.argv[2:]:
        make(Path(sys.argv[1]), name)
