//! Offences without a penalty, and penalty clauses that point to a provision without an offence.

use std::collections::BTreeSet;

use super::pack::Pack;
use super::refs::Ref;
use super::view::{Para, View, short};
use super::{Code, Finding};

/// Finds them.
pub(super) fn check(view: &View<'_>, refs: &[Ref], out: &mut Vec<Finding>) {
    pointing_nowhere(view, refs, out);
    let general = view.paras.iter().any(|p| view.pack.general.is_match(p.text()))
        || view.tops.iter().any(|t| view.pack.general.is_match(t.heading));
    if general || view.instrument.amending_only || !view.instrument.complete {
        return;
    }
    let fixed = fixed_elsewhere(view, refs);
    for (i, top) in view.tops.iter().enumerate() {
        if top.amends || top.doubted || fixed.contains(&i) || view.pack.penal.is_match(top.heading) {
            continue;
        }
        let paras = view.paras_of(i);
        if paras.iter().any(|p| view.pack.penal.is_match(p.text())) {
            continue;
        }
        let made = paras.iter().position(|p| !p.block.quoted && !p.eid.contains("__def_") && makes(view.pack, p));
        if let Some(at) = made {
            let text = sentence(view.pack, &paras[at]);
            let says = format!(
                "\"{}\" makes an offence, but no penalty is fixed for it here or anywhere else in the text.",
                short(text)
            );
            out.push(view.at(top.paras.start + at, Code::NoPenalty, says));
        } else if view.pack.offence_heading.is_match(top.heading)
            && paras.iter().any(|p| view.pack.prohibits.is_match(p.text()))
            && !paras.iter().any(|p| view.pack.commits.is_match(p.text()))
        {
            let says = format!(
                "The heading \"{}\" speaks of an offence and the words forbid something, but no penalty is fixed.",
                short(top.heading)
            );
            out.push(view.at_top(i, Code::NoPenalty, says));
        }
    }
}

/// The words of a paragraph that make an offence.
fn sentence<'p>(pack: &Pack, para: &'p Para) -> &'p str {
    let text = para.text();
    let Some(found) = pack.commits.find(text) else { return text };
    let start = text[..found.start()].rfind(". ").map_or(0, |i| i + 2);
    let long = found.end() - start > 90;
    let start =
        if long { text[..found.start()].rfind([',', ';']).map_or(start, |i| (i + 1).max(start)) } else { start };
    text[start..found.end()].trim()
}

/// Does a paragraph make an offence, rather than speak of one?
fn makes(pack: &Pack, para: &Para) -> bool {
    let text = para.text();
    pack.commits.find_iter(text).any(|found| {
        let start = text[..found.start()].rfind(['.', ';']).map_or(0, |i| i + 1);
        let before = &text[start..found.start()];
        let behind = &text[found.end()..];
        !pack.condition.is_match(before) && !pack.elsewhere.is_match(behind)
    })
}

/// Sections whose penalty another provision fixes.
fn fixed_elsewhere(view: &View<'_>, refs: &[Ref]) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    for reference in refs.iter().filter(|r| !r.abroad) {
        let para = &view.paras[reference.para];
        let penal = view.paras_of(para.top).iter().any(|p| view.pack.penal.is_match(p.text()));
        let Some(kind) = reference.kind.as_ref().filter(|_| penal) else { continue };
        let found: Vec<usize> =
            reference.tops.iter().filter_map(|n| view.numbered(kind, &n.key)).flatten().copied().collect();
        if let (Some(first), Some(last)) = (found.iter().min(), found.iter().max()) {
            // `sections 4 to 9`: what lies between counts as well.
            all.extend(*first..=*last);
        }
    }
    all
}

/// `a person convicted of an offence under section 9 is liable`, where section 9 makes no offence.
fn pointing_nowhere(view: &View<'_>, refs: &[Ref], out: &mut Vec<Finding>) {
    for reference in refs.iter().filter(|r| !r.abroad) {
        let para = &view.paras[reference.para];
        let top = &view.tops[para.top];
        let ([number], Some(kind)) = (reference.tops.as_slice(), &reference.kind) else { continue };
        if para.block.quoted || top.amends || !view.pack.penal.is_match(para.text()) {
            continue;
        }
        let before = para.text().get(..reference.range.start).unwrap_or_default();
        if !view.pack.penalty_for.is_match(before) {
            continue;
        }
        let Some([target]) = view.numbered(kind, &number.key) else { continue };
        let there = &view.tops[*target];
        let wrong = view.paras_of(*target).iter().any(|p| view.pack.wrongful.is_match(p.text()));
        if *target != para.top
            && !wrong
            && !view.pack.wrongful.is_match(there.heading)
            && !there.empty
            && !there.doubted
            && !there.amends
        {
            let says = format!(
                "The penalty is for an offence under {}, but nothing there is made an offence or forbidden.",
                view.named(*target)
            );
            out.push(view.at(reference.para, Code::NoOffence, says));
        }
    }
}
