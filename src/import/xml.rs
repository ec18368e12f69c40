//! XML within bounds: what a reader of trees would take without end over is refused before it is read.

use roxmltree::{Document, Error, ParsingOptions};

use super::Refusal;

/// Elements and texts of one document: the longest code has some hundred thousands.
const MOST_NODES: u32 = 12_000_000;

/// Attributes of one element. Each is held against all others, so that a million would take days.
const MOST_ATTRIBUTES: usize = 2_000;

/// Declarations of namespaces: each is carried into what stands in its element.
const MOST_NAMESPACES: usize = 20_000;

/// Reads a document. A document type is refused: its entities may grow without end, and nothing that is read here needs one.
pub fn read<'a>(text: &'a str, name: &str) -> Result<Document<'a>, Refusal> {
    bounded(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        Error::NodesLimitReached => Refusal::Limit(format!("{MOST_NODES} elements")),
        other => Refusal::Torn(format!("{name} is not valid XML ({other})")),
    })
}

/// Counts attributes and namespaces, as far as tags can be told without reading the document.
pub fn bounded(text: &str) -> Result<(), Refusal> {
    let mut rest = text;
    let mut namespaces = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<![CDATA[") {
            rest.find("]]>").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else {
            let (attributes, end) = tag(rest);
            if attributes > MOST_ATTRIBUTES {
                return Err(Refusal::Limit(format!("{MOST_ATTRIBUTES} attributes of one element")));
            }
            namespaces += if attributes == 0 { 0 } else { rest[..end].matches("xmlns").count() };
            Some(end)
        };
        if namespaces > MOST_NAMESPACES {
            return Err(Refusal::Limit(format!("{MOST_NAMESPACES} declarations of namespaces")));
        }
        // What does not end is the reader's to refuse.
        let Some(end) = end else { break };
        rest = &rest[end..];
    }
    Ok(())
}

/// How many attributes a tag has, and where it ends.
fn tag(text: &str) -> (usize, usize) {
    let mut attributes = 0;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return (attributes, at + 1),
            (None, _) => {}
        }
    }
    (attributes, text.len())
}

#[cfg(test)]
mod tests {
    use super::super::Refusal;
    use super::read;

    #[test]
    fn a_document_is_read() {
        let text = "<?xml version='1.0'?><!-- a > b --><a b='<' c=\"x=y>z\"><![CDATA[<q>]]></a>";
        // A bracket in a value is against the rules of XML; without it the document is read.
        assert!(matches!(read(text, "it"), Err(Refusal::Torn(_))));
        let tree =
            read("<a b='1' c=\"x=y>z\"><![CDATA[<q>]]></a>", "it").map(|t| t.root_element().text().map(str::to_string));
        assert_eq!(tree.expect("xml").as_deref(), Some("<q>"));
    }

    #[test]
    fn what_would_take_without_end_is_refused() {
        let attributes: String = (0..3_000).map(|n| format!(" a{n}='>'")).collect();
        assert!(matches!(read(&format!("<a{attributes}/>"), "it"), Err(Refusal::Limit(_))));
        let nested: String = (0..21_000).map(|n| format!("<a xmlns:n{n}='urn:{n}'>")).collect();
        assert!(matches!(read(&nested, "it"), Err(Refusal::Limit(_))));
        assert!(matches!(read("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "it"), Err(Refusal::Torn(_))));
        let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        assert!(read(&deep, "it").is_ok());
    }
}
