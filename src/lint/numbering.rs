//! Numbers that are left out or stand twice: sections, subsections, items, parts, schedules; and what the import was unsure of.

use std::collections::BTreeMap;

use super::view::{View, short};
use super::{Code, Finding, Severity, cite};

/// Most numbers that a slip leaves out; a wider gap is a text that was not meant to be whole, or not read well.
const WIDEST: u64 = 3;

/// How a list counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Figures,
    Letters,
    Roman,
}

/// What is wrong in a list of numbers.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// The numbers before the one at this place are missing.
    Gap(usize, Vec<String>),
    /// The one at this place stood before.
    Twice(usize),
}

/// Finds them.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    if !view.instrument.amending_only {
        sections(view, out);
        subsections(view, out);
        items(view, out);
        parts(view, out);
    }
    doubts(view, out);
}

/// History leaves gaps in a law that was amended; in a bill they are slips.
fn graded(view: &View<'_>, finding: Finding) -> Finding {
    if view.is_bill() {
        finding
    } else {
        finding.graded(Severity::Note).mend("If it was repealed, nothing is to be done; if not, look at the source.")
    }
}

fn sections(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut last: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (i, top) in view.tops.iter().enumerate() {
        let printed = view.instrument.provisions[top.provisions.start].number.trim();
        let counted = ["sec", "art", "reg", "rule", "sched"].contains(&top.kind);
        if printed.is_empty() || !counted {
            continue;
        }
        let key = (top.kind, super::token::key(printed));
        if let Some(first) = seen.get(&key) {
            let says = format!("{} stands twice: {} and {}.", printed, view.named(*first), view.named(i));
            if top.kind != "sched" && !top.empty && !view.tops[*first].empty {
                out.push(view.at_top(i, Code::Duplicate, says));
            }
        } else {
            seen.insert(key, i);
        }
        let Some(value) = value(&top.number, Style::Figures) else { continue };
        if let Some((before, at)) = last.get(top.kind)
            && value > before + 1
            && value - before - 1 <= 2 * WIDEST
        {
            let missing: Vec<String> = (before + 1..value).map(|n| n.to_string()).collect();
            let says =
                format!("After {} comes {}: {} missing.", cite(view.tops[*at].eid), cite(top.eid), are(&missing));
            out.push(graded(view, view.at_top(i, Code::Gap, says)));
        }
        last.insert(top.kind, (value, i));
    }
}

fn are(missing: &[String]) -> String {
    format!("{} {}", missing.join(", "), if missing.len() == 1 { "is" } else { "are" })
}

/// Provisions that stand in the same provision and have numbers.
fn subsections(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, provision) in view.instrument.provisions.iter().enumerate() {
        let eid = provision.eid.as_str();
        if let Some((parent, last)) = eid.rsplit_once("__")
            && !last.starts_with("def_")
            && !provision.number.is_empty()
        {
            let name = last.split('_').next().unwrap_or_default();
            groups.entry(format!("{parent}__{name}")).or_default().push(i);
        }
    }
    for group in groups.values() {
        let keys: Vec<String> =
            group.iter().map(|i| super::token::key(&view.instrument.provisions[*i].number)).collect();
        let of = view.instrument.provisions[group[0]].eid.top();
        let Some(top) = view.tops.iter().position(|t| t.eid == of) else { continue };
        if view.tops[top].doubted || view.tops[top].amends {
            continue;
        }
        for fault in faults(&keys, &|key| stands(view, top, key)) {
            let (at, code, says) = told(&keys, &fault);
            out.push(graded_gap(view, view.at_provision(group[at], code, says)));
        }
    }
}

fn graded_gap(view: &View<'_>, finding: Finding) -> Finding {
    if finding.code == Code::Gap { graded(view, finding) } else { finding }
}

fn told(keys: &[String], fault: &Fault) -> (usize, Code, String) {
    match fault {
        Fault::Gap(at, missing) => {
            let marked: Vec<String> = missing.iter().map(|m| format!("({m})")).collect();
            let says = match at.checked_sub(1) {
                Some(before) => format!("After ({}) comes ({}): {} missing.", keys[before], keys[*at], are(&marked)),
                None => format!("The list begins with ({}): {} missing.", keys[*at], are(&marked)),
            };
            (*at, Code::Gap, says)
        }
        Fault::Twice(at) => (*at, Code::Duplicate, format!("({}) stands twice in the same list.", keys[*at])),
    }
}

