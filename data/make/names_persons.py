"""Makes data/any/names-spellings.tsv: what parts of persons' names are, in any spelling.

    python3 data/make/names_persons.py SPACY_LOOKUPS_DATA EIG.txt RIGOUR_PERSON_NAMES NAMES data/

Columns: a word of a name in its plain form; the form all its spellings share, empty where the strong fold gives it; the
long form of a short given name; the name of a monarch or pope in English; letters for the order of two parts: a surname
that comes first a, j and h given names of Japan and Hungary, J and H surnames there, given names of men m,
of women f, e a Chinese or Korean part that the second column holds. Lines with spaces hold whole names.
`plain` and `strong` are the functions of that name in crates/stemma-annotate/src/names/fold.rs; the two must agree.
SPACY_LOOKUPS_DATA is the data folder of that package, NAMES the folder names-0.3.0/names (US Census 1990).
"""
import gzip
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

lookups, eig, rigour, census, out = map(Path, sys.argv[1:6])
WHOLE_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ł": "l", "đ": "dj", "ø": "o", "ı": "i", "ð": "d", "þ": "th",
                               "æ": "a", "œ": "o"})
STEPS = [("schtsch", "s"), ("shch", "s"), ("chtch", "s"), ("dsch", "i"), ("dzh", "i"), ("tsch", "k"), ("tch", "k"), ("sch", "s"),
         ("sh", "s"), ("zh", "s"), ("kh", "k"), ("ch", "k"), ("ck", "k"), ("cz", "k"), ("sz", "s"), ("ph", "f"), ("th", "t"),
         ("gh", "g"), ("dh", "d"), ("tz", "s"), ("ts", "s"), ("x", "ks"), ("q", "k"), ("w", "v"), ("z", "s"), ("j", "i"),
         ("y", "i"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("c", "k")]
# Spellings that more bearers than this share are told apart as they are written (thousandths of a per cent, US Census).
COMMON_SURNAME = 1
# Given names rarer than this, in per cent of the US Census, tell no gender: they are syllables of Korean names too.
RARE_GIVEN = 0.009


def plain(word):
    s = unicodedata.normalize("NFC", word).lower().translate(WHOLE_LETTERS)
    s = "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
    s = re.sub(r"['’‘ʼʹ`‐‑–­-]", "", s)
    for a, b in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        s = s.replace(a, b)
    return s


def strong(word):
    s = word
    for a, b in STEPS:
        s = s.replace(a, b)
    s = re.sub(r"(.)\1+", r"\1", s)
    return s[:-2] + "ov" if s.endswith("of") and len(s) > 4 else s


def skeleton(word):
    s = strong(word)
    return s[:1].translate(str.maketrans("eiou", "aaaa")) + re.sub(r"[aeiouh]", "", s[1:]).replace("v", "f") + ("" if not re.search("(a|ah|eh)$", word) else "A")


prob = {l: json.load(gzip.open(lookups / f"{l}_lexeme_prob.json.gz")) for l in ("de", "en")}
common = defaultdict(lambda: -99.0)
for language in ("de", "en"):
    for word, p in prob[language].items():
        if word[:1].isupper():
            common[plain(word)] = max(common[plain(word)], p if language == "en" else p - 2)

# Names of western tongues: these differ where their letters differ.
surnames, given, gender = {}, set(), defaultdict(lambda: [0.0, 0.0])
for line in eig.read_text(encoding="utf-8").splitlines():
    form, lemma, tag = line.split("\t")
    if form == lemma and tag.endswith(":NAC"):
        surnames[plain(form)] = 9.0
    elif form == lemma and tag.endswith(":VOR"):
        given.add(plain(form))
        gender[plain(form)][":FEM:" in tag] += 0.01
for line in (census / "dist.all.last").read_text().splitlines():
    name, share, _, _ = line.split()
    if float(share) * 1000 >= COMMON_SURNAME:
        surnames.setdefault(plain(name), float(share))
for file in ("dist.male.first", "dist.female.first"):
    for line in (census / file).read_text().splitlines():
        name, share = line.split()[:2]
        given.add(plain(name))
        gender[plain(name)][file == "dist.female.first"] += float(share)

hand = defaultdict(list)
for line in (Path(__file__).parent / "names_same.txt").read_text(encoding="utf-8").splitlines():
    if not line.startswith("#"):
        sort, words = line.split(": ", 1)
        hand[sort].append(words.split("|") if sort == "whole" else words.split())

# Chinese and Korean surnames and syllables keep their letters.
eastern = {plain(w) for words in hand["surname-first"] + hand["east"] for w in words}

# Groups of rigour: two spellings are one where a group holds both and their consonants agree.
script = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u10a0-\u10ff\u0900-\u097f]")
syllables = re.compile("[\u3400-\u9fff\uac00-\ud7af]")
latin = re.compile(r"[a-z]{4,}")
parent = {}


