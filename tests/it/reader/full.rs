//! An invented Act that has nearly everything, and the same Act with one section alone: recall and restraint.

use super::world::{assessed, instrument, level, read, root, rubric};
use lacuna::law::words::Level;

/// Criteria that the invented Act does not meet, with the answer that is right.
const OTHERWISE: [(&str, Level); 2] =
    [("part-foreign-confiscation", Level::NotFound), ("part-regional-sharing", Level::NotFound)];

fn text() -> String {
    std::fs::read_to_string(root().join("tests/cases/reading/full.txt")).expect("the invented Act")
}

#[test]
fn the_full_act_meets_nearly_every_criterion() {
    let rubric = rubric();
    let laws = [instrument("/akn/xx/act/2020/1", "Trafficking in Persons Act, 2020", &text())];
    let reading = read(&rubric, &laws);
    let assessment = assessed(&rubric, &laws);
    let mut wrong = Vec::new();
    for criterion in &rubric.criteria {
        let expected = OTHERWISE.iter().find(|(id, _)| *id == criterion.id).map_or(Level::Met, |o| o.1);
        let got = level(&assessment, &criterion.id);
        if got != expected {
            let mine = reading.sightings.iter().filter(|s| s.criterion == criterion.id);
            let seen: Vec<String> = mine.map(|s| format!("{} {} {}", s.element, s.at.eid, s.why)).collect();
            wrong.push(format!("{}: {got}, expected {expected}\n    {}", criterion.id, seen.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_act_of_four_sections_meets_only_what_they_hold() {
    let rubric = rubric();
    let whole = text();
    let end = whole.find("# sec_5 ").expect("section 5");
    let laws = [instrument("/akn/xx/act/2020/1", "Trafficking in Persons Act, 2020", &whole[..end])];
    let reading = read(&rubric, &laws);
    let assessment = assessed(&rubric, &laws);
    let may =
        ["pros-attempt", "pros-accomplice", "pros-organise", "pros-ocg", "pros-serious-crime", "pros-no-fine-only"];
    let also = ["prot-identification", "pros-aggravating"];
    for criterion in &rubric.criteria {
        let got = level(&assessment, &criterion.id);
        let held = criterion.group == "definition"
            || may.contains(&criterion.id.as_str())
            || also.contains(&criterion.id.as_str());
        assert!(
            held || got == Level::NotFound,
            "{} is {got}: {:?}",
            criterion.id,
            reading.sightings.iter().filter(|s| s.criterion == criterion.id).collect::<Vec<_>>()
        );
    }
}
