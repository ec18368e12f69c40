//! Laws of search: the index finds what the plain reading finds, for every operator; no input makes it fail or linger.

use std::time::{Duration, Instant};

use lacuna::query::eval::{NAMES, Passage, marks};
use lacuna::query::expand::expand;
use lacuna::query::scan::{Reading, Scanned, scan};
use lacuna::query::typed::typed;
use lacuna::query::{Filter, Match, Node, Region, Window, Word, read};
use proptest::prelude::*;

use crate::world::{self, Row};

const WORDS: [&str; 24] = [
    "trafficking",
    "Traffic",
    "persons",
    "person",
    "personal",
    "child",
    "children",
    "explotación",
    "explotacion",
    "Explotaciones",
    "trata",
    "tratado",
    "mineur",
    "minorité",
    "pénalité",
    "pénal",
    "consent",
    "debt",
    "bondage",
    "organ",
    "organization",
    "servidumbre",
    "deudas",
    "mensenhandel",
];
const GAPS: [&str; 7] = [" ", " ", " ", ", ", ". ", "\n\n", " (a) "];

fn text(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(&WORDS[..]), prop::sample::select(&GAPS[..]));
    prop::collection::vec(piece, length).prop_map(|pieces| pieces.into_iter().flat_map(|(w, g)| [w, g]).collect())
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..4_usize, text(0..4), text(0..24)), 1..14).prop_map(|rows| {
        let eid = |i: usize| format!("sec_{i}");
        rows.into_iter()
            .enumerate()
            .map(|(i, (instrument, heading, body))| (instrument, eid(i), heading, body))
            .collect()
    })
}

fn word(how: Match) -> impl Strategy<Value = Word> {
    prop::sample::select(&WORDS[..]).prop_map(move |w| Word::new(w, how.clone()))
}

fn prefix() -> impl Strategy<Value = Word> {
    (prop::sample::select(&WORDS[..]), 2..5_usize)
        .prop_map(|(w, n)| Word::new(&w.chars().take(n).collect::<String>(), Match::Prefix))
}

fn quoted() -> impl Strategy<Value = Word> {
    prop_oneof![4 => word(Match::Letters), 1 => prefix()]
}

/// What may stand in a proximity.
fn place() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        4 => word(Match::Stem).prop_map(Node::Word),
        1 => prefix().prop_map(Node::Word),
        2 => prop::collection::vec(quoted(), 1..4).prop_map(Node::Phrase),
        1 => prop::collection::vec(word(Match::Stem), 2..3).prop_map(Node::Phrase),
        2 => (prop::collection::vec(quoted(), 2..4), 1..9_u32).prop_map(|(w, n)| Node::Loose(w, n)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let window = prop_oneof![(1..9_u32).prop_map(Window::Words), Just(Window::Sentence), Just(Window::Paragraph)];
        prop_oneof![
            3 => (inner.clone(), inner.clone(), window, any::<bool>()).prop_map(|(l, r, window, ordered)| {
                Node::Near { left: l.into(), right: r.into(), window, ordered }
            }),
            1 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::And),
            1 => prop::collection::vec(inner, 2..4).prop_map(Node::Or),
        ]
    })
}

fn condition() -> impl Strategy<Value = Node> {
    prop_oneof![
        prop::sample::subsequence(vec!["tt", "do", "ht", "sr"], 1..3)
            .prop_map(|s| Filter::State(s.into_iter().map(Into::into).collect())),
        (2000..2015_i16, 0..5_i16).prop_map(|(y, n)| Filter::Years(Some(y), Some(y + n))),
        (2000..2015_i16).prop_map(|y| Filter::Years(Some(y), None)),
        Just(Filter::Kind(vec!["code".into()])),
        Just(Filter::Grade(vec!["A".into()])),
        Just(Filter::Criterion(vec!["def-consent".into()])),
        Just(Filter::Language(vec!["es".into()])),
    ]
    .prop_map(Node::Filter)
}

