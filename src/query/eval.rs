//! Does a passage meet a query, and where? One piece of code answers for the scan and for the index.

use super::cite::Cited;
use super::{Node, Region, Window, Word};
use crate::query::scan::About;

/// Where the names of the state stand among the positions of a passage.
pub const NAMES: u32 = 1 << 28;
/// Where the title of the instrument stands.
pub const TITLES: u32 = 1 << 29;

/// A passage, as far as the evaluator must know it.
pub trait Passage {
    /// Positions of the tokens that match a word, ascending: in the text, and from [`NAMES`] and [`TITLES`] on.
    fn positions(&mut self, word: &Word) -> Vec<u32>;
    /// Position of the first token of the body; everything before it is the heading.
    fn body(&mut self) -> u32;
    /// Positions at which sentences begin.
    fn sentences(&mut self) -> Vec<u32>;
    /// Positions at which paragraphs begin.
    fn paragraphs(&mut self) -> Vec<u32>;
    /// What is known of it as data.
    fn about(&self) -> &About;
}

/// A stretch of tokens that meets a part of the query.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First position.
    pub start: u32,
    /// One past the last position.
    pub end: u32,
    /// The stretches inside it that matched, to be marked.
    pub marks: Vec<(u32, u32)>,
}

impl Hit {
    fn new(start: u32, end: u32) -> Self {
        Self { start, end, marks: vec![(start, end)] }
    }
}

/// The hits of a query in a passage; none where the passage does not meet it.
pub fn evaluate(node: &Node, passage: &mut dyn Passage) -> Option<Vec<Hit>> {
    eval(node, passage, Region::Text)
}

/// Does the passage meet the query at all? The same answer as [`evaluate`], without looking for every place.
pub fn meets(node: &Node, passage: &mut dyn Passage) -> bool {
    fn walk(node: &Node, passage: &mut dyn Passage, region: Region) -> bool {
        match node {
            Node::And(nodes) => nodes.iter().all(|n| walk(n, passage, region)),
            Node::Or(nodes) => nodes.iter().any(|n| walk(n, passage, region)),
            Node::Not(node) => !walk(node, passage, region),
            Node::Within(region, node) => walk(node, passage, *region),
            Node::Word(word) => !positions(word, passage, region).is_empty(),
            other => eval(other, passage, region).is_some(),
        }
    }
    walk(node, passage, Region::Text)
}

/// The stretches of the text (heading and body) to be marked, sorted and joined.
pub fn marks(hits: &[Hit]) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> = hits.iter().flat_map(|h| &h.marks).copied().filter(|m| m.0 < NAMES).collect();
    all.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (start, end) in all {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// How a passage meets the citations that a query asks for; none where it cites nothing.
pub fn cited(node: &Node, about: &About) -> Option<Cited> {
    match node {
        Node::Cite(citation) => Some(citation.holds(&about.place)),
        Node::And(nodes) => nodes.iter().filter_map(|n| cited(n, about)).min(),
        Node::Or(nodes) => nodes.iter().filter_map(|n| cited(n, about)).max(),
        _ => None,
    }
}

fn eval(node: &Node, passage: &mut dyn Passage, region: Region) -> Option<Vec<Hit>> {
    let yes = |met: bool| met.then(Vec::new);
    match node {
        Node::All => Some(Vec::new()),
        Node::Word(word) => some(positions(word, passage, region).into_iter().map(|p| Hit::new(p, p + 1)).collect()),
        Node::Phrase(words) => some(phrase(words, passage, region)),
        Node::Loose(words, width) => some(loose(words, *width, passage, region)),
        Node::Near { left, right, window, ordered } => near(left, right, *window, *ordered, passage, region),
        Node::And(nodes) => {
            let mut all = Vec::new();
            for node in nodes {
                all.extend(eval(node, passage, region)?);
            }
            Some(tidy(all))
        }
        Node::Or(nodes) => {
            let mut any = None;
            for node in nodes {
                if let Some(hits) = eval(node, passage, region) {
                    any.get_or_insert_with(Vec::new).extend(hits);
                }
            }
            any.map(tidy)
        }
        Node::Not(node) => yes(eval(node, passage, region).is_none()),
        Node::Within(region, node) => eval(node, passage, *region),
        Node::Filter(filter) => yes(passage.about().holds(filter)),
        Node::Cite(citation) => yes(citation.holds(&passage.about().place) > Cited::No),
    }
}

fn some(hits: Vec<Hit>) -> Option<Vec<Hit>> {
    (!hits.is_empty()).then(|| tidy(hits))
}

/// Sorts hits and joins those that cover the same stretch.
fn tidy(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort();
    let mut out: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match out.last_mut() {
            Some(last) if last.start == hit.start && last.end == hit.end => {
                last.marks.extend(hit.marks);
                last.marks.sort_unstable();
                last.marks.dedup();
            }
            _ => out.push(hit),
        }
    }
    out
}

