//! References to provisions that are not in the text.

use super::refs::{Numbered, Ref};
use super::view::{Top, View};
use super::{Code, Finding, Severity, cite};

/// Finds them.
pub(super) fn check(view: &View<'_>, refs: &[Ref], out: &mut Vec<Finding>) {
    if !view.instrument.complete || view.instrument.amending_only {
        return;
    }
    for reference in refs {
        let para = &view.paras[reference.para];
        let top = &view.tops[para.top];
        if reference.abroad || para.block.quoted || top.amends && !reference.home {
            continue;
        }
        match &reference.kind {
            Some(kind) => numbered(view, reference, kind, out),
            None => inside(view, reference, out),
        }
    }
    relative(view, out);
}

/// The words of a reference.
fn words<'v>(view: &'v View<'_>, reference: &Ref) -> &'v str {
    view.paras[reference.para].text().get(reference.range.clone()).unwrap_or_default()
}

fn numbered(view: &View<'_>, reference: &Ref, kind: &str, out: &mut Vec<Finding>) {
    if !view.has_kind(kind) {
        return;
    }
    for number in &reference.tops {
        match view.numbered(kind, &number.key) {
            None => {
                if let Some(finding) = missing(view, reference, kind, number) {
                    out.push(finding);
                }
            }
            Some([top]) => parts(view, reference, *top, number, reference.tops.len() == 1, out),
            Some(_) => {}
        }
    }
}

/// A section that is not there.
fn missing(view: &View<'_>, reference: &Ref, kind: &str, number: &Numbered) -> Option<Finding> {
    let para = &view.paras[reference.para];
    // Another law is named near by, and the number may be its.
    if !reference.home && view.pack.other_law.is_match(para.text()) {
        return None;
    }
    // `3-9` may be from 3 to 9; `1.5` a decimal.
    let ends: Vec<&str> = number.key.split('-').collect();
    if ends.len() > 1 && ends.iter().all(|n| view.numbered(kind, n).is_some()) {
        return None;
    }
    let text = words(view, reference);
    let what = word(kind);
    let last = view.tops.iter().rev().find(|t| t.kind == kind && !t.number.contains('-'));
    let span = last.map_or(String::new(), |l| format!(" The last one is {}.", cite(l.eid)));
    let left_out = gap(view, kind, &number.key);
    let says = format!("\"{text}\" points to {what} {}, which is not in this text.{span}", number.printed);
    let finding = view.at(reference.para, Code::NoProvision, says);
    Some(if left_out && !view.is_bill() {
        finding.graded(Severity::Warning).mend(format!(
            "If {what} {} was repealed, change the reference; if not, it was lost when the file was read or made.",
            number.printed
        ))
    } else {
        finding
    })
}

/// Does the number lie within those that the text has, so that it may have been repealed?
fn gap(view: &View<'_>, kind: &str, key: &str) -> bool {
    let value = |key: &str| {
        key.bytes()
            .take_while(u8::is_ascii_digit)
            .fold(0_u64, |n, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')))
    };
    let most = view.tops.iter().filter(|t| t.kind == kind).map(|t| value(&t.number)).max().unwrap_or(0);
    value(key) <= most || key.starts_with(|c: char| c.is_alphabetic())
}

fn word(kind: &str) -> &'static str {
    match kind {
        "sec" => "section",
        "reg" => "regulation",
        "rule" => "rule",
        "sched" => "schedule",
        _ => "article",
    }
}

/// Parts of a section that another provision names.
fn parts(view: &View<'_>, reference: &Ref, top: usize, number: &Numbered, alone: bool, out: &mut Vec<Finding>) {
    let target = &view.tops[top];
    let mut paths: Vec<Vec<String>> = Vec::new();
    if !number.under.is_empty() {
        paths.push(number.under.clone());
    }
    let counted = reference.parts.iter().find(|p| p.counted);
    if alone && counted.is_none() && reference.parts.len() <= 2 {
        for part in &reference.parts {
            paths.extend(part.keys.iter().cloned());
        }
        if let [one, two] = reference.parts.as_slice()
            && let ([a], [b]) = (one.keys.as_slice(), two.keys.as_slice())
            && number.under.is_empty()
        {
            let (inward, outward) = ([a.clone(), b.clone()].concat(), [b.clone(), a.clone()].concat());
            if !has(view, top, &inward) && !has(view, top, &outward) {
                paths.push(inward);
            }
        }
    }
    if let (Some(counted), true, 1) = (counted, alone, reference.parts.len()) {
        too_few(view, reference, top, &counted.keys, out);
    }
    for path in paths {
        if !has(view, top, &path) && !stands(view, top, &path) && is_sure(target) {
            out.push(no_part(view, reference, top));
            return;
        }
    }
}

fn no_part(view: &View<'_>, reference: &Ref, top: usize) -> Finding {
    let says = format!("\"{}\" points to a part that {} does not have.", words(view, reference), view.named(top));
    view.at(reference.para, Code::NoPart, says)
}

