//! The pass that plain text and pages share: lines that are no text go, credits are read and kept aside.

use crate::block::Draft;
use crate::credit::{Line, Told, number};
use crate::plain::ends_sentence;
use crate::rules::{Rules, Then};
use stemma_text::{
    BlockKind, Credit, CreditBasis, DateBasis, Dated, Notice, NoticeKind, Removed, RemovedKind,
};

/// Characters of prose that must stand before a line may cut off everything after it.
const BODY_BEFORE_CUT: usize = 150;
/// Blocks at the front that may be byline or dateline.
const HEAD: usize = 5;
/// Blocks at the end that may be credits.
const TAIL: usize = 5;
/// Characters from which a sentence ends a list of links.
const PROSE: usize = 100;
/// Credits of pictures kept of one article; galleries have hundreds.
const MOST_IMAGES: usize = 100;
/// Longest caption whose credit is read, in bytes.
const CAPTION: usize = 1000;
/// Blocks at the end in which notices are looked for; lists of authors and links stand there too.
const NOTICES: usize = 8;
/// Blocks that a heading of links takes with it at most, where prose does not end them before.
const MOST_LINKS: usize = 14;

/// What the pass found besides the text.
#[derive(Default)]
pub(crate) struct Found {
    pub title: Option<String>,
    pub published: Option<Dated>,
    pub authors: Vec<String>,
    pub agencies: Vec<Credit>,
    pub credits: Vec<Credit>,
    pub image_credits: Vec<Credit>,
    pub notices: Vec<Notice>,
    pub removed: Vec<Removed>,
}

impl Found {
    fn cut(&mut self, kind: RemovedKind, text: impl Into<String>) {
        self.removed.push(Removed { kind, text: text.into() });
    }

    pub fn agencies(&mut self, names: Vec<String>, basis: CreditBasis, quote: &str) {
        for name in names {
            if !self.agencies.iter().any(|c| c.name == name) {
                self.agencies.push(Credit::new(name, basis, quote));
            }
        }
    }

    /// Takes in who made the pictures, as far as the words of a credit or caption say it.
    fn images(&mut self, rules: &Rules, text: &str) {
        for credit in rules.image_credits(text) {
            let known = |c: &Credit| c.name == credit.name;
            if !self.image_credits.iter().any(known) && self.image_credits.len() < MOST_IMAGES {
                self.image_credits.push(credit);
            }
        }
    }

    /// Gives an agency the number under which it knows the report itself.
    fn number(&mut self, rules: &Rules, text: &str) {
        let Some((name, number)) = number(rules, text) else { return };
        if let Some(credit) = self.agencies.iter_mut().find(|c| c.name == name && c.number.is_none()) {
            credit.number = Some(number);
        }
    }

    /// Takes in what a block says of the making of the text. True if the block says nothing else.
    fn told(&mut self, told: Told, text: &str) -> bool {
        match told {
            Told::Notice(notice) => {
                let whole = notice.kind != NoticeKind::Correction;
                if !self.notices.contains(&notice) {
                    self.notices.push(notice);
                }
                whole
            }
            Told::Source(name) => {
                if !self.credits.iter().any(|c| c.name == name) {
                    self.credits.push(Credit::new(name, CreditBasis::SourceCredit, text));
                }
                true
            }
        }
    }

    fn line(&mut self, rules: &Rules, line: Line, text: &str) {
        match line {
            Line::Image => {
                self.images(rules, text);
                self.cut(RemovedKind::ImageCredit, text);
            }
            Line::People(people) => {
                for name in people {
                    if !self.authors.contains(&name) {
                        self.authors.push(name);
                    }
                }
                self.cut(RemovedKind::Byline, text);
            }
            Line::Agencies(names, basis) => {
                self.agencies(names, basis, text);
                self.number(rules, text);
                self.cut(RemovedKind::AgencyCredit, text);
            }
            Line::Sources { names, agencies } => {
                self.agencies(agencies, CreditBasis::CreditLine, text);
                for name in names
                    .into_iter()
                    .filter(|n| !self.credits.iter().any(|c| c.name == *n))
                    .collect::<Vec<_>>()
                {
                    self.credits.push(Credit::new(name, CreditBasis::SourceCredit, text));
                }
                self.cut(RemovedKind::SourceCredit, text);
            }
        }
    }
}

/// Cleans blocks. What is left is text. `year` is when it appeared, as far as is known.
pub(crate) fn clean(rules: &Rules, drafts: Vec<Draft>, year: Option<i16>) -> (Vec<Draft>, Found) {
    let mut found = Found::default();
    let mut kept = drop_lines(rules, drafts, &mut found);
    datelines(rules, &mut kept, &mut found);
    credit_lines(rules, &mut kept, &mut found);
    closing_credits(rules, &mut kept, &mut found);
    notices(rules, &mut kept, &mut found);
    captions(rules, &mut kept, &mut found);
    credits_within(rules, &kept, year, &mut found);
    while kept.last().is_some_and(|d| d.kind == BlockKind::Heading) && kept.len() > 1 {
        if let Some(draft) = kept.pop() {
            found.cut(RemovedKind::Other, draft.text());
        }
    }
    (kept, found)
}

