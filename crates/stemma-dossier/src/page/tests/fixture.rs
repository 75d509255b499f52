//! Invented piles: a flood in a country that is on no map.

use crate::record::*;

/// Words that try to become markup.
pub(in crate::page) const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"onmouseover=\"alert(1)",
    "</script></style></title><img src=x onerror=alert(1)>",
    "]]><!-- -->",
    "a/b\\'c\"><svg/onload=alert(1)>",
    "\u{202E}nedrow tshedrev\u{202C} \u{0}\u{7}",
    "&lt;b&gt; &amp;",
    "javascript:alert(1)",
    "<b>f\u{308}e\u{301}👩‍👩‍👧 漢字</b>",
];

/// No articles at all.
pub(in crate::page) fn empty() -> DossierRecord {
    DossierRecord {
        schema: "stemma/dossier/1",
        articles: Vec::new(),
        annotations: Vec::new(),
        reuse: Vec::new(),
        lineage: Vec::new(),
        corrections: Vec::new(),
        stories: Vec::new(),
        claims: Vec::new(),
        timeline: Vec::new(),
        checks: Vec::new(),
        failures: Vec::new(),
        audit: AuditRecord {
            version: "0.0.0".into(),
            options: Vec::new(),
            inputs: Vec::new(),
            decisions: Vec::new(),
        },
    }
}

fn article(id: &str, title: Option<&str>, text: &str) -> ArticleRecord {
    let mut blocks = Vec::new();
    let mut at = 0;
    for block in text.split("\n\n") {
        let end = at + block.chars().count();
        blocks.push(BlockRecord { kind: "paragraph", start: at, end, language: None });
        at = end + 2;
    }
    ArticleRecord {
        schema: "stemma/article/1",
        id: id.into(),
        url: Some(format!("https://zeitung.invalid/{id}")),
        title: title.map(str::to_owned),
        text: text.into(),
        published: Some(DatedRecord { value: "2031-05-07".into(), precision: "day", basis: "meta" }),
        modified: None,
        kicker: Some("Nordau <b>".into()),
        subtitle: None,
        teaser: Some("Das Amt hat gezählt <script>".into()),
        first_seen: None,
        dates: [("published", "taken"), ("modified", "in the future")]
            .map(|(role, verdict)| DateCandidateRecord {
                role,
                dated: DatedRecord { value: "2031-05-07".into(), precision: "day", basis: "open graph" },
                quote: "article:published_time <i>".into(),
                verdict,
            })
            .into(),
        image_credits: vec![CreditRecord {
            name: "nfa".into(),
            basis: "credit line",
            quote: "Foto: nfa".into(),
            number: None,
        }],
        notices: vec![NoticeRecord {
            kind: "machine translation",
            name: None,
            quote: "Übersetzt mit <u>".into(),
        }],
        addresses: vec![AddressRecord { kind: "amp", url: "javascript:alert(1)".into(), language: None }],
        entries: Vec::new(),
        authors: vec!["Ilse Quandt".into()],
        outlet: Some("Grünauer Bote".into()),
        language: "de".into(),
        agencies: vec![CreditRecord {
            name: "nfa".into(),
            basis: "dateline",
            quote: "Nordau (nfa)".into(),
            number: None,
        }],
        credits: Vec::new(),
        blocks,
        removed: vec![RemovedRecord { kind: "advert", text: "Jetzt Stiefel kaufen".into() }],
        raw_sha256: "00".repeat(32),
        offsets: Vec::new(),
    }
}

/// Where `words` stand in `text`, in code points.
fn find(text: &str, words: &str) -> [usize; 2] {
    let at = text.find(words).expect("the words stand in the text");
    let start = text[..at].chars().count();
    [start, start + words.chars().count()]
}

fn link(name: &str, kind: &'static str) -> LinkRecord {
    let unnamed = (kind == "unnamed person").then(|| UnnamedRecord {
        kind: "official",
        country: Some("NO".into()),
        institution: Some("Pegelamt <b>".into()),
    });
    LinkRecord { name: name.into(), kind, description: Some("Pegelwartin von Nordau".into()), unnamed }
}

