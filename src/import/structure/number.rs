//! Numbers of sections and articles as printed (`29A`, `172 bis`, `225-4-1`, `1º`, `PRIMERO`): their order and their eId.

/// Latin suffixes and their rank.
const LATIN: [(&str, u32); 22] = [
    ("bis", 2),
    ("ter", 3),
    ("quater", 4),
    ("quáter", 4),
    ("quinquies", 5),
    ("quinquie", 5),
    ("quinques", 5),
    ("sexies", 6),
    ("sexties", 6),
    ("septies", 7),
    ("octies", 8),
    ("nonies", 9),
    ("novies", 9),
    ("decies", 10),
    ("undecies", 11),
    ("duodecies", 12),
    ("terdecies", 13),
    ("tredecies", 13),
    ("quaterdecies", 14),
    ("quindecies", 15),
    ("sexdecies", 16),
    ("vicies", 20),
];

/// Ordinal words that stand for a number.
const WORDS: [(&str, u32); 49] = [
    ("vigésimo", 20),
    ("vigesimo", 20),
    ("trigésimo", 30),
    ("trigesimo", 30),
    ("duodécimo", 12),
    ("duodecimo", 12),
    ("undecimo", 11),
    ("décima", 10),
    ("octava", 8),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("premier", 1),
    ("première", 1),
    ("primero", 1),
    ("primera", 1),
    ("segundo", 2),
    ("segunda", 2),
    ("tercero", 3),
    ("tercera", 3),
    ("cuarto", 4),
    ("cuarta", 4),
    ("quinto", 5),
    ("quinta", 5),
    ("sexto", 6),
    ("sexta", 6),
    ("séptima", 7),
    ("septima", 7),
    ("novena", 9),
    ("decima", 10),
    ("séptimo", 7),
    ("septimo", 7),
    ("octavo", 8),
    ("noveno", 9),
    ("décimo", 10),
    ("decimo", 10),
    ("undécimo", 11),
    ("único", 1),
    ("unico", 1),
    ("única", 1),
    ("unique", 1),
    ("preliminar", 0),
    ("liminaire", 0),
];

/// A number as printed, with what orders it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// As printed, spaces single, without marks of ordinals and closing punctuation.
    pub printed: String,
    /// What orders it: number and rank of the suffix, for each part.
    pub key: Vec<(u32, u32)>,
    /// How it stands in an eId.
    pub eid: String,
}

impl Number {
    /// Reads a number that stands alone, such as `172 Bis`, `L. 425-1`, `1º` or `PRIMERO`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', ',', ':', ';', '-', '–', '—', '°', 'º', 'ª', ')']).trim();
        let lower = text.to_lowercase();
        if let Some(n) = ordinal(&lower) {
            return Some(Self { printed: text.into(), key: vec![(n, 0)], eid: n.to_string() });
        }
        if let Some(number) = roman_article(text) {
            return Some(number);
        }
        let mut key = Vec::new();
        let mut eid = String::new();
        // A letter before the number (`L. 425-1`) belongs to a code with several parts: laws first, then regulations.
        // The letters keep their length, so that places in the two texts agree.
        let lower = text.to_ascii_lowercase();
        let mut chars = lower.chars().peekable();
        let book = match (chars.next(), lower.chars().nth(1)) {
            (Some(c @ ('l' | 'r' | 'd' | 'a')), Some('.' | ' ' | '*' | '0'..='9')) => Some(c),
            _ => None,
        };
        let rest = match book {
            Some(c) => {
                eid.push(c.to_ascii_uppercase());
                // Regulations follow all laws; decrees of two ranks are mixed among them.
                if c != 'l' {
                    key.push((10_000 + u32::from(c == 'a'), 0));
                }
                lower[1..].trim_start_matches(['.', ' ', '*'])
            }
            None => lower.as_str(),
        };
        let printed_rest = &text[text.len() - rest.len()..];
        for (i, part) in printed_rest.split(['-', '–', ':', '.']).enumerate() {
            let part = part.trim();
            let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number: u32 = part[..digits].parse().ok()?;
            let (rank, suffix) = suffix(part[digits..].trim_start_matches(['°', 'º', 'ª', ' ', '"', '“']))?;
            if i > 0 {
                eid.push('-');
            }
            eid.push_str(&number.to_string());
            eid.push_str(&suffix);
            key.push((number, rank));
        }
        if let Some(c) = book.filter(|c| *c != 'l') {
            key.push((0, if c == 'd' { 2 } else { 1 }));
        }
        Some(Self { printed: text.split_whitespace().collect::<Vec<_>>().join(" "), key, eid })
    }

    /// The same number with an `o` behind its figures read as a letter, as after `38n`; none where there is no such `o`.
    pub fn lettered(&self) -> Option<Self> {
        let digits = self.printed.strip_suffix('o').filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        let number = digits.parse().ok()?;
        Some(Self { printed: self.printed.clone(), key: vec![(number, letters_rank("o"))], eid: format!("{digits}o") })
    }

    /// Does it follow the letter before `o`?
    pub fn ends_with_n(&self) -> bool {
        self.key.last().is_some_and(|k| k.1 == letters_rank("n"))
    }

    /// The leading plain number.
    pub fn major(&self) -> u32 {
        self.key.iter().find(|_| true).map_or(0, |k| k.0)
    }

    /// Is it a plain number without suffix and parts?
    pub fn plain(&self) -> bool {
        self.key.len() == 1 && self.key[0].1 == 0
    }
}

