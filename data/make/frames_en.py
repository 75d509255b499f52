"""Makes data/en/cue-frames.tsv: verbs of saying, thinking, wanting and judging, with their forms and complements.

    python3 data/make/frames_en.py LEMMINFLECT/resources > data/en/cue-frames.tsv

The list was written for stemma; irregular forms come from lemminflect (MIT). Complements:

say    somebody's words in quotation marks may stand before or after it
that   a clause with a conjunction or question word      bare   a clause without one
to     an infinitive                                     told   first who is told, then a clause or an infinitive
np     an object                                         npto   an object with an infinitive
pred   an object with what is said of it                 as     the same, but only with "as"
ing    a form in -ing                                    copula what its subject seems to be
p:X    the preposition X and its object              finite  its past form is hardly ever a participle before a noun
"""
import gzip
import sys
from pathlib import Path

GROUPS = """
finite: say, tell, tweet, argue, insist, contend, add, reply, quip, joke
say that bare to np: say, claim, swear
say that bare to: vow, pledge, threaten
say that bare told to: promise
say that bare np: add, note, explain, acknowledge, admit, concede, predict, estimate, tweet, retweet, allege, assert, declare, announce, report, reveal, recall, confirm, write, mention, disclose, proclaim, affirm, state, observe, lament, emphasize, emphasise, stress, stipulate, recount, clarify, reiterate, repeat, confess, imply, hint, boast, relate, underscore, highlight, maintain, insist, caution, warn, post, suggest
say that bare: argue, contend, conclude, joke, respond, reply, counter, complain, remark, testify, quip, attest, comment, muse, retort, shout, yell, scream, continue, elaborate, speculate, chime, interject, deadpan, gush, exclaim, snap, sneer, rant, opine, theorize, posit, surmise, reason, rejoin, brag, gripe, blurt, mutter, whisper, plead, blog, fume, vent, chuckle, begin, sigh, intone, cry, chide, explode, chant, bellow, crow, harrumph, reminisce, marvel
say that bare p:with: agree, disagree
say that to bare p:to p:on: agree
say that: ask, wonder, inquire, query
say that told np npto p:about p:for: ask
say that np p:about: question
say told that bare: tell
say told that bare to: remind, assure
told that bare: inform, notify, convince, persuade, reassure, brief, advise, alert
told npto np: urge, encourage, instruct, order, command, beg, implore, press, direct, advise, exhort, lobby, pressure, ask, invite
say that np: deny, dispute
that bare np to: expect, hope, plan, intend, wish
that bare np: believe, think, know, suspect, assume, understand, realize, realise, feel, find, learn, guess, fear, remember, forget, doubt, recognize, recognise, sense, worry, hear, discover, imagine, figure, conclude, anticipate, foresee, notice, presume, envision, regret, appreciate, indicate, demonstrate, show, prove, signal, illustrate, document, detail, outline, verify, dream, calculate
that np: establish, see, read, decide, accept, consider, debate, discuss, examine, investigate, explore, ponder, contemplate, describe, overlook, acknowledge
that to np npto: want, prefer, like, love, hate, prefer
that to: decide, resolve, agree, pray, opt
to: refuse, decline, seek, aim, hesitate, vie, strive, aspire, yearn, fight, volunteer, propose, demand, offer, threaten, pledge, agree, promise, hope
that np ing: propose, recommend, suggest, demand, advocate, urge, oppose, support, favor, favour, endorse, consider, reject, condemn, condone, defend, justify, back, champion, embrace, denounce, protest, resist, contemplate
np: criticize, criticise, praise, welcome, dismiss, blast, slam, attack, blame, applaud, cite, reference, quote, criticise, lambaste, lambast, rip, ridicule, mock, deride, decry, bash, hammer, skewer, berate, scold, admonish, assail, castigate, chastise, rebuke, insult, taunt, tout, hail, laud, commend, thank, congratulate, celebrate, honor, salute, extol, trumpet, unveil, publish, express, voice, air, echo, challenge, contest, refute, rebut, debunk, rebuff, disavow, repudiate, renounce, retract, recant, disown, acknowledge, accuse, charge, fault, pan, trash, deplore, bemoan, bewail, mourn, protest, question, scrutinize, approve, authorize, ratify, veto, prohibit, ban, bar, request, solicit, seek, demand, favor, respect, admire, trust, distrust, mistrust, despise, resent, loathe, dislike, adore, enjoy, value, prize, tackle, broach, summarize, summarise, analyze, analyse, evaluate, assess, review, invoke, evoke, parrot, preach, second, rule, offer, dispute, slap, denigrate, disparage, belittle, demean, vilify, demonize, demonise, smear, malign, discredit, misrepresent, downplay, minimize, exaggerate, overstate, hype, spin, plug, circulate, leak, broadcast, televise, detail, profile, chronicle, spotlight, flout, rue, envy, pity, crave, covet, dread, prefer, back, tease, pan, reprimand, upbraid, excoriate, eviscerate, lampoon, satirize, parody, heckle, boo, cheer, jeer, toast, eulogize, commemorate, memorialize, mull, eye, oppose, greenlight, propound, espouse, unveil
np pred: call, describe, label, dub, characterize, characterise, brand, deem, term, declare, name, christen, depict, portray, paint, cast, identify, define, nickname, tag, consider, judge
as: see, view, regard, perceive, interpret, treat, cite, dismiss, reject, hail, recognize, tout, denounce
that copula: seem, appear
p:to: refer, point, allude, object, respond, react, admit, commit, appeal, listen, testify, subscribe, adhere, aspire, attest, attribute
p:for: call, push, advocate, press, argue, apologize, apologise, vote, campaign, hope, wish, plead, pray, ask, lobby, stump, root, yearn, clamor, vouch, opt, plan, look
p:on: call, insist, comment, focus, agree, elaborate, campaign, expound, dwell, harp, opine, rule, vote, testify, tweet, count, pounce, report, seize, hammer, double, plan, decide
p:about: talk, speak, complain, worry, think, joke, write, ask, wonder, know, care, hear, tweet, brag, boast, lie, argue, warn, debate, gripe, fret, rave, rant, lament, learn, read, inquire, speculate, say, mislead, feel
p:of: speak, talk, complain, approve, disapprove, warn, accuse, dream, think, conceive, boast, say, tell, hear, remind, write, learn, know, despair
p:against: argue, speak, rail, campaign, vote, warn, protest, rally, lobby, testify, inveigh, fulminate, advise, lash
p:with: agree, disagree, side, sympathize, sympathise, identify, deal, grapple, concur, differ
p:at: laugh, hint, scoff, bristle, balk, sneer, snipe, mock, rage, fume, jab
p:in: believe, trust, confide
p:over: worry, fret, spar, argue, feud, agonize, clash
p:as: know
that p:out: point
p:into: look, inquire, probe
p:toward: lean
p:from: back, hear
p:down: double, turn
p:up: bring, sum, back, play, conjure
"""
DENIED = {"deny", "dispute", "refute", "reject", "dismiss", "rebut", "disavow", "debunk", "repudiate", "doubt", "denounce"}
ASKED = {"ask", "question", "wonder", "inquire", "query", "doubt"}
DENIED -= {"doubt", "denounce"}