fn query() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        5 => place(),
        1 => condition(),
        1 => place().prop_map(|n| Node::Within(Region::Heading, n.into())),
        1 => word(Match::Stem).prop_map(|w| Node::Within(Region::Title, Node::Word(w).into())),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::And),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Or),
            2 => inner.prop_map(|n| Node::Not(n.into())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_the_scan_finds(rows in rows(), queries in prop::collection::vec(query(), 24)) {
        let corpus = world::corpus(&rows);
        let index = world::index(&corpus);
        for node in queries {
            let found = world::found(&index, &node);
            prop_assert_eq!(&found, &world::scanned(&index, &corpus, &node), "{}", typed(&node));
            let (wide, _) = expand(&node, index.lexicon());
            let more = index.find(&node, &wide).expect("an answer");
            let ordinals: Vec<usize> = more.iter().map(|m| m.ordinal).collect();
            prop_assert_eq!(&ordinals, &world::scanned(&index, &corpus, &wide), "expanded: {}", typed(&node));
            prop_assert!(found.iter().all(|f| ordinals.contains(f)), "expansion lost a hit of {}", typed(&node));
        }
    }

    #[test]
    fn only_what_matched_is_marked(rows in rows(), node in query()) {
        let corpus = world::corpus(&rows);
        let lexicon = lacuna::index::lexicon().expect("the thesaurus");
        for record in lacuna::index::record::records(&corpus) {
            let reading = Reading::new(&record.text(&corpus), &record.about.written_in, &lexicon);
            let mut scanned = Scanned { reading: &reading, about: &record.about, lexicon: &lexicon };
            let allowed: std::collections::BTreeSet<u32> =
                node.words(false).into_iter().flat_map(|w| scanned.positions(w)).collect();
            let hits = scan(&node, &reading, &record.about, &lexicon).unwrap_or_default();
            for (start, end) in marks(&hits) {
                prop_assert!((start..end).all(|p| allowed.contains(&p) && p < NAMES), "{}", typed(&node));
            }
        }
    }
}

