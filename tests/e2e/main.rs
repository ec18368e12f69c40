//! The site and the server in a real browser: headless Chromium from the system's packages, driven over its driver's port.
//!
//! Pages are measured with scripts on; they are used with scripts off, since no page may need one.

#![allow(clippy::print_stderr, clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::Method;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

/// Widths of a phone, a tablet and a desk.
const WIDTHS: [u32; 3] = [320, 768, 1280];

/// One page of each kind; `XX` stands for the first state whose law is coded.
const KINDS: [&str; 15] = [
    "index.html",
    "criteria/index.html",
    "criteria/def-consent.html",
    "matrix.html",
    "penalties.html",
    "coverage.html",
    "tt/coverage.html",
    "method.html",
    "sources.html",
    "search.html",
    "compare/index.html",
    "xx/index.html",
    "xx/report.html",
    "int/palermo-protocol.html",
    "404.html",
];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A program that ends with the test, and everything that it started.
struct Running {
    child: Child,
    /// Kept open, so that the program can go on writing.
    said: BufReader<ChildStdout>,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        // A group of its own, so that the browser goes with its driver.
        let mut child = command.stdout(Stdio::piped()).process_group(0).spawn().unwrap_or_else(|e| {
            panic!("{} cannot be started ({e}); tests/run installs what is missing", command.get_program().display())
        });
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    /// The first thing in its output that `find` takes.
    fn told<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> T {
        let mut line = String::new();
        while self.said.read_line(&mut line).unwrap() > 0 {
            if let Some(found) = find(line.trim_end()) {
                return found;
            }
            line.clear();
        }
        panic!("the program ended without saying what was waited for")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.child.wait();
    }
}

/// The browser's driver and where it listens.
struct Driver {
    _program: Running,
    address: String,
}

impl Driver {
    fn start() -> Self {
        let mut program = Running::start(Command::new("chromedriver").arg("--port=0").stderr(Stdio::null()));
        // It says: ChromeDriver was started successfully on port 41234.
        let port: u16 = program.told(|line| {
            line.strip_prefix("ChromeDriver was started successfully on port ")?.trim_end_matches('.').parse().ok()
        });
        Self { _program: program, address: format!("http://127.0.0.1:{port}") }
    }

    async fn browser(&self, profile: &TempDir, scripts: bool) -> Client {
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--allow-file-access-from-files",
            &format!("--user-data-dir={}", profile.path().join(if scripts { "on" } else { "off" }).display()),
        ];
        let content = if scripts { 1 } else { 2 };
        let options = json!({
            "args": args,
            "prefs": { "profile.managed_default_content_settings.javascript": content },
        });
        let mut wanted = serde_json::Map::new();
        wanted.insert("goog:chromeOptions".into(), options);
        wanted.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&self.address).await.expect("a browser")
    }
}

/// The site of the shipped law, and the folder of the first state that is coded.
fn site(folder: &Path) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_lacuna"))
        .args(["site", "--out"])
        .arg(folder)
        .current_dir(project())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let mut coded: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    coded.retain(|p| p.join("report.html").exists());
    coded.sort();
    coded.first().expect("a coded state").file_name().unwrap().to_str().unwrap().to_string()
}

/// Faults of a page at one width.
async fn faults(browser: &Client, address: &str, width: u32) -> Vec<String> {
    let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
    let resize =
        Own { end: "goog/cdp/execute", body: json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": size }) };
    browser.issue_cmd(resize).await.unwrap();
    browser.goto(address).await.unwrap();
    let measured = browser
        .execute(
            "const WIDTH = arguments[0];
             const root = document.documentElement;
             const wide = [...document.querySelectorAll('body *')].filter(e => {
                 const right = e.getBoundingClientRect().right;
                 const held = e.closest('.scroll, .visually-hidden, .skip');
                 return right > WIDTH + 1 && !held;
             }).slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className);
             return {
                 page: root.scrollWidth, window: window.innerWidth, wide,
                 h1: document.querySelectorAll('h1').length,
                 lang: root.lang, title: document.title,
                 skip: document.querySelector('a.skip')?.getAttribute('href'),
                 main: document.querySelectorAll('main#main').length,
                 named: [...document.querySelectorAll('input:not([type=hidden]), select')].every(
                     e => e.labels.length > 0 || e.getAttribute('aria-label')),
             };",
            vec![json!(width)],
        )
        .await
        .unwrap();
    let mut faults = Vec::new();
    let mut need = |what: String, there: bool| {
        if !there {
            faults.push(format!("{address} at {width}: {what}"));
        }
    };
    let number = |key: &str| measured[key].as_u64().unwrap_or(u64::MAX);
    let (page, window) = (number("page"), number("window"));
    // A phone shows a page that is too wide by shrinking it: then the window seems wider than it is.
    need(format!("{page} px wide: {}", measured["wide"]), page <= u64::from(width) && window <= u64::from(width));
    need(format!("{} h1", measured["h1"]), number("h1") == 1);
    need("no language".into(), measured["lang"] == "en");
    need("no title".into(), measured["title"].as_str().is_some_and(|t| !t.starts_with(" ·") && t.len() > 9));
    need("no link past the menu".into(), measured["skip"] == "#main" && number("main") == 1);
    need("a field without a name".into(), measured["named"] == true);
    faults
}

/// The first thing that Tab reaches is the link past the menu, and Enter follows it.
async fn keyboard_path(browser: &Client, address: &str) {
    browser.goto(address).await.unwrap();
    let body = browser.find(Locator::Css("body")).await.unwrap();
    body.send_keys(&Key::Tab.to_string()).await.unwrap();
    let first = browser.active_element().await.unwrap();
    assert_eq!(first.attr("class").await.unwrap().as_deref(), Some("skip"));
    first.send_keys(&Key::Enter.to_string()).await.unwrap();
    assert!(browser.current_url().await.unwrap().as_str().ends_with("#main"));
}