fn annotations(article: &ArticleRecord, said: &str, name: &str) -> AnnotationsRecord {
    let content = find(&article.text, said);
    let mention = find(&article.text, name);
    AnnotationsRecord {
        schema: "stemma/annotations/1",
        id: article.id.clone(),
        language: "de".into(),
        reference: None,
        sentences: vec![],
        quotations: vec![QuotationRecord {
            id: "q1".into(),
            kind: "indirect",
            content: vec![content],
            cue: vec![],
            source: vec![mention],
            addressee: vec![],
            source_entity: Some("e1".into()),
            nested_in: None,
            polarity: "denied",
            modality: "hedged",
            force: "warned",
            hedges: vec![[content[0] + 1, content[0] + 3]],
            chain: vec![link(name, "person"), link("nfa", "agency"), link("Grünauer Bote", "outlet")],
            rule: "colon".into(),
            cue_entry: Some("sagen".into()),
            source_from: "sentence",
        }],
        entities: vec![EntityRecord {
            id: "e1".into(),
            kind: "person",
            name: name.into(),
            key: format!("name:{name}"),
            mentions: vec![mention],
        }],
        times: vec![TimeRecord {
            start: content[0],
            end: content[0] + 4,
            kind: "DATE",
            value: "2031-05-07".into(),
            precision: None,
            from: None,
            to: None,
            modifier: None,
            stretch: None,
        }],
        quantities: vec![QuantityRecord {
            start: content[0] + 2,
            end: content[1] + 3,
            value: stemma_text::QuantityValue::Between(1.5, 2000.0),
            unit: Some("metre".into()),
            approximate: true,
            counted: None,
            bound: stemma_text::Bound::About,
            kind: stemma_text::QuantityKind::Measure,
            si: None,
        }],
        ordinals: Vec::new(),
    }
}

fn spot((article, range): &(&ArticleRecord, [usize; 2])) -> PlaceRecord {
    PlaceRecord { article: article.id.clone(), start: range[0], end: range[1] }
}

fn claim(
    number: usize,
    text: &str,
    places: &[(&ArticleRecord, [usize; 2])],
    origins: &[&str],
) -> ClaimRecord {
    let ids: Vec<String> = places.iter().map(|(a, _)| a.id.clone()).collect();
    ClaimRecord {
        schema: "stemma/claim/1",
        id: format!("c{number}"),
        story: "s1".into(),
        text: text.into(),
        status: "disputed",
        variants: places
            .iter()
            .map(|(article, range)| VariantRecord {
                article: article.id.clone(),
                start: range[0],
                end: range[1],
                quotation: Some("q1".into()),
                chain: vec![link(origins[0], "unnamed person"), link("nfa", "agency")],
                polarity: "denied",
                modality: "possible",
            })
            .collect(),
        origins: origins
            .iter()
            .enumerate()
            .map(|(at, name)| OriginRecord {
                name: (*name).into(),
                kind: "person",
                articles: ids.clone(),
                why: "Erstes Glied aller Ketten.".into(),
                group: at / 2,
                loose_group: 0,
            })
            .collect(),
        independent_origins: IntervalRecord { min: 1, max: origins.len().div_ceil(2) },
        importance: 0.5,
        reasons: vec!["Beide sprechen für das Pegelamt.".into()],
        merges: vec![
            MergeRecord {
                kind: "merge",
                origins: origins.iter().take(2).map(|o| (*o).into()).collect(),
                why: "Beide sprechen für das Pegelamt.".into(),
                places: places.iter().map(spot).collect(),
            },
            MergeRecord {
                kind: "doubt",
                origins: origins.iter().rev().take(2).map(|o| (*o).into()).collect(),
                why: "Beide können für das Pegelamt sprechen.".into(),
                places: vec![spot(&places[0])],
            },
        ],
        warnings: vec!["single origin", "unnamed sources only"],
        warning_notes: vec![WarningRecord {
            warning: "single origin",
            explanation: "Alle vier Artikel haben es von Hedda Mohn.".into(),
            places: places.iter().map(spot).collect(),
        }],
        conflicts: vec![ConflictRecord {
            kind: "time",
            articles: ids.clone(),
            explanation: "Dienstag gegen Mittwoch.".into(),
            sides: ["Dienstag", "Mittwoch"]
                .map(|day| SideRecord { text: day.into(), places: places.iter().map(spot).collect() })
                .into(),
        }],
        reconciled: vec![ConflictRecord {
            kind: "time",
            articles: ids.clone(),
            explanation: "„gestern“ und „am Dienstag“ sind derselbe Tag.".into(),
            sides: vec![SideRecord { text: "gestern".into(), places: vec![spot(&places[0])] }],
        }],
        history: vec![
            StepRecord { when: None, status: "planned", by: None, place: spot(&places[0]) },
            StepRecord {
                when: Some("2031-05-07T14:02".into()),
                status: "confirmed",
                by: Some(origins[0].into()),
                place: spot(&places[places.len() - 1]),
            },
        ],
        first: FirstRecord { articles: ids, when: None, why: "Die Uhren sagen es nicht.".into() },
    }
}

