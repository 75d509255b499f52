//! Pages made to be slow, large or wrong: none is deadly, time and memory grow with the length and no faster.

use std::fmt::Write as _;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use stemma_extract::{Extractor, Form, Given, decode, detect_form, looks_binary};
use stemma_lexicon::Lexicon;
use stemma_text::{Article, TextRange};

/// Bytes of the smaller of two pages that are compared. Tests run unoptimised and beside others.
const LENGTH: usize = if cfg!(debug_assertions) { 40_000 } else { 2_000_000 };
/// Time that twice the length may take, against the time of the length itself.
const FACTOR: u32 = 4;
/// What is not looked at: noise of the machine.
const NOISE: Duration = Duration::from_millis(400);

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(&Lexicon::builtin()))
}

fn extract(content: &str, form: Form) -> Article {
    extractor().extract(Given::default(), content, form, String::new())
}

/// What must hold of any article: it stands on its input.
fn check(article: &Article, length: usize) {
    for block in &article.blocks {
        assert!(!block.range.of(&article.text).trim().is_empty());
    }
    for (_, _, raw, raw_len) in article.offsets.pieces() {
        assert!(raw + raw_len <= length);
    }
}

fn time(page: &str, form: Form) -> Duration {
    let start = Instant::now();
    check(&extract(page, form), page.len());
    start.elapsed()
}

/// Twice the page takes about twice the time.
fn check_linear(name: &str, make: impl Fn(usize) -> String) {
    for form in [Form::Html, Form::Text] {
        let small = make(LENGTH);
        let large = make(2 * LENGTH);
        // A machine that was busy at either gets another chance at both.
        let linear = (0..4).any(|_| {
            let first = time(&small, form);
            time(&large, form) < FACTOR * first + NOISE
        });
        assert!(
            linear,
            "{name}, {form:?}: twice {} bytes take more than {FACTOR} times the time",
            small.len()
        );
    }
}

/// A piece as often as it fits.
fn filled(piece: &str, length: usize) -> String {
    piece.repeat(length / piece.len() + 1)
}

#[test]
fn nesting_costs_nothing() {
    for piece in [
        "<div>",
        "<div>a ",
        "<b>",
        "<a href=x>",
        "<b><p class=x>a",
        "<table><tr><td>",
        "<ul><li>a",
        "<x-y>",
        "<svg>",
        "<blockquote><p>a",
        "<form><div>",
        "<button>",
        "<section><h2>a",
        "<dl><dt>a",
        "<template>",
        "<select><option>",
    ] {
        check_linear(piece, |n| filled(piece, n));
    }
}

#[test]
fn stray_ends_cost_nothing() {
    for (before, piece) in [
        ("", "</div>"),
        ("<b><div>", "<i></b>"),
        ("<b><div>", "<span></b>"),
        ("<table><tr><td>", "<x></table ></y></div>"),
        ("<div>", "<p>a</b></i></div ></p>"),
        ("", "</p><p>"),
        ("<form>", "<div></form>"),
        ("<li>", "<span></li>"),
        ("<a>", "<div></a>a"),
        ("<x>", "<y></x>"),
        ("<h1>", "<i></h2>"),
    ] {
        let make = |n: usize| {
            let half = n / 2;
            let (open, close) = piece.split_at(piece.find("</").unwrap_or(0));
            // In turn, and all starts before all ends.
            [
                before,
                &filled(piece, half),
                before,
                &filled(&format!("{open} "), half / 2),
                &filled(close, half / 2),
            ]
            .concat()
        };
        check_linear(piece, make);
    }
}

