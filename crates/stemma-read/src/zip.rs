//! ZIP archives, and WACZ, which is a ZIP of web archives. The list of members is read at once, each member as it is
//! asked for; nothing is written.

use crate::unpack::{Member, Name, Packing, Unpacked, Within, member, member_name};
use crate::{Input, Options, Sink, Source, cause, limits};
use std::io::{self, BufReader, SeekFrom};
use zip::CompressionMethod;

/// One member, as the list at the end of the archive has it.
struct Listed {
    name: String,
    /// First byte of its head.
    head: u64,
    packed: u64,
    size: u64,
    crc: u32,
    method: CompressionMethod,
    encrypted: bool,
    plain_file: bool,
}

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let size = input.source.seek(SeekFrom::End(0)).map_err(|e| cause(&e))?;
    let listed = list(&mut *input.source, size)?;
    if listed.len() as u64 > limits::MEMBERS {
        return Err("it has more members than any pile; split it".to_owned());
    }
    let web =
        listed.iter().any(|m| is_web_archive(&m.name)) && listed.iter().any(|m| m.name == "datapackage.json");
    let mut sink = Within::new(sink, size);
    for listed in listed.into_iter().filter(|m| m.plain_file && (!web || is_web_archive(&m.name))) {
        let place = |name: &str| format!("{}!/{name}", input.place);
        let id = |name: &str| format!("{}/{name}", input.id);
        match member_name(&listed.name) {
            Member::Silent => {}
            Member::Beside => sink.passed_over(&place(&listed.name)),
            Member::Harmful(clean) => {
                let error = format!("{}: its name leads out of the archive; it was left out", place(&clean));
                sink.failed(&id(&clean), error);
            }
            Member::Read(name) => {
                let name = Name { id: id(&name), place: place(&name) };
                let (shown, at) = (name.id.clone(), name.place.clone());
                if let Err(error) = one(&mut *input.source, &listed, (name, input.depth), options, &mut sink)
                {
                    sink.failed(&shown, format!("{at}: {error}"));
                }
            }
        }
        if sink.room() == 0 {
            return Err(crate::unpack::bomb());
        }
    }
    Ok(())
}

/// A web archive where a WACZ keeps them.
fn is_web_archive(name: &str) -> bool {
    name.starts_with("archive/") && (name.ends_with(".warc.gz") || name.ends_with(".warc"))
}

/// The list of members.
fn list(source: &mut dyn Source, size: u64) -> Result<Vec<Listed>, String> {
    let damaged = |why: String| format!("the archive is damaged or was not copied whole ({why})");
    source.seek(SeekFrom::Start(0)).map_err(|e| cause(&e))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(source)).map_err(|e| damaged(words(e)))?;
    let mut listed = Vec::new();
    for number in 0..archive.len() {
        let member = archive.by_index_raw(number).map_err(|e| damaged(words(e)))?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        listed.push(Listed {
            name: member.name().map_or(name, |n| n.into_owned()),
            head: member.header_start(),
            packed: member.compressed_size().min(size),
            size: member.size(),
            crc: member.crc32(),
            method: member.compression(),
            encrypted: member.encrypted(),
            plain_file: !member.is_dir() && !member.is_symlink(),
        });
    }
    Ok(listed)
}

/// What is wrong with an archive, without numbers.
fn words(error: zip::result::ZipError) -> String {
    match error {
        zip::result::ZipError::Io(error) => cause(&error),
        _ => "its list of members is none".to_owned(),
    }
}

/// Reads one member.
fn one(
    source: &mut dyn Source,
    listed: &Listed,
    (name, depth): (Name, usize),
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<(), String> {
    if listed.encrypted {
        return Err("it is encrypted; unpack the archive with its password first".to_owned());
    }
    let packing = match listed.method {
        CompressionMethod::Stored => Packing::Stored,
        CompressionMethod::Deflated => Packing::Deflate,
        other => return Err(format!("it is packed with {other}, which is not read; unpack it first")),
    };
    if listed.size > limits::FREE && listed.size / limits::RATIO > listed.packed {
        return Err(crate::unpack::bomb());
    }
    let start = data_start(source, listed.head).map_err(|e| cause(&e))?;
    let mut unpacked = Unpacked::new(source, (start, listed.packed), packing, sink.room())
        .map_err(|e| cause(&e))?
        .checked(listed.crc, listed.size);
    member(&mut unpacked, name, depth, options, sink);
    sink.unpacked(unpacked.given());
    Ok(())
}

/// First byte of a member's content, behind the head that stands before it.
fn data_start(source: &mut dyn Source, head: u64) -> io::Result<u64> {
    source.seek(SeekFrom::Start(head))?;
    let mut bytes = [0; 30];
    source.read_exact(&mut bytes)?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let length = |at: usize| u64::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    Ok(head + 30 + length(26) + length(28))
}
