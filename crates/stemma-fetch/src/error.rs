//! Why an address could not be fetched, in words that say what to do.

use std::net::IpAddr;

/// Why an address could not be fetched. Messages follow the address and a colon.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The address cannot be read.
    #[error("this is no address that can be fetched ({0}); write it as https://host/path")]
    Address(String),
    /// Neither http nor https.
    #[error(
        "addresses of the kind '{0}' are not fetched, only http and https; save the page and give its file"
    )]
    Scheme(String),
    /// A user name or a password stands in the address.
    #[error("the address holds a user name or password; stemma sends none: save the page and give its file")]
    UserInfo,
    /// The name does not resolve.
    #[error("the host {0} is not known; check the spelling and the connection to the internet")]
    UnknownHost(String),
    /// It leads into a network that is not public.
    #[error(
        "{host} leads to {address}, {kind}; stemma fetches from such addresses only with --allow-private"
    )]
    NotPublic {
        /// The host.
        host: String,
        /// Where it leads.
        address: IpAddr,
        /// What that is.
        kind: &'static str,
    },
    /// No connection.
    #[error("no connection to {host} ({cause}); check the address, or try again later")]
    Connect {
        /// The host.
        host: String,
        /// The system's reason.
        cause: String,
    },
    /// No safe connection: certificate, protocol.
    #[error("no safe connection to {host} ({cause}); save the page from a browser and give its file")]
    Tls {
        /// The host.
        host: String,
        /// The reason.
        cause: String,
    },
    /// Nothing came for too long.
    #[error("the server sent nothing for {0} s; try again later")]
    Stalled(u64),
    /// The whole answer took too long.
    #[error("the answer was not complete after {0} s; save the page from a browser and give its file")]
    TooSlow(u64),
    /// The connection broke off.
    #[error("the connection broke off ({0}); try again later")]
    Broken(String),
    /// Less came than was announced.
    #[error("the answer ended after {got} of {announced} bytes; try again later")]
    EndedEarly {
        /// Bytes that came.
        got: u64,
        /// Bytes that the server announced.
        announced: u64,
    },
    /// What came is not HTTP.
    #[error("the server's answer is no HTTP ({0}); save the page from a browser and give its file")]
    NotHttp(String),
    /// Head too large.
    #[error("the head of the answer is larger than {0} KiB; save the page from a browser and give its file")]
    LargeHead(usize),
    /// Body too large.
    #[error("the answer is larger than {0} MiB, which is no single article; give the address of the article")]
    Large(u64),
    /// Compressed beyond reason.
    #[error(
        "the answer unpacks to more than {0} times its size, which no page does; save the page from a browser"
    )]
    Bomb(u64),
    /// Compressed in a way that was not asked for, or damaged.
    #[error("the answer cannot be unpacked ({0}); save the page from a browser and give its file")]
    Packed(String),
    /// robots.txt says no.
    #[error(
        "robots.txt of {0} asks programs not to fetch this; save the page from a browser and give its file"
    )]
    Robots(String),
    /// robots.txt cannot be had.
    #[error(
        "robots.txt of {host} cannot be read ({cause}), so that nothing may be fetched there; try again later"
    )]
    NoRobots {
        /// The host.
        host: String,
        /// What happened.
        cause: String,
    },
    /// The pause that robots.txt asks for is too long.
    #[error(
        "robots.txt of {host} asks for {pause} s between two requests, more than stemma waits; try again later"
    )]
    LongPause {
        /// The host.
        host: String,
        /// Seconds.
        pause: u64,
    },
    /// Too many redirects.
    #[error("more than {0} redirects; save the page from a browser and give its file")]
    Redirects(usize),
    /// A redirect to where it came from.
    #[error("the redirects run in a circle; save the page from a browser and give its file")]
    Circle,
    /// A redirect that names no place.
    #[error("the server redirects without saying where; check the address")]
    Nowhere,
    /// The server says no.
    #[error("the server answers {}; {}", format!("{status} {reason}").trim_end(), advice(*.status))]
    Status {
        /// Status.
        status: u16,
        /// The server's words for it.
        reason: String,
    },
    /// The content is nothing that can hold an article.
    #[error("the answer is {0}, which holds no article; give the address of a page, a feed or a PDF file")]
    Kind(String),
    /// Nothing came.
    #[error("the answer is empty; save the page from a browser and give its file")]
    Empty,
    /// What stands behind a redirect failed.
    #[error("redirected to {to}: {error}")]
    Behind {
        /// The address that failed.
        to: String,
        /// Why.
        error: Box<Error>,
    },
    /// stemma itself failed.
    #[error("stemma broke off here; this is a defect of stemma, please report it")]
    Defect,
    /// More links than are followed.
    #[error("{left} of the {all} addresses that this feed names were not fetched; give them with --list")]
    Links {
        /// Left out.
        left: usize,
        /// All of them.
        all: usize,
    },
}

fn advice(status: u16) -> &'static str {
    match status {
        401 | 402 | 403 | 407 | 451 => "save the page from a browser and give its file",
        429 | 500..=599 => "try again later",
        _ => "check the address",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_what_to_do() {
        let error = Error::Status { status: 404, reason: "Not Found".to_owned() };
        assert_eq!(error.to_string(), "the server answers 404 Not Found; check the address");
        let error = Error::Status { status: 503, reason: String::new() };
        assert_eq!(error.to_string(), "the server answers 503; try again later");
    }
}
