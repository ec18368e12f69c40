//! Which format a source file has: its first bytes say it; its name only helps where they do not.

use super::Refusal;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Akoma Ntoso XML.
    AkomaNtoso,
    /// HTML or XHTML.
    Html,
    /// Office Open XML text (`.docx`).
    Docx,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// One JSON value.
    Json,
    /// JSON lines: one object a line.
    JsonLines,
}

/// The largest file that is read whole: the longest code at hand has 2 MB, a scanned gazette as PDF rarely 100 MB; what is
/// larger is a mistake or an attack. JSON lines stream and have no limit.
pub const MOST_BYTES: u64 = 200_000_000;

/// Refuses a file by its size, before it is read.
pub fn admit(bytes: u64) -> Result<(), Refusal> {
    if bytes > MOST_BYTES { Err(Refusal::TooLarge { bytes, limit: MOST_BYTES }) } else { Ok(()) }
}

/// The largest text, page or Markdown file: the longest code at hand has 2 MB, and each line of it is held with its looks.
pub const MOST_TEXT_BYTES: u64 = 64_000_000;

/// Refuses a text by its size.
pub fn admit_text(bytes: u64) -> Result<(), Refusal> {
    if bytes > MOST_TEXT_BYTES { Err(Refusal::TooLarge { bytes, limit: MOST_TEXT_BYTES }) } else { Ok(()) }
}

/// Tells the format of a file from its bytes and its name; the start of a file is enough, but not for a ZIP archive.
pub fn tell(bytes: &[u8], name: &str) -> Result<Format, Refusal> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Unreadable("it is empty; give the file with the text of the law".into()));
    }
    // A PDF may have some bytes of a mail or web server before its head.
    if contains(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes);
    }
    if bytes.starts_with(b"PK") && (bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"PK\x07\x08")) {
        return Err(Refusal::Torn("an empty or split ZIP archive".into()));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Err(compound(bytes));
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Format((*what).into()));
    }
    let start = &bytes[..floor(bytes, 65_536)];
    let text = super::encoding::decode(start, super::encoding::declared(start).as_deref())?.text;
    characters(text.trim_start(), &extension)
}

