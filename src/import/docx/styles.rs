//! Styles of a DOCX file: what a paragraph or a run looks like by its style, and which styles are headings.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::told::bare;

/// Looks of paragraphs and runs; none where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Level of a heading, from 1; 0: it says that it is none.
    pub heading: Option<u8>,
    /// A list and a level in it.
    pub list: Option<String>,
    /// Level in the list, from 0.
    pub level: Option<usize>,
    /// Indentation in twentieths of a point.
    pub left: Option<i32>,
    /// First line beyond it; hanging ones are negative.
    pub first: Option<i32>,
    /// Centred.
    pub centred: Option<bool>,
    /// Bold.
    pub bold: Option<bool>,
    /// In italics.
    pub italic: Option<bool>,
    /// Shown in capitals.
    pub capitals: Option<bool>,
    /// Not shown.
    pub hidden: Option<bool>,
    /// Struck out.
    pub struck: Option<bool>,
    /// Raised.
    pub raised: Option<bool>,
    /// A line of a table of contents.
    pub contents: bool,
}

impl Looks {
    /// These looks where they say something, else those of `under`.
    pub fn over(self, under: &Looks) -> Looks {
        Looks {
            heading: self.heading.or(under.heading),
            // A level alone goes with the list of the style.
            list: self.list.or_else(|| under.list.clone()),
            level: self.level.or(under.level),
            left: self.left.or(under.left),
            first: self.first.or(under.first),
            centred: self.centred.or(under.centred),
            bold: self.bold.or(under.bold),
            italic: self.italic.or(under.italic),
            capitals: self.capitals.or(under.capitals),
            hidden: self.hidden.or(under.hidden),
            struck: self.struck.or(under.struck),
            raised: self.raised.or(under.raised),
            contents: self.contents || under.contents,
        }
    }
}

/// A child element by its name, in any namespace: Word has changed its namespaces, but never these names.
pub fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|n| n.is_element() && n.tag_name().name() == name)
}

/// The attribute `w:val`, or another, of a node.
pub fn value<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

/// `w:val` of a child.
pub fn child_value<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    value(child(node, name)?, "val")
}

/// A switch: there without a value means on.
fn switch(node: Node, name: &str) -> Option<bool> {
    let found = child(node, name)?;
    Some(!matches!(value(found, "val"), Some("0" | "false" | "off" | "none")))
}

/// Looks that `w:pPr` sets.
pub fn paragraph(node: Node) -> Looks {
    let mut looks = Looks::default();
    if let Some(level) = child_value(node, "outlineLvl").and_then(|v| v.parse::<u8>().ok()) {
        looks.heading = Some(if level < 6 { level + 1 } else { 0 });
    }
    if let Some(list) = child(node, "numPr") {
        looks.list = child_value(list, "numId").map(str::to_string);
        looks.level = child_value(list, "ilvl").and_then(|v| v.parse().ok());
    }
    if let Some(ind) = child(node, "ind") {
        let number = |name: &str| value(ind, name).and_then(|v| v.parse::<i32>().ok());
        looks.left = number("left").or(number("start"));
        looks.first = number("hanging").map(|n| n.saturating_neg()).or(number("firstLine"));
    }
    looks.centred = child_value(node, "jc").map(|v| v == "center");
    looks
}

/// Looks that `w:rPr` sets.
pub fn run(node: Node) -> Looks {
    let raised = child_value(node, "vertAlign").map(|v| v == "superscript");
    let struck = switch(node, "strike").or(switch(node, "dstrike"));
    Looks {
        bold: switch(node, "b"),
        italic: switch(node, "i"),
        capitals: switch(node, "caps"),
        hidden: switch(node, "vanish"),
        struck,
        raised,
        ..Looks::default()
    }
}

/// All styles of a document, each with what it takes from those that it is based on.
#[derive(Debug, Default)]
pub struct Styles {
    looks: BTreeMap<String, Looks>,
    /// The style of paragraphs that name none.
    usual: Looks,
}

/// Styles build on each other in a few steps.
const LONGEST_CHAIN: usize = 16;

impl Styles {
    /// Reads the styles of a document.
    pub fn of(root: Node) -> Styles {
        let mut own: BTreeMap<String, (Looks, Option<String>)> = BTreeMap::new();
        let mut usual = None;
        for node in root.children().filter(|n| n.tag_name().name() == "style") {
            let Some(id) = value(node, "styleId") else { continue };
            let name = child_value(node, "name").unwrap_or(id);
            let mut looks = child(node, "pPr").map(paragraph).unwrap_or_default();
            if let Some(run_looks) = child(node, "rPr") {
                looks = looks.over(&run(run_looks));
            }
            looks.heading = looks.heading.or_else(|| heading(name));
            looks.contents = is_contents(name);
            if value(node, "type") == Some("paragraph") && matches!(value(node, "default"), Some("1" | "true")) {
                usual = Some(id.to_string());
            }
            own.insert(id.to_string(), (looks, child_value(node, "basedOn").map(str::to_string)));
        }
        let whole = |id: &str| {
            let mut looks = Looks::default();
            let mut next = Some(id.to_string());
            for _ in 0..LONGEST_CHAIN {
                let Some((own, based_on)) = next.as_ref().and_then(|id| own.get(id)) else { break };
                looks = looks.over(own);
                next.clone_from(based_on);
            }
            looks
        };
        let looks: BTreeMap<String, Looks> = own.keys().map(|id| (id.clone(), whole(id))).collect();
        let usual = usual.and_then(|id| looks.get(&id).cloned()).unwrap_or_default();
        Styles { looks, usual }
    }

    /// The looks of a style; a name that the document does not define may still tell a heading.
    pub fn looks(&self, id: Option<&str>) -> Looks {
        match id {
            None => self.usual.clone(),
            Some(id) => {
                self.looks.get(id).cloned().unwrap_or_else(|| Looks { heading: heading(id), ..Looks::default() })
            }
        }
    }

    /// The looks that a style adds to a run.
    pub fn run(&self, id: Option<&str>) -> Looks {
        id.and_then(|id| self.looks.get(id).cloned()).unwrap_or_default()
    }
}

/// The level of a heading by the name of its style, in the languages of word processors.
fn heading(name: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "heading",
        "titre",
        "titulo",
        "kop",
        "uberschrift",
        "encabezado",
        "titolo",
        "rubrik",
        "titel",
        "cabecalho",
        "header",
        "headline",
    ];
    let name = bare(name);
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name[word.len()..].parse::<u8>().ok();
    match level {
        Some(level) if NAMES.contains(&word) && level >= 1 => Some(level.min(6)),
        None if matches!(word, "title" | "titre" | "titulo" | "titel" | "titelvanhetdocument") => Some(1),
        _ => None,
    }
}

/// `toc 1`, `TM 1`, `TDC 1`, `Inhopg 1`: lines of a table of contents.
fn is_contents(name: &str) -> bool {
    let name = bare(name);
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    word.len() < name.len()
        && matches!(word, "toc" | "tm" | "tdc" | "inhopg" | "verzeichnis" | "contents" | "sumario" | "indice")
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn headings_are_known_in_every_language() {
        for (name, level) in
            [("heading 1", 1), ("Titre 2", 2), ("Título 3", 3), ("Kop 4", 4), ("Heading9", 6), ("Title", 1)]
        {
            assert_eq!(heading(name), Some(level), "{name}");
        }
        assert_eq!(heading("Body Text 2").or(heading("heading")).or(heading("List Number 1")), None);
    }
}