fn family(name: &str, ids: &[&str], lost: Option<&str>) -> LineageRecord {
    let mut witnesses: Vec<WitnessRecord> = ids
        .iter()
        .map(|id| WitnessRecord { id: (*id).into(), kind: "article", label: None, credited: None })
        .collect();
    let mut edges = Vec::new();
    if let Some(credited) = lost {
        witnesses.push(WitnessRecord {
            id: "lost:nfa".into(),
            kind: "lost",
            label: Some("nfa report".into()),
            credited: Some(credited.into()),
        });
        for (at, id) in ids.iter().enumerate() {
            edges.push(EdgeRecord {
                from: "lost:nfa".into(),
                to: (*id).into(),
                relation: if at % 2 == 0 { "edit" } else { "excerpt" },
                confidence: 0.9 - at as f64 / 100.0,
                evidence: vec![EvidenceRecord {
                    kind: "credit",
                    text: format!("Nennt {credited} in der Ortszeile."),
                }],
                changes: Vec::new(),
                alternatives: Vec::new(),
            });
        }
    }
    LineageRecord {
        schema: "stemma/lineage/1",
        family: name.into(),
        witnesses,
        edges,
        corrections: Vec::new(),
    }
}

/// The second article from the first, with what was changed.
fn copied(from: &str, to: &str) -> EdgeRecord {
    let change = |kind, from, to, words| ChangeRecord { kind, from, to, words, text: "Der Fluss".into() };
    EdgeRecord {
        from: from.into(),
        to: to.into(),
        relation: "edit",
        confidence: 0.7,
        evidence: vec![EvidenceRecord { kind: "time", text: "Erschien später.".into() }],
        alternatives: Vec::new(),
        changes: vec![
            change("cut", Some([76, 99]), None, 4),
            change("number changed", Some([25, 33]), Some([25, 33]), 1),
            change("headline changed", None, None, 2),
        ],
    }
}

fn corrected(article: &str, earlier: &str, carrier: &str) -> CorrectionRecord {
    CorrectionRecord {
        article: article.into(),
        earlier: Some(earlier.into()),
        kind: "number",
        old: "zwölf".into(),
        new: "vierzehn".into(),
        range: Some([4, 13]),
        notice: Some("Korrektur: Es sind vierzehn.".into()),
        carriers: vec![PlaceRecord { article: carrier.into(), start: 0, end: 5 }],
    }
}

fn moment(when: &str, text: &str, article: &str) -> MomentRecord {
    let kind = if text.is_empty() { "published" } else { "told" };
    MomentRecord {
        when: when.into(),
        text: text.into(),
        claims: vec!["c1".into()],
        articles: vec![article.into()],
        kind,
    }
}

