//! What works as it should: pages, charsets, compressions, redirects, robots.txt, pauses, feeds, TLS.

use super::server::{HTML, NOT_FOUND, PAGE, Server, answer, gzip, ok, page, redirect, request};
use super::{Names, Run};
use crate::warc::Archive;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[test]
fn a_page_and_what_is_sent() {
    let server = Server::fixed(page());
    let run = Run::new();
    let fetched = run.fetch(&[&server.url("/a?b=c#d"), &server.url("/a?b=c")]);
    assert_eq!(fetched.failures, []);
    assert_eq!(fetched.pages.len(), 1);
    assert_eq!(fetched.pages[0].target, server.url("/a?b=c"));
    let text = run.archive_text();
    let port = server.port();
    let sent = format!(
        "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: stemma/{} (+",
        env!("CARGO_PKG_VERSION")
    );
    assert!(text.contains(&sent), "{text}");
    assert!(text.contains("Accept-Encoding: gzip\r\nConnection: close\r\n\r\n\r\n\r\n"));
    assert!(text.contains(&String::from_utf8(page()).unwrap()), "{text}");
    assert!(!text.to_lowercase().contains("cookie"));
}

#[test]
fn bodies_as_servers_send_them() {
    let run = Run::new();
    let check = |bytes: Vec<u8>, body: &[u8]| {
        let server = Server::fixed(bytes.clone());
        run.succeeds(&server.url("/"));
        let archive = Archive::open(&run.path(), "stemma", &run.options.limits).unwrap();
        let kept = archive.kept(&server.url("/")).unwrap();
        let answer = archive.read(&kept, &run.options.limits).unwrap();
        assert!(bytes.starts_with(&answer.raw), "the archive holds what was sent");
        assert_eq!(crate::unpack::unpack(&answer, &run.options.limits).unwrap().as_ref(), body);
    };
    let latin = b"<p>K\xf6ln gr\xfc\xdft F\xfcrth.</p>";
    check(ok("Content-Type: text/html; charset=ISO-8859-1\r\n", latin), latin);
    check(ok("", PAGE), PAGE.as_bytes());
    let packed = gzip(PAGE.as_bytes());
    check(ok(&format!("{HTML}Content-Encoding: gzip\r\n"), &packed), PAGE.as_bytes());
    let twice = [packed.clone(), packed.clone(), b"rest".to_vec()].concat();
    check(ok("Content-Encoding: x-gzip\r\n", twice), PAGE.repeat(2).as_bytes());
    check(ok("Content-Encoding: gzip\r\n", PAGE), PAGE.as_bytes());
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(PAGE.as_bytes()).unwrap();
    check(ok("Content-Encoding: deflate\r\n", zlib.finish().unwrap()), PAGE.as_bytes());
    let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    bare.write_all(PAGE.as_bytes()).unwrap();
    check(ok("Content-Encoding: deflate\r\n", bare.finish().unwrap()), PAGE.as_bytes());
    // To the end of the connection; in chunks, with an extension and trailers; after an interim answer; bare line ends.
    check(format!("HTTP/1.0 200 OK\r\n\r\n{PAGE}").into_bytes(), PAGE.as_bytes());
    let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n\
                  4;x=y\r\nHafe\r\n0A \r\nn von Kesk\r\n0\r\nX-Sum: 1\r\n\r\n";
    check(chunks.into(), b"Hafen von Kesk");
    check("HTTP/1.1 200 OK\nContent-Length: 5\n\nHafenbecken".into(), b"Hafen");
    let server = Server::fixed([b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n".to_vec(), page()].concat());
    run.succeeds(&server.url("/"));
}

#[test]
fn redirects() {
    let server = Server::start(|path, stream| {
        let bytes = match path {
            "/a" => redirect("/b?x"),
            "/b?x" => redirect("c"),
            "/c" => page(),
            "/circle" => redirect("/circle/2"),
            "/circle/2" => redirect("/circle"),
            "/self" => redirect("/self#there"),
            "/nowhere" => answer("301 Moved", "", ""),
            "/scheme" => redirect("ftp://a.example/"),
            "/secret" => redirect("http://me:secret@a.example/"),
            _ if path.starts_with("/long") => redirect(&format!("{path}x")),
            _ => NOT_FOUND.to_vec(),
        };
        let _ = stream.write_all(&bytes);
    });
    let run = Run::new();
    let fetched = run.fetch(&[&server.url("/a")]);
    assert_eq!(fetched.failures, []);
    assert_eq!(
        (&*fetched.pages[0].address, &*fetched.pages[0].target),
        (&*server.url("/a"), &*server.url("/c"))
    );
    assert_eq!(run.archive_text().matches("HTTP/1.1 302").count(), 2, "every answer is kept");
    run.fails(&server.url("/circle"), "in a circle");
    run.fails(&server.url("/self"), "in a circle");
    run.fails(&server.url("/nowhere"), "without saying where");
    run.fails(&server.url("/scheme"), "redirected to ftp://a.example/: addresses of the kind 'ftp'");
    run.fails(&server.url("/secret"), "user name or password");
    run.fails(&server.url("/long"), "more than 10 redirects");
    assert_eq!(server.asked().iter().filter(|p| p.starts_with("/long")).count(), 11);
}

#[test]
fn what_is_no_page() {
    let run = Run::new();
    run.fails(&Server::fixed(NOT_FOUND).url("/"), "404 Not Found; check the address");
    run.fails(&Server::fixed(answer("403 Forbidden", HTML, "no")).url("/"), "403 Forbidden; save the page");
    run.fails(&Server::fixed(answer("500 Oh", HTML, "no")).url("/"), "500 Oh; try again later");
    run.fails(&Server::fixed(answer("204 No Content", "", "")).url("/"), "204");
    run.fails(&Server::fixed(ok(HTML, " \n")).url("/"), "the answer is empty");
    let picture = ok("Content-Type: image/png\r\n", [7; 100_000]);
    run.fails(&Server::fixed(picture).url("/"), "the answer is image/png, which holds no article");
    let text = run.archive_text();
    assert!(text.contains("HTTP/1.1 404") && text.contains("HTTP/1.1 500"), "errors are kept");
    assert!(text.contains("WARC-Truncated: unspecified\r\n"), "a picture is not loaded");
    assert!(text.len() < 50_000);
    run.fails("http://unknown.example/", "the host unknown.example is not known; check the spelling");
    run.fails("https//missing.colon/", "no address");
    run.fails("ftp://a.example/", "only http and https");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    run.fails(&format!("http://{closed}/"), "it refuses the connection");
}

#[test]
fn a_server_that_asks_for_patience() {
    let tries = Arc::new(AtomicUsize::new(0));
    let counter = tries.clone();
    let server = Server::start(move |path, stream| {
        let first = path == "/once" && counter.fetch_add(1, Ordering::SeqCst) == 0;
        let bytes = match path {
            "/robots.txt" => NOT_FOUND.to_vec(),
            "/long" => answer("503 Busy", "Retry-After: 31\r\n", ""),
            "/always" => answer("429 Slow", "Retry-After: 0\r\n", ""),
            "/date" => answer("429 Slow", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", ""),
            _ if first => answer("429 Slow", "Retry-After: 1\r\n", ""),
            _ => page(),
        };
        let _ = stream.write_all(&bytes);
    });
    let run = Run::new();
    let begin = Instant::now();
    run.succeeds(&server.url("/once"));
    assert!(begin.elapsed() >= Duration::from_secs(1));
    run.fails(&server.url("/long"), "503 Busy; try again later");
    run.fails(&server.url("/always"), "429 Slow");
    run.fails(&server.url("/date"), "429 Slow");
    let count = |path: &str| server.asked().iter().filter(|p| *p == path).count();
    assert_eq!(["/once", "/long", "/always", "/date"].map(count), [2, 1, 2, 2]);
}

#[test]
fn robots_are_kept() {
    let check = |robots: Vec<u8>, path: &str, said: Option<&str>| {
        let server = Server::start(move |path, stream| {
            let _ = stream.write_all(&match path {
                "/robots.txt" => robots.clone(),
                "/elsewhere.txt" => ok("", "User-agent: *\nDisallow: /closed\n"),
                _ => page(),
            });
        });
        let run = Run::new();
        match said {
            Some(said) => {
                run.fails(&server.url(path), said);
                assert_eq!(server.asked().iter().filter(|p| *p == path).count(), 0, "it is not asked for");
            }
            None => run.succeeds(&server.url(path)),
        }
    };
    let closed = ok("", "User-agent: *\nDisallow: /closed\n");
    check(closed.clone(), "/closed/a", Some("robots.txt of 127.0.0.1 asks programs not to fetch this"));
    check(closed, "/open", None);
    check(ok("", "User-agent: stemma\nDisallow: /*?print\n"), "/a?print", Some("robots.txt"));
    check(ok("Content-Encoding: gzip\r\n", gzip(b"User-agent: *\nDisallow: /")), "/a", Some("robots.txt"));
    check(NOT_FOUND.to_vec(), "/closed", None);
    check(answer("403 Forbidden", "", ""), "/closed", None);
    check(
        answer("503 Busy", "", ""),
        "/a",
        Some("cannot be read (503 Busy), so that nothing may be fetched"),
    );
    check(answer("429 Slow", "", ""), "/a", Some("cannot be read (429 Slow)"));
    check(redirect("/elsewhere.txt"), "/closed", Some("asks programs not to"));
    check(redirect("/elsewhere.txt"), "/open", None);
    check(redirect("/robots.txt"), "/closed", None);
    check(
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent:".to_vec(),
        "/a",
        Some("ended after 11"),
    );
    check(Vec::new(), "/a", Some("cannot be read (the connection broke off"));
    let long = [b"User-agent: *\nDisallow: /closed\n".to_vec(), vec![b'#'; 2 << 20]].concat();
    check(ok("", long), "/closed", Some("asks programs not to"));
    // A redirect leads to another host with rules of its own.
    let strict = Server::start(|path, stream| {
        let _ = stream.write_all(&if path == "/robots.txt" {
            ok("", "User-agent: *\nDisallow: /")
        } else {
            page()
        });
    });
    let target = strict.url("/a");
    let open = Server::fixed(redirect(&target));
    Run::new().fails(&open.url("/"), &format!("redirected to {target}: robots.txt of"));
    assert!(strict.asked().is_empty());
}

#[test]
fn pauses_between_requests() {
    let server = Server::start(|path, stream| {
        let robots = ok("", "User-agent: *\nCrawl-delay: 0.4\n");
        let _ = stream.write_all(&if path == "/robots.txt" { robots } else { page() });
    });
    let other = Server::fixed(page());
    let run = Run::new();
    let begin = Instant::now();
    let (a, b, c) = (server.url("/a"), server.url("/b"), other.url("/c"));
    assert_eq!(run.fetch(&[&a, &b, &c]).pages.len(), 3);
    let taken = begin.elapsed();
    assert!(
        taken >= Duration::from_millis(800),
        "one pause behind robots.txt, one between the pages: {taken:?}"
    );
    let slow = Server::start(|path, stream| {
        let robots = ok("", "User-agent: *\nCrawl-delay: 3600\n");
        let _ = stream.write_all(&if path == "/robots.txt" { robots } else { page() });
    });
    run.fails(&slow.url("/a"), "asks for 3600 s between two requests");
}

#[test]
fn feeds_and_lists_of_feeds() {
    let server = Server::start(|path, stream| {
        let xml = "Content-Type: application/xml\r\n";
        let _ = stream.write_all(&match path {
            "/robots.txt" => NOT_FOUND.to_vec(),
            "/list" => ok(xml, "feed\n"),
            "/feed" => ok("Content-Type: application/rss+xml\r\n", "a\n/b\nhttp://10.0.0.1/\nfeed\nb\n"),
            "/many" => ok("Content-Type: text/plain\r\n", "one\ntwo\nthree\nfour\n"),
            "/b" => ok(xml, "deeper\n"),
            _ => page(),
        });
    });
    let links =
        |body: &[u8]| Some(String::from_utf8_lossy(body).lines().map(str::to_owned).collect::<Vec<_>>());
    let mut run = Run::new();
    run.options.guard = crate::Guard { allow_private: false, allowed: vec!["127.0.0.1".parse().unwrap()] };
    let fetched = run.fetch_with(&[&server.url("/list")], &links);
    let addresses: Vec<&str> = fetched.pages.iter().map(|p| p.address.as_str()).collect();
    assert_eq!(addresses, [server.url("/a"), server.url("/b")]);
    assert_eq!(fetched.pages[0].feed, Some(server.url("/feed")));
    assert_eq!(fetched.feeds.len(), 2);
    assert_eq!(fetched.failures.len(), 1, "a feed leads no further than an address does");
    assert!(fetched.failures[0].error.contains("private address"), "{:?}", fetched.failures);
    let broken = |_: &[u8]| -> Option<Vec<String>> { panic!("a defect of a reader") };
    let fetched = Run::new().fetch_with(&[&server.url("/list"), &server.url("/a")], &broken);
    assert_eq!((fetched.pages.len(), fetched.failures.len()), (1, 1), "the rest is done");
    let mut run = Run::new();
    run.options.limits.links = 3;
    let fetched = run.fetch_with(&[&server.url("/many")], &links);
    assert_eq!(fetched.pages.len(), 3);
    assert!(fetched.failures[0].error.contains("1 of the 4 addresses that this feed names were not fetched"));
}

#[test]
fn the_same_for_any_number_of_threads() {
    let servers: Vec<Server> = (0..4).map(|_| Server::fixed(page())).collect();
    let mut urls: Vec<String> =
        servers.iter().flat_map(|s| (0..5).map(|n| s.url(&format!("/{n}")))).collect();
    let outcome = |threads: usize, urls: &[String]| {
        let mut run = Run::new();
        run.options.threads = threads;
        let fetched = run.fetch(&urls.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(fetched.failures, []);
        fetched.pages.into_iter().map(|p| (p.address, p.target)).collect::<Vec<_>>()
    };
    let first = outcome(1, &urls);
    urls.reverse();
    assert_eq!(first.len(), 20);
    assert_eq!(first, outcome(16, &urls));
}

#[test]
fn safe_connections() {
    let (cert, key) = (include_bytes!("cert.der"), include_bytes!("key.der"));
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(cert.to_vec())],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.to_vec())),
            )
            .unwrap();
    let config = Arc::new(config);
    let server = Server::raw(move |stream, asked| {
        let connection = rustls::ServerConnection::new(config.clone()).unwrap();
        let mut stream = rustls::StreamOwned::new(connection, stream);
        let Some(path) = request(&mut stream, asked) else { return };
        let _ = stream.write_all(&if path == "/robots.txt" { NOT_FOUND.to_vec() } else { page() });
        let _ = stream.flush();
    });
    let mut run = Run::new();
    run.names = Names::of(&[("safe.example", "127.0.0.1"), ("other.example", "127.0.0.1")]);
    let port = server.port();
    run.fails(&format!("https://safe.example:{port}/"), "no safe connection to safe.example (");
    run.options.roots = vec![cert.to_vec()];
    run.succeeds(&format!("https://safe.example:{port}/"));
    run.fails(&format!("https://other.example:{port}/"), "no safe connection to other.example (");
    let plain = Server::fixed(page());
    run.fails(&plain.url("/").replace("http://", "https://"), "no safe connection to 127.0.0.1 (");
}
