//! Everything a change must pass.

use crate::run::{run as command, say};
use anyhow::{Result, bail};
use std::process::Command;

/// Names under which Chromium may be found.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Name of a Chromium that runs, installed first where that may be done.
fn browser() -> Option<String> {
    let found = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success());
    if let Some(name) = CHROMIUM.iter().find(|n| found(n)) {
        return Some((*name).to_owned());
    }
    say("Chromium is not here; trying to install it (Debian package 'chromium')");
    let quiet =
        |arguments: &[&str]| Command::new("apt-get").args(arguments).status().is_ok_and(|s| s.success());
    if quiet(&["update", "-q"]) && quiet(&["install", "-q", "-y", "chromium"]) {
        return CHROMIUM.iter().find(|n| found(n)).map(|n| (*n).to_owned());
    }
    None
}

/// Format, lints, tidy, all tests, evaluation floors.
pub fn run() -> Result<()> {
    checks()?;
    #[expect(clippy::disallowed_methods, reason = "CI says by the environment that it is CI")]
    let in_ci = std::env::var("CI").is_ok();
    match browser() {
        Some(browser) => {
            command("cargo", &["test", "--workspace"], &[("STEMMA_CHROMIUM", &browser)])?;
        }
        None if in_ci => bail!("CI needs Chromium to test the pages, and it could not be installed"),
        None => {
            say(
                "NOT TESTED: the pages. Chromium is not here and may not be installed; install it and run this again.",
            );
            command("cargo", &["test", "--workspace"], &[("STEMMA_CHROMIUM", "none")])?;
        }
    }
    crate::eval::run(None, None)
}

fn checks() -> Result<()> {
    command("cargo", &["fmt", "--all", "--check"], &[])?;
    crate::tidy::run()?;
    command("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])
}
