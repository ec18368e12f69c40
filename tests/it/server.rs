//! The router without a socket: pages, the JSON contract, refusals with a sentence.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use lacuna::corpus;
use lacuna::diag::Sources;
use lacuna::index::Index;
use lacuna::rubric;
use lacuna::server::{App, app};
use lacuna::site::Site;
use serde_json::Value;
use tower::ServiceExt;

/// The program over the shipped law, made once.
fn shipped() -> Arc<App> {
    static SHIPPED: OnceLock<Arc<App>> = OnceLock::new();
    SHIPPED
        .get_or_init(|| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let path = root.join("rubrics/palermo-ccss.toml");
            let text = std::fs::read_to_string(&path).expect("the rubric");
            let mut sources = Sources::default();
            let source = sources.add(path, &text);
            let mut wrong = Vec::new();
            let rubric = rubric::read(&text, source, &mut wrong);
            assert_eq!(wrong, []);
            let rubrics = [rubric.clone()];
            let read = corpus::load(&[root.join("corpus")], &rubrics, sources, &mut |_| {}).expect("the corpus");
            assert!(!read.has_errors());
            let index = Index::in_memory(&read.value, &rubrics, &mut |_, _| {}).expect("an index");
            let site = Site::new(Arc::new(read.value), Arc::new(rubric), jiff::civil::date(2026, 11, 22));
            Arc::new(App::new(site, index, &mut |_| {}).expect("pages"))
        })
        .clone()
}

async fn ask(uri: &str) -> (StatusCode, String, String) {
    let request = Request::builder().uri(uri).body(Body::empty()).expect("a request");
    let response = app(shipped()).oneshot(request).await.expect("an answer");
    let status = response.status();
    assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY), "{uri}");
    let location =
        response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default().to_string();
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("UTF-8"), location)
}

async fn json(uri: &str) -> Value {
    let (status, body, _) = ask(uri).await;
    assert_eq!(status, StatusCode::OK, "{uri}: {body}");
    serde_json::from_str(&body).expect("JSON")
}

