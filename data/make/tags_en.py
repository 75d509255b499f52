"""Makes data/en/tags.tsv: what parts of speech an English word can be, the likeliest first.

    python3 data/make/tags_en.py TEXTBLOB/en/en-lexicon.txt LEMMINFLECT/resources > data/en/tags.tsv

Letters: n noun, j adjective, r adverb, v verb in its plain form, z third person, t past, p past participle, d past and
participle alike, g form in -ing. Words that are nouns alone are left out: that is what an unknown word is taken for.
The likeliest letter comes from the lexicon of Brill's tagger (MIT), the others from lemminflect (MIT), whose forms come
from the SPECIALIST lexicon. Only words of data/en/frequency.tsv.
"""
import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

brill, inflect = Path(sys.argv[1]), Path(sys.argv[2])
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
TAGS = {"NN": "n", "NNS": "n", "JJ": "j", "JJR": "j", "JJS": "j", "RB": "r", "RBR": "r", "VB": "v", "VBP": "v", "VBZ": "z", "VBD": "t", "VBN": "p", "VBG": "g"}
COMMON = 160   # -10 ln of the share of the rarest words kept

share = {}
for line in (Path(__file__).resolve().parent.parent / "en/frequency.tsv").read_text(encoding="utf-8").splitlines():
    word, _, number = line.partition("\t")
    if number.isdigit():
        share[word] = int(number)
first = {}
for line in brill.read_text(encoding="utf-8", errors="ignore").splitlines():
    word, _, tag = line.partition(" ")
    if WORD.fullmatch(word) and tag in TAGS:
        first[word] = TAGS[tag]
can = defaultdict(set)
for line in gzip.open(inflect / "infl_lu.csv.gz", "rt", encoding="utf-8"):
    lemma, kind, *forms = line.strip().split(",")
    forms = [[x for x in f.split("/") if WORD.fullmatch(x)] for f in forms]
    if not WORD.fullmatch(lemma):
        continue
    if kind == "verb" and len(forms) == 4:
        past, participle, gerund, third = forms
        participle = participle or past
        can[lemma].add("v")
        for form in gerund:
            can[form].add("g")
        for form in third:
            can[form].add("z")
        for form in {*past, *participle}:
            can[form].add("d" if form in past and form in participle else "t" if form in past else "p")
    elif kind == "noun":
        can[lemma].add("n")
        for form in sum(forms, []):
            can[form].add("n")
    elif kind in ("adj", "adv"):
        letter = "j" if kind == "adj" else "r"
        can[lemma].add(letter)
        for form in sum(forms, []):
            can[form].add(letter)
lines = []
for word in sorted({*first, *can}, key=lambda w: w.encode()):
    if share.get(word, 999) > COMMON:
        continue
    letters = can[word] | ({first[word]} if first.get(word) in ("n", "j", "r") else set())
    # A rare verb from a common noun ("to people") is no verb for news.
    likely = first.get(word)
    if likely in ("t", "p") and "d" in letters:
        likely = "d"
    if likely not in letters:
        likely = next((x for x in "ptdgjrnvz" if x in letters), None)
    if not likely or letters == {"n"}:
        continue
    lines.append(word + "\t" + likely + "".join(sorted(letters - {likely})))
print("# licence: MIT")
print("# source: Brill's tagger lexicon (MIT and University of Pennsylvania, in textblob 0.20.1), lemminflect 0.2.3")
print("# made by: python3 data/make/tags_en.py, which says what the letters mean")
print("# columns: word, parts of speech")
print("\n".join(lines))