/// Formats that are not read, by their first bytes, and the remedy.
const OTHERS: [(&[u8], &str); 16] = [
    (b"{\\rtf", "Rich Text Format; save it as .docx"),
    (
        &[0xfd, b'7', b'z', b'X', b'Z', 0],
        "an xz archive of something other than JSON lines; unpack it first, with `xz -d`",
    ),
    (&[0x1f, 0x8b], "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "a zstd archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x89PNG", "a picture; run it through text recognition first"),
    (&[0xff, 0xd8, 0xff], "a picture; run it through text recognition first"),
    (b"GIF8", "a picture; run it through text recognition first"),
    (b"II*\0", "a picture; run it through text recognition first"),
    (b"MM\0*", "a picture; run it through text recognition first"),
    (b"AT&TFORM", "DjVu; convert it to PDF first"),
    (b"%!PS", "PostScript; convert it to PDF first"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
];

/// At most `most` bytes, without a UTF-8 character cut in two.
fn floor(bytes: &[u8], most: usize) -> usize {
    if bytes.len() <= most {
        return bytes.len();
    }
    (most - 4..=most).rev().find(|at| bytes[*at] & 0xc0 != 0x80).unwrap_or(most)
}

/// Does `bytes` hold `part`?
fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

/// An archive: a text document, or something else that is packed so. The names of its files stand in it as they are.
fn zip(bytes: &[u8]) -> Result<Format, Refusal> {
    let ends = [&bytes[..bytes.len().min(1 << 16)], &bytes[bytes.len().saturating_sub(1 << 16)..]];
    let holds = |name: &[u8]| ends.iter().any(|end| contains(end, name));
    // The main part may have another name, but always stands in `word/`.
    if holds(b"word/") {
        return Ok(Format::Docx);
    }
    let what = if holds(b"application/vnd.oasis.opendocument") {
        "OpenDocument; save it as .docx"
    } else if holds(b"xl/") || holds(b"ppt/") {
        "a spreadsheet or slides; save its text as .docx"
    } else if holds(b"application/epub") {
        "an e-book; convert it to HTML first"
    } else if holds(b"[Content_Types].xml") {
        return Err(Refusal::Torn("an Office document without its text part".into()));
    } else {
        "a ZIP archive; unpack it first"
    };
    Err(Refusal::Format(what.into()))
}

/// An OLE compound file: an encrypted Office document or an old Word document.
fn compound(bytes: &[u8]) -> Refusal {
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if contains(bytes, &wide) {
        return Refusal::Locked;
    }
    Refusal::Format("an old Word document (.doc) or another old Office file; save it as .docx".into())
}

/// The format of a text.
fn characters(text: &str, extension: &str) -> Result<Format, Refusal> {
    if let Some(format) = json(text, extension) {
        return Ok(format);
    }
    if text.starts_with('<')
        && let Some(format) = markup(text, extension)?
    {
        return Ok(format);
    }
    let markdown = matches!(extension, "md" | "markdown" | "mdown" | "mkd");
    Ok(if markdown || is_markdown(text) { Format::Markdown } else { Format::Text })
}

fn json(text: &str, extension: &str) -> Option<Format> {
    let inside = text.strip_prefix(['{', '['])?.trim_start();
    let object = text.starts_with('{') && inside.starts_with(['"', '}']);
    let array = text.starts_with('[') && (inside.starts_with(['{', ']']) || inside.starts_with("[{"));
    if !object && !array {
        return None;
    }
    if object {
        let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
        let (first, second) = (lines.next().unwrap_or_default(), lines.next());
        let whole = first.ends_with('}') && second.is_some_and(|l| l.starts_with('{'));
        if whole || matches!(extension, "jsonl" | "ndjson") {
            return Some(Format::JsonLines);
        }
    }
    Some(Format::Json)
}

/// Markup by its first element; none for a text that only begins with a tag.
fn markup(text: &str, extension: &str) -> Result<Option<Format>, Refusal> {
    let mut rest = text;
    let mut declared = false;
    // Past the XML declaration, processing instructions, comments and the document type.
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            declared |= rest.starts_with("<?xml");
            rest.find('>').map(|at| at + 1)
        } else if rest.starts_with("<!") {
            let html = rest.get(2..14).is_some_and(|d| d.eq_ignore_ascii_case("doctype html"));
            if html {
                return Ok(Some(Format::Html));
            }
            // The declarations of a document type stand in brackets.
            match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => rest.find("]>").map(|at| at + 2),
                (_, close) => close.map(|at| at + 1),
            }
        } else {
            break;
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return Ok(None),
        }
    }
    let Some(inside) = rest.strip_prefix('<') else { return Ok(None) };
    let name = &inside[..inside.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap_or(inside.len())];
    let local = name.rsplit(':').next().unwrap_or(name);
    if local == "akomaNtoso" {
        return Ok(Some(Format::AkomaNtoso));
    }
    let local = local.to_ascii_lowercase();
    if local == "html" {
        return Ok(Some(Format::Html));
    }
    let page = HTML.contains(&local.as_str());
    // Some Markdown begins with a tag, such as `<meta charset>`; HTML closes its paragraphs and divisions.
    let closed = ["</p>", "</div>", "</body>", "</table>", "</li>", "</h1>", "</h2>", "</h3>"];
    let lower = text.to_ascii_lowercase();
    let closings: usize = closed.iter().map(|tag| lower.matches(tag).count()).sum();
    if page && !declared && (closings > 1 || matches!(local.as_str(), "head" | "body")) && !is_markdown(text) {
        return Ok(Some(Format::Html));
    }
    if declared || extension == "xml" {
        let shown: String = name.chars().take(40).collect();
        return Err(Refusal::Format(format!("XML with the root element `{shown}`")));
    }
    Ok((page && matches!(extension, "html" | "htm" | "xhtml")).then_some(Format::Html))
}

/// Elements that a piece of HTML may begin with.
const HTML: [&str; 33] = [
    "head",
    "body",
    "title",
    "meta",
    "base",
    "link",
    "style",
    "script",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "dl",
    "center",
    "font",
    "span",
    "b",
    "i",
    "a",
    "br",
    "hr",
    "article",
    "section",
    "main",
    "header",
    "blockquote",
];

/// Front matter, or headings as Markdown writes them.
fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines();
    let fence = lines.next().unwrap_or_default().trim_end();
    if matches!(fence, "---" | "+++") {
        let head: Vec<&str> = lines.by_ref().take(60).take_while(|l| l.trim_end() != fence).collect();
        let keys =
            head.iter().filter(|l| l.split_once([':', '=']).is_some_and(|(key, _)| !key.trim().contains(' '))).count();
        if !head.is_empty() && keys * 2 >= head.len() {
            return true;
        }
    }
    text.lines().filter(|l| is_heading(l)).count() >= 2
}

