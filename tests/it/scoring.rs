//! How answers become scores, gates and bands; what counts as an answer, and what never does.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::date;
use lacuna::assess::{Assessment, Finding, Options};
use lacuna::law::words::Level;
use lacuna::rubric::rule::Truth;
use lacuna::rubric::{Criterion, Effect, Role, Rubric};

use crate::scratch::{World, project, rubric_at};

const TODAY: Options = Options { as_of: date(2020, 2, 3), alone: false };
const ALONE: Options = Options { alone: true, ..TODAY };

/// What an invented law says on a criterion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Everything,
    Something,
    Nothing,
}

fn shipped() -> Rubric {
    rubric_at(&project().join("rubrics/palermo-ccss.toml"))
}

/// Elements that make a criterion partly met where the rest is known to be absent.
fn some_elements(criterion: &Criterion) -> Vec<&str> {
    let wanted: Vec<&str> =
        criterion.elements.iter().filter(|e| e.role != Role::Warning).map(|e| e.id.as_str()).collect();
    for chosen in 1..1_usize << wanted.len() {
        let has: Vec<&str> = (0..wanted.len()).filter(|i| chosen >> i & 1 == 1).map(|i| wanted[i]).collect();
        let truth = |id: &str| if has.contains(&id) { Truth::Yes } else { Truth::No };
        if criterion.met_rule.answer(&truth) == Truth::No && criterion.partly_rule.answer(&truth) == Truth::Yes {
            return has;
        }
    }
    // Where no part is enough, a limitation pulls the whole down.
    let limit = criterion.elements.iter().find(|e| e.effect == Some(Effect::Partly)).expect("a way to be partly met");
    wanted.into_iter().chain([limit.id.as_str()]).collect()
}

/// A state with one invented law, coded in full; `read_in_full` closes every checklist on it.
fn invented(rubric: &Rubric, read_in_full: bool, says: impl Fn(&Criterion) -> Says) -> Assessment {
    let mut state = String::from(
        "code = \"XA\"\nname = { en = \"Arcadia\", fr = \"Arcadie\", es = \"Arcadia\" }\ngroups = []\n\
         languages = [\"en\"]\ntradition = \"common-law\"\ncurrency = \"XCD\"\n",
    );
    for family in &rubric.families {
        writeln!(
            state,
            "[[checklist]]\nfamily = \"{}\"\nlaws = [\"/akn/xa/act/2000/1\"]\nclosed = {read_in_full}",
            family.id
        )
        .unwrap();
    }
    let mut law = String::from(
        "+++\nid = \"/akn/xa/act/2000/1\"\ntitle = \"One Act\"\nkind = \"act\"\nlanguage = \"en\"\ntext = \"digest\"\n\
         complete = true\nstatus = \"in-force\"\nfamilies = []\ncommenced = \"2000\"\nas_of = \"2020\"\n\
         sources = [\"gazette\"]\ngrade = \"A\"\n+++\n",
    );
    for criterion in &rubric.criteria {
        let has = match says(criterion) {
            Says::Nothing => continue,
            Says::Something => some_elements(criterion),
            Says::Everything => {
                criterion.elements.iter().filter(|e| e.role != Role::Warning).map(|e| e.id.as_str()).collect()
            }
        };
        let n = criterion.number;
        writeln!(
            law,
            "### {n}. {} {{#sec_{n}}}\n\nWords.\n\n```toml\nsources = [\"gazette\"]\ngrade = \"A\"\n\
             [[reading]]\ncriterion = \"{}\"\nhas = {has:?}\n```\n",
            criterion.id, criterion.id
        )
        .unwrap();
    }
    let sources = "[[source]]\nkey = \"gazette\"\ntitle = \"Gazette\"\npublisher = \"Printer\"\naddress = \"on paper\"\n\
                   grade = \"A\"\nspeaks_for = \"2020\"\nconsulted = \"2020\"\nsupports = \"all\"\n";
    let world = World::new()
        .file("corpus/xa/jurisdiction.toml", &state)
        .file("corpus/xa/sources.toml", sources)
        .file("corpus/xa/one-act.md", &law);
    let bad: Vec<_> = world.corpus(rubric).diagnostics.into_iter().filter(|d| !d.code.starts_with('X')).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    world.assess(rubric, "XA", TODAY)
}

/// Value, coverage, range and band of the score that rates, as printed.
fn standing(a: &Assessment) -> [String; 5] {
    let core = &a.scores["core"];
    let value = core.value.map_or("none".to_string(), |v| v.to_string());
    [value, core.coverage.to_string(), core.low.to_string(), core.high.to_string(), a.band.clone()]
}

