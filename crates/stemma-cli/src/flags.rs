//! The one table of flags: help, completions and the man page all come from it.

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  stemma report articles/              make a dossier of a folder, into ./dossier
  stemma report a.html b.txt --out d   make a dossier of two files, into ./d
  stemma report https://a.example/x    fetch a page, keep it in ./dossier/fetched.warc.gz, report
  stemma extract page.html             show main text, credits and what was removed
  stemma annotate --from jsonl --as-is in.jsonl > out.jsonl
  stemma lineage --flat articles/      one line for each article: its family and parents
  stemma completions bash              print completions for a shell

Exit status:
  0  all done
  1  done, but some documents failed; each is named on standard error and in the output
  2  could not run";

/// Takes a pile of news articles and works out which texts descend from which, who said what, and how many
/// independent origins stand behind each claim.
///
/// Everything happens on this machine: nothing is uploaded; only addresses that you give are fetched. stemma never says
/// that a claim is true, only who reports it.
#[derive(Parser, Debug)]
#[command(name = "stemma", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a dossier: a page to read and dossier.json
    ///
    /// Runs every stage over the inputs and writes dossier.html, one self-contained page that opens offline, and
    /// dossier.json into a folder.
    Report(Report),
    /// Turn files into clean articles: main text, title, date, credits, and what was removed
    Extract(Pile),
    /// Find sentences, quotations with their sources, names, times and quantities
    Annotate(Annotate),
    /// Find the pairs of articles that share text, with the passages they share
    ///
    /// Piles of any size: the articles stay where they are, and of a large pile what is known of them is kept in a
    /// folder. A run that was killed goes on from there when it is started again.
    Reuse(Reuse),
    /// Work out which text descends from which, with lost originals
    Lineage(Lineage),
    /// Group articles about one event
    Stories(Stories),
    /// Compare two sentences: same, entails, conflicts
    ///
    /// Reads JSON Lines with the fields id, a and b.
    Compare(Compare),
    /// Gather claims across articles, with their chains and independent origins
    Claims(Claims),
    /// Print completions for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the man page, or write one page for each command into a folder
    Man {
        /// Folder for the pages.
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

/// Flags that exist everywhere.
#[derive(Args, Debug)]
pub struct Common {
    /// Write results to this file instead of standard output
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub out: Option<PathBuf>,
    /// No progress and no summary; errors are still named
    #[arg(long, short)]
    pub quiet: bool,
    /// Number of threads; the results are the same for any number [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Flags of commands that read articles.
#[derive(Args, Debug)]
pub struct Pile {
    /// Files, folders (walked), addresses (http, https; fetched), or - for standard input
    #[arg(required_unless_present = "list", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// Format of the inputs: by content, then by name, unless given
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,
    /// Take text exactly as it is, so that positions refer to your own string
    #[arg(long)]
    pub as_is: bool,
    /// Rename fields of JSON records: --map text=article,id=key
    #[arg(long, value_name = "NAME=FIELD", value_delimiter = ',', value_parser = renaming)]
    pub map: Vec<(String, String)>,
    #[command(flatten)]
    /// How addresses are fetched.
    pub fetching: Fetching,
    #[command(flatten)]
    /// Flags that exist everywhere.
    pub common: Common,
}

/// Flags for addresses among the inputs.
#[derive(Args, Debug)]
#[command(next_help_heading = "Addresses (nothing is fetched unless you give one)")]
pub struct Fetching {
    /// Also fetch the addresses in this file, one a line, or those that a feed or an OPML file names; - for standard
    /// input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub list: Vec<PathBuf>,
    /// Keep what servers answer in this web archive, and take from it what it has already [default: fetched.warc.gz in
    /// the dossier, beside --out, or here]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub keep: Option<PathBuf>,
    /// Fetch again what the archive has already
    #[arg(long)]
    pub refresh: bool,
    /// Also fetch from private networks and from this machine: for intranets. Without it a page can lead stemma nowhere
    /// but to the public net
    #[arg(long)]
    pub allow_private: bool,
    /// Name that stemma gives to servers [default: stemma/VERSION (+ its address)]
    #[arg(long, value_name = "NAME", value_parser = agent)]
    pub user_agent: Option<String>,
}

fn agent(name: &str) -> Result<String, String> {
    if stemma_fetch::is_agent(name) {
        Ok(name.to_owned())
    } else {
        Err("write it as name/version (+https://address): letters first, no umlauts".to_owned())
    }
}

/// Flags of `reuse`.
#[derive(Args, Debug)]
pub struct Reuse {
    #[command(flatten)]
    /// The articles.
    pub pile: Pile,
    /// Folder for work in progress, kept when all is done [default: for large piles one beside --out, or here, that
    /// goes when all is done]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub work: Option<PathBuf>,
    /// Memory to stay within, as 500M or 4G; a large pile needs a few hundred bytes more for each document
    #[arg(long, value_name = "SIZE", default_value = "2G", value_parser = bytes)]
    pub memory: usize,
}

/// Reads a number of bytes: `500M`, `4G`, `1048576`.
fn bytes(text: &str) -> Result<usize, String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[number.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        _ => return Err("sizes are written as 500M or 4G".to_owned()),
    };
    let size: usize = number.parse().map_err(|_| "sizes are written as 500M or 4G".to_owned())?;
    size.checked_mul(1 << unit)
        .filter(|size| *size >= 64 << 20)
        .ok_or_else(|| "the least that works is 64M".to_owned())
}

/// Flags of `annotate`.
#[derive(Args, Debug)]
pub struct Annotate {
    #[command(flatten)]
    /// The articles.
    pub pile: Pile,
    /// Also say why each quotation is one: rule, trigger, and where its source comes from, on standard error
    #[arg(long)]
    pub explain: bool,
    /// Language of the explanations
    #[arg(long, value_enum, default_value_t = Language::De)]
    pub lang: Language,
    /// Leave out what is not needed, which saves time: --without names,times
    #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
    pub without: Vec<Part>,
}

/// What `annotate` can leave out.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Names of persons, places and organisations; sources of quotations stay without their entities.
    Names,
    /// Expressions of time.
    Times,
    /// Quantities.
    Quantities,
    /// Quotations.
    Quotations,
    /// The model that reads speeches; rules read them alone.
    Model,
}

