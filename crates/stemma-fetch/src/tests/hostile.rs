//! Servers that never end, lie, or send too much.

use super::Run;
use super::server::{HTML, NOT_FOUND, PAGE, Server, gzip, ok};
use crate::Limits;
use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A server whose answers are written by `answer`, but for robots.txt.
fn server(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Server {
    Server::start(move |path, stream| {
        if path == "/robots.txt" {
            let _ = stream.write_all(NOT_FOUND);
        } else {
            answer(stream);
        }
    })
}

/// Writes `bytes` again and again until the other side has gone.
fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) {
    while stream.write_all(bytes).and_then(|()| stream.flush()).is_ok() {
        sleep(pause);
    }
}

fn in_time(seconds: u64, what: impl FnOnce()) {
    let begin = Instant::now();
    what();
    assert!(begin.elapsed() < Duration::from_secs(seconds), "{:?}", begin.elapsed());
}

#[test]
fn an_answer_that_never_ends() {
    let endless = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        drip(stream, b"<p>und", Duration::from_millis(100));
    });
    let run = Run::new();
    in_time(9, || run.fails(&endless.url("/"), "was not complete after 4 s"));
    let text = run.archive_text();
    assert!(text.contains("WARC-Truncated: time\r\n") && text.contains("<p>und<p>und"), "what came is kept");
}

#[test]
fn a_server_that_falls_silent() {
    let silent = server(|_| sleep(Duration::from_secs(20)));
    in_time(9, || Run::new().fails(&silent.url("/"), "sent nothing for 1 s"));
    let half = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nHafen");
        sleep(Duration::from_secs(20));
    });
    in_time(9, || Run::new().fails(&half.url("/"), "sent nothing for 1 s"));
    let handshake = Server::raw(|stream, _| {
        sleep(Duration::from_secs(20));
        drop(stream);
    });
    let address = handshake.url("/").replace("http:", "https:");
    in_time(9, || Run::new().fails(&address, "sent nothing for 1 s"));
}

#[test]
fn headers_that_never_end() {
    let slow = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        drip(stream, b"X-A: b\r\n", Duration::from_millis(100));
    });
    in_time(9, || Run::new().fails(&slow.url("/"), "was not complete after 4 s"));
    let fast = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        drip(stream, &b"X-A: b\r\n".repeat(100), Duration::ZERO);
    });
    Run::new().fails(&fast.url("/"), "larger than 64 KiB");
    let many = server(|stream| {
        let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(1000)).as_bytes());
    });
    Run::new().fails(&many.url("/"), "no HTTP");
    let interim = server(|stream| drip(stream, b"HTTP/1.1 103 Early Hints\r\n\r\n", Duration::ZERO));
    Run::new().fails(&interim.url("/"), "one interim answer after the other");
}

#[test]
fn decompression_bombs() {
    let bomb = gzip(&vec![b'a'; 8 << 20]);
    let server = Server::fixed(ok(&format!("{HTML}Content-Encoding: gzip\r\n"), &bomb));
    Run::new().fails(&server.url("/"), "unpacks to more than 100 times its size");
    let mut run = Run::new();
    run.options.limits = Limits { unpacked: 2 << 20, ratio: 1 << 20, ..run.options.limits };
    run.fails(&server.url("/"), "larger than 2 MiB");
    let many = Server::fixed(ok("Content-Encoding: gzip\r\n", gzip(&vec![b'a'; 1 << 16]).repeat(100)));
    Run::new().fails(&many.url("/"), "unpacks to more than 100 times its size");
    let small = Server::fixed(ok("Content-Encoding: gzip\r\n", gzip(&vec![b'a'; 1 << 20])));
    Run::new().succeeds(&small.url("/"));
    let damaged = Server::fixed(ok("Content-Encoding: gzip\r\n", &gzip(PAGE.as_bytes())[..40]));
    Run::new().fails(&damaged.url("/"), "cannot be unpacked (it is damaged)");
    let brotli = Server::fixed(ok("Content-Encoding: br\r\n", PAGE));
    Run::new().fails(&brotli.url("/"), "cannot be unpacked (as 'br')");
}

#[test]
fn bodies_that_are_too_large() {
    let mut run = Run::new();
    run.options.limits.body = 1 << 20;
    let announced = Server::fixed("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nHafen");
    run.fails(&announced.url("/"), "larger than 1 MiB");
    let endless = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        drip(stream, &[b'a'; 1 << 14], Duration::ZERO);
    });
    run.fails(&endless.url("/"), "larger than 1 MiB");
    let chunked = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        drip(stream, b"5\r\nHafen\r\n", Duration::ZERO);
    });
    run.fails(&chunked.url("/"), "larger than 1 MiB");
    let one = Server::fixed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\na");
    run.fails(&one.url("/"), "larger than 1 MiB");
    // Sizes alone: extensions of chunks of one byte, trailers.
    let around = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        drip(stream, format!("1;{}\r\na\r\n", "x".repeat(3000)).as_bytes(), Duration::ZERO);
    });
    run.fails(&around.url("/"), "larger than 1 MiB");
    let trailers = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
        drip(stream, b"X-A: b\r\n", Duration::ZERO);
    });
    run.fails(&trailers.url("/"), "larger than 1 MiB");
    assert!(run.archive_text().contains("WARC-Truncated: length"));
    assert!(run.archive().len() < 8 << 20);
}

#[test]
fn lengths_that_lie() {
    let run = Run::new();
    let early = Server::fixed("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nHafen");
    run.fails(&early.url("/"), "ended after 5 of 100 bytes");
    assert!(run.archive_text().contains("WARC-Truncated: disconnect"));
    let check = |answer: &str, said: &str| run.fails(&Server::fixed(answer).url("/"), said);
    check("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nHafen", "two lengths");
    check("HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nHafen", "two lengths");
    check("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nHafen", "no number");
    check("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nHafen", "no number");
    check("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nHafen", "no number");
    check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nHafen", "no number");
    check(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nHafen\r\n0\r\n\r\n",
        "longer than announced",
    );
    check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHaf", "ended after 3 of 5");
    check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHafen\r\n", "ended after");
    check("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "transfer encoding");
    run.succeeds(
        &Server::fixed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nHafen").url("/"),
    );
}

#[test]
fn what_is_no_http() {
    let check = |answer: &[u8], said: &str| Run::new().fails(&Server::fixed(answer).url("/"), said);
    check(b"SSH-2.0-OpenSSH_9.0\r\n", "no HTTP");
    check(b"", "broke off");
    check(b"HTTP/1.1", "broke off");
    check(b"HTTP/1.1 2x0 OK\r\n\r\n", "no HTTP");
    check(b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "changes the protocol");
    check(b"HTTP/3.0 200 OK\r\n\r\n", "no HTTP");
    check(&[0xff; 5000], "no HTTP");
    // A bad line among the headers is no reason to lose the page.
    let odd = Server::fixed(
        "HTTP/1.1 200 OK\r\nX-\u{fc}: 1\r\nno colon\r\n: empty\r\nContent-Length: 5\r\n\r\nHafen",
    );
    Run::new().succeeds(&odd.url("/"));
}
