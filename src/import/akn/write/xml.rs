//! XML as text: elements, attributes, and what must be escaped in them.

/// An XML text in the making.
#[derive(Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<String>,
    /// Inside words, where no line end may be put in.
    inline: usize,
}

/// Attributes: name and value.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// The declaration.
    pub(super) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(), ..Self::default() }
    }

    /// Opens an element on a line of its own.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.indent();
        self.tag(name, attributes, ">");
        self.line();
        self.open.push(name.to_string());
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
            self.line();
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.indent();
        self.tag(name, attributes, "/>");
        self.line();
    }

    /// An element of words, on one line.
    pub(super) fn words(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.mixed(name, attributes, |xml| xml.text(text));
    }

    /// An element of words and elements, written by `inner`, on one line.
    pub(super) fn mixed(&mut self, name: &str, attributes: Attributes<'_>, inner: impl FnOnce(&mut Self)) {
        self.indent();
        self.tag(name, attributes, ">");
        self.inline += 1;
        inner(self);
        self.inline -= 1;
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.line();
    }

    /// Words.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\r' => self.out.push_str("&#13;"),
                _ => self.out.push(allowed(c)),
            }
        }
    }

    /// The text as it is now; all elements are closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            for c in value.chars() {
                match c {
                    '&' => self.out.push_str("&amp;"),
                    '<' => self.out.push_str("&lt;"),
                    '"' => self.out.push_str("&quot;"),
                    '\n' => self.out.push_str("&#10;"),
                    '\t' => self.out.push_str("&#9;"),
                    '\r' => self.out.push_str("&#13;"),
                    _ => self.out.push(allowed(c)),
                }
            }
            self.out.push('"');
        }
        self.out.push_str(end);
    }

    fn indent(&mut self) {
        if self.inline == 0 {
            for _ in 0..self.open.len() {
                self.out.push_str("  ");
            }
        }
    }

    fn line(&mut self) {
        if self.inline == 0 {
            self.out.push('\n');
        }
    }
}

/// What XML 1.0 cannot hold is shown as a character that could not be.
fn allowed(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => c,
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let hard = "a & b <c> \"d\" 'e' ]]> \r\n\t\u{a0}–\u{1f600}";
        let mut xml = Xml::new();
        xml.open("a", &[("b", hard)]);
        xml.words("c", &[], hard);
        let text = xml.finish();
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        assert_eq!(document.root_element().attribute("b"), Some(hard));
        let inner = document.root_element().first_element_child().and_then(|c| c.text());
        assert_eq!(inner, Some(hard));
        let mut xml = Xml::new();
        xml.words("c", &[], "a\u{1}b");
        assert!(xml.finish().contains("a\u{fffd}b"));
    }
}
