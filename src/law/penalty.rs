//! Penalties as data: prison in days, months and years, fines in their own currency, and how the two join.

use serde::Serialize;

use super::words::closed_list;
use crate::diag::Span;
use crate::form::Form;

closed_list! {
    /// What the penalty is for.
    PenaltyClass {
        /// Trafficking in persons, basic offence.
        Trafficking = "trafficking",
        /// Trafficking in children.
        TraffickingChild = "trafficking-child",
        /// Aggravated trafficking.
        TraffickingAggravated = "trafficking-aggravated",
        /// Attempt, aiding, conspiracy, directing.
        Participation = "participation",
        /// Taking or destroying documents.
        Documents = "documents",
        /// Using the services of a trafficked person, or profiting.
        UseOfServices = "use-of-services",
        /// Carriers.
        Carrier = "carrier",
        /// Disclosing identity or publishing.
        Disclosure = "disclosure",
        /// Obstruction.
        Obstruction = "obstruction",
        /// Forced labour, slavery, servitude apart from trafficking.
        ForcedLabour = "forced-labour",
        /// Sexual or other exploitation of children apart from trafficking.
        ChildExploitation = "child-exploitation",
        /// Rape or the gravest sexual offence.
        MostSeriousSexualOffence = "sexual-offence-most-serious",
        /// Smuggling of migrants.
        Smuggling = "smuggling",
        /// Money laundering.
        Laundering = "laundering",
        /// Anything else.
        Other = "other",
    }
}

closed_list! {
    /// Victim that the penalty is for.
    Victim {
        /// Any victim.
        Any = "any",
        /// Adult.
        Adult = "adult",
        /// Child.
        Child = "child",
    }
}

closed_list! {
    /// Offender that the penalty is for.
    Offender {
        /// Any offender.
        Any = "any",
        /// Natural person.
        NaturalPerson = "natural-person",
        /// Legal person.
        LegalPerson = "legal-person",
        /// Public official.
        PublicOfficial = "public-official",
        /// Organised criminal group.
        OrganisedGroup = "organised-group",
        /// Repeat offender.
        Repeat = "repeat",
    }
}

closed_list! {
    /// Mode of trial.
    Mode {
        /// On indictment.
        Indictment = "indictment",
        /// Summary.
        Summary = "summary",
        /// Either way.
        Either = "either",
        /// Not stated in what was seen.
        Unstated = "unstated",
    }
}

closed_list! {
    /// How fine and prison join.
    Join {
        /// Both together.
        And = "and",
        /// One or the other.
        Or = "or",
        /// One, the other or both.
        AndOr = "and_or",
    }
}

/// Prison, in months; days are kept where a source counts in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imprisonment {
    /// Minimum in months.
    pub min_months: Option<u64>,
    /// Maximum in months.
    pub max_months: Option<u64>,
    /// Minimum in days, where the source counts in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_days: Option<u64>,
    /// Maximum in days, where the source counts in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_days: Option<u64>,
    /// Up to life.
    pub life: bool,
}

/// A fine in its own currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fine {
    /// Minimum.
    pub min: Option<u64>,
    /// Maximum.
    pub max: Option<u64>,
    /// ISO 4217.
    pub currency: String,
    /// No upper limit is fixed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unlimited: bool,
}

/// One penalty that a provision carries.
#[derive(Clone, Debug)]
pub struct Penalty {
    /// The offence in words.
    pub offence: String,
    /// What it is for.
    pub class: PenaltyClass,
    /// Victim.
    pub victim: Victim,
    /// Offender.
    pub offender: Offender,
    /// Mode of trial.
    pub mode: Mode,
    /// Prison.
    pub imprisonment: Option<Imprisonment>,
    /// Fine.
    pub fine: Option<Fine>,
    /// How the two join.
    pub join: Option<Join>,
    /// Which aggravation, what is left open.
    pub note: String,
    /// Where it stands.
    pub span: Span,
}

