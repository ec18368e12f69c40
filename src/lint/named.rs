//! References whose words fit the heading of another provision: `the offence of trafficking in children referred to in
//! section 3`, where section 4 is headed "Trafficking in children".

use std::collections::BTreeSet;

use super::refs::Ref;
use super::token::{self, Sort};
use super::view::{View, short};
use super::{Code, Finding};
use crate::index::stem::stem;

/// Share of words, in per cent, from which the words and a heading agree.
const FITS: usize = 75;
/// Share of words, in per cent, up to which they do not.
const FAILS: usize = 50;

/// Most words of a name, its article with them.
const LONGEST_NAME: usize = 9;

/// Finds them.
pub(super) fn check(view: &View<'_>, refs: &[Ref], out: &mut Vec<Finding>) {
    let headings: Vec<BTreeSet<String>> = view.tops.iter().map(|t| meaning(view, t.heading)).collect();
    for reference in refs {
        let [number] = reference.tops.as_slice() else { continue };
        let para = &view.paras[reference.para];
        let Some(kind) = &reference.kind else { continue };
        if reference.abroad || para.block.quoted || view.tops[para.top].amends {
            continue;
        }
        let Some([target]) = view.numbered(kind, &number.key) else { continue };
        if *target == para.top || headings[*target].is_empty() {
            continue;
        }
        for words in named(view, reference) {
            let name = meaning(view, &words);
            if name.is_empty() {
                continue;
            }
            let here = alike(&name, &headings[*target]);
            let others = (0..headings.len())
                .filter(|i| i != target && *i != para.top && view.tops[*i].kind == view.tops[*target].kind);
            let mut best: Vec<(usize, usize)> =
                others.map(|i| (alike(&name, &headings[i]), i)).filter(|b| b.0 >= FITS).collect();
            best.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            let unique = best.len() == 1 || best.len() > 1 && best[0].0 > best[1].0;
            let Some((_, other)) = best.first().filter(|b| unique && here <= FAILS && b.0 >= here + 30) else {
                continue;
            };
            // One word may stand in many headings by chance.
            if name.len() < 2 && !one_word_is_enough(view, *target, &name) {
                continue;
            }
            let says = format!(
                "The words \"{}\" fit {}, but the reference is to {}.",
                short(words.trim()),
                view.named(*other),
                view.named(*target)
            );
            let remedy =
                format!("Check whether {} is meant, and put in its number.", super::cite(view.tops[*other].eid));
            out.push(view.at(reference.para, Code::WrongTarget, says).mend(remedy));
            break;
        }
    }
}

/// A single word is enough where the section that is named does not hold it at all.
fn one_word_is_enough(view: &View<'_>, target: usize, name: &BTreeSet<String>) -> bool {
    !view.paras_of(target).iter().any(|p| meaning(view, p.text()).intersection(name).next().is_some())
}

/// What the text calls the target: the words before the reference, or the term that the reference defines.
fn named(view: &View<'_>, reference: &Ref) -> Vec<String> {
    let para = &view.paras[reference.para];
    let text = para.text();
    let mut all = Vec::new();
    let start = if reference.parts.is_empty() { reference.unit_at } else { reference.range.start };
    let before = text.get(..start).unwrap_or_default();
    let tail: String = {
        let count = before.chars().count();
        before.chars().skip(count.saturating_sub(140)).collect()
    };
    if let Some(found) = view.pack.named_in.captures(&tail)
        && let Some(name) = found.name("name")
    {
        all.push(clause(view, name.as_str()));
    }
    // “X” means the offence referred to in section N: X is its name.
    let terms = &view.provision_of(para).facts.defines;
    if let [term] = terms.as_slice() {
        let told = before.rsplit_once(['”', '"', '’']).map_or(before, |(_, rest)| rest);
        let few = told.split_whitespace().count() <= 9;
        if few && view.pack.is_that_of.is_match(told) {
            all.insert(0, term.clone());
        }
    }
    all
}

/// The last noun phrase of the words: behind the last article or mark.
fn clause(view: &View<'_>, words: &str) -> String {
    let tokens = token::cut(words);
    let starts = |t: &token::Token| t.sort == Sort::Word && view.pack.definite.contains(&t.text);
    let from = tokens.iter().rposition(|t| t.sort == Sort::Mark && ",;:.".contains(&t.text)).map_or(0, |i| i + 1);
    // `the offence of trafficking in the territory`: the first article of the clause that still leaves a short name. What
    // has no article is no name, but an act (`authorised to enter under section 5`).
    let mut articles = (from..tokens.len()).filter(|i| starts(&tokens[*i]));
    let at = articles.find(|i| tokens.len() - i <= LONGEST_NAME);
    at.map_or(String::new(), |at| words[tokens[at].range.start..].to_string())
}

/// The words that tell one heading from another, as stems.
fn meaning(view: &View<'_>, text: &str) -> BTreeSet<String> {
    let pack = view.pack;
    let words = token::cut(text).into_iter().filter(|t| t.sort == Sort::Word && t.text.len() > 1);
    words
        .filter(|t| !pack.idle.contains(&t.text) && (!pack.generic.contains(&t.text) || is_person(&t.text)))
        .map(|t| stem(&pack.lang, &t.text))
        .collect()
}

/// Persons are what some offences differ in.
fn is_person(word: &str) -> bool {
    ["persons", "personas", "personnes", "personen"].contains(&word)
}

/// Share of the words that two names have in common, in per cent.
fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> usize {
    let both = a.intersection(b).count();
    let all = a.union(b).count();
    (100 * both).checked_div(all).unwrap_or(0)
}
