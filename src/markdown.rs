//! Markdown: the outline of a file (front matter, headings, fenced data) with byte ranges, and safe HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// One heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Words of the heading without its identifier.
    pub text: String,
    /// The identifier in `{#…}`.
    pub id: Option<String>,
    /// Bytes of the whole heading line.
    pub range: Range<usize>,
}

/// A fenced block marked `toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// Bytes of the block with its fences.
    pub range: Range<usize>,
    /// Bytes of what is inside.
    pub inner: Range<usize>,
}

/// Headings and fenced data of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// All headings.
    pub headings: Vec<Heading>,
    /// All `toml` blocks.
    pub fences: Vec<Fence>,
}

/// Bytes of the TOML between the `+++` lines, and of what follows; none where there is no front matter.
pub fn front_matter(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let rest = text.strip_prefix("+++")?;
    let start = 3 + rest.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

/// Reads the outline of `text[body]`; ranges are those of `text`.
pub fn outline(text: &str, body: Range<usize>) -> Outline {
    let base = body.start;
    let mut found = Outline::default();
    let mut heading: Option<Heading> = None;
    let mut fence: Option<Fence> = None;
    for (event, range) in Parser::new_ext(&text[body], Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
        let range = range.start + base..range.end + base;
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.map(|s| s.to_string());
                heading = Some(Heading { level: level as u8, text: String::new(), id, range });
            }
            Event::End(TagEnd::Heading(_)) => found.headings.extend(heading.take()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref language))) if language.trim() == "toml" => {
                fence = Some(Fence { inner: range.end..range.end, range });
            }
            Event::End(TagEnd::CodeBlock) => found.fences.extend(fence.take()),
            Event::Text(words) => {
                if let Some(heading) = &mut heading {
                    heading.text.push_str(&words);
                } else if let Some(fence) = &mut fence {
                    if fence.inner.is_empty() {
                        fence.inner = range;
                    } else {
                        fence.inner.end = range.end;
                    }
                }
            }
            Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.text.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// HTML of our own Markdown; raw HTML in it is shown as text, never passed on.
pub fn html(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe_address(dest_url), title, id })
        }
        other => other,
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

/// Keeps http(s) and relative addresses; anything else (such as `javascript:`) leads nowhere.
fn safe_address(address: CowStr<'_>) -> CowStr<'_> {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    let harmless = !scheme.contains(':') || address.starts_with("https://") || address.starts_with("http://");
    if harmless { address } else { CowStr::Borrowed("#") }
}

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub words: String,
    /// Bold.
    pub bold: bool,
    /// In italics.
    pub italic: bool,
    /// Address that they lead to.
    pub link: Option<String>,
}

/// The words of one paragraph, with its line ends, in runs of one look; what only begins like a list or a heading is words.
pub fn runs(text: &str) -> Vec<Run> {
    // A word joiner before each line keeps its first mark from opening a block.
    const JOINER: char = '\u{2060}';
    let guarded = text.lines().map(|l| format!("{JOINER}{l}")).collect::<Vec<_>>().join("\n");
    let mut all: Vec<Run> = Vec::new();
    let mut look = Run::default();
    for event in Parser::new(&guarded) {
        let words = match event {
            Event::Start(Tag::Strong) => {
                look.bold = true;
                continue;
            }
            Event::End(TagEnd::Strong) => {
                look.bold = false;
                continue;
            }
            Event::Start(Tag::Emphasis) => {
                look.italic = true;
                continue;
            }
            Event::End(TagEnd::Emphasis) => {
                look.italic = false;
                continue;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                look.link = Some(safe_address(dest_url).to_string()).filter(|a| a != "#");
                continue;
            }
            Event::End(TagEnd::Link) => {
                look.link = None;
                continue;
            }
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => words,
            Event::SoftBreak | Event::HardBreak => CowStr::Borrowed("\n"),
            _ => continue,
        };
        let words = words.trim_start_matches(JOINER);
        match all.last_mut().filter(|r| (r.bold, r.italic, &r.link) == (look.bold, look.italic, &look.link)) {
            Some(last) => last.words.push_str(words),
            None => all.push(Run { words: words.to_string(), ..look.clone() }),
        }
    }
    all.retain(|r| !r.words.is_empty());
    all
}

/// Plain words of a Markdown text, for one-line summaries.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{front_matter, html, outline, runs};

    #[test]
    fn finds_headings_and_data_with_their_bytes() {
        let text = "+++\nid = 1\n+++\n## Part {#part_1}\n### 2. Two {#sec_2}\nWords.\n\n```toml\na = 1\nb = 2\n```\n";
        let (matter, body) = front_matter(text).expect("front matter");
        assert_eq!(&text[matter], "id = 1\n");
        let found = outline(text, body);
        assert_eq!(found.headings.len(), 2);
        assert_eq!(found.headings[1].id.as_deref(), Some("sec_2"));
        assert_eq!(found.headings[1].text, "2. Two");
        assert_eq!(&text[found.fences[0].inner.clone()], "a = 1\nb = 2\n");
    }

    #[test]
    fn words_are_parted_by_their_look() {
        let look = |t: &str| {
            let all = runs(t).into_iter().map(|r| (r.words, r.bold, r.italic, r.link));
            all.collect::<Vec<_>>()
        };
        let plain = |t: &str| (t.to_string(), false, false, None);
        assert_eq!(
            look("1. a **b** \\*c\\* [d](https://example.org) <e>"),
            [
                plain("1. a "),
                ("b".into(), true, false, None),
                plain(" *c* "),
                ("d".into(), false, false, Some("https://example.org".into())),
                plain(" <e>"),
            ]
        );
        assert_eq!(look("# x"), [plain("# x")]);
        assert_eq!(look(""), []);
    }

    #[test]
    fn never_passes_on_raw_html_or_script_addresses() {
        let page = html("a <b onclick=x>b</b> [c](javascript:alert(1)) [d](https://example.org)");
        assert!(!page.contains("<b onclick") && !page.contains("javascript:"), "{page}");
        assert!(page.contains("https://example.org"));
    }
}
