//! The body of an Akoma Ntoso document: which elements are divisions, which are provisions, and which are schedules.

use super::ids;
use super::provision::Provision;
use super::tree::{self, Node, Places};
use crate::import::Doubt;
use crate::import::draft::{Unit, UnitDoubt};
use crate::import::line::Place;
use crate::import::structure::{mark, marked};
use crate::law::words::Status;

/// The walk over a body.
pub(super) struct Walk<'t> {
    places: &'t Places,
    temporal: &'t super::meta::Temporal,
    /// For each node: does it hold articles or the like, sections, numbered paragraphs?
    holds: Vec<Holds>,
    /// Headings of the divisions that are open.
    parts: Vec<String>,
    names: ids::Names,
    schedules: usize,
    pub(super) units: Vec<Unit>,
    pub(super) doubts: Vec<UnitDoubt>,
}

/// What stands somewhere under an element, outside inserted text.
#[derive(Clone, Copy, Default)]
struct Holds {
    articles: bool,
    sections: bool,
    paragraphs: bool,
    schedules: bool,
}

/// What an element is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A provision of its own; the name of its step in an eId.
    Unit(&'static str),
    /// Part, chapter, title, crossheading.
    Division,
    /// Schedule, annex, appendix.
    Schedule,
    /// Number or heading of what it stands in.
    Label,
    /// Words.
    Words,
    /// Nothing of the law.
    Apart,
}

