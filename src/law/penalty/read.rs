//! Reads a coded penalty of an instrument file and refuses what cannot be.

use super::{
    Change, Fine, FineUnit, Imprisonment, Join, Mode, Offender, Penalty, PenaltyClass, Ratio, Sanction, Victim,
};
use crate::form::{At, Form};

impl Penalty {
    /// Reads a `[[penalty]]` table of a gold coding, where a penalty may be known to exist without any figure.
    pub(crate) fn read_loose(form: &mut Form<'_, '_>) -> Self {
        Self::read_table(form, true)
    }

    /// Reads a `[[penalty]]` table and refuses what cannot be.
    pub(crate) fn read(form: &mut Form<'_, '_>) -> Self {
        Self::read_table(form, false)
    }

    fn read_table(form: &mut Form<'_, '_>, loose: bool) -> Self {
        let span = form.span();
        let offence = form.need("offence", "\"Trafficking in persons\"").value;
        let class = form.need_parsed("class", PenaltyClass::CHOICES).map_or(PenaltyClass::Other, |a| a.value);
        let victim = form.parsed("victim", Victim::CHOICES).map_or(Victim::Any, |a| a.value);
        let offender = form.parsed("offender", Offender::CHOICES).map_or(Offender::Any, |a| a.value);
        let mode = form.parsed("mode", Mode::CHOICES).map_or(Mode::Unstated, |a| a.value);
        let imprisonment = form.table("imprisonment", read_imprisonment);
        let fine = form.table("fine", read_fine);
        let join = form.parsed("join", Join::CHOICES).map(|a| a.value);
        let daily_fine = form.table("daily_fine", read_fine);
        let in_default = form.table("in_default", read_imprisonment);
        let also = read_also(form);
        let like = form.text("like").map(|a| a.value);
        let change = form.table("change", read_change);
        let note = form.text("note").map(|a| a.value).unwrap_or_default();
        match (imprisonment.is_some(), fine.is_some(), join) {
            (false, false, _) if also.is_empty() && like.is_none() && !loose => {
                form.error(
                    "P001",
                    span,
                    "a penalty with neither prison nor fine",
                    "add imprisonment = { … } or fine = { … }; or also = [\"…\"], or like = \"sec_5\"",
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
        Self {
            offence,
            class,
            victim,
            offender,
            mode,
            imprisonment,
            fine,
            join,
            daily_fine,
            in_default,
            also,
            like,
            change,
            note,
            span,
        }
    }
}

/// Other penalties, by their words.
fn read_also(form: &mut Form<'_, '_>) -> Vec<Sanction> {
    let span = form.span_of("also");
    let mut all = Vec::new();
    for word in form.plain_texts("also") {
        match word.parse() {
            Ok(sanction) => all.push(sanction),
            Err(()) => {
                let help = format!("write {}", Sanction::CHOICES);
                form.error("T005", span, format!("`also` cannot hold \"{}\"", crate::form::shorten(&word)), help);
            }
        }
    }
    all
}

fn read_change(form: &mut Form<'_, '_>) -> Change {
    const WANTED: &str = "a part such as \"1/3\"";
    let min = form.parsed::<Ratio>("min", WANTED).map(|a| a.value);
    let max = form.parsed::<Ratio>("max", WANTED).map(|a| a.value);
    Change { min, max, less: form.flag("less") }
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
    let unit = form.parsed("unit", FineUnit::CHOICES).map(|a| a.value);
    let span = form.span();
    let currency = match unit {
        Some(_) => form.text("currency").unwrap_or(At { value: String::new(), span }),
        None => form.need("currency", "\"TTD\""),
    };
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
    Fine { min, max, currency: currency.value, unlimited, unit }
}
