//! What a publisher let stand at the end of a provision's words: the heading of the next part, a schedule, the foot of a page.

use std::sync::LazyLock;

use regex::Regex;

use super::provisions::Entry;
use crate::import::clean;
use crate::import::structure::words::pattern;

/// `… of this Act. Part II – Prohibition of trafficking`
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:[.;:)\]”"’—]\s+|\s\s+)(?P<part>(?:PART|Part|CHAPTER|Chapter|DIVISION|Division|TITLE|Title|CAP[IÍ]TULO|Capítulo|T[IÍ]TULO|Título|CHAPITRE|Chapitre|TITRE|Titre)\s+(?P<number>[IVXLC\d]{1,6}[A-Z]?)\s*[–—-]+\s*[^.;:]{3,140}?)(?:\s*\[[^\]]{3,80}\s?\])?\s*$"#,
    )
});

/// `… of this Act. Schedule (Sections 1, 23) Currency point`
static SCHEDULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"[.;:)\]”"]\s+(?P<head>(?:(?:THE|The)\s+)?(?:(?:First|Second|Third|Fourth|Fifth|Sixth|FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH)\s+)?(?:Schedule|SCHEDULE)(?:\s+\d{1,2})?\s*[(\[](?i:sections?|regulations?|paragraphs?|articles?|ss?\.)[^()\]]{1,40}(?:\([^)]{1,6}\)[^()\]]{0,20})*[)\]])\s"#,
    )
});

/// Words with which a site goes on after the law.
static FOOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s(?:History of this document \d|Documents citing this one|Cited documents? \d|Subsidiary legislation Title Date)",
    )
});

/// The line after which a site prints the words that the provision had before.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^[ \t]*(?i:(?:norma|texto|redacci[oó]n|versi[oó]n) (?:anterior|precedente|original)(?:es)?|ancienne (?:version|r[eé]daction)|version ant[eé]rieure|previous (?:version|text)|vorige versie)[ \t]*:?[ \t]*$",
    )
});

/// Takes off earlier wordings that stand behind the words in force; tells of how many provisions.
pub fn without_earlier(entries: &mut [Entry]) -> usize {
    let mut count = 0;
    for entry in entries {
        let found = BEFORE.find(&entry.content).filter(|f| !entry.content[..f.start()].trim().is_empty());
        if let Some(at) = found.map(|f| f.start()) {
            entry.content.truncate(at);
            count += 1;
        }
    }
    count
}

/// Takes off what the site printed behind the law; says whether there was anything.
pub fn without_foot(entries: &mut [Entry]) -> bool {
    let Some(last) = entries.last_mut() else { return false };
    let Some(at) = FOOT.find(&last.content).map(|foot| foot.start()) else { return false };
    last.content.truncate(at);
    true
}

/// Gives each heading of a part to the provision after it, and makes schedules entries of their own.
pub fn tidy(entries: Vec<Entry>) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut part: Option<(String, String)> = None;
    for mut entry in entries {
        if let Some((label, heading)) = part.take() {
            let same = |p: &str| p.trim().eq_ignore_ascii_case(&label) || p.starts_with(&format!("{label} "));
            match entry.parts.iter_mut().find(|(_, p)| same(p)) {
                Some((_, own)) => *own = heading,
                None => entry.parts.push((2, heading)),
            }
        }
        if let Some(found) = PART.captures(&entry.content)
            && let (Some(whole), Some(number)) = (found.name("part"), found.name("number"))
        {
            let label = entry.content[whole.start()..number.end()].to_string();
            part = Some((clean::words(&label), clean::words(whole.as_str())));
            let end = whole.start();
            entry.content.truncate(end);
        }
        let mut later = Vec::new();
        while let Some(found) = SCHEDULE.captures_iter(&entry.content).last()
            && let Some(head) = found.name("head")
        {
            let content = entry.content[head.end()..].trim().to_string();
            let parts = vec![(2, clean::words(head.as_str()))];
            let end = head.start();
            later.push(Entry { parts, content, scheduled: true, ..Entry::default() });
            entry.content.truncate(end);
        }
        all.push(entry);
        all.extend(later.into_iter().rev());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::provisions::Entry;
    use super::tidy;

    fn entry(content: &str) -> Entry {
        Entry { number: "1".into(), content: content.into(), ..Entry::default() }
    }

    #[test]
    fn headings_of_parts_go_to_the_provision_after_them() {
        let mut next = entry("(1) A person");
        next.parts.push((2, "Part II".into()));
        let all = tidy(vec![entry("The Fund pays. Part II – Prohibition of trade in persons"), next]);
        assert_eq!(all[0].content.trim(), "The Fund pays.");
        assert_eq!(all[1].parts, [(2, "Part II – Prohibition of trade in persons".to_string())]);
        let kept = tidy(vec![entry("It applies to Part II – but not to others."), entry("x")]);
        assert_eq!(kept[0].content, "It applies to Part II – but not to others.");
    }

    #[test]
    fn earlier_wordings_are_taken_off() {
        let mut all = vec![
            entry("Ten years.\n\nNorma Anterior \n \n Texto Anterior \n Five years."),
            entry("Texto anterior al juicio"),
        ];
        assert_eq!(super::without_earlier(&mut all), 1);
        assert_eq!(all[0].content.trim(), "Ten years.");
        assert_eq!(all[1].content, "Texto anterior al juicio");
    }

    #[test]
    fn schedules_and_the_foot_of_a_site_are_parted_from_the_last_section() {
        let nested = tidy(vec![entry("It ends here. First Schedule (Section 9(2)) 1. The members are five.")]);
        assert_eq!(nested[1].parts, [(2, "First Schedule (Section 9(2))".to_string())]);
        let text = "Spent. Schedule (Sections 1, 23) A point is twenty shillings. History of this document 1 May 2020 this version";
        let mut spent = vec![entry(text)];
        assert!(super::without_foot(&mut spent));
        assert!(!super::without_foot(&mut spent));
        let all = tidy(spent);
        assert_eq!(all[0].content.trim(), "Spent.");
        assert_eq!(all[1].parts, [(2, "Schedule (Sections 1, 23)".to_string())]);
        assert_eq!(all[1].content, "A point is twenty shillings.");
    }
}
