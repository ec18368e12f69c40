//! The rubric: criteria in pillars, their elements and rules, scores, bands; read from one TOML file.

pub mod detect;
pub mod language;
pub mod pattern;
mod read;
pub mod rule;

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::law::words::closed_list;
pub use read::{read, read_pack};
use rule::Rule;

closed_list! {
    /// What would answer the criterion.
    Answerable {
        /// Only law.
        Law = "L",
        /// Law or administrative measure.
        LawOrAdministrative = "L/A",
        /// Policy or practice.
        Policy = "P",
    }
}

closed_list! {
    /// What an element does for its criterion.
    Role {
        /// Required.
        Required = "R",
        /// Any one of the group.
        AnyOf = "A",
        /// Extra, recorded.
        Extra = "X",
        /// Warning: a limitation or a contrary rule.
        Warning = "W",
    }
}

closed_list! {
    /// What a live warning does to the answer.
    Effect {
        /// No better than partly.
        Partly = "partly",
        /// Not met.
        NotMet = "not_met",
    }
}

closed_list! {
    /// How strongly a gap is put.
    Urgency {
        /// A duty.
        Urge = "urge",
        /// To be considered.
        Consider = "consider",
        /// Good practice.
        Invite = "invite",
    }
}

/// A whole rubric.
#[derive(Clone, Debug)]
pub struct Rubric {
    /// Identifier; the file's name.
    pub id: String,
    /// Version.
    pub version: String,
    /// Date of this version.
    pub date: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// What the law assessed is on, such as "trafficking in persons".
    pub subject: String,
    /// Classes of criteria that bind through a treaty.
    pub binding: Option<Binding>,
    /// Per cent of a full weight, by strength.
    pub weights: BTreeMap<String, u64>,
    /// When a state is rated.
    pub rating: Rating,
    /// Pillars in order.
    pub pillars: Vec<Named>,
    /// Classes of duty.
    pub classes: Vec<Class>,
    /// Scores, never mixed.
    pub scores: Vec<ScoreRule>,
    /// Bands, worst first.
    pub bands: Vec<Band>,
    /// Families of law.
    pub families: Vec<Named>,
    /// What the machine reading needs besides the elements.
    pub reading: detect::Reading,
    /// Criteria in order.
    pub criteria: Vec<Criterion>,
    /// The file.
    pub span: Span,
}

/// An identifier with its title.
#[derive(Clone, Debug)]
pub struct Named {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Which class a criterion with `binds_through` has for parties to the treaty, and for states that are no party.
#[derive(Clone, Debug)]
pub struct Binding {
    /// For parties.
    pub party: String,
    /// For states known to be no party.
    pub not_party: String,
}

/// A class of obligation.
#[derive(Clone, Debug)]
pub struct Class {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// How strongly its gaps are put.
    pub urgency: Urgency,
}

/// When a state is rated at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rating {
    /// Per cent of weight answered.
    pub coverage_at_least: u64,
    /// Gates without an answer that are allowed.
    pub open_gates_at_most: u64,
}

/// How one score is made.
#[derive(Clone, Debug)]
pub struct ScoreRule {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it means.
    pub explains: String,
    /// Classes that count.
    pub classes: Vec<String>,
    /// Forms that count; empty: all.
    pub forms: Vec<String>,
    /// Criteria that count besides.
    pub also: Vec<String>,
    /// Weighted by strength, or every criterion alike.
    pub weighted: bool,
    /// The score that bands and ratings look at.
    pub rates: bool,
    /// A view over answers that count elsewhere.
    pub lens: bool,
}

/// A band and the condition under which it holds.
#[derive(Clone, Debug)]
pub struct Band {
    /// Letter.
    pub id: String,
    /// Title.
    pub title: String,
    /// Any of these criteria is not met.
    pub criteria_not_met: Vec<String>,
    /// More gates than this are not met.
    pub gates_not_met_over: Option<u64>,
    /// More gates than this are only partly met.
    pub gates_partly_over: Option<u64>,
    /// The rating score is below this (per cent).
    pub score_below: Option<u64>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Identifier.
    pub id: String,
    /// Number.
    pub number: u64,
    /// Pillar.
    pub pillar: String,
    /// Group inside the pillar, or empty.
    pub group: String,
    /// Title.
    pub title: String,
    /// The question.
    pub question: String,
    /// Class of obligation as printed.
    pub class: String,
    /// Strength of a duty.
    pub strength: Option<String>,
    /// What would answer it.
    pub form: Answerable,
    /// A missing item caps the band.
    pub gate: bool,
    /// Treaties (file names in `corpus/int`) through which it binds.
    pub binds_through: Vec<String>,
    /// Families of law to load before "not met" may be said.
    pub families: Vec<String>,
    /// Pinpoints in words.
    pub source_text: String,
    /// Pinpoints as `treaty#eId`.
    pub sources: Vec<String>,
    /// When it is met, in words.
    pub met: String,
    /// When partly.
    pub partly: String,
    /// When not met (or not found).
    pub not_met: String,
    /// Notes for coders.
    pub note: String,
    /// Why it matters, in one sentence.
    pub why: String,
    /// Drafting points.
    pub drafting: Vec<String>,
    /// Rule for met.
    pub met_rule: Rule,
    /// Rule for partly.
    pub partly_rule: Rule,
    /// Elements.
    pub elements: Vec<Element>,
    /// Where it stands.
    pub span: Span,
}

impl Criterion {
    /// The element with this id.
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|e| e.id == id)
    }
}

/// The smallest thing detected in a text.
#[derive(Clone, Debug)]
pub struct Element {
    /// Identifier, unique in the criterion.
    pub id: String,
    /// Role.
    pub role: Role,
    /// What it is, in words.
    pub title: String,
    /// For warnings: what it does when it is there.
    pub effect: Option<Effect>,
    /// A flag to show when it is there.
    pub flag: Option<String>,
    /// Search terms by language: pointers to passages.
    pub terms: BTreeMap<String, Vec<String>>,
    /// Terms not yet seen in real statutes: leads, of no weight alone.
    pub leads: BTreeMap<String, Vec<String>>,
    /// How it is seen in a text; any one rule is enough.
    pub detects: Vec<detect::Detect>,
}

impl Rubric {
    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == id)
    }

    /// The class with this id.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes.iter().find(|c| c.id == id)
    }

    /// Title of a pillar.
    pub fn pillar_title(&self, id: &str) -> &str {
        self.pillars.iter().find(|p| p.id == id).map_or("", |p| p.title.as_str())
    }

    /// Title of a family.
    pub fn family_title(&self, id: &str) -> &str {
        self.families.iter().find(|f| f.id == id).map_or("", |f| f.title.as_str())
    }

    /// Weight of a criterion in a score, in hundredths of a full weight.
    pub fn weight(&self, score: &ScoreRule, criterion: &Criterion) -> u64 {
        if !score.weighted {
            return 100;
        }
        criterion.strength.as_ref().and_then(|s| self.weights.get(s)).copied().unwrap_or(100)
    }
}
