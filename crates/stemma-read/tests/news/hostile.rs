//! Input that wants to do harm: bombs, towers, a hundred thousand items, and thousands of damaged samples.

use super::{Gathered, feed, mail, newsml, ninjs, read, read_as};
use std::time::Instant;
use stemma_read::Format;

/// Seconds that one of these inputs may take, built without optimisation on a machine that has other things to do; what
/// is not linear takes hours.
const SECONDS: u64 = 90;

fn timely(name: &str, bytes: impl AsRef<[u8]>) -> Gathered {
    let start = Instant::now();
    let gathered = read(name, bytes);
    assert!(start.elapsed().as_secs() < SECONDS, "{name}: {:?}", start.elapsed());
    gathered
}

#[test]
fn a_hundred_thousand_items() {
    let mut rss = String::from("<rss><channel><title>Viel</title>");
    for number in 0..100_000 {
        rss.push_str(&format!(
            "<item><title>Meldung {number}</title><link>https://viel.invalid/{number}</link><guid>https://viel.invalid/{number}</guid>\
             <pubDate>Wed, 07 May 2031 06:00:00 GMT</pubDate><description>&lt;p&gt;Der Deich {number} hält.&lt;/p&gt;</description></item>"
        ));
    }
    rss.push_str("</channel></rss>");
    let gathered = timely("viel.xml", &rss);
    assert_eq!(gathered.found.len(), 100_000);
    assert_eq!(stemma_read::links(rss.as_bytes()).map(|l| l.len()), Some(100_000));
}

#[test]
fn entities_are_never_expanded() {
    let mut bomb = String::from("<!DOCTYPE rss [<!ENTITY a0 \"haha\">");
    for level in 1..30 {
        bomb.push_str(&format!("<!ENTITY a{level} \"&a{};&a{};\">", level - 1, level - 1));
    }
    bomb.push_str("<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % y SYSTEM \"http://10.0.0.1/\"> %y;]>");
    let rss = format!(
        "{bomb}<rss><channel><item><title>&a29;</title><description>Text &x; &a29;</description></item></channel></rss>"
    );
    let found = timely("bombe.xml", rss).one();
    assert_eq!(found.given.title.as_deref(), Some("&a29;"));
    assert_eq!(found.content, b"Text &x; &a29;");
    let nitf = format!(
        "{}<nitf><body><body.content><p>a &a29; &x;</p></body.content></body></nitf>",
        bomb.replace("rss [", "nitf [")
    );
    let found = timely("bombe.xml", nitf).one();
    assert_eq!(found.content, b"<p>a &a29; &x;</p>");
}

#[test]
fn towers() {
    let tower =
        |open: &str, close: &str, count: usize| format!("{}x{}", open.repeat(count), close.repeat(count));
    let deep = tower("<div>", "</div>", 200_000);
    timely("a.xml", format!("<rss><channel><item><description>{deep}</description></item></channel></rss>"));
    timely(
        "a.xml",
        format!("<feed xmlns='Atom'><entry><content type='xhtml'>{deep}</content></entry></feed>"),
    );
    timely("a.xml", format!("<nitf><body><body.content>{deep}</body.content></body></nitf>"));
    timely(
        "a.xml",
        format!(
            "<newsItem><contentSet>{}</contentSet></newsItem>",
            tower("<inlineXML>", "</inlineXML>", 100_000)
        ),
    );
    timely("a.xml", tower("<newsItem>", "</newsItem>", 100_000));
    timely("a.xml", tower("<rss><channel><item>", "</item></channel></rss>", 50_000));
    timely("a.xml", tower("<nitf><media>", "</media></nitf>", 50_000));
    timely("a.xml", format!("<rss><item><title>{}", "<![CDATA[".repeat(200_000)));
    timely("a.xml", format!("<rss><item><title>{}</title></item>", "&".repeat(500_000)));
    timely("a.xml", format!("<rss><item><title>{}</title></item>", "&lt;a".repeat(200_000)));
    timely("a.xml", format!("<rss><item {}><title>x</title></item>", "a='b' ".repeat(200_000)));
    timely("a.xml", format!("<rss xmlns:a='{}'><item><title>x</title></item>", "y".repeat(5_000_000)));
    timely("a.xml", format!("<rss>{}", "<item><title>".repeat(100_000)));
    timely("a.json", format!("{{\"uri\":1,\"headline\":{}", tower("[", "]", 200_000)));
    timely("a.eml", "MIME-Version: 1.0\nContent-Type: message/rfc822\n\n".repeat(50_000));
    timely("a.eml", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(50_000));
    timely(
        "a.eml",
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n{}",
            "--x\n".repeat(300_000)
        ),
    );
    timely("a.eml", format!("MIME-Version: 1.0\nSubject: {}\n\nx", "=?utf-8?Q?".repeat(100_000)));
    timely("a.eml", format!("MIME-Version: 1.0\n{}\n\nx", "A: b\n".repeat(300_000)));
    let nested: String =
        (0..20_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    timely("a.eml", format!("MIME-Version: 1.0\n{nested}"));
}

/// A small generator, so that damage is the same on every machine (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (below.max(1) as u64)).unwrap_or(0)
    }
}

fn damaged(sample: &[u8], others: &[&[u8]], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        let to = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let piece = bytes[at..to].to_vec();
                let place = dice.roll(bytes.len());
                bytes.splice(place..place, piece);
            }
            3 => {
                let other = others[dice.roll(others.len())];
                let from = dice.roll(other.len());
                let piece = &other[from..(from + dice.roll(200)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            4 => {
                let marks = b"<>&\"'=/:;{}[]?-\r\n\0\xff\xc3 ";
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = marks[dice.roll(marks.len())];
                }
            }
            5 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.roll(256) as u8;
                }
            }
            _ => bytes[at..to].reverse(),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn damage_never_ends_it() {
    let samples: [(&str, Format, &str); 14] = [
        ("a.xml", Format::Feed, feed::RSS),
        ("a.xml", Format::Feed, feed::ATOM),
        ("a.json", Format::Feed, feed::JSON),
        ("a.xml", Format::Feed, feed::RDF),
        ("a.opml", Format::Feed, feed::OPML),
        ("a.json", Format::Ninjs, ninjs::FIRST),
        ("a.json", Format::Ninjs, ninjs::SECOND),
        ("a.json", Format::Ninjs, ninjs::THIRD),
        ("a.xml", Format::NewsMl, newsml::G2),
        ("a.xml", Format::NewsMl, newsml::NITF),
        ("a.xml", Format::NewsMl, newsml::ONE),
        ("a.eml", Format::Mail, mail::NEWSLETTER),
        ("a.eml", Format::Mail, mail::NEWSLETTER),
        ("a.mht", Format::Mail, mail::SAVED),
    ];
    let all: Vec<&[u8]> = samples.iter().map(|(.., sample)| sample.as_bytes()).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..4000 {
        let (name, format, sample) = samples[round % samples.len()];
        let bytes = damaged(sample.as_bytes(), &all, &mut dice);
        let format = if round % 3 == 0 { Format::Auto } else { format };
        let gathered = read_as(format, name, &bytes);
        for found in &gathered.found {
            assert!(!found.given.id.is_empty() && found.content.len() <= bytes.len().max(64));
        }
        stemma_read::links(&bytes);
        let seen = gathered.found.len() + gathered.failed.len() + gathered.passed_over.len();
        assert!(seen > 0, "round {round}: nothing was said of {name}");
    }
}
