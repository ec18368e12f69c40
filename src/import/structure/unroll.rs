//! A paragraph in which a publisher let subsections, items and definitions run on, cut into the lines that they were.

use std::sync::LazyLock;

use regex::Regex;

use super::mark::{self, Count, Style};
use super::words::{self, pattern};

/// A shorter paragraph is left as it is: nothing is gained by cutting it, and a reference may look like a list.
const SHORTEST: usize = 60;
/// The number of a first subsection may stand behind a heading of at most so many bytes.
const HEADING: usize = 140;

/// Words that stand between the numbers of a reference.
const JOINS: [&str; 14] = ["and", "or", "to", "y", "e", "o", "u", "a", "al", "et", "ou", "à", "en", "tot"];

/// A number in the midst of a text that may begin an item.
struct Found {
    start: usize,
    /// Where its words begin.
    end: usize,
    style: Style,
    readings: Vec<(Count, u32)>,
    /// Something ends before it: a sentence, an item, the words that lead into a list.
    paused: bool,
    /// A letter stands behind its figures, as in `(1A)`.
    lettered: bool,
}

/// A list that is open.
struct Open {
    style: Style,
    count: Count,
    last: u32,
}

/// `“child” means`, `«trata» désigne`
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"[“"«][^“”"«»]{2,80}[”"»](?:,?\s(?:in relation to|when used|with respect to|in respect of)\b[^,;]{0,60},)?,?\s+(?:means|includes|has the (?:same )?meaning|have the (?:same )?meaning|shall (?:mean|include)|refers to|d[ée]signe|s'entend|signifi[ec]|se entiende|betekent)\b"#,
    )
});

/// The lines of a paragraph; one where nothing runs on in it.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    if text.len() < SHORTEST {
        return vec![text];
    }
    let quoted = quoted(text);
    let terms = terms(text);
    let mut cuts = numbers(text, &quoted, &terms);
    cuts.extend(terms);
    cuts.sort_unstable();
    cuts.dedup();
    let mut all = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for cut in cuts.into_iter().chain([text.len()]) {
        let piece = text[from..cut].trim();
        if !piece.is_empty() {
            all.push(piece);
        }
        from = cut;
    }
    all
}

/// Where the items begin that follow each other in order; each definition has lists of its own.
fn numbers(text: &str, quoted: &[(usize, usize)], terms: &[usize]) -> Vec<usize> {
    let found: Vec<Found> =
        found(text).into_iter().filter(|f| !quoted.iter().any(|(a, b)| (*a..*b).contains(&f.start))).collect();
    let mut open: Vec<Open> = Vec::new();
    let mut cuts = Vec::new();
    // The end of the last number, whether it began an item or not, and whether it did.
    let mut before: Option<(usize, bool)> = None;
    let mut terms = terms.iter().copied().peekable();
    for (i, one) in found.iter().enumerate() {
        while terms.next_if(|at| *at < one.start).is_some() {
            // The subsections go on after a definition, its own items do not.
            open.retain(|l| l.style == Style::Brackets && l.count == Count::Digits);
        }
        let gap = before.map_or(text[..one.start].trim(), |(end, _)| text[end..one.start].trim());
        let words: Vec<&str> = gap.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).collect();
        let close = before.is_some() && (words.is_empty() || words.len() == 1 && JOINS.contains(&words[0]));
        // `(1) (a)`: the first item of an inner list follows at once. `(1) and (2)` is a reference.
        let nested = close && gap.is_empty() && before.is_some_and(|(_, taken)| taken);
        let headed = one.start <= HEADING && !gap.contains(['.', ';', ':']) && before.is_none();
        before = Some((one.end, false));
        if close && !nested {
            continue;
        }
        let fits = |list: &Open, step: std::ops::RangeInclusive<u32>| {
            list.style == one.style
                && one
                    .readings
                    .iter()
                    .any(|(count, n)| *count == list.count && step.contains(&n.saturating_sub(list.last)))
        };
        let next = open.iter().rposition(|list| fits(list, 1..=1)).or_else(|| {
            let lettered = |list: &Open| one.lettered && fits(list, 0..=1);
            open.iter().rposition(|list| lettered(list) || fits(list, 2..=2))
        });
        let taken = match next {
            Some(at) if one.paused || nested => {
                open.truncate(at + 1);
                let list = &mut open[at];
                list.last = one.readings.iter().find(|(c, _)| *c == list.count).map_or(list.last, |(_, n)| *n);
                true
            }
            _ => {
                // A list that words and a dash or colon lead into takes the place of one that is over.
                let led = text[..one.start].trim_end().ends_with(['—', '–', '-', ':']);
                if led && let Some((count, _)) = one.readings.iter().find(|(_, n)| *n == 1) {
                    let same = |l: &Open| l.style == one.style && l.count == *count && l.last > 1;
                    if let Some(at) = open.iter().position(same).filter(|_| *count != Count::Digits) {
                        open.truncate(at);
                    }
                }
                let first = one.readings.iter().find(|(count, n)| {
                    *n == 1
                        && !open.iter().any(|l| l.style == one.style && l.count == *count)
                        && found[i + 1..]
                            .iter()
                            .any(|f| f.paused && f.style == one.style && f.readings.contains(&(*count, 2)))
                });
                let begins = one.paused || nested || headed && one.style == Style::Brackets;
                match first.filter(|_| begins) {
                    Some((count, n)) => {
                        open.push(Open { style: one.style, count: *count, last: *n });
                        true
                    }
                    None => false,
                }
            }
        };
        if taken {
            before = Some((one.end, true));
            if one.start > 0 {
                cuts.push(one.start);
            }
        }
    }
    cuts
}

