//! The grammar: NOT before proximity's result, proximity before AND, AND before OR; no input makes it run long or deep.

use super::cite::Citation;
use super::lex::{Item, Lexer, Placed};
use super::text::{fold, lower, tokens};
use super::{DEEPEST, Error, LONGEST, MOST_WORDS, Match, Node, Query, Word, echo};

/// Reads a query. What cannot be read as written is read as words, and `understood` says so; only hostile input and input
/// without any word is refused.
pub fn read(text: &str) -> Result<Query, Error> {
    refuse_hostile(text)?;
    if text.trim().is_empty() {
        return Ok(Query { root: Node::All, understood: echo::words(&Node::All), mishap: None });
    }
    match strict(text) {
        Ok(root) => Ok(Query { understood: echo::words(&root), root, mishap: None }),
        Err(mut error) => {
            error.mended = mend(text, &error);
            let words = plain_words(text);
            if words.is_empty() {
                return Err(error);
            }
            let root = all(words);
            let understood = format!("{}, searched as plain words: {error}", echo::words(&root));
            Ok(Query { root, understood, mishap: Some(error) })
        }
    }
}

/// The words of a query that cannot be read as written, without its connectors.
fn plain_words(text: &str) -> Vec<Node> {
    let connects = |chunk: &str| {
        let distance =
            chunk.split_once('/').is_some_and(|(head, _)| ["", "w", "pre", "near", "within"].contains(&head));
        distance || chunk.starts_with('~') || ["AND", "OR", "NOT", "NEAR"].contains(&chunk)
    };
    let chunks = text.split(|c: char| c.is_whitespace() || c == '(' || c == ')').filter(|c| !connects(c));
    let words = chunks.flat_map(|chunk| {
        // The width behind a quotation mark is no word.
        let chunk = chunk.find("\"~").map_or(chunk, |at| &chunk[..at]);
        tokens(chunk).into_iter().map(|range| Node::Word(Word::new(&chunk[range], Match::Stem)))
    });
    words.collect()
}

fn refuse_hostile(text: &str) -> Result<(), Error> {
    if let Some((at, _)) = text.char_indices().nth(LONGEST) {
        let message = format!("the query is longer than {LONGEST} characters");
        return Err(Error::new(text, at, message).mended(text[..at].to_string()));
    }
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if let Some(at) = text.find(|c: char| control(&c)) {
        let mended: String = text.chars().filter(|c| !control(c)).collect();
        return Err(Error::new(text, at, "the query holds a control character").mended(mended));
    }
    let found = tokens(text);
    if let Some(over) = found.get(MOST_WORDS) {
        let message = format!("the query has {} words, more than {MOST_WORDS}", found.len());
        return Err(Error::new(text, over.start, message).mended(text[..over.start].trim_end().to_string()));
    }
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let mended: String = text.chars().filter(|c| !matches!(c, '(' | ')')).collect();
            let message = format!("brackets are nested more than {DEEPEST} deep");
            return Err(Error::new(text, at, message).mended(mended));
        }
    }
    Ok(())
}

/// Follows the suggestions of the errors until the query can be read, a few times at most.
fn mend(text: &str, first: &Error) -> Option<String> {
    let mut mended = first.mended.clone()?;
    for _ in 0..6 {
        if mended.trim().is_empty() || mended == text {
            return None;
        }
        match strict(&mended) {
            Ok(_) => return Some(mended.trim().to_string()),
            Err(next) => mended = next.mended?,
        }
    }
    None
}

fn strict(text: &str) -> Result<Node, Error> {
    let mut lexer = Lexer::new(text);
    lexer.run()?;
    let evident = lexer.evident;
    let items = settle(text, lexer.items, evident);
    let mut parser = Parser { text, items, at: 0 };
    let mut root = parser.whole()?;
    if let Some(left) = parser.items.get(parser.at) {
        let without = cut(text, left);
        return Err(Error::new(text, left.bytes.start, "a closing bracket without an opening one").mended(without));
    }
    if cites(&root) {
        allow_titles(&mut root);
    }
    Ok(root)
}

fn cut(text: &str, item: &Placed) -> String {
    format!("{}{}", &text[..item.bytes.start], &text[item.bytes.end..])
}