fn is_heading(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    let rest = &line[marks..];
    (1..=6).contains(&marks)
        && (rest.starts_with(' ') || marks > 1)
        && rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "*_[(¿«“\"".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::Refusal;
    use super::{Format, admit, admit_text, tell};

    fn told(text: &str, name: &str) -> Format {
        tell(text.as_bytes(), name).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    #[test]
    fn bytes_go_before_the_name() {
        assert_eq!(told("%PDF-1.7\n", "act.txt"), Format::Pdf);
        assert_eq!(told("<!doctype HTML><p>1. Short title", "act.txt"), Format::Html);
        assert_eq!(
            told("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "act.xml"),
            Format::Html
        );
        assert_eq!(told("<p>1. Short title</p><p>2. Terms</p>", ""), Format::Html);
        assert_eq!(told("{\"title\": \"Act\"}", "act.txt"), Format::Json);
        assert_eq!(told("[{\"title\": \"Act\"}]", ""), Format::Json);
        assert_eq!(told("{\"title\": 1}\n{\"title\": 2}\n", "acts.json"), Format::JsonLines);
        assert_eq!(told("---\ntitle: Ley\nrank: ley\n---\nTexto\n", "ley"), Format::Markdown);
        assert_eq!(told("# Act\n\n## Part 1\n\nWords\n", "act.txt"), Format::Markdown);
    }

    #[test]
    fn the_name_decides_between_text_and_markdown() {
        assert_eq!(told("1. Short title\n\nThis Act\n", "act.md"), Format::Markdown);
        assert_eq!(told("1. Short title\n\nThis Act\n", "act.txt"), Format::Text);
        assert_eq!(told("[No. 5 of 2011]\n\nAn Act\n", "act.txt"), Format::Text);
        assert_eq!(told("<meta charset='utf-8' />\n\n##Wet\n\n### Artikel 1\n\nEr is\n", "wet.md"), Format::Markdown);
        assert_eq!(told("<meta charset='utf-8' />\n\n##Wet\n\n### Artikel 1\n\nEr is\n", "wet"), Format::Markdown);
    }

    #[test]
    fn akoma_ntoso_is_known_in_any_namespace_and_other_xml_is_refused() {
        for root in ["<akomaNtoso xmlns=\"urn:x\">", "<akn:akomaNtoso>", "<!-- c --><?pi?>\n<akomaNtoso>"] {
            assert_eq!(
                told(&format!("<?xml version=\"1.0\"?>\n<!DOCTYPE x [ <!ENTITY a \"b\"> ]>\n{root}"), ""),
                Format::AkomaNtoso
            );
        }
        assert!(tell(b"<?xml version='1.0'?><law/>", "law.xml").is_err_and(|e| e.to_string().contains("`law`")));
        assert!(tell(b"<law><a/></law>", "law.xml").is_err());
    }

    #[test]
    fn what_is_not_read_is_refused_with_its_remedy() {
        let refusal = |bytes: &[u8]| tell(bytes, "x.docx").expect_err("refused").to_string();
        assert!(refusal(b"\xfd7zXZ\0rest").contains("xz -d"));
        assert!(refusal(b"{\\rtf1 text}").contains("save it as .docx"));
        assert!(refusal(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text").contains("OpenDocument"));
        assert!(refusal(b"  \n ").contains("empty"));
        assert!(refusal(b"\0\x01\x02\x03").contains("no text"));
        let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        assert!(refusal(&[&ole[..], b"W\0o\0r\0d\0"].concat()).contains("old Word document"));
        let locked: Vec<u8> =
            ole.into_iter().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert!(matches!(tell(&locked, ""), Err(Refusal::Locked)));
        assert_eq!(tell(b"PK\x03\x04....word/document.xml", "").expect("docx"), Format::Docx);
    }

    #[test]
    fn a_file_larger_than_any_law_is_refused_unread() {
        assert!(admit(200_000_000).is_ok());
        assert!(matches!(admit(200_000_001), Err(Refusal::TooLarge { .. })));
        assert!(matches!(admit_text(64_000_001), Err(Refusal::TooLarge { .. })));
    }

    #[test]
    fn a_long_text_is_not_cut_inside_a_character() {
        let text = format!("a{}", "é".repeat(50_000));
        assert_eq!(told(&text, "x.txt"), Format::Text);
    }
}