fn is_duty(c: &Criterion) -> bool {
    c.class == "mandatory"
}

fn plain_average(a: &Assessment) -> String {
    let halves: u64 = a
        .findings
        .iter()
        .map(|f| match f.level {
            Level::Met => 2,
            Level::Partly => 1,
            _ => 0,
        })
        .sum();
    lacuna::assess::score::Percent::of(halves, a.findings.len() as u64 * 2).to_string()
}

// The worked check of the method: four invented laws, with the numbers that it prints.

#[test]
fn everything_but_the_child_rule_is_band_c() {
    let x = invented(&shipped(), true, |c| if c.id == "def-child-no-means" { Says::Nothing } else { Says::Everything });
    assert_eq!(standing(&x), ["97.6", "100.0", "97.6", "97.6", "C"]);
    assert_eq!(plain_average(&x), "98.7");
    assert_eq!(x.gates.not_met, ["def-child-no-means"]);
    assert_eq!(x.robustness.expect("rated").band_rests_on, ["def-child-no-means"]);
}

#[test]
fn every_duty_and_nothing_else_is_band_a() {
    let y = invented(&shipped(), true, |c| if is_duty(c) { Says::Everything } else { Says::Nothing });
    assert_eq!(standing(&y), ["100.0", "100.0", "100.0", "100.0", "A"]);
    assert_eq!(plain_average(&y), "65.8");
    assert_eq!(y.scores["recommended"].value.map(|v| v.to_string()).as_deref(), Some("0.0"));
    assert_eq!((y.scores["core"].criteria, y.scores["programme"].criteria, y.gates.met.len()), (46, 6, 17));
}

#[test]
fn three_gates_only_partly_met_is_band_b() {
    let partly = [
        // gates
        "def-acts",
        "def-means-core",
        "def-purpose-labour", // duties of full weight
        "pros-ocg",
        "pros-forced-labour",
        "pros-child-exploitation",
        "pros-laundering",
        "pros-obstruction",
        // a softened duty
        "pros-confiscation",
    ];
    let rubric = shipped();
    let softer = |strength: &str| {
        let of = rubric
            .criteria
            .iter()
            .filter(|c| is_duty(c) && !c.gate && c.form.word() == "L/A" && c.strength.as_deref() == Some(strength));
        of.take(3).map(|c| c.id.as_str()).collect::<Vec<_>>()
    };
    let absent: Vec<&str> = softer("M1").into_iter().chain(softer("M2")).chain(["pros-no-fine-only"]).collect();
    assert_eq!(absent.len(), 7);
    let v = invented(&rubric, true, |c| match c.id.as_str() {
        id if partly.contains(&id) => Says::Something,
        id if absent.contains(&id) => Says::Nothing,
        _ => Says::Everything,
    });
    let core = &v.scores["core"];
    assert_eq!((core.met, core.partly, core.not_met, core.open), (46 - 16, 9, 7, 0));
    assert_eq!(standing(&v), ["75.6", "100.0", "75.6", "75.6", "B"]);
    assert_eq!((v.gates.not_met.len(), v.gates.partly.len()), (0, 3));
    // Only law can forbid a fine in place of prison; a duty that an order could meet is "not found", never a breach.
    let level = |id: &str| v.finding(id).expect("a finding").level;
    assert_eq!(level("pros-no-fine-only"), Level::NotMet);
    assert!(absent.iter().filter(|id| **id != "pros-no-fine-only").all(|id| level(id) == Level::NotFound));
}

#[test]
fn one_duty_in_three_never_read_is_not_rated() {
    let rubric = shipped();
    let duties: Vec<&str> = rubric.criteria.iter().filter(|c| is_duty(c)).map(|c| c.id.as_str()).collect();
    let unread: BTreeSet<&str> = duties.into_iter().step_by(3).collect();
    let z = invented(&rubric, false, |c| if unread.contains(c.id.as_str()) { Says::Nothing } else { Says::Everything });
    assert_eq!(standing(&z), ["100.0", "64.7", "64.7", "100.0", "not rated"]);
    assert_eq!(z.gates.open.len(), 5);
    assert!(
        z.band_words.contains("coverage 64.7 %") && z.band_words.contains("range 64.7 to 100.0"),
        "{}",
        z.band_words
    );
    assert!(z.robustness.is_none());
}

