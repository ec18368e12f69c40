//! Akoma Ntoso of several publishers, in small: what each marks in its own way comes out in ours.

use super::read;
use crate::import::Refusal;
use crate::import::draft::{Draft, Unit};
use crate::law::blocks::write;
use crate::law::words::Status;

fn act(meta: &str, inside: &str) -> String {
    format!(
        r#"<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta>{meta}</meta>{inside}</act></akomaNtoso>"#
    )
}

fn body(inside: &str) -> Draft {
    read(act("", &format!("<body>{inside}</body>")).as_bytes()).expect("an act")
}

/// Units as lines: eId, number, heading, words.
fn shown(units: &[Unit]) -> String {
    let line = |u: &Unit| {
        let words = write(&u.blocks).replace('\n', "⏎");
        format!("{} | {} | {} | {}", u.eid, u.number, u.heading, words).trim_end().to_string()
    };
    units.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(draft: &Draft, expected: &[&str]) {
    assert_eq!(shown(&draft.units), expected.join("\n"));
}

#[test]
fn sections_subsections_items_and_closing_words() {
    let draft = body(
        r#"<part eId="part_2"><num>2</num><heading>Offences</heading>
        <section eId="part_2__sec_4"><num>4.</num><heading>Selling a person</heading>
          <subsection eId="s"><num>(1)</num><intro><p>Whoever sells a person</p></intro>
            <paragraph><num>(a)</num><content><p>for money;</p></content></paragraph>
            <paragraph><num>(b)</num><intro><p>for anything else, being</p></intro>
              <subparagraph><num>(i)</num><content><p>land;</p></content></subparagraph></paragraph>
            <wrapUp><p>commits an offence.</p></wrapUp></subsection>
          <subsection><num>(2)</num><content><p>Consent<authorialNote><p>See s. 9.</p></authorialNote> is no
          excuse.</p></content></subsection>
        </section></part>"#,
    );
    check(
        &draft,
        &[
            "sec_4 | 4 | Selling a person |",
            "sec_4__subsec_1 | (1) |  | Whoever sells a person⏎⏎- (a) for money;⏎- (b) for anything else, being⏎  - (i) land;⏎⏎commits an offence.",
            "sec_4__subsec_2 | (2) |  | Consent is no excuse.",
        ],
    );
    assert_eq!(draft.units[0].part, "Part 2 Offences");
    assert_eq!(draft.units[2].place.to_string(), "line 8");
}

#[test]
fn version_two_with_a_prefix_and_identifiers_of_its_own() {
    let text = r#"<an:akomaNtoso xmlns:an="http://www.akomantoso.org/2.0"><an:bill contains="originalVersion"><an:meta>
        <an:identification source="x"><an:FRBRWork><an:FRBRuri value="/ke/bill/2013-05-02/7"/>
        <an:FRBRalias name="shortTitle" value="Market Stalls Bill"/><an:FRBRdate date="2013-05-02" name="Introduced"/></an:FRBRWork>
        <an:FRBRExpression><an:FRBRlanguage language="eng"/><an:FRBRdate date="2013-06-01" name="Expression"/></an:FRBRExpression>
        </an:identification></an:meta><an:body>
        <an:clause id="sec-12.1"><an:num>Clause 12A</an:num><an:heading>Stalls.</an:heading>
        <an:paragraph id="sec-12.1-a"><an:num>a</an:num><an:content><an:p>One.</an:p></an:content></an:paragraph></an:clause>
        <an:clause id="section-13"><an:content><an:p>No number is printed.</an:p></an:content></an:clause>
        </an:body></an:bill></an:akomaNtoso>"#;
    let draft = read(text.as_bytes()).expect("a bill");
    check(&draft, &["sec_12A | 12A | Stalls | - (a) One.", "sec_13 |  |  | No number is printed."]);
    let told = &draft.told;
    assert_eq!(told.title.as_deref(), Some("Market Stalls Bill"));
    assert_eq!((told.kind.as_deref(), told.status.as_deref()), (Some("bill"), Some("bill")));
    assert_eq!((told.dated.as_deref(), told.as_of.as_deref()), (Some("2013-05-02"), Some("2013-06-01")));
    assert_eq!(told.language.as_deref(), Some("en"));
}

#[test]
fn articles_have_numbered_paragraphs_as_items_whether_marked_or_only_printed() {
    let marked = body(
        r#"<chapter><num>Chapter I</num><article eId="art_5"><num>Article 5</num><heading>Fines</heading>
        <paragraph><num>1.</num><list><intro><p>The fine is</p></intro>
          <point><num>a)</num><content><p>ten pounds; or</p></content></point>
          <point><num>b)</num><content><p>more.</p></content></point></list></paragraph>
        <paragraph><num>2.</num><alinea><content><p>It is doubled.</p></content></alinea></paragraph></article></chapter>"#,
    );
    check(
        &marked,
        &["art_5 | 5 | Fines | - 1\\. The fine is⏎  - a) ten pounds; or⏎  - b) more.⏎- 2\\. It is doubled."],
    );
    let printed = body(
        r#"<article eId="art_5"><heading>Artículo 5. Multas</heading><content><p>1. La multa es:
a) diez;
b) veinte.
2. Se dobla.</p></content></article>"#,
    );
    check(&printed, &["art_5 | 5 | Multas | - 1\\. La multa es:⏎  - a) diez;⏎  - b) veinte.⏎- 2\\. Se dobla."]);
}

