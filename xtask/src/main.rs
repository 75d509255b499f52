//! The project's own chores. `cargo xtask` lists them.

mod bench;
mod eval;
mod generate;
mod notice;
mod readings;
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
cargo xtask eval [TASK [PROGRAM]]
                          run the scorers of ../shared/eval and hold the figures to docs/floors.toml, with the
                          release build or PROGRAM; --write puts the table into docs/evaluation.md
cargo xtask bench         time the program: five articles, and a thousand
cargo xtask bench reuse   time the reuse stage on the covid set beside rensa and datasketch
cargo xtask bench extract time and score extraction beside libraries and, in target/peers, extractors in Python
cargo xtask bench scale N find the pairs in a pile of N made articles: time, memory, planted pairs found
cargo xtask generate N ARTICLES PAIRS
                          write N made articles, and the pairs planted among them";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("test") => test::run(),
        Some("tidy") => tidy::run(),
        Some("gen") => notice::run(arguments.next().as_deref() == Some("--check")),
        Some("eval") => eval::run(arguments.next().as_deref(), arguments.next().as_deref()),
        Some("bench") => match arguments.next().as_deref() {
            Some("reuse") => bench::reuse(),
            Some("extract") => bench::extract::run(),
            Some("scale") => bench::scale(number(arguments.next())?),
            Some(other) => bail!("'{other}' is no benchmark\n{HELP}"),
            None => bench::run(),
        },
        Some("generate") => {
            let count = number(arguments.next())?;
            let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
            let [articles, pairs] = &paths[..] else { bail!("generate needs two files\n{HELP}") };
            generate::write(count, 1, articles, pairs)
        }
        None | Some("help" | "--help" | "-h") => {
            run::say(HELP);
            Ok(())
        }
        Some(other) => bail!("'{other}' is no chore\n{HELP}"),
    }
}

fn number(argument: Option<String>) -> Result<u64> {
    match argument.as_deref().map(str::parse) {
        Some(Ok(number)) => Ok(number),
        _ => bail!("a number of articles is needed\n{HELP}"),
    }
}

/// Root of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap_or_else(|_| PathBuf::from("."))
}
