"""Makes data/de/cues.toml: verbs that introduce somebody's words, with their forms.

    python3 data/make/cues_de.py > data/de/cues.toml

The list was written for stemma. Weak verbs are inflected by rule, strong ones give their forms.
A line: [particle+]lemma [strong forms: 3rd singular, preterite singular, participle] [; kind] [; needs word] [; polarity]
Kinds: say (clause or quotation, before or after), think (the same, of thoughts), urge (infinitive, demands),
act (speech act with an object, clause possible), name (quotation as predicate), quote (only beside a quotation).
"""

VERBS = """
say: sagen, aus+sagen, nach+sagen, voraus+sagen, zu+sagen, vorher+sagen
say: erklären, betonen, berichten, melden, mit+teilen, schildern, schreiben/schreibt/schrieb/geschrieben, sprechen/spricht/sprach/gesprochen
say: äußern, antworten, behaupten, bemerken, versichern, versprechen/verspricht/versprach/versprochen, vermelden
say: erzählen, erläutern, erwidern, entgegnen, ergänzen, erinnern, ermahnen, feststellen=fest+stellen, klar+stellen
say: an+geben/gibt/gab/gegeben, bekannt+geben/gibt/gab/gegeben, zu+geben/gibt/gab/gegeben, preis+geben/gibt/gab/gegeben, bekannt+machen, deutlich+machen, klar+machen, geltend+machen
say: hin+weisen/weist/wies/gewiesen, darauf~hin+weisen/weist/wies/gewiesen, nach+weisen/weist/wies/gewiesen, verweisen/verweist/verwies/verwiesen
say: hinzu+fügen, an+fügen, an+merken, an+kündigen, ein+räumen, ein+wenden, ein+gestehen/gesteht/gestand/gestanden, gestehen/gesteht/gestand/gestanden
say: verkünden, verlautbaren, verlauten, veröffentlichen, bekräftigen, bezeugen, beteuern, begründen, beklagen, bemängeln
say: hervor+heben/hebt/hob/gehoben, heraus+streichen/streicht/strich/gestrichen, unterstreichen/unterstreicht/unterstrich/unterstrichen, wiederholen, konstatieren, kommentieren, kontern, resümieren, notieren, informieren, prognostizieren, signalisieren, argumentieren, präzisieren, protestieren, reagieren, zitieren, twittern, posten
say: aus+führen, an+führen, dar+legen, fort+fahren/fährt/fuhr/gefahren, zusammen+fassen, zu+sichern, zurück+rudern, durch+blicken
say: warnen, mahnen, drohen, klagen, loben, rügen, urteilen, schlussfolgern, folgern, spekulieren
say: vor+werfen/wirft/warf/geworfen, vor+schlagen/schlägt/schlug/geschlagen, vor+tragen/trägt/trug/getragen, unterstellen, unterrichten, nahe+legen, bei+pflichten, zu+stimmen
say: offenbaren, enthüllen, andeuten=an+deuten, besagen, lauten, heißen/heißt/hieß/geheißen, fest+halten/hält/hielt/gehalten, dagegen+halten/hält/hielt/gehalten, entgegen+halten/hält/hielt/gehalten
say: rufen/ruft/rief/gerufen, aus+rufen/ruft/rief/gerufen, skandieren, schreien/schreit/schrie/geschrien, flüstern, murmeln, scherzen, spotten, höhnen, witzeln, seufzen, schimpfen, wettern, poltern, schwärmen, jubeln, frohlocken
say: aus+rechnen, damit~begründen, vernehmen/vernimmt/vernahm/vernommen, erwähnen, ab+streiten/streitet/stritt/gestritten, insistieren, beharren, pochen, prophezeien, orakeln, referieren, dozieren, kolportieren, nach+haken, vor+halten/hält/hielt/gehalten, vor+rechnen, zurück+melden, aus+richten, übermitteln, überliefern, dahingehend~äußern, voraus+sehen/sieht/sah/gesehen, diagnostizieren, spezifizieren, konkretisieren, verteidigen, frotzeln, lästern, ätzen, stänkern, bloggen, ein+schränken, relativieren, auf+zählen, auf+listen, heraus+finden/findet/fand/gefunden, fest+legen, veranschlagen, belehren, benachrichtigen, alarmieren, vergewissern, weiter+sagen
say: fragen, nach+fragen, zurück+fragen; questioned
say: bestreiten/bestreitet/bestritt/bestritten, leugnen, verneinen, dementieren; denied
say: bezweifeln, an+zweifeln, zweifeln; questioned
think: glauben, meinen, denken/denkt/dachte/gedacht, vermuten, an+nehmen/nimmt/nahm/genommen, hoffen, fürchten, befürchten, erwarten, schätzen, ein+schätzen, rechnen, wissen/weiß/wusste/gewusst, ahnen, bedauern, monieren
think: davon~aus+gehen/geht/ging/gegangen, mutmaßen, bezichtigen, bevorzugen, schwören/schwört/schwor/geschworen, argwöhnen, wünschen, träumen
say: durchblicken+lassen/lässt/ließ/gelassen, wissen+lassen/lässt/ließ/gelassen, verlauten+lassen/lässt/ließ/gelassen, erkennen+lassen/lässt/ließ/gelassen
act: aus+gehen/geht/ging/gegangen, beziffern, aus+sprechen/spricht/sprach/gesprochen, ein+setzen, für~halten/hält/hielt/gehalten, erhoffen, rechnen
impersonal: bekannt+werden/wird/wurde/geworden, hervor+gehen/geht/ging/gegangen
think: sicher+sein/ist/war/gewesen, überzeugt+sein/ist/war/gewesen, einig+sein/ist/war/gewesen, zuversichtlich+sein/ist/war/gewesen, bewusst+sein/ist/war/gewesen, besorgt+sein/ist/war/gewesen, optimistisch+sein/ist/war/gewesen, überzeugt+zeigen, zuversichtlich+zeigen, besorgt+zeigen, optimistisch+zeigen, enttäuscht+zeigen, erfreut+zeigen, zufrieden+zeigen, sicher+zeigen, begeistert+zeigen, verwundert+zeigen, entsetzt+zeigen, bestürzt+zeigen
say: bestätigen, belegen, ermitteln, errechnen, ergeben/ergibt/ergab/ergeben, beschreiben/beschreibt/beschrieb/beschrieben
urge: erwägen/erwägt/erwog/erwogen, an+weisen/weist/wies/gewiesen, sich~einigen, sich~entschließen/entschließt/entschloss/entschlossen, verzichten, ab+lehnen, zögern, beschließen/beschließt/beschloss/beschlossen, entscheiden/entscheidet/entschied/entschieden, vereinbaren, planen, beabsichtigen, geloben, sich~verpflichten, fordern, verlangen, auf+fordern, appellieren, plädieren, bitten/bittet/bat/gebeten, an+ordnen, auf+rufen/ruft/rief/gerufen, empfehlen/empfiehlt/empfahl/empfohlen, raten/rät/riet/geraten, drängen, befehlen/befiehlt/befahl/befohlen, an+bieten/bietet/bot/geboten, beantragen, beschuldigen, verdächtigen, ersuchen, an+regen, nahe+legen, an+mahnen
act: kritisieren, verurteilen, begrüßen, loben, tadeln, würdigen, beklagen, bedauern, verteidigen, rechtfertigen, warnen, prangern=an+prangern, an+kreiden, bemängeln, rügen, monieren, befürworten, gratulieren, danken
act: zurück+weisen/weist/wies/gewiesen; denied
name: nennen/nennt/nannte/genannt, bezeichnen, titulieren, betiteln, beschimpfen, charakterisieren, vergleichen/vergleicht/verglich/verglichen, ein+stufen, werten, bewerten, überschreiben/überschreibt/überschrieb/überschrieben
quote: sich~zeigen, lachen, stöhnen, lächeln, ein+werfen/wirft/warf/geworfen, beginnen/beginnt/begann/begonnen, schließen/schließt/schloss/geschlossen, freuen, ärgern, wundern, beschweren, bedanken, entschuldigen, ereifern, echauffieren, bilanzieren, titeln, beschwören/beschwört/beschwor/beschworen, ein+fallen/fällt/fiel/gefallen, auf+schreien/schreit/schrie/geschrien, kündigen, motivieren, trösten, verraten/verrät/verriet/verraten, diktieren, formulieren, attestieren, bescheinigen, beruhigen
act: widersprechen/widerspricht/widersprach/widersprochen, abrede~stellen; denied
act: frage~stellen, infrage~stellen; questioned
"""
INSEPARABLE = ("be", "ver", "er", "ent", "emp", "ge", "zer", "wider", "unter", "über", "wiederh", "miss", "vollz", "offenb", "verlautb")


