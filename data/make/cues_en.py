"""Makes data/en/cues.toml: verbs that introduce somebody's words, with their forms.

    python3 data/make/cues_en.py > data/en/cues.toml

The list was written for stemma. Regular verbs are inflected by rule; irregular ones give past and participle.
Kinds: say (a bare clause may follow), state (needs "that", a quotation, a colon), tell (an addressee, then the clause),
urge (an infinitive), think, act (an object; confirmations and denials), name (a quotation as predicate).
"""

VERBS = """
say: say/said, add, claim, insist, warn, argue, note, explain, maintain, contend, acknowledge, admit, concede, predict, estimate, tweet, allege, assert, declare, announce, report, conclude, suggest, indicate, reveal, recall, joke, charge, respond, reply, counter, complain, caution, remark, testify, reiterate, emphasize, emphasise, stress, boast, quip, observe, confirm, write/wrote/written, state, imply, promise, pledge, vow, swear/swore/sworn, guess, agree, mention, disclose, fear, worry, signal, stipulate, proclaim, affirm, attest, comment, muse, recount, retort, shout, yell, scream, continue, elaborate, clarify, speculate, lament, threaten
say: deny, dispute, refute; denied
say: ask, question, wonder, doubt, inquire; questioned
tell: tell/told, inform, remind, assure, advise, notify, convince, persuade
think: think/thought, believe, know/knew/known, hope, expect, feel/felt, suspect, assume, understand/understood, find/found, learn/learned, consider, say/said, see/saw/seen, show/showed/shown, prove, demonstrate
urge: urge, demand, request, propose, recommend, order, call+for, call+on, plan, want, refuse, decline, offer, seek/sought, appeal
act: criticize, criticise, praise, condemn, welcome, reject, dismiss, blast, slam, defend, accuse, endorse, support, oppose, attack, blame, back, applaud, denounce, cite, reference
name: call, describe, label, dub, characterize, characterise, liken, refer, brand
"""
POLARITY = {"reject": "denied", "dismiss": "denied"}
ACTS = {"confirm": "object", "deny": "object", "dispute": "object", "reject": "object", "dismiss": "object", "call for": "", "urge": "", "demand": "", "propose": "", "accuse": "", "criticize": "", "praise": "", "condemn": "", "endorse": "", "blame": "", "denounce": "", "oppose": ""}


def regular(lemma):
    double = {"admit", "refer"}
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    stem = lemma + lemma[-1] if lemma in double else lemma
    s = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return lemma + s, stem + "ed", stem + "ing"


seen = set()
listed = lambda xs: "[" + ", ".join(f'"{x}"' for x in dict.fromkeys(xs)) + "]"
print('licence = "Apache-2.0 OR MIT"\nsource = "written for stemma; forms made by data/make/cues_en.py"\n')
for line in VERBS.strip().splitlines():
    kind, rest = line.split(": ", 1)
    polarity = ""
    if ";" in rest:
        rest, polarity = (x.strip() for x in rest.split(";"))
    for item in rest.split(", "):
        head, *irregular = item.strip().split("/")
        lemma, _, needs = head.partition("+")
        name = head.replace("+", " ")
        if name in seen:
            continue
        seen.add(name)
        third, past, gerund = regular(lemma)
        if irregular:
            past = irregular[0]
        forms = [lemma, third, past] + irregular[1:]
        print(f'[[entry]]\nname = "{name}"\nkind = "{kind}"')
        if needs:
            print(f'needs = "{needs}"')
        p = polarity or POLARITY.get(name, "")
        if p:
            print(f'polarity = "{p}"')
        act = ACTS.get(name)
        if act is not None:
            print('act = "object"' if act == "object" else "act = []")
        print(f"finite = {listed(forms)}\ngerund = {listed([gerund])}\n")
