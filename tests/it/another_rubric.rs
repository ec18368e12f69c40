//! The program knows no treaty: another file of questions gives another assessment of the same law.

use serde_json::json;

use crate::scratch::World;

#[test]
fn three_questions_on_smuggling() {
    let world = World::of_case("island");
    let args = ["assess", "--state", "XA", "--format", "json", "--rubric", "rubrics/smuggling.toml"];
    let answer = world.run(&args).done().json();
    assert_eq!(answer["rubric"], json!({ "id": "smuggling", "version": "0.1.0" }));
    let arcadia = &answer["jurisdictions"][0];
    let levels: Vec<(&str, &str)> = arcadia["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["criterion"].as_str().unwrap(), f["level"].as_str().unwrap()))
        .collect();
    assert_eq!(levels, [("smuggling-offence", "met"), ("smuggled-not-charged", "met"), ("boats", "not_assessed")]);
    // Its own scores, its own threshold of coverage, its own allowance of open gates, its own bands.
    assert_eq!(arcadia["scores"].as_object().unwrap().keys().collect::<Vec<_>>(), ["all"]);
    assert_eq!(arcadia["coverage"], json!(66.7));
    assert_eq!((&arcadia["band"], &arcadia["gates"]["open"]), (&json!("high"), &json!(["boats"])));

    let people = world.run(&["assess", "--state", "XA", "--format", "json"]).done().json();
    assert_eq!(people["rubric"]["id"], "people");
    assert_eq!(people["jurisdictions"][0]["findings"].as_array().unwrap().len(), 6);
    assert_eq!(people["jurisdictions"][0]["band"], "not rated");
}

#[test]
fn a_rubric_is_added_by_adding_a_file_and_its_mistakes_are_told() {
    let world = World::of_case("island").with("rubrics/smuggling.toml", "\"all R\"", "\"all Q\"");
    world.run(&["check", "--format", "short"]).ends_with(2).says("rubrics/smuggling.toml:").says("error[B009]");
}
