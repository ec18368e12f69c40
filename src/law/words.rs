//! The closed lists of words that the data may use: kinds, states of force, grades, levels.

/// Declares an enum whose members are written as fixed words in the data and in JSON.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every word that may be written, for messages.
            pub const CHOICES: &'static str = concat!("one of:" $(, " ", $word)+);
            /// The word in data and JSON.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use closed_list;

closed_list! {
    /// What sort of instrument.
    Kind {
        /// Act of a parliament.
        Act = "act",
        /// Code.
        Code = "code",
        /// Decree.
        Decree = "decree",
        /// Regulation made under an Act.
        Regulation = "regulation",
        /// Order.
        Order = "order",
        /// Bill: never earns credit as law.
        Bill = "bill",
        /// Constitution.
        Constitution = "constitution",
        /// Treaty.
        Treaty = "treaty",
        /// Strategy or policy: not law.
        Strategy = "strategy",
    }
}

closed_list! {
    /// Whether an instrument or provision is law in force.
    Status {
        /// In force.
        InForce = "in-force",
        /// In force in part.
        PartlyInForce = "partly-in-force",
        /// Passed, not commenced.
        NotCommenced = "not-commenced",
        /// Repealed.
        Repealed = "repealed",
        /// Law whose operation is suspended.
        Suspended = "suspended",
        /// Bill.
        Bill = "bill",
        /// Not known.
        Unknown = "unknown",
    }
}

closed_list! {
    /// Whose words.
    TextKind {
        /// Our own words.
        Digest = "digest",
        /// The enacted text, imported.
        Official = "official",
    }
}

closed_list! {
    /// Evidence grade, best first.
    Grade {
        /// The official text itself was seen.
        A = "A",
        /// An official description was seen.
        B = "B",
        /// A secondary source (press, NGO, academic) was seen.
        C = "C",
    }
}

impl Grade {
    /// What the grade means, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::A => "official text seen",
            Self::B => "official description",
            Self::C => "secondary source",
        }
    }
}

closed_list! {
    /// Answer to a criterion.
    Level {
        /// All that the criterion asks for is law in force.
        Met = "met",
        /// Some of it.
        Partly = "partly",
        /// The law read in full does not have it, or says the contrary.
        NotMet = "not_met",
        /// Not found in the statutes read; may be administrative.
        NotFound = "not_found",
        /// Read, but cannot be settled.
        Unknown = "unknown",
        /// The law that would answer it is not loaded.
        NotAssessed = "not_assessed",
        /// The rule cannot apply to this state.
        NotApplicable = "not_applicable",
    }
}

impl Level {
    /// True for the answers that count as coverage.
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Met | Self::Partly | Self::NotMet | Self::NotFound)
    }

    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::Partly => "Partly met",
            Self::NotMet => "Not met",
            Self::NotFound => "Not found in statute",
            Self::Unknown => "Unknown",
            Self::NotAssessed => "Not assessed",
            Self::NotApplicable => "Not applicable",
        }
    }
}

closed_list! {
    /// Legal tradition of a state.
    Tradition {
        /// Common law.
        Common = "common-law",
        /// Civil law.
        Civil = "civil-law",
        /// Mixed.
        Mixed = "mixed",
        /// Not known.
        Unknown = "unknown",
    }
}

closed_list! {
    /// How a state stands to a treaty.
    TreatyAct {
        /// Ratified.
        Ratified = "ratified",
        /// Acceded.
        Acceded = "acceded",
        /// Accepted.
        Accepted = "accepted",
        /// Succeeded.
        Succeeded = "succeeded",
        /// An instrument was deposited; the source does not say which.
        Deposited = "deposited",
        /// Signed only.
        Signed = "signed",
        /// Extended to the territory.
        Extended = "extended",
        /// No act as of the source's date.
        None = "none",
        /// Looked for and not settled.
        Unknown = "unknown",
    }
}

impl TreatyAct {
    /// True if the state is bound.
    pub fn binds(self) -> bool {
        !matches!(self, Self::Signed | Self::None | Self::Unknown)
    }
}
