//! DOCX files made for the tests.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::super::line::{Line, Role};
use super::super::{Refusal, Source};
use super::package::unpack;
use super::read;

const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"urn:mc\" xmlns:wps=\"urn:wps\"";

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("part");
        zip.write_all(text.as_bytes()).expect("part");
    }
    zip.finish().expect("archive").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let styles = format!(
        "<w:styles {NS}>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Titre1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:name w:val=\"My part\"/><w:basedOn w:val=\"Titre1\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Sec\"><w:name w:val=\"Section\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"TM1\"><w:name w:val=\"toc 1\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Em\"><w:name w:val=\"Emphasis\"/><w:rPr><w:i/></w:rPr></w:style></w:styles>"
    );
    let numbering = format!(
        "<w:numbering {NS}><w:abstractNum w:abstractNumId=\"0\">\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"Sec\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/><w:pPr><w:ind w:left=\"1440\" w:hanging=\"720\"/></w:pPr></w:lvl>\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let document = format!("<w:document {NS}><w:body>{body}<w:sectPr/></w:body></w:document>");
    archive(&[("word/document.xml", &document), ("word/styles.xml", &styles), ("word/numbering.xml", &numbering)])
}

fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn source(body: &str) -> Source {
    read(&docx(body)).unwrap_or_else(|e| panic!("{e}: {body}"))
}

fn lines(body: &str) -> Vec<Line> {
    source(body).lines
}

fn texts(body: &str) -> Vec<String> {
    lines(body).into_iter().map(|l| l.text).collect()
}

#[test]
fn styles_tell_headings_looks_and_numbers() {
    let bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r>";
    let body = [
        p("<w:pStyle w:val=\"TM1\"/>", &r("1. Short title\t3")),
        p("<w:pStyle w:val=\"Titre1\"/>", &r("PART I")),
        p("<w:pStyle w:val=\"Sub\"/>", &r("Offences")),
        p("<w:pStyle w:val=\"Sec\"/>", &r("Short title")),
        p("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>", &r("first item")),
        p("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>", &r("second item")),
        p("<w:pStyle w:val=\"Sec\"/>", &r("Interpretation")),
        p("<w:jc w:val=\"center\"/>", bold),
        p("<w:ind w:left=\"720\"/>", "<w:r><w:rPr><w:rStyle w:val=\"Em\"/><w:caps/></w:rPr><w:t>set in</w:t></w:r>"),
        p(
            "<w:pStyle w:val=\"Undefined\"/>",
            "<w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>",
        ),
    ];
    let seen = lines(&body.concat());
    let shown: Vec<(Role, &str)> = seen.iter().map(|l| (l.role, l.text.as_str())).collect();
    assert_eq!(
        shown,
        [
            (Role::Heading(1), "PART I"),
            (Role::Heading(3), "Offences"),
            (Role::Text, "1. Short title"),
            (Role::Text, "(a) first item"),
            (Role::Text, "(b) second item"),
            (Role::Text, "2. Interpretation"),
            (Role::Text, "Bold"),
            (Role::Text, "SET IN"),
            (Role::Text, "a b-c"),
        ]
    );
    assert!(seen[2].bold && seen[6].bold && seen[6].centred && seen[7].italic && !seen[8].bold);
    assert_eq!((seen[3].left, seen[7].left), (36, 36));
    assert!(seen.iter().all(|l| l.opens && !l.printed));
    assert_eq!(seen[0].place.line, 2);
}

#[test]
fn what_is_not_of_the_text_is_left_out_and_told() {
    let body = [
        p(
            "",
            &format!("{}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>{}</w:ins>", r("It "), r("stays")),
        ),
        p(
            "",
            &format!(
                "{}<w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>7</w:t></w:r>",
                r("A note")
            ),
        ),
        p(
            "",
            &format!("{}<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>er</w:t></w:r>", r("Article 1")),
        ),
        p("", &format!("{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", r("Shown"))),
        p(
            "",
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>section 5</w:t></w:r>",
        ),
        p(
            "",
            &format!(
                "<w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r>{}<w:commentRangeStart w:id=\"1\"/>",
                r("kept")
            ),
        ),
    ];
    let source = source(&body.concat());
    let texts: Vec<&str> = source.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(texts, ["It stays", "A note", "Article 1er", "Shown", "section 5", "kept"]);
    let notes: Vec<&str> = source.doubts.iter().map(|d| &d.note[..12]).collect();
    assert_eq!(notes, ["1 footnotes ", "1 tracked de", "1 tracked in", "1 pieces of "]);
}

#[test]
fn tables_are_rows_or_text() {
    let table = |rows: &[&[&str]]| {
        let row = |cells: &&[&str]| {
            let cells: String = cells.iter().map(|c| format!("<w:tc>{}{}</w:tc>", p("", ""), p("", &r(c)))).collect();
            format!("<w:tr>{cells}</w:tr>")
        };
        format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
    };
    let filler = p(
        "",
        &r(
            "Some words before the tables so that none of them is the whole text of it at all, and some more words for good measure.",
        ),
    );
    let body = [
        filler,
        table(&[&["Offence", "Penalty"], &["Theft", "5 years"]]),
        table(&[&["(a)", "the first item"], &["(b)", "the second"]]),
        table(&[&["one column"], &["of text"]]),
        table(&[&["Short title.", "1. This Act may be cited as the Model Act and comes into force today."]]),
    ];
    let seen: Vec<(Role, String)> = lines(&body.concat()).into_iter().skip(1).map(|l| (l.role, l.text)).collect();
    let expected = [
        (Role::Row, "Offence | Penalty"),
        (Role::Row, "Theft | 5 years"),
        (Role::Text, "(a) the first item"),
        (Role::Text, "(b) the second"),
        (Role::Text, "one column"),
        (Role::Text, "of text"),
        (Role::Note, "Short title."),
        (Role::Text, "1. This Act may be cited as the Model Act and comes into force today."),
    ];
    assert_eq!(seen, expected.map(|(role, text)| (role, text.to_string())));
}

