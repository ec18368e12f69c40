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

/// Prints what is seen in other laws, for people who mend the rules.
#[test]
fn other_laws() {
    let (Some(folder), Ok(_)) = (samples(), std::env::var("LACUNA_SHOW")) else { return };
    let rubric = rubric();
    for part in ["jamaica", "barbados/md"] {
        let mut files: Vec<_> =
            std::fs::read_dir(folder.join(part)).expect("samples").flatten().map(|f| f.path()).collect();
        files.sort();
        for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md")) {
            let law = instrument(
                "/akn/jm/act/2000/1",
                &path.file_stem().unwrap_or_default().to_string_lossy().replace('-', " "),
                &super::world::cut_loose(path),
            );
            println!("== {} {:?} {}", path.display(), lacuna::reader::unreadable(&law), law.provisions.len());
            let laws = [law];
            let refs: Vec<&lacuna::law::Instrument> = laws.iter().collect();
            let reading = lacuna::reader::read(&rubric, &refs);
            for s in &reading.sightings {
                println!("    {}/{} {} {}", s.criterion, s.element, s.at.eid, s.why);
            }
            for d in &reading.doubts {
                println!("    DOUBT {}/{} {} {}", d.criterion, d.element, d.at.eid, d.why);
            }
        }
    }
}
