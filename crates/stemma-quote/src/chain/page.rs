//! One article as the chainer sees it: folded tokens, mentions of names, mentions of media.

use super::words::{Media, Words};
use crate::{Link, LinkKind};
use std::collections::BTreeMap;
use stemma_text::fold::{fold, is_quote_mark};
use stemma_text::{Annotations, Article, Entity, EntityKind, TextRange};

/// A place where the text names a medium or an agency, or takes one up ("die Zeitung").
#[derive(Clone, Debug)]
pub(crate) struct MediumMention {
    /// First token and the token after the last.
    pub(crate) tokens: (usize, usize),
    /// The medium.
    pub(crate) link: Link,
}

/// One article with what the chainer looks up again and again.
pub(crate) struct Page<'a> {
    pub(crate) text: &'a str,
    pub(crate) annotations: &'a Annotations,
    /// Folded form of each token; empty for marks.
    pub(crate) folded: Vec<String>,
    /// Mentions of entities: first token, token after the last, place of the entity. In order.
    pub(crate) names: Vec<(usize, usize, usize)>,
    /// Mentions of media, in order, not overlapping.
    pub(crate) media: Vec<MediumMention>,
    /// Media that no table holds: places of their entities, with what they are.
    unlisted: BTreeMap<usize, LinkKind>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        article: &'a Article,
        annotations: &'a Annotations,
        media: &Media,
        words: &Words,
    ) -> Self {
        let text = article.text.as_str();
        let tokens = &annotations.tokens;
        let folded = tokens
            .iter()
            .map(|t| if t.is_wordlike() { fold(t.range.of(text)) } else { String::new() })
            .collect();
        let mut page = Self {
            text,
            annotations,
            folded,
            names: Vec::new(),
            media: Vec::new(),
            unlisted: BTreeMap::new(),
        };
        for (place, entity) in annotations.entities.iter().enumerate() {
            for mention in &entity.mentions {
                let (start, end) = page.tokens_in(*mention);
                if start < end {
                    page.names.push((start, end, place));
                }
            }
        }
        page.names.sort_unstable();
        page.find_unlisted(article.outlet.as_deref(), words);
        page.find_media(media, words);
        page
    }

    /// The tokens that touch a range, as first and after the last.
    pub(crate) fn tokens_in(&self, range: TextRange) -> (usize, usize) {
        let tokens = &self.annotations.tokens;
        let start = tokens.partition_point(|t| t.range.end <= range.start);
        let end = tokens.partition_point(|t| t.range.start < range.end);
        (start, end.max(start))
    }

    /// The words of token `at`.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.annotations.tokens.get(at).map_or("", |t| t.range.of(self.text))
    }

    /// The text from token `start` to the one before `end`.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        let tokens = &self.annotations.tokens;
        match (tokens.get(start), end.checked_sub(1).and_then(|e| tokens.get(e))) {
            (Some(first), Some(last)) if start < end => &self.text[first.range.start..last.range.end],
            _ => "",
        }
    }

    /// True if the token begins with a capital letter.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// True if the token is a mark that parts clauses; quotation marks do not.
    pub(crate) fn is_break(&self, at: usize) -> bool {
        self.folded.get(at).is_none_or(String::is_empty)
            && !self.word(at).starts_with(is_quote_mark)
            && !self.is_initial(at)
    }

    /// True for the point of an abbreviation of capital letters: `U.S.`.
    fn is_initial(&self, at: usize) -> bool {
        let point = |i: usize| self.word(i) == ".";
        let letter = |i: usize| {
            let mut chars = self.word(i).chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        };
        let begins = at >= 1 && letter(at - 1) && letter(at + 1) && point(at + 2);
        let ends = at >= 3 && letter(at - 1) && point(at - 2) && letter(at - 3);
        point(at) && (begins || ends)
    }

    /// Byte position of a token.
    pub(crate) fn position(&self, at: usize) -> usize {
        self.annotations.tokens.get(at).map_or(self.text.len(), |t| t.range.start)
    }

    /// Tokens of the sentence that holds a byte position, and its number.
    pub(crate) fn sentence_at(&self, position: usize) -> (usize, (usize, usize)) {
        let sentences = &self.annotations.sentences;
        let number = sentences.partition_point(|s| s.end <= position).min(sentences.len().saturating_sub(1));
        let range = sentences.get(number).copied().unwrap_or(TextRange::new(0, self.text.len()));
        (number, self.tokens_in(range))
    }

    /// The entity mentioned at these tokens that covers `at`.
    pub(crate) fn name_at(&self, at: usize) -> Option<(usize, usize, &'a Entity)> {
        let after = self.names.partition_point(|n| n.0 <= at);
        self.names[..after]
            .iter()
            .rev()
            .take(4)
            .find(|n| n.1 > at)
            .map(|n| (n.0, n.1, &self.annotations.entities[n.2]))
    }

    /// The media mentioned between two tokens.
    pub(crate) fn media_in(&self, start: usize, end: usize) -> impl Iterator<Item = &MediumMention> {
        let first = self.media.partition_point(|m| m.tokens.1 <= start);
        self.media[first..].iter().take_while(move |m| m.tokens.0 < end)
    }

    /// The last medium named before a token: an agency or not, as asked.
    pub(crate) fn last_medium(&self, before: usize, agency: bool) -> Option<&Link> {
        let end = self.media.partition_point(|m| m.tokens.0 < before);
        let wanted = if agency { LinkKind::Agency } else { LinkKind::Outlet };
        let recent = self.media[..end].iter().rev().map(|m| &m.link);
        recent.clone().find(|l| l.kind == wanted).or_else(|| recent.clone().next())
    }

    /// Where media are named: in the tables, or as entities whose key says so.
    fn find_media(&mut self, media: &Media, words: &Words) {
        let count = self.annotations.tokens.len();
        let mut at = 0;
        while at < count {
            let next = (at + 9).min(count);
            let run: Vec<&str> = (at..next).map(|i| self.word(i)).collect();
            if let Some((medium, length)) = media.at(&run)
                && self.is_plausible(at, length, words)
                && !self.is_fragment(at, length)
            {
                let kind = if medium.agency { LinkKind::Agency } else { LinkKind::Outlet };
                let link = Link {
                    name: medium.name.clone(),
                    kind,
                    description: None,
                    key: Some(medium.key.clone()),
                    unnamed: None,
                };
                self.media.push(MediumMention { tokens: (at, at + length), link });
                at += length;
                continue;
            }
            if let Some(entity) = self.medium_entity(at) {
                let (end, link) = (entity.0, self.medium_link(entity.1, media));
                self.media.push(MediumMention { tokens: (at, end), link });
                at = end;
                continue;
            }
            at += 1;
        }
    }

    fn medium_entity(&self, at: usize) -> Option<(usize, usize)> {
        let from = self.names.partition_point(|n| n.0 < at);
        let is_medium = |n: &&(usize, usize, usize)| {
            let key = &self.annotations.entities[n.2].key;
            key.starts_with("medium:") || key.starts_with("agency:") || self.unlisted.contains_key(&n.2)
        };
        self.names[from..].iter().take_while(|n| n.0 == at).find(is_medium).map(|n| (n.1, n.2))
    }

    /// Bodies that are media though no table holds them: a noun for media stands before one, or takes one up
    /// (`das Blatt`), or its name ends like that of a medium, or it is the outlet of the article.
    fn find_unlisted(&mut self, outlet: Option<&str>, words: &Words) {
        let outlet = outlet.map(fold);
        for &(start, end, place) in &self.names {
            let entity = &self.annotations.entities[place];
            let other = matches!(entity.kind, EntityKind::Organisation | EntityKind::Other);
            if !other || entity.key.starts_with("medium:") || entity.key.starts_with("agency:") {
                continue;
            }
            let quoted = start > 0 && self.word(start - 1).starts_with(is_quote_mark);
            let noun = if words.article.has(&self.folded[start]) && end > start + 1 {
                Some(end - 1)
            } else {
                start.checked_sub(1 + usize::from(quoted))
            };
            let noun = noun.map(|n| self.folded[n].as_str()).filter(|n| words.medium.ends(n));
            let named = entity.kind == EntityKind::Organisation
                && end - start > 1
                && self.folded[end - 1..end].iter().all(|w| words.medium_ending.has(w));
            let own = outlet.as_deref() == Some(fold(&entity.name).as_str());
            if let Some(noun) = noun {
                let agency = words.agency_noun.ends(noun);
                let kind = if agency { LinkKind::Agency } else { LinkKind::Outlet };
                self.unlisted.insert(place, kind);
            } else if named || own {
                self.unlisted.entry(place).or_insert(LinkKind::Outlet);
            }
        }
    }

    /// What an entity is, if it is a medium that no table holds.
    pub(crate) fn unlisted(&self, entity: &Entity) -> Option<LinkKind> {
        let mut found = self.unlisted.iter();
        found.find(|(place, _)| self.annotations.entities[**place].id == entity.id).map(|(_, kind)| *kind)
    }

    /// True if a spelling out of the tables is but a part of a longer name, or a short form of another medium.
    fn is_fragment(&self, at: usize, length: usize) -> bool {
        let after = self.names.partition_point(|n| n.0 <= at);
        let mut covering = self.names[..after].iter().rev().take(4).filter(|n| n.1 >= at + length);
        covering.any(|n| {
            let entity = &self.annotations.entities[n.2];
            let listed = entity.key.starts_with("medium:") || entity.key.starts_with("agency:");
            let body = matches!(entity.kind, EntityKind::Organisation | EntityKind::Other);
            self.unlisted.contains_key(&n.2) || !listed && body && n.1 - n.0 > length && n.0 == at
        })
    }

    /// Spellings that are also everyday words (Zeit, Welt, Bild) count only between quotation marks, after a noun
    /// for media, or where the names stage took them for one.
    fn is_plausible(&self, at: usize, length: usize, words: &Words) -> bool {
        let everyday = length == 1 && words.everyday.has(&self.folded[at]);
        if !everyday {
            return true;
        }
        let before = at.checked_sub(1);
        before.is_some_and(|b| self.word(b).starts_with(is_quote_mark) || words.medium.ends(&self.folded[b]))
            || self.name_at(at).is_some_and(|(_, _, e)| e.kind == EntityKind::Organisation)
    }

    fn medium_link(&self, place: usize, media: &Media) -> Link {
        let entity = &self.annotations.entities[place];
        let unlisted = self.unlisted.get(&place).copied();
        match media.named(&entity.name).filter(|_| unlisted.is_none()) {
            Some(medium) => Link {
                name: medium.name.clone(),
                kind: if medium.agency { LinkKind::Agency } else { LinkKind::Outlet },
                description: None,
                key: Some(medium.key.clone()),
                unnamed: None,
            },
            None => {
                let agency = entity.key.starts_with("agency:");
                let kind = if agency { LinkKind::Agency } else { LinkKind::Outlet };
                Link {
                    name: entity.name.clone(),
                    kind: unlisted.unwrap_or(kind),
                    description: None,
                    key: Some(entity.key.clone()),
                    unnamed: None,
                }
            }
        }
    }
}
