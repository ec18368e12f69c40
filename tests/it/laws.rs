//! What holds for any input: identifiers come back as they went in, readers never fail, and answers depend on the law alone.

use std::fs;

use jiff::civil::date;
use lacuna::assess::{Assessment, Finding, Options, Score, Standing};
use lacuna::corpus;
use lacuna::diag::{self, Sources};
use lacuna::law::date::PartialDate;
use lacuna::law::id::{Eid, InstrumentId, JurisdictionCode, ProvisionRef};
use lacuna::law::words::Level;
use lacuna::rubric::rule::{Rule, Truth};
use lacuna::rubric::{self, Rubric};
use lacuna::{markdown, query};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::scratch::{World, files_under, project, rubric_at, text_of};

const TODAY: Options = Options { as_of: date(2020, 2, 3), alone: false };
const ACT: &str = "tests/cases/island/corpus/xa/sale-of-people-act.md";
const RUBRIC: &str = "tests/cases/island/rubrics/people.toml";

/// Identifiers of provisions as drafters number them.
fn eids() -> impl Strategy<Value = String> {
    let step = "(sec|art|sched|part|subsec|para|subpara|item)_[0-9]{1,3}[A-Z]{0,2}(-[0-9]{1,2})?";
    vec(step, 1..5).prop_map(|steps| steps.join("__"))
}

fn instruments() -> impl Strategy<Value = String> {
    "/akn/[a-z]{2}/(act|code|bill|decree)/(19|20)[0-9]{2}/[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}"
}

proptest! {
    #[test]
    fn identifiers_come_back_as_they_went_in(eid in eids(), instrument in instruments(), code in "[A-Za-z]{2}") {
        let parsed: Eid = eid.parse().expect("an eId");
        prop_assert_eq!(parsed.as_str(), &eid);
        prop_assert!(!parsed.pinpoint().contains('_'), "{}", parsed.pinpoint());
        let whole = format!("{instrument}#{eid}");
        let reference: ProvisionRef = whole.parse().expect("a provision");
        prop_assert_eq!(reference.to_string(), whole);
        prop_assert_eq!(reference.instrument.state(), &instrument[5..7]);
        let child: Eid = format!("{eid}__cl_1").parse().expect("an eId");
        prop_assert!(parsed.contains(&child) && !child.contains(&parsed) && !parsed.contains(&parsed));
        let state: JurisdictionCode = code.parse().expect("a code");
        prop_assert_eq!(state.folder().parse::<JurisdictionCode>(), Ok(state));
    }

    #[test]
    fn dates_come_back_as_they_went_in(year in 1600_i16..=2200, month in 1_i8..=12, day in 1_i8..=31, parts in 1..=3) {
        let text = match parts {
            1 => format!("{year:04}"),
            2 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        };
        match text.parse::<PartialDate>() {
            Ok(date) => {
                prop_assert_eq!(&date.to_string(), &text);
                prop_assert!(date.earliest() <= date.latest());
                prop_assert_eq!(date.earliest().year(), year);
            }
            // Only a day that its month does not have is refused.
            Err(()) => prop_assert!(parts == 3 && day > 28, "{text}"),
        }
    }

    #[test]
    fn readers_take_any_text(text in "(?s).{0,200}", words in "[a-zRAXW0-9 ()\",~*:.of-]{0,60}") {
        for text in [&text, &words] {
            if let Ok(eid) = text.parse::<Eid>() {
                prop_assert_eq!(eid.as_str(), text);
            }
            if let Ok(id) = text.parse::<InstrumentId>() {
                prop_assert_eq!(id.as_str(), text);
            }
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert_eq!(&date.to_string(), text);
            }
            if let Err(error) = Rule::parse(text, &[("a", "R"), ("b", "A")]) {
                prop_assert!(error.at <= text.len(), "{error}");
            }
            // A refused query is an answer too; what matters is that there is one.
            let _ = query::read(text).map_err(|error| error.to_string());
            let page = markdown::html(text);
            prop_assert!(!page.to_lowercase().contains("<script"), "{page}");
            markdown::plain(text);
            let outline = markdown::outline(text, 0..text.len());
            for range in outline.headings.iter().map(|h| &h.range).chain(outline.fences.iter().map(|f| &f.inner)) {
                prop_assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
            }
        }
    }

    #[test]
    fn silence_never_makes_a_rule_say_no(
        rule in "(all R|any A|2 of \\(a, b, c\\)|a and not d|\\(a or b\\) and any A|not b or c)",
        answers in vec(0..3_u8, 4),
    ) {
        let elements = [("a", "R"), ("b", "R"), ("c", "A"), ("d", "A")];
        let rule = Rule::parse(&rule, &elements).expect("a rule");
        let at = |id: &str| elements.iter().position(|(e, _)| *e == id).expect("an element");
        let said = |open: Truth| rule.answer(&|id: &str| match answers[at(id)] {
            0 => Truth::No,
            1 => Truth::Yes,
            _ => open,
        });
        // What stays open could still be either; an answer given before it is known must hold however it turns out.
        let before = said(Truth::Open);
        if before != Truth::Open {
            for id in 0..answers.len() {
                for truth in [Truth::Yes, Truth::No] {
                    let later = rule.answer(&|e: &str| match answers[at(e)] {
                        0 => Truth::No,
                        1 => Truth::Yes,
                        _ if at(e) == id => truth,
                        _ => Truth::Open,
                    });
                    prop_assert_eq!(later, before);
                }
            }
        }
    }
}

