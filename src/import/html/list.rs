//! The numbers of lists, which HTML leaves to the browser.

use super::style::Count;
use super::tree::Element;

/// The lists that are open, the outermost first.
#[derive(Default)]
pub struct Lists {
    open: Vec<List>,
}

struct List {
    count: Count,
    next: i32,
    step: i32,
}

impl Lists {
    /// A list begins.
    pub fn open(&mut self, element: &Element, styled: Option<Count>) {
        let ordered = element.name == "ol";
        let count = styled.or_else(|| kind(element.get("type")?));
        let count = count.unwrap_or(if ordered { Count::Decimal } else { Count::Bullet });
        let start = element.get("start").and_then(|s| s.parse().ok()).unwrap_or(1);
        let step = if element.get("reversed").is_some() { -1 } else { 1 };
        self.open.push(List { count, next: start, step });
    }

    /// A list ends.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Distance from the edge, in points.
    pub fn left(&self) -> u32 {
        u32::try_from(self.open.len()).unwrap_or(u32::MAX).saturating_mul(18)
    }

    /// The marker of the next item: `(a)`, `1.`, a bullet, or nothing.
    pub fn item(&mut self, element: &Element, styled: Option<Count>) -> String {
        let Some(list) = self.open.last_mut() else { return String::new() };
        if let Some(value) = element.get("value").and_then(|v| v.parse().ok()) {
            list.next = value;
        }
        let number = u32::try_from(list.next).unwrap_or_default();
        list.next = list.next.saturating_add(list.step);
        let count = styled.or_else(|| kind(element.get("type")?)).unwrap_or(list.count);
        match count {
            Count::None => String::new(),
            Count::Bullet => "•".into(),
            Count::Decimal => format!("{number}."),
            Count::Lower => format!("({})", letters(number)),
            Count::Upper => format!("({})", letters(number).to_uppercase()),
            Count::LowerRoman => format!("({})", roman(number)),
            Count::UpperRoman => format!("{}.", roman(number).to_uppercase()),
        }
    }
}

fn kind(value: &str) -> Option<Count> {
    Some(match value {
        "1" => Count::Decimal,
        "a" => Count::Lower,
        "A" => Count::Upper,
        "i" => Count::LowerRoman,
        "I" => Count::UpperRoman,
        "disc" | "circle" | "square" => Count::Bullet,
        _ => return None,
    })
}

/// 1 as `a`, 27 as `aa`.
pub fn letters(number: u32) -> String {
    let mut out = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    out.iter().rev().collect()
}

/// 4 as `iv`; numbers of a thousand and more as digits.
pub fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut rest = number;
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{letters, roman};

    #[test]
    fn numbers_are_counted_as_letters_and_roman() {
        assert_eq!([1, 26, 27, 52, 53, 702, 703].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
        assert_eq!([1, 4, 9, 14, 40, 99, 1994].map(roman), ["i", "iv", "ix", "xiv", "xl", "xcix", "mcmxciv"]);
        assert_eq!((letters(0), roman(0)), (String::new(), String::new()));
    }
}