#[test]
fn broken_markup_costs_nothing() {
    for piece in [
        "<",
        "<a href=\"",
        "<a b='",
        "<!--",
        "<!-- -- >",
        "<![CDATA[",
        "<svg><![CDATA[",
        "<?",
        "</",
        "<!",
        "<script>",
        "<script><!--<script>",
        "<script><!--<script></script>",
        "<title>",
        "<textarea><p>",
        "<style></styl>",
        "<noscript><p>a",
        "<iframe ",
        "<a\0b",
        "\0",
        "<a b=c d=\"e\" ",
        "<p ==== >",
        "<div class=\"a ",
        "&",
        "&amp",
        "&#",
        "&#x110000;",
        "&#99999999;",
        "&notit;",
        "&ampamp;",
        "&Aacuteee",
        "&nbsp;",
        "&shy;",
        "&zwnj;&#8203;",
        "\u{202e}a\u{2066}b ",
        "e\u{301}\u{302}",
        "\u{feff}",
        "\u{fffd}",
        "😁",
        "a,",
        "a ",
        "\n",
        "\r\n\r\n",
        "<br>",
        "<br> a",
        "Foto: a/dpa ",
        "(dpa) - ",
        "Quelle: ",
        "Von Uta Muster, ",
        "12.03.2021 ",
        "\"",
        "„“",
        "| ",
        "- ",
        "http://a.b/",
    ] {
        check_linear(piece, |n| filled(piece, n));
    }
}

#[test]
fn one_tag_may_have_any_number_of_attributes() {
    let count = LENGTH / 10;
    check_linear("attributes", |n| {
        let mut page = String::from("<article><div ");
        for number in 0..n / 10 {
            let _ = write!(page, "a{number}=b ");
        }
        page + ">" + &"<p>Am Abend fiel in den Bergen viel Regen, sagte der Wirt der Hütte.</p>".repeat(8)
    });
    let page = format!("<p {}>Am Abend fiel Regen.</p>", "class=x ".repeat(count));
    assert_eq!(extract(&page, Form::Html).text, "Am Abend fiel Regen.");
    check_linear("class names", |n| format!("<p class='{}'>a</p>", filled("ad comment ", n)));
    check_linear("long names", |n| format!("<p {0}={0} {0}>a</p><{0}>b", "x".repeat(n / 4)));
}

#[test]
fn what_a_page_says_of_itself_may_be_endless() {
    for (before, piece, after) in [
        ("<script type=application/ld+json>", "[{\"@graph\":", ""),
        (
            "<script type=application/ld+json>[",
            "{\"@type\":\"NewsArticle\",\"author\":\"A B\"},",
            "]</script>",
        ),
        ("<script type=application/ld+json>{\"author\":\"", "A B, ", "\"}</script>"),
        ("", "<script type=application/ld+json>{}</script>", ""),
        ("", "<script type=application/ld+json>{", ""),
        ("", "<meta name=author content='A B'>", ""),
        ("", "<meta property=article:published_time content=2021-01-01>", ""),
        ("", "<title>a</title>", ""),
        ("<title>", "a | ", "</title><p>b"),
        ("<h1>", "a ", "</h1>"),
        ("", "<h1>Regen in Ulm</h1>", ""),
        ("", "<time datetime=2021-01-01>a</time>", ""),
        ("", "<span class=author>Uta Muster</span>", ""),
        ("<div class=byline>", "Von Uta Muster und ", "</div>"),
        ("", "<link rel=canonical href=/a>", ""),
        ("", "<p>Am Abend fiel viel Regen, sagte der Wirt in der Stadt am Fluss. ", ""),
        ("<article>", "<p><a href=/a>Mehr zum Thema</a></p>", ""),
        ("", "<figure><img><figcaption>Ein Keller. Foto: Uta Muster/dpa</figcaption></figure>", ""),
        ("", "<div class=comments><p>Bei mir war gar nichts los, alles trocken, was soll das?</p></div>", ""),
    ] {
        check_linear(&format!("{before}{piece}"), |n| [before, &filled(piece, n), after].concat());
    }
}

