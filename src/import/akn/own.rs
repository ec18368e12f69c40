//! Our own exports read again: the instrument file that they were written from.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{self, Node};
use super::{FACTS, FRONT, OWN, PART};
use crate::import::write::{Written, heading_line};
use crate::law::blocks::{self, Block};
use crate::law::date::PartialDate;
use crate::law::id::{Eid, InstrumentId};

/// The instrument file that an Akoma Ntoso document was written from; none where it was not, or is so no more.
pub(super) fn restore(document: Node<'_>) -> Option<Written> {
    let own = tree::elements(tree::child(tree::child(document, "meta")?, "proprietary")?);
    let own: Vec<Node<'_>> = own.filter(|n| n.tag_name().namespace() == Some(OWN)).collect();
    let front = own.iter().find(|n| tree::name(**n) == FRONT)?;
    let short_name = front.attribute("name").filter(|n| safe(n))?.to_string();
    let matter = exact(*front);
    let table: toml::Table = matter.parse().ok().filter(|_| !matter.lines().any(|l| l.trim_end() == "+++"))?;
    let text = |key: &str| table.get(key).and_then(|v| v.as_str());
    let id = text("id")?;
    id.parse::<InstrumentId>().ok()?;
    // Whoever changed what the document says it is made another document of it.
    if !document.descendants().any(|n| tree::name(n) == "FRBRuri" && n.attribute("value") == Some(id)) {
        return None;
    }
    let mut facts: BTreeMap<&str, String> = BTreeMap::new();
    let mut lines: BTreeMap<&str, &str> = BTreeMap::new();
    let mut general = None;
    for node in own.iter().filter(|n| tree::name(**n) == FACTS) {
        let toml = exact(*node);
        if toml.lines().any(|l| l.trim_start().starts_with("```")) {
            return None;
        }
        match node.attribute("href").and_then(|h| h.strip_prefix('#')) {
            Some(eid) if eid.parse::<Eid>().is_ok() => {
                facts.insert(eid, toml);
                let whole =
                    |l: &&str| l.starts_with("###") && l.ends_with(&format!("{{#{eid}}}")) && !l.contains(['\n', '\r']);
                lines.extend(node.attribute("line").filter(whole).map(|l| (eid, l)));
            }
            _ => general = Some(toml),
        }
    }
    let parts = own.iter().filter(|n| tree::name(**n) == PART);
    let named = parts.filter_map(|n| n.attribute("href")?.strip_prefix('#').map(str::to_string));
    let mut file = File {
        facts,
        lines,
        out: format!("+++\n{matter}+++\n"),
        named: named.filter(|id| id.parse::<Eid>().is_ok()).collect(),
        part: String::new(),
        parts: Vec::new(),
        sections: 0,
    };
    let preface = tree::child(document, "preface");
    let introduction = preface.and_then(|p| tree::child(p, "longTitle").or_else(|| tree::child(p, "container")));
    if let Some(introduction) = introduction {
        file.blocks(introduction);
    }
    if let Some(toml) = general {
        file.fence(&toml);
    }
    let body = ["body", "mainBody"].into_iter().find_map(|n| tree::child(document, n))?;
    file.container(body);
    let doubts = table.get("import").and_then(|i| i.get("doubt")).and_then(|d| d.as_array()).map_or(0, Vec::len);
    Some(Written {
        short_name,
        id: id.to_string(),
        title: text("title").unwrap_or_default().to_string(),
        sections: file.sections,
        text: file.out,
        doubts,
        as_of: text("as_of").and_then(|d| d.parse::<PartialDate>().ok()),
    })
}

/// May a file be called so?
fn safe(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.len() < 200 && !name.starts_with('.') && name.chars().all(plain)
}

/// The text of an element as it stands.
fn exact(node: Node<'_>) -> String {
    node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect()
}

/// An instrument file in the making.
struct File<'a> {
    facts: BTreeMap<&'a str, String>,
    out: String,
    /// Lines of headings that are not what number and heading would give.
    lines: BTreeMap<&'a str, &'a str>,
    /// Parts whose identifiers stand in the file.
    named: BTreeSet<String>,
    /// The part that the last heading named.
    part: String,
    /// The parts that are open, and the identifier of the innermost.
    parts: Vec<(String, String)>,
    sections: usize,
}

