"""Makes the training texts of names-model.tsv, outside the repository (texts of data sets never enter it).

    python3 data/make/names_train.py SHARED de OUT.tsv [FOLD]     then crates/stemma-annotate/src/names/train.rs

de: GermEval 2014 (CC BY 4.0) and UNER German-PUD (CC BY-SA 3.0); en: UNER English-EWT (CC BY-SA 4.0). With FOLD
(0 to 4) that fifth of GermEval (EWT) is left out, to measure on it.
"""
import sys
from pathlib import Path

shared, language, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
fold = int(sys.argv[4]) if len(sys.argv) > 4 else None
sys.path.insert(0, str(shared / "eval"))
from common import join_tokens  # noqa: E402
from entities import chunks  # noqa: E402

KINDS = {"PER": 0, "LOC": 1, "ORG": 2, "OTH": 3}


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


def line(rows):
    text, spans = join_tokens([r[0] for r in rows])
    byte = lambda at: len(text[:at].encode())
    found = [(a, b, k) for a, b, k in chunks([r[1] for r in rows]) if k in KINDS]
    return text.replace("\t", " ") + "\t" + " ".join(f"{byte(spans[a][0])}:{byte(spans[b - 1][1])}:{KINDS[k]}" for a, b, k in found)


sets = shared / "datasets"
lines = []
if language == "de":
    lines = [line(r) for n, r in enumerate(sentences(sets / "ner_de_germeval2014" / "NER-de-test.tsv", 1, 2)) if n % 5 != fold]
    lines += [line(r) for r in sentences(sets / "ner_de_uner_pud" / "de_pud-ud-test.iob2", 1, 2)]
else:
    rows = [r for p in sorted((sets / "ner_en_uner_ewt").glob("*.iob2")) for r in sentences(p, 1, 2)]
    lines = [line(r) for n, r in enumerate(rows) if n % 5 != fold]
out.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(len(lines))
