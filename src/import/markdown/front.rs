//! Front matter: keys and values before a Markdown text, between lines of dashes (YAML) or plus signs (TOML).

use super::super::Told;
use super::super::told;

/// Notes what the front matter says; gives how many lines it has.
pub fn read(text: &str, into: &mut Told) -> usize {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines();
    let fence = lines.next().unwrap_or_default().trim_end();
    let ends: &[&str] = match fence {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return 0,
    };
    let head: Vec<&str> = lines.by_ref().take_while(|l| !ends.contains(&l.trim_end())).collect();
    // Without its end it is a rule, not front matter.
    if text.lines().nth(head.len() + 1).is_none() || !head.iter().any(|l| l.contains([':', '='])) {
        return 0;
    }
    let mark = if fence == "---" { ':' } else { '=' };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in &head {
        let indented = line.starts_with([' ', '\t']);
        let key_and_value = line.split_once(mark).filter(|(key, _)| !indented && is_key(key.trim()));
        match (key_and_value, pairs.last_mut()) {
            (Some((key, value)), _) => pairs.push((unquoted(key), unquoted(value))),
            // A long value goes on in lines that are indented.
            (None, Some((_, value))) if indented && !line.trim_start().starts_with("- ") => {
                if matches!(value.as_str(), ">" | "|" | ">-" | "|-") {
                    value.clear();
                }
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => {}
        }
    }
    told::notes(into, pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
    head.len() + 2
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 60 && !key.starts_with(['#', '-'])
}

/// A value without quotes and without a comment after it.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            let end = inner.rfind(quote).unwrap_or(inner.len());
            return inner[..end].replace("\\\"", "\"").replace("''", "'");
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_string()
}
