//! All addresses of a run: several hosts at a time, each host by one thread only, and the links of feeds on top.

use crate::address;
use crate::error::Error;
use crate::visit::{Stop, Visited, Visitor, place};
use crate::warc::{Archive, ArchiveError};
use crate::{Links, Options, Progress, Resolve};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use url::Url;

/// How deep lists lead: a list of feeds, a feed, a page.
const DEPTH: usize = 2;

/// A page that lies in the archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// The address as it was given, or as a feed names it.
    pub address: String,
    /// Where the redirects led: `WARC-Target-URI` of the record.
    pub target: String,
    /// `WARC-Record-ID` of the answer, with its brackets.
    pub record: String,
    /// First byte of that record in the archive.
    pub offset: u64,
    /// The feed that names it.
    pub feed: Option<String>,
    /// Whether an earlier run fetched it.
    pub reused: bool,
}

/// An address that could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The address as it was given, or as a feed names it.
    pub address: String,
    /// The address, what is wrong and what to do.
    pub error: String,
}

/// What a run brought, in order of the addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Pages. Where two addresses lead to one page, it stands here once.
    pub pages: Vec<Page>,
    /// Feeds and lists of feeds, whose links are among the pages and the failures.
    pub feeds: Vec<Page>,
    /// What failed.
    pub failures: Vec<Failure>,
}

/// Fetches all addresses into `archive`. One that fails does not stop the others.
///
/// # Errors
/// If the archive cannot be written.
pub fn fetch(
    addresses: &[String],
    archive: &Archive,
    options: &Options,
    resolver: &dyn Resolve,
    links: &dyn Links,
    progress: &dyn Progress,
) -> Result<Fetched, ArchiveError> {
    let visitor = Visitor::new(resolver, archive, options);
    let queue = Queue { state: Mutex::default(), changed: Condvar::new(), options, links, progress };
    for address in addresses {
        queue.lock().add(address, None, 0, progress);
    }
    thread::scope(|scope| {
        for _ in 0..options.threads.clamp(1, 256) {
            scope.spawn(|| queue.work(&visitor));
        }
    });
    queue.state.into_inner().unwrap_or_else(PoisonError::into_inner).finish()
}

/// An address that waits.
struct Task {
    address: String,
    url: Url,
    feed: Option<String>,
    depth: usize,
}

#[derive(Default)]
struct State {
    /// Hosts that no thread is busy with, in order of their turn.
    ready: VecDeque<String>,
    /// What waits for each host.
    waiting: BTreeMap<String, VecDeque<Task>>,
    /// Hosts that a thread is busy with.
    busy: BTreeSet<String>,
    /// Addresses that were added, so that none is fetched twice.
    seen: BTreeSet<String>,
    fetched: Fetched,
    broken: Option<ArchiveError>,
}

impl State {
    fn add(&mut self, address: &str, feed: Option<&str>, depth: usize, progress: &dyn Progress) {
        let url = match address::parse(address) {
            Ok(url) => url,
            Err(error) => return self.fail(address, &error),
        };
        if !self.seen.insert(url.as_str().to_owned()) {
            return;
        }
        progress.more(1);
        let host = place(&url);
        let tasks = self.waiting.entry(host.clone()).or_default();
        if tasks.is_empty() && !self.busy.contains(&host) {
            self.ready.push_back(host);
        }
        let feed = feed.map(str::to_owned);
        tasks.push_back(Task { address: address.trim().to_owned(), url, feed, depth });
    }

    fn fail(&mut self, address: &str, error: &Error) {
        let shown: String = address.trim().chars().filter(|c| !c.is_control()).take(500).collect();
        self.fetched.failures.push(Failure { error: format!("{shown}: {error}"), address: shown });
    }

    fn finish(self) -> Result<Fetched, ArchiveError> {
        if let Some(broken) = self.broken {
            return Err(broken);
        }
        let mut fetched = self.fetched;
        fetched.failures.sort();
        fetched.failures.dedup();
        for pages in [&mut fetched.pages, &mut fetched.feeds] {
            // Two addresses that lead to one page at the same moment may have it fetched twice.
            pages.sort();
            let mut targets = BTreeSet::new();
            pages.retain(|p| targets.insert(p.target.clone()));
        }
        Ok(fetched)
    }
}

struct Queue<'q> {
    state: Mutex<State>,
    changed: Condvar,
    options: &'q Options,
    links: &'q dyn Links,
    progress: &'q dyn Progress,
}

impl Queue<'_> {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one task after the other, until there are none and none can come.
    fn work(&self, visitor: &Visitor<'_>) {
        while let Some((host, task)) = self.take() {
            // A defect in one address must not leave the other threads waiting. Links are found before the lock is
            // taken: a feed may be long.
            let work = AssertUnwindSafe(|| {
                let visited = visitor.visit(&task.url)?;
                let follows = task.depth < DEPTH && may_be_feed(&visited);
                let links = if follows { self.links.links_in(&visited.body) } else { None };
                Ok((visited, links))
            });
            let visited = catch_unwind(work).unwrap_or(Err(Stop::Failed(Error::Defect)));
            let mut state = self.lock();
            match visited {
                Ok((page, links)) => self.arrived(&mut state, &task, page, links),
                Err(Stop::Failed(error)) => state.fail(&task.address, &error),
                Err(Stop::Archive(error)) => {
                    state.broken.get_or_insert(error);
                }
            }
            state.busy.remove(&host);
            if state.waiting.get(&host).is_some_and(|tasks| !tasks.is_empty()) {
                state.ready.push_back(host);
            }
            drop(state);
            self.progress.done();
            self.changed.notify_all();
        }
    }

    fn take(&self) -> Option<(String, Task)> {
        let mut state = self.lock();
        loop {
            if state.broken.is_some() {
                return None;
            }
            if let Some(host) = state.ready.pop_front() {
                let Some(task) = state.waiting.get_mut(&host).and_then(VecDeque::pop_front) else { continue };
                state.busy.insert(host.clone());
                return Some((host, task));
            }
            if state.busy.is_empty() {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn arrived(&self, state: &mut State, task: &Task, visited: Visited, links: Option<Vec<String>>) {
        let page = Page {
            address: task.address.clone(),
            target: visited.target.to_string(),
            record: visited.kept.record,
            offset: visited.kept.offset,
            feed: task.feed.clone(),
            reused: !visited.kept.fresh,
        };
        let Some(links) = links else { return state.fetched.pages.push(page) };
        state.fetched.feeds.push(page);
        let most = self.options.limits.links;
        for link in links.iter().take(most) {
            // A feed names its pages as seen from itself.
            let link = visited.target.join(link.trim()).map_or_else(|_| link.clone(), String::from);
            state.add(&link, Some(&task.address), task.depth + 1, self.progress);
        }
        if links.len() > most {
            state.fail(&task.address, &Error::Links { left: links.len() - most, all: links.len() });
        }
    }
}

fn may_be_feed(page: &Visited) -> bool {
    page.kind != "text/html" && page.kind != "application/xhtml+xml" && !page.kind.contains("pdf")
}