#[test]
fn definitions_are_units() {
    let draft = body(
        r##"<section><num>2</num><heading>Interpretation</heading><subsection><num>1</num><content>
        <blockList class="unordered"><listIntroduction>In this Act—</listIntroduction>
          <item><p>“stall” means a table;</p></item>
          <item><blockList><listIntroduction>“market” means a place that—</listIntroduction>
            <item><num title="(a)">a</num><p>is open; or</p></item><item><num title="(b)">b</num><p>has a roof.</p></item>
          </blockList></item></blockList></content></subsection></section>
        <section><num>3.</num><heading>Words</heading><content>
          <p>"<def refersTo="#term-child">child</def>" is every person under eighteen;</p>
          <p>"<def refersTo="#term-guard">guard</def>" has its usual sense;</p></content></section>"##,
    );
    check(
        &draft,
        &[
            "sec_2 | 2 | Interpretation |",
            "sec_2__subsec_1 | (1) |  | In this Act—",
            "sec_2__subsec_1__def_stall |  |  | “stall” means a table;",
            "sec_2__subsec_1__def_market |  |  | “market” means a place that—⏎⏎- (a) is open; or⏎- (b) has a roof.",
            "sec_3 | 3 | Words |",
            "sec_3__def_child |  |  | \"child\" is every person under eighteen;",
            "sec_3__def_guard |  |  | \"guard\" has its usual sense;",
        ],
    );
    assert_eq!(draft.units[5].defines, ["child"]);
}

#[test]
fn inserted_text_is_kept_apart() {
    let draft = body(
        r#"<section><num>9</num><content><p>After section 3 of the Stalls Act insert—</p>
        <p><mod><quotedStructure startQuote="“" endQuote="”">
          <section><num>3A</num><heading>Lamps</heading><subsection><num>1</num><intro><p>A stall must have</p></intro>
          <paragraph><num>a</num><content><p>a lamp.</p></content></paragraph></subsection></section>
        </quotedStructure></mod></p><p>In section 4 for <quotedText startQuote="“" endQuote="”">one</quotedText> write two.</p>
        </content></section>"#,
    );
    check(
        &draft,
        &[
            "sec_9 | 9 |  | After section 3 of the Stalls Act insert—⏎⏎> 3A Lamps⏎>⏎> (1) A stall must have⏎>⏎> - (a) a lamp.⏎⏎In section 4 for “one” write two.",
        ],
    );
}