/// Items of the lists of each provision.
fn items(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut open: Vec<Vec<usize>> = Vec::new();
    let close = |list: Vec<usize>, out: &mut Vec<Finding>| {
        let keys: Vec<String> =
            list.iter().map(|p| crate::law::blocks::item_key(&view.paras[*p].block.number).to_lowercase()).collect();
        let Some(first) = list.first() else { return };
        let top = view.paras[*first].top;
        let at = &view.tops[top];
        if keys.len() < 2 || at.doubted || at.amends || at.kind == "sched" || view.paras[*first].block.quoted {
            return;
        }
        for fault in faults(&keys, &|key| stands(view, top, key)) {
            let (n, code, says) = told(&keys, &fault);
            out.push(graded_gap(view, view.at(list[n], code, says)));
        }
    };
    let mut provision = usize::MAX;
    for (i, para) in view.paras.iter().enumerate() {
        let level = if para.provision == provision { usize::from(para.block.level) } else { 0 };
        while open.len() > level {
            let list = open.pop().unwrap_or_default();
            close(list, out);
        }
        provision = para.provision;
        let level = usize::from(para.block.level);
        open.resize(level, Vec::new());
        if let Some(list) = open.last_mut() {
            list.push(i);
        }
    }
    while let Some(list) = open.pop() {
        close(list, out);
    }
}

/// Does a number stand in the words of a section, where the import saw no item?
fn stands(view: &View<'_>, top: usize, key: &str) -> bool {
    let marks = [
        format!("({key})"),
        format!(" {key})"),
        format!(" {key}."),
        format!("{key}°"),
        format!("{key}º"),
        format!("{key}.-"),
        format!("{key}:"),
    ];
    view.paras_of(top).iter().any(|p| {
        let text = p.text().to_lowercase();
        marks.iter().any(|m| text.contains(m.as_str()))
            || text.starts_with(&format!("{key})"))
            || text.starts_with(&format!("{key}."))
    })
}

/// What is wrong in a list; where it counts in no known way, nothing.
fn faults(keys: &[String], stands: &dyn Fn(&str) -> bool) -> Vec<Fault> {
    let Some(style) = style(keys) else { return Vec::new() };
    let mut all = Vec::new();
    let mut last: Option<u64> = None;
    for (i, key) in keys.iter().enumerate() {
        if keys[..i].contains(key) {
            all.push(Fault::Twice(i));
            continue;
        }
        let Some(now) = value(key, style) else {
            last = None;
            continue;
        };
        let before = last.unwrap_or(if i == 0 { 0 } else { now });
        if now > before + 1 && now - before - 1 <= WIDEST && (i > 0 || style != Style::Figures) {
            let missing: Vec<String> = (before + 1..now).map(|n| print(n, style)).collect();
            if !missing.iter().any(|m| stands(m)) {
                all.push(Fault::Gap(i, missing));
            }
        }
        last = Some(now);
    }
    // Many faults in one list are no slips but a list that was not understood.
    if all.len() * 3 > keys.len().max(3) { Vec::new() } else { all }
}

fn style(keys: &[String]) -> Option<Style> {
    let first = keys.first()?;
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Style::Figures);
    }
    let roman = first == "i" || first == "ii" && keys.get(1).is_some_and(|k| k == "iii");
    if roman {
        return Some(Style::Roman);
    }
    (matches!(first.as_str(), "a" | "b")).then_some(Style::Letters)
}

fn value(key: &str, style: Style) -> Option<u64> {
    match style {
        Style::Figures => {
            let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
            if key.contains('-') { None } else { digits.parse().ok() }
        }
        Style::Letters => match key.as_bytes() {
            [one] if one.is_ascii_lowercase() => Some(u64::from(one - b'a') + 1),
            _ => None,
        },
        Style::Roman => roman(key),
    }
}

