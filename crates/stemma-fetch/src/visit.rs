//! One address: robots.txt, the pause before the host is asked again, redirects, one patient second try.

use crate::address;
use crate::connect::Connector;
use crate::error::Error;
use crate::http::{self, Answer};
use crate::robots::{self, Robots};
use crate::unpack::unpack;
use crate::warc::{Archive, ArchiveError, Exchange, Kept, now};
use crate::{Limits, Options, Resolve};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use url::Url;

/// Redirects of a robots.txt that are followed (RFC 9309, section 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;

/// Visits addresses, and knows the hosts they lie on.
pub struct Visitor<'v> {
    connector: Connector<'v>,
    archive: &'v Archive,
    options: &'v Options,
    token: String,
    /// For each host with its port: when it may be asked again.
    next: Mutex<BTreeMap<String, Instant>>,
    /// For each origin what its robots.txt says, once it was read.
    robots: Mutex<BTreeMap<String, Arc<Mutex<Option<Rules>>>>>,
}

type Rules = Result<Arc<Robots>, Error>;

/// Why a visit ended without a page.
pub enum Stop {
    /// This address failed.
    Failed(Error),
    /// Nothing can be kept any more.
    Archive(ArchiveError),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<ArchiveError> for Stop {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

/// What stands at an address.
pub struct Visited {
    /// Where the redirects led.
    pub target: Url,
    /// The answer in the archive.
    pub kept: Kept,
    /// Content type, in lower case.
    pub kind: String,
    /// The body, unpacked.
    pub body: Vec<u8>,
}

impl<'v> Visitor<'v> {
    /// A visitor that keeps what it sees in `archive`.
    pub fn new(resolver: &'v dyn Resolve, archive: &'v Archive, options: &'v Options) -> Self {
        Self {
            connector: Connector::new(resolver, options.guard.clone(), &options.roots),
            archive,
            options,
            token: robots::product(&options.agent).to_owned(),
            next: Mutex::default(),
            robots: Mutex::default(),
        }
    }

    fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// Fetches an address, or takes it from the archive.
    pub fn visit(&self, start: &Url) -> Result<Visited, Stop> {
        let mut url = start.clone();
        let mut seen = vec![url.clone()];
        loop {
            let behind = |error: Error| match seen.len() {
                1 => error,
                _ => Error::Behind { to: url.to_string(), error: Box::new(error) },
            };
            let (answer, kept) = self.answer(&url).map_err(|stop| match stop {
                Stop::Failed(error) => Stop::Failed(behind(error)),
                stop @ Stop::Archive(_) => stop,
            })?;
            if !answer.head.redirects() {
                let body = self.judge(&answer).map_err(behind)?;
                return Ok(Visited { target: url, kept, kind: answer.head.kind(), body });
            }
            let target = answer.head.header("location").filter(|l| !l.is_empty()).ok_or(Error::Nowhere);
            let target = target.and_then(|t| address::join(&url, t).map_err(|e| redirected(t, e)))?;
            if seen.contains(&target) {
                return Err(Error::Circle.into());
            }
            if seen.len() > self.limits().redirects {
                return Err(Error::Redirects(self.limits().redirects).into());
            }
            seen.push(target.clone());
            url = target;
        }
    }

    /// The answer of one address: kept, or fetched now.
    fn answer(&self, url: &Url) -> Result<(Answer, Kept), Stop> {
        if let Some(kept) = self.archive.kept(url.as_str()) {
            let good = kept.whole && (kept.status < 400) && (kept.fresh || !self.options.refresh);
            if good {
                return Ok((self.archive.read(&kept, self.limits())?, kept));
            }
        }
        let robots = self.robots(url)?;
        let path = url.query().map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()));
        if !robots.allow(&path) {
            return Err(Error::Robots(host(url)).into());
        }
        let pause = self.pause(&robots);
        let (answer, kept) = self.ask(url, pause, false)?;
        let Some(wait) = self.patience(&answer) else { return Ok((answer, kept)) };
        thread::sleep(wait);
        self.ask(url, pause, false)
    }

    /// The body of an answer that is a page.
    fn judge(&self, answer: &Answer) -> Result<Vec<u8>, Error> {
        let head = &answer.head;
        if !head.succeeds() {
            return Err(Error::Status { status: head.status, reason: head.reason.clone() });
        }
        if let Some(flaw) = &answer.flaw {
            return Err(flaw.clone());
        }
        if !head.readable() {
            return Err(Error::Kind(head.kind()));
        }
        let body = unpack(answer, self.limits())?;
        if body.trim_ascii().is_empty() {
            return Err(Error::Empty);
        }
        Ok(body.into_owned())
    }

