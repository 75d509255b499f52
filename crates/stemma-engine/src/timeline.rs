//! The timeline: days that claims speak of, and days on which articles appeared.

use crate::Analysis;
use std::collections::{BTreeMap, BTreeSet};
use stemma_dossier::Interface;
use stemma_dossier::record::MomentRecord;
use stemma_text::{TextRange, TimeKind};

#[derive(Default)]
struct Moment {
    claims: BTreeSet<usize>,
    articles: BTreeSet<usize>,
}

/// The points of the timeline in order of their first day. Times count where they stand in the sentence of a claim.
pub(crate) fn timeline(analysis: &Analysis, interface: Interface) -> Vec<MomentRecord> {
    let mut told: BTreeMap<(jiff::civil::Date, String), Moment> = BTreeMap::new();
    for (number, claim) in analysis.claims.iter().enumerate() {
        for variant in &claim.variants {
            let found = &analysis.annotations[variant.article];
            let around = sentences_of(&found.sentences, variant.range);
            let first = found.times.partition_point(|t| t.range.end <= around.start);
            for time in found.times[first..].iter().take_while(|t| t.range.start < around.end) {
                let Some((day, _)) =
                    time.days.filter(|_| matches!(time.kind, TimeKind::Date | TimeKind::Time))
                else {
                    continue;
                };
                let moment = told.entry((day, time.value.clone())).or_default();
                moment.claims.insert(number);
                moment.articles.insert(variant.article);
            }
        }
    }
    let mut points: Vec<(jiff::civil::Date, MomentRecord)> = Vec::new();
    for ((day, when), moment) in told {
        let text = moment.claims.first().map(|c| analysis.claims[*c].text.clone()).unwrap_or_default();
        points.push((
            day,
            MomentRecord {
                when,
                text,
                claims: moment.claims.iter().map(|c| analysis.claims[*c].id.clone()).collect(),
                articles: moment.articles.iter().map(|a| analysis.articles[*a].id.clone()).collect(),
                kind: "told",
            },
        ));
    }
    for article in &analysis.articles {
        let Some(dated) = &article.published else { continue };
        let Some((day, _)) = dated.days() else { continue };
        let text = article.title.clone().unwrap_or_else(|| article.id.clone());
        let label = interface.pick("Artikel erschienen", "article published");
        points.push((
            day,
            MomentRecord {
                when: dated.value.clone(),
                text: format!("{label}: {text}"),
                claims: Vec::new(),
                articles: vec![article.id.clone()],
                kind: "published",
            },
        ));
    }
    points.sort_by(|a, b| (a.0, &a.1.when, a.1.kind, &a.1.text).cmp(&(b.0, &b.1.when, b.1.kind, &b.1.text)));
    points.into_iter().map(|(_, moment)| moment).collect()
}

/// From the start of the first to the end of the last sentence that `range` touches.
fn sentences_of(sentences: &[TextRange], range: TextRange) -> TextRange {
    let first = sentences.partition_point(|s| s.end <= range.start);
    sentences[first..].iter().take_while(|s| s.start < range.end).fold(range, |all, s| all.cover(*s))
}
