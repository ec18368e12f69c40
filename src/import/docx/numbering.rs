//! Automatic numbers of paragraphs, which a DOCX file only describes.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::super::html;
use super::styles::{child, child_value, value};

/// A list has nine levels.
const LEVELS: usize = 9;

/// How one level of a list is counted and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    start: u32,
    format: String,
    /// `%1.%2` or `(%3)`.
    text: String,
    /// The level whose item begins this one anew; 0: none does. Usually the one above.
    restart: Option<usize>,
    /// All numbers in it are shown as digits.
    legal: bool,
    /// The style that numbers at this level.
    style: Option<String>,
    /// Indentation, in twentieths of a point, and that of the first line.
    pub left: Option<i32>,
    /// First line beyond it.
    pub first: Option<i32>,
}

/// The lists of a document and how far each is counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Levels of each list.
    kinds: BTreeMap<String, Vec<Level>>,
    /// Of each use of a list: which list, and levels that begin at another number or are replaced.
    uses: BTreeMap<String, (String, BTreeMap<usize, Change>)>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, usize)>,
}

#[derive(Clone, Debug, Default)]
struct Change {
    start: Option<u32>,
    level: Option<Level>,
}

impl Numbering {
    /// Reads the lists of a document.
    pub fn of(root: Node) -> Numbering {
        let mut numbering = Numbering::default();
        let mut links: BTreeMap<String, String> = BTreeMap::new();
        let mut styled: BTreeMap<String, String> = BTreeMap::new();
        for node in root.children().filter(|n| n.tag_name().name() == "abstractNum") {
            let Some(id) = value(node, "abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in node.children().filter(|n| n.tag_name().name() == "lvl") {
                if let Some(at) = value(level, "ilvl").and_then(|v| v.parse::<usize>().ok()).filter(|at| *at < LEVELS) {
                    levels[at] = level_of(level);
                }
            }
            if let Some(style) = child_value(node, "numStyleLink") {
                links.insert(id.to_string(), style.to_string());
            }
            if let Some(style) = child_value(node, "styleLink") {
                styled.insert(style.to_string(), id.to_string());
            }
            numbering.kinds.insert(id.to_string(), levels);
        }
        for node in root.children().filter(|n| n.tag_name().name() == "num") {
            let (Some(id), Some(kind)) = (value(node, "numId"), child_value(node, "abstractNumId")) else { continue };
            // A list may only point at the style that another list belongs to.
            let kind = links.get(kind).and_then(|style| styled.get(style)).map_or(kind, String::as_str);
            let mut changes = BTreeMap::new();
            for change in node.children().filter(|n| n.tag_name().name() == "lvlOverride") {
                let Some(at) = value(change, "ilvl").and_then(|v| v.parse::<usize>().ok()) else { continue };
                let start = child_value(change, "startOverride").and_then(|v| v.parse().ok());
                changes.insert(at, Change { start, level: child(change, "lvl").map(level_of) });
            }
            numbering.uses.insert(id.to_string(), (kind.to_string(), changes));
        }
        numbering
    }

    /// The level at which a style numbers its paragraphs in a list.
    pub fn level_of_style(&self, list: &str, style: Option<&str>) -> Option<usize> {
        let (kind, _) = self.uses.get(list)?;
        self.kinds.get(kind)?.iter().position(|l| l.style.is_some() && l.style.as_deref() == style)
    }

    /// How a level is counted and shown.
    pub fn level(&self, list: &str, at: usize) -> Option<Level> {
        let (kind, changes) = self.uses.get(list)?;
        let change = changes.get(&at).cloned().unwrap_or_default();
        let mut level = change.level.or_else(|| self.kinds.get(kind)?.get(at).cloned())?;
        level.start = change.start.unwrap_or(level.start);
        Some(level)
    }

    /// Counts one more item, and gives its number as it is shown.
    pub fn next(&mut self, list: &str, at: usize) -> String {
        let Some((kind, changes)) = self.uses.get(list) else { return String::new() };
        let (kind, at) = (kind.clone(), at.min(LEVELS - 1));
        let levels: Vec<Level> = (0..LEVELS).map(|level| self.level(list, level).unwrap_or_default()).collect();
        let mut counts = self.counts.get(&kind).copied().unwrap_or_default();
        // A list that is used anew with a start of its own begins there.
        for level in changes.iter().filter(|(level, c)| **level <= at && c.start.is_some()).map(|(level, _)| *level) {
            if self.begun.insert((list.to_string(), level)) {
                counts[level] = None;
            }
        }
        counts[at] = Some(match counts[at] {
            Some(count) => count.saturating_add(1),
            None => levels[at].start,
        });
        for level in 0..at {
            counts[level] = counts[level].or(Some(levels[level].start));
        }
        for level in at + 1..LEVELS {
            // Deeper levels begin anew after this item, unless they say after which.
            if levels[level].restart.is_none_or(|after| after > 0 && at < after) {
                counts[level] = None;
            }
        }
        self.counts.insert(kind, counts);
        shown(&levels, &counts, at)
    }
}

