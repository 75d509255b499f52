//! Articles that come one after the other, one JSON record a line, each put into a story when it comes; and what
//! articles are to their stories.

use crate::pile::{Failure, Pile};
use crate::read::{ReadOptions, read_line};
use crate::stages::{Engine, extract_one};
use std::io::{self, BufRead, Read};
use stemma_lineage::{EdgeRelation, Family, Witness};
use stemma_read::limits;
pub use stemma_story::{Change, Event, Placed, Role, Stream, StreamConfig};
use stemma_text::Article;

impl Engine {
    /// A stream of stories that has met no article yet.
    pub fn stream(&self, config: StreamConfig) -> Stream {
        Stream::new(self.lexicon(), config)
    }

    /// Puts the articles of `input` into the stories of `stream`, line by line; each is given to `sink` before the next
    /// line is read. What fails comes back. `name`: of the input, for messages and for records without an id.
    ///
    /// # Errors
    /// What `sink` returns, or what reading returns, turned by `cannot_read`.
    pub fn stream_each<E>(
        &self,
        (input, name): (&mut dyn BufRead, &str),
        options: &ReadOptions,
        stream: &mut Stream,
        mut sink: impl FnMut(&Article, Placed) -> Result<(), E>,
        cannot_read: impl Fn(io::Error) -> E,
    ) -> Result<Vec<Failure>, E> {
        let mut failures = Vec::new();
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let most = limits::ROW as u64 + 1;
            let read = input.take(most).read_until(b'\n', &mut line).map_err(&cannot_read)?;
            if read == 0 {
                break;
            }
            let place = format!("{name}:{number}");
            if read as u64 == most && !line.ends_with(b"\n") {
                skip_line(input).map_err(&cannot_read)?;
                let error = format!("{place}: the line is too long; split it");
                failures.push(Failure { id: place, stage: "read", error });
                continue;
            }
            let Pile { documents, failures: failed, .. } = read_line(&line, &place, options);
            failures.extend(failed);
            for document in documents {
                match extract_one(self.extractor(), &document) {
                    Ok(article) => {
                        let placed = stream.add(&article);
                        sink(&article, placed)?;
                    }
                    Err(failure) => failures.push(failure),
                }
            }
        }
        Ok(failures)
    }

    /// What each article is to its story. `families`: what is known of copies; without, copies are told by runs of words.
    pub fn roles(&self, articles: &[Article], stories: &[usize], families: Option<&[Family]>) -> Vec<Role> {
        let articles: Vec<&Article> = articles.iter().collect();
        let exemplars = match families {
            Some(families) => exemplars(families, articles.len()),
            None => stemma_story::copies(&articles, stories),
        };
        stemma_story::roles(&articles, stories, &exemplars, self.lexicon())
    }
}

/// Reads on to the end of the line.
fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let bytes = input.fill_buf()?;
        let end = bytes.iter().position(|b| *b == b'\n');
        let (read, done) = (end.map_or(bytes.len(), |at| at + 1), end.is_some() || bytes.is_empty());
        input.consume(read);
        if done {
            return Ok(());
        }
    }
}

/// For each of `count` articles the one it has its text from. Of those that have theirs from a text that the pile lacks,
/// the first stands for it. What is told in other words is no copy.
fn exemplars(families: &[Family], count: usize) -> Vec<Option<usize>> {
    let mut found = vec![None; count];
    for family in families {
        let article = |place: usize| match family.witnesses.get(place) {
            Some(Witness::Article(at)) => Some(*at),
            _ => None,
        };
        // The first article from each lost text, by the place of that text.
        let mut first: Vec<Option<usize>> = vec![None; family.witnesses.len()];
        let mut edges: Vec<_> =
            family.edges.iter().filter(|e| e.relation != EdgeRelation::Retelling).collect();
        edges.sort_by_key(|e| (e.from, e.to));
        for edge in edges {
            let Some(to) = article(edge.to).filter(|to| *to < count) else { continue };
            found[to] = article(edge.from).or(first[edge.from]);
            if article(edge.from).is_none() && first[edge.from].is_none() {
                first[edge.from] = Some(to);
            }
        }
    }
    found
}

/// Name of a change on the wire, the story that it leads to, the story it leads from, and the articles that go there;
/// none where all do.
pub fn told(change: &Change) -> (&'static str, usize, usize, Option<&[String]>) {
    match change {
        Change::Merged { story, gone } => ("merged", *story, *gone, None),
        Change::Split { story, from, articles } => ("split", *story, *from, Some(articles)),
        Change::Moved { story, from, articles } => ("moved", *story, *from, Some(articles)),
    }
}
