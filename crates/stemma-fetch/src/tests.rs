//! Fetching from servers on this machine: polite ones, broken ones and hostile ones.

mod archive;
mod guard;
mod hostile;
mod plain;
mod server;

use crate::{Archive, Fetched, Guard, Limits, Links, Options, Resolve, Silent, fetch};
use flate2::bufread::MultiGzDecoder;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// A name server of a test.
#[derive(Default)]
struct Names(BTreeMap<&'static str, Vec<IpAddr>>);

impl Names {
    fn of(names: &[(&'static str, &str)]) -> Self {
        let mut all = Self::default();
        for (name, address) in names {
            all.0.entry(name).or_default().push(address.parse().unwrap());
        }
        all
    }
}

impl Resolve for Names {
    fn resolve(&self, host: &str, _: Duration) -> io::Result<Vec<IpAddr>> {
        self.0.get(host).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// A run in a folder of its own.
struct Run {
    folder: tempfile::TempDir,
    options: Options,
    names: Names,
}

impl Run {
    /// Private addresses allowed, no pauses, short limits of time.
    fn new() -> Self {
        let limits = Limits {
            connect: Duration::from_secs(5),
            stalled: Duration::from_millis(1500),
            whole: Duration::from_secs(4),
            pause: Duration::ZERO,
            ..Limits::default()
        };
        let guard = Guard { allow_private: true, allowed: Vec::new() };
        let options = Options { guard, limits, ..Options::default() };
        Self { folder: tempfile::tempdir().unwrap(), options, names: Names::default() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.warc.gz")
    }

    fn fetch(&self, addresses: &[&str]) -> Fetched {
        self.fetch_with(addresses, &|_: &[u8]| None)
    }

    fn fetch_with(&self, addresses: &[&str], links: &dyn Links) -> Fetched {
        let addresses: Vec<String> = addresses.iter().map(|a| (*a).to_owned()).collect();
        let archive = Archive::open(&self.path(), &self.options.agent, &self.options.limits).unwrap();
        fetch(&addresses, &archive, &self.options, &self.names, links, &Silent).unwrap()
    }

    /// The archive, unpacked.
    fn archive(&self) -> Vec<u8> {
        let bytes = std::fs::read(self.path()).unwrap();
        let mut text = Vec::new();
        MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).unwrap();
        text
    }

    fn archive_text(&self) -> String {
        String::from_utf8_lossy(&self.archive()).into_owned()
    }

    /// The one failure of fetching this address says this.
    fn fails(&self, address: &str, said: &str) {
        let fetched = self.fetch(&[address]);
        assert!(fetched.pages.is_empty(), "{:?}", fetched.pages);
        assert_eq!(fetched.failures.len(), 1, "{:?}", fetched.failures);
        let failure = &fetched.failures[0];
        assert!(failure.error.starts_with(&format!("{}: ", failure.address)), "{}", failure.error);
        assert!(failure.error.contains(said), "{:?} should say {said:?}", failure.error);
    }

    fn succeeds(&self, address: &str) {
        let fetched = self.fetch(&[address]);
        assert_eq!(fetched.failures, [], "{address}");
        assert_eq!(fetched.pages.len(), 1, "{address}");
    }
}