/// Four articles, two of them from one lost report.
pub(in crate::page) fn river() -> DossierRecord {
    let first = "Der Auenfluss steigt bis Dienstag weiter, sagte die Pegelwartin Hedda Mohn.\n\nDie Deiche seien dicht.";
    let second = "Der Auenfluss steigt bis Mittwoch weiter, sagte die Pegelwartin Hedda Mohn am Abend.";
    let third = "Laut Hedda Mohn steigt der Auenfluss. Anwohner tragen Sandsäcke.";
    let fourth =
        "Hedda Mohn sieht den Auenfluss steigen. 12 Kilometer in 2 Stunden seien 9 Kilometer in der Stunde.";
    let texts = [
        ("bote.txt", "Der Fluss steigt", first),
        ("kurier.txt", "Hochwasser", second),
        ("post.txt", "Sandsäcke", third),
        ("welle.txt", "Neun Kilometer", fourth),
    ];
    let articles: Vec<ArticleRecord> =
        texts.iter().map(|(id, title, text)| article(id, Some(title), text)).collect();
    let mut dossier = empty();
    dossier.annotations = articles
        .iter()
        .zip([
            "Auenfluss steigt bis Dienstag",
            "Auenfluss steigt",
            "steigt der Auenfluss",
            "den Auenfluss steigen",
        ])
        .map(|(article, said)| annotations(article, said, "Hedda Mohn"))
        .collect();
    let everywhere: Vec<_> = articles.iter().map(|a| (a, [0, 40])).collect();
    dossier.claims = vec![
        claim(1, "Der Auenfluss steigt bis Dienstag weiter", &everywhere, &["Hedda Mohn", "Pegelamt"]),
        claim(2, "Die Deiche sind dicht", &everywhere[..1], &["ein Beamter"]),
    ];
    dossier.reuse = vec![ReuseRecord {
        schema: "stemma/reuse/1",
        a: "bote.txt".into(),
        b: "kurier.txt".into(),
        resemblance: 0.8,
        containment_a: 0.9,
        containment_b: 0.85,
        relation: "edited copy",
        passages: vec![PassageRecord { a: [0, 75], b: [0, second.chars().count()], kind: "edited" }],
    }];
    dossier.lineage = vec![
        family("f1", &["bote.txt", "kurier.txt"], Some("nfa")),
        family("f2", &["post.txt"], None),
        family("f3", &["welle.txt"], None),
    ];
    dossier.lineage[0].edges.push(copied("bote.txt", "kurier.txt"));
    dossier.corrections = vec![corrected("kurier.txt", "bote.txt", "welle.txt")];
    dossier.timeline =
        vec![moment("2031-05-06", "Der Fluss steigt", "bote.txt"), moment("2031-05-07", "", "bote.txt")];
    let wrong = find(fourth, "12 Kilometer in 2 Stunden");
    dossier.checks = vec![CheckRecord {
        kind: "arithmetic",
        article: "welle.txt".into(),
        start: wrong[0],
        end: wrong[1],
        explanation: "12 km / 2 h = 6 km/h".into(),
    }];
    dossier.audit.decisions = [("independent", vec!["c1".to_owned()]), ("same", Vec::new())]
        .map(|(kind, claims)| DecisionRecord {
            kind,
            names: vec!["Hedda Mohn".into(), "Pegelamt".into()],
            why: Some("Beide haben selbst gemessen.".into()),
            by: None,
            claims,
        })
        .into();
    dossier.audit.inputs = articles
        .iter()
        .map(|a| InputRecord {
            id: a.id.clone(),
            path: a.id.clone(),
            sha256: a.raw_sha256.clone(),
            bytes: a.text.len(),
        })
        .collect();
    dossier.articles = articles;
    dossier
}

