//! Does a number stand in a text, in figures or in words? Spells numbers out, so that it shares nothing with the reader.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Does the number stand in the text?
pub fn stands(n: u64, text: &str, lang: &str) -> bool {
    let folded: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let figures: String = folded.chars().filter(|c| !" .,'’\u{202f}\u{2009}\u{a0}".contains(*c)).collect();
    let words: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let words = words
        .replace("cientas", "cientos")
        .replace("quinientas", "quinientos")
        .replace("cents", "cent")
        .replace("vingts", "vingt");
    let bare = |s: &str| s.replace("and", "");
    if figures.contains(&n.to_string()) || ordinal(n, &words, lang) {
        return true;
    }
    if bare(&words).contains(&bare(&spell(n, lang))) || (lang == "fr" && n == 1_000_000 && words.contains("million")) {
        return true;
    }
    if lang == "en" && n == 1_000_000 && words.contains("amillion") {
        return true;
    }
    // `5 million`, `1.5 million`, `50 mil`.
    let scales = [
        (1_000_000, ["million", "millon", "miljoen"]),
        (1000, ["thousand", "mil", "duizend"]),
        (100_000, ["lakh", "lakhs", "lac"]),
    ];
    scales.iter().any(|(scale, names)| {
        names.iter().any(|name| words.contains(name))
            && [1, 10, 100].iter().any(|part| {
                let scaled = n.checked_mul(*part).filter(|m| m % scale == 0).map(|m| (m / scale).to_string());
                scaled.is_some_and(|s| figures.contains(&s)) || (*part == 1 && small(n, *scale, &words, lang))
            })
    })
}

/// `two to five million`, `five lakh`: the number in words without its scale.
fn small(n: u64, scale: u64, words: &str, lang: &str) -> bool {
    n.is_multiple_of(scale) && words.contains(&spell(n / scale, lang))
}

/// `vijfde categorie` and the like.
fn ordinal(n: u64, words: &str, lang: &str) -> bool {
    let names: [&str; 6] = match lang {
        "nl" => ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"],
        "fr" => ["premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme"],
        "es" => ["primera", "segunda", "tercera", "cuarta", "quinta", "sexta"],
        _ => ["first", "second", "third", "fourth", "fifth", "sixth"],
    };
    n.checked_sub(1).and_then(|i| names.get(usize::try_from(i).ok()?)).is_some_and(|name| words.contains(name))
}

/// The number in words, without spaces, in small letters without accents.
fn spell(n: u64, lang: &str) -> String {
    if n >= 1_000_000_000 {
        return format!("#{n}");
    }
    let (millions, rest) = (n / 1_000_000, n % 1_000_000);
    let mut out = String::new();
    if millions > 0 {
        out.push_str(&thousands(millions, lang));
        out.push_str(match (lang, millions) {
            ("es", 1) => "millon",
            ("es", _) => "millones",
            ("fr", 2..) => "millions",
            ("nl", _) => "miljoen",
            _ => "million",
        });
    }
    if rest > 0 || millions == 0 {
        out.push_str(&thousands(rest, lang));
    }
    // `un año`, `una pena`.
    out.replace("uno", "un")
}

fn thousands(n: u64, lang: &str) -> String {
    let (thousands, rest) = (n / 1000, n % 1000);
    let mut out = String::new();
    if thousands > 0 {
        if thousands > 1 || lang == "en" {
            out.push_str(&hundreds(thousands, lang));
        }
        out.push_str(match lang {
            "en" => "thousand",
            "es" => "mil",
            "fr" => "mille",
            _ => "duizend",
        });
    }
    if rest > 0 || thousands == 0 {
        out.push_str(&hundreds(rest, lang));
    }
    out
}

fn hundreds(n: u64, lang: &str) -> String {
    const ES: [&str; 10] = [
        "",
        "ciento",
        "doscientos",
        "trescientos",
        "cuatrocientos",
        "quinientos",
        "seiscientos",
        "setecientos",
        "ochocientos",
        "novecientos",
    ];
    let (hundreds, rest) = (n / 100, n % 100);
    if lang == "es" {
        let head = if n == 100 { "cien" } else { ES[usize::try_from(hundreds).unwrap()] };
        return format!("{head}{}", if rest > 0 || n == 0 { below(rest, lang) } else { String::new() });
    }
    let mut out = String::new();
    if hundreds > 0 {
        if hundreds > 1 || lang == "en" {
            out.push_str(&below(hundreds, lang));
        }
        out.push_str(match lang {
            "en" => "hundred",
            "fr" => "cent",
            _ => "honderd",
        });
    }
    if rest > 0 || n == 0 {
        out.push_str(&below(rest, lang));
    }
    out
}

/// Below a hundred.
fn below(n: u64, lang: &str) -> String {
    let small: [&str; 20] = match lang {
        "es" => [
            "cero",
            "uno",
            "dos",
            "tres",
            "cuatro",
            "cinco",
            "seis",
            "siete",
            "ocho",
            "nueve",
            "diez",
            "once",
            "doce",
            "trece",
            "catorce",
            "quince",
            "dieciseis",
            "diecisiete",
            "dieciocho",
            "diecinueve",
        ],
        "fr" => [
            "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
            "treize", "quatorze", "quinze", "seize", "dixsept", "dixhuit", "dixneuf",
        ],
        "nl" => [
            "nul",
            "een",
            "twee",
            "drie",
            "vier",
            "vijf",
            "zes",
            "zeven",
            "acht",
            "negen",
            "tien",
            "elf",
            "twaalf",
            "dertien",
            "veertien",
            "vijftien",
            "zestien",
            "zeventien",
            "achttien",
            "negentien",
        ],
        _ => [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
    };
    let tens: [&str; 8] = match lang {
        "es" => ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"],
        "fr" => ["vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatrevingt", "quatrevingt"],
        "nl" => ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"],
        _ => ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    };
    let at = |n: u64| small[usize::try_from(n).unwrap()];
    if n < 20 {
        return at(n).to_string();
    }
    let ten = tens[usize::try_from(n / 10 - 2).unwrap()];
    let mut one = n % 10;
    if lang == "fr" && matches!(n / 10, 7 | 9) {
        one += 10;
    }
    match (lang, one) {
        (_, 0) => ten.to_string(),
        ("es", _) if n < 30 => format!("veinti{}", at(one)),
        ("es", _) => format!("{ten}y{}", at(one)),
        ("fr", 1 | 11) if n < 80 => format!("{ten}et{}", at(one)),
        ("nl", _) => format!("{}en{ten}", at(one)),
        _ => format!("{ten}{}", at(one)),
    }
}