#[test]
fn schedules_and_attachments_are_units_and_what_explains_is_not() {
    let draft = body(
        r#"<section><num>1</num><content><p>Short title.</p></content></section>
        <hcontainer name="schedule" eId="schedule-1"><num>SCHEDULE 2</num><heading>Fees</heading>
          <part><num>Part 1</num><heading>Lamps</heading><paragraph><num>1</num><content><p>Ten.</p></content></paragraph></part>
          <paragraph><num>2</num><content><table><tr><th>Thing</th><th>Fee</th></tr><tr><td><p>Roof</p></td><td>5</td></tr></table>
          </content></paragraph></hcontainer>"#,
    );
    check(
        &draft,
        &[
            "sec_1 | 1 |  | Short title.",
            "sched_2 |  | SCHEDULE 2 Fees | Part 1 Lamps⏎⏎- (1) Ten.⏎- (2) Thing | Fee⏎- Roof | 5",
        ],
    );
    let attached = act(
        "",
        r#"<body><section><num>1</num><content><p>The treaty is law.</p></content></section></body>
        <attachments><attachment eId="att_1"><heading>Schedule</heading><subheading>The treaty</subheading>
          <doc name="schedule"><meta/><mainBody><article><num>Article 2</num><content><p>Friends.</p></content></article></mainBody></doc></attachment>
        <attachment><heading>Explanatory memorandum</heading><doc name="memo"><meta/><mainBody><p>Why.</p></mainBody></doc></attachment></attachments>"#,
    );
    let draft = read(attached.as_bytes()).expect("an act");
    check(
        &draft,
        &[
            "sec_1 | 1 |  | The treaty is law.",
            "sched_1 |  | Schedule — The treaty |",
            "sched_1__art_2 | 2 |  | Friends.",
        ],
    );
    assert!(draft.doubts.iter().any(|d| d.doubt.note.contains("explains the law")), "{:?}", draft.doubts);
}

#[test]
fn what_is_repealed_is_told() {
    let meta = r##"<identification source="a"><FRBRWork><FRBRuri value="/akn/xx/act/1999/3"/><FRBRnumber value="3"/>
        <FRBRdate date="1999-02-03" name="Assent"/></FRBRWork>
        <FRBRExpression><FRBRdate date="2010-01-01" name="v"/><FRBRlanguage language="fra"/></FRBRExpression></identification>
        <lifecycle source="a"><eventRef eId="e1" date="2005-05-05" type="amendment"/><eventRef eId="e2" date="2020-01-01" type="amendment"/>
        <eventRef eId="e3" date="1999-03-01" refersTo="#commencement"/></lifecycle>
        <temporalData source="a"><temporalGroup eId="t1"><timeInterval end="#e1" refersTo="x"/></temporalGroup>
        <temporalGroup eId="t2"><timeInterval start="#e2" refersTo="x"/></temporalGroup></temporalData>"##;
    let text = act(
        meta,
        r##"<body><section><num>1</num><content><p><remark status="editorial">[Repealed by Act 4 of 2001]</remark></p></content></section>
        <section status="removed"><num>2</num><content><p>Old words.</p></content></section>
        <section period="#t1"><num>3</num><content><p>Ended words.</p></content></section>
        <section period="#t2"><num>4</num><content><p>Later words.</p></content></section>
        <section><num>5</num><content><p>Words. <remark>[s. 5 substituted by Act 9 of 2000]</remark></p></content></section></body>"##,
    );
    let draft = read(text.as_bytes()).expect("an act");
    let statuses: Vec<Option<Status>> = draft.units.iter().map(|u| u.status).collect();
    let gone = Some(Status::Repealed);
    assert_eq!(statuses, [gone, gone, gone, Some(Status::NotCommenced), None]);
    assert_eq!(draft.units[4].blocks[0].text, "Words.");
    let told = &draft.told;
    assert_eq!((told.dated.as_deref(), told.commenced.as_deref()), (Some("1999-02-03"), Some("1999-03-01")));
    assert_eq!((told.number.as_deref(), told.language.as_deref()), (Some("3 of 1999"), Some("fr")));
    assert_eq!(told.status, None, "an event of another law's repeal is none of its own");
}

