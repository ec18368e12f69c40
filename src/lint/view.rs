//! An instrument laid out for the checks: its sections and articles, the paragraphs and items in each, and their numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::pack::Pack;
use super::token::{self, Token};
use super::{Code, Finding, Severity, cite};
use crate::law::blocks::{self, Block};
use crate::law::words::{Kind, Status};
use crate::law::{Instrument, Provision};

/// An instrument laid out.
pub(super) struct View<'i> {
    pub(super) instrument: &'i Instrument,
    pub(super) pack: &'static Pack,
    /// Sections, articles, schedules, in order.
    pub(super) tops: Vec<Top<'i>>,
    /// Paragraphs and items of all provisions, in order.
    pub(super) paras: Vec<Para>,
    /// By kind and number: sections.
    by_number: BTreeMap<(String, String), Vec<usize>>,
}

/// A section, article, regulation, schedule.
pub(super) struct Top<'i> {
    /// Name of its element: `sec`, `art`, `sched`.
    pub(super) kind: &'i str,
    /// Its number as it is compared.
    pub(super) number: String,
    /// Its eId.
    pub(super) eid: &'i str,
    pub(super) heading: &'i str,
    /// Its provisions.
    pub(super) provisions: Range<usize>,
    /// Its paragraphs and items.
    pub(super) paras: Range<usize>,
    /// The numbers of everything in it, from the outside in.
    pub(super) nodes: BTreeSet<Vec<String>>,
    /// It changes another law, or its words stand in another law.
    pub(super) amends: bool,
    /// The import was unsure of something in it.
    pub(super) doubted: bool,
    /// It is repealed, or nothing but a note says what it was.
    pub(super) empty: bool,
}

/// A paragraph or item.
pub(super) struct Para {
    /// Its provision.
    pub(super) provision: usize,
    /// Its section.
    pub(super) top: usize,
    pub(super) block: Block,
    /// eId, down to the item.
    pub(super) eid: String,
    pub(super) tokens: Vec<Token>,
}

impl Para {
    /// Its words.
    pub(super) fn text(&self) -> &str {
        &self.block.text
    }
}

impl<'i> View<'i> {
    /// Lays an instrument out.
    pub(super) fn new(instrument: &'i Instrument, pack: &'static Pack) -> Self {
        let mut view = Self { instrument, pack, tops: Vec::new(), paras: Vec::new(), by_number: BTreeMap::new() };
        for (i, provision) in instrument.provisions.iter().enumerate() {
            let eid = provision.eid.top();
            if view.tops.last().is_none_or(|t| t.eid != eid) {
                view.open(eid, provision, i);
            }
            view.add(i, provision);
        }
        for top in &mut view.tops {
            let paras = &view.paras[top.paras.clone()];
            top.amends = pack.amends.is_match(top.heading)
                || paras.iter().any(|p| p.block.quoted || pack.amends.is_match(p.text()));
            top.empty = paras.iter().map(|p| p.text().len()).sum::<usize>() < 12
                || instrument.provisions[top.provisions.start].facts.status == Some(Status::Repealed);
        }
        view
    }

    fn open(&mut self, eid: &'i str, provision: &'i Provision, at: usize) {
        let (kind, number) = eid.split_once('_').unwrap_or((eid, ""));
        let number = token::key(number);
        let doubts = self.instrument.imported.iter().flat_map(|i| &i.doubts);
        let doubted = doubts.clone().any(|d| d.at == eid || d.at.starts_with(&format!("{eid}__")));
        self.by_number.entry((kind.to_string(), number.clone())).or_default().push(self.tops.len());
        self.tops.push(Top {
            kind,
            number,
            eid,
            heading: &provision.heading,
            provisions: at..at,
            paras: self.paras.len()..self.paras.len(),
            nodes: BTreeSet::new(),
            amends: false,
            doubted,
            empty: false,
        });
    }

