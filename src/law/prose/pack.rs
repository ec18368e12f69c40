//! Language packs: the words with which a language writes penalties, kept as data beside this file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::numbers::Numbers;
use super::pattern::Pattern;
use super::token::Token;
use crate::law::words::closed_list;

closed_list! {
    /// What a phrase of a pack says.
    Sign {
        /// Prison of any kind.
        Custody = "custody",
        /// Prison with forced labour, or of a graver kind than plain prison.
        Forced = "forced",
        /// Hard labour beside prison.
        Labour = "hard-labour",
        /// For life.
        Life = "life",
        /// Death.
        Death = "death",
        /// A fine.
        Fine = "fine",
        /// The penalty, whichever it is.
        Penalty = "penalty",
        /// At least.
        Least = "least",
        /// At most.
        Most = "most",
        /// `or more`, after the figure.
        LeastAfter = "least-after",
        /// `or less`, after the figure.
        MostAfter = "most-after",
        /// More than: sets a threshold.
        Over = "over",
        /// `between` and `from`.
        From = "from",
        /// Goes on to the upper end of a range: `and may be liable to`.
        Onward = "onward",
        /// Joins two figures of a range.
        To = "to",
        /// One or the other.
        Or = "or",
        /// A fine cannot take the place of prison.
        NoFine = "no-fine",
        /// Together.
        And = "and",
        /// One, the other or both.
        Both = "both",
        /// On indictment.
        Indictment = "indictment",
        /// On summary conviction.
        Summary = "summary",
        /// Imposes a penalty.
        Trigger = "trigger",
        /// Speaks of offences by their penalty.
        Threshold = "threshold",
        /// `unless it is an offence with a heavier penalty`: speaks of other offences and leaves the penalty as it is.
        Subsidiary = "subsidiary",
        /// Prison in default of a fine.
        Default = "default",
        /// For each day.
        Daily = "daily",
        /// Release on parole.
        Parole = "parole",
        /// Without an upper limit.
        Unlimited = "unlimited",
        /// The victim is a child.
        Child = "child",
        /// The victim is an adult.
        Adult = "adult",
        /// The offender is a natural person.
        Natural = "natural-person",
        /// The offender is a legal person.
        Legal = "legal-person",
        /// The offender is a public official.
        Official = "public-official",
        /// The offender acts in an organised group.
        Group = "organised-group",
        /// The offender has offended before.
        Repeat = "repeat",
        /// Opens a condition: `where`, `if`, `in the case of`.
        When = "when",
        /// Names the sum as something other than a fine.
        Compensation = "compensation",
        /// The penalty is that of another provision, or of the one before.
        Same = "same",
        /// The penalty is raised.
        Raised = "raised",
        /// The penalty is lowered.
        Lowered = "lowered",
        /// Twice.
        Double = "double",
        /// Three times.
        Triple = "triple",
        /// Half.
        Half = "half",
        /// A figure of time that is an age.
        Age = "age",
        /// Lays down how long a prison is.
        Scale = "scale",
        /// From a day on: another sum takes the place of the one before.
        Since = "since",
        /// The words after it are taken out of another text.
        Struck = "struck",
        /// The words after it take the place of those.
        Instead = "instead",
        /// `or another person`: the words before are not the only case.
        Others = "others",
        /// Makes the person after it the offender: `by`, `being`.
        By = "by",
        /// A sentence that goes on from the one before.
        Again = "again",
    }
}

/// A language pack.
#[derive(Debug)]
pub(super) struct Pack {
    pub(super) numbers: Numbers,
    /// Words that may stand between a bound and its figure, or between a figure and its noun.
    pub(super) glue: Vec<String>,
    pub(super) signs: Table<Sign>,
    /// Units of time, in days or months.
    pub(super) times: Table<Time>,
    /// Units in which fines are counted.
    pub(super) units: Table<FineUnit>,
    /// Other penalties.
    pub(super) also: Table<Sanction>,
    /// Classes of offence, the first that fits.
    pub(super) classes: Vec<(PenaltyClass, Vec<Pattern>)>,
    /// `level 3`: the unit stands before the figure; `third category`: after an ordinal.
    pub(super) graded: Table<FineUnit>,
    /// A figure by itself is the penalty (`prisión de veinte años`), not the most that a court may impose.
    pub(super) fixed: bool,
    /// Words after the number of a fine that is so many times something else: `times`, `veces`.
    pub(super) multiples: Vec<String>,
    /// Words before the number of a provision: `section`, `artículo`.
    pub(super) provision: Vec<String>,
    /// Words for a part of a provision: `subsection`, `párrafo`.
    pub(super) inner: Vec<String>,
    /// Words for the provision before: `preceding`, `anterior`.
    pub(super) previous: Vec<String>,
}

