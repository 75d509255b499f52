//! Parquet tables. Read row group by row group, and of each group only the columns that are fields of a record; the
//! columns mean what the fields of a JSON record mean.

use crate::table::column;
use crate::{Fields, Input, Options, Sink, Source, cause, limits, record, table};
use bytes::{Buf, Bytes};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{ChunkReader, Length, RowGroupReader};
use parquet::file::serialized_reader::SerializedRowGroupReader;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Read, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let size = input.source.seek(SeekFrom::End(0)).map_err(|e| cause(&e))?;
    let damaged = || "the table is damaged or was not copied whole".to_owned();
    let footer = footer(&mut *input.source, size)?;
    // The library takes what tables say of themselves for true in places.
    let metadata = catch_unwind(|| ParquetMetaDataReader::decode_metadata(&footer).ok()).ok().flatten();
    let metadata = metadata.ok_or_else(damaged)?;
    let root = metadata.file_metadata().schema_descr().root_schema();
    let wanted: Vec<_> = root
        .get_fields()
        .iter()
        .filter(|f| table::KNOWN.contains(&column(f.name(), options).as_str()))
        .cloned()
        .collect();
    if !wanted.iter().any(|f| matches!(column(f.name(), options).as_str(), "text" | "html")) {
        if input.walked {
            sink.passed_over(&input.place);
            return Ok(());
        }
        let names: Vec<&str> = root.get_fields().iter().map(|f| f.name()).collect();
        let names: String = names.join(", ").chars().take(200).collect();
        return Err(format!(
            "no column of the table is named 'text' or 'html' (they are: {names}); use --map text=COLUMN"
        ));
    }
    let projection =
        Type::group_type_builder(root.name()).with_fields(wanted).build().map_err(|_| damaged())?;
    let (id, place) = (input.id.clone(), input.place.clone());
    let mut number = 0_u64;
    for group in 0..metadata.num_row_groups() {
        let rows = metadata.row_group(group);
        let from = number;
        let result = catch_unwind(AssertUnwindSafe(|| {
            let chunks = chunks(&mut *input.source, rows, &projection, size)?;
            each(rows, chunks, &projection, &mut |row| {
                number += 1;
                let place = format!("{place}:{number}");
                match document(row, options, (&format!("{id}:{number}"), &place)) {
                    Ok(found) => sink.found(found),
                    Err(error) => sink.failed(&place, format!("{place}: {error}")),
                }
            })
        }));
        if let Err(why) = result.unwrap_or_else(|_| Err(damaged())) {
            sink.failed(
                &format!("{id}:{}", number + 1),
                format!("{place}:{}: {why}; the rest of its row group was left out", number + 1),
            );
        }
        number = from.saturating_add(u64::try_from(rows.num_rows()).unwrap_or_default());
    }
    Ok(())
}

/// The footer, which says where what is.
fn footer(source: &mut dyn Source, size: u64) -> Result<Vec<u8>, String> {
    let cut = || "the table was not copied whole".to_owned();
    let start = size.checked_sub(8).ok_or_else(cut)?;
    source.seek(SeekFrom::Start(start)).map_err(|e| cause(&e))?;
    let mut tail = [0; 8];
    source.read_exact(&mut tail).map_err(|e| cause(&e))?;
    let [a, b, c, d, magic @ ..] = tail;
    match &magic {
        b"PAR1" => {}
        b"PARE" => return Err("it is encrypted; write it without encryption first".to_owned()),
        _ => return Err(cut()),
    }
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let begin = start.checked_sub(length).filter(|_| length <= limits::FOOTER).ok_or_else(cut)?;
    source.seek(SeekFrom::Start(begin)).map_err(|e| cause(&e))?;
    let mut footer = Vec::new();
    source.take(length).read_to_end(&mut footer).map_err(|e| cause(&e))?;
    Ok(footer)
}

/// Parts of a file, as if they were the file.
struct Parts {
    size: u64,
    parts: BTreeMap<u64, Bytes>,
}

impl Length for Parts {
    fn len(&self) -> u64 {
        self.size
    }
}

impl Parts {
    /// What was kept from a place on.
    fn from(&self, start: u64) -> ParquetResult<Bytes> {
        let missing = || ParquetError::General("outside of the columns".to_owned());
        let (begin, bytes) = self.parts.range(..=start).next_back().ok_or_else(missing)?;
        let skip = usize::try_from(start - begin).ok().filter(|s| *s <= bytes.len()).ok_or_else(missing)?;
        Ok(bytes.slice(skip..))
    }
}

