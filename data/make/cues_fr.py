"""Makes data/fr/cues.toml: French verbs that introduce somebody's words, with their forms.

    python3 data/make/cues_fr.py > data/fr/cues.toml

The list was written for stemma. Verbs in -er and regular verbs in -ir and -re are inflected by rule; the others give
their stems in IRREGULAR. Forms are the third persons and the first persons that news uses: présent, imparfait, passé
simple, futur, conditionnel; participles with gender and number; the participe présent as gerund. A word after "+" must
stand next to the verb ("faire+savoir"). Kinds are those of data/make/cues_en.py.
"""

VERBS = """
say: déclarer, affirmer, dire, assurer, expliquer, indiquer, préciser, ajouter, annoncer, souligner, rappeler, estimer, juger, confier, raconter, noter, insister, poursuivre, conclure, répéter, marteler, lancer, prévenir, avertir, soutenir, maintenir, prétendre, reconnaître, admettre, avouer, concéder, confirmer, révéler, rapporter, écrire, répondre, rétorquer, répliquer, objecter, réagir, commenter, résumer, glisser, plaider, arguer, argumenter, alléguer, clamer, proclamer, observer, remarquer, constater, regretter, déplorer, témoigner, jurer, garantir, promettre, prédire, pronostiquer, suggérer, signaler, mentionner, évoquer, relater, détailler, nuancer, tempérer, ironiser, plaisanter, s'emporter, s'indigner, s'inquiéter, s'alarmer, s'insurger, s'exclamer, s'étonner, s'agacer, se réjouir, se féliciter, se plaindre, se vanter, se défendre, se justifier, faire+savoir, faire+valoir, faire+observer, laisser+entendre, tonner, fulminer, enchaîner, reprendre, renchérir, murmurer, souffler, crier, hurler, exposer, gronder, sourire, soupirer, redire, réaffirmer, réitérer, convenir, préconiser, menacer, accuser, reprocher, alerter, lâcher, trancher, asséner, s'énerver, se désoler, se lamenter, se targuer, s'enthousiasmer, se moquer, s'excuser, se souvenir, relever, s'offusquer, protester, justifier, citer
say: nier, démentir, contester, réfuter, récuser; denied
say: s'interroger, douter; questioned
urge: demander; questioned
tell: aviser, persuader, convaincre, rassurer
think: penser, croire, considérer, espérer, craindre, redouter, supposer, soupçonner, apprendre, comprendre, se dire, s'attendre, stipuler
urge: exiger, réclamer, appeler, exhorter, inciter, enjoindre, ordonner, sommer, recommander, conseiller, proposer, promettre, menacer, s'engager, refuser, encourager, plaider, réclamer, souhaiter
act: dénoncer, critiquer, fustiger, condamner, saluer, rejeter, exclure, vanter, défendre, balayer, écarter, blâmer, railler, applaudir, approuver
name: qualifier, décrire, comparer, dépeindre
"""
ACTS = {"confirmer": "object", "démentir": "object", "nier": "object", "contester": "object", "réfuter": "object",
        "récuser": "object", "rejeter": "object", "exclure": "object", "dénoncer": "", "critiquer": "", "fustiger": "",
        "condamner": "", "saluer": "", "exiger": "", "réclamer": "", "accuser": "", "balayer": "object",
        "écarter": "object", "annoncer": "object", "promettre": "object", "évoquer": "object", "regretter": "object",
        "déplorer": "object", "proposer": "object", "approuver": "", "redouter": "object", "demander": "object"}
HEARS = {"apprendre"}  # the subject is told; the source stands behind "auprès de"
POLARITY = {"rejeter": "denied", "exclure": "denied", "balayer": "denied", "écarter": "denied"}