/// A slip of the pen: bytes taken out, put in twice, or replaced, always on character boundaries.
#[derive(Clone, Debug)]
struct Slip {
    at: prop::sample::Index,
    length: usize,
    put: String,
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    const MARKS: [&str; 8] = ["", "\"", "[[reading]]\n", "\n+++\n", "\n```\n", "### 9 {#sec_9}\n", "= \u{0}", "é"];
    let put = prop_oneof![prop::sample::select(&MARKS[..]).prop_map(str::to_string), "\\PC{0,3}"];
    let slip = (any::<prop::sample::Index>(), 0..40_usize, put).prop_map(|(at, length, put)| Slip { at, length, put });
    vec(slip, 1..6)
}

fn spoil(text: &str, slips: &[Slip]) -> String {
    let mut text = text.to_string();
    for slip in slips {
        let mut from = slip.at.index(text.len() + 1);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (from + slip.length).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        text.replace_range(from..to, &slip.put);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_spoilt_file_gives_messages_with_places_and_never_a_crash(slips in slips()) {
        let mut sources = Sources::default();
        let mut out = Vec::new();
        let spoilt = spoil(&text_of(RUBRIC), &slips);
        let source = sources.add("rubric.toml".into(), &spoilt);
        let rubric = rubric::read(&spoilt, source, &mut out);
        let world = World::of_case("island").file("corpus/xa/sale-of-people-act.md", &spoil(&text_of(ACT), &slips));
        let checked = corpus::load(&[world.path("corpus")], &[rubric], sources, &mut |_| {}).expect("readable files");
        for mistake in out.iter().chain(&checked.diagnostics) {
            let file = checked.value.sources.file(mistake.span.source);
            prop_assert!(mistake.span.range().end <= file.text.len().max(1), "{mistake:?}");
            prop_assert!(!diag::short(&checked.value.sources, mistake).is_empty());
        }
    }
}

fn people() -> Rubric {
    rubric_at(&project().join(RUBRIC))
}

/// Everything that is said of a state, as JSON.
fn all_of(world: &World, state: &str) -> serde_json::Value {
    serde_json::to_value(world.assess(&people(), state, TODAY)).expect("JSON")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn findings_stay_when_files_are_renamed_and_other_states_come(
        names in vec("[a-z][a-z0-9]{1,6}", 3),
        other in "x[d-z]",
        takes_away in any::<bool>(),
    ) {
        let before = all_of(&World::of_case("island"), "XA");
        let mut world = World::of_case("island");
        // New names mean a new order of reading.
        for (i, old) in ["sale-of-people-act", "entry-act", "housing-bill"].iter().enumerate() {
            let old = format!("corpus/xa/{old}.md");
            let text = fs::read_to_string(world.path(&old)).expect("a law");
            world = world.without(&old).file(format!("corpus/xa/{}{i}.md", names[i]), &text);
        }
        let act = text_of(ACT).replace("/akn/xa/", &format!("/akn/{other}/"));
        let state = text_of("tests/cases/island/corpus/xa/jurisdiction.toml").replace("\"XA\"", &format!("\"{}\"", other.to_uppercase()));
        let sources = text_of("tests/cases/island/corpus/xa/sources.toml");
        world = world
            .file(format!("corpus/{other}/the-act.md"), &act)
            .file(format!("corpus/{other}/jurisdiction.toml"), &state)
            .file(format!("corpus/{other}/sources.toml"), &sources);
        if takes_away {
            for file in ["jurisdiction.toml", "sources.toml", "penal-code.md"] {
                world = world.without(format!("corpus/xb/{file}"));
            }
        }
        prop_assert_eq!(all_of(&world, "XA"), before);
    }
}

/// Levels for the criteria of the shipped rubric, and the standing that they give.
fn standing(rubric: &Rubric, blank: &Assessment, levels: &[Level], open_as: Option<Level>) -> Standing {
    let findings: Vec<Finding> = blank
        .findings
        .iter()
        .zip(levels)
        .map(|(finding, level)| {
            let open = matches!(level, Level::Unknown | Level::NotAssessed);
            Finding { level: open_as.filter(|_| open).unwrap_or(*level), ..finding.clone() }
        })
        .collect();
    Standing::of(rubric, &findings)
}

fn sound(score: &Score, by_weight: bool) -> Result<(), TestCaseError> {
    prop_assert!(score.low <= score.high, "{score:?}");
    prop_assert_eq!(score.met + score.partly + score.not_met + score.open, score.criteria);
    prop_assert_eq!(score.value.is_some(), score.criteria > score.open, "a value exactly where there is an answer");
    if let Some(value) = score.value {
        prop_assert!(score.low <= value && value <= score.high, "{score:?}");
        let points = score.met * 2 + score.partly;
        prop_assert_eq!(value.0 == 0, points == 0, "{:?}", score);
    }
    if !by_weight {
        let whole = lacuna::assess::score::Percent::of(score.criteria - score.open, score.criteria);
        prop_assert_eq!(score.coverage, whole);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_unknown_is_never_counted_as_no_and_the_range_holds_whatever_it_turns_out_to_be(
        levels in vec(prop::sample::select(Level::ALL), 79),
        bare in any::<bool>(),
    ) {
        let rubric = rubric_at(&project().join("rubrics/palermo-ccss.toml"));
        let world = World::new().file("corpus/xa/jurisdiction.toml", &text_of("tests/cases/island/corpus/xa/jurisdiction.toml"));
        let blank = world.assess(&rubric, "XA", TODAY);
        let levels = if bare { vec![Level::NotAssessed; 79] } else { levels };
        let with = |open_as| standing(&rubric, &blank, &levels, open_as);
        let (now, best, worst, left_out) =
            (with(None), with(Some(Level::Met)), with(Some(Level::NotMet)), with(Some(Level::NotApplicable)));
        for rule in &rubric.scores {
            let score = &now.scores[&rule.id];
            sound(score, rule.weighted)?;
            for pillar in score.pillars.values() {
                sound(pillar, rule.weighted)?;
            }
            prop_assert_eq!(score.value, left_out.scores[&rule.id].value, "what is open is left out of the mean");
            if score.criteria > 0 {
                prop_assert_eq!(Some(score.high), best.scores[&rule.id].value);
                prop_assert_eq!(Some(score.low), worst.scores[&rule.id].value);
            }
        }
        let gates = &now.gates;
        let counted = gates.met.len() + gates.partly.len() + gates.not_met.len() + gates.open.len();
        prop_assert_eq!(counted, rubric.criteria.iter().filter(|c| c.gate).count());
        let rated = now.coverage.0 >= 800 && gates.open.is_empty();
        prop_assert_eq!(now.band == "not rated", !rated);
    }
}

#[test]
fn two_builds_of_a_site_are_equal_to_the_byte() {
    let build = || {
        let world = World::of_case("island");
        world.run(&["site", "--out", "out"]).done();
        world
    };
    let (one, two) = (build(), build());
    let files = |world: &World| -> Vec<(String, Vec<u8>)> {
        let root = world.path("out");
        files_under(&root)
            .into_iter()
            .map(|p| (p.strip_prefix(&root).unwrap().display().to_string(), fs::read(&p).unwrap()))
            .collect()
    };
    let (one, two) = (files(&one), files(&two));
    assert!(one.len() > 20);
    assert_eq!(one.iter().map(|f| &f.0).collect::<Vec<_>>(), two.iter().map(|f| &f.0).collect::<Vec<_>>());
    for (a, b) in one.iter().zip(&two) {
        assert_eq!(a.1, b.1, "{}", a.0);
    }
}