/// A pile in which every free text tries to break out.
pub(in crate::page) fn hostile() -> DossierRecord {
    let mut dossier = river();
    let all = HOSTILE.join(" ");
    let ids: Vec<String> = (0..dossier.articles.len()).map(|at| format!("{at}/{all}")).collect();
    let rename = |id: &mut String| match ["bote.txt", "kurier.txt", "post.txt", "welle.txt"]
        .iter()
        .position(|i| i == id)
    {
        Some(at) => *id = ids[at].clone(),
        None => id.push_str(&all),
    };
    for article in &mut dossier.articles {
        rename(&mut article.id);
        article.title = Some(all.clone());
        article.url = Some("javascript:alert(1)".into());
        article.text.push_str(&format!("\n\n{all}"));
        article.language = all.clone();
        article.outlet = Some(all.clone());
        article.authors = vec![all.clone()];
        article.agencies[0].name = all.clone();
        article.agencies[0].quote = all.clone();
        article.removed[0].text = all.clone();
        article.published = Some(DatedRecord { value: all.clone(), precision: "day", basis: "meta" });
    }
    dossier.articles[0].blocks.reverse();
    for annotations in &mut dossier.annotations {
        rename(&mut annotations.id);
        let quotation = &mut annotations.quotations[0];
        quotation.chain[0].name = all.clone();
        quotation.chain[0].description = Some(all.clone());
        quotation.content.push([3, 9_999]);
        annotations.entities[0].name = all.clone();
        annotations.times[0].value = all.clone();
    }
    for claim in &mut dossier.claims {
        claim.text = all.clone();
        claim.reasons.push(all.clone());
        claim.conflicts[0].explanation = all.clone();
        for conflict in claim.conflicts.iter_mut().chain(&mut claim.reconciled) {
            conflict.articles.iter_mut().for_each(rename);
            for side in &mut conflict.sides {
                side.text = all.clone();
                side.places.iter_mut().for_each(|p| rename(&mut p.article));
                side.places.push(PlaceRecord { article: ids[0].clone(), start: 900, end: 3 });
            }
        }
        for merge in &mut claim.merges {
            merge.origins = merge.origins.iter().map(|name| format!("{name}{all}")).collect();
            merge.why = all.clone();
            merge.places.iter_mut().for_each(|p| rename(&mut p.article));
        }
        for note in &mut claim.warning_notes {
            note.explanation = all.clone();
            note.places.iter_mut().for_each(|p| (p.end, p.article) = (usize::MAX, ids[1].clone()));
        }
        for step in &mut claim.history {
            (step.when, step.by) = (Some(all.clone()), Some(all.clone()));
            rename(&mut step.place.article);
        }
        claim.first.articles.iter_mut().for_each(rename);
        (claim.first.when, claim.first.why) = (Some(all.clone()), all.clone());
        for variant in &mut claim.variants {
            rename(&mut variant.article);
            variant.chain[0].name = all.clone();
            variant.end += 60;
        }
        for origin in &mut claim.origins {
            origin.name = all.clone();
            origin.why = all.clone();
            origin.articles.iter_mut().for_each(rename);
        }
    }
    for family in &mut dossier.lineage {
        for witness in &mut family.witnesses {
            rename(&mut witness.id);
            witness.label = Some(all.clone());
            witness.credited = Some(all.clone());
        }
        for edge in &mut family.edges {
            rename(&mut edge.from);
            rename(&mut edge.to);
            edge.evidence[0].text = all.clone();
            for change in &mut edge.changes {
                change.text = all.clone();
                change.from = change.from.map(|r| [r[0], r[1] + 9_000]);
            }
        }
    }
    for correction in &mut dossier.corrections {
        rename(&mut correction.article);
        correction.earlier.iter_mut().for_each(rename);
        correction.carriers.iter_mut().for_each(|c| rename(&mut c.article));
        correction.old = all.clone();
        correction.new = all.clone();
        correction.notice = Some(all.clone());
    }
    for pair in &mut dossier.reuse {
        rename(&mut pair.a);
        rename(&mut pair.b);
        pair.passages.push(PassageRecord { a: [60, 9_000], b: [2, 1], kind: "paraphrase" });
    }
    for moment in &mut dossier.timeline {
        moment.when = all.clone();
        moment.text = all.clone();
        moment.articles.iter_mut().for_each(rename);
    }
    for check in &mut dossier.checks {
        rename(&mut check.article);
        check.explanation = all.clone();
    }
    for input in &mut dossier.audit.inputs {
        input.path = all.clone();
    }
    for decision in &mut dossier.audit.decisions {
        decision.names = vec![all.clone(), all.clone()];
        (decision.why, decision.by) = (Some(all.clone()), Some(all.clone()));
    }
    dossier.audit.options.push((all.clone(), all.clone()));
    dossier.failures.push(FailureRecord {
        schema: "stemma/failure/1",
        id: all.clone(),
        stage: "read",
        error: all,
    });
    dossier
}

