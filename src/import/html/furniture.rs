//! What on a page is no text of a law: menus, heads and feet of the site, forms, banners, what is hidden.

use super::names::is_inline;
use super::style::Sheet;
use super::tree::{Kind, Tree};

/// Which elements are left out, and how many words are left in each.
pub struct Furniture {
    /// Of each node; what stands in a dropped element is not marked again.
    pub dropped: Vec<bool>,
    /// Words of each node without what is dropped.
    pub words: Vec<usize>,
    /// Footnotes that are left out.
    pub footnotes: usize,
    /// The element to read: the main part of the page, or the page.
    pub root: usize,
}

/// Elements that never hold words of a text.
const NEVER: [&str; 22] = [
    "script", "style", "template", "noscript", "svg", "iframe", "object", "select", "button", "textarea", "title",
    "head", "canvas", "audio", "video", "applet", "map", "noframes", "noembed", "datalist", "math", "progress",
];

impl Furniture {
    /// Finds the furniture of a page.
    pub fn of(tree: &Tree, sheet: &Sheet) -> Furniture {
        let none = vec![false; tree.nodes.len()];
        let mut dropped: Vec<bool> = (0..tree.nodes.len()).map(|n| NEVER.contains(&tree.name(n))).collect();
        let words = count(tree, &dropped, |_| true);
        let linked = count(tree, &dropped, |at| link(tree, at));
        let total = words[0].max(1);
        let mut hidden: Vec<usize> = Vec::new();
        let mut footnotes = 0;
        let mut in_main = none;
        for at in 1..tree.nodes.len() {
            let Some(element) = tree.element(at) else { continue };
            let parent = tree.nodes[at].parent;
            let role = element.get("role").unwrap_or_default();
            in_main[at] = in_main[parent] || matches!(element.name.as_str(), "main" | "article") || role == "main";
            if dropped[at] {
                continue;
            }
            let share = |most: usize| words[at] * 100 < total * most;
            let looks = sheet.looks(element);
            if looks.hidden {
                if is_inline(&element.name) {
                    dropped[at] = true;
                } else {
                    hidden.push(at);
                }
            }
            dropped[at] |= match element.name.as_str() {
                "nav" | "dialog" | "aside" => share(50),
                "header" | "footer" => !in_main[at] && share(25),
                "form" | "fieldset" => share(20),
                "del" | "strike" | "s" => true,
                _ => looks.struck,
            };
            dropped[at] |= match role {
                "navigation" | "search" | "dialog" | "alertdialog" | "complementary" | "menu" | "menubar"
                | "toolbar" => share(50),
                "banner" | "contentinfo" => share(25),
                _ => false,
            };
            let mostly_links = linked[at] * 10 >= words[at] * 7;
            dropped[at] |= named(element.get("class"), element.get("id"), mostly_links) && share(20);
            // Heads and feet of pages as word processors write them.
            dropped[at] |= matches!(element.get("title"), Some("header" | "footer")) && share(10);
            dropped[at] |= !in_main[at] && share(30) && is_menu(tree, at, words[at], linked[at]);
            if is_footnote(tree, at) && share(30) {
                dropped[at] = true;
                footnotes += 1;
            }
        }
        // Where much is hidden, it waits for a click on its heading: then it is text.
        let mut under = vec![false; tree.nodes.len()];
        let mut unseen = 0;
        for at in &hidden {
            unseen += if under[tree.nodes[*at].parent] { 0 } else { words[*at] };
            under[*at] = true;
        }
        if unseen * 10 < total * 3 {
            for at in hidden {
                dropped[at] = true;
            }
        }
        let words = count(tree, &dropped, |_| true);
        let root = main_part(tree, &dropped, &words);
        Furniture { dropped, words, footnotes, root }
    }
}

/// Words of each node, without those of dropped elements and only where `counts` says so of a text.
fn count(tree: &Tree, dropped: &[bool], counts: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut words = vec![0; tree.nodes.len()];
    for at in (1..tree.nodes.len()).rev() {
        let node = &tree.nodes[at];
        if let Kind::Text(text) = &node.kind
            && counts(at)
        {
            words[at] = text.split_whitespace().count();
        }
        if dropped[at] {
            words[at] = 0;
        } else {
            words[node.parent] += words[at];
        }
    }
    words
}

