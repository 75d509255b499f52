//! Progress bars, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::Duration;
use stemma_engine::{Progress, Stage};

/// Bars on standard error; silent if that is no terminal, or with `--quiet`.
pub struct Bars {
    current: Mutex<ProgressBar>,
    hidden: bool,
}

impl Bars {
    /// Bars that show, unless `quiet`. indicatif itself hides them where there is no terminal.
    pub fn new(quiet: bool) -> Self {
        Self { current: Mutex::new(ProgressBar::hidden()), hidden: quiet }
    }

    fn current(&self) -> ProgressBar {
        self.current.lock().map_or_else(|broken| broken.into_inner().clone(), |bar| bar.clone())
    }
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, total: usize) {
        if self.hidden {
            return;
        }
        let name = match stage {
            Stage::Extract => "extracting articles",
            Stage::Stories => "grouping stories",
            Stage::Annotate => "reading articles",
            Stage::Reuse => "looking for shared text",
            Stage::Lineage => "tracing lineage",
            Stage::Claims => "gathering claims",
        };
        let template =
            if total > 0 { "{msg:26} {bar:30} {pos}/{len}" } else { "{msg:26} {spinner} {elapsed}" };
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(name);
        if total == 0 {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        if let Ok(mut current) = self.current.lock() {
            *current = bar;
        }
    }

    fn step(&self) {
        if !self.hidden {
            self.current().inc(1);
        }
    }

    fn end(&self) {
        if !self.hidden {
            self.current().finish_and_clear();
        }
    }
}
