//! Terms used as if they were defined: `the Authority`, `the National Task Force`, “qualifying child”.

use std::collections::{BTreeMap, BTreeSet};

use super::defined;
use super::token::{Sort, Token};
use super::view::{View, short};
use super::{Code, Finding};

/// Times that a term must be used.
const REPEATED: usize = 2;

/// Finds them.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    if view.instrument.amending_only || !view.is_whole() {
        return;
    }
    let known = Known::of(view);
    bodies(view, &known, out);
    in_quotes(view, &known, out);
}

/// Terms that the text introduces, as stems.
struct Known {
    terms: BTreeSet<Vec<String>>,
    headings: Vec<Vec<String>>,
}

impl Known {
    fn of(view: &View<'_>) -> Self {
        let mut terms: BTreeSet<Vec<String>> = defined::all(view).into_iter().map(|d| d.stems).collect();
        terms.extend(defined::introduced(view));
        // What any provision says that it defines counts, whatever its form.
        let told = view.instrument.provisions.iter().flat_map(|p| &p.facts.defines);
        terms.extend(told.map(|t| defined::stems(&view.pack.lang, t)));
        let headings = view.instrument.provisions.iter().flat_map(|p| [p.heading.as_str(), p.part.as_str()]);
        let headings =
            headings.chain([view.instrument.title.as_str()]).map(|h| defined::stems(&view.pack.lang, h)).collect();
        Self { terms, headings }
    }

    fn holds(&self, stems: &[String]) -> bool {
        let within = |t: &Vec<String>| t.windows(stems.len().max(1)).any(|w| w == stems);
        self.terms.iter().any(within) || self.headings.iter().any(within)
    }
}

/// A name in the middle of a sentence, and where.
struct Name {
    words: Vec<String>,
    printed: String,
    para: usize,
    /// It goes on: `of the …`, or other capitals stand around.
    part_of_longer: bool,
}

fn bodies(view: &View<'_>, known: &Known, out: &mut Vec<Finding>) {
    let mut names: BTreeMap<Vec<String>, Vec<Name>> = BTreeMap::new();
    let mut longer: BTreeSet<Vec<String>> = BTreeSet::new();
    for (i, para) in view.paras.iter().enumerate() {
        if para.block.quoted || view.tops[para.top].amends || view.tops[para.top].kind == "sched" {
            continue;
        }
        for name in of(view, &para.tokens, para.text(), i) {
            if name.part_of_longer || name.words.len() > 1 {
                longer.insert(name.words.clone());
            }
            names.entry(name.words.clone()).or_default().push(name);
        }
    }
    for (words, places) in &names {
        if places.iter().any(|n| n.part_of_longer) || places.len() < REPEATED || !is_body(view, words) {
            continue;
        }
        // A longer name elsewhere says what is meant.
        let explained =
            longer.iter().any(|l| l.len() > words.len() && l.windows(words.len()).any(|w| w == words.as_slice()));
        let phrase = words.join(" ");
        let stems = defined::stems(&view.pack.lang, &phrase);
        if explained || view.pack.known.contains(&phrase) || known.holds(&stems) || set_up(view, words) {
            continue;
        }
        let printed = &places[0].printed;
        let says =
            format!("\"{printed}\" is used {} times as if it were defined, but nothing says what it is.", places.len());
        out.push(view.at(places[0].para, Code::Undefined, says));
    }
}

