//! `lacuna import`: official texts in, one instrument file for each.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Error, Outcome};
use crate::import::open::{self, Opened};
use crate::import::write::{self, Given, Origin, Written};
use crate::law::date::PartialDate;
use crate::law::id::{InstrumentId, JurisdictionCode};
use crate::law::words::{Kind, Status};

const EXAMPLES: &str = "Examples:
  lacuna import act-9-of-2016.pdf --jurisdiction BB --status in-force --out my-law
  lacuna import *.docx *.html --jurisdiction HN --language es --out my-law
  lacuna import bill.md --jurisdiction XX --kind bill --title \"Trafficking Bill\" --out my-bill
  lacuna assess --corpus my-law --state BB --alone      # what these texts contain, by themselves

Reads PDF, HTML, DOCX, plain text, Markdown, Akoma Ntoso XML and JSON of provisions (one object, or one a line, which may
be packed with xz).
Each text becomes OUT/<state>/<name>.md with text = \"official\", the SHA-256 of its source, and every doubt marked.
--kind, --title, --number, --id and dates speak for one text; give them with a single file.
Exit codes: 0 all were read; 1 some were refused; 2 nothing could be done.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ImportArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// State or territory, ISO 3166-1 alpha-2; it need not be in the corpus
    #[arg(long, value_name = "CODE")]
    jurisdiction: String,
    /// Folder to write to; `--corpus` of the other commands reads it
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// act code decree regulation order bill constitution treaty
    #[arg(long)]
    kind: Option<String>,
    /// Full title
    #[arg(long)]
    title: Option<String>,
    /// As cited, such as "Act 14 of 2011"
    #[arg(long)]
    number: Option<String>,
    /// Date of assent or signature: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Date of commencement
    #[arg(long, value_name = "DATE")]
    commenced: Option<String>,
    /// The day that the text speaks for; several versions of one instrument differ in it
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// in-force partly-in-force not-commenced repealed bill unknown
    #[arg(long)]
    status: Option<String>,
    /// Language of the text, ISO 639-1; without it, the text tells
    #[arg(long, value_name = "LANG")]
    language: Option<String>,
    /// Akoma Ntoso work identifier, such as /akn/bb/act/2016/9
    #[arg(long)]
    id: Option<String>,
    /// Write over files that came from another source
    #[arg(long)]
    replace: bool,
}

