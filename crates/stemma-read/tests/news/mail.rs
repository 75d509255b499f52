//! Mail and saved pages.

use super::{article, content, date, read};
use stemma_extract::Form;
use stemma_text::DateRole;

pub const NEWSLETTER: &str = "Return-Path: <bounce@deichbote.invalid>\r\nReceived: from mx.invalid by x.invalid; Wed, 7 May 2031 06:00:05 +0200\r\n\
Message-ID: <1@deichbote.invalid>\r\nMIME-Version: 1.0\r\nFrom: =?utf-8?Q?Der_Deichbote_=E2=80=93_Fr=C3=BCh?= <post@deichbote.invalid>\r\n\
To: leserin@x.invalid\r\nList-Unsubscribe: <https://deichbote.invalid/u>\r\nSubject: =?iso-8859-1?Q?Gr=FC=DFe_vom?=\r\n =?utf-8?B?IERlaWNo?=\r\n\
Date: Wed, 07 May 2031 06:00:00 +0200\r\nArchived-At: <https://deichbote.invalid/brief/7>\r\n\
Content-Type: multipart/mixed; boundary=\"aussen\"\r\n\r\nFalls Sie das lesen.\r\n--aussen\r\n\
Content-Type: multipart/alternative;\r\n boundary=innen\r\n\r\n--innen\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
Nur der Text.\r\n--innen\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<html><body><h1>Gr=FC=DFe</h1><p>Der Deich hat in der Nacht gehalten, =\r\nsagte Deichgraf Ole Frenzen am fr=FChen Morgen dem Boten.</p></body></html>\r\n\
--innen--\r\n--aussen\r\nContent-Type: image/png; name=logo.png\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
--aussen\r\nContent-Type: application/json; name=\"../../feed.json\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n\
eyJ0ZXh0IjoiRGVyIERlaWNoIGjDpGx0LiJ9\r\n--aussen\r\nContent-Type: message/rfc822\r\n\r\nFrom: Eva Lind <eva@x.invalid>\r\nMIME-Version: 1.0\r\nSubject: Weiter\r\n\r\nDie F\u{e4}hre f\u{e4}hrt wieder.\r\n--aussen--\r\n";

pub const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://deichbote.invalid/pegel\r\nSubject: Pegel | Bote\r\n\
Date: Wed, 7 May 2031 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n\
------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://deichbote.invalid/pegel\r\n\r\n\
<!DOCTYPE html><html><head><meta charset=3D\"UTF-8\"><title>Pegel</title></head><body><p>Der Pegel f=C3=A4llt.</p></body></html>\r\n\
------MultipartBoundary--x----\r\nContent-Type: text/css\r\nContent-Location: cid:css-1@mhtml.blink\r\n\r\np{}\r\n\
------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-Location: https://werbung.invalid/frame\r\n\r\n<p>Kaufen!</p>\r\n------MultipartBoundary--x------\r\n";

#[test]
fn reads_a_newsletter() {
    let gathered = read("brief.eml", NEWSLETTER);
    assert!(gathered.failed.is_empty(), "{:?}", gathered.failed);
    let [letter, record, forwarded] = &gathered.found[..] else { panic!("three documents") };
    assert_eq!(letter.given.id, "brief.eml");
    assert_eq!(letter.given.title.as_deref(), Some("Grüße vom Deich"));
    assert_eq!(letter.given.outlet.as_deref(), Some("Der Deichbote – Früh"));
    assert!(letter.given.authors.is_empty());
    assert_eq!(letter.given.url.as_deref(), Some("https://deichbote.invalid/brief/7"));
    assert_eq!(date(letter, DateRole::Published), "2031-05-07T06:00:00+02:00");
    assert_eq!((letter.form, letter.charset.as_deref()), (Some(Form::Html), Some("iso-8859-1")));
    assert!(article(letter).text.contains("gehalten, sagte Deichgraf Ole Frenzen am frühen Morgen"));
    assert_eq!(record.given.id, "brief.eml!/feed.json");
    assert_eq!(content(record), "Der Deich hält.");
    assert_eq!(forwarded.given.id, "brief.eml!/2.eml");
    assert_eq!(forwarded.given.authors, ["Eva Lind"]);
    assert_eq!(content(forwarded), "Die Fähre fährt wieder.");
}

#[test]
fn reads_a_saved_page() {
    let found = read("seite.mhtml", SAVED).one();
    assert_eq!(found.given.url.as_deref(), Some("https://deichbote.invalid/pegel"));
    assert_eq!(found.given.fetched.as_deref(), Some("2031-05-07T10:00:00+02:00"));
    assert_eq!(date(&found, DateRole::FirstSeen), "2031-05-07T10:00:00+02:00");
    assert_eq!((found.given.title.as_deref(), found.form), (None, Some(Form::Html)));
    assert!(content(&found).contains("charset=\"UTF-8\"") && content(&found).contains("fällt."));
}

#[test]
fn reads_plain_mail_by_its_content() {
    let text = "Date: Wed, 7 May 2031 10:00:00 +0200\nFrom: ann@x.invalid (Ann Holt)\nMessage-ID: <2@x.invalid>\nSubject: Ferry\n\n\
                The ferry resumed.\n";
    let found = read("ohne-endung", text).one();
    assert_eq!(found.given.authors, ["Ann Holt"]);
    assert_eq!((content(&found).as_str(), found.form), ("The ferry resumed.\n", Some(Form::Text)));
    // A text that begins with labelled lines is no mail.
    let found = read("ohne-endung", "Date: 7 May 2031\nSubject: Ferry\n\nThe ferry resumed.\n").one();
    assert!(found.given.title.is_none() && found.whole);
}

#[test]
fn names_mail_without_text() {
    let failed = read("a.eml", "From: a@x.invalid\nSubject: leer\n\n").failed;
    assert!(failed[0].1.contains("no text"), "{failed:?}");
    assert!(!read("a.eml", "").failed.is_empty());
    assert!(!read("a.eml", "nur Text ohne Kopf").failed.is_empty());
}

#[test]
fn reads_a_mail_box() {
    let box_of_two = "From eva Wed May  7 06:00:00 2031\nSubject: Eins\nFrom: Eva Lind <e@x.invalid>\n\nFrom der F\u{e4}hre nichts.\n\n\
                      From ann Wed May  7 07:00:00 2031\nSubject: Zwei\n\nThe ferry resumed.\n";
    let gathered = read("post.mbox", box_of_two);
    let ids: Vec<&str> = gathered.found.iter().map(|found| found.given.id.as_str()).collect();
    assert_eq!(ids, ["post.mbox#1", "post.mbox#2"]);
    assert_eq!(gathered.found[1].given.title.as_deref(), Some("Zwei"));
}
