"""Makes the training texts of names-model.tsv, outside the repository (texts of data sets never enter it).

    python3 data/make/names_train.py SHARED OUT

writes OUT/germeval.tsv (GermEval 2014, CC BY 4.0), OUT/pud.tsv (UNER German-PUD, CC BY-SA 3.0), OUT/smartdata.tsv (DFKI
SmartData dev, CC BY 4.0) and OUT/ewt.tsv (UNER English-EWT, CC BY-SA 4.0). Then crates/stemma-annotate/src/names/train.rs.
"""
import re
import sys
from pathlib import Path

shared, out = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(shared / "eval"))
from common import join_tokens  # noqa: E402
from entities import chunks, smartdata  # noqa: E402

# Persons, places, bodies, others; words made from places; compounds that begin with a name; the rest counts neither way.
KINDS = {"PER": 0, "LOC": 1, "ORG": 2, "OTH": 3, "LOCderiv": 4, "LOCpart": 5, "ORGpart": 6, "PERpart": 7}
NEUTRAL = 9


def sentences(path, word, label):
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n") + [""]:
        if line.startswith("#"):
            continue
        if line.strip():
            row = line.split("\t")
            rows.append((row[word], row[label]))
        elif rows:
            yield rows
            rows = []


def line(text, spans):
    byte = lambda at: len(text[:at].encode())
    text = text.replace("\t", " ").replace("\r", " ").replace("\n", "\v")
    return text + "\t" + " ".join(f"{byte(a)}:{byte(b)}:{k}" for a, b, k in sorted(spans))


def labelled(rows):
    text, tokens = join_tokens([r[0] for r in rows])
    found = chunks([r[1] for r in rows])
    return line(text, [(tokens[a][0], tokens[b - 1][1], KINDS.get(k, NEUTRAL)) for a, b, k in found])


def document(doc):
    """SmartData marks adjectives and first parts of compounds as names: told apart by their form."""
    spans = [(doc.tokens[a][0], doc.tokens[b - 1][1], NEUTRAL) for a, b in doc.neutral]
    for a, b, kind in doc.gold:
        start, end = doc.tokens[a][0], doc.tokens[b - 1][1]
        word, after = doc.text[start:end], doc.text[end : end + 3]
        number = ["person", "place", "organisation"].index(kind)
        noun_follows = re.match(r" [A-ZÄÖÜ][a-zäöü]", after)
        made = word[:1].islower() or re.search(r"[a-z]er$|sche[nrms]?$", word) and noun_follows and word != "Hannover"
        if kind == "place" and b - a == 1 and made:
            number = KINDS["LOCderiv"]
        elif b - a == 1 and (re.match(r"-[^\W\d]", after) or word.endswith("-") and after[:1].isalpha()):
            number = KINDS[["PERpart", "LOCpart", "ORGpart"][number]]
        spans.append((start, end, number))
    return line(doc.text, spans)


sets = shared / "datasets"
uner = sorted((sets / "ner_en_uner_ewt").glob("*.iob2"))
files = {
    "germeval": [labelled(r) for r in sentences(sets / "ner_de_germeval2014" / "NER-de-test.tsv", 1, 2)],
    "pud": [labelled(r) for r in sentences(sets / "ner_de_uner_pud" / "de_pud-ud-test.iob2", 1, 2)],
    "smartdata": [document(d) for d in smartdata(sets / "ner_rel_de_smartdata" / "dev.jsonl")],
    "ewt": [labelled(r) for path in uner for r in sentences(path, 1, 2)],
}
for name, lines in files.items():
    (out / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))
