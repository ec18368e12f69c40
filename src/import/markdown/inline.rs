//! Markup inside a line of Markdown: emphasis, links, tags of HTML, escapes.

use super::super::clean;
use super::super::printed::Row;

/// Words without markup, and how all of them look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// All bold.
    pub bold: bool,
    /// All in italics.
    pub italic: bool,
    /// Footnotes in it that were left out.
    pub footnotes: usize,
}

/// Takes `<!-- … -->` out of the rows, also over several of them.
pub fn without_comments(rows: &mut [Row]) {
    let mut inside = false;
    for row in rows {
        if !inside && !row.text.contains("<!--") {
            continue;
        }
        let mut kept = String::new();
        let mut rest = row.text.as_str();
        while !rest.is_empty() {
            let mark = if inside { "-->" } else { "<!--" };
            let (before, after) = rest.split_once(mark).map_or((rest, None), |(b, a)| (b, Some(a)));
            if !inside {
                kept.push_str(before);
            }
            let Some(after) = after else { break };
            inside = !inside;
            rest = after;
        }
        kept.truncate(kept.trim_end().len());
        row.text = kept;
    }
}

/// The words of a paragraph; `<br>` parts them.
pub fn words(text: &str) -> Vec<Words> {
    let mut scan = Scan { ahead: 32 * text.len() + 10_000, ..Scan::default() };
    scan.read(text);
    scan.finish();
    let footnotes = scan.footnotes;
    scan.done.retain(|w| !w.text.is_empty());
    if let Some(first) = scan.done.first_mut() {
        first.footnotes = footnotes;
    }
    scan.done
}

#[derive(Default)]
struct Scan {
    done: Vec<Words>,
    text: String,
    /// Letters so far, and how many of them were bold and in italics.
    letters: usize,
    bold_letters: usize,
    italic_letters: usize,
    bold: bool,
    italic: bool,
    footnotes: usize,
    /// How many more characters may be looked ahead at, so that a line of open brackets takes no time.
    ahead: usize,
}

/// A link, a tag or an emphasis is not longer.
const LONGEST: usize = 2_000;