fn positions(word: &Word, passage: &mut dyn Passage, region: Region) -> Vec<u32> {
    let mut all = passage.positions(word);
    let body = passage.body();
    all.retain(|p| match region {
        Region::Text => *p < TITLES || word.titles,
        Region::Heading => *p < body,
        Region::Title => *p >= TITLES,
    });
    all
}

fn phrase(words: &[Word], passage: &mut dyn Passage, region: Region) -> Vec<Hit> {
    let mut starts: Option<Vec<u32>> = None;
    for (i, word) in (0u32..).zip(words) {
        let here = positions(word, passage, region);
        let kept = match starts {
            None => here,
            Some(mut before) => {
                before.retain(|p| here.binary_search(&(p + i)).is_ok());
                before
            }
        };
        if kept.is_empty() {
            return Vec::new();
        }
        starts = Some(kept);
    }
    let length = u32::try_from(words.len()).unwrap_or(u32::MAX);
    starts.unwrap_or_default().into_iter().map(|p| Hit::new(p, p + length)).collect()
}

/// The words in any order, each at a place of its own, the first and the last at most `width` apart.
fn loose(words: &[Word], width: u32, passage: &mut dyn Passage, region: Region) -> Vec<Hit> {
    let width = width.max(u32::try_from(words.len()).unwrap_or(u32::MAX).saturating_sub(1));
    let mut places: Vec<(u32, Vec<usize>)> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        for p in positions(word, passage, region) {
            match places.binary_search_by_key(&p, |x| x.0) {
                Ok(at) => places[at].1.push(i),
                Err(at) => places.insert(at, (p, vec![i])),
            }
        }
    }
    let mut hits = Vec::new();
    for (first, (start, _)) in places.iter().enumerate() {
        let window = places[first..].iter().take_while(|x| x.0 - start <= width);
        let mut owner: Vec<Option<usize>> = vec![None; words.len()];
        let mut seen: Vec<&[usize]> = Vec::new();
        let mut found = 0;
        for (place, (p, meets)) in window.enumerate() {
            seen.push(meets);
            let mut tried = vec![false; words.len()];
            if assign(place, &seen, &mut owner, &mut tried) {
                found += 1;
            }
            if found == words.len() {
                let marks = owner.iter().flatten().map(|o| places[first + o].0);
                let mut marks: Vec<(u32, u32)> = marks.map(|p| (p, p + 1)).collect();
                marks.sort_unstable();
                hits.push(Hit { start: *start, end: p + 1, marks });
                break;
            }
        }
    }
    hits
}

/// Gives a place to a word, moving words that have other places to go (Kuhn's matching); at most as deep as there are words.
fn assign(place: usize, seen: &[&[usize]], owner: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for word in seen[place] {
        if std::mem::replace(&mut tried[*word], true) {
            continue;
        }
        let free = match owner[*word] {
            None => true,
            Some(other) => assign(other, seen, owner, tried),
        };
        if free {
            owner[*word] = Some(place);
            return true;
        }
    }
    false
}

