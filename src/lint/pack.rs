//! What lint needs of each language: data in `words.toml`, read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::token;

const WORDS: &str = include_str!("words.toml");

static PACKS: LazyLock<BTreeMap<String, Pack>> = LazyLock::new(|| {
    let file: File = toml::from_str(WORDS).expect("words.toml is read in a test");
    file.language.into_iter().map(|l| (l.lang.clone(), Pack::from(l))).collect()
});

/// The words of a language; none where lint does not read it.
pub(super) fn of(lang: &str) -> Option<&'static Pack> {
    PACKS.get(lang)
}

#[derive(Deserialize)]
struct File {
    language: Vec<Language>,
}

macro_rules! pack {
    ($($(#[$doc:meta])* $name:ident: $kind:tt,)*) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Language {
            lang: String,
            /// By the name of the element in an eId.
            units: BTreeMap<String, Vec<String>>,
            $($name: pack!(@raw $kind),)*
        }

        /// The words of a language.
        pub(super) struct Pack {
            /// ISO 639-1.
            pub(super) lang: String,
            /// The element that a word for a provision names.
            pub(super) units: BTreeMap<String, String>,
            $($(#[$doc])* pub(super) $name: pack!(@made $kind),)*
        }

        impl From<Language> for Pack {
            fn from(language: Language) -> Self {
                let unit = |(kind, words): (String, Vec<String>)| {
                    words.into_iter().map(move |w| (token::fold(&w), kind.clone()))
                };
                Self {
                    lang: language.lang,
                    units: language.units.into_iter().flat_map(unit).collect(),
                    $($name: pack!(@make $kind, language.$name),)*
                }
            }
        }
    };
    (@raw words) => { Vec<String> };
    (@raw order) => { Vec<String> };
    (@raw regex) => { Vec<String> };
    (@made words) => { BTreeSet<String> };
    (@made order) => { Vec<String> };
    (@made regex) => { Regex };
    (@make words, $value:expr) => { $value.iter().map(|w| token::fold(w)).collect() };
    (@make order, $value:expr) => { $value.iter().map(|w| token::fold(w)).collect() };
    (@make regex, $value:expr) => { any(&$value) };
}

pack! {
    /// A part of a section with a number or letter of its own.
    subunits: words,
    /// A part of a section that is counted: `párrafo`, `alinéa`.
    counted: words,
    /// `first`, `second`, … in order.
    ordinals: order,
    /// Between two numbers: one and another.
    joins: words,
    /// Between two numbers: from one to another.
    up_to: words,
    /// They belong to a number: `bis`.
    tails: words,
    /// They lead from a part to what it is part of.
    of: words,
    /// Articles and the like that may stand between a part and what it is part of.
    links: words,
    /// Words for laws; what is cited right behind them is theirs.
    laws: words,
    /// Behind a reference: it is to this law.
    this_law: regex,
    /// Anywhere near a reference: another law is named.
    other_law: regex,
    /// Right behind a reference: it is to a law named before.
    thereof: regex,
    /// The section before; the group `unit` is its word.
    preceding: regex,
    /// The section behind; the group `unit` is its word.
    following: regex,
    /// A section that changes other law.
    amends: regex,
    /// Right before a reference: it is to the place of something named before that; the group `name` is it.
    named_in: regex,
    /// In a definition, between the term and the reference: nothing but a pointer.
    is_that_of: regex,
    /// Words of headings that tell nothing apart.
    generic: words,
    /// Words that carry no meaning of their own.
    idle: words,
    /// Words that make an offence; the text before and behind decides.
    commits: regex,
    /// Behind such words: an offence that another provision makes.
    elsewhere: regex,
    /// Right before such words: they are a condition, not a rule.
    condition: regex,
    /// Words of penalties.
    penal: regex,
    /// A clause with a penalty for every offence of the instrument that has none.
    general: regex,
    /// A heading of an offence.
    offence_heading: regex,
    /// Words of a prohibition.
    prohibits: regex,
    /// Words that some offence or duty stands here.
    wrongful: regex,
    /// A penalty clause for the offence of another provision, ending where the reference begins.
    penalty_for: regex,
    /// Behind a quoted term: its definition.
    means: regex,
    /// Before a term: its definition.
    means_before: regex,
    /// A term in quotation marks, or named, that the words introduce; the group `term` is it.
    introduces: regex,
    /// The scope of definitions that do not hold for the whole text.
    scoped: regex,
    /// Definitions that hold for other laws as well.
    beyond: regex,
    /// Right before the mention of a body: it is set up here.
    sets_up: regex,
    /// Nouns of bodies, funds and registers that need a definition.
    bodies: words,
    /// Words before such a noun that do not make it a proper name.
    general_names: words,
    /// Definite articles.
    definite: words,
    /// Terms that everyone knows.
    known: words,
    /// The text of a list goes on: `the following`.
    any_of: regex,
    /// Ends an item: all are needed.
    and_end: regex,
    /// Ends an item: one is enough.
    or_end: regex,
    /// Words of a bill that speaks of itself.
    this_bill: regex,
    /// A commencement left to a notice.
    commences: regex,
    /// Words that set a last day.
    at_latest: regex,
    /// Both kinds of definition in one.
    means_and_includes: regex,
    /// A fine without an amount.
    no_amount: regex,
    /// An amount of money that nothing calls a fine.
    bare_amount: regex,
    /// Words that make a heading one of a graver form.
    graver: words,
    /// Words for parts, titles, chapters.
    parts: words,
}

/// One expression of many; none matches nothing.
fn any(all: &[String]) -> Regex {
    let joined = if all.is_empty() { "[^\\s\\S]".to_string() } else { all.join("|") };
    Regex::new(&format!("(?i:{joined})")).expect("words.toml is read in a test")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_of_every_language_are_read() {
        for lang in ["en", "es", "fr", "nl"] {
            let pack = super::of(lang).expect(lang);
            assert!(pack.ordinals.len() >= 10 && !pack.units.is_empty() && !pack.bodies.is_empty(), "{lang}");
        }
        assert!(super::of("sw").is_none());
    }
}
