//! Parquet tables, written here with the library's own writer.

#![allow(clippy::unwrap_used, missing_docs)] // A test says what it means by breaking off.

mod support;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;
use stemma_read::Options;
use support::{read, read_with, torture};

/// Two row groups of two rows each.
fn table(compression: Compression) -> Vec<u8> {
    let schema = "message m { required binary id (UTF8); required binary body (UTF8); \
                  required int64 published (TIMESTAMP_MILLIS); required group authors (LIST) { repeated group list \
                  { required binary element (UTF8); } } required binary other (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
    for group in 0..2 {
        let texts = |of: &str| -> Vec<ByteArray> {
            (0..2).map(|n| ByteArray::from(format!("{of} {}", group * 2 + n).into_bytes())).collect()
        };
        let mut rows = writer.next_row_group().unwrap();
        let mut column = 0;
        while let Some(mut chunk) = rows.next_column().unwrap() {
            match column {
                2 => chunk.typed::<Int64Type>().write_batch(&[1_693_828_800_000; 2], None, None),
                3 => {
                    let names = [texts("Anna"), texts("Bert")].concat();
                    chunk.typed::<ByteArrayType>().write_batch(&names, Some(&[1; 4]), Some(&[0, 1, 0, 1]))
                }
                _ => chunk.typed::<ByteArrayType>().write_batch(
                    &texts(["id", "Satz", "", "", "x"][column]),
                    None,
                    None,
                ),
            }
            .unwrap();
            chunk.close().unwrap();
            column += 1;
        }
        rows.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn options() -> Options {
    Options { renamed: [("body".to_owned(), "text".to_owned())].into(), ..Options::default() }
}

#[test]
fn columns_are_fields() {
    for compression in
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())]
    {
        let gathered = read_with("t.parquet", &table(compression), &options());
        assert!(gathered.failed.is_empty(), "{:?}", gathered.failed);
        let texts: Vec<(String, String)> = (0..4).map(|n| (format!("id {n}"), format!("Satz {n}"))).collect();
        let expected: Vec<(&str, String)> =
            texts.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
        assert_eq!(gathered.texts(), expected);
        let given = &gathered.found[0].given;
        assert_eq!(given.published.as_deref(), Some("2023-09-04T12:00:00Z"));
        assert_eq!(given.authors, ["Anna 0", "Anna 1"]);
        assert!(gathered.found[0].is_string);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let bytes = table(Compression::SNAPPY);
    assert!(read("t.parquet", &bytes).error().contains("--map text=COLUMN"));
    assert!(read("t.parquet", &bytes[..bytes.len() - 30]).error().contains("not copied whole"));
    assert!(read("t.parquet", b"PAR1PAR1").error().contains("not copied whole"));
    let mut encrypted = bytes.clone();
    let end = encrypted.len() - 1;
    encrypted[end] = b'E';
    assert!(read("t.parquet", &encrypted).error().contains("encrypted"));
}

#[test]
fn survives_damage() {
    std::panic::set_hook(Box::new(|_| {}));
    torture("t.parquet", &table(Compression::SNAPPY), 1500);
}
