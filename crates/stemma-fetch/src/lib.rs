//! Addresses to a web archive. Stands before the first step of the pipeline (**addresses → archive** → documents →
//! articles → …): what a caller names is fetched, politely and guarded, every answer is kept as it came in a WARC file,
//! and the readers read that file like any other.
//!
//! * [`address`]: which addresses are fetched at all; private networks are not.
//! * [`connect`]: the name is resolved once, checked, and connected to as checked.
//! * [`http`]: one request and its answer, byte by byte. [`unpack`]: its body.
//! * [`robots`]: what a host asks of programs (RFC 9309).
//! * [`visit`]: one address with its redirects. [`queue`]: all of them, one host at a time on each thread.
//! * [`warc`]: the archive, which is continued where a run broke off.
//!
//! The program sends nothing but the requests themselves: no cookies, no credentials, nothing of the environment.

pub mod address;
pub mod connect;
mod error;
pub mod http;
mod limits;
pub mod queue;
pub mod robots;
pub mod unpack;
mod visit;
pub mod warc;

#[cfg(test)]
mod tests;

pub use connect::{Guard, Resolve, System};
pub use error::Error;
pub use limits::Limits;
pub use queue::{Failure, Fetched, Page, fetch};
pub use warc::{Archive, ArchiveError};

/// User agent, unless the caller sets another: name, version and where to read what it is.
pub const AGENT: &str =
    concat!("stemma/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// How addresses are fetched.
#[derive(Clone, Debug)]
pub struct Options {
    /// User agent; its first word is what robots.txt files name.
    pub agent: String,
    /// Which networks may be connected to.
    pub guard: Guard,
    /// Certificates (DER) that are trusted besides Mozilla's roots.
    pub roots: Vec<Vec<u8>>,
    /// Fetch again what the archive has already.
    pub refresh: bool,
    /// Hosts that are asked at the same time, at most.
    pub threads: usize,
    /// Limits.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            agent: AGENT.to_owned(),
            guard: Guard::default(),
            roots: Vec::new(),
            refresh: false,
            threads: 8,
            limits: Limits::default(),
        }
    }
}

/// Finds the addresses in a feed or a list of feeds.
pub trait Links: Sync {
    /// The addresses that a feed (RSS, Atom, JSON Feed) or a list of feeds (OPML) names; `None` if it is neither.
    fn links_in(&self, body: &[u8]) -> Option<Vec<String>>;
}

impl<F: Fn(&[u8]) -> Option<Vec<String>> + Sync> Links for F {
    fn links_in(&self, body: &[u8]) -> Option<Vec<String>> {
        self(body)
    }
}

/// Hears how far fetching is.
pub trait Progress: Sync {
    /// This many addresses were added.
    fn more(&self, addresses: usize);
    /// One address is done.
    fn done(&self);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn more(&self, _: usize) {}
    fn done(&self) {}
}

/// True if `agent` can be sent: printable ASCII that begins with a product token.
pub fn is_agent(agent: &str) -> bool {
    agent.len() <= 300
        && agent.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        && !robots::product(agent).is_empty()
}

/// The moment, as names of files bear it: `20310507T083000Z`.
pub fn stamp() -> String {
    warc::now().strftime("%Y%m%dT%H%M%SZ").to_string()
}
