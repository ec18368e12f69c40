//! Tests of queries.

use super::cite::{Citation, Pin, recognise};
use super::{LONGEST, read};

fn understood(query: &str, words: &str) {
    assert_eq!(read(query).map(|q| q.understood).as_deref(), Ok(words), "{query}");
}

#[test]
fn tells_back_what_it_understood() {
    understood("", "everything");
    understood("a OR b AND c", "\"a\" or (\"b\" and \"c\")");
    understood("(a OR b) c", "(\"a\" or \"b\") and \"c\"");
    understood("a & b | c", "(\"a\" and \"b\") or \"c\"");
    understood("\"debt bondage\"", "the phrase \"debt bondage\"");
    understood("“debt bondage”", "the phrase \"debt bondage\"");
    understood("\"debt\"", "exactly \"debt\"");
    understood("forced-labour", "\"forced labour\" together");
    understood("\"a b c\"~7", "\"a\", \"b\", \"c\" within 7 words of one another, any order");
    understood("a pre/1 b", "\"a\" at most 1 word before \"b\"");
    understood("a w/3 b w/5 c", "(\"a\" within 3 words of \"b\", either order) within 5 words of \"c\", either order");
    understood("a /s b", "\"a\" in the same sentence as \"b\"");
    understood("a w/p b", "\"a\" in the same paragraph as \"b\"");
    understood("traffick* NOT child", "words beginning with \"traffick\" and not \"child\"");
    understood("NOT a NOT b", "everything except \"a\" and except \"b\"");
    understood("heading:consent state:TT,BB", "\"consent\" in the heading and law of TT or BB");
    understood("in:2015..", "instruments of 2015 or later");
    understood(
        "in:..2010 kind:act grade:A",
        "instruments of 2010 or earlier and instruments of the kind act and evidence grade A",
    );
    understood("a OR b state:TT", "(\"a\" or \"b\") and law of TT");
    understood("state:TT a OR b", "(\"a\" or \"b\") and law of TT");
    understood("a OR state:TT", "\"a\" or law of TT");
    understood("a OR (b state:TT)", "\"a\" or (\"b\" and law of TT)");
    understood("s. 16(1) Barbados", "section 16(1) and \"barbados\"");
    understood("consent near child", "\"consent\" within 10 words of \"child\", either order");
}

#[test]
fn ordinary_text_stays_ordinary() {
    understood("y", "\"y\"");
    understood("not liable", "\"not\" and \"liable\"");
    understood("and", "\"and\"");
    understood("victim is not liable", "\"victim\" and \"is\" and \"not\" and \"liable\"");
    understood("near", "\"near\"");
    understood("consent?", "\"consent\"");
    understood("act", "\"act\"");
    understood("article on consent", "\"article\" and \"on\" and \"consent\"");
    understood("no consent", "\"no\" and \"consent\"");
    understood("wife w/ child", "\"wife\" and \"w\" and \"child\"");
    understood("and/or", "\"and or\" together");
}

#[test]
fn recognises_citations_in_their_spellings() {
    let pin = |unit: &'static str, number: &str, subs: &[&str]| {
        let subs = subs.iter().map(|s| (*s).to_string()).collect();
        Some(Citation::Pin(Pin { unit, number: number.into(), to: None, subs }))
    };
    let act = |number: &str, year| Some(Citation::Act { number: number.into(), year });
    let chapter = |parts: &[&str]| Some(Citation::Chapter(parts.iter().map(|p| (*p).to_string()).collect()));
    let check = |text: &str, expected: Option<Citation>| assert_eq!(recognise(text).map(|c| c.0), expected, "{text}");
    check("s. 16(1)(a)(ii)", pin("sec", "16", &["1", "a", "ii"]));
    check("S.16", pin("sec", "16", &[]));
    check("section 29A", pin("sec", "29a", &[]));
    check("art. 225-4-1", pin("art", "225.4.1", &[]));
    check("art. 195 bis", pin("art", "195bis", &[]));
    check("artikel 273f", pin("art", "273f", &[]));
    check("reg. 4", pin("reg", "4", &[]));
    check("§ 5", pin("", "5", &[]));
    check("s. 16 (fine)", pin("sec", "16", &[]));
    check("Act 14 of 2011", act("14", 2011));
    check("Act, No. 14 of 2011", act("14", 2011));
    check("Act 2016-9", act("9", 2016));
    check("Ley núm. 137-03", act("137", 2003));
    check("Decreto 9-2009", act("9", 2009));
    check("No. 7 of 2010", act("7", 2010));
    check("Cap. 12:10", chapter(&["12", "10"]));
    check("Chap. 3.01", chapter(&["3", "1"]));
    check("Ch 96", chapter(&["96"]));
    for text in ["s", "section", "s.", "No. 7", "Act 14", "sections of", "2011", "12:10", "s. 16abcd", "14 of them"] {
        check(text, None);
    }
}

#[test]
fn ranges_reach_from_the_first_to_the_last() {
    let to = |text: &str| match recognise(text) {
        Some((Citation::Pin(pin), _)) => pin.to,
        _ => None,
    };
    assert_eq!(to("ss. 3-5"), Some(5));
    assert_eq!(to("arts. 3 to 5"), Some(5));
    assert_eq!(to("s. 3 to be"), None);
    assert_eq!(to("s. 5-3"), None);
}

#[test]
fn errors_name_the_place_in_bytes_and_characters() {
    let mishap = read("é (child").expect("read as words").mishap.expect("a mishap");
    assert_eq!((mishap.position, mishap.at), (3, 2));
    assert_eq!(mishap.mended.as_deref(), Some("é (child)"));
    let error = read(&"é".repeat(LONGEST + 1)).expect_err("too long");
    assert_eq!((error.position, error.at), (2 * LONGEST, LONGEST));
}
