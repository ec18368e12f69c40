//! The rules of Akoma Ntoso 3.0 for the elements that are exported, held against every instrument of the corpus.
//!
//! Content models, required attributes and closed lists are those of the standard's schema; eIds follow its naming convention.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use roxmltree::{Document, Node};

use crate::akn;

const AKN: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Elements of the hierarchy.
const HIER: &str = "section|article|part|chapter|title|book|division|subdivision|subpart|rule|subsection|paragraph|subparagraph|clause|point|hcontainer";

/// Elements with words: what may stand among them.
const INLINE: &str = "b|i|a|def|mod|docTitle|docNumber";

/// What stands in an element: the names of its children, each with a space behind it, must match as a whole.
fn models() -> Vec<(&'static str, String)> {
    let frbr = "FRBRthis FRBRuri (FRBRalias )*(FRBRdate )+(FRBRauthor )+";
    let hier = format!("(num )?(heading )?(subheading )?((intro )?(({HIER}) )*(wrapUp )?|content )");
    let blocks = "((p|blockList) )";
    let mut all = vec![
        ("akomaNtoso", "(act|bill|doc) ".to_string()),
        ("act", "meta (preface )?(preamble )?body ".into()),
        ("bill", "meta (preface )?(preamble )?body ".into()),
        ("doc", "meta (preface )?(preamble )?mainBody ".into()),
        ("meta", "identification (lifecycle )?(references )?(proprietary )?".into()),
        ("identification", "FRBRWork FRBRExpression FRBRManifestation ".into()),
        (
            "FRBRWork",
            format!(
                "{frbr}FRBRcountry (FRBRsubtype )?(FRBRnumber )*(FRBRname )*(FRBRprescriptive )?(FRBRauthoritative )?"
            ),
        ),
        ("FRBRExpression", format!("{frbr}(FRBRversionNumber )?(FRBRauthoritative )?(FRBRlanguage )+")),
        ("FRBRManifestation", format!("{frbr}(FRBRformat )?")),
        ("lifecycle", "(eventRef )+".into()),
        ("references", "((passiveRef|activeRef|TLCOrganization|TLCTerm) )+".into()),
        ("preface", "((p|blockList|longTitle|container) )+".into()),
        ("container", format!("{blocks}+")),
        ("body", format!("(({HIER}) )+")),
        ("mainBody", format!("(({HIER}) )+")),
        ("blockList", "(item )+".into()),
        ("item", format!("(num )?(heading )?{blocks}+")),
        ("quotedStructure", format!("{blocks}+")),
        ("mod", "(quotedStructure )+".into()),
    ];
    all.extend(["longTitle", "intro", "content", "wrapUp"].map(|name| (name, format!("{blocks}*"))));
    all.extend(HIER.split('|').map(|name| (name, hier.clone())));
    all.extend(
        ["p", "num", "heading", "subheading", "b", "i", "a", "def", "docTitle", "docNumber"]
            .map(|name| (name, format!("(({INLINE}) )*"))),
    );
    let empty =
        ["FRBRthis", "FRBRuri", "FRBRalias", "FRBRdate", "FRBRauthor", "FRBRcountry", "FRBRsubtype", "FRBRnumber"];
    let more = ["FRBRname", "FRBRprescriptive", "FRBRauthoritative", "FRBRlanguage", "FRBRformat", "eventRef"];
    let references = ["passiveRef", "activeRef", "TLCOrganization", "TLCTerm"];
    all.extend(empty.into_iter().chain(more).chain(references).map(|name| (name, String::new())));
    all
}

/// Attributes that an element must have, and those that it may have besides.
fn attributes(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "act" | "bill" | "doc" => (&["name"], &["contains"]),
        "identification" | "lifecycle" | "references" | "proprietary" => (&["source"], &[]),
        "FRBRthis" | "FRBRuri" | "FRBRcountry" | "FRBRsubtype" | "FRBRnumber" | "FRBRname" | "FRBRprescriptive"
        | "FRBRauthoritative" | "FRBRformat" => (&["value"], &[]),
        "FRBRalias" => (&["value", "name"], &[]),
        "FRBRdate" => (&["date", "name"], &[]),
        "FRBRauthor" => (&["href"], &[]),
        "FRBRlanguage" => (&["language"], &[]),
        "eventRef" => (&["date", "source", "type"], &["eId"]),
        "passiveRef" | "activeRef" | "TLCOrganization" | "TLCTerm" => (&["href", "showAs", "eId"], &[]),
        "hcontainer" | "container" => (&["name", "eId"], &["status"]),
        "a" => (&["href"], &[]),
        "def" => (&["refersTo"], &[]),
        "p" => (&[], &["class"]),
        "longTitle" | "blockList" | "item" | "mod" | "quotedStructure" => (&["eId"], &[]),
        name if HIER.split('|').any(|h| h == name) => (&["eId"], &["status"]),
        _ => (&[], &[]),
    }
}