impl ChunkReader for Parts {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let bytes = self.from(start)?;
        if length > bytes.len() {
            return Err(ParquetError::General("outside of the columns".to_owned()));
        }
        Ok(bytes.slice(..length))
    }
}

/// Reads the columns of a row group that are wanted.
fn chunks(
    source: &mut dyn Source,
    rows: &RowGroupMetaData,
    wanted: &Type,
    size: u64,
) -> Result<Parts, String> {
    let mut parts = BTreeMap::new();
    let (mut packed, mut unpacked) = (0_u64, 0_u64);
    for chunk in rows.columns() {
        let top = chunk.column_path().parts().first();
        if !wanted.get_fields().iter().any(|f| Some(f.name()) == top.map(String::as_str)) {
            continue;
        }
        let (start, length) = chunk.byte_range();
        packed = packed.saturating_add(length);
        unpacked = unpacked.saturating_add(u64::try_from(chunk.uncompressed_size()).unwrap_or(u64::MAX));
        if packed > limits::GROUP || unpacked > limits::GROUP {
            let limit = limits::GROUP >> 30;
            return Err(format!(
                "a row group of more than {limit} GiB; write the table with smaller row groups"
            ));
        }
        if start.checked_add(length).is_none_or(|end| end > size) {
            return Err("the table was not copied whole".to_owned());
        }
        source.seek(SeekFrom::Start(start)).map_err(|e| cause(&e))?;
        let mut bytes = Vec::new();
        (&mut *source).take(length).read_to_end(&mut bytes).map_err(|e| cause(&e))?;
        parts.insert(start, Bytes::from(bytes));
    }
    Ok(Parts { size, parts })
}

/// Gives each row of a group to `take`.
fn each(
    rows: &RowGroupMetaData,
    parts: Parts,
    projection: &Type,
    take: &mut dyn FnMut(Row),
) -> Result<(), String> {
    let damaged = |error: ParquetError| match error {
        ParquetError::NYI(_) => "the table is packed in a way that is not read; write it with zstd or snappy",
        _ => "the table is damaged here, or packed in a way that is not read; write it with zstd or snappy",
    };
    let properties = Arc::new(ReaderProperties::builder().build());
    let reader = SerializedRowGroupReader::new(Arc::new(parts), rows, None, properties).map_err(damaged)?;
    for row in reader.get_row_iter(Some(projection.clone())).map_err(damaged)? {
        take(row.map_err(damaged)?);
    }
    Ok(())
}

/// The document of a row.
fn document(row: Row, options: &Options, (id, place): (&str, &str)) -> Result<crate::Found, String> {
    let mut fields = Fields::new();
    for (name, field) in row.get_column_iter() {
        if let Some(value) = value(field) {
            fields.insert(column(name, options), value);
        }
    }
    let (found, _) = record(fields, options, id, place)?;
    if found.content.len() as u64 > limits::DOCUMENT {
        return Err(crate::too_large());
    }
    Ok(found)
}

/// A cell as a field of a record.
fn value(field: &Field) -> Option<Value> {
    let moment = |moment: Result<jiff::Timestamp, _>| moment.ok().map(|m| Value::String(m.to_string()));
    match field {
        Field::Str(text) => Some(text.as_str().into()),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(Value::from),
        Field::Short(n) => Some((*n).into()),
        Field::Int(n) => Some((*n).into()),
        Field::Long(n) => Some((*n).into()),
        Field::UInt(n) => Some((*n).into()),
        Field::ULong(n) => Some((*n).into()),
        Field::Date(days) => {
            let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(*days).ok()?);
            date.ok().map(|d| Value::String(d.to_string()))
        }
        Field::TimestampMillis(ms) => moment(jiff::Timestamp::from_millisecond(*ms)),
        Field::TimestampMicros(us) => moment(jiff::Timestamp::from_microsecond(*us)),
        Field::ListInternal(list) => {
            Some(Value::Array(list.elements().iter().filter_map(value_of_list).collect()))
        }
        _ => None,
    }
}

/// An element of a list; lists in lists are none of ours.
fn value_of_list(field: &Field) -> Option<Value> {
    match field {
        Field::Str(text) => Some(text.as_str().into()),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(Value::from),
        _ => None,
    }
}
