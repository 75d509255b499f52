//! Tables of text: CSV and TSV with a head. Read row by row; the columns mean what the fields of a JSON record mean.

use crate::{Fields, Input, Options, Sink, Source, cause, limits, record};
use csv_core::ReadRecordResult;
use encoding_rs::Encoding;
use serde_json::Value;
use std::io::{self, BufRead, BufReader, Cursor, Seek, SeekFrom};

/// Marks that may stand between columns.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Names of columns that are known in any case.
pub(crate) const KNOWN: [&str; 9] =
    ["id", "text", "html", "url", "title", "published", "outlet", "language", "authors"];

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let head = input.head().map_err(|e| cause(&e))?;
    let decoded = stemma_extract::decode(&head);
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let tabs = input.ending() == "tsv" || input.ending() == "tab";
    let delimiter = if tabs { b'\t' } else { delimiter(&decoded.text) };
    let (id, place, depth, walked) = (input.id.clone(), input.place.clone(), input.depth, input.walked);
    let whole;
    let mut cursor;
    let (source, encoding): (&mut dyn Source, _) =
        if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
            whole = stemma_extract::decode(&input.whole()?).text;
            cursor = Cursor::new(whole.into_bytes());
            (&mut cursor, encoding_rs::UTF_8)
        } else {
            (&mut *input.source, encoding)
        };
    let mut rows = Rows::new(source, delimiter).map_err(|e| cause(&e))?;
    rows.returns = if depth == 0 { 10_000 } else { 16 };
    let table = Table { encoding, options, id: &id, place: &place };
    table.read(&mut rows, walked, sink)
}

/// The mark between columns that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([0; DELIMITERS.len()], false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|c| *c > 0) => break,
            _ if quoted => {}
            _ => {
                if let Some(number) = DELIMITERS.iter().position(|d| *d == byte) {
                    counts[number] += 1;
                }
            }
        }
    }
    let best = (0..counts.len()).rev().max_by_key(|n| counts[*n]).unwrap_or_default();
    DELIMITERS[best]
}

struct Table<'t> {
    encoding: &'static Encoding,
    options: &'t Options,
    id: &'t str,
    place: &'t str,
}

impl Table<'_> {
    fn read(&self, rows: &mut Rows<'_>, walked: bool, sink: &mut dyn Sink) -> Result<(), String> {
        let head = match rows.next().map_err(|e| cause(&e))? {
            Row::Whole => self.fields(rows),
            Row::End => return Err("the table is empty".to_owned()),
            Row::TooLong => return Err("its first row is no head".to_owned()),
        };
        let names: Vec<String> = head.iter().map(|name| column(name, self.options)).collect();
        if !names.iter().any(|n| n == "text" || n == "html") {
            if walked {
                sink.passed_over(self.place);
                return Ok(());
            }
            let names: String = head.join(", ").chars().take(200).collect();
            return Err(format!(
                "no column of the table is named 'text' or 'html' (they are: {names}); use --map text=COLUMN"
            ));
        }
        // The row of the head is the first.
        for number in 2..=limits::MEMBERS {
            let place = format!("{}:{number}", self.place);
            match rows.next() {
                Err(error) => {
                    sink.failed(&place, format!("{place}: cannot be read: {}", cause(&error)));
                    return Ok(());
                }
                Ok(Row::End) => return Ok(()),
                Ok(Row::TooLong) => {
                    let why = "the row does not end; a quotation mark in it is not closed";
                    sink.failed(&place, format!("{place}: {why}"));
                    if !rows.back().map_err(|e| cause(&e))? {
                        return Ok(());
                    }
                }
                Ok(Row::Whole) => {
                    let fields = self.fields(rows);
                    if fields.len() == 1 && fields[0].is_empty() {
                        continue;
                    }
                    if fields.len() != names.len() {
                        let (has, wants) = (fields.len(), names.len());
                        let why = format!(
                            "the row has {has} columns and the head {wants}; put cells in quotation marks"
                        );
                        sink.failed(&place, format!("{place}: {why}"));
                        if rows.lines > 1 {
                            rows.back().map_err(|e| cause(&e))?;
                        }
                        continue;
                    }
                    let id = format!("{}:{number}", self.id);
                    match record(record_of(&names, fields), self.options, &id, &place) {
                        Ok((found, _)) => sink.found(found),
                        Err(error) => sink.failed(&place, format!("{place}: {error}")),
                    }
                }
            }
        }
        Err("it has more rows than any pile; split it".to_owned())
    }

    /// The cells of the row that was read.
    fn fields(&self, rows: &Rows<'_>) -> Vec<String> {
        rows.cells()
            .map(|cell| match std::str::from_utf8(cell) {
                Ok(text) => text.to_owned(),
                Err(_) if self.encoding == encoding_rs::UTF_8 => {
                    encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned()
                }
                Err(_) => self.encoding.decode_without_bom_handling(cell).0.into_owned(),
            })
            .collect()
    }
}