#[test]
fn crossheadings_regulations_and_what_stands_twice() {
    let draft = body(
        r#"<crossHeading>Lamps</crossHeading>
        <hcontainer name="regulation" eId="regulation-1"><num>1</num><content><p>(1) One lamp.</p><p>(2) Two lamps.</p></content></hcontainer>
        <hcontainer name="crossheading"><heading>Roofs</heading>
        <hcontainer name="regulation"><num>2.—</num><content><p>One roof.</p></content></hcontainer>
        <hcontainer name="regulation"><num>2.</num><content><p>Another roof.</p></content></hcontainer></hcontainer>"#,
    );
    check(
        &draft,
        &[
            "reg_1 | 1 |  |",
            "reg_1__subsec_1 | (1) |  | One lamp.",
            "reg_1__subsec_2 | (2) |  | Two lamps.",
            "reg_2 | 2 |  | One roof.",
            "reg_2-2 | 2 |  | Another roof.",
        ],
    );
    assert_eq!(draft.units[0].part, "Lamps");
    assert_eq!(draft.units[3].part, "Lamps / Roofs");
    assert!(draft.doubts.iter().any(|d| d.eid == "reg_2-2" && d.doubt.note.contains("twice")));
}

#[test]
fn a_document_without_marked_sections_is_read_by_its_text() {
    let text = r#"<akomaNtoso><doc name="law"><meta/><mainBody>
        <p>MARKETS ACT</p><p>1. Short title</p><p>This Act may be cited as the Markets Act, 1990.</p>
        <p>2. Stalls</p><p>Nobody may sell without a stall.</p><p>3. Lamps</p><p>A stall must have a lamp.</p></mainBody></doc></akomaNtoso>"#;
    let draft = read(text.as_bytes()).expect("a law");
    let eids: Vec<&str> = draft.units.iter().map(|u| u.eid.as_str()).collect();
    assert_eq!(eids, ["sec_1", "sec_2", "sec_3"]);
}

#[test]
fn hostile_and_torn_files_are_refused_with_a_reason() {
    let refused = |text: &str| match read(text.as_bytes()) {
        Err(refusal) => refusal.to_string(),
        Ok(draft) => panic!("read: {draft:?}"),
    };
    let bomb = "<!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;\">]><akomaNtoso>&d;</akomaNtoso>";
    assert!(refused(bomb).contains("<!DOCTYPE"), "{}", refused(bomb));
    let deep = format!("<akomaNtoso>{}{}</akomaNtoso>", "<part>".repeat(10_000), "</part>".repeat(10_000));
    assert!(refused(&deep).contains("deep"), "{}", refused(&deep));
    let torn = "<akomaNtoso><act><body><section><num>1</num>";
    assert!(matches!(read(torn.as_bytes()), Err(Refusal::Torn(_))));
    assert!(refused("<akomaNtoso><debate><debateBody/></debate></akomaNtoso>").contains("`debate`"));
    assert!(matches!(read(act("", "<body/>").as_bytes()), Err(Refusal::NoLaw(_))));
    assert!(read(b"<a>\xff\xfe\0\0</a>").is_err());
    let wide = act("", &"<x>".repeat(3));
    assert!(matches!(read(wide.as_bytes()), Err(Refusal::Torn(_))));
}

#[test]
fn other_encodings_are_read() {
    let text = act("", "<body><article><num>Artículo 1</num><content><p>Año.</p></content></article></body>");
    let latin: Vec<u8> = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{text}")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [latin, wide] {
        let draft = read(&bytes).expect("an act");
        check(&draft, &["art_1 | 1 |  | Año."]);
    }
}
