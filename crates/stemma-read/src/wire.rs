//! An item of an agency, whatever format it came in: the meanings that ninjs, NewsML and NITF share, and what becomes of
//! them in a document.

use crate::{Found, Input, Sink, moment, words};
use stemma_extract::{Form, Given};
use stemma_text::{DateBasis, DateRole, Dated, Notice, NoticeKind};

/// Longest field that is taken for a name, in bytes.
const LONGEST_NAME: usize = 300;

/// One item.
#[derive(Debug, Default)]
pub(crate) struct Wire {
    /// Identifier that all its versions share.
    pub uri: Option<String>,
    /// Number of the version.
    pub version: Option<String>,
    /// What it is, `text`; empty if it does not say.
    pub class: String,
    /// `usable`, `canceled`, `withheld`; empty if it does not say.
    pub status: String,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub teaser: Option<String>,
    /// Short name of the subject, for want of a headline.
    pub slug: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    pub bylines: Vec<String>,
    pub agencies: Vec<String>,
    pub picture_credits: Vec<String>,
    /// First version.
    pub created: Option<String>,
    /// This version.
    pub changed: Option<String>,
    /// When it was sent.
    pub sent: Option<String>,
    /// Not to be published before.
    pub embargo: Option<String>,
    /// The text.
    pub body: Option<(String, Form)>,
}

impl Wire {
    /// Keeps a name of whoever provides the text, once.
    pub fn agency(&mut self, name: &str) {
        let name = words::plain(name);
        if !name.is_empty() && name.len() <= LONGEST_NAME && !self.agencies.contains(&name) {
            self.agencies.push(name);
        }
    }

    /// Keeps the agency that a dateline names in brackets: `Ulm (xyz) -`.
    pub fn dateline(&mut self, dateline: &str) {
        let inside = dateline.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
        if let Some((agency, _)) = inside {
            self.agency(agency);
        }
    }

    /// Keeps a byline.
    pub fn byline(&mut self, byline: &str) {
        let byline = words::plain(byline);
        if !byline.is_empty() && byline.len() <= LONGEST_NAME && !self.bylines.contains(&byline) {
            self.bylines.push(byline);
        }
    }

    /// Gives it to the sink. `number` is its place in the input, counted from 1; `single` means that there is no other.
    pub fn give(self, input: &Input<'_>, number: usize, single: bool, sink: &mut dyn Sink) {
        let place = if single { input.place.clone() } else { format!("{}#{number}", input.place) };
        let id = self
            .id()
            .unwrap_or_else(|| if single { input.id.clone() } else { format!("{}#{number}", input.id) });
        if matches!(self.status.as_str(), "canceled" | "cancelled" | "withheld" | "killed") {
            let error = format!(
                "{place}: '{id}' was withdrawn by its agency ({}); it is left out on purpose",
                self.status
            );
            return sink.failed(&id, error);
        }
        if !matches!(self.class.as_str(), "" | "text" | "composite") {
            return sink.passed_over(&place);
        }
        let Some((content, form)) = self.body.filter(|(text, _)| !words::plain(text).is_empty()) else {
            return sink.passed_over(&place);
        };
        let mut dates = Vec::new();
        let mut date = |role, value: Option<&String>| {
            let found = value.and_then(|v| moment::iso(v)).and_then(|v| Dated::parse(&v, DateBasis::Feed));
            dates.extend(found.map(|dated| (role, dated)));
        };
        date(DateRole::Published, self.created.as_ref().or(self.changed.as_ref()));
        date(DateRole::Modified, self.changed.as_ref().filter(|_| self.created.is_some()));
        date(DateRole::FirstSeen, self.sent.as_ref());
        let embargo = self.embargo.map(|e| Notice { kind: NoticeKind::Embargo, name: None, quote: e });
        let given = Given {
            id,
            url: self.url,
            title: self.title.or(self.slug),
            subtitle: self.subtitle,
            teaser: self.teaser,
            dates,
            agencies: self.agencies,
            bylines: self.bylines,
            picture_credits: self.picture_credits,
            notices: embargo.into_iter().collect(),
            outlet: self.outlet,
            language: self.language,
            authors: self.authors,
            ..Given::default()
        };
        sink.found(Found {
            given,
            form: Some(form),
            content: content.into_bytes(),
            place,
            ..Found::default()
        });
    }

    /// Its own name, with the version where it is not the first: versions are documents of their own, for what an
    /// agency changed is evidence, and which of them a pile holds must not change their names.
    fn id(&self) -> Option<String> {
        let uri = self.uri.as_deref().filter(|uri| !uri.is_empty() && uri.len() <= 2000)?;
        let version = self.version.as_deref().map(str::trim).filter(|v| !v.is_empty() && v.len() <= 40);
        let version = version.filter(|v| !matches!(*v, "0" | "1" | "01" | "1.0"));
        Some(version.map_or_else(|| uri.to_owned(), |version| format!("{uri}@{version}")))
    }
}
