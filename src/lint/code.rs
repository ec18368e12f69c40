//! The kinds of findings: their stable codes, how grave each is, and what to do.

use std::fmt;

use serde::{Serialize, Serializer};

/// How sure and how grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Probably a slip.
    Warning,
    /// The text contradicts itself.
    Error,
}

impl Severity {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident, $title:literal, $remedy:literal;)*) => {
        /// The kind of a finding; its number never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(
                #[doc = $title]
                $name = $number,
            )*
        }

        impl Code {
            /// All codes in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// How grave such a finding is, unless the place says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What it is, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What to do.
            pub fn remedy(self) -> &'static str {
                match self { $(Self::$name => $remedy,)* }
            }
        }
    };
}

codes! {
    NoProvision = 1, Error, "a reference to a section, article or schedule that is not in the text",
        "Put in the right number, or name the other law that is meant.";
    NoPart = 2, Error, "a reference to a subsection, paragraph or item that is not in that provision",
        "Put in the right subsection or paragraph.";
    WrongTarget = 3, Error, "a reference whose words fit the heading of another provision",
        "Check which of the two is meant, and put in its number.";
    Unused = 10, Warning, "a term that is defined and never used",
        "Leave the definition out, or use the term where it is meant.";
    UsedByUnused = 11, Warning, "a term that only definitions use which are never used themselves",
        "Leave the definitions out together, or use the terms.";
    Undefined = 12, Warning, "a term used as if it were defined",
        "Define it, or use the full name of what is meant.";
    TwoDefinitions = 13, Error, "a term that is defined twice, differently",
        "Keep one definition, or say for which part each is.";
    Gap = 20, Warning, "a number that is left out",
        "Renumber, or put back what is missing; check the references to the numbers behind it.";
    Duplicate = 21, Error, "a number that stands twice",
        "Renumber one of the two and check the references to it.";
    ImportDoubt = 29, Note, "something that the reading of the file was unsure of",
        "Look at this place of the source.";
    WordsAndFigures = 30, Error, "a number in words and another one in figures behind it",
        "Make the words and the figures agree.";
    MinimumAboveMaximum = 31, Error, "a penalty whose minimum is above its maximum",
        "Put the lower term first, or correct it.";
    LowerThanBasic = 32, Warning, "a graver form of an offence with a lower penalty than the basic form",
        "Raise the penalty of the graver form, or say why it is lower.";
    NoAmount = 33, Warning, "a fine without an amount, or an amount that is not called a fine",
        "Write the whole penalty: a fine of so much.";
    NoPenalty = 40, Warning, "an offence without a penalty",
        "Add the penalty here, or a clause that fixes one for every offence without its own.";
    NoOffence = 41, Warning, "a penalty clause that points to a provision without an offence",
        "Point it at the provision that makes the offence.";
    Joins = 50, Warning, "a list whose 'and' or 'or' is missing or mixed",
        "Say before the last item whether all are needed ('and') or one is enough ('or').";
    ThisBill = 51, Warning, "a provision that speaks of 'this Bill'",
        "Write 'this Act': the words stand in the law once it is passed.";
    Blank = 52, Warning, "a blank that was never filled",
        "Fill it in.";
    Commencement = 53, Note, "a commencement that is left to a notice which nothing requires",
        "Set a last day on which it comes into force without a notice.";
    MeansAndIncludes = 54, Note, "a definition with both 'means' and 'includes'",
        "Use 'means' for a closed meaning, 'includes' for examples of an open one.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "L{:03}", *self as u16)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
