//! Legal lint: where a text contradicts itself, or holds what is probably a slip of the pen. It knows no other law: what
//! points to another instrument is left alone.
//!
//! ```text
//! Instrument ─► view (blocks with their paths) ─► token ─► refs ─► one file for each kind of finding ─► Finding
//! ```

mod code;
mod defined;
mod drafting;
mod lists;
mod named;
mod numbering;
mod offences;
mod pack;
mod penalties;
mod refs;
mod targets;
mod terms;
mod token;
mod undefined;
mod view;

use serde::Serialize;

use crate::law::Instrument;
use crate::law::id::Eid;

pub use code::{Code, Severity};

/// One thing that a drafter should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of thing; stable.
    pub code: Code,
    /// How sure and how grave.
    pub severity: Severity,
    /// The provision, or the item of it; empty: the whole text.
    pub at: String,
    /// As it is cited, such as `s. 3(1)(a)`; empty: the whole text.
    pub citation: String,
    /// Heading of the section or article that it stands in; may be empty.
    pub heading: String,
    /// Where in the source file, such as `page 4, line 2`; may be empty.
    pub place: String,
    /// What is there, in plain words.
    pub says: String,
    /// What to do.
    pub remedy: String,
    /// Order in the text.
    #[serde(skip)]
    order: usize,
}

/// Everything found in an instrument, in the order of its text.
pub fn check(instrument: &Instrument) -> Vec<Finding> {
    let Some(pack) = pack::of(&instrument.language) else {
        return vec![unknown_language(instrument)];
    };
    let view = view::View::new(instrument, pack);
    let refs = refs::of(&view);
    let mut out = Vec::new();
    targets::check(&view, &refs, &mut out);
    named::check(&view, &refs, &mut out);
    terms::check(&view, &mut out);
    undefined::check(&view, &mut out);
    numbering::check(&view, &mut out);
    penalties::check(&view, &mut out);
    offences::check(&view, &refs, &mut out);
    drafting::check(&view, &mut out);
    lists::check(&view, &mut out);
    out.sort_by(|a, b| (a.order, a.code, &a.says).cmp(&(b.order, b.code, &b.says)));
    out.dedup_by(|a, b| a.at == b.at && a.code == b.code && a.says == b.says);
    out
}

fn unknown_language(instrument: &Instrument) -> Finding {
    Finding {
        code: Code::ImportDoubt,
        severity: Severity::Note,
        at: String::new(),
        citation: String::new(),
        heading: String::new(),
        place: String::new(),
        says: format!("The language of this text (\"{}\") is not one that lint reads.", instrument.language),
        remedy: "Lint reads English, Spanish, French and Dutch (en, es, fr, nl).".into(),
        order: 0,
    }
}

/// The citation of an eId, deep ones included; an eId that is none is shown as it is.
fn cite(eid: &str) -> String {
    eid.parse::<Eid>().map_or_else(|()| eid.to_string(), |e| e.pinpoint())
}
