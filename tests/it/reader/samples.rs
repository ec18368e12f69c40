//! Real bills. Their words stay where they are: only answers are recorded here.

use super::world::{cut_bill, instrument, level, read, rubric, samples};
use lacuna::law::words::{Kind, Status};

/// Prints every answer with what was seen, for people; `-- --nocapture`.
#[test]
fn barbados_2016() {
    let Some(folder) = samples() else { return };
    let text = cut_bill(&folder.join("barbados/derived/145_trafficking-in-persons-prevention-bill-2016.layout.txt"));
    let mut law = instrument("/akn/bb/bill/2016/trafficking", "Trafficking in Persons Prevention Bill, 2016", &text);
    law.kind = Kind::Bill;
    law.status = Status::Bill;
    let rubric = rubric();
    let laws = [law];
    let reading = read(&rubric, &laws);
    for criterion in &rubric.criteria {
        println!("{} {}", criterion.id, level(criterion, &reading, true));
        for s in reading.sightings.iter().filter(|s| s.criterion == criterion.id) {
            println!("    {} {} {}", s.element, s.at.eid, s.why);
        }
        for d in reading.doubts.iter().filter(|d| d.criterion == criterion.id) {
            println!("    DOUBT {} {} {}", d.element, d.at.eid, d.why);
        }
    }
}
