//! A gold coding of a few answers, whose counts are computed by hand.

use super::{LAW, rubric};
use crate::scratch::World;

#[test]
fn counts_are_those_that_a_person_computes() {
    let gold = r#"
file = "law.txt"
title = "Sale of Persons Act, 2016"
jurisdiction = "BB"
language = "en"
rubric = "palermo-ccss"
sections = ["sec_1", "sec_2", "sec_3", "sec_4", "sec_5"]
not_found = ["pros-laundering", "def-consent"]

[[answer]]
criterion = "def-child-18"
level = "met"
at = ["sec_3"]

[[answer]]
criterion = "def-acts"
level = "met"
at = ["sec_2__subsec_1"]

[[penalty]]
at = "sec_2"
offence = "Sale"
class = "trafficking"
imprisonment = { max_months = 240 }

[[penalty]]
at = "sec_4"
offence = "Hiding papers"
class = "documents"
imprisonment = { max_months = 12 }
"#;
    let world = World::new().file("law.txt", LAW).file("gold.toml", gold);
    let ran = world.run(&["evaluate", "gold.toml", "--rubric", &rubric(), "--format", "json"]).done();
    let row = &ran.json()[0];
    let share = |key: &str| (row[key]["right"].as_u64().unwrap(), row[key]["of"].as_u64().unwrap());
    // Four sections found, all of them among five: precision 4/4, recall 4/5, F1 = 2 · 1 · 0.8 / 1.8.
    assert_eq!((share("section_precision"), share("section_recall")), ((4, 4), (4, 5)));
    assert_eq!(row["section_f1_per_mille"], 889);
    // A person says met, met, not found, not found; the machine met, met, not found, met: 3 of 4 alike,
    // by chance (2 · 3 + 2 · 1) / 16 = 1/2, kappa = (3/4 - 1/2) / (1 - 1/2).
    assert_eq!(share("agreement"), (3, 4), "{row}");
    assert_eq!(row["kappa_thousandths"], 500);
    assert_eq!(share("pinpoint_first"), (2, 2));
    assert_eq!(share("penalties"), (1, 2));
    let missing = world.file("gold.toml", &gold.replace("law.txt", "nowhere.txt"));
    missing.run(&["evaluate", "gold.toml", "--rubric", &rubric()]).ends_with(2).says("REFUSED nowhere.txt");
}
