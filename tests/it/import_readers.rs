//! The readers of markup and text on whatever bytes come: they answer or refuse, and never break.

use std::io::{Cursor, Write};

use proptest::prelude::*;

use lacuna::import::format::{self, Format};
use lacuna::import::{Refusal, Source, docx, html, json, markdown, text};

/// All readers on the same bytes.
fn all(bytes: &[u8]) {
    let _ = format::tell(bytes, "act.md");
    let _ = format::tell(bytes, "");
    check(text::read(bytes));
    check(markdown::read(bytes));
    check(html::read(bytes));
    check(docx::read(bytes));
    for source in json::read(bytes).unwrap_or_default() {
        check(Ok(source));
    }
    json::lines(bytes).for_each(|(_, source)| check(source));
}

/// What a reader gives is clean, whatever it read.
fn check(source: Result<Source, Refusal>) {
    match source {
        Ok(source) => {
            assert!(!source.lines.is_empty() && !source.read.is_empty());
            for line in &source.lines {
                assert!(!line.text.is_empty() && line.text.trim() == line.text, "{line:?}");
                assert!(
                    !line.text.contains("  ") && !line.text.contains(['\n', '\t', '\u{a0}', '\u{ad}', '\0']),
                    "{line:?}"
                );
            }
        }
        Err(refusal) => assert!(!refusal.to_string().is_empty()),
    }
}

fn archive(document: &str, numbering: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("word/document.xml", document), ("word/numbering.xml", numbering)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Pieces of all formats, thrown together.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(pieces).prop_map(str::to_string), 1 => "\\PC{0,12}"];
    prop::collection::vec(piece, 0..80).prop_map(|parts| parts.concat())
}

const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ol type=i start=-3>",
    "<li value=9>",
    "</ol>",
    "<ul>",
    "<br>",
    "<br/>",
    "<sup>",
    "</sup>",
    "<pre>",
    "</pre>",
    "<style>.a{display:none}",
    "</style>",
    "<div class=a>",
    "</div>",
    "<!--",
    "-->",
    "&nbsp;",
    "&#173;",
    "(a) ",
    "1. ",
    "word ",
    "<p style='position:absolute;top:5px;left:-9px'>",
    "<h9>",
    "<h2>",
    "</h2>",
    "<dl><dt>",
    "<dd>",
    "<blockquote>",
    "\n",
    "<",
    ">",
    "<script>",
    "<main>",
    "<nav>",
    "<?xml?>",
    "<p style='font-size:99999999999px;line-height:0px'>",
    "<th>",
    "<q>",
];

const MARKS: &[&str] = &[
    "# ",
    "####",
    "\n",
    "\n\n",
    "---\n",
    "+++\n",
    "title: x\n",
    "*",
    "**",
    "_",
    "[",
    "](",
    ")",
    "![",
    "`",
    "```\n",
    "> ",
    "- ",
    "1. ",
    "| ",
    "|---|",
    "\\",
    "<sup>",
    "</sup>",
    "<br>",
    "<!--",
    "-->",
    "[^1]",
    "[^1]: ",
    "{#x}",
    "====\n",
    "word ",
    "Article 5",
    "(a)\n\n",
    "    ",
    "\t",
    "\u{c}",
    "é",
    "wordword wordword wordword wordword\n",
    "                      note\n",
    "  62   HEAD OF THE PAGE\n",
    "12\n",
    "\u{ad}\n",
    "\r",
    "\u{2028}",
];

