//! Numbers that stand twice, in words and in figures behind them: `fifteen (15) years`.

use std::ops::Range;

use super::{numbers, pack, token};

/// A number in words and one in figures that should be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    /// Both, with their brackets left out at the ends.
    pub range: Range<usize>,
    /// The one in words.
    pub words: u64,
    /// The one in figures.
    pub figures: u64,
}

/// Most words between the two: `five thousand dollars ($5,000)`.
const BETWEEN: usize = 3;

/// The numbers of a text that stand in words and, in brackets right behind, in figures; another language gives none.
pub fn twice(text: &str, lang: &str) -> Vec<Twice> {
    let Some(pack) = pack::of(lang) else { return Vec::new() };
    let tokens = token::cut(text);
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let spelled = tokens[at].figure.is_none().then(|| numbers::number(&tokens, at, &pack.numbers)).flatten();
        let Some(number) = spelled else {
            at += 1;
            continue;
        };
        let last = (number.end + BETWEEN).min(tokens.len());
        let open = (number.end..last).find(|i| {
            let gap = tokens[*i].gap;
            gap.open || gap.item == token::INLINE || gap.stop || gap.comma || gap.semicolon || gap.paragraph
        });
        if let Some(open) = open.filter(|i| tokens[*i].gap.open || tokens[*i].gap.item == token::INLINE)
            && let Some(figures) = figures(&tokens, open, &pack.numbers)
            && (open == number.end || figures.1 > open)
        {
            let range = tokens[at].bytes.start..tokens[figures.1].bytes.end;
            all.push(Twice { range, words: number.value, figures: figures.0 });
        }
        at = number.end;
    }
    all
}

/// The figure in brackets, where nothing but a currency stands with it, and its word.
fn figures(tokens: &[token::Token], open: usize, pack: &numbers::Numbers) -> Option<(u64, usize)> {
    let close = (open + 1..(open + 4).min(tokens.len() + 1)).find(|i| tokens.get(*i).is_none_or(|t| t.gap.close))?;
    let at = (open..close).find(|i| tokens[*i].figure.is_some())?;
    // Another figure, or words that say something else, such as `five (article 12)`.
    let others = (open..close).filter(|i| *i != at).all(|i| tokens[i].figure.is_none() && tokens[i].word.len() <= 4);
    let number = numbers::number(tokens, at, pack)?;
    (others && !number.cut).then_some((number.value, number.end - 1))
}

#[cfg(test)]
mod tests {
    use super::twice;

    #[test]
    fn words_and_figures_are_compared() {
        let check = |text: &str, lang: &str, wanted: &[(u64, u64)]| {
            let all: Vec<(u64, u64)> = twice(text, lang).iter().map(|t| (t.words, t.figures)).collect();
            assert_eq!(all, wanted, "{text}");
        };
        check("for fifteen (12) years or twenty (20) years", "en", &[(15, 12), (20, 20)]);
        check("a fine of five thousand dollars ($5,000)", "en", &[(5000, 5000)]);
        check("prisión de cuatro (4) a ocho (10) años", "es", &[(4, 4), (8, 10)]);
        check("puni de sept (5) ans", "fr", &[(7, 5)]);
        check("ten hoogste twaalf (15) jaren", "nl", &[(12, 15)]);
        check("one person (section 12) and two others", "en", &[]);
    }
}
