//! What a lawyer expects of search, one test a row.

use lacuna::query::read;
use lacuna::search::{Answer, Request, run};

use crate::world::{Row, corpus, eids, index, row};

fn rows() -> Vec<Row> {
    vec![
        row(0, "sec_1", "Short title", "This Act concerns trafficking and the smuggling of migrants."),
        row(
            0,
            "sec_2",
            "Trafficking",
            "Traffickers who traffic in persons. Coercion or the threat of force, drugs aside.",
        ),
        row(0, "sec_14", "Penalty", "A person who commits the offence of trafficking in children is liable."),
        row(0, "sec_14__subsec_1", "Fine", "The threat, or coercion, of a child."),
        row(0, "sec_15", "Organs", "The organ of a personal kind."),
        row(0, "sec_16", "Organisations", "An organization of persons. Drugs offence."),
        row(1, "art_3", "Trata de personas", "La explotación y la servidumbre por deudas."),
        row(1, "art_4", "Tratado", "El tratado sobre explotaciones. La penalidad."),
        row(1, "art_5", "Código penal", "El derecho penal."),
        row(2, "art_195-bis", "Pénalités", "Les penalites pour le mineur."),
        row(2, "art_196", "Minorité", "La minorité est une circonstance. Le droit pénal."),
        row(3, "art_172", "Mensenhandel", "Hij die met schuldslavernij handelt."),
    ]
}

fn check(query: &str, expected: &[&str]) {
    let corpus = corpus(&rows());
    let index = index(&corpus);
    assert_eq!(eids(&corpus, &index, query), expected, "{query}");
}

fn answer(query: &str) -> Answer {
    let corpus = corpus(&rows());
    let index = index(&corpus);
    let request = Request { query: query.into(), ..Request::default() };
    run(&index, &corpus, &request, jiff::civil::date(2026, 11, 22)).expect("an answer")
}

fn marked(query: &str, provision: &str) -> Vec<String> {
    let answer = answer(query);
    let hit = answer.hits.iter().find(|h| h.provision == provision).expect("the provision");
    let chars: Vec<char> = hit.snippet.chars().collect();
    hit.marks.iter().map(|(a, b)| chars[*a..*b].iter().collect()).collect()
}

#[test]
fn and_not_takes_away() {
    check("trafficking AND NOT smuggling", &["sec_2", "sec_14"]);
    check("trafficking but not smuggling", &["sec_2", "sec_14"]);
    check("trafficking -smuggling", &["sec_2", "sec_14"]);
    check("trafficking and not smuggling", &["sec_2", "sec_14"]);
    check("trafficking SAUF smuggling", &["sec_2", "sec_14"]);
    check("(trafficking) sin smuggling", &["sec_2", "sec_14"]);
}

#[test]
fn not_alone_means_everything_else() {
    let all = rows().len();
    assert_eq!(answer("NOT smuggling").total, all - 1);
    assert_eq!(answer("NOT smuggling").understood, "everything except \"smuggling\"");
}

#[test]
fn a_star_or_mark_matches_beginnings() {
    check("traffick*", &["sec_1", "sec_2", "sec_14"]);
    check("traffick!", &["sec_1", "sec_2", "sec_14"]);
    check("explotaci*", &["art_3", "art_4"]);
}

#[test]
fn proximity_in_every_spelling() {
    for query in
        ["trafficking w/5 persons", "trafficking /5 persons", "trafficking near/5 persons", "persons w/5 trafficking"]
    {
        check(query, &["sec_2"]);
    }
    check("trafficking NEAR persons", &["sec_2", "sec_14"]);
    assert_eq!(
        answer("trafficking w/5 persons").understood,
        "\"trafficking\" within 5 words of \"persons\", either order"
    );
}

#[test]
fn lower_case_and_connects() {
    check("trafficking and persons", &["sec_2", "sec_14"]);
    assert_eq!(read("trafficking and persons").map(|q| q.understood), Ok("\"trafficking\" and \"persons\"".into()));
}

