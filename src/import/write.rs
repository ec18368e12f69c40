//! A draft as an instrument file of the corpus form.

use std::fmt::Write;

use super::draft::{Draft, Unit};
use super::structure::words::ascii;
use crate::law::blocks;
use crate::law::date::PartialDate;
use crate::law::id::JurisdictionCode;
use crate::law::words::{Kind, Status};

/// What the user says of a text; it goes before what the text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Kind of instrument.
    pub kind: Option<Kind>,
    /// Title.
    pub title: Option<String>,
    /// Number as cited.
    pub number: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Date of assent or signature.
    pub assented: Option<PartialDate>,
    /// Date of commencement.
    pub commenced: Option<PartialDate>,
    /// The day that the text speaks for.
    pub as_of: Option<PartialDate>,
    /// In force, repealed, …
    pub status: Option<Status>,
    /// Identifier of the work, where the user knows it.
    pub id: Option<String>,
}

/// The source file of a text.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Name without folder.
    pub file: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Name of the format.
    pub format: &'static str,
    /// How it was read.
    pub read: String,
}

/// An instrument file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Name of the file without `.md`.
    pub short_name: String,
    /// Identifier of the work.
    pub id: String,
    /// Title.
    pub title: String,
    /// The file's text.
    pub text: String,
    /// Sections, articles and schedules.
    pub sections: usize,
    /// Doubts marked.
    pub doubts: usize,
    /// The day that it speaks for, where that is known.
    pub as_of: Option<PartialDate>,
}

impl Written {
    /// Gives it another identifier.
    pub fn rename(&mut self, id: &str) {
        let line = |id: &str| format!("id = {}\n", quoted(id));
        self.text = self.text.replacen(&line(&self.id), &line(id), 1);
        self.id = id.to_string();
    }

    /// The work and the day it speaks for: no two texts of a corpus have the same.
    pub fn work(&self) -> (String, String) {
        (self.id.clone(), self.as_of.map(|d| d.to_string()).unwrap_or_default())
    }
}

/// Writes the draft as an instrument file of a state.
pub fn instrument(draft: &Draft, state: &JurisdictionCode, given: &Given, origin: &Origin) -> Written {
    let told = &draft.told;
    let title = given.title.clone().or_else(|| told.title.clone()).unwrap_or_else(|| stem(&origin.file));
    let number = given.number.clone().or_else(|| told.number.clone());
    let read_kind = kind(draft, &title);
    // A bill that is law by now is no bill, whatever its copy is headed.
    let enacted = read_kind == Kind::Bill
        && given.kind.is_none()
        && given.status.is_some_and(|s| !matches!(s, Status::Bill | Status::Unknown));
    let kind = match (given.kind, given.status) {
        (Some(kind), _) => kind,
        (None, Some(Status::Bill)) => Kind::Bill,
        (None, _) if enacted => Kind::Act,
        (None, _) => read_kind,
    };
    let parsed = |t: &Option<String>| t.as_deref().and_then(|t| t.parse::<PartialDate>().ok());
    let assented = given.assented.or(parsed(&told.dated));
    let commenced = given.commenced.or(parsed(&told.commenced));
    let year = year_of(number.as_deref().unwrap_or_default()).or_else(|| year_of(&title));
    let in_title = year.and_then(|y| y.to_string().parse::<PartialDate>().ok());
    let as_of = given.as_of.or(parsed(&told.as_of)).or(commenced).or(assented).or(in_title);
    let inferred = status(told.status.as_deref(), kind);
    let status = given.status.filter(|_| kind != Kind::Bill).unwrap_or(inferred);
    let short_name = short_name(&title, number.as_deref());
    let id = given.id.clone().unwrap_or_else(|| {
        let year = year.or_else(|| assented.map(|d| i32::from(d.year())));
        let year =
            year.map_or_else(|| as_of.map_or("undated".into(), |d| format!("{:04}", d.year())), |y| y.to_string());
        let number = number.as_deref().map(|n| work_number(n, &year)).filter(|n| !n.is_empty());
        let number = number.unwrap_or_else(|| short_name.clone());
        format!("/akn/{}/{}/{year}/{number}", state.folder(), kind.word())
    });
    let mut doubts: Vec<(String, String, String)> =
        draft.doubts.iter().map(|d| (d.eid.clone(), d.doubt.place.to_string(), d.doubt.note.clone())).collect();
    if as_of.is_none() {
        doubts.push((String::new(), String::new(), "no date was found in the text; give it with --as-of".into()));
    }
    if enacted {
        let note = "the text calls itself a bill; it was taken for an act, since its status was given: compare it with the act as passed";
        doubts.push((String::new(), String::new(), note.into()));
    }
    let complete = gaps(draft, &mut doubts) && !doubts.iter().any(|d| d.2.contains("not found in the text"));

    let mut out = String::from("+++\n");
    let line = |out: &mut String, key: &str, value: &str| {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    };
    line(&mut out, "id", &id);
    line(&mut out, "title", &title);
    line(&mut out, "kind", kind.word());
    if let Some(number) = &number {
        line(&mut out, "number", number);
    }
    line(&mut out, "language", given.language.as_deref().or(told.language.as_deref()).unwrap_or("und"));
    line(&mut out, "text", "official");
    let _ = writeln!(out, "complete = {complete}");
    if draft.amending_only {
        let _ = writeln!(out, "amending_only = true");
    }
    line(&mut out, "status", status.word());
    for (key, date) in [("assented", assented), ("commenced", commenced), ("as_of", as_of)] {
        if let Some(date) = date {
            line(&mut out, key, &date.to_string());
        }
    }
    line(&mut out, "grade", "A");
    let _ = writeln!(out, "\n[import]");
    line(&mut out, "file", &origin.file);
    line(&mut out, "sha256", &origin.sha256);
    line(&mut out, "format", origin.format);
    line(&mut out, "read", &origin.read);
    for (at, place, note) in &doubts {
        let _ = writeln!(out, "[[import.doubt]]");
        for (key, value) in [("at", at), ("place", place), ("note", note)] {
            if !value.is_empty() {
                line(&mut out, key, value);
            }
        }
    }
    out.push_str("+++\n");
    if !draft.long_title.is_empty() {
        let _ = writeln!(out, "\n{}", blocks::escaped(&draft.long_title));
    }
    body(&draft.units, draft.told.language.as_deref(), &mut out);
    let sections = draft.units.iter().filter(|u| !u.eid.contains("__")).count();
    Written { short_name, id, title, text: out, sections, doubts: doubts.len(), as_of }
}

