//! Wordings of many countries: a small invented law for each, and whether an element must be seen in it.

use serde::Deserialize;

use super::world::{instrument, read, root, rubric};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    lang: String,
    title: String,
    criterion: String,
    element: String,
    sees: bool,
    text: String,
}

#[test]
fn elements_are_seen_in_the_wordings_of_many_countries_and_nowhere_else() {
    let rubric = rubric();
    let folder = root().join("tests/cases/words");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the cases").flatten().map(|e| e.path()).collect();
    files.sort();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for case in file.case {
            count += 1;
            let known = rubric.criteria.iter().find(|c| c.id == case.criterion);
            let known = known.is_some_and(|c| c.elements.iter().any(|e| e.id == case.element));
            assert!(known, "{}: no {} of {}", path.display(), case.element, case.criterion);
            let mut law = instrument("/akn/xx/act/2020/1", &case.title, &case.text);
            law.language.clone_from(&case.lang);
            let reading = read(&rubric, &[law]);
            let mut mine =
                reading.sightings.iter().filter(|s| s.criterion == case.criterion && s.element == case.element);
            let seen = mine.next();
            if seen.is_some() != case.sees {
                let why = seen.map_or("not seen", |s| s.why.as_str());
                wrong.push(format!("{} {} {}: {why}\n{}", case.lang, case.criterion, case.element, case.text));
            }
        }
    }
    assert!(count > 50, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