#[test]
fn connectors_of_other_languages_only_where_evident() {
    check("trata Y servidumbre", &["art_3"]);
    check("(mineur OU minorité) et penal", &["art_196"]);
    assert_eq!(read("trata y explotación").map(|q| q.understood), Ok("\"trata\" and \"y\" and \"explotación\"".into()));
}

#[test]
fn chapters_sections_articles_and_numbers_are_citations() {
    let act: Vec<String> = rows().into_iter().filter(|r| r.0 == 0).map(|r| r.1).collect();
    let act: Vec<&str> = act.iter().map(String::as_str).collect();
    for query in [
        "Cap. 12:10",
        "Chap. 12:10",
        "chapter 12:10",
        "Act 14 of 2011",
        "No. 14 of 2011",
        "Act No. 14 of 2011",
        "14 of 2011",
    ] {
        check(query, &act);
    }
    check("Cap. 3.01", &["art_172"]);
    check("Ley 137-03", &["art_3", "art_4", "art_5"]);
    for query in ["s. 14(1)", "section 14(1)", "s 14 (1)", "sec. 14(1)"] {
        check(query, &["sec_14__subsec_1"]);
    }
    check("s. 14", &["sec_14", "sec_14__subsec_1"]);
    check("s. 15(2)", &["sec_15"]);
    for query in ["art. 195 bis", "article 195-bis", "artículo 195 bis", "Art. 195bis"] {
        check(query, &["art_195-bis"]);
    }
    check("ss. 14-16", &["sec_14", "sec_14__subsec_1", "sec_15", "sec_16"]);
    check("art. 172 Suriname", &["art_172"]);
    check("s. 2 of Act 14 of 2011", &["sec_2"]);
    check("section 2 of the Trafficking in Persons Act", &["sec_2"]);
    assert_eq!(answer("s. 14").hits[0].provision, "sec_14");
}

#[test]
fn within_n_words_goes_both_ways_and_ordered_one_way() {
    check("\"coercion threat\"~3", &["sec_2", "sec_14__subsec_1"]);
    check("\"threat coercion\"~3", &["sec_2", "sec_14__subsec_1"]);
    check("coercion +3 threat", &["sec_2"]);
    check("coercion pre/3 threat", &["sec_2"]);
    check("threat /s coercion", &["sec_2", "sec_14__subsec_1"]);
    check("traffickers /s threat", &[]);
    check("traffickers /p threat", &["sec_2"]);
}

#[test]
fn a_phrase_is_marked_as_a_whole_and_nothing_else() {
    assert_eq!(marked("\"trafficking in children\"", "sec_14"), ["trafficking in children"]);
    assert_eq!(marked("\"offence of trafficking\"", "sec_14"), ["offence of trafficking"]);
}

#[test]
fn an_excluded_word_is_never_marked() {
    assert_eq!(marked("offence -drugs", "sec_14"), ["offence"]);
    check("offence -drugs", &["sec_14"]);
}

#[test]
fn spanish_stems() {
    check("trata", &["art_3"]);
    check("tratado", &["art_4"]);
    check("tratados", &["art_4"]);
    check("penal state:DO", &["art_5"]);
    check("penalidad", &["art_4"]);
    for query in ["explotación", "explotacion", "explotaciones"] {
        check(query, &["art_3", "art_4"]);
    }
}

#[test]
fn french_stems() {
    for query in ["pénalités", "penalites", "pénalité", "penalite"] {
        check(query, &["art_195-bis"]);
    }
    check("pénal state:HT", &["art_196"]);
    check("mineur", &["art_195-bis", "art_196"]);
    check("minorité", &["art_195-bis", "art_196"]);
}

#[test]
fn english_stems() {
    check("organ", &["sec_15"]);
    check("organs", &["sec_15"]);
    check("organisation", &["sec_16"]);
    check("person state:TT", &["sec_2", "sec_14", "sec_16"]);
    check("personal", &["sec_15"]);
    check("child", &["sec_14", "sec_14__subsec_1"]);
    check("children", &["sec_14", "sec_14__subsec_1"]);
    check("traffic", &["sec_1", "sec_2", "sec_14"]);
}