def find(x):
    while parent.setdefault(x, x) != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


def apart(a, b):
    """True for spellings that stay apart even where a group holds both."""
    if a in surnames and b in surnames and not (a in given and b in given):
        return True
    return False


def join(a, b):
    a, b = find(a), find(b)
    if a == b or label.get(a, label.get(b)) != label.get(b, label.get(a)):
        return
    root, other = min(a, b), max(a, b)
    parent[other] = root
    if other in label:
        label[root] = label[other]


# The sets made by hand come first; no group joins two of them.
label = {}
for words in hand["same"]:
    for word in words:
        if find(plain(word)) != find(plain(words[0])):
            join(plain(word), plain(words[0]))
        label[find(plain(word))] = strong(plain(words[0]))
pairs = []
for line in rigour.read_text(encoding="utf-8").splitlines():
    names = line.split(" => ")[0].split(", ")
    if not any(script.search(n) for n in names) or len(names) > 40 and any(syllables.search(n) for n in names):
        continue
    words = sorted({p for n in names if " " not in n for p in [plain(n)] if latin.fullmatch(p) and p.isascii()})
    bones = {w: skeleton(w) for w in words}
    for n, a in enumerate(words):
        for b in words[n + 1:]:
            if len(bones[a]) > 2 and bones[a] == bones[b] and not apart(a, b):
                pairs.append((a, b))
seen = defaultdict(int)
for a, b in pairs:
    seen[a, b] += 1
# Surnames of western tongues take no others in; the rest meet.
for (a, b), times in sorted(seen.items(), key=lambda p: (-p[1], p[0])):
    if find(a) != find(b):
        join(a, b)
classes = defaultdict(set)
for word in list(parent):
    classes[find(word)].add(word)

meaning, letters = {}, defaultdict(str)
for members in classes.values():
    own = sorted(w for w in members if w in surnames and w not in given)
    best = max(sorted(members), key=lambda w: common[w])
    for word in members:
        if find(word) in label:
            meaning[word] = label[find(word)]
            continue
        # Two common surnames in one class: each keeps itself.
        if word in eastern:
            continue
        meaning[word] = strong(best) if len(own) < 2 or word not in own else word
byfold = defaultdict(set)
for word in surnames:
    byfold[strong(word)].add(word)
for words in hand["east"]:
    for word in words:
        meaning[plain(word)] = plain(words[0])
        letters[plain(word)] += "e"
for fold, members in byfold.items():
    if len(members) > 1:
        for word in members:
            if not (word in given and all(m in given for m in members)) and word not in meaning:
                meaning[word] = word
long, regal = {}, {}
for words in hand["short"]:
    for word in words[1:]:
        long[plain(word)] = meaning.get(plain(words[0]), strong(plain(words[0])))
for words in hand["regal"]:
    for word in words:
        regal[plain(word)] = words[0]
for sort, letter in (("surname-first", "a"), ("given-japan", "j"), ("surname-japan", "J"), ("given-hungary", "h"), ("surname-hungary", "H")):
    for words in hand[sort]:
        for word in words:
            letters[plain(word)] += "" if letter in letters[plain(word)] else letter
for word, (male, female) in sorted(gender.items()):
    if max(male, female) > 9 * min(male, female) and max(male, female) >= RARE_GIVEN:
        letters[word] += "f" if female > male else "m"
table = {}
for word in sorted(set(meaning) | set(long) | set(regal) | set(letters)):
    own = meaning.get(word, "")
    columns = ["" if own == strong(word) and "e" not in letters[word] else own, long.get(word, ""), regal.get(word, ""), letters.get(word, "")]
    if any(columns):
        table[word] = "\t".join(columns).rstrip("\t")
for words in hand["whole"]:
    for word in words[1:]:
        table[word] = words[0]
lines = sorted((f"{w}\t{v}" for w, v in table.items()), key=lambda l: l.split("\t")[0].encode())
head = ["# licence: CC0-1.0 (Wikidata, by way of rigour 2.6.1, MIT) AND MIT (which words are surnames: names 0.3.0, US Census 1990)",
        "# licence: CC-BY-SA-4.0 (German surnames: EIG.txt of german-pos-dict, LanguageTool and korrekturen.de)",
        "# source: rigour 2.6.1 person_names.txt, names 0.3.0, EIG.txt of german-pos-dict, data/make/names_same.txt",
        "# made by: python3 data/make/names_persons.py, which says what the columns are"]
(out / "any" / "names-spellings.tsv").write_text("\n".join(head + lines) + "\n", encoding="utf-8")
print("spellings", len(lines), "classes", len(classes), max(map(len, classes.values())))
