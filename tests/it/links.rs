//! Every link of a built site leads to a page, and every anchor to a place on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::scratch::{World, files_under, project};

/// Values of an attribute in a page of ours (always in double quotes).
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Joins a relative address to the folder of a page.
fn resolve(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for step in address.split('/') {
        match step {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leaves the site"),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Complaints about the links of a built site.
fn dead_links(site: &Path) -> Vec<String> {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for path in files_under(site) {
        let inside = path.strip_prefix(site).unwrap().to_str().unwrap().to_string();
        pages.insert(inside, fs::read_to_string(&path).unwrap());
    }
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, html)| (path.as_str(), values(html, "id").into_iter().collect())).collect();
    let mut dead = Vec::new();
    for (page, html) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let all = values(html, "id");
        if all.len() != ids[page.as_str()].len() {
            dead.push(format!("{page}: an id stands twice"));
        }
        for address in ["href", "src", "action"].iter().flat_map(|a| values(html, a)) {
            let address = address.replace("&amp;", "&").replace("&#x2f;", "/");
            if address.starts_with("https://") || address.starts_with("http://") || address == "data:," {
                continue;
            }
            let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let path = path.split('?').next().unwrap_or_default();
            let target = if path.is_empty() { page.clone() } else { resolve(page, path) };
            match ids.get(target.as_str()) {
                None => dead.push(format!("{page}: {address} leads to no page")),
                Some(ids) if !anchor.is_empty() && !ids.contains(anchor) => {
                    dead.push(format!("{page}: {address} leads to no place on the page"));
                }
                Some(_) => {}
            }
        }
    }
    dead
}

/// What every page must have, whoever reads it and with whatever.
fn bare_pages(site: &Path) -> Vec<String> {
    let mut bare = Vec::new();
    for path in files_under(site).iter().filter(|p| p.extension().is_some_and(|e| e == "html")) {
        let html = fs::read_to_string(path).unwrap();
        let mut need = |what: &str, there: bool| {
            if !there {
                bare.push(format!("{}: {what}", path.strip_prefix(site).unwrap().display()));
            }
        };
        let title = html.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap_or_default();
        need("a language", html.contains("<html lang=\""));
        need("a title", title.split('·').next().is_some_and(|t| !t.trim().is_empty()));
        need("one h1", html.matches("<h1").count() == 1);
        need(
            "a link past the menu",
            html.contains("<a class=\"skip\" href=\"#main\">") && html.contains("id=\"main\""),
        );
        need("a width for phones", html.contains("name=\"viewport\""));
        need("no script", !html.contains("<script"));
        need("the limits of what is measured", html.contains("This measures law on paper"));
    }
    bare
}

#[track_caller]
fn check(site: &Path) {
    assert!(files_under(site).len() > 10, "a site has pages");
    let faults: Vec<String> = dead_links(site).into_iter().chain(bare_pages(site)).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_dead_link_is_seen() {
    let world = World::new()
        .file("a.html", "<p id=\"x\"><a href=\"b/c.html#y\">1</a> <a href=\"#x\">2</a> <a href=\"b/c.html#z\">3</a> <a href=\"d.html\">4</a>")
        .file("b/c.html", "<p id=\"y\"><p id=\"y\"><a href=\"..&#x2f;a.html?q=1#x\">5</a> <a href=\"https://example.org/\">6</a>");
    let dead = dead_links(&world.path(""));
    assert_eq!(
        dead,
        [
            "a.html: b/c.html#z leads to no place on the page",
            "a.html: d.html leads to no page",
            "b/c.html: an id stands twice"
        ]
    );
    assert_eq!(bare_pages(&world.path("")).len(), 12, "no page of these two has what every page must have");
}

#[test]
fn of_the_small_world() {
    let world = World::of_case("island");
    world.run(&["site", "--out", "out"]).done();
    check(&world.path("out"));
}

#[test]
fn of_the_shipped_law() {
    let world = World::new();
    let (corpus, rubric) = (project().join("corpus"), project().join("rubrics/palermo-ccss.toml"));
    let out = world.path("out");
    let [corpus, rubric, out] = [&corpus, &rubric, &out].map(|p| p.to_str().unwrap());
    world.run(&["site", "--corpus", corpus, "--rubric", rubric, "--out", out]).done();
    check(Path::new(out));
}
