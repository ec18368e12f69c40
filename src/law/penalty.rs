//! Penalties as data: prison in days, months and years, fines in their own currency, and how the two join.

mod change;
mod read;

use serde::Serialize;

use super::words::closed_list;
use crate::diag::Span;

pub use change::{Change, Ratio};

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

closed_list! {
    /// What a fine is counted in where it is not counted in money.
    FineUnit {
        /// Days of income (`días multa`, `jours-amende`).
        DayFine = "day-fine",
        /// Minimum wages.
        MinimumSalary = "minimum-salary",
        /// Base salaries that another law fixes.
        BaseSalary = "base-salary",
        /// Categories of fines (`geldboete van de vijfde categorie`).
        Category = "category",
        /// Classes of contraventions (`contraventions de la 5e classe`).
        FineClass = "fine-class",
        /// Units whose value another law fixes.
        PenaltyUnit = "penalty-unit",
        /// Currency points.
        CurrencyPoint = "currency-point",
        /// Points against a licence.
        PenaltyPoint = "penalty-point",
        /// Levels of a standard scale.
        StandardScaleLevel = "standard-scale-level",
        /// Hundredths of a value that the text names.
        Percent = "percent",
    }
}

closed_list! {
    /// A penalty other than prison and fine.
    Sanction {
        /// Death.
        Death = "death",
        /// Prison with hard or forced labour.
        HardLabour = "hard-labour",
        /// Work for the community.
        CommunityService = "community-service",
        /// Loss of an office, a profession or a right.
        Disqualification = "disqualification",
        /// Loss of a licence or permit.
        LicenceLoss = "licence-loss",
        /// Forfeiture.
        Forfeiture = "forfeiture",
        /// Removal from the state.
        Deportation = "deportation",
        /// Closing of a business or place.
        Closure = "closure",
        /// End of a legal person.
        Dissolution = "dissolution",
        /// Supervision after prison.
        Supervision = "supervision",
        /// Publication of the judgment.
        Publication = "publication",
        /// Probation.
        Probation = "probation",
        /// Whipping.
        Whipping = "whipping",
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
    /// ISO 4217; `XXX` where the words do not tell the currency, empty where the fine is counted in a unit.
    pub currency: String,
    /// No upper limit is fixed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unlimited: bool,
    /// What it is counted in, where that is not money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<FineUnit>,
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
    /// A further fine for each day that the offence goes on.
    pub daily_fine: Option<Fine>,
    /// Prison where the fine is not paid.
    pub in_default: Option<Imprisonment>,
    /// Other penalties.
    pub also: Vec<Sanction>,
    /// The provision whose penalty it takes, by eId or in words.
    pub like: Option<String>,
    /// How that penalty is changed.
    pub change: Option<Change>,
    /// Which aggravation, what is left open.
    pub note: String,
    /// Where it stands.
    pub span: Span,
}

impl Penalty {
    /// The longest prison term in months; life counts as 1200.
    pub fn max_months(&self) -> Option<u64> {
        let prison = self.imprisonment?;
        if prison.life { Some(1200) } else { prison.max_months.or(prison.max_days.map(|d| d / 30)) }
    }

    /// Prison in words, such as `15 years to life`.
    pub fn prison_words(&self) -> String {
        self.imprisonment.map(|p| p.words()).unwrap_or_default()
    }

    /// Fine in words, such as `up to BBD 1,000,000`.
    pub fn fine_words(&self) -> String {
        self.fine.as_ref().map(Fine::words).unwrap_or_default()
    }

    /// The whole penalty in words.
    pub fn words(&self) -> String {
        let (prison, fine) = (self.prison_words(), self.fine_words());
        let mut words = match self.join {
            Some(Join::And) => format!("{prison} and {fine}"),
            Some(Join::Or) => format!("{prison} or {fine}"),
            Some(Join::AndOr) => format!("{prison} or {fine}, or both"),
            None if prison.is_empty() => fine,
            None if fine.is_empty() => prison,
            None => format!("{prison}; {fine}"),
        };
        let mut more = |text: String| {
            if !words.is_empty() {
                words.push_str("; ");
            }
            words.push_str(&text);
        };
        if let Some(daily) = &self.daily_fine {
            more(format!("{} for each day", daily.words()));
        }
        if let Some(prison) = &self.in_default {
            more(format!("in default of payment {}", prison.words()));
        }
        if !self.also.is_empty() {
            let also: Vec<String> = self.also.iter().map(|s| s.word().replace('-', " ")).collect();
            more(also.join(", "));
        }
        if self.imprisonment.is_none() && self.fine.is_none() {
            let like = self.like.as_ref().map(|l| format!("penalty as in {l}"));
            let change = self.change.map(|c| c.words());
            let both: Vec<String> = like.into_iter().chain(change).collect();
            if !both.is_empty() {
                more(both.join(", "));
            }
        }
        words
    }
}

impl Imprisonment {
    /// In words, such as `15 years to life`.
    pub fn words(&self) -> String {
        let min = self.min_months.map(months_words).or(self.min_days.map(days_words));
        let max = if self.life {
            Some("life".to_string())
        } else {
            self.max_months.map(months_words).or(self.max_days.map(days_words))
        };
        match (min, max) {
            (Some(min), Some(max)) if min == max => max,
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, Some(max)) => format!("up to {max}"),
            (None, None) => "term not stated".into(),
        }
    }
}

impl Fine {
    /// In words, such as `up to BBD 1,000,000`.
    pub fn words(&self) -> String {
        let amount = |n: u64| match self.unit {
            // ISO 4217 for "no currency": the text has an amount, and nobody said whose money it is.
            None if self.currency == "XXX" => thousands(n),
            None => format!("{} {}", self.currency, thousands(n)),
            Some(FineUnit::Percent) => format!("{n} %"),
            Some(unit @ (FineUnit::Category | FineUnit::FineClass | FineUnit::StandardScaleLevel)) => {
                format!("{} {n}", unit.word().replace('-', " "))
            }
            Some(unit) => {
                let one = unit.word().replace('-', " ");
                let many = one.strip_suffix('y').map_or(format!("{one}s"), |stem| format!("{stem}ies"));
                format!("{} {}", thousands(n), if n == 1 { one } else { many })
            }
        };
        let bare = |n: u64| if self.unit.is_none() { thousands(n) } else { amount(n) };
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => amount(max),
            (Some(min), Some(max)) => format!("{} to {}", amount(min), bare(max)),
            (Some(min), None) => format!("at least {}", amount(min)),
            (None, Some(max)) => format!("up to {}", amount(max)),
            (None, None) if self.unlimited => "unlimited fine".into(),
            (None, None) => "fine, amount not stated".into(),
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