fn body(units: &[Unit], language: Option<&str>, out: &mut String) {
    let mut part = "";
    for unit in units {
        let depth = unit.eid.split("__").count();
        if unit.part != part {
            part = &unit.part;
            let schedules = match language {
                Some("es") => "Anexos",
                Some("fr") => "Annexes",
                Some("nl") => "Bijlagen",
                _ => "Schedules",
            };
            let heading = if part.is_empty() { schedules } else { part };
            let _ = writeln!(out, "\n## {}", blocks::escaped(heading));
        }
        let heading = if unit.heading.is_empty() && unit.number.is_empty() {
            unit.defines.first().cloned().unwrap_or_default()
        } else {
            unit.heading.clone()
        };
        heading_line(&unit.eid, &unit.number, &heading, out);
        if !unit.blocks.is_empty() {
            let _ = writeln!(out, "\n{}", blocks::write(&unit.blocks));
        }
        let place = unit.place.to_string();
        let top = depth == 1 && !place.is_empty();
        if top || unit.status.is_some() || !unit.defines.is_empty() {
            out.push_str("\n```toml\n");
            if top {
                let _ = writeln!(out, "place = {}", quoted(&place));
            }
            if let Some(status) = unit.status {
                let _ = writeln!(out, "status = {}", quoted(status.word()));
            }
            if !unit.defines.is_empty() {
                let terms: Vec<String> = unit.defines.iter().map(|t| quoted(t)).collect();
                let _ = writeln!(out, "defines = [{}]", terms.join(", "));
            }
            out.push_str("```\n");
        }
    }
}

/// The heading of a provision, after an empty line.
pub(super) fn heading_line(eid: &str, number: &str, heading: &str, out: &mut String) {
    out.push('\n');
    for _ in 0..(eid.split("__").count() + 2).min(6) {
        out.push('#');
    }
    if !number.is_empty() {
        let _ = write!(out, " {number}{}", if number.starts_with('(') { "" } else { "." });
    }
    if !heading.is_empty() {
        let _ = write!(out, " {}", blocks::escaped(heading));
    }
    let _ = writeln!(out, " {{#{eid}}}");
}

