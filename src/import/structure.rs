//! Lines of a source text → sections, articles, parts, schedules, subsections, definitions, items.

mod annex;
mod body;
pub mod chain;
mod contents;
mod front;
mod headed;
mod headings;
mod inserted;
mod items;
mod join;
pub mod mark;
pub(in crate::import) mod marked;
pub mod number;
mod outline;
mod torn;
mod unroll;
mod walk;
pub mod words;

use std::collections::BTreeSet;

use super::draft::{Draft, Unit, UnitDoubt};
use super::line::{Place, Role};
use super::{Doubt, Refusal, Source};
use body::{BodyLine, Frame};
pub use front::date;
use join::Vocabulary;
use mark::Scheme;
use outline::{Outline, Row};
use walk::Walk;

/// Reads the structure of a source text; refuses a text without sections.
pub fn read(source: &Source, language: Option<&str>) -> Result<Draft, Refusal> {
    let language = language.map(str::to_string).or_else(|| source.told.language.clone());
    let language =
        language.or_else(|| words::language(source.lines.iter().map(|l| l.text.as_str())).map(str::to_string));
    let divides = language.as_deref() != Some("en");
    let rows = outline::rows(&source.lines);
    let found = outline::find(&rows, divides);
    let by_headings = by_headings(source, &rows, &found);
    if let Some(reason) = no_law(&found).filter(|_| !by_headings) {
        /// Fewer words are the frame of a page, not the text of a law.
        const FEWEST: usize = 60;
        let words: usize = rows.iter().map(|r| r.line.text.split_whitespace().count()).sum();
        if source.undivided && words >= FEWEST {
            return Ok(whole(source, &rows, language));
        }
        return Err(Refusal::NoLaw(reason));
    }
    let vocabulary = Vocabulary::of(rows.iter().map(|r| r.line.text.as_str()));
    let mut walk = Walk::new(&rows, divides, &vocabulary, String::new());
    walk.title = source.told.title.as_deref().map(words::ascii).unwrap_or_default();
    if by_headings {
        walk.by_headings();
    } else {
        walk.all(&found);
    }
    let front_end = walk.front;
    let mut draft = walk.draft;
    let first = if by_headings { front_end } else { draft_front(&found) };
    let front: Vec<&Row> = rows[..first].iter().filter(|r| r.line.role != Role::Note).collect();
    let outside: Vec<&Row> = match &found.contents {
        Some(contents) => {
            rows[..contents.start.min(first)].iter().chain(&rows[contents.end.min(first)..first]).collect()
        }
        None => front,
    };
    draft.told = front::told(&source.told, &outside, &draft.units);
    draft.told.language = language;
    draft.long_title = front::long_title(&outside);
    let listed = found.contents.as_ref().filter(|c| c.start < front_end).map_or(0, |c| c.end.min(front_end));
    front::preamble(&rows[listed..front_end], &vocabulary, &mut draft);
    draft.amending_only = draft.told.title.as_deref().is_some_and(amends) && only_amends(&draft.units);
    let doubts = source.doubts.iter().map(|d| UnitDoubt { eid: String::new(), doubt: d.clone() });
    draft.doubts.splice(0..0, doubts);
    check_listed(&rows, &found, divides, &mut draft);
    Ok(draft)
}

/// A law whose text marks no sections, as one provision.
fn whole(source: &Source, rows: &[Row], language: Option<String>) -> Draft {
    let vocabulary = Vocabulary::of(rows.iter().map(|r| r.line.text.as_str()));
    let top = Unit { eid: "dvs_1".into(), place: rows[0].line.place, ..Unit::default() };
    let lines: Vec<BodyLine<'_>> = rows.iter().map(|r| BodyLine { text: r.line.text.trim(), line: &r.line }).collect();
    let built = body::build(top, &lines, &Frame { vocabulary: &vocabulary, scheme: Some(Scheme::Article) });
    let mut draft = Draft { units: built.units, ..Draft::default() };
    draft.told = front::told(&source.told, &[], &draft.units);
    draft.told.language = language;
    let note = "no section or article was found in it: the whole text stands as one provision".to_string();
    draft.doubts.push(UnitDoubt { eid: "dvs_1".into(), doubt: Doubt { place: rows[0].line.place, note } });
    draft
}