/// The first part of the last step of an eId, by element.
fn step_of(node: Node<'_, '_>) -> Option<&'static [&'static str]> {
    Some(match node.tag_name().name() {
        "section" => &["sec"],
        "article" => &["art"],
        "part" => &["part"],
        "chapter" => &["chp"],
        "title" => &["title"],
        "book" => &["book"],
        "division" => &["dvs"],
        "subdivision" => &["subdvs"],
        "subpart" => &["subpart"],
        "rule" => &["rule"],
        "subsection" => &["subsec"],
        "paragraph" => &["para"],
        "subparagraph" => &["subpara"],
        "clause" => &["cl"],
        "point" => &["point"],
        "hcontainer" => &["hcontainer", "reg", "goal", "sched", "preamble", "def", "subart", "item", "dvs", "part"],
        "blockList" => &["list"],
        "item" => &["item"],
        "mod" => &["mod"],
        "quotedStructure" => &["qstr"],
        _ => return None,
    })
}

/// Everything in a document that the standard does not allow.
pub fn faults(text: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![format!("not well-formed: {error}")],
    };
    let models: BTreeMap<&str, Regex> = models()
        .into_iter()
        .map(|(name, model)| (name, Regex::new(&format!("^(?:{model})$")).expect("a model")))
        .collect();
    let mut wrong = Vec::new();
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let ours = |n: &Node<'_, '_>| n.is_element() && n.tag_name().namespace() == Some(AKN);
    if !ours(&document.root_element()) || document.root_element().tag_name().name() != "akomaNtoso" {
        wrong.push("the root is no akomaNtoso of version 3.0".into());
    }
    for node in document.descendants().filter(ours) {
        element(node, &models, &mut ids, &mut wrong);
    }
    for node in document.descendants().filter(ours) {
        references(node, &ids, &mut wrong);
    }
    identification(&document, &mut wrong);
    wrong
}

fn element<'a>(
    node: Node<'a, 'a>,
    models: &BTreeMap<&str, Regex>,
    ids: &mut BTreeSet<&'a str>,
    wrong: &mut Vec<String>,
) {
    let name = node.tag_name().name();
    let at = || format!("<{name} eId={:?}>", node.attribute("eId").unwrap_or_default());
    if name == "proprietary" {
        if node.children().any(|c| c.is_element() && c.tag_name().namespace() == Some(AKN)) {
            wrong.push("proprietary holds elements of the standard".into());
        }
    } else if let Some(model) = models.get(name) {
        let children: String =
            node.children().filter(Node::is_element).map(|c| format!("{} ", c.tag_name().name())).collect();
        if !model.is_match(&children) {
            wrong.push(format!("{} holds {children}", at()));
        }
    } else {
        wrong.push(format!("{} is no element that is exported", at()));
    }
    let mixed = ["p", "num", "heading", "subheading", "b", "i", "a", "def", "docTitle", "docNumber", "mod"];
    let words = node.children().any(|c| c.is_text() && c.text().is_some_and(|t| !t.trim().is_empty()));
    if words && !mixed.contains(&name) {
        wrong.push(format!("{} holds words", at()));
    }
    let (needed, allowed) = attributes(name);
    for attribute in needed {
        if node.attribute(*attribute).is_none() {
            wrong.push(format!("{} lacks {attribute}", at()));
        }
    }
    for attribute in node.attributes() {
        if !needed.contains(&attribute.name()) && !allowed.contains(&attribute.name()) {
            wrong.push(format!("{} may not have {}", at(), attribute.name()));
        }
    }
    let lists: [(&str, &[&str]); 3] = [
        ("contains", &["originalVersion", "singleVersion", "multipleVersions"]),
        ("status", &["removed", "temporary", "translated", "editorial", "edited", "verbatim", "incomplete", "unknown"]),
        ("type", &["generation", "amendment", "repeal"]),
    ];
    for (attribute, words) in lists {
        if node.attribute(attribute).is_some_and(|v| !words.contains(&v)) {
            wrong.push(format!("{} has a {attribute} that is on no list", at()));
        }
    }
    if let Some(date) = node.attribute("date")
        && (date.len() != 10 || date.parse::<jiff::civil::Date>().is_err())
    {
        wrong.push(format!("{} has no date but {date:?}", at()));
    }
    if let Some(id) = node.attribute("eId") {
        if !ids.insert(id) {
            wrong.push(format!("{} stands twice", at()));
        }
        convention(node, id, wrong);
    }
}

