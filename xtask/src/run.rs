//! Commands run for a chore, and what is said of them.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Says a line.
#[expect(clippy::print_stdout, reason = "a chore talks to the one who runs it")]
pub fn say(line: impl AsRef<str>) {
    println!("{}", line.as_ref());
}

/// Runs a command in the root of the checkout; an exit status other than 0 is an error.
pub fn run(program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    say(format!("--- {program} {}", arguments.join(" ")));
    let status = Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(crate::root())
        .status()
        .with_context(|| format!("{program} cannot be started; is it installed?"))?;
    if !status.success() {
        bail!("{program} {} failed", arguments.join(" "));
    }
    Ok(())
}

/// The release build of the program.
pub fn release() -> Result<PathBuf> {
    run("cargo", &["build", "--release", "--package", "stemma-cli"], &[])?;
    Ok(target().join("release").join("stemma"))
}

/// Folder of builds.
pub fn target() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "cargo is told by the environment where to build")]
    let named = std::env::var("CARGO_TARGET_DIR").ok();
    named.map_or_else(|| crate::root().join("target"), PathBuf::from)
}

/// The folder `../shared` beside the checkout, or a sentence that says that it is not there.
pub fn shared(part: &str) -> Result<PathBuf, String> {
    let folder = crate::root().join("..").join("shared").join(part);
    if folder.exists() {
        Ok(folder)
    } else {
        Err(format!("{} is not there", Path::new("../shared").join(part).display()))
    }
}
