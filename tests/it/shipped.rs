//! What the shipped law of the CARICOM states must hold, and that coverage adds up.

use std::collections::BTreeSet;

use jiff::civil::date;
use lacuna::assess::{Options, assess};
use lacuna::corpus::{self, Corpus};
use lacuna::coverage::{self, Coverage};
use lacuna::diag::{Severity, Sources};
use lacuna::law::penalty::PenaltyClass;
use lacuna::law::state::Jurisdiction;
use lacuna::law::words::{Level, TreatyAct};
use lacuna::rubric::Rubric;

use crate::scratch::{project, rubric_at};

/// Treaties of which every state must say where it stands, and since when.
const TREATIES: [&str; 8] =
    ["palermo-protocol", "untoc", "ilo-c29", "ilo-p029", "ilo-c105", "ilo-c182", "crc-opsc", "cedaw"];

/// A question may stay open only after searches by this many routes: law portals, supervisory comments, press and so on.
const ROUTES: usize = 3;

/// Logs that call every route "public web pages": there the searches are counted. The list only shrinks.
const ROUTES_NOT_NAMED: [&str; 3] = ["BB", "LC", "TT"];

/// States whose gravest sexual offence was looked for and not found. The list only shrinks.
const NO_GRAVEST_OFFENCE: [&str; 3] = ["CW", "KY", "TC"];

/// Open questions with fewer routes. The list only shrinks.
const FEWER_ROUTES: [(&str, &str); 3] =
    [("KY", "prot-own-nationals"), ("KY", "prev-documents"), ("KY", "part-verify-documents")];

fn shipped() -> (Corpus, Rubric) {
    let rubric = rubric_at(&project().join("rubrics/palermo-ccss.toml"));
    let folder = [project().join("corpus")];
    let checked = corpus::load(&folder, std::slice::from_ref(&rubric), Sources::default(), &mut |_| {}).unwrap();
    assert!(checked.diagnostics.iter().all(|d| d.severity != Severity::Error));
    (checked.value, rubric)
}

fn coverage_of(corpus: &Corpus, rubric: &Rubric, state: &Jurisdiction) -> Coverage {
    let options = Options { as_of: date(2026, 12, 1), alone: false };
    coverage::of(corpus, rubric, state, &assess(corpus, rubric, state, options))
}

/// Members and associates of CARICOM, and those beside them whose law is coded.
fn region(corpus: &Corpus) -> impl Iterator<Item = &Jurisdiction> {
    corpus.states().filter(|s| s.groups.iter().any(|g| g.starts_with("caricom")) || !s.sources.is_empty())
}

#[test]
fn every_state_says_where_it_stands_to_the_treaties() {
    let (corpus, _) = shipped();
    let mut wrong = Vec::new();
    for state in region(&corpus) {
        for treaty in TREATIES {
            match state.treaty(treaty) {
                None => wrong.push(format!("{}: {treaty} is not there", state.code)),
                Some(t) if t.sources.is_empty() => wrong.push(format!("{}: {treaty} has no source", state.code)),
                Some(t) if t.act == TreatyAct::Unknown && t.note.is_empty() => {
                    wrong.push(format!("{}: {treaty} is unknown, and nobody says what was looked up", state.code));
                }
                Some(t) if t.act.binds() && t.date.is_none() && t.in_force.is_none() && t.note.is_empty() => {
                    wrong.push(format!("{}: {treaty} has neither a date nor a note on why", state.code));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_state_that_punishes_trafficking_has_the_penalty_to_hold_it_against() {
    let (corpus, _) = shipped();
    let mut wrong = Vec::new();
    for state in region(&corpus) {
        let classes: BTreeSet<&str> = corpus
            .of(&state.code)
            .flat_map(|i| &i.provisions)
            .flat_map(|p| &p.facts.penalties)
            .map(|p| p.class.word())
            .collect();
        let gravest = PenaltyClass::MostSeriousSexualOffence.word();
        let without = classes.iter().any(|c| c.starts_with("trafficking")) && !classes.contains(gravest);
        if without != NO_GRAVEST_OFFENCE.contains(&state.code.as_str()) {
            wrong.push(format!("{}: no penalty of class {gravest}, or no longer so", state.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_binding_question_stays_open_only_after_searches() {
    let (corpus, rubric) = shipped();
    let (mut wrong, mut few) = (Vec::new(), 0);
    for state in region(&corpus) {
        let covered = coverage_of(&corpus, &rubric, state);
        let named = !ROUTES_NOT_NAMED.contains(&state.code.as_str());
        for open in &covered.open {
            let routes: BTreeSet<&str> = open.tried.iter().map(|n| covered.searches[n - 1].place.as_str()).collect();
            let routes = if named { routes.len() } else { open.tried.len() };
            if open.mandatory && open.level == Level::NotAssessed && routes < ROUTES {
                let known = FEWER_ROUTES.contains(&(state.code.as_str(), open.criterion.as_str()));
                few += usize::from(known);
                if !known {
                    wrong.push(format!("{}: {} has {routes} routes", state.code, open.criterion));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of these\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(few, FEWER_ROUTES.len(), "take what is no longer so off the list");
}

#[test]
fn coverage_adds_up() {
    let (corpus, rubric) = shipped();
    for state in corpus.states() {
        let c = coverage_of(&corpus, &rubric, state);
        for cells in [c.mandatory, c.all] {
            assert_eq!(cells.answered + cells.seen_in_part + cells.not_assessed, cells.count, "{}", c.code);
            assert_eq!(cells.grades.all() + cells.without_words, cells.answered, "{}", c.code);
        }
        assert_eq!(c.open.len(), c.all.seen_in_part + c.all.not_assessed, "{}", c.code);
        assert!(c.open.iter().flat_map(|o| &o.tried).all(|n| (1..=c.searches.len()).contains(n)), "{}", c.code);
        let provisions: usize = corpus.of(&state.code).map(|i| i.provisions.len()).sum();
        assert_eq!(c.provisions.all(), provisions, "{}: every provision has a grade", c.code);
        let in_families: BTreeSet<_> = c.families.iter().flat_map(|f| &f.laws).map(|l| &l.id).collect();
        for law in corpus.of(&state.code).filter(|i| !i.families.is_empty()) {
            assert!(in_families.contains(&law.id), "{}: {} stands in no family", c.code, law.id);
        }
    }
}