/// Tells gaps in plain numbering; false where sections may be missing.
fn gaps(draft: &Draft, doubts: &mut Vec<(String, String, String)>) -> bool {
    let mut last: Option<(u32, String)> = None;
    let mut whole = true;
    for unit in draft.units.iter().filter(|u| !u.eid.contains("__")) {
        let Some((name, number)) = unit.eid.split_once('_').filter(|(n, _)| *n != "sched") else { continue };
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        if number.contains('-') {
            continue;
        }
        let Ok(n) = digits.parse::<u32>() else { continue };
        let before = last.as_ref().map_or(0, |l| l.0);
        if n > before + 1 {
            let missing = if n == before + 2 { format!("{}", n - 1) } else { format!("{} to {}", before + 1, n - 1) };
            doubts.push((
                unit.eid.clone(),
                unit.place.to_string(),
                format!("the numbering leaves out {missing}: left out in the source, or not read"),
            ));
            whole = false;
        }
        last = Some((n.max(before), name.to_string()));
    }
    whole
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

fn stem(file: &str) -> String {
    file.rsplit_once('.').map_or(file, |(s, _)| s).replace(['_', '-'], " ")
}

fn kind(draft: &Draft, title: &str) -> Kind {
    let lower = ascii(title);
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let told = draft.told.kind.as_deref().map(ascii).unwrap_or_default();
    let tells = |words: &[&str]| words.iter().any(|w| told.contains(w) || lower.contains(w));
    if tells(&["constitution", "constitucion", "grondwet"]) {
        Kind::Constitution
    } else if has(&[" bill", "proyecto de ley", "projet de loi", "proposition de loi", "wetsontwerp"]) || told == "bill"
    {
        Kind::Bill
    } else if is_code(&lower) || told.contains("code") || told == "codigo" {
        Kind::Code
    } else if tells(&["reglamento", "regulation", "reglement", "besluit", "regeling"]) {
        Kind::Regulation
    } else if has(&["decreto", "decret "]) || told.starts_with("decret") {
        Kind::Decree
    } else if has(&["convention", "protocol", "convenio", "protocolo", "verdrag", "treaty"])
        && !["loi ", "ley ", "act ", "wet ", "law ", "rijkswet "].iter().any(|w| lower.starts_with(w))
        && draft.units.iter().any(|u| u.eid.starts_with("art_"))
    {
        Kind::Treaty
    } else {
        Kind::Act
    }
}

/// Does a title, in lower case without accents, name a code, and not a law that changes one?
fn is_code(title: &str) -> bool {
    let at = ["code ", "codigo", "wetboek"].iter().filter_map(|w| title.find(w)).min();
    let at = at.or_else(|| (title == "code" || title.ends_with(" code")).then(|| title.len() - 4));
    at.is_some_and(|at| {
        let before = &title[..at];
        !["modif", "reform", "adicion", "amend", "wijzig", "deroga", "sustitu", "incorpora"]
            .iter()
            .any(|w| before.contains(w))
    })
}

fn status(told: Option<&str>, kind: Kind) -> Status {
    if kind == Kind::Bill {
        return Status::Bill;
    }
    let told = told.map(ascii).unwrap_or_default();
    match told.replace(['_', '-'], " ").trim() {
        "in force" | "vigente" | "en vigueur" | "en vigor" | "geldend" | "vigueur" => Status::InForce,
        "repealed" | "derogado" | "derogada" | "abroge" | "vervallen" => Status::Repealed,
        "not commenced" | "not in force" => Status::NotCommenced,
        _ => Status::Unknown,
    }
}

/// The year in `14 of 2011` or `Act, 2016`.
fn year_of(text: &str) -> Option<i32> {
    let years =
        text.split(|c: char| !c.is_ascii_digit()).filter(|w| w.len() == 4).filter_map(|w| w.parse::<i32>().ok());
    years.filter(|y| (1700..=2100).contains(y)).reduce(|_, later| later)
}

/// The number of the work in an identifier: `Act No. 14 of 2011` as `14`, `Ley 26.364` as `26364`, `Decreto 17-73` as `17-73`.
fn work_number(number: &str, year: &str) -> String {
    let digits: String = number.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let groups: Vec<&str> = digits
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | ':')))
        .filter(|g| g.contains(|c: char| c.is_ascii_digit()))
        .collect();
    let main = groups.iter().find(|g| **g != year).or_else(|| groups.first());
    main.map(|g| g.trim_matches(['-', '/', ':']).replace(['/', ':'], "-")).unwrap_or_default()
}

/// A name for the file and the page: lower case, hyphens.
fn short_name(title: &str, number: Option<&str>) -> String {
    let mut name = String::new();
    for word in ascii(title).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if name.len() + word.len() > 60 {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    if name.is_empty() {
        name = number.map_or("text".into(), |n| work_number(n, ""));
    }
    if name.is_empty() { "text".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::{work_number, year_of};

    #[test]
    fn numbers_of_works() {
        assert_eq!(work_number("Act No. 14 of 2011", "2011"), "14");
        assert_eq!(work_number("Ley 26.364", "2008"), "26364");
        assert_eq!(work_number("Decreto 17-73", "1973"), "17-73");
        assert_eq!(work_number("Cap. 12:10", ""), "12-10");
        assert_eq!(year_of("Trafficking in Persons Prevention Act, 2016"), Some(2016));
        assert_eq!(year_of("Code pénal"), None);
    }
}
