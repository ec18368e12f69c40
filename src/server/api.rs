//! The JSON API: the same answers as the command line, in the same form.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::{App, Refusal, search};
use crate::assess::{self, Assessment, Options};
use crate::coverage::Coverage;
use crate::law::id::JurisdictionCode;
use crate::output;
use crate::penalties::PenaltyRow;

#[derive(Deserialize)]
pub(super) struct Which {
    state: Option<String>,
    alone: Option<String>,
    as_of: Option<String>,
}

fn json(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(body) => ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response(),
        Err(_) => Refusal::Ours.json(),
    }
}

/// The states named, in the order of the request; all of them where none is named.
fn codes(app: &App, which: &Which) -> Result<Vec<JurisdictionCode>, Refusal> {
    let known = &app.site.corpus.jurisdictions;
    let Some(named) = which.state.as_deref().filter(|s| !s.is_empty()) else {
        return Ok(known.keys().cloned().collect());
    };
    if named.len() > 300 {
        return Err(Refusal::Bad("Too many states; name each once, by its two letters.".into()));
    }
    let find = |code: &str| {
        let found = code.trim().parse::<JurisdictionCode>().ok().filter(|c| known.contains_key(c));
        let short = crate::form::shorten(code);
        found.ok_or_else(|| Refusal::Bad(format!("There is no state \"{short}\" here; use codes such as TT or BB.")))
    };
    named.split(',').map(find).collect()
}

/// `/api/assess?state=TT,BB&as_of=2020-01-01&alone=yes`
pub(super) async fn assess(State(app): State<Arc<App>>, Query(which): Query<Which>) -> Response {
    match assessed(&app, &which) {
        Ok(response) => response,
        Err(refusal) => refusal.json(),
    }
}

fn assessed(app: &App, which: &Which) -> Result<Response, Refusal> {
    let site = &app.site;
    let codes = codes(app, which)?;
    let as_of = match which.as_of.as_deref() {
        Some(text) => text.parse().map_err(|_| Refusal::Bad("as_of must be a day such as 2020-01-31.".into()))?,
        None => site.as_of,
    };
    let options = Options { as_of, alone: which.alone.as_deref().is_some_and(|a| a == "yes" || a == "true") };
    let as_at_start = as_of == site.as_of && !options.alone;
    let made = |code: &JurisdictionCode| -> Option<Assessment> {
        let (state, known) = site.state(code.as_str())?;
        Some(if as_at_start { known.clone() } else { assess::assess(&site.corpus, &site.rubric, state, options) })
    };
    let all: Vec<Assessment> = codes.iter().filter_map(made).collect();
    Ok(json(&output::Assessed::new(&site.rubric, &site.corpus.hash, options, &all)))
}

/// `/api/penalties?state=TT`
pub(super) async fn penalties(State(app): State<Arc<App>>, Query(which): Query<Which>) -> Response {
    match codes(&app, &which) {
        Ok(codes) => {
            let all = app.site.penalties.rows.iter();
            let rows: Vec<&PenaltyRow> = all.filter(|r| codes.contains(&r.jurisdiction)).collect();
            json(&rows)
        }
        Err(refusal) => refusal.json(),
    }
}

/// `/api/coverage?state=TT`
pub(super) async fn coverage(State(app): State<Arc<App>>, Query(which): Query<Which>) -> Response {
    match codes(&app, &which) {
        Ok(codes) => {
            let all: Vec<&Coverage> = app.site.coverage.iter().filter(|c| codes.contains(&c.code)).collect();
            json(&all)
        }
        Err(refusal) => refusal.json(),
    }
}

/// `/api/report?state=TT`
pub(super) async fn report(State(app): State<Arc<App>>, Query(which): Query<Which>) -> Response {
    let wanted = which.state.as_deref().unwrap_or_default();
    let Some((state, assessment)) = app.site.state(wanted) else {
        return Refusal::Bad("Name one state by its two letters: /api/report?state=TT.".into()).json();
    };
    let site = &app.site;
    let as_of = site.as_of.to_string();
    json(&crate::report::build(&site.corpus, &site.rubric, state, assessment, &site.assessments, &as_of))
}

/// `/api/search?q=…&state=TT&in=2010..2015&criterion=…&lang=en&limit=20&offset=0&expand=no`
pub(super) async fn search(State(app): State<Arc<App>>, Query(asked): Query<search::Asked>) -> Response {
    match search::answer(&app, &asked) {
        Ok(answer) => json(&answer),
        Err(refusal) => refusal.json(),
    }
}