/// The number that an ordinal word stands for: `tercero`, `décimo segundo`.
fn ordinal(lower: &str) -> Option<u32> {
    let simple = |word: &str| WORDS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n);
    simple(lower).or_else(|| {
        let (tens, unit) = lower.split_once([' ', '-'])?;
        let (tens, unit) = (simple(tens)?, simple(unit.trim())?);
        (tens >= 10 && unit < 10).then_some(tens + unit)
    })
}

/// `VII`, `IIa`: articles of amending laws and of old treaties, which stand in an eId with the digits.
fn roman_article(text: &str) -> Option<Number> {
    let letters = text.len() - text.trim_start_matches(['I', 'V', 'X', 'L', 'C']).len();
    let (number, rank) = text.split_at_checked(letters).filter(|(n, _)| !n.is_empty())?;
    let rank_of = match rank.as_bytes() {
        [] => 0,
        [b] if b.is_ascii_lowercase() => u32::from(b - b'a') + 1,
        _ => return None,
    };
    let value = roman(number)?;
    Some(Number { printed: text.into(), key: vec![(value, rank_of)], eid: format!("{value}{rank}") })
}

/// Rank and eId form of what follows the digits: nothing, letters (`A`, `bis A`), or an ordinal ending (`er`, `ro`, `o`).
fn suffix(text: &str) -> Option<(u32, String)> {
    let mut rank: u32 = 0;
    let mut eid = String::new();
    for word in text.split_whitespace() {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let lower = bare.to_lowercase();
        if let Some((name, n)) = LATIN.iter().find(|(w, _)| *w == lower) {
            rank = rank.saturating_mul(100).saturating_add(*n);
            eid.push_str(&name.replace('á', "a"));
            continue;
        }
        // `bisa`: the suffix has a letter of its own.
        let lettered = |w: &str| lower.strip_prefix(w).is_some_and(|l| l.len() == 1 && l != "s");
        if let Some((name, n)) = LATIN.iter().find(|(w, _)| lettered(w)) {
            let letter = &bare[bare.len() - 1..];
            let letter_rank = lower.bytes().last().map_or(0, |b| u32::from(b.saturating_sub(b'a')) + 1);
            rank = rank.saturating_mul(100).saturating_add(*n).saturating_mul(100).saturating_add(letter_rank);
            eid.push_str(&name.replace('á', "a"));
            eid.push_str(letter);
            continue;
        }
        let ordinal =
            ["er", "ro", "do", "to", "o", "a", "re", "nd", "rd", "th", "st", "no", "mo", "vo"].contains(&bare.as_str());
        if ordinal && rank == 0 && bare.len() >= 2 || bare == "o" {
            continue;
        }
        if bare.is_empty() {
            continue;
        }
        let letters = bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_alphabetic());
        if !letters {
            return None;
        }
        rank = rank.saturating_mul(100_000).saturating_add(letters_rank(&bare));
        eid.push_str(&bare);
    }
    Some((rank, eid))
}

