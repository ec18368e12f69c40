//! Rules of a criterion: a small language over its elements, answered yes, no or open.
//!
//! `all R and 2 of (death, group)`; `any A`; `not x`; `or`. A set is a role (`R`, `A`, `X`, `W`) or a list in brackets.

use std::fmt;

/// Answer to a question about the law: what nobody has seen is open, never no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Not known.
    Open,
}

/// A parsed rule; sets are already lists of element ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least `n` of these elements.
    AtLeast(usize, Vec<String>),
    /// Every one.
    And(Vec<Rule>),
    /// Any one.
    Or(Vec<Rule>),
    /// The contrary.
    Not(Box<Rule>),
}

/// Why a rule cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// Byte in the rule.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at character {})", self.message, self.at + 1)
    }
}

impl Rule {
    /// Reads a rule; `elements` are the (id, role) pairs of the criterion.
    pub fn parse(text: &str, elements: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut parser = Parser { text, at: 0, elements };
        let rule = parser.or()?;
        parser.skip();
        if parser.at < text.len() { Err(parser.error("unexpected words after the rule")) } else { Ok(rule) }
    }

    /// Answers the rule, given the answer for each element.
    pub fn answer(&self, element: &impl Fn(&str) -> Truth) -> Truth {
        match self {
            Self::AtLeast(n, ids) => {
                let count = |wanted: Truth| ids.iter().filter(|id| element(id) == wanted).count();
                let (yes, open) = (count(Truth::Yes), count(Truth::Open));
                match (yes >= *n, yes + open >= *n) {
                    (true, _) => Truth::Yes,
                    (false, true) => Truth::Open,
                    (false, false) => Truth::No,
                }
            }
            Self::And(rules) => rules.iter().map(|r| r.answer(element)).fold(Truth::Yes, |a, b| match (a, b) {
                (Truth::No, _) | (_, Truth::No) => Truth::No,
                (Truth::Open, _) | (_, Truth::Open) => Truth::Open,
                _ => Truth::Yes,
            }),
            Self::Or(rules) => rules.iter().map(|r| r.answer(element)).fold(Truth::No, |a, b| match (a, b) {
                (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
                (Truth::Open, _) | (_, Truth::Open) => Truth::Open,
                _ => Truth::No,
            }),
            Self::Not(rule) => match rule.answer(element) {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                Truth::Open => Truth::Open,
            },
        }
    }

    /// Every element that the rule names.
    pub fn elements(&self) -> Vec<&str> {
        match self {
            Self::AtLeast(_, ids) => ids.iter().map(String::as_str).collect(),
            Self::And(rules) | Self::Or(rules) => rules.iter().flat_map(Self::elements).collect(),
            Self::Not(rule) => rule.elements(),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    elements: &'a [(&'a str, &'a str)],
}

impl<'a> Parser<'a> {
    fn error(&self, message: impl Into<String>) -> RuleError {
        RuleError { at: self.at, message: message.into() }
    }

    fn skip(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&mut self) -> &'a str {
        self.skip();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
        if end == 0 { rest.get(..1).unwrap_or_default() } else { &rest[..end] }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == word;
        if found {
            self.at += word.len();
        }
        found
    }

    fn or(&mut self) -> Result<Rule, RuleError> {
        let mut rules = vec![self.and()?];
        while self.take("or") {
            rules.push(self.and()?);
        }
        Ok(if rules.len() == 1 { rules.remove(0) } else { Rule::Or(rules) })
    }

    fn and(&mut self) -> Result<Rule, RuleError> {
        let mut rules = vec![self.one()?];
        while self.take("and") {
            rules.push(self.one()?);
        }
        Ok(if rules.len() == 1 { rules.remove(0) } else { Rule::And(rules) })
    }

    fn one(&mut self) -> Result<Rule, RuleError> {
        if self.take("not") {
            return Ok(Rule::Not(Box::new(self.one()?)));
        }
        if self.take("(") {
            let rule = self.or()?;
            return if self.take(")") { Ok(rule) } else { Err(self.error("a bracket is not closed")) };
        }
        if self.take("all") {
            let ids = self.set()?;
            return Ok(Rule::AtLeast(ids.len(), ids));
        }
        if self.take("any") {
            return Ok(Rule::AtLeast(1, self.set()?));
        }
        let word = self.peek();
        if let Ok(n) = word.parse::<usize>() {
            self.at += word.len();
            if !self.take("of") {
                return Err(self.error("after a number comes `of`"));
            }
            let ids = self.set()?;
            if n == 0 || n > ids.len() {
                return Err(self.error(format!("{n} of {} elements", ids.len())));
            }
            return Ok(Rule::AtLeast(n, ids));
        }
        Ok(Rule::AtLeast(1, vec![self.element()?]))
    }

    fn set(&mut self) -> Result<Vec<String>, RuleError> {
        for role in ["R", "A", "X", "W"] {
            if self.take(role) {
                let ids: Vec<String> =
                    self.elements.iter().filter(|(_, r)| *r == role).map(|(id, _)| (*id).to_string()).collect();
                return if ids.is_empty() {
                    Err(self.error(format!("no element has the role {role}")))
                } else {
                    Ok(ids)
                };
            }
        }
        if !self.take("(") {
            return Err(self.error("a set is R, A, X, W or a list in brackets"));
        }
        let mut ids = vec![self.element()?];
        while self.take(",") {
            ids.push(self.element()?);
        }
        if self.take(")") { Ok(ids) } else { Err(self.error("a bracket is not closed")) }
    }

    fn element(&mut self) -> Result<String, RuleError> {
        let word = self.peek();
        if self.elements.iter().any(|(id, _)| *id == word) {
            self.at += word.len();
            return Ok(word.to_string());
        }
        let near = crate::form::nearest(word, self.elements.iter().map(|(id, _)| *id));
        let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
        Err(self.error(format!("no element `{}`{hint}", crate::form::shorten(word))))
    }
}

#[cfg(test)]
mod tests {
    use super::{Rule, Truth};

    const ELEMENTS: [(&str, &str); 4] = [("act", "R"), ("means", "R"), ("death", "A"), ("group", "A")];

    fn check(rule: &str, yes: &[&str], no: &[&str], expected: Truth) {
        let rule = Rule::parse(rule, &ELEMENTS).expect("a good rule");
        let element = |id: &str| match (yes.contains(&id), no.contains(&id)) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::No,
            _ => Truth::Open,
        };
        assert_eq!(rule.answer(&element), expected, "{rule:?}");
    }

    #[test]
    fn silence_is_open_and_never_no() {
        check("all R", &["act", "means"], &[], Truth::Yes);
        check("all R", &["act"], &[], Truth::Open);
        check("all R", &["act"], &["means"], Truth::No);
        check("any A", &[], &["death"], Truth::Open);
        check("any A", &[], &["death", "group"], Truth::No);
        check("2 of (act, means, death)", &["act", "death"], &["means"], Truth::Yes);
        check("act and not death", &["act"], &["death"], Truth::Yes);
        check("act and not death", &["act"], &[], Truth::Open);
        check("(act or means) and any A", &["means", "group"], &[], Truth::Yes);
    }

    #[test]
    fn a_bad_rule_says_what_and_where() {
        for bad in ["", "all", "3 of A", "0 of A", "act and", "(act", "acts", "all X", "act means", "2 (act, means)"] {
            assert!(Rule::parse(bad, &ELEMENTS).is_err(), "{bad}");
        }
        let error = Rule::parse("act and meens", &ELEMENTS).expect_err("misspelt");
        assert!(error.to_string().contains("did you mean `means`"), "{error}");
    }
}