#[test]
fn quotes_are_exact_but_for_accents() {
    check("\"child\"", &["sec_14__subsec_1"]);
    check("\"explotacion\"", &["art_3"]);
    check("\"EXPLOTACIÓN\"", &["art_3"]);
}

#[test]
fn fields_narrow() {
    check("heading:minorité", &["art_196"]);
    check("heading:(trata OR tratado)", &["art_3", "art_4"]);
    check("penal state:DO,SR", &["art_5"]);
    check("penal state:\"Dominican Republic\"", &["art_5"]);
    check("kind:code", &["art_172"]);
    check("in:..2000", &["art_172"]);
    check("penal in:2010..", &["art_196"]);
    check("penal in:2003", &["art_5"]);
    check("grade:A organ*", &["sec_15", "sec_16"]);
    check("lang:nl", &["art_172"]);
    check("title:loi minorité", &["art_195-bis", "art_196"]);
}

#[test]
fn debt_bondage_is_found_in_every_language_and_says_so() {
    let answer = answer("debt bondage");
    let found: Vec<&str> = answer.hits.iter().map(|h| h.provision.as_str()).collect();
    // Law that is not in force comes after law that is.
    assert_eq!(found, ["art_3", "art_172"]);
    let added: Vec<&str> = answer.expanded[0].added.iter().map(|a| a.term.as_str()).collect();
    assert!(added.contains(&"servidumbre por deudas") && added.contains(&"schuldslavernij"), "{added:?}");
    let corpus = corpus(&rows());
    let request = Request { query: "debt bondage".into(), expand: false, ..Request::default() };
    let plain = run(&index(&corpus), &corpus, &request, jiff::civil::date(2026, 11, 22)).expect("an answer");
    assert_eq!((plain.total, plain.expanded.len()), (0, 0));
}

#[test]
fn nothing_found_says_why_and_what_else() {
    let nothing = answer("trafficing persons").nothing.expect("help");
    assert_eq!(nothing.unknown_terms, ["trafficing"]);
    assert_eq!(nothing.spellings[0].near, "trafficking");
    let broader = nothing.broader.expect("a broader query");
    assert_eq!((broader.query.as_str(), broader.total), ("persons", 3));
    assert!(nothing.covers.starts_with("12 provisions of 4 instruments"), "{}", nothing.covers);
}

#[test]
fn what_cannot_be_read_is_searched_as_words_and_says_so() {
    let answer = answer("(coercion threat");
    assert_eq!(answer.total, 2);
    assert_eq!(
        answer.understood,
        "\"coercion\" and \"threat\", searched as plain words: the bracket is not closed (at character 1)"
    );
    assert_eq!(answer.mishap.and_then(|m| m.mended).as_deref(), Some("(coercion threat)"));
}

#[test]
fn mended_queries_are_suggested() {
    let check = |query: &str, mended: &str| {
        let mishap = read(query).expect("read as words").mishap.expect("a mishap");
        assert_eq!(mishap.mended.as_deref(), Some(mended), "{query}: {mishap}");
    };
    check("\"child", "\"child\"");
    check("child)", "child");
    check("child AND", "child");
    check("w/5 child", "child");
    check("child w/900 organ", "child w/250 organ");
    check("wom*n", "wom*");
    check("haeding:child", "heading:child");
    check("child ()", "child");
    check("in:20100 child", "child");
}

#[test]
fn ranking_puts_citations_and_headings_first() {
    assert_eq!(answer("trafficking").hits[0].provision, "sec_2");
    let first = &answer("penal").hits[0];
    assert_eq!((first.provision.as_str(), first.in_force), ("art_5", Some(true)));
    let page = |offset| {
        let corpus = corpus(&rows());
        let request = Request { query: "NOT smuggling".into(), limit: 4, offset, ..Request::default() };
        run(&index(&corpus), &corpus, &request, jiff::civil::date(2026, 11, 22)).expect("an answer")
    };
    let mut all: Vec<String> = [0, 4, 8].into_iter().flat_map(|o| page(o).hits).map(|h| h.provision).collect();
    assert_eq!(all.len(), 11);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 11);
}