impl Penalty {
    /// Reads a `[[penalty]]` table of a gold coding, where a penalty may be known to exist without any figure.
    pub(crate) fn read_loose(form: &mut Form<'_, '_>) -> Self {
        let figures = form.has("imprisonment") || form.has("fine");
        if figures {
            return Self::read(form);
        }
        Self {
            offence: form.text("offence").map(|a| a.value).unwrap_or_default(),
            class: form.parsed("class", PenaltyClass::CHOICES).map_or(PenaltyClass::Other, |a| a.value),
            victim: form.parsed("victim", Victim::CHOICES).map_or(Victim::Any, |a| a.value),
            offender: form.parsed("offender", Offender::CHOICES).map_or(Offender::Any, |a| a.value),
            mode: form.parsed("mode", Mode::CHOICES).map_or(Mode::Unstated, |a| a.value),
            imprisonment: None,
            fine: None,
            join: form.parsed("join", Join::CHOICES).map(|a| a.value),
            note: form.text("note").map(|a| a.value).unwrap_or_default(),
            span: form.span(),
        }
    }

    /// Reads a `[[penalty]]` table and refuses what cannot be.
    pub(crate) fn read(form: &mut Form<'_, '_>) -> Self {
        let span = form.span();
        let offence = form.need("offence", "\"Trafficking in persons\"").value;
        let class = form.need_parsed("class", PenaltyClass::CHOICES).map_or(PenaltyClass::Other, |a| a.value);
        let victim = form.parsed("victim", Victim::CHOICES).map_or(Victim::Any, |a| a.value);
        let offender = form.parsed("offender", Offender::CHOICES).map_or(Offender::Any, |a| a.value);
        let mode = form.parsed("mode", Mode::CHOICES).map_or(Mode::Unstated, |a| a.value);
        let imprisonment = form.table("imprisonment", read_imprisonment);
        let fine = form.table("fine", read_fine);
        let join = form.parsed("join", Join::CHOICES).map(|a| a.value);
        let note = form.text("note").map(|a| a.value).unwrap_or_default();
        match (imprisonment.is_some(), fine.is_some(), join) {
            (false, false, _) => {
                form.error(
                    "P001",
                    span,
                    "a penalty with neither prison nor fine",
                    "add imprisonment = { … } or fine = { … }",
                );
            }
            (true, true, None) => {
                let help = "write join = \"and\", \"or\" or \"and_or\"; where the source does not say, leave the fine to the note";
                form.error("P002", span, "prison and fine, but not how they join", help);
            }
            (true, false, Some(_)) | (false, true, Some(_)) => {
                let at = form.span_of("join");
                form.error("P003", at, "`join` with only one of prison and fine", "remove join, or add the other");
            }
            _ => {}
        }
        Self { offence, class, victim, offender, mode, imprisonment, fine, join, note, span }
    }

    /// The longest prison term in months; life counts as 1200.
    pub fn max_months(&self) -> Option<u64> {
        let prison = self.imprisonment?;
        if prison.life { Some(1200) } else { prison.max_months.or(prison.max_days.map(|d| d / 30)) }
    }

    /// Prison in words, such as `15 years to life`.
    pub fn prison_words(&self) -> String {
        let Some(p) = self.imprisonment else { return String::new() };
        let min = p.min_months.map(months_words).or(p.min_days.map(days_words));
        let max = if p.life {
            Some("life".to_string())
        } else {
            p.max_months.map(months_words).or(p.max_days.map(days_words))
        };
        match (min, max) {
            (Some(min), Some(max)) if min == max => max,
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, Some(max)) => format!("up to {max}"),
            (None, None) => "term not stated".into(),
        }
    }

    /// Fine in words, such as `up to BBD 1,000,000`.
    pub fn fine_words(&self) -> String {
        let Some(f) = &self.fine else { return String::new() };
        let money = |n: u64| format!("{} {}", f.currency, thousands(n));
        match (f.min, f.max) {
            (Some(min), Some(max)) if min == max => money(max),
            (Some(min), Some(max)) => format!("{} to {}", money(min), thousands(max)),
            (Some(min), None) => format!("at least {}", money(min)),
            (None, Some(max)) => format!("up to {}", money(max)),
            (None, None) if f.unlimited => "unlimited fine".into(),
            (None, None) => "fine, amount not stated".into(),
        }
    }

    /// The whole penalty in words.
    pub fn words(&self) -> String {
        let (prison, fine) = (self.prison_words(), self.fine_words());
        match self.join {
            Some(Join::And) => format!("{prison} and {fine}"),
            Some(Join::Or) => format!("{prison} or {fine}"),
            Some(Join::AndOr) => format!("{prison} or {fine}, or both"),
            None if prison.is_empty() => fine,
            None => prison,
        }
    }
}

