//! Properties of extraction: every visible character of the main text maps to the bytes it was written with, and no
//! page, however hostile, is slow or deadly.

use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use stemma_extract::{Extractor, Form, Given, decode};
use stemma_lexicon::Lexicon;
use stemma_text::{Article, TextRange};

fn extract(content: &str, form: Form) -> Article {
    Extractor::new(&Lexicon::builtin()).extract(Given::default(), content, form, String::new())
}

/// Where pages for measuring lie, if they are at hand.
const SETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/datasets");

/// Panics unless every character that shows maps to bytes that are it, or to a character reference or an escape.
fn check_offsets(content: &str, article: &Article) {
    for (at, c) in article.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let raw = article.offsets.to_raw(TextRange::new(at, at + c.len_utf8()));
        let raw = raw.unwrap_or_else(|| panic!("{c:?} at {at} comes from nowhere")).of(content);
        assert!(raw == c.to_string() || raw.starts_with(['&', '\\']), "{c:?} at {at} comes from {raw:?}");
    }
    for block in &article.blocks {
        assert!(!block.range.of(&article.text).trim().is_empty());
    }
}

const PAGE: &str = "<!doctype html><html lang=de><head><title>Regen in Ulm &ndash; Musterblatt</title>\
<meta property=og:site_name content='Musterblatt'><meta property='article:published_time' content='2023-09-04T10:00:00+02:00'>\
<meta name=author content='Uta Muster'></head><body><nav><ul><li><a href=/>Startseite</a></ul></nav><article><h1>Regen in Ulm</h1>\
<div class='share-bar'><a>Teilen</a></div><p>Ulm (dpa) &#8211; In der Stadt hat es am Abend lange geregnet, sagte ein Wirt, und die Keller \
stehen voll Wasser &amp; Schlamm.</p><h2>Feuerwehr im Einsatz</h2><p>Die Feuerwehr r&uuml;ckte mit <b>drei</b> Wagen aus, wie\n sie \
mitteilte, und pumpte bis in die Nacht.</p><ul><li>Ein Keller stand einen Meter tief unter Wasser, sagte er.</li></ul>\
<p>Erst gegen Morgen lie&szlig; der Regen nach, und die Sonne schien wieder &uuml;ber der Stadt. (dpa/lsw)</p>\
<figure><img><figcaption>Ein Keller. Foto: Uta Muster/dpa</figcaption></figure></article>\
<section class=comments><h3>3 Kommentare</h3><p>Bei mir war gar nichts los, alles trocken, was soll das Gerede, Leute?</p></section>\
<footer>Impressum</footer></body></html>";

#[test]
fn reads_a_page() {
    let article = extract(PAGE, Form::Html);
    check_offsets(PAGE, &article);
    assert_eq!(article.title.as_deref(), Some("Regen in Ulm"));
    assert_eq!(article.outlet.as_deref(), Some("Musterblatt"));
    assert_eq!(article.published.as_ref().map(|d| d.value.as_str()), Some("2023-09-04T10:00:00+02:00"));
    assert_eq!(article.authors, ["Uta Muster"]);
    assert_eq!(article.language.code(), "de");
    assert_eq!(article.agencies.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["dpa"]);
    assert!(
        article.text.starts_with("In der Stadt") && article.text.ends_with("über der Stadt."),
        "{}",
        article.text
    );
    for gone in ["Teilen", "Kommentare", "trocken", "Foto", "Impressum", "Startseite"] {
        assert!(!article.text.contains(gone), "{gone}");
        assert!(article.removed.iter().any(|r| r.text.contains(gone)), "{gone}");
    }
    assert_eq!(
        article.blocks.iter().map(|b| b.kind.name()).collect::<Vec<_>>(),
        ["paragraph", "heading", "paragraph", "list item", "paragraph"]
    );
}

#[test]
fn keeps_text_that_is_taken_as_it_is() {
    let content = " Von: APA/dpa\n\nQuelle: BBC ";
    let article = extract(content, Form::AsIs);
    assert_eq!(article.text, content);
    assert_eq!(article.offsets.to_raw(TextRange::new(3, 9)), Some(TextRange::new(3, 9)));
}

