//! What one answer may cost. Every server is hostile; these are the only numbers.

use std::time::Duration;

/// Limits of fetching. The default is what `docs/fetching.md` states; tests set others.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Head of an answer in bytes.
    pub head: usize,
    /// Body of an answer in bytes, as sent. The readers take no larger document either.
    pub body: u64,
    /// Body of an answer that is no page (a redirect, an error) in bytes.
    pub other_body: u64,
    /// Body in bytes, unpacked.
    pub unpacked: u64,
    /// Bytes that one byte of a body may unpack to, above [`Limits::free`]. Pages stay below 30.
    pub ratio: u64,
    /// Bytes that a body may unpack to whatever its ratio.
    pub free: u64,
    /// Redirects that are followed.
    pub redirects: usize,
    /// Until the host's name is known, and again until a connection stands.
    pub connect: Duration,
    /// Without a byte sent or received.
    pub stalled: Duration,
    /// For one answer, from the connection to the last byte.
    pub whole: Duration,
    /// Between the beginnings of two requests to one host, at least.
    pub pause: Duration,
    /// Longest pause that a robots.txt may ask for.
    pub longest_pause: Duration,
    /// Longest `Retry-After` that is waited for, once for each answer.
    pub retry: Duration,
    /// Addresses that are taken from one feed.
    pub links: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 64 << 10,
            body: 32 << 20,
            other_body: 1 << 20,
            unpacked: 32 << 20,
            ratio: 100,
            free: 1 << 20,
            redirects: 10,
            connect: Duration::from_secs(10),
            stalled: Duration::from_secs(15),
            whole: Duration::from_secs(60),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            retry: Duration::from_secs(30),
            links: 1000,
        }
    }
}