impl<'t> Walk<'t> {
    pub(super) fn new(root: Node<'_>, places: &'t Places, temporal: &'t super::meta::Temporal) -> Self {
        Self {
            places,
            temporal,
            holds: holds(root),
            parts: Vec::new(),
            names: ids::Names::default(),
            schedules: 0,
            units: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Reads what stands in a body or a division.
    pub(super) fn container(&mut self, node: Node<'_>) {
        // A crossheading holds until the next one.
        let depth = self.parts.len();
        for child in tree::elements(node) {
            if tree::name(child) == "crossHeading" {
                self.parts.truncate(depth);
                self.parts.extend(Some(tree::words(child)).filter(|w| !w.is_empty()));
                continue;
            }
            match self.role(child) {
                Role::Unit(name) => self.provision(child, name),
                Role::Division => {
                    let label = titled(child);
                    let open = self.parts.len();
                    self.parts.extend(Some(label).filter(|l| !l.is_empty()));
                    self.container(child);
                    self.parts.truncate(open);
                }
                Role::Schedule => self.schedule(child, child),
                Role::Words if heads(node, child) => {}
                Role::Words => self.loose(child),
                Role::Label | Role::Apart => {}
            }
        }
        self.parts.truncate(depth);
    }

    /// What an element of a body or a division is.
    pub(super) fn role(&self, node: Node<'_>) -> Role {
        let holds = self.holds.get(node.id().get_usize()).copied().unwrap_or_default();
        // What an editor put in, such as the end of a printed page.
        if node.attribute("status") == Some("editorial") && numbered(node).is_empty() {
            return Role::Apart;
        }
        match tree::kind(node).as_str() {
            "num" | "heading" | "subheading" => Role::Label,
            "article" => Role::Unit("art"),
            "regulation" => Role::Unit("reg"),
            "rule" => Role::Unit("rule"),
            "section" | "clause" if holds.articles => Role::Division,
            "section" | "clause" => Role::Unit("sec"),
            kind if is_schedule(kind) => Role::Schedule,
            "intro" | "content" | "wrapup" | "p" | "block" | "blocklist" | "ul" | "ol" | "table" | "foreign"
            | "div" | "longtitle" => Role::Words,
            name if tree::apart(name) || tree::apart(tree::name(node)) || name == "toc" => Role::Apart,
            _ if holds.articles || holds.sections || holds.schedules => Role::Division,
            "page" => Role::Apart,
            "part" | "subpart" | "chapter" | "subchapter" | "title" | "subtitle" | "book" | "tome" | "division"
            | "subdivision" | "crossheading" | "container"
                if holds.paragraphs || label(node).is_empty() =>
            {
                Role::Division
            }
            "part" | "subpart" => Role::Unit("part"),
            "chapter" | "subchapter" => Role::Unit("chp"),
            "title" | "subtitle" => Role::Unit("title"),
            "book" | "tome" => Role::Unit("book"),
            "division" | "subdivision" => Role::Unit("dvs"),
            "paragraph" | "point" | "level" | "indent" if !numbered(node).is_empty() => Role::Unit("para"),
            "proviso" | "alinea" | "list" | "paragraph" | "point" | "level" | "indent" => Role::Words,
            // What a publisher names in its own way, such as a final provision, is one if it is numbered or headed.
            _ if numbered(node).is_empty() && tree::child(node, "heading").is_none() => Role::Words,
            _ if holds.paragraphs && tree::child(node, "num").is_none() => Role::Division,
            _ => Role::Unit("sec"),
        }
    }

    fn provision(&mut self, node: Node<'_>, name: &'static str) {
        let top = self.top(node, name, None);
        let part = self.parts.join(" / ");
        let built = Provision::read(node, Unit { part, ..top }, name, self.places);
        self.keep(node, built);
    }

    fn keep(&mut self, node: Node<'_>, (mut units, doubts): (Vec<Unit>, Vec<UnitDoubt>)) {
        if let (Some(status), Some(top)) = (self.temporal.status(node), units.first_mut()) {
            top.status = Some(status);
        }
        // What is repealed is so with all that stands in it.
        if units.first().is_some_and(|u| u.status == Some(Status::Repealed)) {
            for unit in &mut units {
                unit.status = Some(Status::Repealed);
            }
        }
        self.units.extend(units);
        self.doubts.extend(doubts);
    }

    /// Number, heading and eId of a provision, under `above` where it stands in a schedule.
    fn top(&mut self, node: Node<'_>, name: &'static str, above: Option<&str>) -> Unit {
        let place = self.places.at(node);
        let num = numbered(node);
        let mut heading = heading(node);
        let mut number = ids::number(&num);
        if number.is_none()
            && let Some((found, rest)) = ids::in_heading(&heading)
        {
            (number, heading) = (Some(found), rest);
        }
        let printed = match &number {
            Some(number) => number.printed.clone(),
            None => String::new(),
        };
        if number.is_none() && !num.is_empty() {
            heading = if heading.is_empty() { num.clone() } else { format!("{num} {heading}") };
        }
        let step = number.map(|n| n.eid).filter(|n| !n.is_empty());
        let step = step.or_else(|| tree::id(node).and_then(ids::in_id)).or_else(|| ids::plain(&heading));
        let step = step.unwrap_or_else(|| "unnumbered".into());
        let above = above.map_or(String::new(), |a| format!("{a}__"));
        let eid = self.take(&format!("{above}{name}_{step}"), place, &printed);
        Unit { eid, number: printed, heading, place, ..Unit::default() }
    }

    /// The eId, with a number behind it where another provision has it already.
    fn take(&mut self, base: &str, place: Place, printed: &str) -> String {
        let eid = self.names.give(base);
        if eid != base {
            let what = if printed.is_empty() { base } else { printed };
            self.doubt(&eid, place, format!("{what} stands twice in the text"));
        }
        eid
    }

    fn doubt(&mut self, eid: &str, place: Place, note: String) {
        self.doubts.push(UnitDoubt { eid: eid.into(), doubt: Doubt { place, note } });
    }

    /// Words between provisions.
    fn loose(&mut self, node: Node<'_>) {
        let words = tree::words(node);
        let shown: String = words.chars().take(80).collect();
        if words.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            let note = format!("words between two sections that belong to neither were left out: {shown}");
            self.doubt("", self.places.at(node), note);
        }
    }

    /// Reads a schedule: `node` has its number and heading, `body` holds its text.
    pub(super) fn schedule(&mut self, node: Node<'_>, body: Node<'_>) {
        let place = self.places.at(node);
        let mut heading = label(node);
        if heading.is_empty() {
            heading = tree::find(body, "docTitle").map(tree::words).unwrap_or_default();
        }
        if heading.is_empty() && body != node {
            heading = super::meta::alias(body).unwrap_or_default();
        }
        if marked::explains(&heading) {
            self.doubt("", place, format!("“{heading}” explains the law and is no part of it; it was left out"));
            return;
        }
        self.schedules += 1;
        let step = match mark::schedule(&heading) {
            // `The Schedule` without a number counts by its place.
            Some((step, _)) if heading.chars().any(|c| c.is_ascii_digit()) || step != "1" => step,
            _ => self.schedules.to_string(),
        };
        let eid = self.take(&format!("sched_{step}"), place, &heading);
        let top = Unit { eid: eid.clone(), heading, place, ..Unit::default() };
        let open = std::mem::take(&mut self.parts);
        let (own, inner) = Provision::schedule(body, top, self.places, &|n| {
            matches!(self.role(n), Role::Unit("art" | "sec" | "reg" | "rule"))
        });
        self.keep(node, own);
        for child in inner {
            let Role::Unit(name) = self.role(child) else { continue };
            let unit = self.top(child, name, Some(&eid));
            let built = Provision::read(child, unit, name, self.places);
            self.keep(child, built);
        }
        self.parts = open;
    }
}

/// The words of `num`.
pub(super) fn numbered(node: Node<'_>) -> String {
    tree::child(node, "num").map(tree::words).unwrap_or_default()
}

/// Heading and subheading.
pub(super) fn heading(node: Node<'_>) -> String {
    let part = |name: &str| tree::child(node, name).map(tree::words).filter(|w| !w.is_empty());
    let both: Vec<String> = ["heading", "subheading"].into_iter().filter_map(part).collect();
    let text = both.join(" — ");
    text.trim_end_matches(['.', ':', ' ']).trim_end_matches(" —").to_string()
}

/// Number and heading of a division: `PART II Offences`.
pub(super) fn label(node: Node<'_>) -> String {
    let (num, heading) = (numbered(node), heading(node));
    let known = mark::division(&num, true).is_some() || num.chars().filter(|c| c.is_alphabetic()).count() > 5;
    let num = if num.is_empty() || known || mark::schedule(&num).is_some() {
        num
    } else {
        // A bare number: the element says what it counts.
        match tree::kind(node).as_str() {
            "part" | "chapter" | "title" | "book" | "division" | "subpart" | "subdivision" | "schedule" => {
                let kind = tree::kind(node);
                let mut letters = kind.chars();
                let first = letters.next().map(|c| c.to_ascii_uppercase());
                format!("{}{} {num}", first.map(String::from).unwrap_or_default(), letters.as_str())
            }
            _ => num,
        }
    };
    let both: Vec<&str> = [num.as_str(), heading.as_str()].into_iter().filter(|w| !w.is_empty()).collect();
    both.join(" ")
}

/// Does the introduction of a division go on with its heading? A few words that are no sentence.
fn heads(division: Node<'_>, node: Node<'_>) -> bool {
    let words = || tree::words(node);
    let short = |w: String| !w.is_empty() && w.chars().count() < 240 && !w.ends_with(['.', ';', ':']);
    tree::name(node) == "intro" && !numbered(division).is_empty() && short(words())
}

/// Number, heading and what of the introduction goes on with it.
fn titled(node: Node<'_>) -> String {
    let label = label(node);
    let more = tree::child(node, "intro").filter(|intro| heads(node, *intro)).map(tree::words).unwrap_or_default();
    let space = if label.is_empty() || more.is_empty() { "" } else { " " };
    format!("{label}{space}{more}")
}

/// Is an element of this kind a schedule?
fn is_schedule(kind: &str) -> bool {
    const NAMES: [&str; 9] =
        ["schedule", "annex", "annexe", "appendix", "attachment", "anexo", "bijlage", "allegato", "annexure"];
    NAMES.contains(&kind)
}

/// What stands under each node.
fn holds(root: Node<'_>) -> Vec<Holds> {
    let mut all: Vec<Holds> = Vec::new();
    let mut inserted: Vec<bool> = Vec::new();
    let document = root.document();
    for node in document.descendants() {
        let inside = node.parent().and_then(|p| inserted.get(p.id().get_usize()).copied()).unwrap_or(false);
        inserted.push(inside || tree::inserts(tree::name(node)));
        all.push(Holds::default());
        if inside || !node.is_element() {
            continue;
        }
        let kind = tree::kind(node);
        let set: fn(&mut Holds) -> &mut bool = match kind.as_str() {
            "article" | "regulation" | "rule" => |h| &mut h.articles,
            "section" | "clause" => |h| &mut h.sections,
            "paragraph" | "point" | "level" if tree::child(node, "num").is_some() => |h| &mut h.paragraphs,
            kind if is_schedule(kind) => |h| &mut h.schedules,
            _ => continue,
        };
        for above in node.ancestors().skip(1) {
            let flag = set(&mut all[above.id().get_usize()]);
            if *flag {
                break;
            }
            *flag = true;
        }
    }
    all
}
