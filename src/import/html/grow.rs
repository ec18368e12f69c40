//! Grows the tree of a page, of bounded depth, in time that grows with the size of the page alone.
//!
//! A browser's way of mending bad nesting copies open elements into each new paragraph, so that a hostile page of some
//! megabytes can become billions of elements. Law pages need only the common cases: ends that were left out, and ends in
//! the wrong order.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use super::super::Refusal;
use super::names::{VOID, is_block, is_heading, is_inline};
use super::tree::{Element, Kind, NONE, Node, Tree};

/// Elements deeper than this stand beside each other.
const DEEPEST: usize = 200;

/// More elements and texts than the longest code has by far.
const MOST_NODES: usize = 4_000_000;

/// Attributes that are read; all others are dropped at once.
const ATTRIBUTES: [&str; 24] = [
    "class",
    "id",
    "style",
    "align",
    "type",
    "start",
    "value",
    "href",
    "name",
    "content",
    "property",
    "hidden",
    "aria-hidden",
    "role",
    "lang",
    "xml:lang",
    "border",
    "colspan",
    "rowspan",
    "title",
    "rel",
    "reversed",
    "aria-level",
    "itemprop",
];

/// Reads a page.
pub fn tree(text: &str) -> Result<Tree, Refusal> {
    let mut grower = Grower::new(text.trim_start().starts_with("<?xml"));
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(!grower.xml);
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => grower.start(&tag, lines.of(tag.span.start)),
            Token::EndTag(tag) => grower.end(&name_of(&tag.name)),
            Token::String(words) => grower.text(String::from_utf8_lossy(&words).into(), lines.of(words.span.start)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if grower.tree.nodes.len() > MOST_NODES {
            return Err(Refusal::Limit(format!("{MOST_NODES} elements")));
        }
    }
    Ok(grower.tree)
}

/// Counts lines on the way through a text.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, byte: usize) -> u32 {
        if let Some(passed) = self.text.get(self.at..byte) {
            let ends = passed.split(|b| *b == b'\n').count() - 1;
            self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
            self.at = byte;
        }
        self.line
    }
}

fn name_of(bytes: &[u8]) -> String {
    let name = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    match name.rsplit_once(':') {
        // `html:p` of XHTML; `o:p` and `w:sdt` of Word are their own.
        Some(("html" | "xhtml" | "h", local)) => local.to_string(),
        _ => name,
    }
}

struct Grower {
    tree: Tree,
    /// Open elements, the root first.
    open: Vec<usize>,
    /// Open elements that were too deep to be opened.
    over: usize,
    xml: bool,
}

impl Grower {
    fn new(xml: bool) -> Grower {
        let kind = Kind::Element(Box::new(Element { name: "#root".into(), ..Element::default() }));
        let root = Node { parent: 0, first: NONE, last: NONE, next: NONE, line: 1, kind };
        Grower { tree: Tree { nodes: vec![root] }, open: vec![0], over: 0, xml }
    }

    fn add(&mut self, kind: Kind, line: u32) -> usize {
        let parent = self.open.last().copied().unwrap_or_default();
        let at = self.tree.nodes.len();
        self.tree.nodes.push(Node { parent, first: NONE, last: NONE, next: NONE, line, kind });
        match self.tree.nodes[parent].last {
            NONE => self.tree.nodes[parent].first = at,
            last => self.tree.nodes[last].next = at,
        }
        self.tree.nodes[parent].last = at;
        at
    }

    fn text(&mut self, text: Box<str>, line: u32) {
        if !text.is_empty() {
            self.add(Kind::Text(text), line);
        }
    }

    fn start(&mut self, tag: &StartTag<usize>, line: u32) {
        let name = name_of(&tag.name);
        let known = |key: &[u8]| ATTRIBUTES.iter().find(|a| a.as_bytes().eq_ignore_ascii_case(key)).copied();
        let attributes = tag.attributes.iter().filter_map(|(key, value)| {
            let value = String::from_utf8_lossy(value);
            // A picture in an address says nothing.
            (value.len() < 20_000).then(|| known(key).map(|key| (key, value.trim().to_string())))?
        });
        let attributes = attributes.collect();
        if matches!(name.as_str(), "html" | "body") && self.open.iter().any(|n| self.tree.name(*n) == name) {
            return;
        }
        self.imply_ends(&name);
        let void = VOID.contains(&name.as_str()) || self.xml && tag.self_closing;
        let deep = self.open.len() >= DEEPEST;
        let at = self.add(Kind::Element(Box::new(Element { name, attributes })), line);
        if void {
        } else if deep {
            self.over += 1;
        } else {
            self.open.push(at);
        }
    }

