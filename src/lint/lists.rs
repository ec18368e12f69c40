//! Lists whose `and` or `or` is missing before the last item, or mixed.

use super::view::{Para, View};
use super::{Code, Finding, Severity};

/// How an item ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    And,
    Or,
    /// A comma or semicolon alone.
    Open,
    /// A full stop, a colon, nothing.
    Other,
}

/// Finds them.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut open: Vec<Vec<usize>> = Vec::new();
    let mut provision = usize::MAX;
    for (i, para) in view.paras.iter().enumerate() {
        let level = if para.provision == provision { usize::from(para.block.level) } else { 0 };
        provision = para.provision;
        while open.len() > level {
            list(view, &open.pop().unwrap_or_default(), out);
        }
        open.resize(usize::from(para.block.level), Vec::new());
        if let Some(list) = open.last_mut() {
            list.push(i);
        }
    }
    while let Some(last) = open.pop() {
        list(view, &last, out);
    }
}

fn end(view: &View<'_>, para: &Para) -> End {
    let text = para.text().trim_end();
    if view.pack.and_end.is_match(text) {
        End::And
    } else if view.pack.or_end.is_match(text) {
        End::Or
    } else if text.ends_with([';', ',']) {
        End::Open
    } else {
        End::Other
    }
}

fn list(view: &View<'_>, items: &[usize], out: &mut Vec<Finding>) {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
    let para = &view.paras[*first];
    let top = &view.tops[para.top];
    if items.len() < 3
        || para.block.quoted
        || top.amends
        || top.doubted
        || top.kind == "sched"
        || para.block.number.is_empty()
    {
        return;
    }
    // The end of an item with items of its own stands in the last of them.
    let ends: Vec<End> = items.windows(2).map(|w| end(view, &view.paras[last_of(view, w[0], w[1])])).collect();
    let at = items[items.len() - 2];
    let count = |e: End| ends.iter().filter(|x| **x == e).count();
    let both = view.paras[*first].text().contains("and/or")
        || items.iter().any(|i| view.paras[*i].text().contains("/or") || view.paras[*i].text().contains("y/o"));
    if count(End::And) > 0 && count(End::Or) > 0 && !both {
        let says = format!(
            "Some items from {} to {} end with 'and', others with 'or': it is open which go together.",
            para.block.number, view.paras[*last].block.number
        );
        out.push(view.at(at, Code::Joins, says));
        return;
    }
    let lead = lead(view, *first);
    let sure = view.pack.lang == "en"
        && count(End::Open) == ends.len()
        && lead.is_some_and(|l| !view.pack.any_of.is_match(l.text()) && !l.text().trim().is_empty())
        && items.iter().all(|i| view.paras[*i].text().split_whitespace().count() > 2)
        && !para.eid.contains("__def_");
    if sure {
        let says = format!(
            "Between the last two items of the list from {} to {} stands neither 'and' nor 'or'.",
            para.block.number, view.paras[*last].block.number
        );
        let finding = view.at(at, Code::Joins, says);
        out.push(if view.is_bill() { finding } else { finding.graded(Severity::Note) });
    }
}

/// The last paragraph of an item: its own, or that of its last sub-item.
fn last_of(view: &View<'_>, item: usize, next: usize) -> usize {
    if view.paras[item..next].iter().all(|p| p.provision == view.paras[item].provision) { next - 1 } else { item }
}

/// What the items hang on.
fn lead<'v>(view: &'v View<'_>, first: usize) -> Option<&'v Para> {
    let para = &view.paras[first];
    view.paras[..first]
        .iter()
        .rev()
        .take_while(|p| p.provision == para.provision)
        .find(|p| p.block.level < para.block.level)
}
