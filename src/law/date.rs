//! Dates as sources give them: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// `2011`, `2011-06` or `2011-06-09`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// No date was given: earlier than all others, and shown as such.
    pub const UNKNOWN: Self = Self { year: 0, month: None, day: None };

    /// The whole of one day.
    pub fn day(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The first day that it can mean.
    pub fn earliest(self) -> Date {
        let first = Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        first.unwrap_or(Date::MIN)
    }

    /// The last day that it can mean.
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.earliest(),
            (Some(_), None) => self.earliest().last_of_month(),
            _ => self.earliest().last_of_year(),
        }
    }
}

impl FromStr for PartialDate {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = |s: &str, n: usize| -> Result<i16, ()> {
            if s.len() == n && s.bytes().all(|b| b.is_ascii_digit()) { s.parse().map_err(|_| ()) } else { Err(()) }
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().ok_or(())?, 4)?;
        let mut small = || -> Result<Option<i8>, ()> {
            parts.next().map(|s| digits(s, 2).and_then(|n| i8::try_from(n).map_err(|_| ()))).transpose()
        };
        let (month, day) = (small()?, small()?);
        if parts.next().is_some() || !(1600..=2200).contains(&year) {
            return Err(());
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| ())?;
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::UNKNOWN {
            return f.write_str("date not known");
        }
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn reads_what_sources_give_and_refuses_the_rest() {
        for good in ["2011", "2011-06", "2011-06-09", "2024-02-29"] {
            assert_eq!(good.parse::<PartialDate>().map(|d| d.to_string()), Ok(good.to_string()));
        }
        for bad in ["", "11", "2011-6", "2011-13", "2023-02-29", "2011-06-09-01", "2011/06", "20११", "0000"] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_year_means_every_day_of_it() {
        let year: PartialDate = "2011".parse().expect("a year");
        assert_eq!(year.earliest().to_string(), "2011-01-01");
        assert_eq!(year.latest().to_string(), "2011-12-31");
    }
}