fn level_of(node: Node) -> Level {
    let number = |name: &str| child_value(node, name).and_then(|v| v.parse::<u32>().ok());
    let ind = child(node, "pPr").and_then(|p| child(p, "ind"));
    let place = |name: &str| ind.and_then(|i| value(i, name)).and_then(|v| v.parse::<i32>().ok());
    Level {
        start: number("start").unwrap_or(1),
        format: child_value(node, "numFmt").unwrap_or("decimal").to_string(),
        text: child_value(node, "lvlText").unwrap_or_default().to_string(),
        restart: child_value(node, "lvlRestart").and_then(|v| v.parse().ok()),
        legal: child(node, "isLgl").is_some_and(|n| !matches!(value(n, "val"), Some("0" | "false"))),
        style: child_value(node, "pStyle").map(str::to_string),
        left: place("left").or(place("start")),
        first: place("hanging").map(|n| n.saturating_neg()).or(place("firstLine")),
    }
}

/// The number of an item with those of the levels above that its text names.
fn shown(levels: &[Level], counts: &[Option<u32>; LEVELS], at: usize) -> String {
    let level = &levels[at];
    if level.format == "bullet" {
        return "•".into();
    }
    let mut out = String::new();
    let mut rest = level.text.chars().peekable();
    while let Some(c) = rest.next() {
        let named = rest.peek().and_then(|n| n.to_digit(10)).filter(|_| c == '%').and_then(|n| usize::try_from(n).ok());
        match named.filter(|n| (1..=LEVELS).contains(n)) {
            Some(n) => {
                rest.next();
                let format = if level.legal { "decimal" } else { &levels[n - 1].format };
                out.push_str(&number(counts[n - 1].unwrap_or(levels[n - 1].start), format));
            }
            None => out.push(c),
        }
    }
    out.trim().to_string()
}

/// A number in the format of a level.
fn number(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => html::roman(count),
        "upperRoman" => html::roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        "none" => String::new(),
        "ordinal" => {
            let end = match (count % 10, count % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{count}{end}")
        }
        _ => count.to_string(),
    }
}

/// Word counts a to z, then aa, bb, cc.
fn letters(count: u32) -> String {
    let Some(rest) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default());
    let times = usize::try_from(rest / 26 + 1).unwrap_or(1).min(20);
    std::iter::repeat_n(letter, times).collect()
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::{Numbering, letters};

    const LISTS: &str = "<numbering>\
        <abstractNum abstractNumId='1'>\
          <lvl ilvl='0'><start val='1'/><numFmt val='upperRoman'/><lvlText val='Part %1'/></lvl>\
          <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><lvlRestart val='0'/><lvlText val='%2.'/></lvl>\
          <lvl ilvl='2'><start val='1'/><numFmt val='lowerLetter'/><lvlText val='(%3)'/></lvl>\
          <lvl ilvl='3'><start val='1'/><numFmt val='decimal'/><isLgl/><lvlText val='%1.%2.%4'/></lvl>\
        </abstractNum>\
        <abstractNum abstractNumId='2'><lvl ilvl='0'><start val='5'/><numFmt val='bullet'/><lvlText val='\u{f0b7}'/></lvl></abstractNum>\
        <num numId='1'><abstractNumId val='1'/></num>\
        <num numId='2'><abstractNumId val='2'/></num>\
        <num numId='3'><abstractNumId val='1'/><lvlOverride ilvl='2'><startOverride val='4'/></lvlOverride></num>\
        </numbering>";

    #[test]
    fn numbers_go_on_restart_and_nest() {
        let tree = Document::parse(LISTS).expect("xml");
        let mut lists = Numbering::of(tree.root_element());
        let mut next = |list: &str, at: usize| lists.next(list, at);
        let seen = [
            next("1", 0),
            next("1", 1),
            next("1", 2),
            next("1", 2),
            next("1", 1),
            next("1", 2),
            next("1", 3),
            next("1", 0),
            next("1", 1),
            next("3", 2),
            next("3", 2),
            next("2", 0),
            next("9", 0),
        ];
        assert_eq!(seen, ["Part I", "1.", "(a)", "(b)", "2.", "(a)", "1.2.1", "Part II", "3.", "(d)", "(e)", "•", ""]);
    }

    #[test]
    fn letters_double_after_z() {
        assert_eq!([1, 26, 27, 28, 53].map(letters), ["a", "z", "aa", "bb", "aaa"]);
    }
}
