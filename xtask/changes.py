"""Measures the changes on the true edges of synthetic copy trees, kind by kind. Python 3.11, standard library only.

    python3 ../shared/eval/lineage.py make TEXTS TREES --families 150 --seed 1
    cargo run --release -p stemma-engine --example changes -- TREES > changes.jsonl
    python3 xtask/changes.py TREES changes.jsonl [--errors FILE]

The trees name the edits of every witness in their order. An edge with one parent counts; where two parents were mixed, or a parent is lost, it does not.
An edit counts where it can still be seen: no paragraph was cut after it; a number or a misspelling stands between the same two words in both texts; and
the name that was shortened begins with a given name of data/de/names-words.tsv (the maker takes any two capitalised words, "Millionen Menschen" too).
Recall: edges with the edit on which the kind was found. Precision: edges on which the kind was found that have the edit, seen or not.
"""
import json
import re
import sys
from pathlib import Path

# Kind of change, the edits that make it, and those that make it as well.
KINDS = [
    ("number changed", {"change_number"}, set()),
    ("name changed", {"vary_name"}, set()),
    ("spelling", {"typo", "respell_umlauts"}, set()),
    ("cut", {"cut_bottom", "drop_paragraph"}, set()),
    ("added", {"add_paragraph"}, set()),
    ("moved", {"move_paragraph"}, set()),
    ("credit dropped", {"drop_credit"}, {"cut_bottom", "drop_paragraph"}),
]
SILENT = ["headline stronger", "headline changed", "hedge dropped", "hedge added", "mood changed", "attribution dropped", "attribution added", "credit added",
          "reworded"]
CUTS = {"cut_bottom", "drop_paragraph"}
NAME = re.compile(r"(?<=[a-zäöüß,] )([A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]{3,})\b")

trees, output = Path(sys.argv[1]), Path(sys.argv[2])
texts = {r["id"]: r["text"] for r in map(json.loads, (trees / "articles.jsonl").read_text(encoding="utf-8").splitlines())}
table = Path(__file__).parent.parent / "data/de/names-words.tsv"
rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
given = {row[0] for row in rows if "g" in row[2]}


def between(text):
    """Words between two others."""
    words = text.split()
    return {(a, c): b for a, b, c in zip(words, words[1:], words[2:])}


def is_seen(edit, line):
    one, two, edits = texts[line["from"]], texts[line["to"]], line["edits"]
    if edit in CUTS or edit == "drop_credit":
        return True
    if CUTS & set(edits[edits.index(edit):]):
        return False
    if edit == "vary_name":
        gone = [name for name in NAME.findall(one.replace("\n\n", "\n")) if name not in two]
        return not CUTS & set(edits) and "respell_umlauts" not in edits and bool(gone) and gone[0].split()[0] in given
    if edit in ("change_number", "typo"):
        old, new = between(one), between(two)
        pairs = [(old[k], new[k]) for k in old if k in new and old[k] != new[k]]
        if edit == "typo":
            return any(sorted(a) == sorted(b) for a, b in pairs)
        return any(re.sub(r"\d+", "", a) == re.sub(r"\d+", "", b) and re.search(r"\d", a) for a, b in pairs)
    return True


lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
parents = {}
for line in lines:
    parents[line["to"]] = parents.get(line["to"], 0) + 1
lines = [line for line in lines if "mix" not in line["edits"] and parents[line["to"]] == 1]
errors = []
print(f"{len(lines)} edges")
print("| kind | edits | recall | precision |\n|---|---|---|---|")
for kind, edits, allowed in KINDS:
    hit = missed = right = false = 0
    for line in lines:
        made = edits & set(line["edits"])
        seen = any(is_seen(edit, line) for edit in made)
        found = [c for c in line["changes"] if c["kind"] == kind]
        told = [c["text"] for c in line["changes"]]
        hit += bool(seen and found)
        if seen and not found:
            missed += 1
            errors.append(f"MISSED {kind} {line['from']} {line['to']} {line['edits']} {told}")
        right += bool(found and made)
        if found and not made and not allowed & set(line["edits"]):
            false += 1
            errors.append(f"FALSE {kind} {line['from']} {line['to']} {line['edits']} {[c['text'] for c in found]}")
    recall, precision = hit / max(1, hit + missed), right / max(1, right + false)
    print(f"| {kind} | {', '.join(sorted(edits))} | {recall:.3f} ({hit}/{hit + missed}) | {precision:.3f} ({false} edges false) |")
for kind in SILENT:
    bad = [line for line in lines if any(c["kind"] == kind for c in line["changes"])]
    print(f"| {kind} | none | – | {len(bad)} edges false |")
    for line in bad:
        errors.append(f"FALSE {kind} {line['from']} {line['to']} {line['edits']} {[(c['from'], c['to']) for c in line['changes'] if c['kind'] == kind]}")
if "--errors" in sys.argv:
    Path(sys.argv[sys.argv.index("--errors") + 1]).write_text("\n".join(errors) + "\n", encoding="utf-8")
