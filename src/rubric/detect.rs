//! Rules of detection: how an element is seen in a text of one language. Data of the rubric, explained in `rubrics/README.md`.

use std::collections::BTreeMap;

use super::language::{Language, read_language};
use super::pattern::{self, Lists, Pattern};
use crate::form::Form;
use crate::law::words::closed_list;

closed_list! {
    /// Where in an instrument a rule looks.
    Place {
        /// Enacting provisions.
        Body = "body",
        /// Provisions that state the objects.
        Objects = "objects",
        /// Recitals.
        Preamble = "preamble",
        /// Schedules and annexes.
        Schedule = "schedule",
        /// Provisions that change another instrument.
        Amendment = "amendment",
    }
}

closed_list! {
    /// How far the words of one rule may stand apart.
    Within {
        /// In one sentence, with its paragraphs.
        Sentence = "sentence",
        /// In one section or article.
        Section = "section",
    }
}

closed_list! {
    /// How fine and prison join.
    Joined {
        /// Both are imposed.
        And = "and",
        /// One may stand for the other.
        Or = "or",
        /// Prison and no fine.
        PrisonOnly = "prison-only",
        /// Fine and no prison.
        FineOnly = "fine-only",
    }
}

closed_list! {
    /// Mode of trial.
    Route {
        /// On indictment, or not said.
        Main = "main",
        /// On summary conviction.
        Summary = "summary",
    }
}

/// What a penalty clause must be like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PenaltyTest {
    /// The longest prison term is at least so many months (a minimum without a maximum counts, life too).
    pub months_at_least: Option<u64>,
    /// The longest prison term is below so many months.
    pub months_below: Option<u64>,
    /// How fine and prison join.
    pub joined: Option<Joined>,
    /// Mode of trial.
    pub route: Option<Route>,
}

/// Ways to say one thing.
pub type Group = Vec<Pattern>;

/// One rule of detection; any one is enough for its element.
#[derive(Clone, Debug)]
pub struct Detect {
    /// Language of the texts that it reads.
    pub lang: String,
    /// The first group holds the words that are quoted.
    pub groups: Vec<Group>,
    /// How far the groups may stand apart.
    pub within: Within,
    /// At most so many words between the first group and each other one.
    pub words: Option<usize>,
    /// Words that cancel, in the same sentence.
    pub unless: Group,
    /// Words that cancel, in the same section.
    pub unless_section: Group,
    /// Words that cancel, anywhere in the texts that are read.
    pub unless_law: Group,
    /// Groups that must stand somewhere in the same instrument.
    pub law: Vec<Group>,
    /// The heading of the section must say one of these.
    pub heading: Group,
    /// The title of the instrument must say one of these.
    pub title: Group,
    /// Only in instruments that hold one of these passages.
    pub law_of: Vec<String>,
    /// Only in official texts and drafts: what a digest does not say proves nothing.
    pub official: bool,
    /// Only in these passages.
    pub passages: Vec<String>,
    /// Only in the definition of one of these terms.
    pub definition_of: Group,
    /// Places read; none for a rule that qualifies: wherever the sighting stands.
    pub places: Vec<Place>,
    /// The nearest of these and `not_governed_by` before the words must be one of these.
    pub governed_by: Group,
    /// See `governed_by`.
    pub not_governed_by: Group,
    /// A penalty clause in the sentence must be like this.
    pub penalty: Option<PenaltyTest>,
    /// Only while none of these elements of the criterion is seen.
    pub absent: Vec<String>,
    /// Only where it stands beside every sighting of these elements (in the same sentence).
    pub qualifies: Vec<String>,
    /// Only where the sentence points by number to a section in which one of these elements is seen.
    pub refers_to: Vec<String>,
    /// The instrument must be law in force (bills count as if enacted).
    pub in_force: bool,
    /// What is seen is a doubt, not a sighting.
    pub doubt: bool,
}

/// A kind of passage that rules may be confined to.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Name.
    pub id: String,
    /// Language.
    pub lang: String,
    /// Groups that make a sentence or section such a passage.
    pub groups: Vec<Group>,
    /// The title of the instrument must say one of these.
    pub title: Group,
    /// Where they must meet.
    pub within: Within,
    /// Words that cancel, in the same sentence (or section).
    pub unless: Group,
    /// The heading must say one of these.
    pub heading: Group,
    /// The heading must say none of these.
    pub unless_heading: Group,
    /// What belongs to the passage: the sentence or the whole section.
    pub takes: Within,
    /// Definitions of the terms that it uses belong to it as well.
    pub definitions: bool,
    /// References with a number, whose section belongs to it as well.
    pub follow: Group,
    /// Words by which a provision elsewhere names the section of such a passage, and so belongs to it.
    pub named_by: Group,
}

/// Everything that the reader needs besides the elements.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// By language.
    pub languages: BTreeMap<String, Language>,
    /// Kinds of passages; rules with one id add up.
    pub passages: Vec<Passage>,
}

/// Reads `[[language]]` and `[[passage]]` of a rubric.
pub(super) fn read_reading(form: &mut Form<'_, '_>) -> Reading {
    let mut reading = Reading::default();
    for (lang, language) in form.tables("language", |f| {
        let lang = f.need("lang", "\"en\"").value;
        let language = read_language(f, &lang);
        (lang, language)
    }) {
        reading.languages.insert(lang, language);
    }
    let languages = &reading.languages;
    reading.passages = form.tables("passage", |f| read_passage(f, languages, "en"));
    reading
}