#[tokio::test]
async fn every_kind_of_page_is_there() {
    for path in [
        "/",
        "/index.html",
        "/bb/",
        "/bb/report.html",
        "/bb/sources.html",
        "/criteria/index.html",
        "/criteria/def-acts.html",
        "/matrix.html",
        "/compare/index.html",
        "/compare/bb-tt.html",
        "/penalties.html",
        "/coverage.html",
        "/bb/coverage.html",
        "/method.html",
        "/sources.html",
        "/search.html",
        "/int/palermo-protocol.html",
        "/bb/law/trafficking-in-persons-prevention-act-2016.html",
    ] {
        let (status, body, _) = ask(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(body.contains("<h1") && body.contains("Not legal advice") && !body.contains("<script"), "{path}");
    }
    let (status, _, location) = ask("/compare/index.html?a=TT&b=BB").await;
    assert_eq!((status, location.as_str()), (StatusCode::TEMPORARY_REDIRECT, "/compare/bb-tt.html"));
}

#[tokio::test]
async fn search_finds_the_passport_offence_and_marks_only_what_matched() {
    let found = json("/api/search?q=withholding+passport&limit=3").await;
    for key in ["query", "understood", "expanded", "total", "hits"] {
        assert!(found.get(key).is_some(), "{key}");
    }
    let hits = found["hits"].as_array().expect("hits");
    let wanted = |h: &Value| h["instrument"] == "/akn/bb/act/2016/9" && h["provision"] == "sec_6";
    assert!(hits.iter().any(wanted), "{hits:#?}");
    for key in ["citation", "jurisdiction", "heading", "snippet", "score", "penalties", "grade", "in_force"] {
        assert!(hits[0].get(key).is_some(), "{key}");
    }
    let (_, page, _) = ask("/search?q=%22debt+bondage%22&expand=no").await;
    let marks: Vec<&str> = page.split("<mark>").skip(1).filter_map(|m| m.split("</mark>").next()).collect();
    assert!(!marks.is_empty());
    assert!(marks.iter().all(|m| m.to_lowercase() == "debt bondage"), "{marks:?}");
}

#[tokio::test]
async fn assessments_keep_the_contract() {
    let all = json("/api/assess?state=BB,TT").await;
    assert_eq!(all["rubric"]["id"], "palermo-ccss");
    assert_eq!(all["corpus_hash"].as_str().map(str::len), Some(64));
    let states = all["jurisdictions"].as_array().expect("states");
    assert_eq!(states.iter().map(|s| s["code"].as_str()).collect::<Vec<_>>(), [Some("BB"), Some("TT")]);
    let levels = ["met", "partly", "not_met", "not_found", "unknown", "not_assessed", "not_applicable"];
    for state in states {
        let findings = state["findings"].as_array().expect("findings");
        assert_eq!(findings.len(), 79);
        for finding in findings {
            assert!(levels.contains(&finding["level"].as_str().unwrap_or_default()));
            for key in ["grade", "origin", "stale", "elements", "missing", "searched", "note"] {
                assert!(finding.get(key).is_some(), "{key}");
            }
            let elements = finding["elements"].as_array().expect("elements");
            let evidence: Vec<&Value> = elements.iter().filter_map(|e| e["evidence"].as_array()).flatten().collect();
            if finding["level"] == "met" {
                assert!(!evidence.is_empty(), "{finding}");
            }
            for e in evidence {
                let (start, end) = (e["start"].as_u64(), e["end"].as_u64());
                assert_eq!(e["quote"].as_str().map(|q| q.len() as u64), end.zip(start).map(|(b, a)| b - a));
                assert!(e["sources"].as_array().is_some_and(|s| !s.is_empty()) && !e["grade"].is_null());
            }
        }
    }
}

#[tokio::test]
async fn penalties_and_reports_are_served() {
    let rows = json("/api/penalties?state=BB").await;
    let rows = rows.as_array().expect("rows");
    let basic =
        rows.iter().find(|r| r["provision"] == "sec_3__subsec_1" && r["class"] == "trafficking").expect("s. 3(1)");
    assert_eq!(basic["imprisonment"]["max_months"], 300);
    assert_eq!((&basic["fine"]["max"], &basic["fine"]["currency"]), (&Value::from(1_000_000), &Value::from("BBD")));
    assert_eq!(basic["join"], "and_or");
    let report = json("/api/report?state=BB").await;
    assert!(report["gaps"].as_array().is_some_and(|g| g.iter().any(|g| g["criterion"] == "pros-no-fine-only")));
}

#[tokio::test]
async fn bad_requests_get_a_sentence_and_a_4xx() {
    let long = format!("/api/search?q={}", "a".repeat(50_000));
    let many = format!("/api/search?q={}", "word+".repeat(1000));
    let deep = format!("/api/search?q={}", "(".repeat(10_000));
    let cases = [
        (long.as_str(), 400),
        (many.as_str(), 400),
        (deep.as_str(), 400),
        ("/api/search?q=(passport", 400),
        ("/api/search?q=a%00b", 400),
        ("/api/search?q=passport&in=never", 400),
        ("/api/search?q=passport&limit=many", 400),
        ("/api/assess?state=QQ", 400),
        ("/api/assess?state=TT&as_of=yesterday", 400),
        ("/api/penalties?state=../..", 400),
        ("/api/report", 400),
        ("/%2e%2e/Cargo.toml", 400),
        ("/bb/..%2f..%2fCargo.toml", 400),
        ("/bb%5c..%5cx", 400),
        ("/%zz", 400),
        ("/%ff", 400),
        ("/nothing/here", 404),
        ("/search?q=((((", 400),
        ("/compare/index.html?a=TT&b=TT", 400),
    ];
    for (uri, status) in cases {
        let (got, body, _) = ask(uri).await;
        let shown: String = uri.chars().take(60).collect();
        assert_eq!(got.as_u16(), status, "{shown}: {body}");
        assert!(body.contains(' ') && body.len() < 10_000, "{shown}: a sentence, not {} bytes", body.len());
    }
    let (status, body, _) = ask("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!body.contains("<script"), "{status}");
}
