//! Where results go: standard output, or a file that is only put in place when it is whole.

use anyhow::{Context, Result};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A place for JSON Lines.
pub struct Output {
    target: Target,
}

enum Target {
    Standard(BufWriter<io::Stdout>),
    File { writer: BufWriter<File>, partial: PathBuf, path: PathBuf },
}

impl Output {
    /// Standard output, or the file at `path`.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let target = match path {
            None => Target::Standard(BufWriter::new(io::stdout())),
            Some(path) => {
                let partial = partial(path);
                let file = File::create(&partial).with_context(|| {
                    format!("{}: cannot be written; choose another --out", path.display())
                })?;
                Target::File { writer: BufWriter::new(file), partial, path: path.to_owned() }
            }
        };
        Ok(Self { target })
    }

    /// Writes one record and a line end.
    pub fn line(&mut self, record: &impl Serialize) -> Result<()> {
        let writer: &mut dyn Write = match &mut self.target {
            Target::Standard(writer) => writer,
            Target::File { writer, .. } => writer,
        };
        serde_json::to_writer(&mut *writer, record).context("the output cannot be written")?;
        writer.write_all(b"\n").context("the output cannot be written")
    }

    /// Writes lines that are records already.
    pub fn raw(&mut self, lines: &[u8]) -> io::Result<()> {
        match &mut self.target {
            Target::Standard(writer) => writer.write_all(lines),
            Target::File { writer, .. } => writer.write_all(lines),
        }
    }

    /// Hands on what was written, for a reader that waits for it.
    pub fn flush(&mut self) -> Result<()> {
        match &mut self.target {
            Target::Standard(writer) => writer.flush().context("standard output cannot be written"),
            Target::File { writer, path, .. } => {
                writer.flush().with_context(|| format!("{}: cannot be written", path.display()))
            }
        }
    }

    /// Puts the file in its place.
    pub fn close(self) -> Result<()> {
        match self.target {
            Target::Standard(mut writer) => writer.flush().context("standard output cannot be written"),
            Target::File { mut writer, partial, path } => {
                writer.flush().with_context(|| format!("{}: cannot be written", path.display()))?;
                fs::rename(&partial, &path)
                    .with_context(|| format!("{}: cannot be put in place", path.display()))
            }
        }
    }
}

/// Writes a whole file: first beside it, then put in place, so that a reader never sees half of it.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let partial = partial(path);
    fs::write(&partial, content)
        .and_then(|()| fs::rename(&partial, path))
        .with_context(|| format!("{}: cannot be written; choose another --out", path.display()))
}

fn partial(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(ToOwned::to_owned).unwrap_or_default();
    name.push(".partial");
    path.with_file_name(name)
}