/// Every number that may begin an item.
fn found(text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += token.len();
        let bare = token.trim_end();
        if !may_begin(bare) {
            continue;
        }
        // Enough of what follows to see a number with spaces in its brackets.
        let mut end = (start + 40).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let Some(mark) = mark::item(&text[start..end]) else { continue };
        if !matches!(mark.style, Style::Brackets | Style::Half | Style::Ordinal | Style::Dot) {
            continue;
        }
        let rest = end - mark.rest.len();
        let words = text[rest..].trim_start();
        // A sentence or an item begins with a letter, a sign or an inner number, never with a comma.
        if words.is_empty() || words.starts_with([',', ';', '.', ')']) {
            continue;
        }
        let dot = mark.style == Style::Dot;
        if dot && !words.starts_with(|c: char| c.is_uppercase() || "¿¡“\"«".contains(c)) {
            continue;
        }
        let figure = mark.number.trim_matches(['(', ')', '.']);
        let lettered =
            figure.starts_with(|c: char| c.is_ascii_digit()) && figure.ends_with(|c: char| c.is_alphabetic());
        let paused = paused(&text[..start], dot);
        all.push(Found { start, end: rest, style: mark.style, readings: mark.readings, paused, lettered });
    }
    all
}

/// Could an item begin with this token, such as `(a)`, `(`, `b)`, `1°`, `2.`?
fn may_begin(token: &str) -> bool {
    let short = token.chars().count() <= 6;
    token.starts_with('(')
        || short
            && token.ends_with([')', '°', 'º', '.'])
            && token.trim_end_matches([')', '°', 'º', '.', '-', '–']).chars().all(char::is_alphanumeric)
}