fn months_words(months: u64) -> String {
    let unit = |n: u64, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    if months.is_multiple_of(12) { unit(months / 12, "year") } else { unit(months, "month") }
}

fn days_words(days: u64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

/// `1000000` as `1,000,000`.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn read_imprisonment(form: &mut Form<'_, '_>) -> Imprisonment {
    let years = |form: &mut Form<'_, '_>, years: &'static str, months: &'static str| -> Option<u64> {
        let (y, m) = (form.number(years), form.number(months));
        if let (Some(_), Some(m)) = (&y, &m) {
            form.error("P004", m.span, format!("both `{years}` and `{months}`"), "keep one of them");
        }
        y.map(|y| y.value.saturating_mul(12)).or(m.map(|m| m.value))
    };
    let min_months = years(form, "min_years", "min_months");
    let max_months = years(form, "max_years", "max_months");
    let min_days = form.number("min_days").map(|a| a.value);
    let max_days = form.number("max_days").map(|a| a.value);
    let life = form.flag("life");
    let span = form.span();
    let too_long = |n: Option<u64>| n.is_some_and(|n| n > 1200);
    if too_long(min_months) || too_long(max_months) || max_days.is_some_and(|d| d > 36_500) {
        form.error(
            "P005",
            span,
            "a prison term of more than a hundred years",
            "check the figure; write life = true for life",
        );
    }
    let reversed = |min: Option<u64>, max: Option<u64>| matches!((min, max), (Some(a), Some(b)) if a > b);
    if reversed(min_months, max_months) || reversed(min_days, max_days) {
        form.error("P006", span, "the minimum prison term is longer than the maximum", "swap or correct the figures");
    }
    if [min_months, max_months, min_days, max_days].iter().flatten().any(|n| *n == 0) {
        form.error("P007", span, "a prison term of zero", "leave out what is not fixed");
    }
    let empty = min_months.is_none() && max_months.is_none() && min_days.is_none() && max_days.is_none() && !life;
    if empty {
        form.warn("P008", span, "prison with no term", "add the term if any source gives it");
    }
    Imprisonment { min_months, max_months, min_days, max_days, life }
}

fn read_fine(form: &mut Form<'_, '_>) -> Fine {
    let min = form.number("min").map(|a| a.value);
    let max = form.number("max").map(|a| a.value);
    let unlimited = form.flag("unlimited");
    let currency = form.need("currency", "\"TTD\"");
    let span = form.span();
    let is_code = currency.value.len() == 3 && currency.value.bytes().all(|b| b.is_ascii_uppercase());
    if !is_code && !currency.value.is_empty() {
        form.error("P009", currency.span, "no ISO 4217 currency code", "write three capitals, such as \"XCD\"");
    }
    if matches!((min, max), (Some(a), Some(b)) if a > b) {
        form.error("P010", span, "the minimum fine is higher than the maximum", "swap or correct the figures");
    }
    if max == Some(0) {
        form.error("P011", span, "a fine of zero", "leave out what is not fixed");
    }
    if min.is_none() && max.is_none() && !unlimited {
        form.warn("P012", span, "a fine with no amount", "add the amount if any source gives it");
    }
    Fine { min, max, currency: currency.value, unlimited }
}