/// The name of a column as records have it.
pub(crate) fn column(name: &str, options: &Options) -> String {
    let name = name.trim();
    let small = name.to_lowercase();
    match options.renamed.get(name) {
        Some(known) => known.clone(),
        None if KNOWN.contains(&small.as_str()) => small,
        None => name.to_owned(),
    }
}

/// The record that a row is. Several authors stand in one cell with semicolons between them.
fn record_of(names: &[String], cells: Vec<String>) -> Fields {
    let mut fields = Fields::new();
    for (name, cell) in names.iter().zip(cells) {
        if cell.trim().is_empty() || fields.contains_key(name) {
            continue;
        }
        let value = if name == "authors" && cell.contains(';') {
            Value::Array(cell.split(';').map(|a| a.trim().into()).filter(|a: &Value| *a != "").collect())
        } else {
            Value::String(cell)
        };
        fields.insert(name.clone(), value);
    }
    fields
}

enum Row {
    Whole,
    TooLong,
    End,
}

/// Rows one after the other.
struct Rows<'s> {
    source: BufReader<&'s mut dyn Source>,
    core: csv_core::Reader,
    delimiter: u8,
    cells: Vec<u8>,
    ends: Vec<usize>,
    columns: usize,
    /// First byte of the row, and of the one behind it.
    start: u64,
    at: u64,
    /// Lines that the row takes.
    lines: usize,
    /// How often, and over how many bytes, the reader may still go back.
    returns: u32,
    again: u64,
}

impl<'s> Rows<'s> {
    fn new(source: &'s mut dyn Source, delimiter: u8) -> io::Result<Self> {
        source.seek(SeekFrom::Start(0))?;
        let mut rows = Rows {
            source: BufReader::with_capacity(1 << 16, source),
            core: Self::core(delimiter),
            delimiter,
            cells: vec![0; 1 << 12],
            ends: vec![0; 64],
            columns: 0,
            start: 0,
            at: 0,
            lines: 0,
            returns: 0,
            again: limits::AGAIN,
        };
        if rows.source.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            rows.source.consume(3);
            rows.at = 3;
        }
        Ok(rows)
    }

    fn core(delimiter: u8) -> csv_core::Reader {
        csv_core::ReaderBuilder::new().delimiter(delimiter).build()
    }

    /// Reads the next row.
    fn next(&mut self) -> io::Result<Row> {
        let (mut out, mut ends) = (0, 0);
        (self.start, self.lines) = (self.at, 0);
        loop {
            let bytes = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let (result, read, written, ended) =
                self.core.read_record(bytes, &mut self.cells[out..], &mut self.ends[ends..]);
            self.lines += memchr::memchr_iter(b'\n', &bytes[..read]).count();
            self.source.consume(read);
            self.at += read as u64;
            (out, ends) = (out + written, ends + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < limits::ROW => {
                    self.cells.resize((self.cells.len() * 2).min(limits::ROW), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < limits::COLUMNS => {
                    self.ends.resize((self.ends.len() * 2).min(limits::COLUMNS), 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return Ok(Row::TooLong),
                ReadRecordResult::Record => {
                    self.columns = ends;
                    return Ok(Row::Whole);
                }
                ReadRecordResult::End => return Ok(Row::End),
            }
        }
    }

    /// The cells of the row.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends[..self.columns]).map(|(start, end)| &self.cells[start..*end])
    }

    /// Goes back to the line behind the one that the row begins in: it swallowed what does not belong to it. False if
    /// that was done too often.
    fn back(&mut self) -> io::Result<bool> {
        let bytes = self.at - self.start;
        if self.returns == 0 || self.again < bytes {
            return Ok(false);
        }
        self.returns -= 1;
        self.again -= bytes;
        self.source.seek(SeekFrom::Start(self.start))?;
        self.at = self.start;
        self.core = Self::core(self.delimiter);
        loop {
            let buffer = self.source.fill_buf()?;
            let end = memchr::memchr(b'\n', buffer);
            let (length, last) = (end.map_or(buffer.len(), |e| e + 1), end.is_some() || buffer.is_empty());
            self.source.consume(length);
            self.at += length as u64;
            if last {
                return Ok(true);
            }
        }
    }
}
