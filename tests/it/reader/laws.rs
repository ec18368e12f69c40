//! What holds of any text: the reader never fails, quotes whole characters, and does not care in which order it reads.

use proptest::prelude::*;

use super::world::{instrument, root, rubric};
use lacuna::law::Instrument;
use lacuna::reader;
use lacuna::rubric::Rubric;
use std::sync::OnceLock;

fn the_rubric() -> &'static Rubric {
    static RUBRIC: OnceLock<Rubric> = OnceLock::new();
    RUBRIC.get_or_init(rubric)
}

fn check(law: &Instrument) {
    let _ = reader::unreadable(law);
    let reading = reader::read(the_rubric(), &[law]);
    for s in &reading.sightings {
        let provision = law.provision(s.at.eid.as_str()).expect("a provision of this law");
        assert!(provision.text.get(s.quote.clone()).is_some_and(|q| !q.is_empty()), "{s:?}");
    }
    for d in &reading.doubts {
        assert!(law.provision(d.at.eid.as_str()).is_some(), "{d:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_can_be_read(text in ".{0,400}", heading in ".{0,30}") {
        let mut law = instrument("/akn/xx/act/2020/1", &heading, "# sec_1 \n# sec_1__para_a \n# sched_1 \n# sec_2 \n");
        for provision in &mut law.provisions {
            provision.text.clone_from(&text);
            provision.heading.clone_from(&heading);
        }
        check(&law);
    }

    #[test]
    fn any_shuffling_of_legal_words_can_be_read(words in proptest::collection::vec(
        prop::sample::select(vec![
            "recruits", "a", "child", "(1)", "(a)", "; ", ". ", "“victim”", "means", "shall", "not", "be", "liable", "to",
            "imprisonment", "for", "ten", "years", "or", "fine", "section", "3", "exploitation", "consent", "trafficking",
            "in", "persons", "\n", "force", "no", "defence", "life", "(18)", "é", "ﬁ", "’", "twenty-five",
        ]), 0..80)) {
        let law = instrument("/akn/xx/act/2020/1", "Trafficking Act", &format!("# sec_3 Trafficking in persons\n{}", words.join(" ")));
        check(&law);
    }

    #[test]
    fn the_order_of_instruments_does_not_matter(order in Just((0..4usize).collect::<Vec<_>>()).prop_shuffle()) {
        let full = std::fs::read_to_string(root().join("tests/cases/reading/full.txt")).expect("the invented Act");
        let half = full.find("# sec_20 ").expect("section 20");
        let texts = [&full[..half], &full[half..], "# sec_33 Attempts\nAn attempt at any crime is punishable.", full.as_str()];
        let titles = ["Trafficking in Persons Act", "Victims Act", "Penal Code", "Model Act"];
        let laws: Vec<Instrument> = (0..4).map(|i| instrument(&format!("/akn/xx/act/2020/{i}"), titles[i], texts[i])).collect();
        let one = reader::read(the_rubric(), &laws.iter().collect::<Vec<_>>());
        let other = reader::read(the_rubric(), &order.iter().map(|i| &laws[*i]).collect::<Vec<_>>());
        prop_assert_eq!(one.sightings, other.sightings);
        prop_assert_eq!(one.doubts, other.doubts);
    }
}

#[test]
fn a_thousand_provisions_are_read_quickly() {
    let full = std::fs::read_to_string(root().join("tests/cases/reading/full.txt")).expect("the invented Act");
    let laws: Vec<Instrument> =
        (0..20).map(|i| instrument(&format!("/akn/xx/act/2020/{i}"), "Trafficking in Persons Act", &full)).collect();
    let provisions: usize = laws.iter().map(|l| l.provisions.len()).sum();
    let rubric = the_rubric();
    let start = std::time::Instant::now();
    let reading = reader::read(rubric, &laws.iter().collect::<Vec<_>>());
    let time = start.elapsed();
    println!("{provisions} provisions, {} sightings, {time:?}", reading.sightings.len());
    // Debug builds on a busy machine are some thirty times slower than release.
    assert!(time.as_secs() < 60, "{time:?}");
}