/// May something new begin after these words? A number with a full stop asks for the end of a sentence or a colon.
fn paused(before: &str, strict: bool) -> bool {
    let before = before.trim_end();
    if before.is_empty() || before.ends_with(['.', ';', ':', ']']) {
        return !strict || !ends_with_abbreviation(before);
    }
    if strict || words::REFERS.is_match(tail(before)) {
        return false;
    }
    if before.ends_with(['—', '–', '-', ',', '”', '"', '»']) {
        return true;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let rest = before[..before.len() - last.len()].trim_end();
    ["and", "or", "y", "e", "o", "u", "et", "ou", "en", "of"].contains(&last) && rest.ends_with([';', ',', '.', ':'])
}

/// `No.`, `Art.`: their full stop ends no sentence.
fn ends_with_abbreviation(before: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let bare = words::ascii(last.trim_end_matches('.'));
    before.ends_with('.')
        && (bare.len() <= 1 || ["no", "nos", "art", "arts", "num", "cap", "sec", "inc"].contains(&bare.as_str()))
}

fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(80);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Where definitions begin that run on: two at least, each after a pause.
fn terms(text: &str) -> Vec<usize> {
    let all: Vec<usize> =
        TERM.find_iter(text).map(|m| m.start()).filter(|at| *at > 0 && paused(&text[..*at], false)).collect();
    if all.len() < 2 { Vec::new() } else { all }
}

/// The stretches between double quotation marks that hold more than a term: text that is put into another law.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    /// A longer stretch is no term.
    const TERM: usize = 120;
    let mut all = Vec::new();
    let mut opened: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '“' | '«' => opened.push(at),
            '”' | '»' => {
                if let Some(from) = opened.pop()
                    && opened.is_empty()
                    && at - from > TERM
                {
                    all.push((from, at));
                }
            }
            _ => {}
        }
    }
    // What is opened and never closed goes to the end, if an amendment opened it.
    if let Some(from) = opened.first().copied()
        && words::AMENDS.is_match(&text[..from])
    {
        all.push((from, text.len()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn what_runs_on_is_cut_where_its_numbers_follow_each_other() {
        let check = |text: &str, expected: &[&str]| assert_eq!(pieces(text), expected, "{text}");
        check(
            "(1) A person who (a) takes; or (b) keeps another commits an offence. (2) Subsections (1) and (3) do not apply to a parent. (3) It ends here.",
            &[
                "(1) A person who (a) takes; or (b) keeps another commits an offence.",
                "(2) Subsections (1) and (3) do not apply to a parent.",
                "(3) It ends here.",
            ],
        );
        check(
            "(1) Whoever moves another by— (a) force; (b) fraud, that is to say— (i) lies; or (ii) false papers; or (c) debt, is guilty. (2) The term is ten years.",
            &[
                "(1) Whoever moves another by—",
                "(a) force;",
                "(b) fraud, that is to say—",
                "(i) lies; or",
                "(ii) false papers; or",
                "(c) debt, is guilty.",
                "(2) The term is ten years.",
            ],
        );
        check(
            "Penalties of the code (1) The court may order the forfeiture of goods. (2) The goods go to the fund of victims.",
            &[
                "Penalties of the code",
                "(1) The court may order the forfeiture of goods.",
                "(2) The goods go to the fund of victims.",
            ],
        );
        check(
            "El plan tendrá: a) prevención en las escuelas; b) atención de las víctimas, y c) los datos de que habla el literal b) de este artículo.",
            &[
                "El plan tendrá:",
                "a) prevención en las escuelas;",
                "b) atención de las víctimas, y",
                "c) los datos de que habla el literal b) de este artículo.",
            ],
        );
        check(
            "El Comité: 1. Aprueba el plan nacional. 2. Coordina a las instituciones. 3. Informa al Congreso cada año.",
            &[
                "El Comité:",
                "1. Aprueba el plan nacional.",
                "2. Coordina a las instituciones.",
                "3. Informa al Congreso cada año.",
            ],
        );
        check(
            "In this Act— “child” means a person under eighteen; “fund” means the fund of section 9; “Minister” means the Minister of Justice.",
            &[
                "In this Act—",
                "“child” means a person under eighteen;",
                "“fund” means the fund of section 9;",
                "“Minister” means the Minister of Justice.",
            ],
        );
    }

    #[test]
    fn each_definition_and_each_led_list_counts_for_itself() {
        let text = "In this Act— “debt” includes— (a) money; or (b) work; [definition of “debt” put in by Act 2 of 2020] “keeper” means a person who— (a) holds another; or (b) orders it; “fund” means the Fund.";
        let all = pieces(text);
        assert_eq!(all.iter().filter(|p| p.starts_with("(a)")).count(), 2, "{all:?}");
        assert!(all.iter().any(|p| p.starts_with("“keeper”")), "{all:?}");
        let text = "(1) The court shall— (a) hear the victim; (b) order payment. The order— (a) is in writing; (b) names the sum. (2) It is final.";
        assert_eq!(pieces(text).len(), 6, "{:?}", pieces(text));
    }

    #[test]
    fn references_and_quoted_law_are_left_whole() {
        for text in [
            "An offence under section 5 (1), (2) or (3) or under paragraph (a) or (b) of section 6 is tried in the High Court.",
            "Los delitos previstos en los artículos 1, literal a), y 2, literal b), de la Ley No. 5 del año 1. Se aplican siempre.",
            "The Code is amended by inserting after section 9 “9A. (1) A person who keeps another against his or her will commits an offence. (2) The court may order that person to pay compensation to the victim.”",
            "De straf wordt verhoogd in de gevallen van artikel 5, eerste lid, onder 1°, 2° en 3°, van deze wet en in geen ander geval.",
        ] {
            assert_eq!(pieces(text), [text]);
        }
    }

    #[test]
    fn the_work_on_a_hostile_paragraph_is_bounded() {
        let text = "(a) ".repeat(50_000) + &"“x” means ".repeat(20_000);
        assert!(!pieces(&text).is_empty());
    }
}
