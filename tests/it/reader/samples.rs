//! Real bills. Their words stay where they are: only answers are recorded here.

use super::world::{assessed, cut_bill, instrument, level, read, rubric, samples};
use lacuna::law::words::{Kind, Level, Status};

/// Read by a person and found right, or on the careful side.
const MET: [&str; 29] = [
    "def-offence",
    "def-all-persons",
    "def-acts",
    "def-means-core",
    "def-means-abuse",
    "def-purpose-sexual",
    "def-purpose-labour",
    "def-purpose-organs",
    "def-purpose-open",
    "def-child-no-means",
    "def-child-18",
    "def-consent",
    "def-no-border",
    "pros-organise",
    "pros-legal-persons",
    "pros-serious-crime",
    "pros-documents",
    "pros-jurisdiction-home",
    "pros-jurisdiction-abroad",
    "prot-identification",
    "prot-privacy",
    "prot-information",
    "prot-safety",
    "prot-sexual-history",
    "prot-compensation",
    "prev-policy",
    "part-civil-society",
    "part-coordination",
    "part-extradition",
];
const PARTLY: [&str; 19] = [
    "prot-fund",
    "pros-ocg",
    "prot-witness",
    "prot-safe-return",
    "pros-aggravating",
    "pros-knowing-use",
    "pros-obstruction",
    "pros-confiscation",
    "pros-investigation",
    "prot-housing",
    "prot-counselling",
    "prot-health",
    "prot-livelihood",
    "prot-special-needs",
    "prot-child",
    "prot-non-punishment",
    "prot-restitution-order",
    "prot-residence",
    "part-mla",
];
/// Prints every answer with what was seen, for people; `-- --nocapture`.
#[test]
fn barbados_2016() {
    let Some(folder) = samples() else { return };
    let text = cut_bill(&folder.join("barbados/derived/145_trafficking-in-persons-prevention-bill-2016.layout.txt"));
    let mut law = instrument("/akn/bb/bill/2016/trafficking", "Trafficking in Persons Prevention Bill, 2016", &text);
    law.kind = Kind::Bill;
    law.status = Status::Bill;
    assert_eq!(law.provisions.len(), 30);
    assert_eq!(lacuna::reader::unreadable(&law), None);
    let rubric = rubric();
    let laws = [law];
    let reading = read(&rubric, &laws);
    let assessment = assessed(&rubric, &laws);
    let mut wrong = Vec::new();
    for criterion in &rubric.criteria {
        let got = level(&assessment, &criterion.id);
        println!("{} {got}", criterion.id);
        for s in reading.sightings.iter().filter(|s| s.criterion == criterion.id) {
            println!("    {} {} {}", s.element, s.at.eid, s.why);
        }
        for d in reading.doubts.iter().filter(|d| d.criterion == criterion.id) {
            println!("    DOUBT {} {} {}", d.element, d.at.eid, d.why);
        }
        let expected = match criterion.id.as_str() {
            "pros-no-fine-only" => Level::NotMet,
            id if MET.contains(&id) => Level::Met,
            id if PARTLY.contains(&id) => Level::Partly,
            _ => Level::NotFound,
        };
        if got != expected {
            wrong.push(format!("{} is {got}, expected {expected}", criterion.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