/// `count` articles in families of 40, with as many claims.
pub(in crate::page) fn crowd(count: usize) -> DossierRecord {
    let mut dossier = empty();
    let sentence = "Der Auenfluss steigt bis Dienstag weiter, sagte die Pegelwartin Hedda Mohn. ";
    let text = sentence.repeat(60);
    let ids: Vec<String> = (0..count).map(|at| format!("pile/{at:05}.txt")).collect();
    dossier.articles = ids.iter().map(|id| article(id, Some("Der Fluss steigt"), &text)).collect();
    dossier.annotations = dossier
        .articles
        .iter()
        .map(|a| annotations(a, "Auenfluss steigt bis Dienstag", "Hedda Mohn"))
        .collect();
    for (at, chunk) in ids.chunks(40).enumerate() {
        let names: Vec<&str> = chunk.iter().map(String::as_str).collect();
        let mut family = family(&format!("f{}", at + 1), &names, Some("nfa"));
        let lost = format!("lost:nfa-{}", at + 1);
        family.witnesses.iter_mut().filter(|w| w.kind == "lost").for_each(|w| w.id.clone_from(&lost));
        family.edges.iter_mut().for_each(|e| e.from.clone_from(&lost));
        dossier.lineage.push(family);
    }
    dossier.claims = (0..count)
        .map(|at| {
            let places: Vec<_> =
                dossier.articles.iter().cycle().skip(at).take(1 + at % 60).map(|a| (a, [0, 40])).collect();
            claim(at + 1, "Der Auenfluss steigt", &places, &["Hedda Mohn", "Pegelamt", "ein Beamter"])
        })
        .collect();
    // As much as can be said of a claim, many times over.
    for claim in dossier.claims.iter_mut().take(super::super::view::MOST_CLAIMS) {
        let many = |list: &mut Vec<_>| *list = list.iter().cloned().cycle().take(20).collect();
        claim.conflicts.iter_mut().flat_map(|c| &mut c.sides).for_each(|side| many(&mut side.places));
        claim.conflicts = claim.conflicts.iter().cloned().cycle().take(20).collect();
        claim.merges.iter_mut().for_each(|merge| many(&mut merge.places));
        claim.merges = claim.merges.iter().cloned().cycle().take(60).collect();
        claim.warning_notes = claim.warning_notes.iter().cloned().cycle().take(30).collect();
        claim.history = claim.history.iter().cloned().cycle().take(60).collect();
    }
    dossier.audit.decisions = (0..count)
        .map(|at| DecisionRecord {
            kind: "same",
            names: vec!["Hedda Mohn".into(), "Pegelamt".into()],
            why: None,
            by: None,
            claims: dossier.claims.iter().skip(at % 9).take(40).map(|c| c.id.clone()).collect(),
        })
        .collect();
    dossier.reuse = ids
        .windows(2)
        .map(|pair| ReuseRecord {
            schema: "stemma/reuse/1",
            a: pair[0].clone(),
            b: pair[1].clone(),
            resemblance: 1.0,
            containment_a: 1.0,
            containment_b: 1.0,
            relation: "identical",
            passages: vec![PassageRecord { a: [0, text.len()], b: [0, text.len()], kind: "edited" }],
        })
        .collect();
    dossier.timeline = (0..count)
        .map(|at| moment(&format!("{:04}-05-06", 1000 + at), "Der Fluss steigt", &ids[at]))
        .collect();
    dossier
}