# Stems of verbs that follow no rule: présent il, présent ils, imparfait stem, passé simple il and ils, futur stem,
# participle, participe présent. The passé simple and the futur follow from the others where they are left out.
IRREGULAR = {
    "dire": "dit disent dis dit dirent dir dit disant",
    "redire": "redit redisent redis redit redirent redir redit redisant",
    "prédire": "prédit prédisent prédis prédit prédirent prédir prédit prédisant",
    "écrire": "écrit écrivent écriv écrivit écrivirent écrir écrit écrivant",
    "décrire": "décrit décrivent décriv décrivit décrivirent décrir décrit décrivant",
    "poursuivre": "poursuit poursuivent poursuiv poursuivit poursuivirent poursuivr poursuivi poursuivant",
    "conclure": "conclut concluent conclu conclut conclurent conclur conclu concluant",
    "exclure": "exclut excluent exclu exclut exclurent exclur exclu excluant",
    "prévenir": "prévient préviennent préven prévint prévinrent préviendr prévenu prévenant",
    "convenir": "convient conviennent conven convint convinrent conviendr convenu convenant",
    "souvenir": "souvient souviennent souven souvint souvinrent souviendr souvenu souvenant",
    "soutenir": "soutient soutiennent souten soutint soutinrent soutiendr soutenu soutenant",
    "maintenir": "maintient maintiennent mainten maintint maintinrent maintiendr maintenu maintenant",
    "reconnaître": "reconnaît reconnaissent reconnaiss reconnut reconnurent reconnaîtr reconnu reconnaissant",
    "admettre": "admet admettent admett admit admirent admettr admis admettant",
    "promettre": "promet promettent promett promit promirent promettr promis promettant",
    "mettre": "met mettent mett mit mirent mettr mis mettant",
    "apprendre": "apprend apprennent appren apprit apprirent apprendr appris apprenant",
    "comprendre": "comprend comprennent compren comprit comprirent comprendr compris comprenant",
    "reprendre": "reprend reprennent repren reprit reprirent reprendr repris reprenant",
    "démentir": "dément démentent dément démentit démentirent démentir démenti démentant",
    "craindre": "craint craignent craign craignit craignirent craindr craint craignant",
    "plaindre": "plaint plaignent plaign plaignit plaignirent plaindr plaint plaignant",
    "enjoindre": "enjoint enjoignent enjoign enjoignit enjoignirent enjoindr enjoint enjoignant",
    "dépeindre": "dépeint dépeignent dépeign dépeignit dépeignirent dépeindr dépeint dépeignant",
    "feindre": "feint feignent feign feignit feignirent feindr feint feignant",
    "croire": "croit croient croy crut crurent croir cru croyant",
    "savoir": "sait savent sav sut surent saur su sachant",
    "vouloir": "veut veulent voul voulut voulurent voudr voulu voulant",
    "faire": "fait font fais fit firent fer fait faisant",
    "convaincre": "convainc convainquent convainqu convainquit convainquirent convaincr convaincu convainquant",
    "sourire": "sourit sourient souri sourit sourirent sourir souri souriant",
    "rire": "rit rient ri rit rirent rir ri riant",
}
REFLEXIVE = ("se ", "s'")


def regular(lemma):
    """Stems of a verb by rule: é or e before the last consonant opens, c and g keep their sound before a and o."""
    if lemma.endswith("er"):
        stem = lemma[:-2]
        soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
        strong = stem
        if lemma.endswith(("eler", "eter")):
            strong = stem + stem[-1]
        elif len(stem) > 2 and stem[-2] == "é" and stem[-1] in "lrtdgcnv":
            strong = stem[:-2] + "è" + stem[-1]
        elif stem.endswith("gn") and stem[-3] == "é" or stem.endswith("gu") and stem[-3] == "é":
            strong = stem[:-3] + "è" + stem[-2:]
        future = strong + "er" if lemma.endswith(("eler", "eter")) else stem + "er"
        return strong + "e", strong + "ent", soft, soft + "a", stem + "èrent", future, stem + "é", soft + "ant"
    if lemma.endswith("ir"):
        stem = lemma[:-1]
        return stem + "t", stem + "ssent", stem + "ss", stem + "t", stem + "rent", lemma, stem, stem + "ssant"
    stem = lemma[:-2]
    return stem, stem + "ent", stem, stem + "it", stem + "irent", lemma[:-1], stem + "u", stem + "ant"


seen = set()
listed = lambda xs: "[" + ", ".join(f'"{x}"' for x in dict.fromkeys(xs)) + "]"
print('licence = "Apache-2.0 OR MIT"\nsource = "written for stemma; forms made by data/make/cues_fr.py"\n')
for line in VERBS.strip().splitlines():
    kind, rest = line.split(": ", 1)
    rest, _, polarity = rest.partition("; ")
    for item in rest.split(", "):
        head = item.strip()
        reflexive = head.startswith(REFLEXIVE)
        for mark in REFLEXIVE:
            head = head.removeprefix(mark)
        lemma, _, needs = head.partition("+")
        name = item.strip().replace("+", " ")
        if (lemma, needs) in seen or not lemma.endswith(("er", "ir", "re")):
            continue
        seen.add((lemma, needs))
        stems = IRREGULAR[lemma].split() if lemma in IRREGULAR else regular(lemma)
        il, ils, past, simple, simples, future, participle, gerund = stems
        finite = [il, ils, past + "ait", past + "aient", simple, simples, future + "a", future + "ont", future + "ait",
                  future + "aient"]
        if lemma.endswith("er"):
            finite.append(gerund.removesuffix("ant") + "ons")
        plural = participle if participle.endswith("s") else participle + "s"
        participles = [participle, participle + "e", plural, participle + "es"]
        print(f'[[entry]]\nname = "{name}"\nkind = "{kind}"')
        if needs:
            print(f'needs = "{needs}"')
        p = polarity or POLARITY.get(lemma, "")
        if p:
            print(f'polarity = "{p}"')
        if lemma in HEARS:
            print("hears = true")
        act = ACTS.get(lemma) if not needs else None
        if act is not None:
            print('act = "object"' if act == "object" else "act = []")
        print(f'infinitive = {listed([lemma])}')
        print(f"finite = {listed(finite)}\nparticiple = {listed(participles)}\ngerund = {listed([gerund])}\n")