impl File<'_> {
    /// Parts and provisions, in their order.
    fn container(&mut self, node: Node<'_>) {
        for child in tree::elements(node) {
            let id = tree::id(child).unwrap_or_default();
            if self.facts.contains_key(id) {
                self.provision(child, id);
            } else if !matches!(tree::name(child), "num" | "heading" | "intro" | "content" | "wrapUp") {
                let words = ["num", "heading"].into_iter().filter_map(|n| tree::child(child, n)).map(exact);
                self.parts.push((words.collect::<Vec<_>>().join(" "), id.to_string()));
                self.container(child);
                self.parts.pop();
            }
        }
    }

    fn provision(&mut self, node: Node<'_>, id: &str) {
        let part = self.parts.iter().map(|p| p.0.as_str()).collect::<Vec<_>>().join(" / ");
        if part != self.part {
            self.out.push_str("\n## ");
            self.out.push_str(&blocks::escaped(&part));
            if let Some((_, id)) = self.parts.last().filter(|p| self.named.contains(&p.1)) {
                self.out.push_str(&format!(" {{#{id}}}"));
            }
            self.out.push('\n');
            self.part = part;
        }
        self.sections += usize::from(!id.contains("__"));
        let words = |name: &str| tree::child(node, name).map(exact).unwrap_or_default();
        match self.lines.get(id) {
            Some(line) => self.out.push_str(&format!("\n{line}\n")),
            None => heading_line(id, &words("num"), &words("heading"), &mut self.out),
        }
        self.blocks(node);
        if let Some(toml) = self.facts.get(id).filter(|t| !t.is_empty()).cloned() {
            self.fence(&toml);
        }
        for child in tree::elements(node) {
            let id = tree::id(child).unwrap_or_default();
            if self.facts.contains_key(id) {
                self.provision(child, id);
            }
        }
    }

    fn fence(&mut self, toml: &str) {
        self.out.push_str("\n```toml\n");
        self.out.push_str(toml);
        self.out.push_str("```\n");
    }

    fn blocks(&mut self, node: Node<'_>) {
        let mut flow = Flow { facts: &self.facts, blocks: Vec::new(), words: Vec::new() };
        flow.children(node, 0, false);
        let Flow { blocks, words, .. } = flow;
        if !blocks.is_empty() {
            self.out.push('\n');
            self.out.push_str(&blocks::write_with(&blocks, |_, at| words[at].clone()));
            self.out.push('\n');
        }
    }
}

/// The blocks of a provision, each with its words as Markdown.
struct Flow<'f, 'a> {
    facts: &'f BTreeMap<&'a str, String>,
    blocks: Vec<Block>,
    words: Vec<String>,
}

impl Flow<'_, '_> {
    fn children(&mut self, node: Node<'_>, level: u8, quoted: bool) {
        for child in tree::elements(node) {
            match tree::name(child) {
                "num" | "heading" => {}
                "p" => match child.descendants().find(|n| tree::inserts(tree::name(*n))) {
                    Some(inserted) => self.children(inserted, level, true),
                    None => self.push(level, String::new(), markdown(child), quoted),
                },
                "blockList" | "intro" | "content" | "wrapUp" => self.children(child, level, quoted),
                "item" => self.item(child, level + 1, quoted),
                _ if tree::id(child).is_some_and(|id| self.facts.contains_key(id)) => {}
                _ => self.item(child, level + 1, quoted),
            }
        }
    }

    fn push(&mut self, level: u8, number: String, words: String, quoted: bool) {
        self.blocks.push(Block { level, number, text: blocks::unescape(&words), quoted });
        self.words.push(words);
    }

    fn item(&mut self, node: Node<'_>, level: u8, quoted: bool) {
        let number = tree::child(node, "num").map(exact).unwrap_or_default();
        let from = self.blocks.len();
        self.children(node, level, quoted);
        match self.blocks.get_mut(from).filter(|b| b.level == level && b.number.is_empty()) {
            Some(first) => first.number = number,
            None if !number.is_empty() => {
                self.blocks.insert(from, Block { level, number, quoted, ..Block::default() });
                self.words.insert(from, String::new());
            }
            None => {}
        }
    }
}

/// The words of a paragraph as Markdown.
fn markdown(node: Node<'_>) -> String {
    let mut out = String::new();
    let mut plain = String::new();
    looks(node, &mut plain, &mut out);
    put(&plain, &mut out);
    out
}

/// Adds words; only the first of a paragraph may open a block.
fn put(plain: &str, out: &mut String) {
    if out.is_empty() {
        out.push_str(&blocks::escaped(plain));
    } else {
        out.push_str(blocks::escaped(&format!("x{plain}")).strip_prefix('x').unwrap_or_default());
    }
}

/// Words of one look are escaped as a whole, so that marks which only open a line are left alone in it.
fn looks(node: Node<'_>, plain: &mut String, out: &mut String) {
    for child in node.children() {
        if child.is_text() {
            plain.push_str(child.text().unwrap_or_default());
            continue;
        }
        let (open, close) = match tree::name(child) {
            "b" => ("**", "**".to_string()),
            "i" => ("*", "*".to_string()),
            "a" => ("[", format!("]({})", child.attribute("href").unwrap_or_default())),
            _ => {
                looks(child, plain, out);
                continue;
            }
        };
        put(&std::mem::take(plain), out);
        out.push_str(open);
        out.push_str(&markdown(child));
        out.push_str(&close);
    }
}