const XML: &[&str] = &[
    "<p>",
    "</p>",
    "<r>",
    "</r>",
    "<t>word</t>",
    "<t>(a)</t>",
    "<tab/>",
    "<br/>",
    "<tbl>",
    "</tbl>",
    "<tr>",
    "</tr>",
    "<tc>",
    "</tc>",
    "<del>",
    "</del>",
    "<ins>",
    "</ins>",
    "<pPr><numPr><numId val=\"1\"/><ilvl val=\"1\"/></numPr></pPr>",
    "<pPr><outlineLvl val=\"2\"/></pPr>",
    "<pPr><numPr><numId val=\"1\"/><ilvl val=\"99\"/></numPr><ind left=\"-2147483648\" hanging=\"-2147483648\"/></pPr>",
    "<sdt><sdtContent>",
    "</sdtContent></sdt>",
    "<pict><txbxContent>",
    "</txbxContent></pict>",
    "<footnoteReference/>",
    "<rPr><vertAlign val=\"superscript\"/></rPr>",
];

const NUMBERING: &str = "<numbering><abstractNum abstractNumId='0'><lvl ilvl='0'><start val='4294967295'/><numFmt val='upperRoman'/><lvlText val='%1%9%0%'/></lvl>\
    <lvl ilvl='1'><start val='0'/><numFmt val='lowerLetter'/><lvlText val='(%2)'/></lvl></abstractNum><num numId='1'><abstractNumId val='0'/></num></numbering>";

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"provisions\"",
    "\"articles\"",
    "\"text\"",
    "\"title\"",
    "\"ref\"",
    "\"1\"",
    "\"(a) word\"",
    "\"\\n  a\\n\"",
    "null",
    "5",
    "{\"provisions\":[{\"ref\":\"1\",\"content\":\"One.\\nTITLE TWO\"},",
    "{\"ref\":\"2\",\"title\":\"Art. 2. x\",\"content\":\"y\"}]}",
    "\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        all(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[\\n\\t\\r ]){0,300}") {
        all(text.as_bytes());
    }

    #[test]
    fn any_page_is_read_or_refused(page in soup(HTML)) {
        check(html::read(page.as_bytes()));
    }

    #[test]
    fn any_marked_text_is_read_or_refused(text in soup(MARKS)) {
        check(markdown::read(text.as_bytes()));
        check(self::text::read(text.as_bytes()));
    }

    #[test]
    fn any_json_is_read_or_refused(text in soup(JSON)) {
        for source in json::read(text.as_bytes()).unwrap_or_default() {
            check(Ok(source));
        }
        json::lines(text.as_bytes()).for_each(|(_, source)| check(source));
    }

    #[test]
    fn any_document_is_read_or_refused(parts in prop::collection::vec(prop::sample::select(XML), 0..60)) {
        // Elements are closed in the order in which they opened, so that most documents are whole.
        let mut open: Vec<String> = Vec::new();
        let mut body = String::new();
        for part in parts {
            if let Some(name) = part.strip_prefix("</") {
                if let Some(at) = open.iter().rposition(|o| name.starts_with(o.as_str())) {
                    for name in open.drain(at..).rev() {
                        body.push_str(&format!("</{name}>"));
                    }
                }
                continue;
            }
            body.push_str(part);
            let opened: Vec<&str> = part.split('<').skip(1).collect();
            if !part.contains('/') {
                open.extend(opened.iter().map(|o| o.trim_end_matches('>').to_string()));
            }
        }
        for name in open.into_iter().rev() {
            body.push_str(&format!("</{name}>"));
        }
        check(docx::read(&archive(&format!("<document><body>{body}</body></document>"), NUMBERING)));
    }

    #[test]
    fn a_damaged_document_is_read_or_refused(at in 0..600_usize, byte in any::<u8>()) {
        let mut bytes = archive("<document><body><p><r><t>1. One thing and another</t></r></p></body></document>", NUMBERING);
        let at = at % bytes.len();
        bytes[at] = byte;
        check(docx::read(&bytes));
    }
}

#[test]
fn a_format_is_told_or_refused_in_plain_words() {
    assert_eq!(format::tell(b"<p>1. One</p><p>2. Two</p>", "act.pdf").unwrap(), Format::Html);
    let refusal = format::tell(b"\x89PNG\r\n", "act.pdf").unwrap_err().to_string();
    assert!(refusal.contains("picture") && refusal.contains("give PDF"), "{refusal}");
}