    /// Time to wait before a second try, if the server names one that is short enough.
    fn patience(&self, answer: &Answer) -> Option<Duration> {
        if !matches!(answer.head.status, 429 | 503) {
            return None;
        }
        let value = answer.head.header("retry-after")?;
        let wait = match value.parse::<u64>() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => {
                let moment: Timestamp = DateTimeParser::new().parse_timestamp(value).ok()?;
                Duration::try_from(moment.duration_since(now())).unwrap_or_default()
            }
        };
        (wait <= self.limits().retry).then_some(wait)
    }

    /// Pause before the next request to a host with this robots.txt.
    fn pause(&self, robots: &Robots) -> Duration {
        let asked = robots.pause.and_then(|p| Duration::try_from_secs_f64(p).ok()).unwrap_or_default();
        asked.max(self.limits().pause)
    }

    /// One request, when the host may be asked again; kept in the archive.
    fn ask(&self, url: &Url, pause: Duration, robots: bool) -> Result<(Answer, Kept), Stop> {
        self.wait(url, pause)?;
        let mut connection = self.connector.open(url, self.limits())?;
        let request = http::request(url, &self.options.agent);
        let sent = now();
        let answer = http::exchange(&mut connection.stream, &request, self.limits(), robots)?;
        let exchange =
            Exchange { url: url.as_str(), ip: connection.address, sent, request: &request, answer: &answer };
        let kept = self.archive.keep(&exchange)?;
        Ok((answer, kept))
    }

    /// Waits until the host may be asked.
    fn wait(&self, url: &Url, pause: Duration) -> Result<(), Error> {
        let now = Instant::now();
        let slot = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let last = next.get(&place(url)).copied();
            if last.is_some() && pause > self.limits().longest_pause {
                return Err(Error::LongPause { host: host(url), pause: pause.as_secs() });
            }
            let slot = last.map_or(now, |l| (l + pause).max(now));
            next.insert(place(url), slot);
            slot
        };
        thread::sleep(slot.saturating_duration_since(now));
        Ok(())
    }

    /// What the robots.txt of the address's origin says; read once.
    fn robots(&self, url: &Url) -> Result<Arc<Robots>, Stop> {
        let origin = url.origin().ascii_serialization();
        let cell = {
            let mut all = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
            all.entry(origin).or_default().clone()
        };
        let mut cell = cell.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = &*cell {
            return Ok(rules.clone()?);
        }
        let rules = match self.read_robots(url) {
            Ok(rules) => Ok(Arc::new(rules)),
            Err(Stop::Failed(error)) => Err(error),
            Err(stop) => return Err(stop),
        };
        *cell = Some(rules.clone());
        Ok(rules?)
    }

    /// Reads a robots.txt (RFC 9309, section 2.3.1): what is not there allows everything, what the server fails to give
    /// nothing.
    fn read_robots(&self, page: &Url) -> Result<Robots, Stop> {
        let no_robots = |cause: String| Error::NoRobots { host: host(page), cause };
        let mut url = page.join("/robots.txt").map_err(|e| Error::Address(e.to_string()))?;
        for _ in 0..=ROBOTS_REDIRECTS {
            let (answer, _) = self.ask(&url, self.limits().pause, true).map_err(|stop| match stop {
                // The host itself cannot be reached: that is what the reader must know.
                Stop::Failed(error @ (Error::Stalled(_) | Error::TooSlow(_) | Error::Broken(_))) => {
                    Stop::Failed(no_robots(first_words(&error)))
                }
                other => other,
            })?;
            let head = &answer.head;
            if head.redirects() {
                let Some(target) = head.header("location").and_then(|l| address::join(&url, l).ok()) else {
                    return Ok(Robots::default());
                };
                url = target;
                continue;
            }
            return match head.status {
                200..=299 => match (&answer.flaw, unpack(&answer, self.limits())) {
                    (None | Some(Error::Large(_)), Ok(body)) => Ok(Robots::parse(&body, &self.token)),
                    (Some(flaw), _) => Err(no_robots(first_words(flaw)).into()),
                    (None, Err(error)) => Err(no_robots(first_words(&error)).into()),
                },
                429 | 500..=599 => {
                    Err(no_robots(format!("{} {}", head.status, head.reason).trim().to_owned()).into())
                }
                _ => Ok(Robots::default()),
            };
        }
        Ok(Robots::default())
    }
}

/// What is wrong, without what to do.
fn first_words(error: &Error) -> String {
    let text = error.to_string();
    text.split_once(';').map_or(text.as_str(), |(first, _)| first).to_owned()
}

fn redirected(target: &str, error: Error) -> Error {
    let to: String = target.chars().filter(|c| !c.is_control()).take(200).collect();
    Error::Behind { to, error: Box::new(error) }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// The host with its port, as requests to it are counted.
pub fn place(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}
