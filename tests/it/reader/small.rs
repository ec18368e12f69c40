//! A small rubric of the tests' own, so that what the reader knows of a language hangs on no other rubric.

use super::world::{instrument, source};
use lacuna::law::Instrument;
use lacuna::reader::{self, MachineReading};
use lacuna::rubric::Rubric;

const RUBRIC: &str = r#"
id = "small"
version = "1"
date = "2026-01-01"
title = "Small"
subject = "a matter"
[rating]
coverage_at_least = 80
[[pillar]]
id = "p"
title = "P"
[[class]]
id = "c"
title = "C"
urgency = "urge"
[[score]]
id = "s"
title = "S"
explains = "all"
classes = ["c"]
rates = true
[[language]]
lang = "en"
amends = ["is|are amended"]
defines = ["means"]
denies = ["shall not"]
denies_next = ["not|without"]
[[language]]
lang = "es"
amends = ["incorpór*|sustitú*|suprím* ..3 artículo|expresión|frase"]
defines = ["significa", "se entenderá"]
denies = ["no podrá|será"]
denies_next = ["no|sin"]
[[language]]
lang = "fr"
amends = ["après l article", "est inséré", "est|sont supprimé|supprimés"]
denies_next = ["sans|pas"]
[[language]]
lang = "nl"
amends = ["wordt ..8 ingevoegd|vervangen", "vervalt ..4 woorden"]
defines = ["wordt ..2 verstaan"]
denies_next = ["niet|zonder"]
"#;

/// A rubric with one criterion; each rule is `language | element | keys`.
pub(super) fn rubric(passages: &str, rules: &[(&str, &str, &str)]) -> Rubric {
    let mut text = format!(
        "{RUBRIC}{passages}\n[[criterion]]\nid = \"k\"\nnumber = 1\npillar = \"p\"\ntitle = \"K\"\nquestion = \"?\"\nclass = \"c\"\nform = \"L\"\nsource_text = \"x\"\nmet = \"x\"\npartly = \"x\"\nnot_met = \"x\"\nrule = {{ met = \"any A\", partly = \"any A\" }}\n"
    );
    let mut elements: Vec<&str> = rules.iter().map(|r| r.1).collect();
    elements.dedup();
    for element in elements {
        text.push_str(&format!("[[criterion.element]]\nid = \"{element}\"\nrole = \"A\"\ntitle = \"{element}\"\n"));
        for (lang, _, keys) in rules.iter().filter(|r| r.1 == element) {
            text.push_str(&format!("[[criterion.element.detect]]\nlang = \"{lang}\"\n{keys}\n"));
        }
    }
    let mut out = Vec::new();
    let rubric = lacuna::rubric::read(&text, source(), &mut out);
    assert!(out.is_empty(), "{out:?}");
    rubric
}

pub(super) fn law(lang: &str, text: &str) -> Instrument {
    let mut law = instrument("/akn/xx/act/2020/1", "Law of the test", text);
    law.language = lang.into();
    law
}

/// Pinpoints of what was seen, in the reader's order.
pub(super) fn seen(rubric: &Rubric, law: &Instrument) -> Vec<String> {
    pinpoints(&reader::read(rubric, &[law]))
}

pub(super) fn pinpoints(reading: &MachineReading) -> Vec<String> {
    reading.sightings.iter().map(|s| s.pinpoint.to_string()).collect()
}

/// A rule that sees one word in each language.
pub(super) fn word(lang: &'static str, words: &str) -> Rubric {
    rubric("", &[(lang, "x", &format!("any = [\"{words}\"]"))])
}
