//! Search over the web: the page and what the API shares with it.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{App, Refusal, html_type, page as static_page};
use crate::search::{self, Answer, Request};
use crate::site::view;

/// Hits on a page.
const LIMIT: usize = 20;
/// Hits that one request may ask for.
const MOST: usize = 200;
/// The furthest that one may page.
const FURTHEST: usize = 100_000;

/// What may stand in the address.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default, rename = "in")]
    years: String,
    criterion: Option<String>,
    lang: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    offset: usize,
    expand: Option<String>,
}

impl Asked {
    fn expand(&self) -> bool {
        self.expand.as_deref() != Some("no")
    }

    fn request(&self) -> Result<Request, Refusal> {
        let years = self.years.trim();
        let years = if years.is_empty() { None } else { Some(search::years(years).map_err(Refusal::Bad)?) };
        if self.state.len() > 300 {
            return Err(Refusal::Bad("Too many states; name each once, by its two letters.".into()));
        }
        Ok(Request {
            query: self.q.clone(),
            states: self.state.split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_string).collect(),
            years,
            criterion: self.criterion.clone().filter(|c| !c.is_empty()),
            language: self.lang.clone().filter(|l| !l.is_empty()),
            limit: self.limit.unwrap_or(LIMIT).min(MOST),
            offset: self.offset.min(FURTHEST),
            expand: self.expand(),
        })
    }
}

/// Answers a search. A query that can only be read as plain words is refused with what is wrong and a mended query.
pub(super) fn answer(app: &App, asked: &Asked) -> Result<Answer, Refusal> {
    let answer = ask(app, asked)?;
    match answer.mishap {
        Some(mishap) => Err(Refusal::Query(mishap)),
        None => Ok(answer),
    }
}

fn ask(app: &App, asked: &Asked) -> Result<Answer, Refusal> {
    search::run(&app.index, &app.site.corpus, &asked.request()?, app.site.as_of).map_err(|error| match error {
        search::Error::Query(error) => Refusal::Query(error),
        search::Error::Index(_) => Refusal::Ours,
    })
}

/// The search page.
pub(super) async fn page(State(app): State<Arc<App>>, Query(asked): Query<Asked>, uri: Uri) -> Response {
    if asked.q.trim().is_empty() {
        let uri = if uri.path() == "/search" { Uri::from_static("/search.html") } else { uri };
        return static_page(State(app), uri).await;
    }
    let (status, mut view) = match ask(&app, &asked) {
        Ok(answer) => {
            let status = if answer.mishap.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
            (status, found(&app, &asked, &answer))
        }
        Err(Refusal::Query(error)) => {
            let view = json!({ "error": error.to_string(), "mended": error.mended, "answer": {} });
            (StatusCode::BAD_REQUEST, view)
        }
        Err(refusal) => return refusal.html(&app),
    };
    let shown: String = asked.q.chars().filter(|c| !c.is_control()).take(2000).collect();
    view["title"] = json!("Search");
    view["query"] = json!(shown);
    view["state"] = json!(asked.state);
    view["years"] = json!(asked.years);
    view["expand"] = json!(asked.expand());
    match app.site.page(&app.renderer, "search.html", "search.html", view) {
        Ok(body) => (status, html_type(), body).into_response(),
        Err(_) => Refusal::Ours.html(&app),
    }
}

fn found(app: &App, asked: &Asked, answer: &Answer) -> Value {
    let Ok(mut shown) = serde_json::to_value(answer) else { return json!({ "answer": {} }) };
    view::add_paths(&app.site.corpus, &mut shown);
    if let Some(hits) = shown["hits"].as_array_mut() {
        for hit in hits {
            hit["parts"] = parts(hit);
        }
    }
    let added: Vec<String> = shown["expanded"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|e| {
            let terms: Vec<&str> =
                e["added"].as_array().into_iter().flatten().filter_map(|a| a["term"].as_str()).collect();
            format!("{} → {}", e["term"].as_str().unwrap_or_default(), terms.join(", "))
        })
        .collect();
    let total = shown["total"].as_u64().unwrap_or(0);
    let next_offset = asked.offset as u64 + LIMIT as u64;
    let next = (next_offset < total).then(|| format!("{}&offset={next_offset}", address(asked, asked.expand())));
    let nothing: Vec<String> = nothing(&shown["nothing"]);
    let broader = shown["nothing"]["broader"].clone();
    json!({
        "answer": shown,
        "error": answer.mishap.as_ref().map(ToString::to_string),
        "mended": answer.mishap.as_ref().and_then(|m| m.mended.clone()),
        "added": added.join("; "),
        "only_words": address(asked, false),
        "next": next,
        "nothing": nothing,
        "broader": broader,
    })
}

fn nothing(found: &Value) -> Vec<String> {
    let unknown: Vec<&str> =
        found["unknown_terms"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut lines = Vec::new();
    if !unknown.is_empty() {
        lines.push(format!("No provision here holds: {}.", unknown.join(", ")));
    }
    if let Some(covers) = found["covers"].as_str() {
        lines.push(covers.to_string());
    }
    lines
}

/// Cuts the snippet at its marks.
fn parts(hit: &Value) -> Value {
    let snippet: Vec<char> = hit["snippet"].as_str().unwrap_or_default().chars().collect();
    let index = |v: &Value| v.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(snippet.len());
    let text = |from: usize, to: usize| snippet[from.min(to)..to].iter().collect::<String>();
    let mut parts = Vec::new();
    let mut at = 0;
    for mark in hit["marks"].as_array().into_iter().flatten() {
        let (start, end) = (index(&mark[0]).max(at), index(&mark[1]));
        if end <= start {
            continue;
        }
        parts.push(json!({ "text": text(at, start), "marked": false }));
        parts.push(json!({ "text": text(start, end), "marked": true }));
        at = end;
    }
    parts.push(json!({ "text": text(at, snippet.len()), "marked": false }));
    Value::Array(parts)
}

/// The address of this search: everything on the screen is in it.
fn address(asked: &Asked, expand: bool) -> String {
    let mut out = format!("search.html?q={}", encode(&asked.q));
    for (key, value) in [("state", asked.state.as_str()), ("in", asked.years.as_str())] {
        if !value.is_empty() {
            out.push_str(&format!("&{key}={}", encode(value)));
        }
    }
    for (key, value) in [("criterion", &asked.criterion), ("lang", &asked.lang)] {
        if let Some(value) = value {
            out.push_str(&format!("&{key}={}", encode(value)));
        }
    }
    if !expand {
        out.push_str("&expand=no");
    }
    out
}

fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
