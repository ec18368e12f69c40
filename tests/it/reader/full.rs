//! An invented Act that has nearly everything, and the same Act with one section alone: recall and restraint.

use super::world::{assessed, instrument, level, read, root, rubric};
use lacuna::law::Instrument;
use lacuna::law::words::Level;

/// Criteria that the invented Acts do not meet, with the answer that is right.
const OTHERWISE: [(&str, Level); 2] =
    [("part-foreign-confiscation", Level::NotFound), ("part-regional-sharing", Level::NotFound)];

/// The Acts: language, file, title, and the first section that the short Act leaves out.
const ACTS: &[(&str, &str, &str, &str)] = &[
    ("en", "full.txt", "Trafficking in Persons Act, 2020", "# sec_5 "),
    ("es", "full-es.txt", "Ley contra la Trata de Personas", "# art_4 "),
    ("nl", "full-nl.txt", "Landsverordening bestrijding mensenhandel", "# art_4 "),
    ("fr", "full-fr.txt", "Loi sur la lutte contre la traite des personnes", "# art_5 "),
];

fn act(lang: &str, title: &str, text: &str) -> Instrument {
    let mut one = instrument("/akn/xx/act/2020/1", title, text);
    one.language = lang.into();
    one
}

fn text(file: &str) -> String {
    std::fs::read_to_string(root().join("tests/cases/reading").join(file)).expect("the invented Act")
}

#[test]
fn the_full_act_meets_nearly_every_criterion() {
    let rubric = rubric();
    let mut wrong = Vec::new();
    for &(lang, file, title, _) in ACTS {
        let laws = [act(lang, title, &text(file))];
        let reading = read(&rubric, &laws);
        let assessment = assessed(&rubric, &laws);
        for criterion in &rubric.criteria {
            let expected = OTHERWISE.iter().find(|(id, _)| *id == criterion.id).map_or(Level::Met, |o| o.1);
            let got = level(&assessment, &criterion.id);
            if got != expected {
                let mine = reading.sightings.iter().filter(|s| s.criterion == criterion.id);
                let seen: Vec<String> = mine.map(|s| format!("{} {} {}", s.element, s.at.eid, s.why)).collect();
                wrong.push(format!("{lang} {}: {got}, expected {expected}\n    {}", criterion.id, seen.join("\n    ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_act_of_few_sections_meets_only_what_they_hold() {
    let rubric = rubric();
    let may =
        ["pros-attempt", "pros-accomplice", "pros-organise", "pros-ocg", "pros-serious-crime", "pros-no-fine-only"];
    // A general aim to protect victims is a partial answer on safety.
    let also = ["prot-identification", "pros-aggravating", "prot-safety"];
    for &(lang, file, title, next) in ACTS {
        let whole = text(file);
        let laws = [act(lang, title, &whole[..whole.find(next).expect("the next section")])];
        let reading = read(&rubric, &laws);
        let assessment = assessed(&rubric, &laws);
        for criterion in &rubric.criteria {
            let got = level(&assessment, &criterion.id);
            let held = criterion.group == "definition"
                || may.contains(&criterion.id.as_str())
                || also.contains(&criterion.id.as_str());
            assert!(
                held || got == Level::NotFound,
                "{lang}: {} is {got}: {:?}",
                criterion.id,
                reading.sightings.iter().filter(|s| s.criterion == criterion.id).collect::<Vec<_>>()
            );
        }
    }
}