use crate::law::penalty::{FineUnit, PenaltyClass, Sanction};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// So many months.
    Months(u64),
    /// So many days.
    Days(u64),
}

/// The form of a pack in its file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    numbers: Numbers,
    glue: Vec<String>,
    fixed: bool,
    multiples: Vec<String>,
    provision: Vec<String>,
    inner: Vec<String>,
    previous: Vec<String>,
    times: BTreeMap<String, Vec<String>>,
    units: BTreeMap<String, Vec<String>>,
    graded: BTreeMap<String, Vec<String>>,
    also: BTreeMap<String, Vec<String>>,
    signs: BTreeMap<String, Vec<String>>,
    class: Vec<ClassFile>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    class: String,
    words: Vec<String>,
}

/// Phrases by what they mean, found by their first letter.
#[derive(Debug)]
pub(super) struct Table<T> {
    by_first: BTreeMap<char, Vec<(T, Pattern)>>,
    open: Vec<(T, Pattern)>,
}

impl<T: Copy + PartialEq> Table<T> {
    fn new(all: impl Iterator<Item = (T, String)>) -> Self {
        let mut table = Self { by_first: BTreeMap::new(), open: Vec::new() };
        for (meaning, text) in all {
            let pattern = Pattern::new(&text);
            match pattern.firsts() {
                Some(mut firsts) => {
                    firsts.sort_unstable();
                    firsts.dedup();
                    for first in firsts {
                        table.by_first.entry(first).or_default().push((meaning, pattern.clone()));
                    }
                }
                None => table.open.push((meaning, pattern)),
            }
        }
        table
    }

    /// Every phrase that begins at a word, with its end.
    pub(super) fn at<'s>(
        &'s self,
        tokens: &'s [Token],
        at: usize,
        numbers: &'s Numbers,
    ) -> impl Iterator<Item = (T, usize)> + 's {
        let first = tokens.get(at).and_then(|t| t.word.chars().next());
        let mine = first.and_then(|c| self.by_first.get(&c)).into_iter().flatten();
        mine.chain(&self.open).filter_map(move |(m, p)| Some((*m, p.end(tokens, at, numbers)?)))
    }

    /// The longest phrase that begins at a word.
    pub(super) fn longest(&self, tokens: &[Token], at: usize, numbers: &Numbers) -> Option<(T, usize)> {
        self.at(tokens, at, numbers).max_by_key(|(_, end)| *end)
    }
}

static PACKS: LazyLock<BTreeMap<&'static str, Pack>> = LazyLock::new(|| {
    let files = [
        ("en", include_str!("en.toml")),
        ("es", include_str!("es.toml")),
        ("fr", include_str!("fr.toml")),
        ("nl", include_str!("nl.toml")),
    ];
    // The files are part of the program, and a test reads each of them.
    files.into_iter().map(|(lang, text)| (lang, read(text).expect("a language pack of the program"))).collect()
});

/// The pack of a language, by ISO 639-1.
pub(super) fn of(lang: &str) -> Option<&'static Pack> {
    PACKS.get(lang)
}

fn read(text: &str) -> Result<Pack, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    if let Some(sign) = Sign::ALL.iter().find(|s| !file.signs.contains_key(s.word())) {
        return Err(format!("no phrases for {sign}; write [] where the language has none"));
    }
    Ok(Pack {
        signs: table(file.signs, Sign::CHOICES)?,
        units: table(file.units, FineUnit::CHOICES)?,
        graded: table(file.graded, FineUnit::CHOICES)?,
        also: table(file.also, Sanction::CHOICES)?,
        times: Table::new(lines(file.times).map(|(key, text)| (time(&key), text))),
        classes: file
            .class
            .into_iter()
            .map(|c| {
                let class = c.class.parse().map_err(|()| format!("no class {}", c.class))?;
                Ok((class, c.words.iter().map(|w| Pattern::new(w)).collect()))
            })
            .collect::<Result<_, String>>()?,
        numbers: file.numbers,
        glue: file.glue,
        fixed: file.fixed,
        multiples: file.multiples,
        provision: file.provision,
        inner: file.inner,
        previous: file.previous,
    })
}

