//! Stories of a stream: articles come one after the other, and each is put into a story when it comes. Memory is
//! bounded: the articles of the last days are held as terms and meaning, stories without such an article as one short
//! vector, which a late article may still join.
//!
//! What an article is put into when it comes is a first word. Every so often the articles held are joined anew, by the
//! same steps as a pile, since later articles show what belongs together; where that comes out otherwise, it is said as
//! a [`Change`]. The same articles in the same order give the same stories.

use std::collections::{BTreeMap, VecDeque};

use stemma_encode::Encoder;
use stemma_lexicon::Lexicon;
use stemma_text::{Article, Language};

use crate::candidates::{Index, Sums};
use crate::config::Config;
use crate::days::Days;
use crate::meaning::{self, Meaning};
use crate::merge::{Item, likeness};
use crate::retired::{Kept, Retired};
use crate::terms::{Counted, Reader, Terms, Vocabulary};

mod settle;

/// Settings of a stream.
#[derive(Clone, Debug)]
pub struct StreamConfig {
    /// Settings of the stories. `picked` does not apply: nobody has picked a stream.
    pub stories: Config,
    /// Days for which an article is held after it came.
    pub days: i64,
    /// Articles that are held however long ago they came, the latest.
    pub least: usize,
    /// Articles held at most; about 15 kB each.
    pub articles: usize,
    /// Stories without an article that is held kept at most; about 5 kB each. The longest untouched goes first.
    pub retired: usize,
    /// Articles after which all that are held are joined anew, at least; and as a share of those held.
    pub settle: usize,
    /// The share.
    pub settle_share: f32,
}

impl Default for StreamConfig {
    fn default() -> Self {
        Self {
            stories: Config::default(),
            days: 60,
            least: 1000,
            articles: 4000,
            retired: 20_000,
            settle: 25,
            settle_share: 0.1,
        }
    }
}

/// What an article is to its story when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The first of a story.
    New,
    /// It joins a story.
    Joined,
    /// It joins a story of which no article was held any more.
    JoinedLate,
}

/// What came out otherwise when the articles were joined anew. To be applied in order: each speaks of the stories as
/// they are after the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Two stories are one: all articles of `gone`, held or not, are now of `story`.
    Merged {
        /// The story that goes on.
        story: usize,
        /// The story that is no more.
        gone: usize,
    },
    /// These articles were one story with others and are a new one.
    Split {
        /// The new story.
        story: usize,
        /// The story they were of.
        from: usize,
        /// Their identifiers, in order of arrival.
        articles: Vec<String>,
    },
    /// These articles go from one story to another.
    Moved {
        /// The story they are of now.
        story: usize,
        /// The story they were of.
        from: usize,
        /// Their identifiers, in order of arrival.
        articles: Vec<String>,
    },
}

/// Where an article was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Number of its story, counted from 0 in the order in which stories began; before the changes.
    pub story: usize,
    /// What it is to its story.
    pub event: Event,
    /// What else changed, after it was put there.
    pub changes: Vec<Change>,
}

/// An article, read but not yet placed. Reading takes nearly all the time and may be done beside other work.
#[derive(Debug)]
pub struct Reading {
    id: String,
    counted: Vec<Counted>,
    meaning: Meaning,
    days: Days,
    language: Language,
}

/// An article that is held.
struct Held {
    reading: Reading,
    story: usize,
    /// Day of the stream when it came.
    came: i64,
}

/// A story of which an article is held.
struct Active {
    /// All its articles.
    item: Item,
    /// Those of them that are held no longer.
    base: Option<Kept>,
}

/// Stories of a stream. Holds what it needs of the articles, not the articles.
pub struct Stream {
    config: StreamConfig,
    reader: Reader,
    encoder: Option<Encoder>,
    held: VecDeque<Held>,
    vocabulary: Vocabulary,
    /// The articles that are held, numbered as they stand there.
    index: Index,
    room: Sums,
    stories: BTreeMap<usize, Active>,
    retired: Retired,
    /// Number of the next story.
    next: usize,
    /// Latest day of publication so far.
    today: i64,
    /// Articles since all were joined anew.
    since: usize,
}

impl Stream {
    /// A stream that has met no article yet.
    pub fn new(lexicon: &Lexicon, config: StreamConfig) -> Self {
        let encoder = (config.stories.meaning > 0.0).then(Encoder::builtin);
        Self {
            reader: Reader::new(lexicon, &config.stories),
            encoder,
            retired: Retired::new(config.retired),
            config,
            held: VecDeque::new(),
            vocabulary: Vocabulary::default(),
            index: Index::default(),
            room: Sums::default(),
            stories: BTreeMap::new(),
            next: 0,
            today: 0,
            since: 0,
        }
    }

    /// Reads and places an article.
    pub fn add(&mut self, article: &Article) -> Placed {
        let reading = self.read(article);
        self.place(reading)
    }

    /// Reads an article.
    pub fn read(&self, article: &Article) -> Reading {
        let config = &self.config.stories;
        Reading {
            id: article.id.clone(),
            counted: self.reader.read(article, config),
            meaning: self.encoder.as_ref().map(|e| meaning::read(e, article, config)).unwrap_or_default(),
            days: Days::of(article),
            language: article.language,
        }
    }