/// A page of the largest size that the program reads; see `LARGEST_DOCUMENT` of the engine, which refuses more.
#[test]
fn the_largest_page_is_read() {
    let length = if cfg!(debug_assertions) { 2 << 20 } else { 32 << 20 };
    let page =
        filled("<div class=a><p>Am Abend fiel viel Regen, &amp; so fort.</p><ul><li>a</ul></div>", length);
    let tags = page.matches('<').count();
    assert!(cfg!(debug_assertions) || tags > 1_000_000, "{tags}");
    let start = Instant::now();
    let article = extract(&page, Form::Html);
    assert!(article.text.contains("viel Regen, & so fort"));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn a_million_open_tags_are_read() {
    for tag in ["<div>", "<b>", "<x>"] {
        let page = tag.repeat(if cfg!(debug_assertions) { 100_000 } else { 1_000_000 })
            + "Am Abend fiel viel Regen.";
        let start = Instant::now();
        let article = extract(&page, Form::Html);
        assert_eq!(article.text, "Am Abend fiel viel Regen.");
        assert!(start.elapsed() < Duration::from_secs(60), "{tag} {:?}", start.elapsed());
    }
}

/// A page in Latin script, whose characters all encodings used here have.
const PAGE: &str = "<html><head><title>Regen in Ödwald</title></head><body><article><h1>Regen in Ödwald</h1>\
<p>In Ödwald hat es am Abend lange geregnet, sagte der Müller, und die Keller stehen voll Wasser &amp; Schlamm.</p>\
<p>Die Feuerwehr rückte mit drei größeren Wagen aus, wie sie mitteilte, und pumpte bis tief in die Nacht.</p>\
</article></body></html>";

/// Every visible character of the article is the character that stands at its bytes.
fn check_bytes(bytes: &[u8], encoding: &'static encoding_rs::Encoding) {
    let decoded = decode(bytes);
    assert_eq!(decoded.encoding, encoding.name());
    assert_eq!(detect_form(&decoded.text), Form::Html);
    assert!(!looks_binary(bytes));
    let article = extract(&decoded.text, Form::Html);
    assert!(
        article.text.contains("größeren Wagen") && article.text.contains("Wasser & Schlamm"),
        "{}",
        article.text
    );
    let offsets = article.offsets.through(&decoded.raw);
    for (at, c) in article.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let raw = offsets
            .to_raw(TextRange::new(at, at + c.len_utf8()))
            .expect("every character comes from somewhere");
        let (again, _) = encoding.decode_without_bom_handling(&bytes[raw.start..raw.end]);
        assert!(again == c.to_string() || again == "&amp;", "{c:?} comes from {again:?}");
    }
}