#[test]
fn text_boxes_are_read_once() {
    let text_box = format!("<w:txbxContent>{}</w:txbxContent>", p("", &r("In a box")));
    let run = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{text_box}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{text_box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    assert_eq!(texts(&p("", &format!("{run}{}", r("Beside it")))), ["Beside it", "In a box"]);
}

#[test]
fn breaks_part_lines_and_pages_do_not() {
    assert_eq!(
        texts(&p(
            "",
            "<w:r><w:t>PART I</w:t><w:br/><w:t>Offences</w:t><w:br w:type=\"page\"/><w:t>and more</w:t></w:r>"
        )),
        ["PART I", "Offences and more"]
    );
}

#[test]
fn a_print_that_was_put_into_word_is_read_as_a_print() {
    let mut body = String::new();
    for n in 1..=10 {
        body.push_str(&p("", &format!("<w:r><w:t>{n}.    A person who recruits another person by means</w:t><w:br/><w:t>of force for the purpose of</w:t></w:r>")));
        body.push_str(&p("", &r(&format!("     exploitation of kind {n} commits an offence."))));
        body.push_str(&p("", &r(&n.to_string())));
        body.push_str(
            &(0..10)
                .map(|i| p("", &r(&format!("     ({}) the item that runs", ['a', 'b', 'c'][i % 3]))))
                .collect::<String>(),
        );
        body.push_str(&(0..10).map(|i| p("", &r(&format!("over line {i} of its own")))).collect::<String>());
    }
    let source = source(&body);
    assert_eq!(source.read, "DOCX of printed lines");
    assert!(source.lines.iter().all(|l| l.printed));
    assert_eq!(source.lines[0].text, "1. A person who recruits another person by means");
    assert!(!source.lines[1].opens && !source.lines[2].opens && source.lines[2].left == 30);
    assert!(!source.lines.iter().any(|l| l.text == "7"), "page numbers go");
}

#[test]
fn properties_of_the_file_are_told() {
    let core = "<cp:coreProperties xmlns:cp=\"urn:cp\" xmlns:dc=\"urn:dc\"><dc:title>Model Act, 2016</dc:title><dc:language>es-ES</dc:language></cp:coreProperties>";
    let document = format!("<w:document {NS}><w:body>{}</w:body></w:document>", p("", &r("1. One")));
    let rels =
        "<Relationships><Relationship Type=\"urn:x/officeDocument\" Target=\"word/document2.xml\"/></Relationships>";
    let source =
        read(&archive(&[("_rels/.rels", rels), ("word/document2.xml", &document), ("docProps/core.xml", core)]))
            .expect("docx");
    assert_eq!(source.told.title.as_deref(), Some("Model Act, 2016"));
    assert_eq!(source.told.language.as_deref(), Some("es"));
}

#[test]
fn torn_and_hostile_files_are_refused() {
    let whole = docx(&p("", &r("1. One thing")));
    for cut in [10, whole.len() / 2, whole.len() - 5] {
        assert!(matches!(read(&whole[..cut]), Err(Refusal::Torn(_))), "cut at {cut}");
    }
    assert!(matches!(read(&archive(&[("word/other.xml", "<a/>")])), Err(Refusal::Torn(_))));
    assert!(matches!(read(&archive(&[("word/document.xml", "<w:document")])), Err(Refusal::Torn(_))));
    let entities = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><document><body><p><r><t>&b;</t></r></p></body></document>";
    assert!(matches!(read(&archive(&[("word/document.xml", entities)])), Err(Refusal::Torn(_))));
    assert!(matches!(read(&docx("")), Err(Refusal::NoLaw(_))));
    let deep = format!("{}{}{}", "<w:sdt>".repeat(10_000), p("", &r("deep")), "</w:sdt>".repeat(10_000));
    let read_deep = read(&docx(&format!("{}{deep}", p("", &r("shallow"))))).expect("docx");
    assert_eq!((read_deep.lines.len(), read_deep.doubts.len()), (1, 1));
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    // Megabytes of spaces pack into kilobytes.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("part");
    zip.write_all(&vec![b' '; 2_000_000]).expect("part");
    let mut bomb = zip.finish().expect("archive").into_inner();
    assert!(bomb.len() < 10_000);
    assert!(matches!(unpack(&bomb, 1_000_000), Err(Refusal::TooLarge { .. })));
    // A bomb that lies about its size.
    let size = 2_000_000_u32.to_le_bytes();
    let places: Vec<usize> = bomb.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(at, _)| at).collect();
    for at in places {
        bomb[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(unpack(&bomb, 1_000_000).is_err());
}
