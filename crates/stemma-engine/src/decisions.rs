//! The file in which a user overrules what counts as one origin.
//!
//! ```toml
//! [[decision]]
//! same = ["ein Beamter (Nordpost)", "Hafenamt"]   # names of origins as the dossier shows them, or ids of articles
//! why = "he is the press officer"                   # optional, as `by` and `claim`
//!
//! [[decision]]
//! independent = ["harbour.txt", "review.txt"]
//! claim = "Fähre"                                   # only for claims that hold these words
//! ```

use stemma_claim::{Decision, DecisionKind};
use thiserror::Error;
use toml::{Table, Value};

/// Most decisions in one file.
const MOST: usize = 10_000;

/// A file of decisions that cannot be used, and what to do.
#[derive(Debug, Error)]
pub enum DecisionError {
    /// No TOML.
    #[error("this is no TOML ({0}); see `stemma report --help` for an example")]
    NoToml(String),
    /// One decision is not well formed.
    #[error("decision {0}: {1}")]
    Malformed(usize, String),
}

/// Reads a file of decisions.
///
/// # Errors
/// If it is no TOML, or a decision lacks its names or has fields that nothing reads.
pub fn decisions(text: &str) -> Result<Vec<Decision>, DecisionError> {
    let table: Table =
        text.parse().map_err(|e: toml::de::Error| DecisionError::NoToml(e.message().to_owned()))?;
    if let Some(other) = table.keys().find(|k| *k != "decision") {
        let why = format!("'{other}' is unknown; each decision begins with a line [[decision]]");
        return Err(DecisionError::Malformed(1, why));
    }
    let list = match table.get("decision") {
        Some(Value::Array(list)) => list.as_slice(),
        None => &[],
        Some(_) => {
            let why = "write [[decision]] in two brackets".to_owned();
            return Err(DecisionError::Malformed(1, why));
        }
    };
    if list.len() > MOST {
        let why = format!("no file may hold more than {MOST} decisions; split the pile");
        return Err(DecisionError::Malformed(MOST + 1, why));
    }
    let read = list.iter().enumerate();
    read.map(|(at, value)| one(value).map_err(|why| DecisionError::Malformed(at + 1, why))).collect()
}

fn one(value: &Value) -> Result<Decision, String> {
    let table = value.as_table().ok_or("it is no table")?;
    const KNOWN: [&str; 5] = ["same", "independent", "claim", "why", "by"];
    if let Some(other) = table.keys().find(|k| !KNOWN.contains(&k.as_str())) {
        return Err(format!("'{other}' is unknown; use {}", KNOWN.join(", ")));
    }
    let (kind, names) = match (table.get("same"), table.get("independent")) {
        (Some(names), None) => (DecisionKind::Same, names),
        (None, Some(names)) => (DecisionKind::Independent, names),
        _ => return Err("it needs either 'same' or 'independent'".to_owned()),
    };
    let list = names.as_array().ok_or("the names stand in a list: [\"A\", \"B\"]")?;
    let names: Option<Vec<String>> = list.iter().map(|n| n.as_str().map(str::to_owned)).collect();
    let names = names.ok_or("each name is a string")?;
    if names.len() < 2 {
        return Err("it needs two names or more".to_owned());
    }
    let text = |name: &str| match table.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(format!("'{name}' is a string")),
    };
    Ok(Decision { kind, names, claim: text("claim")?, why: text("why")?, by: text("by")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_decisions() {
        let found = decisions(
            "[[decision]]\nsame = [\"A\", \"B (C)\"]\nby = \"desk\"\n[[decision]]\nindependent = [\"1.txt\", \"2.txt\"]\nclaim = \"x\"",
        )
        .unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].kind, found[0].names.len()), (DecisionKind::Same, 2));
        assert_eq!((found[1].kind, found[1].claim.as_deref()), (DecisionKind::Independent, Some("x")));
        assert!(decisions("").unwrap().is_empty());
    }

    #[test]
    fn says_what_is_wrong() {
        let check = |text: &str, expected: &str| {
            let error = decisions(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check("[[decision", "no TOML");
        check("[[decision]]\nwhy = \"x\"", "decision 1: it needs either");
        check("[[decision]]\nsame = [\"A\", \"B\"]\nindependent = [\"A\", \"B\"]", "either");
        check("[[decision]]\nsame = [\"A\"]", "two names");
        check("[[decision]]\nsame = \"A\"", "list");
        check("[[decision]]\nsame = [1, 2]", "string");
        check("[[decision]]\nsame = [\"A\", \"B\"]\nnote = 1", "'note' is unknown");
        check("[decision]\nsame = [\"A\", \"B\"]", "two brackets");
        check("[[entscheidung]]", "'entscheidung' is unknown");
    }
}
