//! tar, plain or gzipped, and single gzipped files. Members are taken one after the other as the archive is read.

use crate::unpack::{Member, Name, Packing, Unpacked, Within, member, member_name, said};
use crate::{Input, Options, Sink, Source, cause, detect, limits};
use std::io::{Cursor, Read, Seek, SeekFrom};

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let head = input.head().map_err(|e| cause(&e))?;
    if !detect::is_gzip(&head) {
        return members(&mut *input.source, (&input.id, &input.place, input.depth), options, sink);
    }
    let size = input.source.seek(SeekFrom::End(0)).unwrap_or(u64::MAX);
    let mut sink = Within::new(sink, size);
    let mut source =
        Unpacked::new(&mut *input.source, (0, size), Packing::Gzip, sink.room()).map_err(|e| cause(&e))?;
    let name = input.place.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, tar) = inner_name(name);
    let mut start = Vec::new();
    (&mut source).take(limits::HEAD).read_to_end(&mut start).map_err(|e| cause(&e))?;
    source.seek(SeekFrom::Start(0)).map_err(|e| cause(&e))?;
    let ending = if tar { "tar" } else { "" };
    if detect::is_tar(&start, ending) {
        let result = members(&mut source, (&input.id, &input.place, input.depth), options, &mut sink);
        sink.unpacked(source.given());
        return result;
    }
    let place = format!("{}!/{stem}", input.place);
    member(&mut source, Name { id: input.id.clone(), place }, input.depth, options, &mut sink);
    sink.unpacked(source.given());
    Ok(())
}

/// Name of what a gzipped file holds, and whether that is a tar by the name.
fn inner_name(name: &str) -> (&str, bool) {
    let cut = |ending: &str| {
        let at = name.len().checked_sub(ending.len())?;
        name.get(at..).filter(|e| e.eq_ignore_ascii_case(ending)).and_then(|_| name.get(..at))
    };
    if let Some(stem) = cut(".tgz") {
        return (stem, true);
    }
    let stem = cut(".gz").or_else(|| cut(".gzip")).filter(|s| !s.is_empty()).unwrap_or(name);
    let tar = stem.len() > 4 && stem.get(stem.len() - 4..).is_some_and(|e| e.eq_ignore_ascii_case(".tar"));
    (stem, tar)
}

/// The members of a tar.
fn members(
    source: &mut dyn Source,
    (id, place, depth): (&str, &str, usize),
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<(), String> {
    source.seek(SeekFrom::Start(0)).map_err(|e| cause(&e))?;
    let mut archive = tar::Archive::new(source);
    let entries = archive.entries().map_err(|e| cause(&e))?;
    let (mut any, mut count) = (false, 0);
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let error = words(&error);
                let after = if any { "; what stands before it was read" } else { "" };
                return Err(format!("the archive is damaged or was not copied whole ({error}){after}"));
            }
        };
        any = true;
        count += 1;
        if count > limits::MEMBERS {
            return Err("it has more members than any pile; split it".to_owned());
        }
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let raw = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = match member_name(&raw) {
            Member::Silent => continue,
            Member::Beside => {
                sink.passed_over(&format!("{place}!/{raw}"));
                continue;
            }
            Member::Harmful(clean) => {
                let error = format!("{place}!/{clean}: its name leads out of the archive; it was left out");
                sink.failed(&format!("{id}/{clean}"), error);
                continue;
            }
            Member::Read(name) => name,
        };
        let name = Name { id: format!("{id}/{name}"), place: format!("{place}!/{name}") };
        let mut bytes = Vec::new();
        let read = (&mut entry).take(limits::HELD + 1).read_to_end(&mut bytes);
        match read {
            Err(error) => {
                sink.failed(&name.id, format!("{}: {}", name.place, words(&error)));
                // Behind a member that ends too early there is nothing.
                return Ok(());
            }
            Ok(length) if length as u64 > limits::HELD => {
                let limit = limits::HELD >> 20;
                let error =
                    format!("{}: larger than {limit} MiB within an archive; unpack it first", name.place);
                sink.failed(&name.id, error);
            }
            Ok(length) if (length as u64) < entry.size() => {
                let error = said("it ends too early; the archive was not copied whole");
                sink.failed(&name.id, format!("{}: {}", name.place, cause(&error)));
                return Ok(());
            }
            Ok(_) => member(&mut Cursor::new(bytes), name, depth, options, &mut Within::new(sink, u64::MAX)),
        }
    }
    Ok(())
}

/// The reason of an error of the tar crate, which wraps those of the source.
fn words(error: &std::io::Error) -> String {
    let mut inner: Option<&(dyn std::error::Error + 'static)> = error.get_ref().map(|e| e as _);
    while let Some(error) = inner {
        if let Some(said) = error.downcast_ref::<crate::unpack::Said>() {
            return said.0.clone();
        }
        inner = match error.downcast_ref::<std::io::Error>() {
            Some(error) => error.get_ref().map(|e| e as _),
            None => error.source(),
        };
    }
    match error.kind() {
        std::io::ErrorKind::Other => "a head of a member is none".to_owned(),
        _ => cause(error),
    }
}
