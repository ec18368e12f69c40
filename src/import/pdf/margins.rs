//! What stands on every page and is no law: running heads and feet, page numbers, marks of a consolidation or of a printer.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{self, Row};
use super::tsv::{Page, Word};

/// So many rows from the upper and the lower edge of a page can be heads or feet.
const DEEP: usize = 6;

/// How far the same head may stand higher or lower on another page.
const SHIFT: i32 = 600;

/// A row near the edge of a page.
struct Edge {
    page: usize,
    /// Upper edge of the row, from the upper edge of the page for a head and from the lower one for a foot.
    height: i32,
    head: bool,
    /// Counted from the edge of the page.
    depth: usize,
    /// It stands in the outermost part of the page.
    outer: bool,
    /// It stands in the outer quarter of the page.
    near: bool,
    /// White stands between it and the next row.
    apart: bool,
    text: String,
    /// Its words without numbers, to be compared with other pages.
    key: String,
    words: Vec<Word>,
}

/// Takes running heads and feet out of the pages. A head that also stands on the first page is left there, for it may be
/// the only place that names the law.
pub fn drop_running(pages: &mut [Page]) {
    let edges: Vec<Edge> = pages.iter().enumerate().flat_map(|(i, p)| edges_of(i, p)).collect();
    let running = running(&edges, pages.len());
    let titles = titles(&edges, &running, pages);
    let mut gone: BTreeMap<usize, BTreeSet<(i32, i32, &str)>> = BTreeMap::new();
    for (i, edge) in edges.iter().enumerate() {
        if running.contains(&i) && !titles.contains(&i) {
            let words = edge.words.iter().map(|w| (w.at.top, w.at.left, w.text.as_str()));
            gone.entry(edge.page).or_default().extend(words);
        }
    }
    let few = pages.len() < 6;
    for (page, gone) in gone {
        // In a short document two pages can be alike without a running head, such as two copies of a form.
        let all_of_it = gone.len() >= 8 && pages[page].words.len() == gone.len();
        if !(few && all_of_it) {
            pages[page].words.retain(|w| !gone.contains(&(w.at.top, w.at.left, w.text.as_str())));
        }
    }
}

fn edges_of(page: usize, of: &Page) -> Vec<Edge> {
    let rows = rows::build(of.words.clone());
    let count = rows.len();
    let places: Vec<(i32, i32)> = rows.iter().map(|r| (r.at.top, r.at.bottom)).collect();
    let edge = |(i, row): (usize, Row)| -> Vec<Edge> {
        let mut both = Vec::new();
        for head in [true, false] {
            let depth = if head { i } else { count - 1 - i };
            if depth < DEEP {
                let text = row.text();
                let height = if head { row.at.top } else { of.height - row.at.bottom };
                let outer = height * 100 < of.height * 14;
                let near = height * 100 < of.height * 22;
                let white = if head {
                    places.get(i + 1).map(|p| p.0 - row.at.bottom)
                } else {
                    i.checked_sub(1).map(|l| row.at.top - places[l].1)
                };
                let apart = white.is_none_or(|w| w > row.height());
                let key = key(&text);
                both.push(Edge { page, height, head, depth, outer, near, apart, text, key, words: row.words.clone() });
            }
        }
        both
    };
    rows.into_iter().enumerate().flat_map(edge).collect()
}

/// The edges that are running heads and feet, by their places in the list.
fn running(edges: &[Edge], pages: usize) -> BTreeSet<usize> {
    let mut alike: BTreeMap<(bool, &str, Option<i64>), Vec<usize>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for (i, edge) in edges.iter().enumerate() {
        if is_mark(&edge.text) && (edge.outer || edge.depth < 2) {
            found.insert(i);
        }
        let number = edge.key.is_empty();
        let counts = if number { page_number(edge) } else { None };
        if !number || counts.is_some() {
            alike.entry((edge.head, &edge.key, counts)).or_default().push(i);
        }
    }
    for ((_, key, _), mut group) in alike {
        group.sort_by_key(|&i| edges[i].page);
        let mut heights: Vec<i32> = group.iter().map(|&i| edges[i].height).collect();
        heights.sort_unstable();
        for (at, &i) in group.iter().enumerate() {
            let edge = &edges[i];
            let level = |height: i32| (height - edge.height).abs() <= SHIFT;
            let everywhere = heights.partition_point(|h| *h <= edge.height + SHIFT)
                - heights.partition_point(|h| *h < edge.height - SHIFT);
            // Pages that follow each other, also only the even or the odd ones, as in a long schedule.
            let around = &group[at.saturating_sub(4)..(at + 5).min(group.len())];
            let close = |&&o: &&usize| edges[o].page.abs_diff(edge.page) <= 4 && level(edges[o].height);
            let together = around.iter().filter(close).count();
            let need = if pages >= 6 { 3 } else { 2 };
            // A number by itself at the very edge counts pages, even if only one page is at hand.
            let alone = key.is_empty() && edge.depth == 0 && edge.outer && edge.apart;
            let near = edge.near && (everywhere * 3 >= pages || together >= 3);
            if alone || everywhere >= need && (edge.outer || near) {
                found.insert(i);
            }
        }
    }
    // What lies deeper than a row that stays is text that happens to repeat, unless it is in the margin.
    let kept = |i: &usize| {
        let edge = &edges[*i];
        let nearer = |o: &Edge| o.page == edge.page && o.head == edge.head && o.depth < edge.depth;
        let mut near = i.saturating_sub(4 * DEEP)..(i + 4 * DEEP).min(edges.len());
        edge.outer || near.all(|o| !nearer(&edges[o]) || found.contains(&o))
    };
    found.iter().copied().filter(kept).collect()
}