fn lines(map: BTreeMap<String, Vec<String>>) -> impl Iterator<Item = (String, String)> {
    map.into_iter().flat_map(|(key, all)| all.into_iter().map(move |text| (key.clone(), text)))
}

fn table<T: std::str::FromStr<Err = ()> + Copy + PartialEq>(
    map: BTreeMap<String, Vec<String>>,
    choices: &str,
) -> Result<Table<T>, String> {
    if let Some(key) = map.keys().find(|k| k.parse::<T>().is_err()) {
        return Err(format!("{key} is not {choices}"));
    }
    Ok(Table::new(lines(map).filter_map(|(key, text)| Some((key.parse().ok()?, text)))))
}

fn time(key: &str) -> Time {
    match key {
        "years" => Time::Months(12),
        "months" => Time::Months(1),
        "weeks" => Time::Days(7),
        _ => Time::Days(1),
    }
}

/// A phrase that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) sign: Sign,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Phrases that are part of a longer phrase of the same family mean nothing by themselves.
fn family(sign: Sign) -> u8 {
    match sign {
        Sign::Least | Sign::Most | Sign::LeastAfter | Sign::MostAfter | Sign::Over => 1,
        Sign::Child | Sign::Adult | Sign::Age => 2,
        Sign::Or | Sign::And | Sign::Both | Sign::To => 3,
        Sign::Natural | Sign::Legal | Sign::Official | Sign::Group | Sign::Repeat => 4,
        Sign::Custody | Sign::Forced | Sign::Life | Sign::Default | Sign::Labour => 5,
        Sign::Trigger | Sign::Threshold | Sign::Subsidiary => 6,
        Sign::Same | Sign::Penalty => 7,
        Sign::Fine | Sign::NoFine => 8,
        _ => 0,
    }
}

/// Every phrase of the pack in a text, in order.
pub(super) fn marks(tokens: &[Token], pack: &Pack) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for start in 0..tokens.len() {
        let mut here: Vec<Mark> = Vec::new();
        for (sign, end) in pack.signs.at(tokens, start, &pack.numbers) {
            match here.iter_mut().find(|m| m.sign == sign) {
                Some(mark) => mark.end = mark.end.max(end),
                None => here.push(Mark { sign, start, end }),
            }
        }
        here.sort_by_key(|m| m.sign);
        for mark in here {
            let covered =
                all.iter().rev().take(40).any(|m| m.sign == mark.sign && m.end >= mark.end && m.end > mark.start);
            if !covered {
                all.push(mark);
            }
        }
    }
    let inside = |a: &Mark, b: &Mark| {
        a.start >= b.start && a.end <= b.end && a.end - a.start < b.end - b.start && family(a.sign) == family(b.sign)
    };
    let near = |i: usize| all[i.saturating_sub(40)..(i + 40).min(all.len())].iter();
    let keep: Vec<bool> =
        (0..all.len()).map(|i| family(all[i].sign) == 0 || !near(i).any(|b| inside(&all[i], b))).collect();
    let kept: Vec<Mark> = all.iter().zip(keep).filter_map(|(m, k)| k.then_some(*m)).collect();
    // `no menor de seis años` is a bound, and no minor.
    let bound = |m: &Mark| matches!(m.sign, Sign::Least | Sign::Most);
    let bounds: Vec<Mark> = kept.iter().copied().filter(bound).collect();
    let crossed = |m: &Mark| {
        let from = bounds.partition_point(|b| b.start + 12 < m.start);
        let near = bounds[from..].iter().take_while(|b| b.start < m.end);
        family(m.sign) == 2 && near.into_iter().any(|b| b.end > m.start && b.start <= m.start)
    };
    kept.iter().copied().filter(|m| !crossed(m)).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn every_pack_can_be_read() {
        for text in [include_str!("en.toml"), include_str!("es.toml"), include_str!("fr.toml"), include_str!("nl.toml")]
        {
            assert!(read(text).is_ok(), "{:?}", read(text).err());
        }
    }
}