/// The names behind definite articles of a paragraph.
fn of(view: &View<'_>, tokens: &[Token], text: &str, para: usize) -> Vec<Name> {
    let pack = view.pack;
    let mut all = Vec::new();
    let mut i = 0;
    while i + 1 < tokens.len() {
        let article =
            tokens[i].sort == Sort::Word && pack.definite.contains(&tokens[i].text) && (!tokens[i].capital || i == 0);
        let apostrophe = usize::from(matches!(tokens[i + 1].text.as_str(), "'" | "’"));
        let from = i + 1 + apostrophe;
        let big = |t: &Token| t.sort == Sort::Word && t.capital;
        if !article || !tokens.get(from).is_some_and(big) {
            i += 1;
            continue;
        }
        let mut end = from;
        while tokens.get(end).is_some_and(big) {
            end += 1;
        }
        // In Spanish, French and Dutch an adjective is not always written with a capital.
        let link = tokens.get(end).is_some_and(|t| {
            t.sort == Sort::Word
                && (pack.of.contains(&t.text)
                    || [
                        "for", "on", "of", "and", "para", "pour", "sur", "contre", "contra", "voor", "y", "et", "en",
                        "à", "against", "in",
                    ]
                    .contains(&t.text.as_str()))
                || t.text == "-"
                || t.text == "/"
        });
        let further = tokens.get(end + 1..(end + 4).min(tokens.len())).unwrap_or_default().iter().any(big);
        let hyphen = tokens.get(end).is_some_and(|t| t.text == "-" || t.text == "&");
        all.push(Name {
            words: tokens[from..end].iter().map(|t| t.text.clone()).collect(),
            printed: text[tokens[i].range.start..tokens[end - 1].range.end].to_string(),
            para,
            part_of_longer: link && further || hyphen,
        });
        i = end;
    }
    all
}

/// Is the name made of a noun for a body and words that make no proper name of it?
fn is_body(view: &View<'_>, words: &[String]) -> bool {
    let pack = view.pack;
    (1..=2.min(words.len())).any(|n| {
        // English and Dutch put what is named before the noun.
        let (noun, rest) = if ["en", "nl"].contains(&pack.lang.as_str()) {
            (words[words.len() - n..].join(" "), &words[..words.len() - n])
        } else {
            (words[..n].join(" "), &words[n..])
        };
        pack.bodies.contains(&noun) && rest.iter().all(|w| pack.general_names.contains(w))
    })
}

/// Does the text set the body up, or speak of one such body (`a Committee`)?
fn set_up(view: &View<'_>, words: &[String]) -> bool {
    view.paras.iter().any(|para| {
        let tokens: Vec<&Token> = para.tokens.iter().filter(|t| t.sort == Sort::Word).collect();
        tokens.windows(words.len()).any(|w| {
            w.iter().zip(words).all(|(t, word)| &t.text == word)
                && view.pack.sets_up.is_match(&para.text()[..w[0].range.start])
        })
    })
}

/// Terms in quotation marks that nothing explains.
fn in_quotes(view: &View<'_>, known: &Known, out: &mut Vec<Finding>) {
    let mut places: BTreeMap<Vec<String>, Vec<(usize, String)>> = BTreeMap::new();
    let mut explained: BTreeSet<Vec<String>> = BTreeSet::new();
    for (i, para) in view.paras.iter().enumerate() {
        let text = para.text();
        for (start, term, end) in defined::quoted(text) {
            let stems = defined::stems(&view.pack.lang, term);
            let (before, behind) = (&text[..start], &text[end..]);
            let cited = view.pack.cited.is_match(before) || term.starts_with(char::is_uppercase);
            if cited
                || view.pack.means.is_match(behind)
                || view.pack.means_before.is_match(before)
                || view.tops[para.top].amends
                || para.block.quoted
            {
                explained.insert(stems);
            } else if (1..=4).contains(&stems.len()) && term.chars().all(|c| c.is_alphabetic() || " -’'".contains(c))
            {
                places.entry(stems).or_default().push((i, term.to_string()));
            }
        }
    }
    for (stems, at) in places {
        let tops: BTreeSet<usize> = at.iter().map(|(p, _)| view.paras[*p].top).collect();
        if tops.len() >= REPEATED && !explained.contains(&stems) && !known.holds(&stems) && stems.concat().len() > 3 {
            let says = format!(
                "\"{}\" stands in quotation marks {} times, but nothing says what it means.",
                short(&at[0].1),
                at.len()
            );
            out.push(view.at(at[0].0, Code::Undefined, says).graded(super::Severity::Note));
        }
    }
}
