//! PDF with a text layer.

#![allow(clippy::unwrap_used, missing_docs)] // A test says what it means by breaking off.

mod support;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;
use stemma_text::{DateBasis, DateRole};
use support::{read, torture};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF of one page with this content, already packed.
fn pdf(content: &[u8], more: &str) -> Vec<u8> {
    let objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            .to_vec(),
        [
            format!("<</Filter/FlateDecode/Length {}>>stream\n", content.len()).as_bytes(),
            content,
            b"\nendstream",
        ]
        .concat(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Title(Der Hafen bleibt offen)/Author(hb2)/CreationDate(D:20230904120000+02'00')>>".to_vec(),
    ];
    let (mut bytes, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    bytes.extend(
        format!("trailer<</Size {size}/Root 1 0 R/Info 6 0 R{more}>>\nstartxref\n{start}\n%%EOF").bytes(),
    );
    bytes
}

fn page() -> Vec<u8> {
    packed(
        b"BT /F 18 Tf 50 740 Td (Der Hafen bleibt offen) Tj ET BT /F 10 Tf 12 TL 50 700 Td (Der Hafen von Kesk bleibt \
          am Mon-) Tj T* [(tag) -300 (offen, sagte die Gr\\366\\337te.)] TJ ET",
    )
}

#[test]
fn text_layer() {
    let gathered = read("print.pdf", &pdf(&page(), ""));
    let text = "Der Hafen bleibt offen\n\nDer Hafen von Kesk bleibt am Montag offen, sagte die Größte.";
    assert_eq!(gathered.texts(), [("print.pdf", text.to_owned())], "{:?}", gathered.failed);
    let given = &gathered.found[0].given;
    assert_eq!(given.title.as_deref(), Some("Der Hafen bleibt offen"));
    assert!(given.authors.is_empty(), "the name of an account");
    let (role, date) = &given.dates[0];
    let expected = (DateRole::Published, DateBasis::File, "2023-09-04T12:00:00+02:00");
    assert_eq!((*role, date.basis, date.value.as_str()), expected);
}

#[test]
fn what_cannot_be_read_is_named() {
    let check = |bytes: &[u8], said: &str| {
        let gathered = read("print.pdf", bytes);
        assert!(gathered.found.is_empty());
        assert!(gathered.error().contains(said), "{}", gathered.error());
    };
    check(&pdf(&packed(b"0 0 600 800 re f"), ""), "run OCR");
    check(&pdf(&page(), "/Encrypt<</Filter/Standard/V 1/R 2>>"), "encrypted");
    check(&pdf(&page(), "/#45ncrypt<</Filter/Standard>>"), "encrypted");
    check(&pdf(&packed(&vec![b' '; 100 << 20]), ""), "200 times");
    check(&pdf(&packed(&packed(&vec![b' '; 100 << 20])), ""), "200 times");
    check(b"%PDF-1.7\nno more than this", "damaged");
}

#[test]
fn survives_damage() {
    std::panic::set_hook(Box::new(|_| {}));
    torture("print.pdf", &pdf(&page(), ""), 1500);
}