    /// Puts an article into the story that is likest, or begins one.
    pub fn place(&mut self, reading: Reading) -> Placed {
        self.today = self.today.max(reading.days.last().unwrap_or(self.today));
        self.vocabulary.put(&reading.counted);
        let terms = self.vocabulary.weigh(&reading.counted, &self.config.stories);
        let item = self.item(&reading, terms.clone());
        let active = self.likest(&item, reading.language);
        let late = self.likest_retired(&item);
        let (story, event) = match (active, late) {
            (None, None) => {
                self.next += 1;
                (self.next - 1, Event::New)
            }
            (Some((_, story)), None) => (story, Event::Joined),
            (Some((like, story)), Some((its, _))) if like >= its => (story, Event::Joined),
            (_, Some((_, story))) => (story, Event::JoinedLate),
        };
        self.join(story, item);
        self.index.put(&terms, reading.language);
        self.held.push_back(Held { reading, story, came: self.today });
        self.since += 1;
        let every = self.config.settle.max((self.held.len() as f32 * self.config.settle_share) as usize);
        let changes = if self.since >= every { self.settle() } else { Vec::new() };
        Placed { story, event, changes }
    }

    /// Joins all that is held anew, at the end of a stream or whenever the last word is wanted.
    pub fn settle(&mut self) -> Vec<Change> {
        self.since = 0;
        let changes = settle::settle(self);
        self.retire();
        changes
    }

    fn item(&self, reading: &Reading, terms: Terms) -> Item {
        Item::article(terms, reading.meaning.clone(), reading.days.clone(), reading.language)
    }

    /// The likest story of which an article is held, if it is like enough.
    fn likest(&mut self, item: &Item, language: Language) -> Option<(f32, usize)> {
        let config = &self.config.stories;
        let near = self.index.near((None, &item.sum), language, config, &mut self.room);
        let mut stories: Vec<usize> = near.iter().map(|n| self.held[*n as usize].story).collect();
        stories.sort_unstable();
        stories.dedup();
        best(stories.iter().map(|s| (likeness(item, &self.stories[s].item, config), *s)), config)
    }

    /// The likest story of which none is held, if it is like enough.
    fn likest_retired(&self, item: &Item) -> Option<(f32, usize)> {
        let config = &self.config.stories;
        let near = self.retired.near(&item.sum, &self.vocabulary, config);
        let kept = near.into_iter().filter_map(|s| Some((s, self.retired.get(s)?.item(&self.vocabulary))));
        best(kept.map(|(s, its)| (likeness(item, &its, config), s)), config)
    }

    /// Puts an article to a story.
    fn join(&mut self, story: usize, item: Item) {
        let active = match (self.stories.remove(&story), self.retired.take(story)) {
            (Some(active), _) => {
                Active { item: active.item.join(item, &self.config.stories), base: active.base }
            }
            (None, Some(kept)) => {
                let base = kept.item(&self.vocabulary);
                Active { item: base.join(item, &self.config.stories), base: Some(kept) }
            }
            (None, None) => Active { item, base: None },
        };
        self.stories.insert(story, active);
    }

    /// Lets go of the articles that came too long ago, and of the stories that have none left.
    fn retire(&mut self) {
        let least = self.today - self.config.days;
        let is_old = |h: &Held| h.came < least;
        let many = self.held.len().saturating_sub(self.config.articles);
        let free = self.held.len().saturating_sub(self.config.least);
        let old = self.held.iter().take(free).take_while(|h| is_old(h)).count().max(many);
        let config = &self.config.stories;
        let mut gone: Vec<Vec<Counted>> = Vec::with_capacity(old);
        for Held { reading, story, .. } in self.held.drain(..old) {
            let terms = self.vocabulary.weigh(&reading.counted, config);
            gone.push(reading.counted);
            let item = Item::article(terms, reading.meaning, reading.days, reading.language);
            let Some(active) = self.stories.get_mut(&story) else { continue };
            let all = match active.base.take() {
                Some(base) => base.item(&self.vocabulary).join(item, config),
                None => item,
            };
            active.base = Some(Kept::of(&all, &self.vocabulary));
        }
        let mut alive: Vec<usize> = self.held.iter().map(|h| h.story).collect();
        alive.sort_unstable();
        let without: Vec<usize> =
            self.stories.keys().copied().filter(|s| alive.binary_search(s).is_err()).collect();
        for story in without {
            if let Some(kept) = self.stories.remove(&story).and_then(|a| a.base) {
                self.retired.put(story, kept);
            }
        }
        self.renumber(&gone);
    }

    /// Numbers anew the terms of what is held. `gone` was let go.
    fn renumber(&mut self, gone: &[Vec<Counted>]) {
        let config = &self.config.stories;
        self.vocabulary.renew(gone.iter().map(Vec::as_slice));
        self.held.iter().for_each(|h| self.vocabulary.put(&h.reading.counted));
        self.index = Index::default();
        self.room = Sums::default();
        let mut items: BTreeMap<usize, Item> = BTreeMap::new();
        for (story, active) in &self.stories {
            if let Some(base) = &active.base {
                items.insert(*story, base.item(&self.vocabulary));
            }
        }
        for held in &self.held {
            let terms = self.vocabulary.weigh(&held.reading.counted, config);
            self.index.put(&terms, held.reading.language);
            let reading = &held.reading;
            let item = Item::article(terms, reading.meaning.clone(), reading.days.clone(), reading.language);
            let all = match items.remove(&held.story) {
                Some(before) => before.join(item, config),
                None => item,
            };
            items.insert(held.story, all);
        }
        for (story, item) in items {
            if let Some(active) = self.stories.get_mut(&story) {
                active.item = item;
            }
        }
    }
}

/// The likest of some stories, the first of equals, if it is like enough.
fn best(stories: impl Iterator<Item = (f32, usize)>, config: &Config) -> Option<(f32, usize)> {
    stories.filter(|s| s.0 >= config.cut).max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
}

#[cfg(test)]
mod tests;