impl Annotate {
    /// What is looked for.
    pub fn parts(&self) -> stemma_engine::Parts {
        let wanted = |part| !self.without.contains(&part);
        stemma_engine::Parts {
            names: wanted(Part::Names),
            times: wanted(Part::Times),
            quantities: wanted(Part::Quantities),
            quotations: wanted(Part::Quotations),
            model: wanted(Part::Model),
        }
    }
}

/// Flags of `lineage`.
#[derive(Args, Debug)]
pub struct Lineage {
    #[command(flatten)]
    /// The articles.
    pub pile: Pile,
    /// One line for each article: id, family, parents
    #[arg(long)]
    pub flat: bool,
    /// Language of the evidence
    #[arg(long, value_enum, default_value_t = Language::De)]
    pub lang: Language,
}

/// Flags of `stories`.
#[derive(Args, Debug)]
pub struct Stories {
    #[command(flatten)]
    /// The articles.
    pub pile: Pile,
    /// Take JSON Lines as a stream: put each article into a story as it comes, in the order of the lines, in bounded
    /// memory; write a line for it at once, and one for each story that later turns out to be one with another or two
    #[arg(long)]
    pub stream: bool,
    /// Days for which articles of a stream are held
    #[arg(long, value_name = "DAYS", default_value_t = 60, requires = "stream", value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub hold: u16,
}

/// Flags of `claims`.
#[derive(Args, Debug)]
pub struct Claims {
    #[command(flatten)]
    /// The articles.
    pub pile: Pile,
    /// Language of the reasons
    #[arg(long, value_enum, default_value_t = Language::De)]
    pub lang: Language,
    /// File of decisions that overrule what counts as one origin
    ///
    /// TOML. Names are those of origins as the dossier shows them, or ids of articles:
    ///
    ///   [[decision]]
    ///   same = ["ein Beamter (Nordpost)", "Hafenamt"]
    ///   why = "he is the press officer"
    ///
    ///   [[decision]]
    ///   independent = ["a.txt", "b.txt"]
    ///   claim = "words of a claim, if it holds for some alone"
    ///
    /// What was decided, and for which claims, stands in the audit of the dossier.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, verbatim_doc_comment)]
    pub decisions: Option<PathBuf>,
}

/// Flags of `report`.
#[derive(Args, Debug)]
pub struct Report {
    #[command(flatten)]
    /// The articles.
    pub pile: Pile,
    /// Language of the page and of its sentences
    #[arg(long, value_enum, default_value_t = Language::De)]
    pub lang: Language,
    /// File of decisions that overrule what counts as one origin
    ///
    /// TOML. Names are those of origins as the dossier shows them, or ids of articles:
    ///
    ///   [[decision]]
    ///   same = ["ein Beamter (Nordpost)", "Hafenamt"]
    ///   why = "he is the press officer"
    ///
    ///   [[decision]]
    ///   independent = ["a.txt", "b.txt"]
    ///   claim = "words of a claim, if it holds for some alone"
    ///
    /// What was decided, and for which claims, stands in the audit of the dossier.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, verbatim_doc_comment)]
    pub decisions: Option<PathBuf>,
}

/// Flags of `compare`.
#[derive(Args, Debug)]
pub struct Compare {
    /// Files of JSON Lines with id, a, b, or - for standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    /// Flags that exist everywhere.
    pub common: Common,
}

/// Formats of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// By content, then by name
    Auto,
    /// Plain text
    Text,
    /// HTML pages
    Html,
    /// RSS, Atom, JSON Feed, OPML
    Feed,
    /// Web archives: WARC; WACZ is opened as a ZIP
    Warc,
    /// One JSON record a line
    Jsonl,
    /// Parquet tables; --map names their columns
    Parquet,
    /// CSV and TSV tables; --map names their columns
    Csv,
    /// ninjs 1 to 3, the JSON of news agencies
    Ninjs,
    /// NewsML-G2 and NITF, the XML of news agencies
    Newsml,
    /// PDF with a text layer
    Pdf,
    /// Mail (.eml) and saved pages (MHTML)
    Mail,
}

/// Languages of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// German
    De,
    /// English
    En,
}

fn renaming(text: &str) -> Result<(String, String), String> {
    let (name, field) = text.split_once('=').ok_or("write it as NAME=FIELD, for example text=article")?;
    const KNOWN: [&str; 8] = ["id", "text", "html", "url", "title", "published", "outlet", "language"];
    if !KNOWN.contains(&name) && name != "authors" {
        return Err(format!("'{name}' is no field of an article; use one of {}, authors", KNOWN.join(", ")));
    }
    if field.is_empty() {
        return Err("the name of the field is missing".to_owned());
    }
    Ok((name.to_owned(), field.to_owned()))
}