pub(super) fn run(args: &ImportArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let state: JurisdictionCode = args.jurisdiction.parse().map_err(|()| {
        Error::Asked(format!(
            "\"{}\" is no ISO 3166-1 alpha-2 code; write two letters, such as BB",
            crate::form::shorten(&args.jurisdiction)
        ))
    })?;
    let given = given(args, &state)?;
    let folder = args.out.join(state.folder());
    writable(&args.out)?;
    let bar = bar(args.files.len());
    let mut tally = Tally::default();
    let mut taken = Taken::default();
    for path in &args.files {
        let name = path.display().to_string();
        bar.set_message(name.clone());
        let mut failed: Option<Error> = None;
        let result = open::open(path, given.language.as_deref(), &mut |text| {
            if failed.is_some() {
                return;
            }
            let told = match text {
                Ok(opened) => keep(&opened, &state, &given, &folder, args.replace, &mut taken),
                Err(refusal) => Err(Kept::Refused(refusal.to_string())),
            };
            match told {
                Ok(written) => tally.kept(out, &name, &written),
                Err(Kept::Refused(why)) => tally.refused(out, &name, &why),
                Err(Kept::Failed(error)) => {
                    failed = Some(error);
                    Ok(())
                }
            }
            .unwrap_or_else(|error| failed = Some(Error::Output(error)));
            bar.tick();
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if let Err(refusal) = result {
            tally.refused(out, &name, &refusal.to_string())?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    tally.summary(out, &folder)
}

/// Can files be made in the folder, or in what is there of its path? Told before anything is read.
fn writable(folder: &Path) -> Result<(), Error> {
    let there = folder.ancestors().find(|f| f.exists()).filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = |why: &str| Error::Asked(format!("cannot write to {}: {why}", folder.display()));
    let about = std::fs::metadata(there).map_err(|error| cannot(&error.to_string()))?;
    if !about.is_dir() {
        return Err(cannot(&format!("{} is a file", there.display())));
    }
    if about.permissions().readonly() { Err(cannot("it may not be written to")) } else { Ok(()) }
}

/// So many texts of one title are told apart by a number.
const MOST_NAMESAKES: u32 = 1000;

/// What this run wrote.
#[derive(Default)]
struct Taken {
    /// Names of files.
    names: BTreeSet<String>,
    /// Works at a date, and the file of each.
    works: BTreeMap<(String, String), String>,
}

/// Why a text was not kept.
enum Kept {
    /// This text alone.
    Refused(String),
    /// Nothing more can be written.
    Failed(Error),
}

/// Writes one text; a file is either whole or not there.
fn keep(
    opened: &Opened,
    state: &JurisdictionCode,
    given: &Given,
    folder: &Path,
    replace: bool,
    taken: &mut Taken,
) -> Result<Written, Kept> {
    // An export of ours is the file that it was, unless the user says otherwise of it.
    let of_state = |w: &&Written| w.id.starts_with(&format!("/akn/{}/", state.folder()));
    let whole = opened.whole.as_ref().filter(of_state).filter(|_| *given == Given::default()).cloned();
    if whole.is_none() && opened.draft.units.is_empty() {
        return Err(Kept::Refused("no section or article was found in it; is it the text of a law?".into()));
    }
    let written = whole.unwrap_or_else(|| write::instrument(&opened.draft, state, given, &opened.origin));
    // Versions of one work stand side by side under their dates; another text never takes a file silently.
    let base = written.short_name.clone();
    let dated = written.as_of.as_ref().map(|d| format!("{base}-{d}"));
    let numbered = (2..MOST_NAMESAKES).map(|n| (format!("{base}-{n}"), Some(n)));
    let names = [Some(base.clone()), dated].into_iter().flatten().map(|name| (name, None)).chain(numbered);
    let own = written;
    for (name, count) in names {
        let path = folder.join(format!("{name}.md"));
        // A text of another work under the same name is another work; so is one whose number another title has already.
        let mut written = own.clone();
        if given.id.is_none() && opened.whole.is_none() {
            let mut tries = count.into_iter().chain(2..MOST_NAMESAKES);
            if let Some(n) = count {
                written.rename(&format!("{}-{n}", own.id));
                tries.next();
            }
            while taken.works.get(&written.work()).is_some_and(|by| *by != name) {
                let Some(n) = tries.next() else { break };
                written.rename(&format!("{}-{n}", own.id));
            }
        }
        let mine = match std::fs::read_to_string(&path) {
            Ok(text) if text == written.text => true,
            // What this run wrote is another text, though it may come from the same file (JSON lines).
            Ok(_) if taken.names.contains(&name) => false,
            Ok(text) => same_text(&text, &written, &opened.origin) || replace && !another_version(&text, &written),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            Err(error) => return Err(Kept::Failed(Error::Asked(format!("cannot read {}: {error}", path.display())))),
        };
        if mine {
            let part = folder.join(format!(".{name}.part"));
            let done = std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(&part, &written.text))
                .and_then(|()| std::fs::rename(&part, &path));
            if let Err(error) = done {
                let _ = std::fs::remove_file(&part);
                return Err(Kept::Failed(Error::Asked(format!("cannot write {}: {error}", path.display()))));
            }
            taken.names.insert(name.clone());
            taken.works.insert(written.work(), name.clone());
            written.short_name = name;
            return Ok(written);
        }
    }
    Err(Kept::Refused(format!("too many other texts are called {base} in {}", folder.display())))
}

/// The value of a key in the front matter of an instrument file, as it is printed there.
fn front<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let head = text.strip_prefix("+++\n").and_then(|t| t.split_once("\n+++")).map_or("", |(head, _)| head);
    head.lines().find_map(|l| l.strip_prefix(key)?.trim_start().strip_prefix('=').map(str::trim))
}

/// Was the file written from the same text of the same source file before?
fn same_text(there: &str, written: &Written, origin: &Origin) -> bool {
    // Of JSON lines, the number of the line is a part of how they were read.
    let line = |text: &str| front(text, "read").and_then(|r| r.split_once(';')).map(|(line, _)| line.to_string());
    front(there, "sha256").is_some_and(|s| s.trim_matches('"') == origin.sha256)
        && front(there, "id") == front(&written.text, "id")
        && (!origin.read.starts_with("line ") || line(there) == line(&written.text))
}

/// Is the file the same instrument as it stood on another day? Then nothing replaces it.
fn another_version(there: &str, written: &Written) -> bool {
    front(there, "id") == front(&written.text, "id") && front(there, "as_of") != front(&written.text, "as_of")
}

/// What was read and refused.
#[derive(Default)]
struct Tally {
    kept: usize,
    sections: usize,
    doubts: usize,
    refused: Vec<(String, String)>,
}

impl Tally {
    fn kept(&mut self, out: &mut dyn Write, file: &str, written: &Written) -> std::io::Result<()> {
        self.kept += 1;
        self.sections += written.sections;
        self.doubts += written.doubts;
        let doubts = match written.doubts {
            0 => "no doubts".to_string(),
            1 => "1 doubt".to_string(),
            n => format!("{n} doubts"),
        };
        writeln!(out, "{file}: {} → {}.md, {} sections, {doubts}", written.title, written.short_name, written.sections)
    }

    fn refused(&mut self, out: &mut dyn Write, file: &str, why: &str) -> std::io::Result<()> {
        self.refused.push((file.into(), why.into()));
        writeln!(out, "{file}: REFUSED: {why}")
    }

    fn summary(&self, out: &mut dyn Write, folder: &Path) -> Result<Outcome, Error> {
        writeln!(
            out,
            "{} {} written to {} ({} sections, {} doubts to look at), {} refused",
            self.kept,
            if self.kept == 1 { "text" } else { "texts" },
            folder.display(),
            self.sections,
            self.doubts,
            self.refused.len()
        )?;
        if self.kept == 0 {
            return Err(Error::Data("nothing was imported".into()));
        }
        Ok(if self.refused.is_empty() { Outcome::Done } else { Outcome::Negative })
    }
}

fn given(args: &ImportArgs, state: &JurisdictionCode) -> Result<Given, Error> {
    let one_only =
        [("--title", args.title.is_some()), ("--number", args.number.is_some()), ("--id", args.id.is_some())];
    if let Some((flag, _)) = one_only.iter().find(|(_, there)| *there && args.files.len() > 1) {
        return Err(Error::Asked(format!("{flag} speaks for one text, but {} files are given", args.files.len())));
    }
    let date = |flag: &str, text: &Option<String>| -> Result<Option<PartialDate>, Error> {
        let Some(text) = text else { return Ok(None) };
        let date = text.parse().map_err(|()| {
            Error::Asked(format!(
                "{flag}: \"{}\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD",
                crate::form::shorten(text)
            ))
        })?;
        Ok(Some(date))
    };
    let kind: Option<Kind> = word("--kind", args.kind.as_deref(), Kind::CHOICES)?;
    let status: Option<Status> = word("--status", args.status.as_deref(), Status::CHOICES)?;
    if let (Some(kind), Some(status)) = (kind, status)
        && (kind == Kind::Bill) != (status == Status::Bill)
    {
        let said = format!("--kind {} and --status {} contradict each other", kind.word(), status.word());
        return Err(Error::Asked(format!("{said}; write bill for both, or for neither")));
    }
    Ok(Given {
        kind,
        title: filled("--title", args.title.as_deref())?,
        number: filled("--number", args.number.as_deref())?,
        language: args.language.as_deref().map(language).transpose()?,
        assented: date("--date", &args.date)?,
        commenced: date("--commenced", &args.commenced)?,
        as_of: date("--as-of", &args.as_of)?,
        status,
        id: args.id.as_deref().map(|id| work(id, state)).transpose()?,
    })
}

fn filled(flag: &str, text: Option<&str>) -> Result<Option<String>, Error> {
    match text.map(str::trim) {
        Some("") => Err(Error::Asked(format!("{flag} is empty; leave it out, and the text tells"))),
        text => Ok(text.map(str::to_string)),
    }
}

fn language(text: &str) -> Result<String, Error> {
    let good = text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic());
    good.then(|| text.to_ascii_lowercase()).ok_or_else(|| {
        let text = crate::form::shorten(text);
        Error::Asked(format!("--language: \"{text}\" is no ISO 639-1 code; write two letters, such as es"))
    })
}

fn work(id: &str, state: &JurisdictionCode) -> Result<String, Error> {
    let shown = crate::form::shorten(id);
    let good: InstrumentId = id
        .parse()
        .map_err(|()| Error::Asked(format!("--id: \"{shown}\" is no work identifier; write /akn/bb/act/2016/9")))?;
    if good.state() == state.folder() {
        return Ok(good.to_string());
    }
    Err(Error::Asked(format!(
        "--id: \"{shown}\" is of another state than --jurisdiction {state}; it begins with /akn/{}/",
        state.folder()
    )))
}

fn word<T: std::str::FromStr>(flag: &str, text: Option<&str>, choices: &str) -> Result<Option<T>, Error> {
    let Some(text) = text else { return Ok(None) };
    let wrong = || Error::Asked(format!("{flag}: \"{}\" is not known; {choices}", crate::form::shorten(text)));
    text.parse().map(Some).map_err(|_| wrong())
}

fn bar(files: usize) -> ProgressBar {
    use std::io::IsTerminal;
    if files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}
