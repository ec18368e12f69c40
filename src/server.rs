//! The server: the pages of the site, made once at the start, with search and a JSON API. It keeps no state between
//! requests, logs no query, and writes nothing.

mod api;
pub mod run;
mod search;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::index::Index;
use crate::render::{self, Renderer};
use crate::site::{Site, compare_path};

/// Bytes of a request body that are read at most; no route takes one.
const LARGEST_BODY: usize = 64 * 1024;
/// Time after which a request is given up.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// Nothing but our own stylesheet is ever loaded, and no script runs.
const CONTENT_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every request works on.
pub struct App {
    site: Site,
    renderer: Renderer,
    pages: BTreeMap<String, String>,
    index: Index,
}

impl App {
    /// Makes every page. `progress` is told each path.
    pub fn new(site: Site, index: Index, progress: &mut dyn FnMut(&str)) -> Result<Self, render::Error> {
        let renderer = Renderer::new()?;
        let pages = site.build(&renderer, progress)?.into_iter().map(|p| (p.path, p.body)).collect();
        Ok(Self { site, renderer, pages, index })
    }
}

/// The routes, as a value, so that tests call them without a socket.
pub fn app(app: Arc<App>) -> Router {
    Router::new()
        .route("/search", get(search::page))
        .route("/search.html", get(search::page))
        .route("/compare/index.html", get(compare))
        .route("/api/assess", get(api::assess))
        .route("/api/search", get(api::search))
        .route("/api/penalties", get(api::penalties))
        .route("/api/coverage", get(api::coverage))
        .route("/api/report", get(api::report))
        .fallback(get(page))
        .layer(axum::middleware::map_response(harden))
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_LIMIT))
        .with_state(app)
}

/// Why a request is refused; every refusal says so in a sentence.
#[derive(Debug)]
enum Refusal {
    /// What was asked for cannot be.
    Bad(String),
    /// There is nothing at this address.
    Missing(String),
    /// The query cannot be read as it stands.
    Query(crate::query::Error),
    /// A fault of ours; the details stay here.
    Ours,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Bad(_) | Self::Query(_) => StatusCode::BAD_REQUEST,
            Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Bad(sentence) | Self::Missing(sentence) => sentence.clone(),
            Self::Query(error) => error.to_string(),
            Self::Ours => "Something went wrong in the program. Please report it with the address of this page.".into(),
        }
    }

    fn json(&self) -> Response {
        let mut body = json!({ "error": self.sentence() });
        if let Self::Query(error) = self {
            body["position"] = json!(error.at);
            body["mended"] = json!(error.mended);
        }
        (self.status(), axum::Json(body)).into_response()
    }

    fn html(&self, app: &App) -> Response {
        let title = match self {
            Self::Bad(_) | Self::Query(_) => "This cannot be answered",
            Self::Missing(_) => "Not found",
            Self::Ours => "An error",
        };
        let view = json!({ "title": title, "message": self.sentence(), "home": "/index.html", "root": "/" });
        // An address may be many folders deep; the links of this page start at the root.
        match app.site.page(&app.renderer, "", "message.html", view) {
            Ok(body) => (self.status(), html_type(), body).into_response(),
            Err(_) => (self.status(), self.sentence()).into_response(),
        }
    }
}

fn html_type() -> [(header::HeaderName, &'static str); 1] {
    [(header::CONTENT_TYPE, "text/html; charset=utf-8")]
}

async fn harden(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn page(State(app): State<Arc<App>>, uri: Uri) -> Response {
    let path = match clean_path(uri.path()) {
        Ok(path) => path,
        Err(refusal) => return refusal.html(&app),
    };
    if let Some(body) = app.pages.get(&path) {
        let kind = if path.ends_with(".css") { "text/css; charset=utf-8" } else { "text/html; charset=utf-8" };
        return ([(header::CONTENT_TYPE, kind)], body.clone()).into_response();
    }
    if app.pages.contains_key(&format!("{path}/index.html")) {
        return Redirect::permanent(&format!("/{path}/index.html")).into_response();
    }
    Refusal::Missing("There is no page at this address.".into()).html(&app)
}

/// The page that a path names; tricks with dots, backslashes and control characters are refused.
fn clean_path(path: &str) -> Result<String, Refusal> {
    let decoded = percent_decode(path)?;
    let tricks = decoded.contains("..") || decoded.contains('\\') || decoded.contains("//") || decoded.contains('%');
    if tricks || decoded.chars().any(char::is_control) {
        return Err(Refusal::Bad("The address holds characters that no page of this site has.".into()));
    }
    let path = decoded.trim_start_matches('/');
    Ok(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() })
}

fn percent_decode(path: &str) -> Result<String, Refusal> {
    let bad = || Refusal::Bad("The address cannot be read: a % must be followed by two hexadecimal digits.".into());
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        let (high, low) = (digit(rest.next()).ok_or_else(bad)?, digit(rest.next()).ok_or_else(bad)?);
        bytes.push(high * 16 + low);
    }
    String::from_utf8(bytes).map_err(|_| bad())
}

#[derive(Deserialize)]
struct Pair {
    a: Option<String>,
    b: Option<String>,
}

async fn compare(State(app): State<Arc<App>>, Query(pair): Query<Pair>, uri: Uri) -> Response {
    let (Some(a), Some(b)) = (pair.a, pair.b) else { return page(State(app), uri).await };
    let path = compare_path(&a, &b);
    if app.pages.contains_key(&path) {
        return Redirect::temporary(&format!("/{path}")).into_response();
    }
    Refusal::Bad("Choose two different states whose law has been coded.".into()).html(&app)
}
