//! The numbers in a reference, with the brackets that follow them: `3(2)(a)`, `172 bis`.

use super::super::token::{Sort, key};
use super::{Numbered, Scan, is_item};

impl Scan<'_> {
    /// `5`, `29A`, `172 bis`, `L. 622-1`, with `(2)(a)` behind it.
    pub(super) fn number(&self, from: usize) -> Option<(Numbered, usize)> {
        let mut at = from;
        let mut text = String::new();
        let token = self.tokens.get(at)?;
        if token.sort == Sort::Word && token.capital && token.text.len() == 1 {
            let dot = usize::from(self.mark(at + 1, "."));
            let star = usize::from(self.mark(at + 1 + dot, "*"));
            let next = self.tokens.get(at + 1 + dot + star)?;
            let near = dot + star > 0 || next.touches;
            if next.sort != Sort::Number || !near && self.pack.lang != "fr" {
                return None;
            }
            text.push_str(&token.text);
            at += 1 + dot + star;
        } else if token.sort == Sort::Word && token.text.len() <= 8 {
            // `L622-1` is one word up to the hyphen.
            let lettered =
                token.capital && token.text.get(1..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
            if !lettered {
                return None;
            }
            text.push_str(&token.text);
            at += 1;
            while self.mark(at, "-") && self.tokens.get(at + 1).is_some_and(|t| t.sort == Sort::Number && t.touches) {
                text.push('-');
                text.push_str(self.word(at + 1));
                at += 2;
            }
            return Some(self.finish(from, at, &text));
        }
        let number = self.tokens.get(at).filter(|t| t.sort == Sort::Number && t.text.len() <= 14)?;
        text.push_str(&number.text);
        Some(self.finish(from, at + 1, &text))
    }

    pub(super) fn finish(&self, from: usize, mut at: usize, text: &str) -> (Numbered, usize) {
        let mut text = text.to_string();
        while self.tokens.get(at).is_some_and(|t| t.sort == Sort::Word && self.pack.tails.contains(&t.text)) {
            text.push_str(self.word(at));
            at += 1;
        }
        let printed_end = at;
        let touches = self.tokens.get(at).is_some_and(|t| t.touches);
        let (under, end) = if touches { self.brackets(at) } else { (Vec::new(), at) };
        let end = if under.is_empty() { at } else { end };
        let bytes = self.tokens[from].range.start..self.tokens[printed_end - 1].range.end;
        (Numbered { key: key(&text), printed: self.text[bytes].to_string(), under }, end)
    }

    /// `(2)(a)`.
    pub(super) fn brackets(&self, from: usize) -> (Vec<String>, usize) {
        let mut all = Vec::new();
        let mut at = from;
        while let Some(token) = self.tokens.get(at) {
            let number = token.sort == Sort::Bracket && is_item(&token.text);
            if !number || at > from && !token.touches {
                break;
            }
            all.push(key(&token.text));
            at += 1;
        }
        (all, at)
    }

    /// `Schedule 2`, `the Second Schedule` is found from the word before it.
    pub(super) fn schedule(&self, at: usize, kind: &str) -> Option<(String, Vec<Numbered>, usize)> {
        let token = self.tokens.get(at)?;
        let before = at.checked_sub(1).map_or("", |i| self.word(i));
        if let Some(n) = self.pack.ordinals.iter().position(|o| o == before) {
            let number = Numbered { key: (n + 1).to_string(), printed: before.to_string(), under: Vec::new() };
            return token.capital.then(|| (kind.to_string(), vec![number], at + 1));
        }
        let next = self.tokens.get(at + 1).filter(|t| t.sort == Sort::Number && t.text.len() <= 3)?;
        let number =
            Numbered { key: key(&next.text), printed: self.text[next.range.clone()].to_string(), under: Vec::new() };
        Some((kind.to_string(), vec![number], at + 2))
    }
}