#[test]
fn gates_cap_the_band_whatever_the_score() {
    let rubric = shipped();
    let gates: Vec<&str> =
        rubric.criteria.iter().filter(|c| c.gate && c.id != "def-offence").map(|c| c.id.as_str()).collect();
    let band = |fallen: &[&str], says: Says| {
        invented(&rubric, true, |c| if fallen.contains(&c.id.as_str()) { says } else { Says::Everything }).band
    };
    assert_eq!(band(&[], Says::Nothing), "A");
    assert_eq!(band(&gates[..1], Says::Something), "B");
    assert_eq!(band(&gates[..1], Says::Nothing), "C");
    assert_eq!(band(&gates[..3], Says::Nothing), "C");
    assert_eq!(band(&gates[..4], Says::Nothing), "D");
    assert_eq!(band(&["def-offence"], Says::Nothing), "E");
}

#[test]
fn a_gate_without_an_answer_leaves_the_state_unrated_at_any_coverage() {
    let open = |id: &'static str| {
        invented(&shipped(), false, move |c| if c.id == id { Says::Nothing } else { Says::Everything })
    };
    let gate = open("pros-attempt");
    assert_eq!((gate.band.as_str(), gate.coverage.below(97)), ("not rated", false));
    assert_eq!(open("pros-ocg").band, "A");
}

// What is an answer: the island of `tests/cases`, changed by one thing at a time.

const ACT: &str = "corpus/xa/sale-of-people-act.md";
const STATE: &str = "corpus/xa/jurisdiction.toml";

fn finding(world: &World, options: Options, criterion: &str) -> Finding {
    let rubric = world.rubric("people.toml");
    world.assess(&rubric, "XA", options).finding(criterion).expect("a finding").clone()
}

fn level(world: &World, criterion: &str) -> Level {
    finding(world, TODAY, criterion).level
}

fn island() -> World {
    World::of_case("island")
}

#[test]
fn no_is_said_only_where_every_law_on_the_checklist_was_read_in_full() {
    assert_eq!(level(&island(), "child"), Level::Partly);
    let silent = |world: World| {
        world.with(ACT, "has = [\"under-18\"]\nlacks = [\"no-means\", \"lower-age\"]", "lacks = [\"lower-age\"]")
    };
    assert_eq!(level(&silent(island()), "child"), Level::NotMet);
    let record = finding(&silent(island()), TODAY, "child").searched;
    let read = record.iter().find(|s| s.complete).expect("the Act that was read");
    assert_eq!(read.empty_queries, ["whether or not any means"], "what was looked for in vain");
    assert_eq!(read.nearest.iter().map(ToString::to_string).collect::<Vec<_>>(), ["sec_3"], "the nearest miss");

    let open = silent(island()).with(
        STATE,
        "laws = [\"/akn/xa/act/2005/1\"]\nclosed = true",
        "laws = [\"/akn/xa/act/2005/1\"]\nclosed = false",
    );
    assert_eq!(level(&open, "child"), Level::Unknown);
    assert_eq!(finding(&open, TODAY, "child").to_load, ["The Act on the sale of people, with every amendment"]);
    let in_part = silent(island()).with(ACT, "complete = true", "complete = false");
    assert_eq!(level(&in_part, "child"), Level::Unknown);
    let another =
        silent(island()).with(STATE, "\"/akn/xa/act/2005/1\"]", "\"/akn/xa/act/2005/1\", \"/akn/xa/act/2009/5\"]");
    assert_eq!(level(&another, "child"), Level::Unknown);
    // Nobody saw anything at all.
    assert_eq!(level(&open, "housing"), Level::NotAssessed);
    assert_eq!(
        level(&island(), "housing"),
        Level::NotFound,
        "an order may give housing, so a statute's silence is no breach"
    );
}

#[test]
fn the_law_that_says_the_contrary_is_not_met_though_nothing_was_read_in_full() {
    let rubric = island().rubric("people.toml");
    let balnibarbi = island().assess(&rubric, "XB", TODAY);
    let child = balnibarbi.finding("child").expect("a finding");
    assert_eq!((child.level, child.to_load.len()), (Level::NotMet, 1));
    assert!(child.note.contains("A lower age"), "{}", child.note);
    // A limitation is not a contrary rule.
    assert_eq!(balnibarbi.finding("offence").map(|f| f.level), Some(Level::Partly));
}