/// `the fourth paragraph` of a section of three.
fn too_few(view: &View<'_>, reference: &Ref, top: usize, keys: &[Vec<String>], out: &mut Vec<Finding>) {
    let target = &view.tops[top];
    let there = target.paras.len().max(target.nodes.len());
    let wanted = keys.iter().flatten().filter_map(|k| k.parse::<usize>().ok()).max().unwrap_or(0);
    let printed = view.instrument.imported.as_ref().is_some_and(|i| i.format == "pdf" || i.format == "text");
    if wanted > there && is_sure(target) && !printed {
        let says = format!(
            "\"{}\" points further than {} goes, which has {there} {}.",
            words(view, reference),
            view.named(top),
            if there == 1 { "paragraph" } else { "paragraphs" }
        );
        out.push(view.at(reference.para, Code::NoPart, says));
    }
}

/// Is the section known well enough to say that something is not in it?
fn is_sure(top: &Top<'_>) -> bool {
    !top.doubted && !top.empty && !top.amends
}

/// Parts of this section.
fn inside(view: &View<'_>, reference: &Ref, out: &mut Vec<Finding>) {
    let para = &view.paras[reference.para];
    let top = &view.tops[para.top];
    // Without a section named, only what is surely of this one: a number in brackets, in English.
    if view.pack.lang != "en" || top.kind == "sched" || reference.parts.iter().any(|p| p.counted) || !is_sure(top) {
        return;
    }
    let before = para.text().get(..reference.range.start).unwrap_or_default();
    if view.pack.other_law.is_match(before)
        || view.pack.laws.iter().any(|l| before.to_lowercase().ends_with(&format!("{l}, ")))
    {
        return;
    }
    for path in reference.parts.iter().flat_map(|p| &p.keys) {
        if !has(view, para.top, path) && !stands(view, para.top, path) {
            out.push(no_part(view, reference, para.top));
            return;
        }
    }
}

/// Is there such a part: its numbers in this order, others between them allowed?
fn has(view: &View<'_>, top: usize, path: &[String]) -> bool {
    let target = &view.tops[top];
    let within = |node: &Vec<String>| {
        let mut wanted = path.iter();
        let mut next = wanted.next();
        for key in node {
            if next.is_some_and(|n| n == key || plain(n) == plain(key)) {
                next = wanted.next();
            }
        }
        next.is_none()
    };
    target.nodes.iter().any(within)
}

/// `1o`, `1er` as `1`.
fn plain(key: &str) -> &str {
    let digits = key.len() - key.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && matches!(&key[digits..], "o" | "er" | "ro" | "do" | "e") { &key[..digits] } else { key }
}

/// Does the number stand in the words of the section, where the import may not have seen an item?
fn stands(view: &View<'_>, top: usize, path: &[String]) -> bool {
    let Some(last) = path.last() else { return true };
    let target = &view.tops[top];
    // Leden and the like without numbers are counted.
    let numbered = target.nodes.iter().any(|n| n.iter().any(|k| k.starts_with(|c: char| c.is_ascii_digit())));
    if let Ok(n) = last.parse::<usize>()
        && path.len() == 1
        && !numbered
        && view.pack.lang == "nl"
    {
        return n <= target.paras.len();
    }
    let lettered = [
        format!("({last})"),
        format!(" {last})"),
        format!(" {last}."),
        format!("{last}°"),
        format!("{last}º"),
        format!("{last}.-"),
    ];
    let stands = |text: &str| {
        let text = text.to_lowercase();
        lettered.iter().any(|l| text.contains(l.as_str()))
            || text.starts_with(&format!("{last})"))
            || text.starts_with(&format!("{last}."))
    };
    view.paras_of(top).iter().any(|p| stands(p.text()))
}

/// `the preceding section` in the first, `the following section` in the last.
fn relative(view: &View<'_>, out: &mut Vec<Finding>) {
    for (i, para) in view.paras.iter().enumerate() {
        let top = &view.tops[para.top];
        if para.block.quoted || top.amends {
            continue;
        }
        let kind_of = |c: &regex::Captures<'_>| {
            let unit = c.name("unit").or_else(|| c.name("unit2"))?;
            view.pack.units.get(&super::token::fold(unit.as_str())).cloned()
        };
        let same = |at: usize| view.tops.get(at).is_some_and(|t| t.kind == top.kind);
        for (regex, there, which) in [
            (&view.pack.preceding, para.top.checked_sub(1).is_some_and(same), "first"),
            (&view.pack.following, same(para.top + 1), "last"),
        ] {
            let Some(found) = regex.captures(para.text()) else { continue };
            if !there && kind_of(&found).is_some_and(|k| k == top.kind) {
                let says = format!("\"{}\" stands in the {which} {} of the text.", &found[0], word(top.kind));
                out.push(view.at(i, Code::NoProvision, says));
            }
        }
    }
}
