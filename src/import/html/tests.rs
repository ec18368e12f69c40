//! Pages in the forms that sites give them.

use super::super::Source;
use super::super::line::{Line, Role};
use super::read;

fn source(text: &str) -> Source {
    read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn lines(text: &str) -> Vec<Line> {
    source(text).lines
}

fn texts(text: &str) -> Vec<String> {
    lines(text).into_iter().map(|l| l.text).collect()
}

#[test]
fn blocks_are_lines_with_their_looks() {
    let seen = lines(
        "<h2>Part&nbsp;I</h2><p align=center><b>Short <i>title</i></b></p><p style='font-style:italic'>In\n italics</p>\
         <div>One<br>two<br/></div><p>Of\u{ad}fence <b>x</b></p><blockquote><p>inserted</p></blockquote>",
    );
    let looks: Vec<(&str, Role, bool, bool, bool)> =
        seen.iter().map(|l| (l.text.as_str(), l.role, l.bold, l.italic, l.centred)).collect();
    assert_eq!(
        looks,
        [
            ("Part I", Role::Heading(2), true, false, false),
            ("Short title", Role::Text, true, false, true),
            ("In italics", Role::Text, false, true, false),
            ("One", Role::Text, false, false, false),
            ("two", Role::Text, false, false, false),
            ("Offence x", Role::Text, false, false, false),
            ("inserted", Role::Quoted, false, false, false),
        ]
    );
    assert!(seen.iter().all(|l| l.opens && !l.printed));
}

#[test]
fn classes_of_a_style_sheet_count() {
    let seen = lines(
        "<style>p.t{text-align:center;font-weight:bold}.h{display:none}</style><p class=t>Title <span class=h>[x]</span></p><p>Words of it</p>",
    );
    assert_eq!((seen[0].text.as_str(), seen[0].bold, seen[0].centred), ("Title", true, true));
    assert!(!seen[1].bold);
}

#[test]
fn lists_get_the_numbers_that_the_browser_shows() {
    assert_eq!(
        texts(
            "<ol type=a><li>first<ol type=i start=3><li>third</ol><li value=4>fourth</ol><ol><li>one<li><p>two</p><p>more</p></ol>\
             <ul><li>bullet<li>(a) has its own</ul><ol style='list-style:none'><li>none</ol><ol type=A><li>upper</ol>"
        ),
        [
            "(a) first",
            "(iii) third",
            "(d) fourth",
            "1. one",
            "2. two",
            "more",
            "• bullet",
            "(a) has its own",
            "none",
            "(A) upper"
        ]
    );
}

#[test]
fn a_number_without_words_stands_before_the_words_under_it() {
    assert_eq!(
        texts("<ol type=a><li><ol type=i><li>x</ol></ol><dl><dt>(b)<dd>y<dt>Term<dd>z</dl>"),
        ["(a) (i) x", "(b) y", "Term", "z"]
    );
}

#[test]
fn tables_are_rows_and_layout_tables_are_text() {
    let seen = lines(
        "<p>Some words before the table so that it is not the whole text of the page at all.</p>\
         <table border=1><tr><th>Offence<th>Penalty<tr><td>Theft<td>5 <b>years</b></table>\
         <table><tr><td>(a)<td>the first item<tr><td>(b)</td><td><p>the second</p></td></table>\
         <table><tr><td>Short title.<td>1. This Act may be cited as the Model Act and comes into force today.</table>",
    );
    let seen: Vec<(Role, &str)> = seen.iter().map(|l| (l.role, l.text.as_str())).collect();
    assert_eq!(
        seen[1..],
        [
            (Role::Row, "Offence | Penalty"),
            (Role::Row, "Theft | 5 years"),
            (Role::Text, "(a) the first item"),
            (Role::Text, "(b) the second"),
            (Role::Note, "Short title."),
            (Role::Text, "1. This Act may be cited as the Model Act and comes into force today."),
        ]
    );
}

#[test]
fn two_languages_side_by_side_are_read_one_after_the_other() {
    let cell = |word: &str, n: usize| format!("<td><p>{n}. {}</p></td>", format!("{word} ").repeat(30));
    let rows: String = (1..4).map(|n| format!("<tr>{}{}</tr>", cell("word", n), cell("mot", n))).collect();
    let seen = texts(&format!("<table>{rows}</table>"));
    let starts: Vec<&str> = seen.iter().map(|t| &t[..5]).collect();
    assert_eq!(starts, ["1. wo", "2. wo", "3. wo", "1. mo", "2. mo", "3. mo"]);
}

#[test]
fn a_table_that_holds_the_whole_page_is_text() {
    assert_eq!(
        texts("<table><tr><td><h1>Act</h1><p>1. One</p><p>2. Two</p></td></tr></table>"),
        ["Act", "1. One", "2. Two"]
    );
}

#[test]
fn the_furniture_of_a_site_goes() {
    let text = "<html lang=en><head><title>Parliament of Nowhere | Model Act, 2020</title><meta name='DC.identifier' content='https://example.org/act'></head><body>\
        <a class=sr-only href='#m'>Skip</a><header><nav><a href=/>Home</a></nav><h1>Parliament</h1></header>\
        <div id='cookie-notice'>We use cookies</div><ul><li><a href=/a>Bills</a><li><a href=/b>Acts</a><li><a href=/c>Members</a><li><a href=/d>News</a></ul>\
        <div id=m><h2>Model Act, 2020</h2><p>1. Every person who takes part in it commits an offence and is liable to a fine.</p><p>2. The court may order \
        that the person pays compensation to the victim.</p><table><tr><th>Status:</th><td>In force</td></tr><tr><th>Assent date</th><td>2020-02-03</td></table>\
        <form><label>Search</label><input></form></div><noscript>Enable scripts</noscript><script>x<y</script><footer>© Parliament</footer>";
    let source = source(text);
    let texts: Vec<&str> = source.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(texts[0], "Model Act, 2020");
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert_eq!(source.told.title.as_deref(), Some("Model Act, 2020"));
    assert_eq!(source.told.status.as_deref(), Some("In force"));
    assert_eq!(source.told.dated.as_deref(), Some("2020-02-03"));
    assert_eq!(source.told.address.as_deref(), Some("https://example.org/act"));
    assert_eq!(source.told.language.as_deref(), Some("en"));
}

#[test]
fn what_is_hidden_is_read_only_where_it_is_most_of_the_page() {
    assert_eq!(
        texts(
            "<p>1. Words of the law that are shown<span style='display: none'>[ref1]</span></p><div hidden>gone</div>"
        )
        .len(),
        1
    );
    let folded = texts(
        "<h3>1. One</h3><div style='display:none'>The words of it wait for a click.</div><h3>2. Two</h3><div style='display:none'>And these too.</div>",
    );
    assert_eq!(folded.len(), 4);
}

#[test]
fn footnotes_go_and_ordinals_stay() {
    let source = source(
        "<p>L'article 1<sup>er</sup> et le n<sup>o</sup> 5 de la loi<sup>12</sup> du 3<sup>e</sup> mois<a href='#_ftn1'>[1]</a>\
         <a class=sdfootnoteanc href='#sdfootnote1sym'><sup>1</sup></a> sont abrogés par la présente loi et ses annexes.</p><div id=sdfootnote1><p>1 Note</p></div>",
    );
    let texts: Vec<&str> = source.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(
        texts,
        ["L'article 1er et le no 5 de la loi du 3e mois sont abrogés par la présente loi et ses annexes."]
    );
    assert_eq!(source.doubts.len(), 1);
}

#[test]
fn preformatted_text_is_read_as_a_print() {
    let seen = lines(
        "<pre>\n  1. A person who recruits another person by means of force\nfor the purpose of exploitation commits an offence.\n\n     (a) item\n</pre>",
    );
    assert!(seen.iter().all(|l| l.printed));
    assert_eq!((seen.len(), seen[2].left), (3, 30));
}

#[test]
fn lines_that_breaks_part_in_the_middle_of_sentences_are_printed() {
    let seen = lines(
        "<p>1. A person who recruits<br>another person by means<br>of force commits an<br>offence against this Act.<br>2. The court may order<br>that he pays.</p>",
    );
    assert!(seen.iter().all(|l| l.printed));
    let opens: Vec<bool> = seen.iter().map(|l| l.opens).collect();
    assert_eq!(opens, [true, false, false, false, true, false]);
    assert!(
        lines("<p>1. One thing.<br>2. Two things.<br>3. Three things.<br>4. Four.</p>")
            .iter()
            .all(|l| !l.printed && l.opens)
    );
}

#[test]
fn placed_lines_are_sorted_and_printed() {
    let mut text = String::from("<style>.a{font-size:16px;line-height:20px}</style>");
    for page in 1..=3 {
        text.push_str(&format!("<div id='page{page}-div' style='position:relative;width:900px'>"));
        // The bodies of sections come before their numbers, as some programs write them.
        for n in 0..6 {
            let top = 200 + 90 * n;
            text.push_str(&format!(
                "<p style='position:absolute;top:{top}px;left:220px' class=a>{} runs over<br>{} lines</p>\
                 <p style='position:absolute;top:{}px;left:184px' class=a><b>{}.</b></p>",
                "ab".repeat(page * 10 + n),
                "cd".repeat(page * 10 + n),
                top + 1,
                page * 10 + n
            ));
        }
        text.push_str(&format!("<p style='position:absolute;top:1100px;left:450px' class=a>{page}</p></div>"));
    }
    let source = source(&text);
    assert_eq!(source.read, "HTML of placed lines, 3 pages, UTF-8");
    let texts: Vec<&str> = source.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(texts.len(), 36);
    assert_eq!(
        texts[..3],
        [
            &format!("10. {} runs over", "ab".repeat(10)),
            &format!("{} lines", "cd".repeat(10)),
            &format!("11. {} runs over", "ab".repeat(11))
        ]
    );
    assert_eq!(source.lines[0].place.page, 1);
    assert!(source.lines[2].opens && !source.lines[1].opens && source.lines[1].left > 0);
}

#[test]
fn encodings_follow_bytes_then_the_declared_charset() {
    let page = b"<meta charset=iso-8859-1><p>Art\xedculo 5\xba</p>";
    assert_eq!(read(page).expect("page").lines[0].text, "Artículo 5º");
    assert_eq!(lines("<meta charset=iso-8859-1><p>Artículo</p>")[0].text, "Artículo");
}

#[test]
fn a_page_without_words_is_refused() {
    assert!(read(b"<html><body><img src=a.png></body></html>").is_err());
}

#[test]
fn hostile_pages_take_little_time() {
    let _ = read(format!("{}x", "<div><b>".repeat(10_000)).as_bytes());
    let _ = read("<table><tr><td>".repeat(5_000).as_bytes());
    let _ = read(format!("{}<p>x", "<font size=1 face=a>".repeat(5_000)).as_bytes());
    let attributes: String = (0..20_000).map(|n| format!(" a{n}=1")).collect();
    let _ = read(format!("<p{attributes}>x</p>").as_bytes());
    let _ = read(format!("<p>{}</p>", "word ".repeat(400_000)).as_bytes());
    let _ = read("<ul><li><a href=x>y</a>".repeat(20_000).as_bytes());
    let _ = read("<p style='position:absolute;top:1px;left:2px'>x".repeat(3_000).as_bytes());
}