/// `(a AND b) near c` asks for a near c and b near c, so each side is taken apart at its ANDs.
fn near(
    left: &Node,
    right: &Node,
    window: Window,
    ordered: bool,
    passage: &mut dyn Passage,
    region: Region,
) -> Option<Vec<Hit>> {
    let (lefts, rights) = (parts(left, passage, region)?, parts(right, passage, region)?);
    let breaks = match window {
        Window::Words(_) => Vec::new(),
        Window::Sentence => passage.sentences(),
        Window::Paragraph => passage.paragraphs(),
    };
    let close = |a: &Hit, b: &Hit| match window {
        Window::Words(n) => b.start - (a.end - 1) <= n,
        _ => {
            let unit = |p: u32| breaks.partition_point(|start| *start <= p);
            a.start >> 28 == (b.end - 1) >> 28 && a.start < NAMES && unit(a.start) == unit(b.end - 1)
        }
    };
    let mut all = Vec::new();
    for left in &lefts {
        for right in &rights {
            let before = all.len();
            pairs(left, right, &close, &mut all);
            if !ordered {
                pairs(right, left, &close, &mut all);
            }
            if all.len() == before {
                return None;
            }
        }
    }
    let all = tidy(all);
    Some(if all.len() > MANY { smallest(all) } else { all })
}

/// Hits of one proximity beyond which only the smallest stretches are kept.
const MANY: usize = 1_000;

/// The hits of each part of an AND; of the whole where it is none.
fn parts(node: &Node, passage: &mut dyn Passage, region: Region) -> Option<Vec<Vec<Hit>>> {
    let Node::And(nodes) = node else { return Some(vec![eval(node, passage, region)?]) };
    let mut all = Vec::new();
    for node in nodes {
        all.extend(parts(node, passage, region)?);
    }
    Some(all)
}

/// Pairs of a left hit before a right one that are close. The nearest on each side of each hit decides; farther ones are
/// met from their own side.
fn pairs(left: &[Hit], right: &[Hit], close: &impl Fn(&Hit, &Hit) -> bool, out: &mut Vec<Hit>) {
    let mut join = |a: &Hit, b: &Hit| {
        if close(a, b) {
            let marks = a.marks.iter().chain(&b.marks).copied().collect();
            out.push(Hit { start: a.start, end: b.end, marks });
        }
    };
    following(left, right, &mut join);
    preceding(right, left, |b, a| join(a, b));
}

/// Keeps the stretches that hold no other one; the marks of the rest go to the one that they hold.
fn smallest(hits: Vec<Hit>) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::new();
    // By start, and the longest first among equals: from behind, a hit is smallest if it ends before all that were kept.
    for mut hit in hits.into_iter().rev() {
        match kept.last_mut() {
            Some(last) if last.end <= hit.end => last.marks.append(&mut hit.marks),
            Some(last) if last.start == hit.start => {
                hit.marks.append(&mut last.marks);
                *last = hit;
            }
            _ => kept.push(hit),
        }
    }
    kept.reverse();
    for hit in &mut kept {
        hit.marks.sort_unstable();
        hit.marks.dedup();
    }
    kept
}

/// For each hit the first of the others that begins at or after its end.
fn following(hits: &[Hit], others: &[Hit], mut pair: impl FnMut(&Hit, &Hit)) {
    for hit in hits {
        let at = others.partition_point(|o| o.start < hit.end);
        if let Some(other) = others.get(at) {
            pair(hit, other);
        }
    }
}

/// For each hit the one of the others that ends last at or before its start.
fn preceding(hits: &[Hit], others: &[Hit], mut pair: impl FnMut(&Hit, &Hit)) {
    let mut by_end: Vec<&Hit> = others.iter().collect();
    by_end.sort_by_key(|o| (o.end, o.start));
    for hit in hits {
        let at = by_end.partition_point(|o| o.end <= hit.start);
        if let Some(other) = at.checked_sub(1).and_then(|at| by_end.get(at)) {
            pair(hit, other);
        }
    }
}