fn print(value: u64, style: Style) -> String {
    match style {
        Style::Figures => value.to_string(),
        Style::Letters => u8::try_from(value)
            .ok()
            .filter(|v| (1..=26).contains(v))
            .map_or(String::new(), |v| char::from(b'a' + v - 1).to_string()),
        Style::Roman => {
            (1..=60).map(in_roman).nth(usize::try_from(value).unwrap_or(1).saturating_sub(1)).unwrap_or_default()
        }
    }
}

fn roman(key: &str) -> Option<u64> {
    (1..=60).find(|n| in_roman(*n) == key)
}

fn in_roman(mut n: u64) -> String {
    let mut out = String::new();
    for (value, letters) in [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while n >= value {
            out.push_str(letters);
            n -= value;
        }
    }
    out
}

/// Parts, titles, chapters: under each outer one they count from the first.
fn parts(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut last: BTreeMap<(String, String), (u64, String)> = BTreeMap::new();
    for (i, top) in view.tops.iter().enumerate() {
        let part = view.instrument.provisions[top.provisions.start].part.as_str();
        let mut outer = String::new();
        for step in part.split(" / ") {
            let tokens: Vec<&str> = step.split_whitespace().take(2).collect();
            let [word, number] = tokens.as_slice() else { break };
            let word = super::token::fold(word);
            let number = number.trim_end_matches(['.', ':', '-', '–', '—', ',']);
            let key = super::token::key(number);
            let plain = key.trim_end_matches("er");
            let Some(value) = (view.pack.parts.contains(&word) && number.len() < 8)
                .then(|| roman(&key).or_else(|| roman(plain)).or_else(|| plain.parse().ok()))
                .flatten()
            else {
                outer.push_str(step);
                continue;
            };
            let place = (outer.clone(), word.clone());
            match last.get(&place) {
                Some((_, before)) if before == step => {}
                Some((before, at)) => {
                    if value > before + 1 && value - before - 1 <= WIDEST {
                        let says = format!("After \"{}\" comes \"{}\": a number is left out.", short(at), short(step));
                        out.push(graded(view, view.at_top(i, Code::Gap, says)));
                    } else if value == *before
                        && at.len() > 12
                        && !step.starts_with(at.as_str())
                        && !at.starts_with(step)
                    {
                        let says = format!("\"{}\" and \"{}\" have the same number.", short(at), short(step));
                        out.push(view.at_top(i, Code::Duplicate, says).graded(Severity::Warning));
                    }
                    last.insert(place, (value, step.to_string()));
                }
                None => {
                    last.insert(place, (value, step.to_string()));
                }
            }
            outer.push_str(step);
        }
    }
}

/// What the import was unsure of.
fn doubts(view: &View<'_>, out: &mut Vec<Finding>) {
    for doubt in view.instrument.imported.iter().flat_map(|i| &i.doubts) {
        let at = view.instrument.provisions.iter().position(|p| p.eid.as_str() == doubt.at);
        let says = format!("The reading of the file was unsure: {}.", doubt.note.trim_end_matches('.'));
        let mut finding = match at {
            Some(at) => view.at_provision(at, Code::ImportDoubt, says),
            None => view.at_large(doubt.place.clone(), Code::ImportDoubt, says),
        };
        if !doubt.place.is_empty() {
            finding.place.clone_from(&doubt.place);
        }
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, faults};

    fn found(list: &str) -> Vec<Fault> {
        let keys: Vec<String> = list.split(' ').map(str::to_string).collect();
        faults(&keys, &|_| false)
    }

    #[test]
    fn gaps_and_duplicates_are_found_in_every_way_of_counting() {
        assert_eq!(found("a b d e"), [Fault::Gap(2, vec!["c".into()])]);
        assert_eq!(found("i ii iv v"), [Fault::Gap(2, vec!["iii".into()])]);
        assert_eq!(found("1 2 4"), [Fault::Gap(2, vec!["3".into()])]);
        assert_eq!(found("a b b c"), [Fault::Twice(2)]);
        for good in ["a b c", "h i j", "1 1a 2 2bis 3", "i ii iii iv", "a aa ab b", "3 4 5", "g h i j k"] {
            assert_eq!(found(good), [], "{good}");
        }
    }
}
