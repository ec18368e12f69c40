//! Identifiers: states (ISO 3166-1), instruments (Akoma Ntoso FRBR), provisions (Akoma Ntoso eId), and how they are cited.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

macro_rules! text_identifier {
    ($name:ident) => {
        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

/// ISO 3166-1 alpha-2 in capitals, or `INT` for treaties.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JurisdictionCode(String);
text_identifier!(JurisdictionCode);

impl JurisdictionCode {
    /// Name of the folder in the corpus and on the site.
    pub fn folder(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// True for treaties and strategies.
    pub fn is_international(&self) -> bool {
        self.0 == "INT"
    }
}

impl FromStr for JurisdictionCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let upper = text.to_ascii_uppercase();
        let iso = upper.len() == 2 && upper.bytes().all(|b| b.is_ascii_uppercase());
        if iso || upper == "INT" { Ok(Self(upper)) } else { Err(()) }
    }
}

/// Akoma Ntoso work identifier, such as `/akn/tt/act/2011/14`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstrumentId(String);
text_identifier!(InstrumentId);

impl InstrumentId {
    /// The state's part of the identifier, in lower case.
    pub fn state(&self) -> &str {
        self.0.split('/').nth(2).unwrap_or_default()
    }
}

impl FromStr for InstrumentId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('/').collect();
        let plain = |s: &&str| {
            !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b))
        };
        let shape = parts.len() >= 6 && parts.len() <= 7 && parts[0].is_empty() && parts[1] == "akn";
        if shape && parts[2..].iter().all(plain) && !text.contains("..") { Ok(Self(text.to_string())) } else { Err(()) }
    }
}

/// Akoma Ntoso element identifier, such as `sec_16__subsec_1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Eid(String);
text_identifier!(Eid);

/// Element names that may stand in an eId, and how each is cited: (name, words before the number, does it bracket).
const ELEMENTS: [(&str, &str, bool); 21] = [
    ("alt", "other text ", false),
    ("sec", "s. ", false),
    ("art", "art. ", false),
    ("reg", "reg. ", false),
    ("rule", "r. ", false),
    ("goal", "Goal ", false),
    ("part", "Part ", false),
    ("chp", "ch. ", false),
    ("title", "Title ", false),
    ("book", "Book ", false),
    ("dvs", "Division ", false),
    ("sched", "Sch. ", false),
    ("item", "item ", false),
    ("preamble", "preamble", false),
    ("def", "definition of ", false),
    ("subsec", "", true),
    ("subart", "", true),
    ("para", "", true),
    ("subpara", "", true),
    ("point", "", true),
    ("cl", "", true),
];

impl Eid {
    /// The pinpoint as lawyers write it: `s. 16(1)(a)`, `art. 3(a)`, `Sch. 1 para. 7`.
    pub fn pinpoint(&self) -> String {
        let mut words = String::new();
        let mut in_schedule = false;
        for step in self.0.split("__") {
            let (name, number) = step.split_once('_').unwrap_or((step, ""));
            let parts = if name == "def" { " " } else { "." };
            let number = number.replace('_', " ").replace('-', parts);
            let entry = ELEMENTS.iter().find(|(n, _, _)| *n == name);
            in_schedule |= name == "sched";
            match entry {
                Some((_, _, true)) if in_schedule && words.starts_with("Sch.") && !words.contains("para.") => {
                    words.push_str(" para. ");
                    words.push_str(&number);
                }
                Some((_, _, true)) => {
                    words.push('(');
                    words.push_str(&number);
                    words.push(')');
                }
                Some((_, before, false)) => {
                    if !words.is_empty() {
                        words.push(' ');
                    }
                    words.push_str(before);
                    words.push_str(&number);
                }
                None => words.push_str(step),
            }
        }
        words
    }

    /// True if `other` lies under this one.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.starts_with("__"))
    }

    /// The section, article or schedule that this lies in (itself where it is one).
    pub fn top(&self) -> &str {
        self.0.split("__").find(|s| !s.starts_with("part_") && !s.starts_with("chp_")).unwrap_or(&self.0)
    }
}

impl FromStr for Eid {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let step_is_good = |step: &str| {
            let (name, number) = step.split_once('_').unwrap_or((step, ""));
            let known = ELEMENTS.iter().any(|(n, _, _)| *n == name);
            let number_is_good = number.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
            known && number_is_good && (!number.is_empty() || name == "preamble")
        };
        if text.len() < 200 && text.split("__").all(step_is_good) { Ok(Self(text.to_string())) } else { Err(()) }
    }
}

/// A provision of an instrument: `/akn/tt/act/2011/14#sec_16`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionRef {
    /// The instrument.
    pub instrument: InstrumentId,
    /// The provision in it.
    pub eid: Eid,
}

impl fmt::Display for ProvisionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.instrument, self.eid)
    }
}

impl FromStr for ProvisionRef {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (instrument, eid) = text.split_once('#').ok_or(())?;
        Ok(Self { instrument: instrument.parse()?, eid: eid.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::{Eid, InstrumentId, ProvisionRef};

    #[test]
    fn pinpoints_are_cited_as_lawyers_write_them() {
        let check = |eid: &str, words: &str| {
            assert_eq!(eid.parse::<Eid>().map(|e| e.pinpoint()), Ok(words.to_string()), "{eid}");
        };
        check("sec_16", "s. 16");
        check("sec_16__subsec_1__para_a__subpara_ii", "s. 16(1)(a)(ii)");
        check("art_3__para_a", "art. 3(a)");
        check("art_225-4-1", "art. 225.4.1");
        check("sched_1__para_7", "Sch. 1 para. 7");
        check("sched_2__para_7__subpara_a", "Sch. 2 para. 7(a)");
        check("sec_29A", "s. 29A");
        check("part_2", "Part 2");
        check("preamble", "preamble");
    }

    #[test]
    fn refuses_what_is_no_identifier() {
        for bad in ["", "sec", "sec_", "section_1", "sec_1__", "sec_1/../x", "sec_ä"] {
            assert!(bad.parse::<Eid>().is_err(), "{bad}");
        }
        for bad in ["", "akn/tt/act/2011/14", "/akn/TT/act/2011/14", "/akn/tt/act/2011", "/akn/tt/act/../14/x"] {
            assert!(bad.parse::<InstrumentId>().is_err(), "{bad}");
        }
        let good = "/akn/tt/act/2011/14#sec_16";
        assert_eq!(good.parse::<ProvisionRef>().map(|r| r.to_string()), Ok(good.to_string()));
    }
}