/// Reads the `[language]` and the `[[passage]]` of a language pack into the reading.
pub(super) fn read_pack(form: &mut Form<'_, '_>, lang: &str, reading: &mut Reading) {
    if reading.languages.contains_key(lang) {
        let span = form.span_of("lang");
        form.error("B021", span, format!("`{lang}` has been declared already"), "keep one place for each language");
    }
    let language = form.table("language", |f| read_language(f, lang)).unwrap_or_else(|| Language::grammar(lang));
    reading.languages.insert(lang.to_string(), language);
    let languages = &reading.languages;
    reading.passages.extend(form.tables("passage", |f| read_passage(f, languages, lang)));
}

/// The patterns of a list key, all as one group.
pub(super) fn any(form: &mut Form<'_, '_>, key: &'static str, lists: &Lists) -> Group {
    groups(form, key, lists).into_iter().flatten().collect()
}

/// The patterns of a list key, each item a group.
fn groups(form: &mut Form<'_, '_>, key: &'static str, lists: &Lists) -> Vec<Group> {
    let mut all = Vec::new();
    for at in form.texts(key) {
        match pattern::parse_group(&at.value, lists) {
            Ok(group) => all.push(group),
            Err(message) => form.error("B018", at.span, message, "see rubrics/README.md on patterns"),
        }
    }
    all
}

static NO_LISTS: Lists = Lists::new();

fn lists_of<'l>(
    form: &mut Form<'_, '_>,
    languages: &'l BTreeMap<String, Language>,
    default: &str,
) -> (String, &'l Lists) {
    let lang = form.text("lang").map_or_else(|| default.to_string(), |a| a.value);
    let Some(language) = languages.get(&lang) else {
        let span = form.span_of("lang");
        form.error("B013", span, format!("no [[language]] for `{lang}`"), "declare it before it is used");
        return (lang, &NO_LISTS);
    };
    (lang, &language.lists)
}

/// `any` as one group, before the groups of `all`.
fn main_groups(form: &mut Form<'_, '_>, lists: &Lists) -> Vec<Group> {
    let first = any(form, "any", lists);
    let rest = groups(form, "all", lists);
    std::iter::once(first).filter(|g| !g.is_empty()).chain(rest).collect()
}

fn read_passage(form: &mut Form<'_, '_>, languages: &BTreeMap<String, Language>, default: &str) -> Passage {
    let (lang, lists) = lists_of(form, languages, default);
    Passage {
        id: form.need("id", "\"offence\"").value,
        groups: main_groups(form, lists),
        title: any(form, "title", lists),
        within: form.parsed("within", Within::CHOICES).map_or(Within::Sentence, |a| a.value),
        unless: any(form, "unless", lists),
        heading: any(form, "heading", lists),
        unless_heading: any(form, "unless_heading", lists),
        takes: form.parsed("takes", Within::CHOICES).map_or(Within::Section, |a| a.value),
        definitions: form.flag("definitions"),
        follow: any(form, "follow", lists),
        named_by: any(form, "named_by", lists),
        lang,
    }
}

/// Reads the `[[criterion.element.detect]]` of one element.
pub(super) fn read_detects(form: &mut Form<'_, '_>, reading: &Reading) -> Vec<Detect> {
    form.tables("detect", |f| read_detect(f, reading, "en"))
}

/// Reads one rule; `default` is the language of the file.
pub(super) fn read_detect(form: &mut Form<'_, '_>, reading: &Reading, default: &str) -> Detect {
    let (lang, lists) = lists_of(form, &reading.languages, default);
    let passages = form.texts("in");
    let law_of = form.texts("law_of");
    for at in passages.iter().chain(&law_of) {
        if !reading.passages.iter().any(|p| p.id == at.value) {
            form.error("B014", at.span, format!("no [[passage]] `{}`", at.value), "declare it before the criteria");
        }
    }
    let mut places = Vec::new();
    for at in form.texts("places") {
        match at.value.parse::<Place>() {
            Ok(place) => places.push(place),
            Err(()) => form.error("B015", at.span, format!("no place `{}`", at.value), Place::CHOICES),
        }
    }
    let qualifies = form.plain_texts("qualifies");
    if places.is_empty() && qualifies.is_empty() {
        places.push(Place::Body);
    }
    let detect = Detect {
        groups: main_groups(form, lists),
        within: form.parsed("within", Within::CHOICES).map_or(Within::Sentence, |a| a.value),
        words: form.number("words").and_then(|a| usize::try_from(a.value).ok()),
        unless: any(form, "unless", lists),
        unless_section: any(form, "unless_section", lists),
        unless_law: any(form, "unless_law", lists),
        law: groups(form, "law", lists),
        heading: any(form, "heading", lists),
        title: any(form, "title", lists),
        law_of: law_of.into_iter().map(|a| a.value).collect(),
        official: form.flag("official"),
        passages: passages.into_iter().map(|a| a.value).collect(),
        definition_of: any(form, "definition_of", lists),
        places,
        governed_by: any(form, "governed_by", lists),
        not_governed_by: any(form, "not_governed_by", lists),
        penalty: form.table("penalty", |f| PenaltyTest {
            months_at_least: f.number("months_at_least").map(|a| a.value),
            months_below: f.number("months_below").map(|a| a.value),
            joined: f.parsed("joined", Joined::CHOICES).map(|a| a.value),
            route: f.parsed("route", Route::CHOICES).map(|a| a.value),
        }),
        absent: form.plain_texts("absent"),
        qualifies,
        refers_to: form.plain_texts("refers_to"),
        in_force: form.flag("in_force"),
        doubt: form.flag("doubt"),
        lang,
    };
    let confined =
        detect.penalty.is_some() || !detect.qualifies.is_empty() || (detect.in_force && !detect.passages.is_empty());
    if detect.groups.is_empty() && !confined {
        let span = form.span();
        form.error(
            "B016",
            span,
            "a rule of detection without words",
            "add any = [\"…\"], all = [\"…\"] or penalty = { … }",
        );
    }
    detect
}
