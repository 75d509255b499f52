//! The project's own chores. `cargo xtask` lists them.

mod bench;
mod eval;
mod notice;
mod run;
mod test;
mod tidy;
mod translations;

use anyhow::{Result, bail};
use std::path::PathBuf;

const HELP: &str = "\
cargo xtask test          everything a change must pass: format, lints, tidy, all tests, evaluation floors
cargo xtask tidy          layers, documented modules, paths named in ARCHITECTURE.md, word lists and patterns
cargo xtask gen [--check] write NOTICE from the heads of the data files, or check it
cargo xtask eval [TASK]   run the scorers of ../shared/eval and hold the figures to docs/floors.toml;
                          --write puts the table into docs/evaluation.md
cargo xtask bench         time the program: five articles, and a thousand";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("test") => test::run(),
        Some("tidy") => tidy::run(),
        Some("gen") => notice::run(arguments.next().as_deref() == Some("--check")),
        Some("eval") => eval::run(arguments.next().as_deref()),
        Some("bench") => bench::run(),
        None | Some("help" | "--help" | "-h") => {
            run::say(HELP);
            Ok(())
        }
        Some(other) => bail!("'{other}' is no chore\n{HELP}"),
    }
}

/// Root of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap_or_else(|_| PathBuf::from("."))
}