/// Does a text stand in a link to another page?
fn link(tree: &Tree, at: usize) -> bool {
    let mut up = at;
    for _ in 0..8 {
        up = tree.nodes[up].parent;
        if tree.name(up) == "a" {
            return tree.get(up, "href").is_some_and(|to| !to.starts_with('#') && !to.is_empty());
        }
    }
    false
}

/// Classes and identifiers that sites give their furniture.
fn named(class: Option<&str>, id: Option<&str>, mostly_links: bool) -> bool {
    const WHOLE: [&str; 33] = [
        "header",
        "footer",
        "site-header",
        "site-footer",
        "page-footer",
        "global-header",
        "global-footer",
        "masthead",
        "sr-only",
        "visually-hidden",
        "screen-reader-text",
        "noprint",
        "no-print",
        "mw-editsection",
        "pagenum",
        "page-number",
        "skip-link",
        "search-form",
        "searchform",
        "search-bar",
        "login-form",
        "siteheader",
        "sitefooter",
        "top-bar",
        "topbar",
        "mw-jump-link",
        "printfooter",
        "catlinks",
        "siteSub",
        "mw-navigation",
        "back-top",
        "back-to-top",
        "share-buttons",
    ];
    const PART: [&str; 20] = [
        "cookie",
        "cookies",
        "gdpr",
        "onetrust",
        "breadcrumb",
        "breadcrumbs",
        "navbar",
        "navigation",
        "menu",
        "submenu",
        "sidebar",
        "pagination",
        "pager",
        "social",
        "sharethis",
        "addthis",
        "newsletter",
        "subscribe",
        "nav",
        "disqus",
    ];
    const LISTS: [&str; 5] = ["toc", "tableofcontents", "table-of-contents", "related", "links"];
    let tokens = class.unwrap_or_default().split_whitespace().take(20).chain(id);
    for token in tokens {
        let token = token.to_ascii_lowercase();
        if WHOLE.iter().any(|w| w.eq_ignore_ascii_case(&token))
            || token.split(['-', '_']).any(|part| PART.contains(&part))
            || mostly_links && LISTS.contains(&token.as_str())
        {
            return true;
        }
    }
    false
}

/// A list of short links to other pages.
fn is_menu(tree: &Tree, at: usize, words: usize, linked: usize) -> bool {
    if !matches!(tree.name(at), "ul" | "ol" | "div" | "table" | "p") || words == 0 || linked * 10 < words * 9 {
        return false;
    }
    let links = tree.inside(at).take(2_000).filter(|n| tree.name(*n) == "a").count();
    links >= 4 && words < links * 7
}

/// The words of a footnote or all footnotes of a page.
fn is_footnote(tree: &Tree, at: usize) -> bool {
    let Some(element) = tree.element(at) else { return false };
    if !matches!(element.name.as_str(), "div" | "p" | "li" | "ol" | "section" | "aside" | "dl") {
        return false;
    }
    let id = element.get("id").unwrap_or_default().to_ascii_lowercase();
    let numbered = ["sdfootnote", "sdendnote", "ftn", "edn", "fn", "footnote", "_ftn"].iter().any(|start| {
        let rest = id.strip_prefix(start).map(|r| r.trim_start_matches([':', '-', '_']));
        rest.is_some_and(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_digit()))
    });
    let classes = element.get("class").unwrap_or_default().to_ascii_lowercase();
    numbered
        || classes
            .split_whitespace()
            .any(|c| matches!(c, "footnotes" | "footnote" | "msofootnotetext" | "endnotes" | "references"))
}

/// The smallest main part of the page that holds most of its words.
fn main_part(tree: &Tree, dropped: &[bool], words: &[usize]) -> usize {
    let mut best = 0;
    let mut under = vec![false; tree.nodes.len()];
    for at in 1..tree.nodes.len() {
        let Some(element) = tree.element(at) else { continue };
        under[at] = under[tree.nodes[at].parent] || dropped[at];
        let main = matches!(element.name.as_str(), "main" | "article") || element.get("role") == Some("main");
        if main && !under[at] && words[at] * 10 >= words[0] * 6 && (best == 0 || words[at] < words[best]) {
            best = at;
        }
    }
    best
}