/// Decides which connectors connect: those that are not sure, or stand where nothing can be connected, are words.
fn settle(text: &str, items: Vec<Placed>, evident: bool) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(items.len());
    let mut behind_citation = false;
    let mut rest = items.into_iter().peekable();
    while let Some(mut placed) = rest.next() {
        let before = out.last().is_some_and(|p| matches!(p.item, Item::Close | Item::Leaf(_)));
        let after = rest.peek().is_some_and(|p| match p.item {
            Item::Open | Item::Leaf(_) | Item::In(_) => true,
            Item::Not => p.sure || !p.shy,
            Item::And | Item::Or | Item::Near(..) => !p.sure,
            Item::Close => false,
        });
        let connects = match placed.item {
            Item::And | Item::Or | Item::Near(..) => placed.sure || (before && after && (!placed.shy || evident)),
            Item::Not => placed.sure || (after && (!placed.shy || (evident && before))),
            _ => true,
        };
        if !connects {
            let word = &text[placed.bytes.clone()];
            placed.item = Item::Leaf(Node::Word(Word::new(word.trim(), Match::Stem)));
            if tokens(word).len() != 1 {
                continue;
            }
        }
        // "section 16 of the Act": the little words between belong to the citation.
        let little = |p: &Placed| {
            let word = fold(&lower(&text[p.bytes.clone()]));
            ["of", "the", "de", "la", "las", "los", "del", "du", "des", "van", "het", "in"].contains(&word.as_str())
        };
        if behind_citation && matches!(placed.item, Item::Leaf(Node::Word(_))) && little(&placed) {
            continue;
        }
        behind_citation = matches!(placed.item, Item::Leaf(Node::Cite(Citation::Pin(_))));
        out.push(placed);
    }
    out
}

