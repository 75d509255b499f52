//! Addresses that lead into the user's own network are refused: named outright, by a name server, by a redirect.

use super::server::{NOT_FOUND, Server, page, redirect};
use super::{Names, Run};
use crate::{Guard, Resolve};
use std::io::{self, Write};
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn guarded() -> Run {
    let mut run = Run::new();
    run.options.guard = Guard::default();
    run
}

#[test]
fn named_outright() {
    let server = Server::fixed(page());
    let run = guarded();
    run.fails(
        &server.url("/"),
        "127.0.0.1, a loopback address; stemma fetches from such addresses only with",
    );
    let port = server.port();
    for host in
        ["127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[64:ff9b::7f00:1]"]
    {
        run.fails(&format!("http://{host}:{port}/"), "--allow-private");
    }
    run.fails("http://169.254.169.254/latest/meta-data/", "link-local");
    assert_eq!(server.asked_at_all(), 0);
}

#[test]
fn by_a_name() {
    let server = Server::fixed(page());
    let port = server.port();
    let inside = [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:a9fe:a9fe::1",
    ];
    for address in inside {
        let mut run = guarded();
        run.names = Names::of(&[("public.example", address)]);
        run.fails(&format!("http://public.example:{port}/"), "public.example leads to");
    }
    // Several at once are all refused; one that is public is no way to the others.
    let mut run = guarded();
    run.names = Names::of(&[("public.example", "10.0.0.1"), ("public.example", "127.0.0.1")]);
    run.fails(&format!("http://public.example:{port}/"), "10.0.0.1, a private address");
    assert_eq!(server.asked_at_all(), 0);
}

#[test]
fn by_a_redirect() {
    let inner = Server::fixed(page());
    let targets = [
        format!("http://127.0.0.2:{}/", inner.port()),
        format!("http://[::ffff:7f00:2]:{}/", inner.port()),
        format!("http://inside.example:{}/", inner.port()),
        "http://169.254.169.254/latest/".to_owned(),
        "http://10.0.0.1/".to_owned(),
    ];
    for target in targets {
        let to = target.clone();
        let outer = Server::start(move |path, stream| {
            let _ = stream.write_all(&if path == "/robots.txt" { NOT_FOUND.to_vec() } else { redirect(&to) });
        });
        let mut run = guarded();
        run.options.guard.allowed = vec!["127.0.0.1".parse().unwrap()];
        run.names = Names::of(&[("inside.example", "127.0.0.2")]);
        run.fails(&outer.url("/"), &format!("redirected to {target}: "));
        assert_eq!(outer.asked(), ["/"]);
        assert!(run.archive_text().contains("HTTP/1.1 302"), "the redirect is kept");
        // Neither does a robots.txt lead inside.
        let to = target.clone();
        let outer = Server::start(move |_, stream| {
            let _ = stream.write_all(&redirect(&to));
        });
        run.fails(&outer.url("/"), "--allow-private");
    }
    assert_eq!(inner.asked_at_all(), 0);
}

/// Gives an address that may be connected to first, and one that may not from then on.
struct Rebinding(AtomicUsize);

impl Resolve for Rebinding {
    fn resolve(&self, _: &str, _: Duration) -> io::Result<Vec<IpAddr>> {
        let first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(vec![if first { "127.0.0.1" } else { "127.0.0.2" }.parse().unwrap()])
    }
}

#[test]
fn a_name_that_changes_its_address() {
    let server = Server::fixed(page());
    let mut run = guarded();
    run.options.guard.allowed = vec!["127.0.0.1".parse().unwrap()];
    let archive = crate::Archive::open(&run.path(), "stemma", &run.options.limits).unwrap();
    let address = format!("http://public.example:{}/", server.port());
    let names = Rebinding(AtomicUsize::new(0));
    let links = |_: &[u8]| None;
    let fetched = crate::fetch(&[address], &archive, &run.options, &names, &links, &crate::Silent).unwrap();
    assert!(fetched.failures[0].error.contains("127.0.0.2, a loopback address"), "{:?}", fetched.failures);
    // One question to the name server for each connection: robots.txt, then the page, which is refused.
    assert_eq!(names.0.load(Ordering::SeqCst), 2);
    assert_eq!(server.asked_at_all(), 1);
}
