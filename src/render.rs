//! Templates: one minijinja environment with strict undefined values and our filters; the site, the server and reports share it.

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use crate::markdown;

/// Name and text of every template, compiled in.
const TEMPLATES: [(&str, &str); 20] = [
    ("base.html", include_str!("site/templates/base.html")),
    ("macros.html", include_str!("site/templates/macros.html")),
    ("home.html", include_str!("site/templates/home.html")),
    ("state.html", include_str!("site/templates/state.html")),
    ("instrument.html", include_str!("site/templates/instrument.html")),
    ("criterion.html", include_str!("site/templates/criterion.html")),
    ("criteria.html", include_str!("site/templates/criteria.html")),
    ("matrix.html", include_str!("site/templates/matrix.html")),
    ("report.html", include_str!("site/templates/report.html")),
    ("report_alone.html", include_str!("site/templates/report_alone.html")),
    ("report_body.html", include_str!("site/templates/report_body.html")),
    ("compare.html", include_str!("site/templates/compare.html")),
    ("compare_index.html", include_str!("site/templates/compare_index.html")),
    ("penalties.html", include_str!("site/templates/penalties.html")),
    ("coverage.html", include_str!("site/templates/coverage.html")),
    ("state_coverage.html", include_str!("site/templates/state_coverage.html")),
    ("method.html", include_str!("site/templates/method.html")),
    ("sources.html", include_str!("site/templates/sources.html")),
    ("search.html", include_str!("site/templates/search.html")),
    ("message.html", include_str!("site/templates/message.html")),
];

/// A template could not be rendered: a fault of ours, with its place.
#[derive(Debug, thiserror::Error)]
#[error("a page could not be made: {0}; this is a fault of the program, please report it")]
pub struct Error(String);

/// The environment.
pub struct Renderer {
    environment: Environment<'static>,
}

impl Renderer {
    /// Compiles all templates.
    pub fn new() -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.add_filter("markdown", |text: &str| Value::from_safe_string(markdown::html(text)));
        environment.add_filter("quoted", quoted);
        environment.add_filter("plain", |text: &str| markdown::plain(text));
        for (name, text) in TEMPLATES {
            environment.add_template(name, text).map_err(|e| fault(&e))?;
        }
        Ok(Self { environment })
    }

    /// Renders a template with a serialisable view.
    pub fn page(&self, template: &str, view: &impl Serialize) -> Result<String, Error> {
        let template = self.environment.get_template(template).map_err(|e| fault(&e))?;
        template.render(Value::from(Serde(view))).map_err(|e| fault(&e))
    }
}

/// Marks the language of paragraphs between « and »: there a digest says in the language of the law what it said in ours.
fn quoted(html: &str, language: &str) -> Value {
    let known = language.bytes().all(|b| b.is_ascii_lowercase());
    let marked = format!("<p lang=\"{language}\">«");
    Value::from_safe_string(if known { html.replace("<p>«", &marked) } else { html.to_string() })
}

fn fault(error: &minijinja::Error) -> Error {
    let place = error.name().map(|n| format!(" (in {n}:{})", error.line().unwrap_or(0))).unwrap_or_default();
    let mut words = format!("{error}{place}");
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        words = format!("{words}: {deeper}");
        cause = deeper.source();
    }
    Error(words)
}
