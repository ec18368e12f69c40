//! Blocks as paragraphs, lists and inserted text.

use super::Export;
use super::xml::Xml;
use crate::law::blocks::{self, Block};
use crate::markdown::{self, Run};

/// A block and its words in runs of one look.
pub(super) struct Rich {
    pub(super) block: Block,
    pub(super) runs: Vec<Run>,
}

/// The blocks of a text; `digest`: its Markdown may hold emphasis and links.
pub(super) fn read(text: &str, digest: bool) -> Vec<Rich> {
    let rich = |placed: blocks::Placed| {
        let plain = || vec![Run { words: placed.block.text.clone(), ..Run::default() }];
        let runs = if digest { markdown::runs(&raw(&text[placed.range.clone()], &placed.block)) } else { plain() };
        Rich { block: placed.block, runs }
    };
    blocks::placed(text).into_iter().map(rich).collect()
}

/// The Markdown of a block without its marks: quote, bullet, number.
fn raw(text: &str, block: &Block) -> String {
    let lines = text.lines().map(|l| {
        let l = l.trim();
        if block.quoted { l.strip_prefix('>').unwrap_or(l).trim() } else { l }
    });
    // Words of ours keep their lines where no mark must be put before each.
    let lines: Vec<&str> = lines.collect();
    if block.level == 0 {
        return lines.join(if block.quoted { " " } else { "\n" });
    }
    let joined = lines.join(" ");
    let item = joined.strip_prefix("- ").unwrap_or(&joined).trim();
    if block.number.is_empty() {
        return item.to_string();
    }
    item.split_once(' ').map_or(String::new(), |(_, rest)| rest.to_string())
}

/// Writes blocks as a flow of paragraphs, lists and inserted text.
pub(super) fn write(export: &mut Export<'_>, xml: &mut Xml, eid: &str, all: &[Rich], terms: &[String]) {
    let mut from = 0;
    while from < all.len() {
        let block = &all[from].block;
        let same =
            |r: &Rich| r.block.quoted == block.quoted && (block.quoted || (r.block.level > 0) == (block.level > 0));
        let end = all[from..].iter().position(|r| !same(r)).map_or(all.len(), |n| from + n);
        let group = &all[from..end];
        if block.quoted {
            inserted(export, xml, eid, group);
        } else if block.level > 0 {
            list(export, xml, eid, group, 1, terms);
        } else {
            for rich in group {
                paragraph(export, xml, &rich.runs, terms);
            }
        }
        from = end;
    }
}

/// Text that is put into another instrument, or quoted in a digest.
fn inserted(export: &mut Export<'_>, xml: &mut Xml, eid: &str, group: &[Rich]) {
    let modification = export.names.give(&format!("{eid}__mod_1"));
    let structure = export.names.give(&format!("{modification}__qstr_1"));
    xml.mixed("p", &[], |xml| {
        xml.mixed("mod", &[("eId", &modification)], |xml| {
            xml.mixed("quotedStructure", &[("eId", &structure)], |xml| {
                let mut from = 0;
                while from < group.len() {
                    let item = group[from].block.level > 0;
                    let end = group[from..].iter().position(|r| (r.block.level > 0) != item);
                    let end = end.map_or(group.len(), |n| from + n);
                    if item {
                        list(export, xml, &structure, &group[from..end], 1, &[]);
                    } else {
                        for rich in &group[from..end] {
                            paragraph(export, xml, &rich.runs, &[]);
                        }
                    }
                    from = end;
                }
            });
        });
    });
}

/// A list, and the lists in its items.
fn list(export: &mut Export<'_>, xml: &mut Xml, eid: &str, group: &[Rich], level: u8, terms: &[String]) {
    let id = export.names.give(&format!("{eid}__list_1"));
    xml.mixed("blockList", &[("eId", &id)], |xml| {
        let mut from = 0;
        while from < group.len() {
            let inner = group[from + 1..].iter().position(|r| r.block.level <= level);
            let end = inner.map_or(group.len(), |n| from + 1 + n);
            let own = group[from].block.level <= level;
            let rest = &group[if own { from + 1 } else { from }..end];
            let key = blocks::item_key(&group[from].block.number);
            let key = if key.is_empty() || !own { (from + 1).to_string() } else { key };
            let item = export.names.give(&format!("{id}__item_{key}"));
            xml.mixed("item", &[("eId", &item)], |xml| {
                if own {
                    if !group[from].block.number.is_empty() {
                        xml.words("num", &[], &group[from].block.number);
                    }
                    paragraph(export, xml, &group[from].runs, terms);
                }
                if !rest.is_empty() {
                    list(export, xml, &item, rest, level + 1, terms);
                }
            });
            from = end;
        }
    });
}

/// A paragraph; the terms that it defines are marked where they first stand.
pub(super) fn paragraph(export: &Export<'_>, xml: &mut Xml, runs: &[Run], terms: &[String]) {
    xml.mixed("p", &[], |xml| {
        for run in runs {
            let marked = |xml: &mut Xml| words(export, xml, &run.words, terms);
            let look = |xml: &mut Xml| match (run.bold, run.italic) {
                (true, true) => xml.mixed("b", &[], |xml| xml.mixed("i", &[], marked)),
                (true, false) => xml.mixed("b", &[], marked),
                (false, true) => xml.mixed("i", &[], marked),
                (false, false) => marked(xml),
            };
            match &run.link {
                Some(address) => xml.mixed("a", &[("href", address)], look),
                None => look(xml),
            }
        }
    });
}

fn words(export: &Export<'_>, xml: &mut Xml, text: &str, terms: &[String]) {
    let found = terms.iter().filter(|t| !t.is_empty()).filter_map(|t| Some((text.find(t.as_str())?, t))).min();
    // A term that stands deep in a sentence is used there, not defined.
    let Some((at, term)) = found.filter(|(at, _)| *at <= 80) else {
        xml.text(text);
        return;
    };
    xml.text(&text[..at]);
    match export.terms.get(term.as_str()) {
        Some(id) => xml.mixed("def", &[("refersTo", &format!("#{id}"))], |xml| xml.text(term)),
        None => xml.text(term),
    }
    xml.text(&text[at + term.len()..]);
}