impl Scan {
    /// What may be looked at from here.
    fn window<'a>(&mut self, rest: &'a str) -> &'a str {
        let most = LONGEST.min(rest.len()).min(self.ahead);
        let window = &rest[..(0..=most).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or_default()];
        self.ahead -= window.len();
        window
    }

    fn put(&mut self, c: char) {
        if c.is_alphanumeric() {
            self.letters += 1;
            self.bold_letters += usize::from(self.bold);
            self.italic_letters += usize::from(self.italic);
        }
        self.text.push(c);
    }

    fn finish(&mut self) {
        let text = clean::words(&clean::entities(&self.text));
        let all = |n: usize| n > 0 && n == self.letters;
        self.done.push(Words { text, bold: all(self.bold_letters), italic: all(self.italic_letters), footnotes: 0 });
        self.text.clear();
        (self.letters, self.bold_letters, self.italic_letters) = (0, 0, 0);
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        let mut before = ' ';
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            let taken = match c {
                '\\' => self.escape(after),
                '*' | '_' => self.emphasis(rest, before),
                '<' => self.tag(rest),
                '[' => self.link(rest),
                '!' if after.starts_with('[') => picture(self.window(rest)),
                '`' => Some(rest.len() - rest.trim_start_matches('`').len()),
                _ => None,
            };
            let taken = taken.unwrap_or_else(|| {
                self.put(c);
                c.len_utf8()
            });
            before = rest[..taken].chars().next_back().unwrap_or(before);
            rest = &rest[taken..];
        }
    }

    /// `\*` is an asterisk; a backslash at the end of a line parts it.
    fn escape(&mut self, after: &str) -> Option<usize> {
        let c = after.chars().next()?;
        if c == '\n' {
            self.finish();
            return Some(2);
        }
        c.is_ascii_punctuation().then(|| {
            self.put(c);
            2
        })
    }

    fn emphasis(&mut self, rest: &str, before: char) -> Option<usize> {
        let mark = rest.chars().next()?;
        let run = rest.len() - rest.trim_start_matches(mark).len();
        let after = rest[run..].chars().next().unwrap_or(' ');
        // Inside a word an underscore is one, and a mark between spaces stands for itself.
        let inside = mark == '_' && before.is_alphanumeric() && after.is_alphanumeric();
        let apart = before.is_whitespace() && after.is_whitespace();
        if inside || apart && run < 3 {
            return None;
        }
        let opens = !after.is_whitespace();
        let closes = !before.is_whitespace();
        if run == 1 && (self.italic && closes || !self.italic && opens && closed_later(self.window(&rest[1..]), mark)) {
            self.italic = !self.italic;
            return Some(1);
        }
        if run == 1 {
            return None;
        }
        if self.bold && closes || !self.bold && opens {
            self.bold = !self.bold;
        }
        if run == 3 {
            self.italic = self.bold;
        }
        Some(run)
    }

    /// Drops a tag of HTML; `<br>` parts the line, a raised footnote mark is dropped with its words.
    fn tag(&mut self, rest: &str) -> Option<usize> {
        if !rest[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let end = self.window(rest).find('>')? + 1;
        let inner = rest[1..end - 1].trim_start_matches('/');
        // `<https://…>` shows its address.
        if inner.contains("://") || inner.contains('@') {
            inner.chars().for_each(|c| self.put(c));
            return Some(end);
        }
        let name: String =
            inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let closing = rest.starts_with("</");
        match name.as_str() {
            "br" | "p" | "div" | "li" | "tr" if !self.text.trim().is_empty() => self.finish(),
            "b" | "strong" => self.bold = !closing,
            "i" | "em" => self.italic = !closing,
            "td" | "th" if closing => self.text.push(' '),
            "sup" if !closing => {
                let close = self.window(rest).to_ascii_lowercase().find("</sup>")?;
                let raised = clean::words(&clean::entities(&rest[end..close]));
                if clean::is_ordinal(&raised, &self.text) {
                    raised.chars().for_each(|c| self.put(c));
                } else if raised.contains(' ') {
                    self.footnotes += 1;
                }
                return Some(close + "</sup>".len());
            }
            _ => {}
        }
        Some(end)
    }

    /// A link shows its words; a mark of a footnote shows nothing.
    fn link(&mut self, rest: &str) -> Option<usize> {
        let close = matching(self.window(rest))?;
        let (inner, after) = (&rest[1..close], &rest[close + 1..]);
        if inner.starts_with('^') {
            return Some(close + 1);
        }
        let to = if after.starts_with('(') {
            // An address may hold brackets of its own.
            let mut depth = 0_i32;
            let end = self.window(after).char_indices().find(|(_, c)| {
                depth += i32::from(*c == '(') - i32::from(*c == ')');
                depth == 0
            });
            let (end, _) = end?;
            let address = after[1..end].trim();
            // `[1](a)` in running text is a number and an item, not a link.
            let linked = address.contains(['/', '#', '.', ':']) || address.is_empty() || address.starts_with('<');
            linked.then_some(end + 1)?
        } else if after.starts_with('[') {
            matching(self.window(after))? + 1
        } else {
            return None;
        };
        self.read(inner);
        Some(close + 1 + to)
    }
}

fn closed_later(rest: &str, mark: char) -> bool {
    let mut before = ' ';
    let mut runs = rest.chars().peekable();
    while let Some(c) = runs.next() {
        if c == mark && before != '\\' && !before.is_whitespace() {
            let after = runs.peek().copied().unwrap_or(' ');
            if after != mark && before != mark && (mark == '*' || !after.is_alphanumeric()) {
                return true;
            }
        }
        before = c;
    }
    false
}

/// Bytes of `![words](address)`.
fn picture(rest: &str) -> Option<usize> {
    let close = 1 + matching(rest.get(1..)?)?;
    let after = &rest[close + 1..];
    let end = after.strip_prefix('(')?.find(')')?;
    Some(close + end + 3)
}

/// Where the bracket closes that a text begins with.
fn matching(rest: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