struct Parser<'q> {
    text: &'q str,
    items: Vec<Placed>,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Item> {
        self.items.get(self.at).map(|p| &p.item)
    }

    /// An error at the item `back` steps before the next, mended by leaving it out.
    fn error(&self, back: usize, message: &str) -> Error {
        match self.items.get(self.at.saturating_sub(back)) {
            Some(placed) => Error::new(self.text, placed.bytes.start, message).mended(cut(self.text, placed)),
            None => Error::new(self.text, self.text.len(), message),
        }
    }

    /// The whole query. A condition beside words holds for all of it: `a OR b state:TT` is `(a OR b) state:TT`.
    fn whole(&mut self) -> Result<Node, Error> {
        let mut sides = vec![self.both()?];
        while matches!(self.peek(), Some(Item::Or)) {
            self.at += 1;
            sides.push(self.both()?);
        }
        if sides.len() == 1 {
            return Ok(all(sides.remove(0)));
        }
        let mut conditions = Vec::new();
        for side in &mut sides {
            let is_condition = |n: &mut Node| matches!(n, Node::Filter(_));
            if side.iter().any(|n| !matches!(n, Node::Filter(_))) {
                conditions.extend(side.extract_if(.., is_condition));
            }
        }
        let either = Node::Or(sides.into_iter().map(all).collect());
        Ok(all(std::iter::once(either).chain(conditions).collect()))
    }

    fn either(&mut self) -> Result<Node, Error> {
        let mut parts = vec![all(self.both()?)];
        while matches!(self.peek(), Some(Item::Or)) {
            self.at += 1;
            parts.push(all(self.both()?));
        }
        Ok(one_or(parts, Node::Or))
    }

    /// The parts of an AND.
    fn both(&mut self) -> Result<Vec<Node>, Error> {
        let mut parts = vec![self.negated()?];
        loop {
            match self.peek() {
                Some(Item::And) => {
                    self.at += 1;
                    parts.push(self.negated()?);
                }
                Some(Item::Open | Item::Leaf(_) | Item::In(_) | Item::Not) => parts.push(self.negated()?),
                Some(Item::Near(..)) => {
                    let message = "proximity stands between words, phrases or brackets";
                    return Err(self.error(0, message));
                }
                Some(Item::Or | Item::Close) | None => return Ok(parts),
            }
        }
    }

    fn negated(&mut self) -> Result<Node, Error> {
        let mut not = false;
        while matches!(self.peek(), Some(Item::Not)) {
            not = !not;
            self.at += 1;
        }
        let node = self.close_by()?;
        Ok(if not { Node::Not(Box::new(node)) } else { node })
    }

    fn close_by(&mut self) -> Result<Node, Error> {
        let mut left = self.one()?;
        while let Some(Item::Near(window, ordered)) = self.peek() {
            let (window, ordered) = (*window, *ordered);
            self.at += 1;
            if matches!(self.peek(), Some(Item::Not)) {
                return Err(self.error(0, "NOT cannot stand inside a proximity"));
            }
            let right = self.one()?;
            for side in [&left, &right] {
                if !has_places(side) {
                    let message = "proximity stands between words and phrases, not conditions, citations or NOT";
                    let before = self.items[..self.at].iter().rposition(|p| matches!(p.item, Item::Near(..)));
                    return Err(self.error(self.at - before.unwrap_or(self.at), message));
                }
            }
            if combinations(&left) * combinations(&right) > MOST_COMBINATIONS {
                return Err(self.error(0, "too many words joined by AND on the two sides of a proximity"));
            }
            left = Node::Near { left: Box::new(left), right: Box::new(right), window, ordered };
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Node, Error> {
        match self.items.get(self.at).map(|p| p.item.clone()) {
            Some(Item::Leaf(node)) => {
                self.at += 1;
                Ok(node)
            }
            Some(Item::Open) => {
                let open = self.at;
                self.at += 1;
                if matches!(self.peek(), Some(Item::Close)) {
                    let without = format!(
                        "{}{}",
                        &self.text[..self.items[open].bytes.start],
                        &self.text[self.items[self.at].bytes.end..]
                    );
                    return Err(self.error(1, "nothing stands between the brackets").mended(without));
                }
                let inner = self.either()?;
                if !matches!(self.peek(), Some(Item::Close)) {
                    let position = self.items[open].bytes.start;
                    let mended = format!("{})", self.text.trim_end());
                    return Err(Error::new(self.text, position, "the bracket is not closed").mended(mended));
                }
                self.at += 1;
                Ok(inner)
            }
            Some(Item::In(region)) => {
                self.at += 1;
                if !matches!(self.peek(), Some(Item::Leaf(_) | Item::Open)) {
                    return Err(self.error(1, "a field without a word behind it"));
                }
                let node = self.one()?;
                Ok(Node::Within(region, Box::new(node)))
            }
            Some(Item::And | Item::Or | Item::Near(..)) => Err(self.error(0, "a connector without anything before it")),
            Some(Item::Not) => Err(self.error(0, "NOT stands where a word is needed")),
            Some(Item::Close) => Err(self.error(0, "a closing bracket where a word is needed")),
            None if self.at == 0 => Err(self.error(0, "no word to search for")),
            None => Err(self.error(1, "a connector without anything behind it")),
        }
    }
}

/// How many pairs may be compared in one proximity.
const MOST_COMBINATIONS: usize = 400;

/// How many parts one side of a proximity is taken apart into.
fn combinations(node: &Node) -> usize {
    match node {
        Node::And(nodes) => nodes.iter().map(combinations).sum(),
        _ => 1,
    }
}

fn one_or(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            join(parts)
        }
    }
}

fn all(parts: Vec<Node>) -> Node {
    one_or(parts, Node::And)
}

/// Can the places of this be compared with those of another?
fn has_places(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Phrase(_) | Node::Loose(..) | Node::Near { .. } => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(has_places),
        Node::Within(_, node) => has_places(node),
        Node::All | Node::Not(_) | Node::Filter(_) | Node::Cite(_) => false,
    }
}

fn cites(node: &Node) -> bool {
    match node {
        Node::Cite(_) => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(cites),
        _ => false,
    }
}

/// Beside a citation, words may name the instrument.
fn allow_titles(node: &mut Node) {
    match node {
        Node::Word(word) => word.titles = true,
        Node::Phrase(words) => words.iter_mut().for_each(|w| w.titles = true),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter_mut().for_each(allow_titles),
        _ => {}
    }
}