#[test]
fn what_is_not_law_in_force_earns_nothing() {
    let offence = |old: &str, new: &str| level(&island().with(ACT, old, new), "offence");
    assert_eq!(level(&island(), "offence"), Level::Met);
    assert_eq!(offence("status = \"in-force\"", "status = \"not-commenced\""), Level::NotMet);
    assert_eq!(offence("status = \"in-force\"", "status = \"repealed\""), Level::NotMet);
    assert_eq!(
        offence("status = \"in-force\"", "status = \"repealed\"\nrepealed = \"2020-02-04\""),
        Level::Met,
        "repealed tomorrow"
    );
    assert_eq!(
        offence("commenced = \"2005-06-01\"", "commenced = \"2020-02-04\""),
        Level::NotAssessed,
        "commences tomorrow: what the law of today is, this Act does not tell"
    );
    assert_eq!(offence("refers = [\"sec_3\"]", "status = \"not-commenced\""), Level::NotMet, "the section alone");
    assert_eq!(
        offence("refers = [\"sec_3\"]", "in_force_to = \"2020-02-03\""),
        Level::NotMet,
        "its last day was yesterday"
    );
    assert_eq!(offence("status = \"in-force\"", "status = \"unknown\""), Level::Unknown);
    // The island's bill would give housing; the committee of s. 7 is not commenced.
    assert_eq!((level(&island(), "housing"), level(&island(), "plan")), (Level::NotFound, Level::NotFound));
    let passed = island().with("corpus/xa/housing-bill.md", "kind = \"bill\"", "kind = \"act\"").with(
        "corpus/xa/housing-bill.md",
        "status = \"bill\"",
        "status = \"in-force\"",
    );
    assert_eq!(level(&passed, "housing"), Level::Met);
    let before = Options { as_of: date(2005, 5, 31), ..TODAY };
    assert_eq!(finding(&island(), before, "offence").level, Level::NotAssessed, "the day before it commenced");
}

#[test]
fn treaties_move_the_class_up_and_down() {
    let class = |world: &World, as_of, criterion| finding(world, Options { as_of, alone: false }, criterion).class;
    let (before, after) = (date(2003, 5, 4), date(2003, 5, 5));
    assert_eq!(class(&island(), before, "stay"), "optional", "acceded, but not yet in force");
    assert_eq!(class(&island(), after, "stay"), "mandatory");
    let bound = "\"consent\"\nnumber = 3";
    let through = "\"consent\"\nbinds_through = [\"charter\"]\nnumber = 3";
    let world = island().with("rubrics/people.toml", bound, through);
    assert_eq!(class(&world, after, "consent"), "mandatory");
    assert_eq!(class(&world, before, "consent"), "optional");
    let unknown =
        world.with(STATE, "act = \"acceded\"\ndate = \"2003-04-05\"\nin_force = \"2003-05-05\"", "act = \"unknown\"");
    assert_eq!(class(&unknown, after, "consent"), "mandatory", "nobody settled it, so the printed class stays");
    assert_eq!(class(&unknown, after, "stay"), "optional");
    assert_eq!(class(&island().with("rubrics/people.toml", bound, bound), after, "consent"), "mandatory");
}

#[test]
fn a_decision_wins_is_shown_beside_the_reading_and_goes_stale() {
    let consent = |world: &World, as_of| finding(world, Options { as_of, alone: false }, "consent");
    let now = consent(&island(), date(2020, 2, 5));
    assert_eq!((now.level, now.origin, now.stale, now.confidence), (Level::Met, "assessor", false, "high"));
    assert!(
        now.note.contains("first reader") && now.note.contains("From the elements alone: Partly met"),
        "{}",
        now.note
    );
    let expired = consent(&island(), date(2021, 2, 5));
    assert!(expired.stale && expired.level == Level::Met && expired.note.contains("expired"), "{}", expired.note);
    assert_eq!(expired.confidence, "medium");
    let changed = consent(&island().with(ACT, "Whoever sells", "Who sells"), date(2020, 2, 5));
    assert!(changed.stale && changed.note.contains("the words judged have changed"), "{}", changed.note);
    // Words that the decision did not judge may change.
    assert!(!consent(&island().with(ACT, "A committee advises", "Four people advise"), date(2020, 2, 5)).stale);
}

#[test]
fn texts_alone_are_asked_what_they_contain_and_nothing_else() {
    let alone = |criterion| finding(&island(), ALONE, criterion);
    assert_eq!(alone("housing").level, Level::Met, "a bill read by itself");
    assert_eq!(alone("consent").level, Level::Partly, "no decision is asked");
    assert_eq!(alone("plan").level, Level::Partly, "commencement is not asked: {}", alone("plan").note);
    let rubric = island().rubric("people.toml");
    let balnibarbi = island().assess(&rubric, "XB", ALONE);
    let absent = balnibarbi.finding("consent").expect("a finding");
    assert_eq!((absent.level, absent.note.as_str()), (Level::NotFound, "Not in this text."));
    assert!(balnibarbi.findings.iter().all(|f| f.level.is_answer()), "every question has an answer");
}