/// Longest line of metadata that is read as the day of the article, in bytes.
const DATE_LINE: usize = 60;

fn is_prose(draft: &Draft) -> bool {
    draft.link_share() < 0.5 && ends_sentence(draft.text()) && draft.text().chars().count() >= PROSE
}

/// Takes out the lines that `boilerplate.toml` knows and what goes with them.
fn drop_lines(rules: &Rules, drafts: Vec<Draft>, found: &mut Found) -> Vec<Draft> {
    let known: Vec<_> = drafts.iter().map(|d| rules.line(d.text())).collect();
    let is_share = |n: usize| {
        known.get(n).and_then(Option::as_ref).is_some_and(|m| m.rule.kind == RemovedKind::ShareBar)
    };
    let mut kept: Vec<Draft> = Vec::new();
    let mut body = 0;
    let mut taking: Option<(RemovedKind, usize)> = None;
    let mut rest: Option<RemovedKind> = None;
    for (number, draft) in drafts.iter().enumerate() {
        let text = draft.text();
        if text.is_empty() {
            continue;
        }
        if let Some(known) = &known[number] {
            found.title = found.title.take().or_else(|| known.title.clone());
        }
        if let Some(kind) = rest {
            found.cut(kind, text);
            continue;
        }
        if let Some(known) = &known[number] {
            let in_head = kept.iter().filter(|d| is_prose(d)).count() < 2;
            let lone_word = known.whole && !known_alone(&drafts, number, is_share);
            if (known.rule.head_only && !in_head) || lone_word {
                // The words of a rule in a place where they are text.
            } else if known.rule.kind == RemovedKind::Other && rules.is_credit_of_copyright(text) {
                if let Some(line) = rules.credit_line(text) {
                    found.line(rules, line, text);
                }
                continue;
            } else {
                if known.rule.kind == RemovedKind::Metadata && in_head && text.len() <= DATE_LINE {
                    let date = rules.date_in(text).map(|(date, _)| date.to_string());
                    let dated = date.and_then(|d| Dated::parse(&d, DateBasis::Text));
                    found.published = found.published.take().or(dated);
                }
                found.cut(known.rule.kind, text);
                match known.rule.then {
                    Then::All if body >= BODY_BEFORE_CUT => rest = Some(known.rule.kind),
                    Then::Links => taking = Some((known.rule.kind, 0)),
                    _ => {}
                }
                continue;
            }
        }
        if is_number(text) && ((number > 0 && is_share(number - 1)) || is_share(number + 1)) {
            found.cut(RemovedKind::ShareBar, text);
            continue;
        }
        if let Some((kind, count)) = taking {
            let short = !ends_sentence(text) || draft.link_share() > 0.5 || text.chars().count() < 40;
            if !is_prose(draft)
                && short
                && count < MOST_LINKS
                && (draft.linked > 0 || text.chars().count() < 160)
            {
                found.cut(kind, text);
                taking = Some((kind, count + 1));
                continue;
            }
            taking = None;
        }
        if is_prose(draft) {
            body += text.len();
        }
        kept.push(draft.clone());
    }
    kept
}

/// A line of one common word counts only beside other lines of its sort, at an end, or as a block set apart.
fn known_alone(drafts: &[Draft], number: usize, is_share: impl Fn(usize) -> bool) -> bool {
    let text = drafts[number].text();
    let item = drafts[number].kind == BlockKind::ListItem && drafts[number].linked == 0;
    if !item || text.contains(' ') {
        return true;
    }
    (number > 0 && is_share(number - 1)) || is_share(number + 1)
}

fn is_number(text: &str) -> bool {
    text.len() <= 8
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | 'k' | 'K'))
}

/// Takes the dateline off the first block that has one.
fn datelines(rules: &Rules, kept: &mut [Draft], found: &mut Found) {
    for draft in kept.iter_mut().take(HEAD) {
        let Some(dateline) = rules.dateline(draft.text()) else { continue };
        let cut = draft.cut_front(dateline.len);
        if let Some(date) = dateline.date {
            found.published = Dated::parse(&date.to_string(), DateBasis::Dateline);
        }
        let close = cut.find(')').map_or(cut.len(), |n| n + 1);
        found.agencies(dateline.agencies, CreditBasis::Dateline, &cut[..close]);
        found.cut(RemovedKind::Dateline, cut);
        return;
    }
}