/// What the browser complained of since it was started.
async fn complaints(browser: &Client) -> Vec<String> {
    let logs = browser.issue_cmd(Own { end: "se/log", body: json!({ "type": "browser" }) }).await.unwrap();
    logs.as_array().unwrap().iter().map(|entry| entry["message"].to_string()).collect()
}

/// A command that only this browser's driver knows.
#[derive(Debug)]
struct Own {
    end: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.end))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

#[test]
fn the_site_as_files() {
    run(|driver, profile| async move {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("site");
        let state = site(&folder);
        let law = std::fs::read_dir(folder.join(&state).join("law")).unwrap().next().unwrap().unwrap().file_name();
        let mut pages: Vec<String> = KINDS.iter().map(|k| k.replace("xx/", &format!("{state}/"))).collect();
        pages.push(format!("{state}/law/{}", law.to_str().unwrap()));
        if let Some(Ok(pair)) = std::fs::read_dir(folder.join("compare"))
            .unwrap()
            .find(|e| e.as_ref().is_ok_and(|e| e.file_name() != "index.html"))
        {
            pages.push(format!("compare/{}", pair.file_name().to_str().unwrap()));
        }
        let address = |page: &str| format!("file://{}", folder.join(page).display());

        let browser = driver.browser(&profile, true).await;
        let mut all = Vec::new();
        for page in &pages {
            assert!(folder.join(page).exists(), "{page}");
            for width in WIDTHS {
                all.extend(faults(&browser, &address(page), width).await);
            }
        }
        keyboard_path(&browser, &address("index.html")).await;
        all.extend(complaints(&browser).await);
        browser.close().await.unwrap();
        assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));

        // Without scripts: from the list of states to the words of a provision, by links alone.
        let bare = driver.browser(&profile, false).await;
        bare.goto(&address("index.html")).await.unwrap();
        let click = |css: String| {
            let bare = bare.clone();
            async move { bare.find(Locator::Css(&css)).await.unwrap_or_else(|_| panic!("no {css}")).click().await.unwrap() }
        };
        click(format!("main a[href$='{state}/index.html'], main a[href$='{state}&#x2f;index.html']")).await;
        click("main a[href*='/law/']".into()).await;
        let heading = bare.find(Locator::Css("main h1")).await.unwrap().text().await.unwrap();
        assert!(!heading.is_empty());
        bare.close().await.unwrap();
    });
}

#[test]
fn the_server() {
    run(|driver, profile| async move {
        let index = tempfile::tempdir().unwrap();
        let mut server = Running::start(
            Command::new(env!("CARGO_BIN_EXE_lacuna"))
                .args(["serve", "--addr", "127.0.0.1:0", "--index"])
                .arg(index.path().join("index"))
                .current_dir(project()),
        );
        let home = server.told(|line| line.split_whitespace().find(|w| w.starts_with("http://")).map(str::to_string));

        let browser = driver.browser(&profile, false).await;
        browser.goto(&home).await.unwrap();
        let field = browser.find(Locator::Css("form[role=search] input[name=q]")).await.unwrap();
        field.send_keys("withholding passport").await.unwrap();
        field.send_keys(&Key::Enter.to_string()).await.unwrap();
        let hits = wait_for(&browser, "ol.hits li").await;
        let mut found = Vec::new();
        for hit in hits {
            let link = hit.find(Locator::Css("a")).await.unwrap();
            found.push((link.text().await.unwrap(), link.attr("href").await.unwrap().unwrap_or_default()));
        }
        let wanted =
            found.iter().find(|(_, href)| href.contains("bb/law/trafficking-in-persons") && href.ends_with("#sec_6"));
        let (_, href) = wanted.unwrap_or_else(|| panic!("no s. 6 of the Barbados Act in {found:#?}"));
        browser.goto(&format!("{home}/{}", href.trim_start_matches('/'))).await.unwrap();
        assert_eq!(browser.find_all(Locator::Css("#sec_6")).await.unwrap().len(), 1);

        // A search that finds nothing says so, and a page that is not there says so, with the frame of the site.
        browser.goto(&format!("{home}/search.html?q=zzzzqqq")).await.unwrap();
        let text = browser.find(Locator::Css("main")).await.unwrap().text().await.unwrap();
        assert!(text.contains("Nothing found"), "{text}");
        browser.goto(&format!("{home}/no/such/page.html")).await.unwrap();
        assert_eq!(browser.find(Locator::Css("h1")).await.unwrap().text().await.unwrap(), "Not found");
        browser.find(Locator::Css("header a.brand")).await.unwrap().click().await.unwrap();
        assert!(!browser.find_all(Locator::Css("main a")).await.unwrap().is_empty());
        browser.close().await.unwrap();

        let browser = driver.browser(&profile, true).await;
        let mut all = Vec::new();
        for path in [
            "",
            "search.html?q=withholding%20passport",
            "search.html?q=zzzzqqq",
            "search.html?q=%22open",
            "no/such/page",
        ] {
            for width in WIDTHS {
                all.extend(faults(&browser, &format!("{home}/{path}"), width).await);
            }
        }
        browser.close().await.unwrap();
        assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
    });
}

async fn wait_for(browser: &Client, css: &str) -> Vec<fantoccini::elements::Element> {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let found = browser.find_all(Locator::Css(css)).await.unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
        assert!(Instant::now() < until, "no {css} at {:?}", browser.current_url().await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Runs a test with a driver and a fresh profile.
fn run<F: Future<Output = ()>>(test: impl FnOnce(Driver, TempDir) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(test(Driver::start(), tempfile::tempdir().unwrap()));
}
