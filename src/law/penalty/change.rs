//! How a penalty is made from another one: parts that are added or taken.

use serde::Serialize;

/// A part, such as one third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio {
    /// Above the line.
    pub over: u64,
    /// Below it; never zero.
    pub under: u64,
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.under == 1 { write!(f, "{}", self.over) } else { write!(f, "{}/{}", self.over, self.under) }
    }
}

impl Serialize for Ratio {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::str::FromStr for Ratio {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (over, under) = text.split_once('/').unwrap_or((text, "1"));
        let (over, under) = (over.parse().map_err(|_| ())?, under.parse().map_err(|_| ())?);
        if over == 0 || under == 0 { Err(()) } else { Ok(Self { over, under }) }
    }
}

/// How a penalty is made from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Part of the shortest term or lowest fine that is added or taken; none: it stays.
    pub min: Option<Ratio>,
    /// Part of the longest term or highest fine.
    pub max: Option<Ratio>,
    /// It is taken, not added.
    pub less: bool,
}

impl Change {
    /// In words, such as `raised by 1/3 to 1/2`.
    pub fn words(&self) -> String {
        let how = if self.less { "lowered" } else { "raised" };
        match (self.min, self.max) {
            (Some(a), Some(b)) if a == b => format!("{how} by {a}"),
            (Some(a), Some(b)) => format!("minimum {how} by {a}, maximum by {b}"),
            (None, Some(b)) => format!("maximum {how} by {b}"),
            (Some(a), None) => format!("minimum {how} by {a}"),
            (None, None) => how.to_string(),
        }
    }
}