/// The rank of one to three letters: `A`, `AA`, `B`; but small letters double after `z`: `77z`, `77za`, `77aa`, `77cca`, `77dd`.
fn letters_rank(letters: &str) -> u32 {
    let values: Vec<u32> =
        letters.to_ascii_lowercase().bytes().map(|b| u32::from(b.saturating_sub(b'a')) + 1).collect();
    let at = |i: usize| values.get(i).copied().unwrap_or(0);
    let doubled = letters.starts_with(|c: char| c.is_ascii_lowercase()) && values.len() > 1 && values[0] == values[1];
    let (first, second, third) = if doubled { (26 + at(0), at(2), 0) } else { (at(0), at(1), at(2)) };
    (first * 27 + second) * 27 + third
}

/// Value of a Roman numeral in either case; none if it is not one in its usual form.
pub fn roman(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let value = |c: u8| match c {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let values: Option<Vec<u32>> = lower.bytes().map(value).collect();
    let values = values.filter(|v| !v.is_empty())?;
    let mut total = 0;
    for (i, v) in values.iter().enumerate() {
        if values.get(i + 1).is_some_and(|next| next > v) { total -= i64::from(*v) } else { total += i64::from(*v) }
    }
    let total = u32::try_from(total).ok()?;
    (write_roman(total) == lower).then_some(total)
}

fn write_roman(mut n: u32) -> String {
    const STEPS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, letters) in STEPS {
        while n >= value && out.len() < 16 {
            out.push_str(letters);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Number, roman};

    #[test]
    fn numbers_are_read_as_printed() {
        let check = |text: &str, eid: &str| {
            assert_eq!(Number::parse(text).map(|n| n.eid), Some(eid.to_string()), "{text}");
        };
        check("29A.", "29A");
        check("172 Bis", "172bis");
        check("202 ter", "202ter");
        check("225-4-1", "225-4-1");
        check("L. 425-1", "L425-1");
        check("R425-1", "R425-1");
        check("1º", "1");
        check("1er", "1");
        check("PRIMERO", "1");
        check("273f", "273f");
        check("2:239", "2-239");
        check("5o.-", "5");
        check("12bis A", "12bisA");
        check("41bisa", "41bisa");
        check("1°bis", "1bis");
        check("VII", "7");
        check("IIa", "2a");
        check("DÉCIMO SEGUNDO", "12");
        check("Vigésimo", "20");
        assert_eq!(Number::parse("de"), None);
        assert_eq!(Number::parse("12abcd"), None);
        assert_eq!(Number::parse(""), None);
    }

    #[test]
    fn numbers_are_ordered() {
        let order = [
            "1", "2", "2bis", "2ter", "3", "29", "29A", "29B", "30", "225-4", "225-4-1", "225-4-10", "225-5", "L1",
            "R1",
        ];
        let keys: Vec<_> = order.iter().map(|t| Number::parse(t).map(|n| n.key)).collect();
        assert!(keys[..13].is_sorted(), "{keys:?}");
        assert!(keys[13] < keys[14]);
        let letters = ["77", "77c", "77ca", "77z", "77za", "77aa", "77cc", "77cca", "77dd", "78", "78A", "78AA", "78B"];
        let keys: Vec<_> = letters.iter().map(|t| Number::parse(t).map(|n| n.key)).collect();
        assert!(keys.is_sorted(), "{keys:?}");
    }

    #[test]
    fn roman_numerals_are_strict() {
        assert_eq!(roman("xiv"), Some(14));
        assert_eq!(roman("IV"), Some(4));
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman("m"), None);
        assert_eq!(roman(""), None);
    }
}
