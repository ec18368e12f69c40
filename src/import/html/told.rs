//! What a page says of the law that it shows: metadata in its head, and tables of facts such as its stage and dates.

use super::super::Told;
use super::super::told;
use super::names::is_heading;
use super::tree::Tree;

/// Reads what a page says of itself.
pub fn read(tree: &Tree, root: usize) -> Told {
    let mut told = Told::default();
    let pairs = facts(tree, root);
    let named = metadata(tree);
    told::notes(&mut told, named.iter().chain(&pairs).map(|(key, value)| (key.as_str(), value.as_str())));
    if told.title.is_none() {
        told.title = title(tree, root);
    }
    told
}

/// Metadata of the head. Plain names such as `date` and `author` speak of the file, not of the law.
fn metadata(tree: &Tree) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for at in 1..tree.nodes.len() {
        let Some(element) = tree.element(at) else { continue };
        match element.name.as_str() {
            "meta" => {
                let key = ["property", "name", "itemprop"].iter().find_map(|key| element.get(key));
                let (Some(key), Some(value)) = (key, element.get("content")) else { continue };
                let plain = !key.contains(['.', ':', '_']);
                if !plain || matches!(key.to_ascii_lowercase().as_str(), "status" | "identifier" | "language") {
                    pairs.push((key.to_string(), value.to_string()));
                }
            }
            "link" if element.get("rel") == Some("canonical") => {
                pairs.push(("canonical".into(), element.get("href").unwrap_or_default().to_string()));
            }
            "html" | "body" => {
                if let Some(language) = element.get("lang").or(element.get("xml:lang")) {
                    pairs.push(("lang".into(), language.to_string()));
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Rows of two cells and lists of terms, where the first ends in a colon or is a heading of the row.
fn facts(tree: &Tree, root: usize) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let short = |at: usize| Some(tree.words(at)).filter(|w| !w.is_empty() && w.len() <= 200);
    for at in tree.inside(root) {
        let name = tree.name(at);
        if name == "tr" {
            let cells: Vec<usize> = tree.children(at).filter(|c| matches!(tree.name(*c), "td" | "th")).collect();
            if let [key, value] = cells[..]
                && let (Some(words), Some(value)) = (short(key), short(value))
                && (tree.name(key) == "th" || words.ends_with(':'))
            {
                pairs.push((words, value));
            }
        } else if name == "dl" {
            let terms: Vec<usize> = tree.children(at).filter(|c| matches!(tree.name(*c), "dt" | "dd")).collect();
            for pair in terms.windows(2).filter(|p| tree.name(p[0]) == "dt" && tree.name(p[1]) == "dd") {
                if let (Some(key), Some(value)) = (short(pair[0]), short(pair[1])) {
                    pairs.push((key, value));
                }
            }
        }
        if pairs.len() > 500 {
            break;
        }
    }
    pairs
}

/// The title of the page without the name of the site: the heading that it repeats, or its longest part.
fn title(tree: &Tree, root: usize) -> Option<String> {
    let whole = (1..tree.nodes.len()).find(|n| tree.name(*n) == "title").map(|n| tree.words(n)).unwrap_or_default();
    let headings = tree.inside(root).filter(|n| is_heading(tree.name(*n))).take(10).map(|n| tree.words(n));
    let repeated = headings.filter(|h| h.len() > 5 && whole.contains(h.as_str())).max_by_key(String::len);
    let parts =
        whole.split(" | ").flat_map(|p| p.split(" - ")).flat_map(|p| p.split(" :: ")).flat_map(|p| p.split(" » "));
    repeated.or_else(|| parts.map(str::trim).max_by_key(|p| p.len()).map(str::to_string)).filter(|t| !t.is_empty())
}
