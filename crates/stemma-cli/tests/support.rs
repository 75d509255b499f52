//! Runs the program in a folder of its own.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder that is gone after the test.
pub struct Place {
    folder: TempDir,
}

/// What a run gave.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with the folders above it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs the program here.
    pub fn stemma(&self, arguments: &[&str]) -> Ran {
        let done = Command::new(env!("CARGO_BIN_EXE_stemma"))
            .args(arguments)
            .current_dir(self.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran {
            status: done.status.code().unwrap(),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// Makes a dossier of `input` and reads it.
    pub fn dossier(&self, input: &str) -> Value {
        let ran = self.stemma(&["report", input, "--out", "dossier", "--quiet"]);
        assert!(ran.status <= 1, "{}", ran.err);
        serde_json::from_slice(&std::fs::read(self.path().join("dossier/dossier.json")).unwrap()).unwrap()
    }
}

impl Ran {
    /// The records on standard output.
    pub fn records(&self) -> Vec<Value> {
        self.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    /// The one failure that names `id`.
    pub fn failure(&self, id: &str) -> String {
        let found: Vec<Value> = self
            .records()
            .into_iter()
            .filter(|r| r["schema"] == "stemma/failure/1" && r["id"].as_str().unwrap().ends_with(id))
            .collect();
        assert_eq!(found.len(), 1, "failures of {id} in {}", self.out.chars().take(2000).collect::<String>());
        let error = found[0]["error"].as_str().unwrap().to_owned();
        assert!(self.err.contains(&error), "standard error names it too: {}", self.err);
        error
    }
}

/// The demo folder.
pub fn demo() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").canonicalize().unwrap().display().to_string()
}

/// A folder of `../shared`, or `None` with a plain word where it is not there.
pub fn shared(part: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("NOT TESTED: ../shared/{part} is not there");
    None
}

/// The text that an article's `[start, end)` in code points stands for.
pub fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}