/// Heads of the first page that are all that names the law there: their words stand nowhere else on the first pages.
fn titles(edges: &[Edge], running: &BTreeSet<usize>, pages: &[Page]) -> BTreeSet<usize> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let mut kept = BTreeSet::new();
    for &i in running {
        let edge = &edges[i];
        let wanted: Vec<String> = words(&edge.text);
        let named = edge.text.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !is_mark(&edge.text);
        if !edge.head || edge.page != 0 || !named || pages.len() < 2 {
            continue;
        }
        let elsewhere = rows::build(pages[0].words.clone());
        let elsewhere = elsewhere.iter().skip(edge.depth + 1).map(Row::text).collect::<Vec<_>>().join(" ");
        if !words(&elsewhere).windows(wanted.len().max(1)).any(|w| w == wanted) {
            kept.insert(i);
        }
    }
    kept
}

/// A row without its numbers, in lower case, so that the heads of two pages are alike.
fn key(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let counted = bare.is_empty() || bare.starts_with(|c: char| c.is_ascii_digit()) || is_roman(bare);
        if !counted {
            out.push_str(&word.to_lowercase());
            out.push(' ');
        }
    }
    out
}

/// For a row that is a page number: how far it is from the number of the page in the file.
fn page_number(edge: &Edge) -> Option<i64> {
    let mut numbers = edge.text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let first = numbers.next()?;
    // A section `12.` or an item `(3)` alone on its row is no page number.
    if edge.text.ends_with(['.', ')']) || edge.text.starts_with('(') {
        return None;
    }
    let value = first.parse::<i64>().ok().or_else(|| roman(first))?;
    Some(value - i64::try_from(edge.page).ok()?)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "ivxlc".contains(c)) && roman(word).is_some()
}

/// The value of a small Roman number.
fn roman(word: &str) -> Option<i64> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let digits: Vec<i64> = word.chars().map(value).collect::<Option<_>>()?;
    let sum = digits.iter().enumerate().map(|(i, &d)| if digits.get(i + 1).is_some_and(|&n| n > d) { -d } else { d });
    Some(sum.sum())
}

/// Marks that publishers of consolidated law print at the edge of a page, also where only one page is at hand.
fn is_mark(text: &str) -> bool {
    let small = text.to_lowercase();
    let letters: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
    let after_number = letters.trim_start_matches(|c: char| c.is_ascii_digit());
    let revised = after_number.strip_prefix("lro").is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    let word = small.split_whitespace().next().unwrap_or_default();
    let paged = matches!(word, "page" | "página" | "pagina" | "pág." | "pag." | "p.") && letters.len() < 22;
    let counted = paged && letters.chars().any(|c| c.is_ascii_digit());
    let address = !small.contains(' ') && (small.starts_with("www.") || small.starts_with("http"));
    revised && letters.len() < 24 || counted || address || small.contains("inclusion of this page is authori")
}

#[cfg(test)]
mod tests {
    use super::super::tsv::{Area, Page, Word};
    use super::{drop_running, is_mark, key, roman};

    fn word(text: &str, left: i32, top: i32) -> Word {
        let at =
            Area { left, top, right: left + 1000 * i32::try_from(text.len()).unwrap_or(1) / 2, bottom: top + 1000 };
        Word { at, text: text.into(), line: 0 }
    }

    fn left_of(page: &Page) -> Vec<&str> {
        page.words.iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn heads_that_change_sides_and_numbers_go_and_the_first_stays() {
        let mut pages = Vec::new();
        for n in 0..6 {
            let mut words = vec![word("body", 7000, 20_000), word(&format!("line{n}"), 7000, 40_000)];
            let left = if n % 2 == 0 { 40_000 } else { 7000 };
            words.push(word(&format!("{}", n + 14), left, 4000));
            words.push(word("Traffic", 20_000, 4000));
            words.push(word("L.R.O.", 20_000, 75_000));
            words.push(word("1/2012", 24_000, 75_000));
            pages.push(Page { number: n + 1, width: 61_200, height: 79_200, words });
        }
        drop_running(&mut pages);
        assert_eq!(left_of(&pages[0]), ["body", "line0", "14", "Traffic"]);
        assert_eq!(left_of(&pages[3]), ["body", "line3"]);
    }

    #[test]
    fn a_number_that_does_not_count_pages_stays() {
        let page = |n: u32, text: &str| Page {
            number: n,
            width: 61_200,
            height: 79_200,
            words: vec![word(text, 7000, 4000), word(&format!("body{n}"), 7000, 5800), word("end", 7000, 40_000)],
        };
        let mut pages = vec![page(1, "12."), page(2, "13."), page(3, "17"), page(4, "40")];
        drop_running(&mut pages);
        assert!(pages.iter().all(|p| p.words.len() == 3), "{pages:?}");
    }

    #[test]
    fn marks_are_known() {
        assert!(is_mark("L.R.O. 1/2012"));
        assert!(is_mark("[The inclusion of this page is authorized by L.N. 7/2001]"));
        assert!(is_mark("Página 3/24"));
        assert!(!is_mark("Page boys shall not be employed before the age of sixteen"));
        assert_eq!(key("14 Traffic No. 3 of 2012 xiv"), "traffic no. of ");
        assert_eq!(roman("xiv"), Some(14));
    }
}
