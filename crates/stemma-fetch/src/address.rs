//! Which addresses are fetched: the form of a URL, and the IP addresses that are refused.
//!
//! After the special-purpose registries of IANA (RFC 6890 and its updates). Whoever gives stemma a page must not learn
//! through it what stands in the user's own network, so everything that is not plainly public is refused, and so are
//! IPv6 addresses that carry such an IPv4 address inside.

use crate::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Url;

/// Longest address in bytes. Servers commonly take 8 KiB.
pub const LONGEST: usize = 8 << 10;

/// Reads an address: http or https, with a host, without user name and password. The fragment is dropped; it never
/// reaches a server.
///
/// # Errors
/// If it cannot be fetched, and why.
pub fn parse(text: &str) -> Result<Url, Error> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Error::Address("it is too long".to_owned()));
    }
    let url = Url::parse(text).map_err(|e| Error::Address(e.to_string()))?;
    checked(url)
}

/// The target of a redirect or a link, seen from the page that names it.
///
/// # Errors
/// As [`parse`].
pub fn join(base: &Url, target: &str) -> Result<Url, Error> {
    if target.len() > LONGEST {
        return Err(Error::Address("it is too long".to_owned()));
    }
    checked(base.join(target.trim()).map_err(|e| Error::Address(e.to_string()))?)
}

fn checked(mut url: Url) -> Result<Url, Error> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::UserInfo);
    }
    if url.host_str().is_none_or(str::is_empty) || url.port() == Some(0) {
        return Err(Error::Address("it names no host".to_owned()));
    }
    if url.as_str().len() > LONGEST {
        return Err(Error::Address("it is too long".to_owned()));
    }
    url.set_fragment(None);
    Ok(url)
}

/// What an IP address is, if it is not public: "a private address".
pub fn not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => not_public_v4(address),
        IpAddr::V6(address) => not_public_v6(address),
    }
}

fn not_public_v4(address: Ipv4Addr) -> Option<&'static str> {
    Some(match address.octets() {
        [0, ..] => "an address of this host",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "a private address",
        [100, 64..=127, ..] => "a shared address of a provider's network",
        [127, ..] => "a loopback address",
        [169, 254, ..] => "a link-local address",
        [192, 0, 0, _] | [192, 88, 99, _] => "an address of the network's own protocols",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "a documentation address",
        [198, 18 | 19, ..] => "an address for measurements",
        [224..=239, ..] => "a multicast address",
        [240..=255, ..] => "a reserved address",
        _ => return None,
    })
}

