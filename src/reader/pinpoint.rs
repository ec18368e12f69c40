//! Pinpoints: the item of a provision in which words stand, and its words without the marks of Markdown.

use crate::law::id::Eid;
use crate::law::{Provision, blocks};

/// Names of items, outermost first.
const NAMES: [&str; 4] = ["para", "subpara", "cl", "item"];

/// The identifier of the deepest item of a provision in which a byte of its text stands; `paths` are those of its text.
///
/// A provision that is itself an item counts: what lies in a paragraph is a subparagraph.
pub(super) fn of(provision: &Provision, paths: &[(usize, String)], byte: usize) -> Eid {
    let eid = provision.eid.as_str();
    let last = eid.rsplit("__").next().unwrap_or_default().split('_').next().unwrap_or_default();
    let depth = NAMES.iter().position(|n| *n == last).map_or(0, |i| i + 1);
    let at = paths.partition_point(|(start, _)| *start <= byte);
    let path = at.checked_sub(1).and_then(|i| paths.get(i)).map_or("", |(_, path)| path.as_str());
    let mut deepest = eid.to_string();
    for (name, step) in NAMES.iter().skip(depth).zip(path.split("__").skip(1)) {
        let Some((_, number)) = step.split_once('_') else { break };
        deepest.push_str(&format!("__{name}_{number}"));
    }
    deepest.parse().unwrap_or_else(|()| provision.eid.clone())
}

/// Words of a provision's text as people read them: one line, no marks of lists or quotations, no escapes.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches('>').trim_start();
        let line = line.strip_prefix("- ").unwrap_or(line);
        for word in blocks::unescape(line).split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_for_people_have_no_marks() {
        assert_eq!(plain("> who:\n> - (a) takes \\*one\\*;\n>   - (i) or\ntwo"), "who: (a) takes *one*; (i) or two");
    }
}
