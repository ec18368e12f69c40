//! Plain text: printed lines with their indentation, pages, side notes; or whole paragraphs.

use super::{Refusal, Source, encoding, format, printed};

/// Reads a plain text in any common encoding.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    format::admit_text(bytes.len() as u64)?;
    let decoded = encoding::decode(bytes, None)?;
    let rows = printed::rows(&decoded.text);
    let pages = rows.last().map_or(0, |r| r.place.page);
    let print = printed::is_print(&rows);
    let lines = if print { printed::lines(rows) } else { printed::paragraphs(&rows) };
    if lines.is_empty() {
        return Err(Refusal::NoLaw(": there are no words in it".into()));
    }
    let form = if print { "printed lines" } else { "paragraphs" };
    let read = match pages {
        0 => format!("plain text, {}, {form}", decoded.encoding),
        pages => format!("plain text, {}, {form}, {pages} pages", decoded.encoding),
    };
    Ok(Source { lines, read, doubts: decoded.doubts, ..Source::default() })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn says_how_it_was_read() {
        let source = read("1. One\u{c}2. Two".as_bytes()).expect("text");
        assert_eq!(source.read, "plain text, UTF-8, printed lines, 2 pages");
        assert_eq!(source.lines.len(), 2);
    }

    #[test]
    fn a_text_without_words_is_refused() {
        assert!(read(b" \n\n \t").is_err());
        assert!(read(b"").is_err());
    }

    #[test]
    fn a_line_of_ten_million_bytes_takes_no_time() {
        let text = "word ".repeat(2_000_000);
        let source = read(text.as_bytes()).expect("text");
        assert_eq!(source.lines.len(), 1);
    }
}