/// Is the text one that headings order, and not sections? Only what calls itself an instrument is taken for one.
fn by_headings(source: &Source, rows: &[Row], found: &Outline) -> bool {
    let headings = rows.iter().filter(|r| matches!(r.line.role, Role::Heading(_))).count();
    let words: usize = rows.iter().map(|r| r.line.text.len()).sum();
    let weak = found.starts.len() < 3 && !found.starts.iter().any(|c| c.keyword);
    let first = rows.iter().filter(|r| matches!(r.line.role, Role::Heading(_))).take(15).map(|r| r.line.text.as_str());
    let names = source.told.title.as_deref().into_iter().chain(first).any(front::names_law);
    weak && headings >= 3 && words > 40 * headings && names
}

/// Does the title say that the law only changes others?
pub(super) fn amends(title: &str) -> bool {
    const WORDS: [&str; 9] = [
        "(amendment)",
        "amendment act",
        "amendment bill",
        "amendment) act",
        "reforma ",
        "modifica",
        "wijziging van",
        "portant modification",
        "modifiant",
    ];
    let lower = words::ascii(title);
    WORDS.iter().any(|w| lower.contains(w))
}

/// Do most of the sections that say more than a title or a date change another text? A law that also brings rules of its
/// own may name in its title what it changes.
pub(super) fn only_amends(units: &[Unit]) -> bool {
    /// Words of a section that may only cite the law or set it in force.
    const SHORT: usize = 30;
    let (mut own, mut changes) = (0_usize, 0_usize);
    for unit in units.iter().filter(|u| !u.eid.contains("__") && u.eid != "preamble") {
        let under = format!("{}__", unit.eid);
        let all = || units.iter().filter(|u| u.eid == unit.eid || u.eid.starts_with(&under)).flat_map(|u| &u.blocks);
        let words: usize = all().map(|b| b.text.split_whitespace().count()).sum();
        if all().any(|b| b.quoted || words::AMENDS.is_match(&b.text)) {
            changes += 1;
        } else if words > SHORT {
            own += 1;
        }
    }
    changes > 0 && own * 3 <= changes
}

/// Why the text is no law; none where it may be one.
fn no_law(found: &Outline) -> Option<String> {
    let best = found.starts.iter().map(|c| c.weight).max();
    match (found.starts.len(), best) {
        (0, _) => Some(String::new()),
        (1 | 2, Some(weight)) if weight < 430 => Some(" but a number or two".into()),
        _ => None,
    }
}

fn draft_front(found: &Outline) -> usize {
    found.starts.first().map_or(0, |c| c.line)
}

/// The table of contents held against what was found.
fn check_listed(rows: &[Row], found: &Outline, divides: bool, draft: &mut Draft) {
    let Some(contents) = found.contents.clone() else { return };
    let tops: BTreeSet<&str> = draft.units.iter().map(|u| u.eid.as_str()).filter(|e| !e.contains("__")).collect();
    let mut missing: Vec<(Place, String)> = Vec::new();
    let mut last: Option<Vec<(u32, u32)>> = None;
    for row in &rows[contents] {
        let Some(mark) = mark::section(row.line.text.trim(), divides) else { continue };
        if last.as_ref().is_some_and(|l| mark.number.key <= *l) {
            continue;
        }
        last = Some(mark.number.key.clone());
        let names = [Scheme::Section, Scheme::Article, Scheme::Regulation, Scheme::Rule];
        let there = names.iter().any(|s| tops.contains(format!("{}_{}", s.name(), mark.number.eid).as_str()));
        if !there {
            missing.push((row.line.place, mark.number.printed));
        }
    }
    let note = match missing.as_slice() {
        [] => return,
        [(_, one)] => format!("{one} is listed in the table of contents, but was not found in the text"),
        [.., (_, last)] => {
            const NAMED: usize = 12;
            let all: Vec<&str> = missing.iter().take(NAMED).map(|(_, n)| n.as_str()).collect();
            let more =
                if missing.len() > NAMED { format!(" … {last} ({} in all)", missing.len()) } else { String::new() };
            format!("{}{more} are listed in the table of contents, but were not found in the text", all.join(", "))
        }
    };
    draft.doubts.push(UnitDoubt { eid: String::new(), doubt: Doubt { place: missing[0].0, note } });
}
