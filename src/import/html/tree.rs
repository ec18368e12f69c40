//! The elements of a page as a tree.

use super::super::clean;
use super::names::is_block;

/// A page; the first node is its root.
#[derive(Debug, Default)]
pub struct Tree {
    /// Parents come before their children.
    pub nodes: Vec<Node>,
}

/// An element or a text.
#[derive(Debug)]
pub struct Node {
    /// The element that it stands in; the root stands in itself.
    pub parent: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) next: usize,
    /// Line of the file, from 1.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// An element with the attributes that matter.
    Element(Box<Element>),
    /// Text with its entities resolved.
    Text(Box<str>),
}

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name in lower case, without a prefix.
    pub name: String,
    /// Its attributes, of those that are read.
    pub(super) attributes: Vec<(&'static str, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

/// The root is no child: 0 stands for none.
pub(super) const NONE: usize = 0;

impl Tree {
    /// The element, if the node is one.
    pub fn element(&self, at: usize) -> Option<&Element> {
        match &self.nodes.get(at)?.kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        }
    }

    /// The name of an element; empty for a text.
    pub fn name(&self, at: usize) -> &str {
        self.element(at).map(|e| e.name.as_str()).unwrap_or_default()
    }

    /// An attribute of an element.
    pub fn get(&self, at: usize, name: &str) -> Option<&str> {
        self.element(at)?.get(name)
    }

    /// What stands in an element, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let first = Some(self.nodes[at].first).filter(|n| *n != NONE);
        std::iter::successors(first, |n| Some(self.nodes[*n].next).filter(|n| *n != NONE))
    }

    /// An element and all that stands in it, in order.
    pub fn inside(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let mut open = vec![at];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            let from = open.len();
            open.extend(self.children(next));
            open[from..].reverse();
            Some(next)
        })
    }

    /// All words in an element.
    pub fn words(&self, at: usize) -> String {
        let mut out = String::new();
        let mut after_blocks = std::collections::BTreeSet::new();
        for node in self.inside(at) {
            if after_blocks.remove(&node) {
                out.push(' ');
            }
            match &self.nodes[node].kind {
                Kind::Text(text) => out.push_str(text),
                Kind::Element(e) if e.name == "br" => out.push(' '),
                Kind::Element(e) if is_block(&e.name) => {
                    out.push(' ');
                    after_blocks.insert(self.nodes[node].next);
                }
                Kind::Element(_) => {}
            }
        }
        clean::words(&out)
    }
}