/// Takes out whole lines of credit: anywhere for pictures, at the ends for everything else.
fn credit_lines(rules: &Rules, kept: &mut Vec<Draft>, found: &mut Found) {
    let count = kept.len();
    let last_prose = kept.iter().rposition(is_prose).unwrap_or(0);
    let first_prose = kept.iter().position(is_prose).unwrap_or(count);
    let mut number = 0;
    kept.retain(|draft| {
        let at = number;
        number += 1;
        let text = draft.text();
        let Some(line) = rules.credit_line(text) else { return true };
        let head = at < HEAD && at <= first_prose;
        let tail = at + TAIL >= count || at > last_prose;
        let keep = match &line {
            Line::Image => false,
            Line::People(_) => !(head || tail),
            Line::Agencies(..) | Line::Sources { .. } => !tail && (!head || draft.kind == BlockKind::Heading),
        };
        if !keep {
            found.line(rules, line, text);
        }
        keep
    });
}

/// Reads what is said of the making of the text at both its ends, and takes out the lines that say nothing else.
fn notices(rules: &Rules, kept: &mut Vec<Draft>, found: &mut Found) {
    let count = kept.len();
    let mut number = 0;
    kept.retain(|draft| {
        let at = number;
        number += 1;
        if at >= HEAD && at + NOTICES < count {
            return true;
        }
        let text = draft.text();
        let Some(told) = rules.told(text) else { return true };
        let source = matches!(told, Told::Source(_));
        // An article that is one notice stays as it is.
        if !found.told(told, text) || count == 1 {
            return true;
        }
        found.cut(if source { RemovedKind::SourceCredit } else { RemovedKind::Byline }, text);
        false
    });
    if let Some(draft) = kept.last_mut() {
        let text = draft.text();
        let open = text.strip_suffix([')', ']']).and_then(|t| t.rfind(['(', '['])).filter(|open| *open > 0);
        if let Some(open) = open
            && let Some(told) = rules.told(&text[open..])
            && found.told(told, &text[open..])
        {
            let cut = draft.cut_back(open);
            found.cut(RemovedKind::Byline, cut);
        }
    }
    let said: Vec<(Told, String)> =
        found.removed.iter().filter_map(|r| Some((rules.told(&r.text)?, r.text.clone()))).collect();
    for (told, text) in said {
        found.told(told, &text);
    }
}

/// Takes the makers of pictures out of captions, which stay.
fn captions(rules: &Rules, kept: &mut [Draft], found: &mut Found) {
    for draft in kept.iter_mut().filter(|d| d.kind == BlockKind::Caption && d.text().len() <= CAPTION) {
        let Some(start) = rules.image_tail(draft.text()).filter(|start| *start > 0) else { continue };
        found.images(rules, draft.text());
        let cut = draft.cut_back(start);
        found.cut(RemovedKind::ImageCredit, cut);
    }
}

/// Reads what was cut out of a page before: makers of pictures, notices, and numbers of agencies.
pub(crate) fn reread(rules: &Rules, removed: &[Removed], found: &mut Found) {
    for cut in removed.iter().filter(|r| r.text.len() <= CAPTION) {
        match cut.kind {
            RemovedKind::ImageCredit => found.images(rules, &cut.text),
            RemovedKind::Byline | RemovedKind::Metadata | RemovedKind::Other => {
                if let Some(told) = rules.told(&cut.text) {
                    found.told(told, &cut.text);
                }
                if let Some((name, _)) = number(rules, &cut.text) {
                    found.agencies(vec![name], CreditBasis::Copyright, &cut.text);
                    found.number(rules, &cut.text);
                }
            }
            _ => {}
        }
    }
}

/// Reads the credits that stand inside the text, which stay there.
fn credits_within(rules: &Rules, kept: &[Draft], year: Option<i16>, found: &mut Found) {
    for draft in kept {
        for within in rules.credits_within(draft.text(), year) {
            found.agencies(within.agencies, within.basis, &within.quote);
        }
    }
}

/// Takes credits in brackets off the ends of the last blocks.
fn closing_credits(rules: &Rules, kept: &mut [Draft], found: &mut Found) {
    let count = kept.len();
    for draft in kept.iter_mut().skip(count.saturating_sub(3)) {
        if let Some((at, agencies)) = rules.closing_credit(draft.text()) {
            let cut = draft.cut_back(at);
            found.agencies(agencies, CreditBasis::CreditLine, &cut);
            found.cut(RemovedKind::AgencyCredit, cut);
        } else if let Some((at, line)) = rules.closing_source(draft.text()) {
            let cut = draft.cut_back(at);
            found.line(rules, line, &cut);
        }
    }
    for draft in kept.iter_mut() {
        let text = draft.text();
        let Some(open) = text.strip_suffix([')', ']']).and_then(|t| t.rfind(['(', '['])) else { continue };
        if open > 0 && rules.is_image_credit(&text[open + 1..text.len() - 1]) {
            let cut = draft.cut_back(open);
            found.images(rules, &cut);
            found.cut(RemovedKind::ImageCredit, cut);
        }
    }
}