forms = {}
for line in gzip.open(Path(sys.argv[1]) / "infl_lu.csv.gz", "rt", encoding="utf-8"):
    lemma, kind, *rest = line.strip().split(",")
    if kind == "verb" and len(rest) == 4:
        forms[lemma] = [x for f in (lemma, rest[3], rest[0], rest[1], rest[2]) for x in f.split("/") if x]


def regular(lemma):
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    return [lemma, lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"), lemma + "ed", lemma + "ing"]


frames = {}
for line in GROUPS.strip().splitlines():
    kinds, rest = line.split(": ", 1)
    for lemma in rest.split(", "):
        entry = frames.setdefault(lemma, [])
        entry += [k for k in kinds.split() if k not in entry]
print("# licence: Apache-2.0 OR MIT (list), MIT (irregular forms)")
print("# source: written for stemma; irregular forms from lemminflect 0.2.3")
print("# made by: python3 data/make/frames_en.py, which says what the complements are")
print("# columns: plain form, all forms, complements, what the speaker does with them")
for lemma in sorted(frames, key=lambda x: x.encode()):
    own = list(dict.fromkeys(forms.get(lemma) or regular(lemma)))
    polarity = "denied" if lemma in DENIED else "questioned" if lemma in ASKED else "affirmed"
    print(f"{lemma}\t{' '.join(own)}\t{' '.join(frames[lemma])}\t{polarity}")
