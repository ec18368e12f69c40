//! The phrases and words of a language that belong to no element.

use std::collections::{BTreeSet, HashSet};

use super::table::{PhraseId, Table};
use super::words::Words;
use crate::rubric::language::{Language, Single};

/// Patterns of a group, by number.
pub(super) type Phrases = Vec<PhraseId>;

/// The phrases of a language that are looked for in sentences, and its grammar.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub(super) defines: Phrases,
    pub(super) defines_before: Phrases,
    pub(super) elsewhere: Phrases,
    pub(super) amends: Phrases,
    pub(super) inserts: Phrases,
    pub(super) deletes: Phrases,
    pub(super) objects: Phrases,
    pub(super) recitals: Phrases,
    pub(super) denies: Phrases,
    pub(super) denies_next: Phrases,
    pub(super) denies_after: Phrases,
    pub(super) no_denial: Phrases,
    pub(super) commences: Phrases,
    pub(super) lapses: Phrases,
    pub(super) grammar: Grammar,
}

/// What is looked for before there are sentences; its phrases stand in a table of their own.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub(super) table: Table,
    pub(super) glossary: Phrases,
    pub(super) repealed: Phrases,
    pub(super) notes: Phrases,
    pub(super) this: Phrases,
    pub(super) before: Phrases,
    pub(super) after: Phrases,
    pub(super) that: Phrases,
    pub(super) this_law: Phrases,
    pub(super) other_law: Phrases,
    pub(super) numbered: bool,
    single: Single,
    pub(super) abbreviations: HashSet<u32>,
    pub(super) idle: HashSet<u32>,
    pub(super) after_term: HashSet<u32>,
    pub(super) units: HashSet<u32>,
    pub(super) subunits: HashSet<u32>,
    pub(super) joins: HashSet<u32>,
    pub(super) up_to: HashSet<u32>,
    pub(super) tails: HashSet<u32>,
}

impl Common {
    /// Enters the phrases of a language into a table.
    pub(super) fn new(language: &Language, table: &mut Table) -> Self {
        Self {
            defines: table.group(&language.defines),
            defines_before: table.group(&language.defines_before),
            elsewhere: table.group(&language.elsewhere),
            amends: table.group(&language.amends),
            inserts: table.group(&language.inserts),
            deletes: table.group(&language.deletes),
            objects: table.group(&language.objects),
            recitals: table.group(&language.recitals),
            denies: table.group(&language.denies),
            denies_next: table.group(&language.denies_next),
            denies_after: table.group(&language.denies_after),
            no_denial: table.group(&language.no_denial),
            commences: table.group(&language.commences),
            lapses: table.group(&language.lapses),
            grammar: Grammar::new(language),
        }
    }
}

impl Grammar {
    fn new(language: &Language) -> Self {
        let mut table = Table::default();
        Self {
            glossary: table.group(&language.glossary),
            repealed: table.group(&language.repealed),
            notes: table.group(&language.notes),
            this: table.group(&language.relative.this),
            before: table.group(&language.relative.before),
            after: table.group(&language.relative.after),
            that: table.group(&language.relative.that),
            this_law: table.group(&language.this_law),
            other_law: table.group(&language.other_law),
            numbered: language.numbered,
            single: language.words.clone(),
            table,
            ..Self::default()
        }
    }

    /// Looks up its words among those of the texts; needed before anything is found.
    pub(super) fn learn(&mut self, words: &Words) {
        self.table.learn(words);
        let ids = |set: &BTreeSet<String>| set.iter().filter_map(|w| words.known(w)).collect::<HashSet<u32>>();
        self.abbreviations = ids(&self.single.abbreviations);
        self.idle = ids(&self.single.idle);
        self.after_term = ids(&self.single.after_term);
        self.units = ids(&self.single.units);
        self.subunits = ids(&self.single.subunits);
        self.joins = ids(&self.single.joins);
        self.up_to = ids(&self.single.up_to);
        self.tails = ids(&self.single.tails);
    }
}
