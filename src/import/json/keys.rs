//! The names that publishers give to the parts of a law in JSON.

use serde_json::{Map, Value};

use super::super::told::bare;

/// Lists of provisions, or of parts that hold them.
pub const LISTS: [&str; 40] = [
    "provisions",
    "articles",
    "sections",
    "articulos",
    "artikelen",
    "disposiciones",
    "dispositions",
    "clauses",
    "regulations",
    "units",
    "parts",
    "chapters",
    "titles",
    "books",
    "divisions",
    "capitulos",
    "titulos",
    "chapitres",
    "titres",
    "livres",
    "parties",
    "hoofdstukken",
    "titels",
    "schedules",
    "annexes",
    "anexos",
    "bijlagen",
    "structure",
    "children",
    "items",
    "elements",
    "nodes",
    "content",
    "body",
    "contents",
    "paragraphs",
    "subsections",
    "secciones",
    "toc",
    "arrangement",
];

/// The number of a provision, best first.
pub const NUMBERS: [&str; 22] = [
    "provisionref",
    "ref",
    "articlenumber",
    "sectionnumber",
    "number",
    "num",
    "numero",
    "nummer",
    "articleno",
    "sectionno",
    "article",
    "articulo",
    "artikel",
    "section",
    "eid",
    "citation",
    "label",
    "key",
    "no",
    "id",
    "identifier",
    "index",
];

/// Its heading.
pub const HEADINGS: [&str; 15] = [
    "heading",
    "title",
    "titulo",
    "titre",
    "titel",
    "epigrafe",
    "rubric",
    "rubrica",
    "caption",
    "name",
    "nombre",
    "opschrift",
    "kop",
    "marginalnote",
    "sidenote",
];

/// Its words, best first.
pub const TEXTS: [&str; 17] = [
    "content",
    "text",
    "body",
    "texto",
    "texte",
    "tekst",
    "contenido",
    "contenu",
    "inhoud",
    "fulltext",
    "plaintext",
    "rawtext",
    "html",
    "contenthtml",
    "texthtml",
    "value",
    "words",
];

/// Parts of a law that a provision says it stands in, the widest first, and the level of their heading.
pub const PARTS: [(u8, &[&str]); 4] = [
    (1, &["book", "libro", "livre", "boek"]),
    (2, &["part", "parte", "partie", "deel", "parttitle"]),
    (2, &["division", "titleheading", "titulopadre"]),
    (3, &["chapter", "capitulo", "chapitre", "hoofdstuk", "chaptertitle", "chapterheading"]),
];

/// Words of an item below a provision, in order.
pub const ITEMS: [&str; 16] = [
    "subsections",
    "paragraphs",
    "subparagraphs",
    "items",
    "children",
    "clauses",
    "incisos",
    "parrafos",
    "alineas",
    "leden",
    "onderdelen",
    "points",
    "literals",
    "subsecciones",
    "lists",
    "elements",
];

/// The first of some keys that an object has with a value that is not empty.
pub fn find<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().find_map(|wanted| {
        object.iter().find(|(key, value)| is_named(key, wanted) && !is_empty(value)).map(|(_, value)| value)
    })
}

/// Is this key the wanted one, but for case, accents and marks?
fn is_named(key: &str, wanted: &str) -> bool {
    if !key.is_ascii() {
        return bare(key) == wanted;
    }
    let letters = key.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    key.len() >= wanted.len() && letters.eq(wanted.bytes())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(s) => s.trim().is_empty(),
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A word or a number as text.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// The text of some keys.
pub fn text(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| scalar(find(object, &[key])?))
}
