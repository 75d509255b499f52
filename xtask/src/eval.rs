//! The evaluation gate: the scorers of `../shared/eval` over the release build, held to `docs/floors.toml`.

use crate::run::{release, run as command, say, shared};
use crate::{readings, translations};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// Marks around the table that the program writes into `docs/evaluation.md`.
const MARKS: [&str; 2] = ["<!-- figures: written by cargo xtask eval --write -->", "<!-- end of figures -->"];

/// Runs the scorers of one task, or of every task that has a floor. `--write` in place of a task runs them all and
/// writes the table into `docs/evaluation.md`. `program`: a build other than the release build.
pub fn run(task: Option<&str>, program: Option<&str>) -> Result<()> {
    let write = task == Some("--write");
    let task = task.filter(|_| !write);
    let (eval, data) = match (shared("eval"), shared("datasets")) {
        (Ok(eval), Ok(data)) => (eval, data),
        (Err(why), _) | (_, Err(why)) => {
            say(format!("NOT MEASURED: {why}; the evaluation gate needs the shared scorers and sets"));
            return Ok(());
        }
    };
    let floors: toml::Table = fs::read_to_string(crate::root().join("docs/floors.toml"))
        .context("docs/floors.toml cannot be read")?
        .parse()?;
    let program = program.map_or_else(release, |path| Ok(PathBuf::from(path)))?;
    let out = crate::run::target().join("eval");
    let wanted = match task {
        Some(task) => task.to_owned(),
        None => floors
            .keys()
            .filter_map(|k| k.split('/').next())
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(","),
    };
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        wanted.split(',').partition(|task| [translations::TASK, readings::TASK].contains(task));
    let mut results = json!([]);
    if !theirs.is_empty() {
        let script = eval.join("run_all.py");
        let parts = [&script, &program, &data, &out].map(|p| p.display().to_string());
        let only = theirs.join(",");
        command(
            "python3",
            &[&parts[0], "--stemma", &parts[1], "--data", &parts[2], "--out", &parts[3], "--only", &only],
            &[],
        )?;
        results = serde_json::from_str(&fs::read_to_string(out.join("results.json"))?)?;
    }
    if let Some(rows) = results.as_array_mut() {
        for task in ours {
            rows.extend(match task {
                readings::TASK => readings::rows(&program, &data, &out)?,
                _ => translations::rows(&program, &data, &out)?,
            });
        }
    }
    if write {
        write_table(&results)?;
    }
    compare(&floors, &results, task)
}

/// The table of all figures, as Markdown.
fn write_table(results: &Value) -> Result<()> {
    let mut table = String::from("| stage | set | figure | value | 95 % |\n|---|---|---|---|---|\n");
    for row in results.as_array().map_or(&[][..], Vec::as_slice).iter().filter(|r| r["state"] == "done") {
        let metrics = &row["metrics"];
        let shown = row["shown"].as_array().map_or(&[][..], Vec::as_slice);
        let mut names: Vec<String> = shown.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if row["task"] == "quotes" {
            let types = metrics["by_type"].as_object().into_iter().flat_map(|t| t.keys());
            names.extend(types.map(|t| format!("by_type.{t}.f1")));
            names.extend(metrics["by_type"].is_object().then(|| "laut_nach_so.f1".to_owned()));
        }
        names.dedup();
        for name in names {
            let Some(value) = figure(metrics, &name).and_then(Value::as_f64) else { continue };
            let shown =
                if value.fract() == 0.0 && value > 1.0 { format!("{value}") } else { format!("{value:.3}") };
            let (stage, set) = (row["task"].as_str().unwrap_or(""), row["set"].as_str().unwrap_or(""));
            let interval = interval(metrics, &name);
            table.push_str(&format!("| {stage} | {set} | {name} | {shown} | {interval} |\n"));
        }
    }
    let path = crate::root().join("docs/evaluation.md");
    let page = fs::read_to_string(&path).context("docs/evaluation.md cannot be read")?;
    let (Some(start), Some(end)) = (page.find(MARKS[0]), page.find(MARKS[1])) else {
        bail!("docs/evaluation.md: the marks around the table are missing");
    };
    let page = format!("{}\n\n{table}\n{}", &page[..start + MARKS[0].len()], &page[end..]);
    fs::write(path, page).context("docs/evaluation.md cannot be written")
}

/// The figure called `name`: keys divided by points.
fn figure<'v>(metrics: &'v Value, name: &str) -> Option<&'v Value> {
    name.split('.').try_fold(metrics, |v, key| v.get(key))
}

/// The bootstrap interval of a figure where the scorer gives one.
fn interval(metrics: &Value, name: &str) -> String {
    let key = name.trim_end_matches(".f1").replace('.', " ");
    let bounds: Option<Vec<f64>> =
        metrics["interval"][&key].as_array().map(|pair| pair.iter().filter_map(Value::as_f64).collect());
    match bounds.as_deref() {
        Some([low, high]) => format!("{low:.3}–{high:.3}"),
        _ => String::new(),
    }
}

/// Every floor must be reached. A floor whose stage did not run is a fault, not a pass.
fn compare(floors: &toml::Table, results: &Value, task: Option<&str>) -> Result<()> {
    let mut faults = Vec::new();
    let rows = results.as_array().map_or(&[][..], Vec::as_slice);
    for row in rows {
        let state = row["state"].as_str().unwrap_or("");
        if state == "failed" || state == "not there" || state == "not scored" {
            faults.push(format!("{}/{}: {state}", row["task"], row["set"]));
        }
    }
    for (name, floor) in floors {
        let mut parts = name.splitn(3, '/');
        let (Some(stage), Some(set), Some(metric)) = (parts.next(), parts.next(), parts.next()) else {
            bail!("docs/floors.toml: '{name}' must be written as task/set/metric");
        };
        if task.is_some_and(|t| t != stage) {
            continue;
        }
        let floor = floor.as_float().or_else(|| floor.as_integer().map(|i| i as f64)).unwrap_or(f64::NAN);
        let row = rows.iter().find(|r| r["task"] == stage && r["set"] == set);
        let value = row.and_then(|r| figure(&r["metrics"], metric)).and_then(Value::as_f64);
        match value {
            Some(value) if value >= floor => {
                say(format!("floor kept   {name}: {value:.3} (floor {floor:.3})"))
            }
            Some(value) => faults.push(format!("{name}: {value:.3} is below the floor {floor:.3}")),
            None => faults.push(format!("{name}: no figure")),
        }
    }
    for fault in &faults {
        say(format!("FLOOR BROKEN {fault}"));
    }
    if faults.is_empty() { Ok(()) } else { bail!("{} floors broken", faults.len()) }
}
