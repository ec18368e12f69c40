//! Slips of the pen that change the meaning: blanks, a bill that speaks of itself, an open commencement, mixed definitions.

use std::sync::LazyLock;

use regex::Regex;

use super::view::View;
use super::{Code, Finding};

/// Blanks: rules, empty brackets, `xx`, placeholders, a year without its number.
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    let blank = [
        r"_{3,}",
        r"\[\s*\]",
        r"\[\s*(?:●|•|\*|x+|X+|tbd|TBD|insert|date|number|name|fecha|insertar|número|nombre|date à|insérer|numéro|datum|invullen|invoegen|nummer)[^\]]{0,40}\]",
        r"(?:^|[\s\u{201c}(])[xX]{4,}(?:[\s.,;)]|$)",
        r"(?:^|\s)xx+(?:[\s.,;]|$)",
        r"\b(?:Act|Cap\.?|No\.?|Bill|Ley|Loi|Wet)\s+(?:\d{4}\s?)?[-–]\s*[),;.]",
        r"\bTBD\b",
        r"…{3,}|\.{8,}",
    ];
    Regex::new(&blank.join("|")).expect("a fixed expression")
});

/// Finds them.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for (i, para) in view.paras.iter().enumerate() {
        let text = para.text();
        let top = &view.tops[para.top];
        // Forms in schedules have blanks to be filled in by those who use them.
        if top.kind != "sched"
            && let Some(found) = BLANK.find(text)
        {
            let says = format!("A blank was left: \"{}\".", around(text, found.start(), found.end()));
            out.push(view.at(i, Code::Blank, says));
        }
        if para.block.quoted || top.amends {
            continue;
        }
        if let Some(found) = view.pack.this_bill.find(text) {
            let says =
                format!("\"{}\" will stand in the law once it is passed.", around(text, found.start(), found.end()));
            out.push(view.at(i, Code::ThisBill, says));
        }
        if let Some(found) = view.pack.commences.find(text)
            && !view.pack.at_latest.is_match(text)
        {
            let says = format!(
                "\"{}\" leaves the day to a notice, and nothing says by when it must be given.",
                around(text, found.start(), found.end())
            );
            out.push(view.at(i, Code::Commencement, says));
        }
        if let Some(found) = view.pack.means_and_includes.find(text) {
            let says = format!(
                "The definition has both kinds of words, \"means\" and \"includes\": \"{}\".",
                super::view::short(found.as_str())
            );
            out.push(view.at(i, Code::MeansAndIncludes, says));
        }
    }
}

/// The words with a few around them.
fn around(text: &str, start: usize, end: usize) -> String {
    const NEAR: usize = 30;
    let before: Vec<&str> = text[..start].split_inclusive(' ').rev().take(4).collect();
    let before: String = before.into_iter().rev().collect();
    let behind: String = text[end..].split_inclusive(' ').take(3).collect();
    let own: String = text[start..end].chars().take(90).collect();
    let clip = |s: &str| s.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    format!("{}{own}{}", clip(&before), behind.chars().take(NEAR).collect::<String>()).trim().to_string()
}
