//! The `stemma` program: flags in, records out. No analysis happens here.

mod bars;
mod commands;
mod fetch;
mod flags;
mod output;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = flags::Cli::parse();
    // What goes wrong inside one document is caught, kept apart and named by the engine.
    std::panic::set_hook(Box::new(|_| {}));
    let done = std::panic::catch_unwind(|| commands::run(cli.command)).unwrap_or_else(|cause| {
        let message =
            cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
        let message = message.unwrap_or("no message");
        Err(anyhow::anyhow!("broke off ({message}); this is a defect of stemma, please report it"))
    });
    match done {
        Ok(commands::Outcome::Whole) => ExitCode::SUCCESS,
        Ok(commands::Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("stemma: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The reader of our output went away (`| head`): nothing is wrong.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
