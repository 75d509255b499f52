//! The dossier in a real browser. The test command sets `STEMMA_CHROMIUM`; `none` says that there is none and that
//! the one who runs the tests was told so.

use crate::support::{Place, demo};
use std::path::Path;
use std::process::Command;

/// Name of the browser, or `None` where the tests were told that there is none.
fn chromium() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the test command says by the environment where the browser is"
    )]
    let name = std::env::var("STEMMA_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    if name == "none" {
        eprintln!("NOT TESTED: pages in a browser");
        return None;
    }
    Some(name)
}

/// The document after the page has run, as the browser holds it.
fn dump(browser: &str, page: &Path, window: &str) -> String {
    let profile = tempfile::TempDir::new().unwrap();
    let done = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args([&format!("--window-size={window}"), "--virtual-time-budget=3000", "--dump-dom"])
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap_or_else(|e| panic!("{browser}: {e}; run the tests with 'cargo xtask test'"));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn report(place: &Place, input: &str, more: &[&str]) -> std::path::PathBuf {
    let mut arguments = vec!["report", input, "--quiet", "--out", "dossier"];
    arguments.extend(more);
    let ran = place.stemma(&arguments);
    assert!(ran.status <= 1, "{}", ran.err);
    place.path().join("dossier/dossier.html")
}

#[test]
fn hostile_articles_stay_inert() {
    let Some(browser) = chromium() else { return };
    let place = Place::new();
    let evil = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">";
    place.file("pile/script.txt", "<script>alert(1)</script>");
    let records = [
        serde_json::json!({"id": "\"><script>document.title='pwned'</script>", "title": "Ein \"Titel\" mit 'Zeichen' onmouseover=\"x\"",
            "text": format!("{evil} Der Hafen bleibt offen, sagte Minister {evil} am Montag. </script></style><svg onload=alert(1)>")}),
        serde_json::json!({"id": "b", "outlet": evil, "authors": [evil], "url": "javascript:document.title='pwned'",
            "text": format!("Laut {evil} bleibt der Hafen offen. „{evil}“, sagte sie.")}),
    ];
    place.file("pile/evil.jsonl", records.map(|r| r.to_string()).join("\n"));
    let page = report(&place, "pile", &[]);
    let html = std::fs::read_to_string(&page).unwrap();
    for word in [
        "<img",
        "<script>alert",
        "<script>document",
        "<svg onload",
        "href=\"javascript",
        "http-equiv=\"refresh",
    ] {
        assert!(!html.contains(word), "{word} in the page");
    }
    let dom = dump(&browser, &page, "1280,1000");
    assert!(dom.contains("</html>"), "the browser shows the page");
    let title = dom.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap_or("");
    assert!(!title.is_empty() && !title.contains("pwned"), "title: {title}");
}

#[test]
fn nothing_is_asked_of_the_net() {
    let place = Place::new();
    let html = std::fs::read_to_string(report(&place, &demo(), &[])).unwrap();
    assert!(html.contains("Content-Security-Policy") && html.contains("default-src 'none'"));
    for word in ["src=\"http", "@import", "url(http", "<link", "<iframe", " style=\"", " onclick"] {
        assert!(!html.contains(word), "{word} in the page");
    }
}

/// A copy of the page that measures itself: the policy is taken out and a probe put in.
fn probed(page: &Path, probe: &str) -> std::path::PathBuf {
    let html = std::fs::read_to_string(page).unwrap();
    let start = html.find("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let end = start + html[start..].find('>').unwrap() + 1;
    let open = format!("{}{}", &html[..start], &html[end..]);
    let copy = page.with_file_name("probed.html");
    let script = format!(
        "<script>addEventListener('load',()=>{{document.body.dataset.probe={probe}}})</script></body>"
    );
    std::fs::write(&copy, open.replacen("</body>", &script, 1)).unwrap();
    copy
}

#[test]
fn fits_a_phone_and_a_desktop() {
    let Some(browser) = chromium() else { return };
    let place = Place::new();
    let page = report(&place, &demo(), &[]);
    let copy = probed(&page, "document.documentElement.scrollWidth-document.documentElement.clientWidth");
    for window in ["500,900", "1280,900"] {
        let dom = dump(&browser, &copy, window);
        assert!(dom.contains("data-probe=\"0\""), "the page is wider than a window of {window}");
    }
}

#[test]
fn script_runs_and_every_control_has_a_name() {
    let Some(browser) = chromium() else { return };
    let place = Place::new();
    let page = report(&place, &demo(), &["--lang", "en"]);
    let probe = "[...document.querySelectorAll('button,input,select,a[href],summary')]\
        .filter(e=>!(e.textContent.trim()||e.getAttribute('aria-label')||e.labels&&e.labels.length)).length\
        +':'+document.querySelectorAll('[id]').length+':'+new Set([...document.querySelectorAll('[id]')].map(e=>e.id)).size\
        +':'+[...document.querySelectorAll('a[href^=\"#\"]')].filter(a=>!document.getElementById(a.getAttribute('href').slice(1))).length\
        +':'+document.documentElement.lang+':'+document.querySelectorAll('h1').length";
    let dom = dump(&browser, &probed(&page, probe), "1280,900");
    let found = dom.split("data-probe=\"").nth(1).and_then(|t| t.split('"').next()).unwrap_or("nothing");
    let parts: Vec<&str> = found.split(':').collect();
    assert_eq!(parts.len(), 6, "{found}");
    assert_eq!(parts[0], "0", "controls without a name");
    assert_eq!(parts[1], parts[2], "ids that stand twice");
    assert_eq!(parts[3], "0", "links inside the page that lead nowhere");
    assert_eq!((parts[4], parts[5]), ("en", "1"));
}