#[test]
fn wrong_declarations_are_seen_through() {
    use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
    let declared = |label: &str| PAGE.replace("<head>", &format!("<head><meta charset={label}>"));
    let latin = |page: &str| WINDOWS_1252.encode(page).0.into_owned();
    check_bytes(declared("windows-1252").as_bytes(), UTF_8);
    check_bytes(declared("utf-16").as_bytes(), UTF_8);
    check_bytes(declared("no-such-thing").as_bytes(), UTF_8);
    check_bytes(&latin(PAGE), WINDOWS_1252);
    check_bytes(&latin(&declared("utf-8")), WINDOWS_1252);
    check_bytes(&latin(&declared("utf-16le")), WINDOWS_1252);
    check_bytes(&latin(&declared("iso-8859-1")), WINDOWS_1252);
    let late =
        PAGE.replace("</article>", &format!("{}<meta charset=iso-8859-15></article>", "<p>a".repeat(9000)));
    check_bytes(&encoding_rs::ISO_8859_15.encode(&late).0, encoding_rs::ISO_8859_15);
    for (encoding, mark) in [(UTF_16LE, [0xFF, 0xFE]), (UTF_16BE, [0xFE, 0xFF])] {
        let units = PAGE.encode_utf16();
        let wide: Vec<u8> = units
            .flat_map(|u| if encoding == UTF_16LE { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect();
        check_bytes(&wide, encoding);
        check_bytes(&[&mark, &wide[..]].concat(), encoding);
    }
    check_bytes(&[b"\xEF\xBB\xBF", PAGE.as_bytes()].concat(), UTF_8);
}

#[test]
fn wrong_bytes_cost_nothing() {
    for piece in [
        b"\xFF".as_slice(),
        b"\xC3",
        b"\xE4a",
        b"\xF0\x9F",
        b"\x81\x30",
        b"\0",
        b"\0<",
        b"\xD8\0",
        b"<meta charset=gbk \x81",
    ] {
        let make = |n: usize| [b"<p>".as_slice(), &piece.repeat(n / piece.len())].concat();
        let run = |bytes: &[u8]| {
            let start = Instant::now();
            let decoded = decode(bytes);
            check(&extract(&decoded.text, Form::Html), decoded.text.len());
            start.elapsed()
        };
        let first = run(&make(LENGTH / 4));
        let second = (0..3).map(|_| run(&make(LENGTH / 2))).find(|t| *t < FACTOR * first + NOISE);
        assert!(second.is_some(), "{piece:?}: {first:?}");
    }
}

/// Pieces that mutation puts into pages.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=ad>",
    "</div>",
    "<a href='",
    "</a>",
    "<b>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<table>",
    "<td>",
    "</table>",
    "<li>",
    "<svg>",
    "<title>",
    "</title>",
    "<form>",
    "</form>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&auml",
    "&#8222;",
    "&#xD800;",
    "&nbsp;",
    "\u{ad}",
    "\0",
    "(dpa) - ",
    "Foto: ",
    "Quelle: ",
    "Von ",
    "12.03.2021",
    "<br>",
    "\n\n",
    "\"",
    ">",
    "<meta charset=gbk>",
    "<meta name=author content=",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",",
    "\u{202e}",
    "😁",
    "<h1>",
    "<time datetime=",
    "<span class=byline>",
    "<article>",
    "<figure><figcaption>",
    "<noscript>",
    "<template>",
    "e\u{301}",
];

/// Random changes of pages, as a fuzzer makes them. `STEMMA_MUTATE_SECONDS` lets it run for longer than a few hundred
/// rounds.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long a test runs is not part of the program")]
fn changed_pages_stand_on_their_bytes() {
    let seconds = std::env::var("STEMMA_MUTATE_SECONDS").ok().and_then(|s| s.parse::<u64>().ok());
    let (start, mut rounds, mut state) = (Instant::now(), 0u64, 0x9E37_79B9_7F4A_7C15u64);
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % below.max(1)
    };
    let seeds: Vec<Vec<u8>> = vec![
        PAGE.as_bytes().to_vec(),
        encoding_rs::WINDOWS_1252.encode(PAGE).0.into_owned(),
        PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "Von Uta Muster\n\nUlm (dpa) - Regen fiel am Abend, sagte ein Wirt.\n\nFoto: Uta Muster/dpa\n"
            .as_bytes()
            .to_vec(),
    ];
    while seconds.map_or(rounds < 400, |s| start.elapsed().as_secs() < s) {
        rounds += 1;
        let mut bytes = seeds[random(seeds.len())].clone();
        for _ in 0..=random(12) {
            let (at, to) = (random(bytes.len() + 1), random(bytes.len() + 1));
            let (from, to) = (at.min(to), at.max(to).min(at.min(to) + 200));
            match random(5) {
                0 => drop(bytes.drain(from..to)),
                1 => bytes.insert(at, random(256) as u8),
                2 => {
                    let piece = bytes[from..to].repeat(1 + random(4));
                    bytes.splice(at..at, piece);
                }
                _ => drop(bytes.splice(at..at, PIECES[random(PIECES.len())].bytes())),
            }
        }
        let decoded = decode(&bytes);
        for form in [Form::Html, Form::Text] {
            let article = extract(&decoded.text, form);
            let offsets = article.offsets.through(&decoded.raw);
            for (at, c) in article.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let range = TextRange::new(at, at + c.len_utf8());
                let source =
                    article.offsets.to_raw(range).map(|raw| raw.of(&decoded.text)).unwrap_or_default();
                let same = source == c.to_string() || source.starts_with('&');
                assert!(same, "{c:?} comes from {source:?} in {:?}", decoded.text);
                assert!(offsets.to_raw(range).is_some_and(|raw| raw.end <= bytes.len()));
            }
            check(&article, decoded.text.len());
            assert_eq!(article, extract(&decoded.text, form));
        }
    }
    assert!(rounds > 0);
}
