//! From an address to a connection: the name is resolved once, what it leads to is checked, and the connection goes to
//! exactly what was checked, so that a second answer of the name server changes nothing.

use crate::address::not_public;
use crate::error::Error;
use crate::limits::Limits;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use url::{Host, Url};

/// Turns names of hosts into addresses.
pub trait Resolve: Sync {
    /// The addresses of a host.
    ///
    /// # Errors
    /// If it has none, or none within this time.
    fn resolve(&self, host: &str, limit: Duration) -> io::Result<Vec<IpAddr>>;
}

/// The system's resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Resolve for System {
    fn resolve(&self, host: &str, limit: Duration) -> io::Result<Vec<IpAddr>> {
        let (sender, receiver) = mpsc::channel();
        let host = host.to_owned();
        // The system sets its own, longer time; a thread that comes too late ends by itself.
        thread::Builder::new().spawn(move || {
            let found = (host.as_str(), 0).to_socket_addrs().map(|all| all.map(|a| a.ip()).collect());
            let _ = sender.send(found);
        })?;
        receiver.recv_timeout(limit).unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

/// Which addresses may be connected to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// All of them: for intranets and tests.
    pub allow_private: bool,
    /// These, though they are not public.
    pub allowed: Vec<IpAddr>,
}

impl Guard {
    fn refuses(&self, address: IpAddr) -> Option<&'static str> {
        if self.allow_private || self.allowed.contains(&address) { None } else { not_public(address) }
    }
}

/// Makes connections.
pub struct Connector<'r> {
    resolver: &'r dyn Resolve,
    guard: Guard,
    tls: Arc<ClientConfig>,
}

impl<'r> Connector<'r> {
    /// A connector that trusts Mozilla's roots, which are part of the program, and `roots` (DER) besides.
    pub fn new(resolver: &'r dyn Resolve, guard: Guard, roots: &[Vec<u8>]) -> Self {
        let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        store.add_parsable_certificates(roots.iter().map(|r| CertificateDer::from(r.clone())));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(rustls::DEFAULT_VERSIONS)
            .expect("ring has the default versions")
            .with_root_certificates(store)
            .with_no_client_auth();
        Self { resolver, guard, tls: Arc::new(tls) }
    }

    /// Connects to the host of `url`. What is read and written later ends at the limits of time, too.
    ///
    /// # Errors
    /// If the host is not known, is refused, or does not answer.
    pub fn open(&self, url: &Url, limits: &Limits) -> Result<Connection, Error> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let port = url.port_or_known_default().unwrap_or(80);
        let end = Instant::now() + limits.whole;
        let addresses = self.addresses(url, &host, limits)?;
        let tcp = connect(&addresses, port, limits.connect)
            .map_err(|e| Error::Connect { host: host.clone(), cause: cause(&e) })?;
        // What counts is where the connection goes.
        let address =
            tcp.peer_addr().map_err(|e| Error::Connect { host: host.clone(), cause: cause(&e) })?.ip();
        self.check(&host, address)?;
        let timed = Timed { tcp, stalled: limits.stalled, end };
        if url.scheme() == "http" {
            return Ok(Connection { address, stream: Stream::Plain(timed) });
        }
        let unsafe_because = |cause: String| Error::Tls { host: host.clone(), cause };
        let name = match url.host() {
            Some(Host::Ipv4(ip)) => ServerName::from(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => ServerName::from(IpAddr::V6(ip)),
            _ => ServerName::try_from(host.clone()).map_err(|e| unsafe_because(e.to_string()))?,
        };
        let client =
            ClientConnection::new(self.tls.clone(), name).map_err(|e| unsafe_because(e.to_string()))?;
        let mut stream = StreamOwned::new(client, timed);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).map_err(|e| match e.kind() {
                io::ErrorKind::TimedOut => broken(&e, limits),
                _ => unsafe_because(e.to_string()),
            })?;
        }
        Ok(Connection { address, stream: Stream::Safe(Box::new(stream)) })
    }

    /// Addresses of the host that may be connected to.
    fn addresses(&self, url: &Url, host: &str, limits: &Limits) -> Result<Vec<IpAddr>, Error> {
        let all = match url.host() {
            Some(Host::Ipv4(ip)) => vec![IpAddr::V4(ip)],
            Some(Host::Ipv6(ip)) => vec![IpAddr::V6(ip)],
            _ => self
                .resolver
                .resolve(host, limits.connect)
                .map_err(|_| Error::UnknownHost(host.to_owned()))?,
        };
        let first = *all.first().ok_or_else(|| Error::UnknownHost(host.to_owned()))?;
        let open: Vec<IpAddr> = all.into_iter().filter(|a| self.guard.refuses(*a).is_none()).collect();
        if open.is_empty() {
            self.check(host, first)?;
        }
        Ok(open)
    }

    fn check(&self, host: &str, address: IpAddr) -> Result<(), Error> {
        match self.guard.refuses(address) {
            Some(kind) => Err(Error::NotPublic { host: host.to_owned(), address, kind }),
            None => Ok(()),
        }
    }
}

/// Tries one address after the other, within `limit` for all of them.
fn connect(addresses: &[IpAddr], port: u16, limit: Duration) -> io::Result<TcpStream> {
    let end = Instant::now() + limit;
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for (at, address) in addresses.iter().enumerate() {
        let left = end.saturating_duration_since(Instant::now());
        // The first must not take the time of all others.
        let share = if at + 1 < addresses.len() { left / 2 } else { left };
        if share.is_zero() {
            break;
        }
        match TcpStream::connect_timeout(&SocketAddr::new(*address, port), share) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// A connection to a server.
pub struct Connection {
    /// Where it goes.
    pub address: IpAddr,
    /// What is read from and written to.
    pub stream: Stream,
}

/// Plain or encrypted bytes.
pub enum Stream {
    /// http.
    Plain(Timed),
    /// https.
    Safe(Box<StreamOwned<ClientConnection, Timed>>),
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(buffer),
            Self::Safe(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Safe(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Safe(stream) => stream.flush(),
        }
    }
}

/// A socket that gives up when nothing comes, or when all of it takes too long. It stands below TLS, so that single
/// bytes of a handshake or a record count as well.
pub struct Timed {
    tcp: TcpStream,
    stalled: Duration,
    end: Instant,
}

impl Timed {
    /// Time until the next byte must have come. What ends it is told apart by the error's message.
    fn left(&self) -> io::Result<(Duration, bool)> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(too_slow()) } else { Ok((left.min(self.stalled), left <= self.stalled)) }
    }
}

/// The mark of an error that the whole time is over.
const TOO_SLOW: &str = "the whole time is over";

fn too_slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, TOO_SLOW)
}

fn timed(error: io::Error, last: bool) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut if last => too_slow(),
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (left, last) = self.left()?;
        self.tcp.set_read_timeout(Some(left))?;
        self.tcp.read(buffer).map_err(|e| timed(e, last))
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (left, last) = self.left()?;
        self.tcp.set_write_timeout(Some(left))?;
        self.tcp.write(bytes).map_err(|e| timed(e, last))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// What an error of reading or writing means.
pub fn broken(error: &io::Error, limits: &Limits) -> Error {
    if error.kind() != io::ErrorKind::TimedOut {
        return Error::Broken(cause(error));
    }
    if error.to_string() == TOO_SLOW {
        Error::TooSlow(limits.whole.as_secs())
    } else {
        Error::Stalled(limits.stalled.as_secs())
    }
}

/// The reason of an error of the system, without its number: the same words on every machine.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "it refuses the connection".to_owned(),
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => "it does not answer".to_owned(),
        kind => kind.to_string(),
    }
}