    /// Closes what must end where an element of this name begins.
    fn imply_ends(&mut self, name: &str) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "caption", "colgroup"], &["table"]),
            "option" => (&["option"], &["select"]),
            _ if is_heading(name) => {
                (&["p", "h1", "h2", "h3", "h4", "h5", "h6"], &["td", "th", "li", "div", "blockquote", "section"])
            }
            _ if is_block(name) => {
                (&["p"], &["td", "th", "caption", "button", "li", "div", "blockquote", "section", "article"])
            }
            _ => return,
        };
        for (depth, at) in self.open.iter().enumerate().rev() {
            let open = self.tree.name(*at);
            if ends.contains(&open) {
                self.open.truncate(depth.max(1));
                self.over = 0;
                return;
            }
            if within.contains(&open) || open == "table" {
                break;
            }
        }
        // A paragraph in an item ends with the item.
        if matches!(name, "li" | "dt" | "dd" | "tr" | "td" | "th")
            && self.tree.name(self.open.last().copied().unwrap_or_default()) == "p"
        {
            self.open.pop();
        }
    }

    fn end(&mut self, name: &str) {
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        if VOID.contains(&name) || matches!(name, "html" | "body") {
            return;
        }
        let table = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot");
        let Some(depth) = self.open.iter().rposition(|n| {
            let open = self.tree.name(*n);
            open == name || !table && matches!(open, "td" | "th" | "table")
        }) else {
            return;
        };
        if depth == 0 || self.tree.name(self.open[depth]) != name {
            return;
        }
        // `<b><p>…</b>…</p>`: the paragraph goes on.
        let goes_on = is_inline(name) && self.open[depth + 1..].iter().any(|n| !is_inline(self.tree.name(*n)));
        if goes_on {
            self.open.remove(depth);
        } else {
            self.open.truncate(depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::tree;

    /// The tree as nested brackets.
    fn shape(text: &str) -> String {
        fn write(tree: &Tree, at: usize, out: &mut String) {
            match tree.element(at) {
                Some(e) => {
                    out.push_str(&e.name);
                    out.push('(');
                    tree.children(at).for_each(|c| write(tree, c, out));
                    out.push(')');
                }
                None => out.push_str(tree.words(at).as_str()),
            }
        }
        let mut out = String::new();
        write(&tree(text).expect("tree"), 0, &mut out);
        out
    }

    #[test]
    fn ends_that_were_left_out_are_put_in() {
        assert_eq!(shape("<p>a<p>b<div>c</div>"), "#root(p(a)p(b)div(c))");
        assert_eq!(shape("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e"), "#root(ul(li(a)li(bul(li(c)))li(d))e)");
        assert_eq!(shape("<table><tr><td>a<td>b<tr><td><p>c</table>d"), "#root(table(tr(td(a)td(b))tr(td(p(c))))d)");
        assert_eq!(shape("<dl><dt>a<dd>b<dt>c</dl>"), "#root(dl(dt(a)dd(b)dt(c)))");
    }

    #[test]
    fn ends_in_the_wrong_order_break_no_paragraph() {
        assert_eq!(shape("<b><p>a</b>b</p>c"), "#root(b(p(ab))c)");
        assert_eq!(shape("<p>a</b>b</p></div>c"), "#root(p(ab)c)");
        assert_eq!(shape("<div><span>a</div>b"), "#root(div(span(a))b)");
        assert_eq!(shape("<table><tr><td><p>a</div>b</td></tr></table>"), "#root(table(tr(td(p(ab)))))");
    }

    #[test]
    fn entities_are_resolved_and_lines_counted() {
        let tree = tree("<p>\n&eacute;&#8212;</p>\n<p>b</p>").expect("tree");
        assert_eq!(tree.words(0), "é— b");
        assert_eq!(tree.nodes.iter().filter(|n| n.parent == 0 && n.line == 3).count(), 1);
    }

    #[test]
    fn depth_is_bounded() {
        let text = format!("{}x{}y", "<div>".repeat(10_000), "</div>".repeat(10_000));
        let tree = tree(&text).expect("tree");
        assert_eq!(tree.words(0), "x y");
        let last = tree.nodes.last().expect("y");
        assert_eq!(last.parent, 0);
    }

    #[test]
    fn xhtml_ends_elements_as_xml_does() {
        assert_eq!(shape("<?xml version=\"1.0\"?><p><a id=\"x\"/><b/>a</p><script/>b"), "#root(p(a()b()a)script()b)");
    }
}