/// The naming convention: steps of a name and a number, the last by the element, the others those of what it stands in.
fn convention(node: Node<'_, '_>, id: &str, wrong: &mut Vec<String>) {
    let step_is_good = |step: &str| {
        let (name, number) = step.split_once('_').unwrap_or((step, "1"));
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    if !id.split("__").all(step_is_good) {
        wrong.push(format!("{id} is no eId of the naming convention"));
    }
    let Some(names) = step_of(node) else { return };
    let last = id.rsplit("__").next().unwrap_or(id);
    let name = last.split('_').next().unwrap_or(last);
    if !names.contains(&name) {
        wrong.push(format!("{id} is the eId of a {}", node.tag_name().name()));
    }
    // Sections and articles are numbered through the whole text; what is in them is named after them.
    let above = node.ancestors().skip(1).find_map(|a| a.attribute("eId"));
    let through = ["sec", "art", "reg", "rule", "sched", "goal", "preamble"].contains(&name) || !id.contains("__");
    let in_division = node.parent_element().is_some_and(|p| {
        matches!(p.tag_name().name(), "part" | "chapter" | "title" | "book" | "division" | "body" | "mainBody")
            || p.attribute("name") == Some("part")
    });
    if let Some(above) = above.filter(|_| !through && !in_division)
        && !id.starts_with(&format!("{above}__"))
    {
        wrong.push(format!("{id} stands in {above}, but is not named after it"));
    }
}

fn references(node: Node<'_, '_>, ids: &BTreeSet<&str>, wrong: &mut Vec<String>) {
    for attribute in ["source", "href", "refersTo"] {
        let Some(value) = node.attribute(attribute) else { continue };
        match value.strip_prefix('#') {
            Some(id) if !ids.contains(id) => wrong.push(format!("{attribute} leads to {value}, which is not there")),
            None if attribute != "href" => wrong.push(format!("{attribute} is {value}, no reference within the text")),
            None if value.is_empty() || value.contains(char::is_whitespace) => {
                wrong.push(format!("{value:?} is no address"));
            }
            _ => {}
        }
    }
}

/// Work, expression and manifestation name each other.
fn identification(document: &Document<'_>, wrong: &mut Vec<String>) {
    let value = |level: &str, name: &str, attribute: &str| {
        let level = document.descendants().find(|n| n.has_tag_name((AKN, level)))?;
        let found = level.children().find(|n| n.has_tag_name((AKN, name)))?;
        found.attribute(attribute).map(str::to_string)
    };
    let get = |level: &str, name: &str| value(level, name, "value").unwrap_or_default();
    let language = value("FRBRExpression", "FRBRlanguage", "language").unwrap_or_default();
    if language.len() != 3 || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        wrong.push(format!("{language:?} is no code of three letters"));
    }
    let work = get("FRBRWork", "FRBRuri");
    let expression = get("FRBRExpression", "FRBRuri");
    if !work.starts_with(&format!("/akn/{}/", get("FRBRWork", "FRBRcountry"))) {
        wrong.push(format!("the work {work} is of another country"));
    }
    if !expression.starts_with(&format!("{work}/{language}@")) {
        wrong.push(format!("{expression} is no expression of {work}"));
    }
    if !get("FRBRManifestation", "FRBRuri").starts_with(&format!("{expression}.")) {
        wrong.push("the manifestation is of another expression".into());
    }
    for level in ["FRBRWork", "FRBRExpression"] {
        if !get(level, "FRBRthis").starts_with(&format!("{}/!", get(level, "FRBRuri"))) {
            wrong.push(format!("FRBRthis of {level} is no component of its FRBRuri"));
        }
    }
}

#[test]
fn every_instrument_of_the_corpus_is_written_by_the_rules() {
    let mut wrong = Vec::new();
    let all = akn::corpus_exports();
    assert!(all.len() > 100, "{}", all.len());
    for (name, text) in &all {
        wrong.extend(faults(text).into_iter().map(|f| format!("{name}: {f}")));
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

/// A rule that never says no is none.
#[test]
fn what_breaks_a_rule_is_told() {
    let good = akn::example_export();
    assert_eq!(faults(&good), Vec::<String>::new());
    let broken = [
        ("<num>", "<number>", "</num>", "</number>"),
        ("<FRBRcountry value=\"xa\"/>", "", "", ""),
        ("<heading>", "<intro/><heading>", "", ""),
        ("eId=\"sec_2\"", "eId=\"sec_1\"", "", ""),
        ("eId=\"sec_2\"", "eId=\"sec 2\"", "", ""),
        ("eId=\"sec_2\"", "eId=\"art_2\"", "", ""),
        ("source=\"#lacuna\"", "source=\"#nobody\"", "", ""),
        ("language=\"eng\"", "language=\"en\"", "", ""),
        ("date=\"2011-06-09\"", "date=\"2011\"", "", ""),
        (" name=\"assent\"", "", "", ""),
        ("contains=\"singleVersion\"", "contains=\"oneVersion\"", "", ""),
        ("<content>", "<content>words", "", ""),
        ("<content>", "<content><section eId=\"sec_9\"/>", "", ""),
        ("sec_1__para_a\"", "sec_2__para_a\"", "", ""),
        ("ns/akn/3.0", "ns/akn/2.0", "", ""),
        ("<body>", "<body colour=\"red\">", "", ""),
        ("</akomaNtoso>", "", "", ""),
    ];
    for (old, new, old_end, new_end) in broken {
        assert!(good.contains(old), "{old} is not in\n{good}");
        let mut text = good.replacen(old, new, 1);
        if !old_end.is_empty() {
            text = text.replacen(old_end, new_end, 1);
        }
        assert!(!faults(&text).is_empty(), "{new:?} for {old:?} was let pass");
    }
}