    fn add(&mut self, at: usize, provision: &Provision) {
        let top_at = self.tops.len() - 1;
        let Some(top) = self.tops.last_mut() else { return };
        let eid = provision.eid.as_str();
        let under = eid.strip_prefix(top.eid).unwrap_or_default();
        let mut own: Vec<String> = Vec::new();
        for step in under.split("__").filter(|s| !s.is_empty()) {
            match step.split_once('_') {
                Some(("def", _)) | None => {}
                Some((_, number)) => own.push(token::key(number)),
            }
        }
        if !own.is_empty() {
            top.nodes.insert(own.clone());
        }
        let placed = blocks::placed(&provision.text).into_iter().zip(blocks::paths(&provision.text));
        for (placed, (_, path)) in placed {
            let mut keys = own.clone();
            keys.extend(path.split("__").filter_map(|s| s.split_once('_')).map(|(_, n)| token::key(n)));
            if keys.len() > own.len() {
                top.nodes.insert(keys);
            }
            let tokens = token::cut(&placed.block.text);
            let eid = format!("{eid}{path}");
            self.paras.push(Para { provision: at, top: top_at, block: placed.block, eid, tokens });
        }
        top.provisions.end = at + 1;
        top.paras.end = self.paras.len();
    }

    /// The sections with a number; ordinals such as `1o` and `1er` count as the number.
    pub(super) fn numbered(&self, kind: &str, number: &str) -> Option<&[usize]> {
        let get = |number: &str| self.by_number.get(&(kind.to_string(), number.to_string())).map(Vec::as_slice);
        let plain = number.strip_suffix('o').or_else(|| number.strip_suffix("er")).or_else(|| number.strip_suffix('a'));
        get(number)
            .or_else(|| get(plain?))
            .or_else(|| get(&format!("{number}o")))
            .or_else(|| get(&format!("{number}er")))
    }

    /// Are there provisions of this kind?
    pub(super) fn has_kind(&self, kind: &str) -> bool {
        self.tops.iter().any(|t| t.kind == kind)
    }

    /// Not yet law: what is odd in it is a slip, not history.
    pub(super) fn is_bill(&self) -> bool {
        self.instrument.kind == Kind::Bill || self.instrument.status == Status::Bill
    }

    /// The paragraphs of a section.
    pub(super) fn paras_of(&self, top: usize) -> &[Para] {
        &self.paras[self.tops[top].paras.clone()]
    }

    /// The provision of a paragraph.
    pub(super) fn provision_of(&self, para: &Para) -> &Provision {
        &self.instrument.provisions[para.provision]
    }

    /// A section as it is cited, with its heading.
    pub(super) fn named(&self, top: usize) -> String {
        let top = &self.tops[top];
        if top.heading.is_empty() { cite(top.eid) } else { format!("{} (\"{}\")", cite(top.eid), short(top.heading)) }
    }

    /// A finding in a paragraph.
    pub(super) fn at(&self, para: usize, code: Code, says: String) -> Finding {
        let p = &self.paras[para];
        self.finding(p.provision, &p.eid, para, code, says)
    }

    /// A finding in a section as a whole.
    pub(super) fn at_top(&self, top: usize, code: Code, says: String) -> Finding {
        let t = &self.tops[top];
        self.finding(t.provisions.start, t.eid, t.paras.start, code, says)
    }

    /// A finding in a provision.
    pub(super) fn at_provision(&self, at: usize, code: Code, says: String) -> Finding {
        let order = self.paras.partition_point(|p| p.provision < at);
        self.finding(at, self.instrument.provisions[at].eid.as_str(), order, code, says)
    }

    /// A finding in no place of its own.
    pub(super) fn at_large(&self, place: String, code: Code, says: String) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            at: String::new(),
            citation: String::new(),
            heading: String::new(),
            place,
            says,
            remedy: code.remedy().into(),
            order: usize::MAX,
        }
    }

    fn finding(&self, provision: usize, eid: &str, order: usize, code: Code, says: String) -> Finding {
        let all = &self.instrument.provisions;
        let own = &all[provision];
        let top = all[..=provision].iter().rev().find(|p| p.eid.as_str() == own.eid.top());
        let above = all[..=provision].iter().rev().find(|p| {
            p.facts.place.is_some() && (p.eid == own.eid || p.eid.contains(&own.eid) || p.eid.as_str() == own.eid.top())
        });
        Finding {
            at: eid.to_string(),
            citation: cite(eid),
            heading: top.map_or(String::new(), |t| t.heading.clone()),
            place: above.and_then(|p| p.facts.place.clone()).unwrap_or_default(),
            order,
            ..self.at_large(String::new(), code, says)
        }
    }
}

impl Finding {
    /// The same with another severity.
    pub(super) fn graded(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with another remedy.
    pub(super) fn mend(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

/// Words cut to what fits in a sentence.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 90;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
}
