//! Tables of text.

#![allow(clippy::unwrap_used, missing_docs)] // A test says what it means by breaking off.

mod support;

use stemma_read::{Format, Options};
use support::{read, read_with, torture};

fn check(name: &str, bytes: &[u8], expected: &[(&str, &str)]) {
    let gathered = read(name, bytes);
    assert!(gathered.failed.is_empty(), "{:?}", gathered.failed);
    let expected: Vec<(&str, String)> = expected.iter().map(|(id, text)| (*id, (*text).to_owned())).collect();
    assert_eq!(gathered.texts(), expected);
}

#[test]
fn marks_between_columns() {
    check(
        "a.csv",
        b"id,text\n1,Der Hafen.\n2,\"Ein, zwei.\nDrei.\"\n",
        &[("1", "Der Hafen."), ("2", "Ein, zwei.\nDrei.")],
    );
    check("a.csv", b"id;text\r\n1;\"Er sagte: \"\"Ja, ja.\"\"\"\r\n", &[("1", "Er sagte: \"Ja, ja.\"")]);
    check("a.tsv", b"text\tid\nEin; zwei, drei.\t7\n", &[("7", "Ein; zwei, drei.")]);
    check("a.csv", b"Text|Title\nDer Hafen.|x\n", &[("a.csv:2", "Der Hafen.")]);
    check("a.csv", b"text\nDer Hafen.\n\nDas Meer.", &[("a.csv:2", "Der Hafen."), ("a.csv:3", "Das Meer.")]);
}

#[test]
fn encodings() {
    check("a.csv", b"\xef\xbb\xbfid,text\n1,Gr\xc3\xb6\xc3\x9fe\n", &[("1", "Größe")]);
    check("a.csv", b"id,text\n1,Die Gr\xf6\xdfe der H\xfctte\n", &[("1", "Die Größe der Hütte")]);
    let wide: Vec<u8> =
        "\u{feff}id,text\n1,Größe der Hütte\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a.csv", &wide, &[("1", "Größe der Hütte")]);
}

#[test]
fn fields_and_names() {
    let options = Options {
        renamed: [("Inhalt".to_owned(), "text".to_owned())].into(),
        format: Format::Table,
        ..Options::default()
    };
    let gathered =
        read_with("a.txt", b"Inhalt,published,authors,empty\nDer Hafen.,2023-09-04,A B; C D,\n", &options);
    let given = &gathered.found[0].given;
    assert_eq!(given.published.as_deref(), Some("2023-09-04"));
    assert_eq!(given.authors, ["A B", "C D"]);
    assert!(read("a.csv", b"a,b\n1,2\n").error().contains("--map text=COLUMN"));
    assert!(read("a.csv", b"\n").error().contains("empty"));
}

#[test]
fn rows_that_are_wrong() {
    let gathered = read("a.csv", b"id,text\n1,Eins.\n2\n3,Drei.,x\n4,Vier.\n5,\n");
    assert_eq!(gathered.ids(), ["1", "4"]);
    let named: Vec<&str> = gathered.failed.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(named, ["a.csv:3", "a.csv:4", "a.csv:6"]);
    assert!(gathered.failed[0].1.contains("1 columns and the head 2"));
}

#[test]
fn a_quotation_mark_that_is_not_closed() {
    let mut bytes = b"id,text,x\n1,Eins.,a\n2,\"Zwei.,a\n".to_vec();
    for number in 3..3000 {
        bytes.extend(format!("{number},Satz Nummer {number}.,a\n").bytes());
    }
    let gathered = read("a.csv", &bytes);
    assert_eq!(gathered.failed.len(), 1, "{:?}", gathered.failed.iter().take(3).collect::<Vec<_>>());
    assert_eq!(gathered.found.len(), 2998);
    // One that swallows more than a document may have.
    let mut bytes = b"id,text\n1,\"Eins.\n".to_vec();
    bytes.resize(40 << 20, b'x');
    let gathered = read("a.csv", &bytes);
    assert!(gathered.found.is_empty() && gathered.failed[0].1.contains("not closed"));
}

#[test]
fn survives_damage() {
    torture("a.csv", b"id,text\n1,Der Hafen.\n2,\"Ein, zwei.\nDrei.\"\n3,\"Er \"\"sagte\"\" es.\"\n", 4000);
}