#[test]
fn survives_hostile_pages() {
    let extractor = Extractor::new(&Lexicon::builtin());
    let pages = [
        "<div>".repeat(100_000) + "Text",
        "<table><tr><td>".repeat(20_000),
        "<b><p class=x>".repeat(10_000),
        "<a href=\"".repeat(20_000),
        "<!--".repeat(40_000),
        "<p>a</b></i>".repeat(20_000),
        "x".repeat(1_000_000),
        format!("<script type=application/ld+json>{}", "[{\"@graph\":".repeat(10_000)),
        "&".repeat(100_000),
        "(dpa) - ".repeat(20_000),
        "Quelle: ".repeat(20_000),
        "\n\u{301}„ 😁\n".repeat(10_000),
        String::new(),
    ];
    for page in pages {
        for form in [Form::Html, Form::Text] {
            let start = Instant::now();
            let article = extractor.extract(Given::default(), &page, form, String::new());
            check_offsets(&page, &article);
            // Generous: tests run unoptimised and beside others.
            assert!(start.elapsed() < Duration::from_secs(60), "{:.20} {form:?} {:?}", page, start.elapsed());
        }
    }
}

/// Files below a folder, in order.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(&next).into_iter().flatten().flatten().map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Output of a program, or nothing where it is not there or fails.
fn output(program: &str, args: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new(program).args(args).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Checks that the pages in these files map back; returns how many there were.
fn check_files(files: &[PathBuf]) -> usize {
    let extractor = Extractor::new(&Lexicon::builtin());
    let mut checked = 0;
    for file in files {
        let name = file.to_string_lossy();
        let raw = match name.ends_with(".gz") {
            true => output("gzip", &["-dc", &name]),
            false => std::fs::read(file).ok(),
        };
        let Some(raw) = raw else { continue };
        let content = decode(&raw).text;
        check_offsets(&content, &extractor.extract(Given::default(), &content, Form::Html, String::new()));
        checked += 1;
    }
    checked
}

#[test]
fn maps_real_pages_back() {
    let folder = Path::new(SETS).join("html_multi_fundus_parser_cases/de");
    let pages: Vec<_> = files_below(&folder)
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "gz"))
        .take(12)
        .collect();
    if check_files(&pages) == 0 {
        report(&format!("no pages or no gzip, so not tested: {}", folder.display()));
    }
}

/// All pages of all sets: half a minute when optimised, minutes when not.
#[test]
#[ignore = "takes minutes without optimisation"]
fn maps_all_pages_back() {
    let mut pages = Vec::new();
    for set in ["html_de_trafilatura_eval", "html_multi_fundus_parser_cases", "html_en_fundus_eval"] {
        let folder = Path::new(SETS).join(set);
        let packed = folder.join("html.tar.gz");
        if packed.exists() {
            let unpacked = Path::new(env!("CARGO_TARGET_TMPDIR")).join(set);
            let made = std::fs::create_dir_all(&unpacked).is_ok();
            let (from, to) = (packed.to_string_lossy(), unpacked.to_string_lossy());
            if made && output("tar", &["-xzf", &from, "-C", &to]).is_some() {
                pages.extend(files_below(&unpacked));
            }
        }
        let is_page = |p: &PathBuf| p.to_string_lossy().contains(".html");
        pages.extend(files_below(&folder).into_iter().filter(|p| is_page(p) && *p != packed));
    }
    let checked = check_files(&pages);
    report(&format!("{checked} pages of {SETS} map back"));
}

#[expect(clippy::print_stderr, reason = "a test that tests nothing must say so")]
fn report(message: &str) {
    eprintln!("{message}");
}

static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn maps_any_page_back(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class=ad>", "</div>", "<br>", "Es regnete lange, sagte sie. ", "&auml;", "&#x1F600;", "&nbsp;", " ", "😁",
        "<b>", "</b>", "<a href=x>", "</a>", "(dpa)", "Foto: x", "<li>", "<h2>", "<script>", "</script>", "<!--", "-->", "e\u{301}", "\n", "Von Uta Muster", " - ",
    ]), 0..60)) {
        let content = parts.concat();
        let extractor = EXTRACTOR.get_or_init(|| Extractor::new(&Lexicon::builtin()));
        for form in [Form::Html, Form::Text, Form::AsIs] {
            check_offsets(&content, &extractor.extract(Given::default(), &content, form, String::new()));
        }
    }
}