fn not_public_v6(address: Ipv6Addr) -> Option<&'static str> {
    let [a, b, c, ..] = address.segments();
    let embedded = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    let last = embedded(address.segments()[6], address.segments()[7]);
    Some(match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "an address of this host",
        [0, 0, 0, 0, 0, 0, 0, 1] => "a loopback address",
        // IPv4-mapped (RFC 4291), and NAT64 (RFC 6052), which networks without IPv4 use for the whole public net.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => return not_public_v4(last),
        // 6to4 (RFC 3056).
        [0x2002, ..] => return not_public_v4(embedded(b, c)),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => "a documentation address",
        // Teredo, benchmarking, ORCHID and others.
        [0x2001, 0..=0x1ff, ..] => "an address of the network's own protocols",
        [0xff00..=0xffff, ..] => "a multicast address",
        _ if a & 0xfe00 == 0xfc00 => "a private address",
        _ if a & 0xffc0 == 0xfe80 => "a link-local address",
        _ if a & 0xe000 != 0x2000 => "a reserved address",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        let found = not_public(address.parse().unwrap());
        match expected {
            Some(word) => {
                assert!(found.is_some_and(|f| f.contains(word)), "{address}: {found:?}, not {word}")
            }
            None => assert_eq!(found, None, "{address}"),
        }
    }

    #[test]
    fn ipv4() {
        for public in ["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.0.1"]
        {
            check(public, None);
        }
        for public in
            ["172.32.0.1", "192.0.1.1", "192.167.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255"]
        {
            check(public, None);
        }
        check("0.0.0.0", Some("this host"));
        check("0.1.2.3", Some("this host"));
        check("10.0.0.1", Some("private"));
        check("172.16.0.1", Some("private"));
        check("172.31.255.255", Some("private"));
        check("192.168.178.1", Some("private"));
        check("100.64.0.1", Some("provider"));
        check("100.127.255.255", Some("provider"));
        check("127.0.0.1", Some("loopback"));
        check("127.255.255.254", Some("loopback"));
        check("169.254.169.254", Some("link-local"));
        check("192.0.0.8", Some("protocols"));
        check("192.0.2.1", Some("documentation"));
        check("198.51.100.7", Some("documentation"));
        check("203.0.113.9", Some("documentation"));
        check("198.18.0.1", Some("measurements"));
        check("224.0.0.1", Some("multicast"));
        check("239.255.255.250", Some("multicast"));
        check("240.0.0.1", Some("reserved"));
        check("255.255.255.255", Some("reserved"));
    }

    #[test]
    fn ipv6() {
        check("2606:4700:4700::1111", None);
        check("2a00:1450:4001::200e", None);
        check("2001:4860:4860::8888", None);
        check("::", Some("this host"));
        check("::1", Some("loopback"));
        check("::10.0.0.1", Some("reserved"));
        check("fc00::1", Some("private"));
        check("fd12:3456:789a::1", Some("private"));
        check("fe80::1", Some("link-local"));
        check("febf::1", Some("link-local"));
        check("fec0::1", Some("reserved"));
        check("ff02::1", Some("multicast"));
        check("2001:db8::1", Some("documentation"));
        check("3fff::1", Some("documentation"));
        check("2001::1", Some("protocols"));
        check("2001:20::1", Some("protocols"));
        check("100::1", Some("reserved"));
        check("5f00::1", Some("reserved"));
        check("4000::1", Some("reserved"));
    }

    #[test]
    fn ipv4_inside_ipv6() {
        check("::ffff:1.1.1.1", None);
        check("::ffff:127.0.0.1", Some("loopback"));
        check("::ffff:10.1.2.3", Some("private"));
        check("::ffff:169.254.169.254", Some("link-local"));
        check("::ffff:0:127.0.0.1", Some("reserved"));
        check("64:ff9b::1.1.1.1", None);
        check("64:ff9b::10.0.0.1", Some("private"));
        check("64:ff9b::127.0.0.1", Some("loopback"));
        check("64:ff9b:1::1.1.1.1", Some("reserved"));
        check("2002:0101:0101::1", None);
        check("2002:0a00:0001::1", Some("private"));
        check("2002:7f00:0001::", Some("loopback"));
        check("2002:a9fe:a9fe::", Some("link-local"));
    }

    #[test]
    fn forms() {
        assert_eq!(
            parse(" https://Zeitung.Example/a b#c ").unwrap().as_str(),
            "https://zeitung.example/a%20b"
        );
        assert_eq!(parse("https://bühne.example/ü").unwrap().as_str(), "https://xn--bhne-0ra.example/%C3%BC");
        assert_eq!(parse("http://0x7f.1/").unwrap().as_str(), "http://127.0.0.1/");
        assert!(matches!(parse("ftp://a.example/"), Err(Error::Scheme(_))));
        assert!(matches!(parse("file:///etc/passwd"), Err(Error::Scheme(_))));
        assert!(matches!(parse("https://me:secret@a.example/"), Err(Error::UserInfo)));
        assert!(matches!(parse("https://me@a.example/"), Err(Error::UserInfo)));
        assert!(matches!(parse("https:///"), Err(Error::Address(_))));
        assert!(matches!(parse("https://a.example:0/"), Err(Error::Address(_))));
        assert!(matches!(parse("no address"), Err(Error::Address(_))));
        assert!(matches!(parse(&format!("https://a.example/{}", "a".repeat(9000))), Err(Error::Address(_))));
        let base = parse("https://a.example/x/y").unwrap();
        assert_eq!(join(&base, "//b.example/z").unwrap().as_str(), "https://b.example/z");
        assert_eq!(join(&base, "../z").unwrap().as_str(), "https://a.example/z");
        assert!(matches!(join(&base, "javascript:1"), Err(Error::Scheme(_))));
    }
}
