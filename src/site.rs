//! The site: corpus, rubric and assessments become pages; the same pages are served and written as files.

mod compare;
mod coverage;
mod law;
mod overview;
pub mod view;
pub mod write;

pub use compare::path as compare_path;

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::assess::{self, Assessment, Options};
use crate::corpus::Corpus;
use crate::coverage::Coverage;
use crate::law::state::Jurisdiction;
use crate::penalties;
use crate::render::{self, Renderer};
use crate::report;
use crate::rubric::Rubric;

/// The stylesheet of every page.
pub const STYLE: &str = include_str!("site/assets/style.css");

/// Everything that pages are made from.
pub struct Site {
    /// The law.
    pub corpus: Arc<Corpus>,
    /// The rubric.
    pub rubric: Arc<Rubric>,
    /// One assessment a state, in the order of codes.
    pub assessments: Vec<Assessment>,
    /// What is here and what is missing, one a state, in the order of codes.
    pub coverage: Vec<Coverage>,
    /// Every penalty.
    pub penalties: penalties::Table,
    /// The day whose law counts.
    pub as_of: Date,
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Path from the root of the site, such as `tt/index.html`.
    pub path: String,
    /// What it holds.
    pub body: String,
}

/// Pages that the menu names.
const MENU: [(&str, &str); 8] = [
    ("index.html", "States"),
    ("criteria/index.html", "Criteria"),
    ("matrix.html", "Matrix"),
    ("compare/index.html", "Compare"),
    ("penalties.html", "Penalties"),
    ("coverage.html", "Coverage"),
    ("method.html", "Method"),
    ("sources.html", "Sources"),
];

impl Site {
    /// Assesses every state.
    pub fn new(corpus: Arc<Corpus>, rubric: Arc<Rubric>, as_of: Date) -> Self {
        let options = Options { as_of, alone: false };
        let assessments: Vec<Assessment> =
            corpus.states().map(|state| assess::assess(&corpus, &rubric, state, options)).collect();
        let coverage =
            corpus.states().zip(&assessments).map(|(s, a)| crate::coverage::of(&corpus, &rubric, s, a)).collect();
        let penalties = penalties::table(&corpus, None, as_of);
        Self { corpus, rubric, assessments, coverage, penalties, as_of }
    }

    /// A state with its assessment.
    pub fn state(&self, code: &str) -> Option<(&Jurisdiction, &Assessment)> {
        let code = code.parse().ok()?;
        let state = self.corpus.jurisdictions.get(&code)?;
        Some((state, self.assessments.iter().find(|a| a.code == code)?))
    }

    /// States whose law has been coded, with their assessments.
    pub fn coded(&self) -> impl Iterator<Item = (&Jurisdiction, &Assessment)> {
        let coded = |state: &Jurisdiction| self.corpus.of(&state.code).next().is_some();
        self.corpus.states().zip(&self.assessments).filter(move |(state, _)| coded(state))
    }

    /// Makes every page, sorted by path. `progress` is told each path.
    pub fn build(&self, renderer: &Renderer, progress: &mut dyn FnMut(&str)) -> Result<Vec<Page>, render::Error> {
        let mut pages = vec![Page { path: "style.css".into(), body: STYLE.into() }];
        let mut add = |path: String, template: &str, view: Value| -> Result<(), render::Error> {
            let body = self.page(renderer, &path, template, view)?;
            progress(&path);
            pages.push(Page { path, body });
            Ok(())
        };
        add("index.html".into(), "home.html", overview::home(self))?;
        add("criteria/index.html".into(), "criteria.html", overview::criteria(self))?;
        for criterion in &self.rubric.criteria {
            add(format!("criteria/{}.html", criterion.id), "criterion.html", overview::criterion(self, criterion))?;
        }
        add("matrix.html".into(), "matrix.html", overview::matrix(self))?;
        add("penalties.html".into(), "penalties.html", overview::penalties(self))?;
        add("coverage.html".into(), "coverage.html", coverage::all(self))?;
        add("method.html".into(), "method.html", overview::method(self))?;
        add("sources.html".into(), "sources.html", overview::all_sources(self))?;
        add("search.html".into(), "search.html", overview::search_index(self))?;
        add("compare/index.html".into(), "compare_index.html", compare::index(self))?;
        for (path, view) in compare::pairs(self) {
            add(path, "compare.html", view)?;
        }
        for (state, covered) in self.corpus.states().zip(&self.coverage) {
            let path = format!("{}/coverage.html", state.code.folder());
            add(path, "state_coverage.html", coverage::state(self, state, covered))?;
        }
        for (state, assessment) in self.corpus.states().zip(&self.assessments) {
            let folder = state.code.folder();
            add(format!("{folder}/index.html"), "state.html", law::state(self, state, assessment))?;
            if self.corpus.of(&state.code).next().is_some() {
                add(format!("{folder}/report.html"), "report.html", self.report(state, assessment))?;
            }
            if !state.sources.is_empty() || !state.searches.is_empty() {
                add(format!("{folder}/sources.html"), "sources.html", overview::state_sources(self, state))?;
            }
        }
        for instrument in &self.corpus.instruments {
            add(view::instrument_path(instrument), "instrument.html", law::instrument(self, instrument))?;
        }
        let lost = json!({ "title": "Not found", "message": "There is no page at this address.", "home": "index.html", "crumbs": [] });
        add("404.html".into(), "message.html", lost)?;
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        // An official text and a digest of one instrument have pages of their own; anything else at one path is a fault.
        pages.dedup_by(|a, b| a.path == b.path);
        Ok(pages)
    }

    /// Renders one page with what every page needs.
    pub fn page(
        &self,
        renderer: &Renderer,
        path: &str,
        template: &str,
        mut view: Value,
    ) -> Result<String, render::Error> {
        let root = "../".repeat(path.matches('/').count());
        if let Some(map) = view.as_object_mut() {
            map.entry("root").or_insert(json!(root));
            map.insert("path".into(), json!(path));
            map.insert("site".into(), self.frame());
            map.entry("crumbs").or_insert(json!([]));
            map.entry("title").or_insert(json!(""));
        }
        renderer.page(template, &view)
    }

    fn frame(&self) -> Value {
        let menu: Vec<Value> = MENU.iter().map(|(path, title)| json!({ "path": path, "title": title })).collect();
        json!({
            "menu": menu,
            "as_of": self.as_of.to_string(),
            "limits": report::LIMITS,
            "rubric_id": self.rubric.id,
            "rubric_version": self.rubric.version,
            "rubric_title": self.rubric.title,
            "subject": self.rubric.subject,
            "corpus_hash": self.corpus.hash,
        })
    }

    /// The view of a gap report; pinpoints link into the site.
    pub fn report(&self, state: &Jurisdiction, assessment: &Assessment) -> Value {
        let built =
            report::build(&self.corpus, &self.rubric, state, assessment, &self.assessments, &self.as_of.to_string());
        let mut view = json!({ "r": built, "title": "Gap report", "crumbs": law::crumbs_of(state) });
        view::add_paths(&self.corpus, &mut view);
        view
    }
}