proptest! {
    #[test]
    fn a_query_written_back_reads_the_same(node in query()) {
        let text = typed(&node);
        prop_assume!(text.chars().count() <= 2_000);
        let again = read(&text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
        prop_assert_eq!(again.mishap, None, "{}", &text);
        prop_assert_eq!(again.root, node, "{}", text);
    }

    #[test]
    fn proximity_is_what_it_says(body in text(2..40), a in 0..24_usize, b in 0..24_usize, n in 1..8_u32) {
        let lexicon = lacuna::index::lexicon().expect("the thesaurus");
        let text = lacuna::query::scan::Text { body, ..Default::default() };
        let reading = Reading::new(&text, &["en".into()], &lexicon);
        let about = lacuna::query::scan::About { language: "en".into(), ..Default::default() };
        let places = |w: &str| {
            let word = Word::new(w, Match::Letters);
            Scanned { reading: &reading, about: &about, lexicon: &lexicon }.positions(&word)
        };
        let (pa, pb) = (places(WORDS[a]), places(WORDS[b]));
        let pairs: Vec<(u32, u32)> = pa.iter().flat_map(|x| pb.iter().map(move |y| (*x, *y))).filter(|(x, y)| x != y).collect();
        let sentence = |p: u32| reading.breaks.sentences.partition_point(|s| *s <= p);
        let paragraph = |p: u32| reading.breaks.paragraphs.partition_point(|s| *s <= p);
        let check = |query: String, expected: bool| {
            let node = read(&query).expect("a query").root;
            assert_eq!(scan(&node, &reading, &about, &lexicon).is_some(), expected, "{query} in {}", text.body);
        };
        let (x, y) = (WORDS[a], WORDS[b]);
        check(format!("\"{x}\" w/{n} \"{y}\""), pairs.iter().any(|(x, y)| x.abs_diff(*y) <= n));
        check(format!("\"{x} {y}\"~{n}"), pairs.iter().any(|(x, y)| x.abs_diff(*y) <= n));
        check(format!("\"{x}\" pre/{n} \"{y}\""), pairs.iter().any(|(x, y)| x < y && y - x <= n));
        check(format!("\"{x}\" /s \"{y}\""), pairs.iter().any(|(x, y)| sentence(*x) == sentence(*y)));
        check(format!("\"{x}\" /p \"{y}\""), pairs.iter().any(|(x, y)| paragraph(*x) == paragraph(*y)));
        check(format!("\"{x} {y}\""), pairs.iter().any(|(x, y)| x + 1 == *y));
    }

    #[test]
    fn any_text_is_read_or_refused_at_once(text in "\\PC{0,300}") {
        let start = Instant::now();
        if let Err(error) = read(&text) {
            prop_assert!(error.position <= text.len() && text.is_char_boundary(error.position));
        }
        prop_assert!(start.elapsed() < Duration::from_secs(2));
    }

    #[test]
    fn any_soup_of_syntax_is_read_or_refused(parts in prop::collection::vec(prop::sample::select(&SOUP[..]), 0..60)) {
        let text = parts.concat();
        if let Ok(query) = read(&text)
            && let Some(mended) = query.mishap.and_then(|m| m.mended)
        {
            prop_assert_eq!(read(&mended).map(|q| q.mishap), Ok(None), "{} mended to {}", text, mended);
        }
    }
}

const SOUP: [&str; 30] = [
    "(",
    ")",
    "\"",
    " ",
    " ",
    " ",
    "AND",
    "OR",
    "NOT",
    "w/5",
    "/s",
    "near",
    "pre/3",
    "~4",
    "*",
    "!",
    "heading:",
    "state:",
    "in:2010..",
    "s. 16(1)",
    "art. 3",
    "a",
    "child",
    "é",
    "-",
    "+5",
    "y",
    "“",
    "foo:bar",
    ":",
];

#[test]
fn hostile_queries_are_refused_in_bounded_time() {
    let refused = [
        "a".repeat(2_001),
        "é ".repeat(1_200),
        format!("{}a{}", "(".repeat(51), ")".repeat(51)),
        "a ".repeat(201),
        "a\u{0}b".to_string(),
        "a\u{1b}[31m".to_string(),
        "(".repeat(1_999),
        "a".repeat(5_000_000),
    ];
    for query in refused {
        let start = Instant::now();
        let error = read(&query).expect_err("refused");
        assert!(!error.message.is_empty());
        assert!(start.elapsed() < Duration::from_secs(1), "{}", &query[..20]);
    }
}

#[test]
fn the_heaviest_queries_allowed_are_answered_in_bounded_time() {
    let words: Vec<&str> = WORDS.iter().copied().cycle().take(6_000).collect();
    let rows = vec![world::row(0, "sec_1", "Heading", &words.join(" ")); 1];
    let corpus = world::corpus(&rows);
    let index = world::index(&corpus);
    let heavy = [
        format!("{}a{}", "(".repeat(50), ")".repeat(50)),
        vec!["trafficking"; 200].join(" w/250 "),
        vec!["(trafficking OR child)"; 95].join(" /p "),
        format!("({}) w/250 ({})", vec!["child"; 100].join(" AND "), vec!["person"; 100].join(" AND ")),
        format!("({0}) w/9 ({0}) w/9 ({0}) w/9 ({0}) w/9 ({0}) w/9 ({0})", vec!["child"; 19].join(" AND ")),
        format!("\"{}\"~250", vec!["child"; 199].join(" ")),
        "NOT ".repeat(450),
        format!("{}child", "NOT ".repeat(199)),
        "heading:".repeat(150),
        vec!["tr*"; 200].join(" "),
        vec!["-child"; 200].join(" "),
    ];
    for query in heavy {
        let start = Instant::now();
        if let Ok(read) = read(&query) {
            let (wide, _) = expand(&read.root, index.lexicon());
            index.find(&read.root, &wide).expect("an answer");
        }
        // In the unoptimised build; a release build takes a small part of it.
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{} took {:?}",
            &query[..30.min(query.len())],
            start.elapsed()
        );
    }
}
