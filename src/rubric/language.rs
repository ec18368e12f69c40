//! What the reader needs of a language before any element is looked for: its grammar, and the words of a rubric or of a language pack.

use std::collections::{BTreeMap, BTreeSet};

use super::detect::{Group, any};
use super::pattern::{self, Lists};
use crate::form::{self, Form, Origin};

/// The values that the program brings; a rubric or a pack adds to them.
const GRAMMAR: &str = include_str!("grammar.toml");

/// What a language needs before any element is looked for.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// Lists of words by name.
    pub lists: Lists,
    /// Words that make a definition, after the term.
    pub defines: Group,
    /// Words that make a definition, before the term.
    pub defines_before: Group,
    /// Headings and sentences that open a list of definitions.
    pub glossary: Group,
    /// Words that send a definition to another law.
    pub elsewhere: Group,
    /// Words that deny what follows within a few words.
    pub denies: Group,
    /// Words that deny what follows at once.
    pub denies_next: Group,
    /// Words that deny what stands right before them.
    pub denies_after: Group,
    /// Words in which a denying word denies nothing.
    pub no_denial: Group,
    /// Words of amending provisions.
    pub amends: Group,
    /// Words of an amending provision after which new text follows.
    pub inserts: Group,
    /// Words of an amending provision that take text out.
    pub deletes: Group,
    /// The whole text of a repealed provision.
    pub repealed: Group,
    /// The first words of an editorial note.
    pub notes: Group,
    /// Headings or words of objects clauses.
    pub objects: Group,
    /// Words of recitals.
    pub recitals: Group,
    /// Commencement that hangs on a further act.
    pub commences: Group,
    /// Expiry.
    pub lapses: Group,
    /// References without a number.
    pub relative: Relative,
    /// Words after a number that keep it in this law, or send it to another.
    pub this_law: Group,
    /// See `this_law`.
    pub other_law: Group,
    /// Single words.
    pub words: Single,
    /// `(1)` begins a sentence.
    pub numbered: bool,
}

/// References that count from where they stand.
#[derive(Clone, Debug, Default)]
pub struct Relative {
    /// To the section itself.
    pub this: Group,
    /// To the one before.
    pub before: Group,
    /// To the one after.
    pub after: Group,
    /// To the one named last.
    pub that: Group,
}

/// Single words of a language, folded.
#[derive(Clone, Debug, Default)]
pub struct Single {
    /// A full stop after them ends no sentence.
    pub abbreviations: BTreeSet<String>,
    /// They stand before a defined term and are no part of it.
    pub idle: BTreeSet<String>,
    /// They begin an explanation.
    pub after_term: BTreeSet<String>,
    /// They name a section with its number.
    pub units: BTreeSet<String>,
    /// They name a part of a section.
    pub subunits: BTreeSet<String>,
    /// Between numbers: one and another.
    pub joins: BTreeSet<String>,
    /// Between numbers: from one to another.
    pub up_to: BTreeSet<String>,
    /// Before an apostrophe they are words of their own.
    pub elisions: BTreeSet<String>,
    /// They belong to a number.
    pub tails: BTreeSet<String>,
}

impl Language {
    /// What the program brings for a language; empty where it brings nothing.
    pub fn grammar(lang: &str) -> Self {
        let mut out = Vec::new();
        let source = crate::diag::Sources::default().add(std::path::PathBuf::from("grammar.toml"), "");
        let all: BTreeMap<String, Self> = form::read(GRAMMAR, Origin { source, offset: 0 }, &mut out, |form| {
            let tables = form.tables("language", |f| (f.need("lang", "\"en\"").value, Self::default().with(f)));
            tables.into_iter().collect()
        });
        all.into_iter().find(|(l, _)| l == lang).map(|(_, l)| l).unwrap_or_default()
    }

    /// Adds what a table says.
    fn with(mut self, form: &mut Form<'_, '_>) -> Self {
        for (name, at) in form.tables("list", |f| (f.need("name", "\"victim\"").value, f.texts("any"))) {
            let mut all = Vec::new();
            for at in at {
                match pattern::parse_group(&at.value, &self.lists) {
                    Ok(group) => all.extend(group),
                    Err(message) => form.error("B018", at.span, message, "see rubrics/README.md on patterns"),
                }
            }
            self.lists.insert(name, all);
        }
        let lists = &self.lists;
        let groups: [(&'static str, &mut Group); 21] = [
            ("defines", &mut self.defines),
            ("defines_before", &mut self.defines_before),
            ("glossary", &mut self.glossary),
            ("elsewhere", &mut self.elsewhere),
            ("denies", &mut self.denies),
            ("denies_next", &mut self.denies_next),
            ("denies_after", &mut self.denies_after),
            ("no_denial", &mut self.no_denial),
            ("amends", &mut self.amends),
            ("inserts", &mut self.inserts),
            ("deletes", &mut self.deletes),
            ("repealed", &mut self.repealed),
            ("notes", &mut self.notes),
            ("objects", &mut self.objects),
            ("recitals", &mut self.recitals),
            ("commences", &mut self.commences),
            ("lapses", &mut self.lapses),
            ("this_section", &mut self.relative.this),
            ("section_before", &mut self.relative.before),
            ("section_after", &mut self.relative.after),
            ("that_section", &mut self.relative.that),
        ];
        for (key, group) in groups {
            group.extend(any(form, key, lists));
        }
        self.this_law.extend(any(form, "this_law", lists));
        self.other_law.extend(any(form, "other_law", lists));
        let words = &mut self.words;
        let sets: [(&'static str, &mut BTreeSet<String>); 9] = [
            ("abbreviations", &mut words.abbreviations),
            ("idle", &mut words.idle),
            ("after_term", &mut words.after_term),
            ("units", &mut words.units),
            ("subunits", &mut words.subunits),
            ("joins", &mut words.joins),
            ("up_to", &mut words.up_to),
            ("elisions", &mut words.elisions),
            ("tails", &mut words.tails),
        ];
        for (key, set) in sets {
            set.extend(form.plain_texts(key).iter().map(|w| pattern::fold(w)));
        }
        self.numbered |= form.flag("numbered");
        self
    }
}

/// Reads a `[[language]]` or `[language]`, over the grammar of that language.
pub(super) fn read_language(form: &mut Form<'_, '_>, lang: &str) -> Language {
    Language::grammar(lang).with(form)
}

#[cfg(test)]
mod tests {
    use super::{GRAMMAR, Language};
    use crate::form::{self, Origin};

    #[test]
    fn the_grammar_is_read_without_a_mistake() {
        let source = crate::diag::Sources::default().add(std::path::PathBuf::from("grammar.toml"), "");
        let mut out = Vec::new();
        form::read(GRAMMAR, Origin { source, offset: 0 }, &mut out, |form| {
            form.tables("language", |f| (f.need("lang", "\"en\"").value, Language::default().with(f)))
        });
        assert!(out.is_empty(), "{out:?}");
        for lang in ["en", "es", "fr", "nl"] {
            let language = Language::grammar(lang);
            assert!(!language.words.units.is_empty() && !language.notes.is_empty(), "{lang}");
        }
        assert!(Language::grammar("sw").words.units.is_empty());
    }
}
