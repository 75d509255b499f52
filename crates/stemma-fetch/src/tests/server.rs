//! A small server on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A page of a few words.
pub const PAGE: &str = "<html><body><p>Der Hafen von Kesk bleibt offen.</p></body></html>";

/// A server that answers in its own threads until the test ends.
pub struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server; `answer` gets the path and the connection after the request was read.
    pub fn start(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::raw(move |mut stream, asked| {
            let Some(path) = request(&mut stream, asked) else { return };
            answer(&path, &mut stream);
        })
    }

    /// A server that has no robots.txt and answers everything else with the same bytes.
    pub fn fixed(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |path, stream| {
            let _ = stream.write_all(if path == "/robots.txt" { NOT_FOUND } else { &bytes });
        })
    }

    /// A server that gets every connection as it is.
    pub fn raw(serve: impl Fn(TcpStream, &Mutex<Vec<String>>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (serve, log) = (Arc::new(serve), asked.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (serve, log) = (serve.clone(), log.clone());
                thread::spawn(move || serve(stream, &log));
            }
        });
        Self { address, asked }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Paths that were asked for, without robots.txt.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().filter(|p| *p != "/robots.txt").cloned().collect()
    }

    /// All paths that were asked for.
    pub fn asked_at_all(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

/// An answer that says that nothing is there.
pub const NOT_FOUND: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

/// Reads a request up to its empty line; gives its path.
pub fn request(stream: &mut impl Read, asked: &Mutex<Vec<String>>) -> Option<String> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    while lines.next()?.ok()?.trim() != "" {}
    asked.lock().unwrap().push(path.clone());
    Some(path)
}

/// An answer with a body of known length.
pub fn ok(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", headers, body)
}

/// An answer with any status; `headers` are lines with their ends.
pub fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut out =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    out.extend_from_slice(body);
    out
}

/// The header of a page.
pub const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

/// An answer with a page.
pub fn page() -> Vec<u8> {
    ok(HTML, PAGE)
}

/// An answer that leads elsewhere.
pub fn redirect(to: &str) -> Vec<u8> {
    answer("302 Found", &format!("Location: {to}\r\n"), "")
}

/// Bytes as gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