def weak(lemma):
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    e = "e" if stem[-1] in "td" or (stem[-1] in "nm" and (stem[-3:-1] == "ch" or stem[-2] in "bdfgkpst")) else ""
    past = stem + e + "te"
    ge = "" if lemma.startswith(INSEPARABLE) or lemma.endswith("ieren") else "ge"
    if lemma.startswith(("geh", "unterr", )):
        ge = ""
    if lemma in ("berichten", "betonen", "prophezeien", "übermitteln", "überliefern", "beabsichtigen"):
        ge = ""
    present = stem + e + "t"
    return [present, lemma, past, past + "n"], ge + stem + e + "t", [stem + "e"]


def strong(lemma, third, past, participle):
    plural = past + ("n" if past.endswith("e") else "en")
    if past.endswith("ß"):
        plural = past + "en"
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    if lemma == "sein":
        return ["ist", "sind", "war", "waren"], participle, ["sei", "seien"]
    return [third, lemma, past, plural], participle, [stem + "e"]


# Acts of speech that tell what is said without a clause: words one of which must stand in the clause, or none.
# "object": the object alone is the content (confirmations and denials).
ACTS = {
    "ausgehen": "von", "verweisen": "auf", "hinweisen": "auf", "anregen": "",
    "begründen": "mit", "bitten": "um", "angeben": "als",
    "fordern": "", "verlangen": "", "nennen": "", "bezeichnen": "als", "werten": "als", "bewerten": "als", "einstufen": "als",
    "einschätzen": "", "schätzen": "", "sprechen": "von", "beziffern": "", "voraussagen": "", "vorhersagen": "", "warnen": "vor",
    "vorwerfen": "", "plädieren": "", "ankündigen": "", "auffordern": "", "empfehlen": "", "vorschlagen": "",
    "prognostizieren": "", "aussprechen": "für gegen", "berichten": "von", "rechnen": "mit", "würdigen": "als", "verurteilen": "als",
    "beschreiben": "als", "charakterisieren": "als", "kritisieren": "als", "unterstellen": "", "bescheinigen": "",
    "attestieren": "", "appellieren": "", "beklagen": "", "klagen": "über", "vermuten": "", "befürchten": "", "fürchten": "", "drängen": "auf",
    "anmahnen": "", "verdächtigen": "", "beschuldigen": "", "bezichtigen": "", "zusichern": "", "versprechen": "",
    "bestätigen": "object", "dementieren": "object", "bestreiten": "object", "zurückweisen": "object", "leugnen": "object",
}
# Verbs that report nobody's words in the passive: "ist geplant".
ACTIVE = {"planen", "beabsichtigen", "erwägen"}
seen = set()
out = []
for line in VERBS.strip().splitlines():
    kind, rest = line.split(": ", 1)
    polarity = ""
    if ";" in rest:
        rest, polarity = (x.strip() for x in rest.split(";"))
    for item in rest.split(", "):
        head, *irregular = item.strip().split("/")
        needs = ""
        if "=" in head:
            head = head.split("=")[1]
        if "~" in head:
            needs, head = head.split("~")
        particle, lemma = head.split("+") if "+" in head else ("", head)
        finite, participle, subjunctive = strong(lemma, *irregular) if irregular else weak(lemma)
        name = (needs + " " if needs else "") + particle + lemma
        if name in seen:
            continue
        seen.add(name)
        out.append((name, kind, particle, needs, polarity, finite, participle, subjunctive))

listed = lambda xs: "[" + ", ".join(f'"{x}"' for x in dict.fromkeys(xs)) + "]"
print('licence = "Apache-2.0 OR MIT"\nsource = "written for stemma; forms made by data/make/cues_de.py"\n')
for name, kind, particle, needs, polarity, finite, participle, subjunctive in out:
    print(f'[[entry]]\nname = "{name}"\nkind = "{kind}"')
    if particle:
        print(f'particle = "{particle}"')
    if needs:
        print(f'needs = "{needs}"')
    if polarity:
        print(f'polarity = "{polarity}"')
    if name in ACTIVE:
        print("active = true")
    if name == "zitieren":
        print("quoted = true")
    act = ACTS.get(name)
    if act is not None:
        print(f"act = {listed(act.split())}" if act != "object" else 'act = "object"')
    print(f"finite = {listed(finite)}\nparticiple = {listed([participle])}\nsubjunctive = {listed(subjunctive)}\n")
