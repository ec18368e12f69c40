//! Machine readings of real statutes held against gold codings: what is reached today is not lost again.

use super::samples;
use crate::import_pdf::poppler;
use crate::scratch::{World, project};

/// Text; lowest F1 of sections, agreement and kappa in thousandths, and penalties read exactly. A floor only rises.
const FLOORS: [(&str, &str, i64, i64, i64, i64); 13] = [
    ("bb-trafficking-bill-2016", ".pdf", 1000, 960, 940, 11),
    ("bb-trafficking-bill-2016", ".fulltext.html", 1000, 960, 940, 11),
    ("bb-trafficking-bill-2016", ".layout.txt", 1000, 960, 940, 11),
    ("bb-trafficking-bill-2016", ".md", 1000, 930, 890, 9),
    ("ar-ley-26364", ".md", 1000, 980, 960, 9),
    ("ar-ley-25871", ".md", 1000, 930, 720, 9),
    ("ar-ley-25764", ".md", 1000, 970, 770, 0),
    ("ht-code-penal", ".json", 1000, 970, 880, 74),
    ("bes-wetboek-van-strafrecht", ".md", 1000, 1000, 990, 109),
    ("cr-codigo-penal", ".json", 980, 920, 860, 102),
    ("fr-code-penal", ".md", 990, 940, 900, 140),
    ("jm-child-care-protection", ".json", 880, 970, 890, 4),
    ("jm-mutual-assistance", ".json", 860, 980, 780, 0),
];

#[test]
fn readings_stay_above_their_floors() {
    let Some(folder) = samples().filter(|_| poppler()) else { return };
    let rubric = project().join("rubrics/palermo-ccss.toml");
    let mut golds: Vec<&str> = FLOORS.iter().map(|f| f.0).collect();
    golds.dedup();
    let mut low = Vec::new();
    for gold in golds {
        let path = project().join(format!("tests/gold/{gold}.toml"));
        let ran = World::new().run(&[
            "evaluate",
            path.to_str().unwrap(),
            "--also",
            "--format",
            "json",
            "--texts",
            folder.to_str().unwrap(),
            "--rubric",
            rubric.to_str().unwrap(),
        ]);
        assert_ne!(ran.code, 2, "{gold}: {}", ran.stderr);
        let json = ran.stdout.split("\nREFUSED").next().unwrap_or_default();
        let rows: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|e| panic!("{gold}: {e}"));
        for (_, end, f1, agreement, kappa, penalties) in FLOORS.iter().filter(|f| f.0 == gold) {
            let row = rows.as_array().unwrap().iter().find(|r| r["file"].as_str().unwrap().ends_with(end));
            let row = row.unwrap_or_else(|| panic!("{gold}: {end} was not read"));
            let number = |at: &str| row.pointer(at).and_then(serde_json::Value::as_i64).unwrap_or(0);
            let reached = [
                number("/section_f1_per_mille"),
                number("/agreement/right") * 1000 / number("/agreement/of").max(1),
                number("/kappa_thousandths"),
                number("/penalties/right"),
            ];
            let floors = [*f1, *agreement, *kappa, *penalties];
            if reached.iter().zip(floors).any(|(r, f)| *r < f) {
                low.push(format!("{gold}{end}: {reached:?} is below {floors:?}"));
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}
