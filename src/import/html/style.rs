//! What styles say of the looks of an element: the style attribute, classes of a style sheet, and telling class names.

use std::collections::BTreeMap;

use super::tree::{Element, Kind, Tree};

/// Looks that a style sets; none where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Bold.
    pub bold: Option<bool>,
    /// In italics.
    pub italic: Option<bool>,
    /// Centred.
    pub centred: Option<bool>,
    /// Not shown.
    pub hidden: bool,
    /// Raised, as a footnote mark.
    pub raised: bool,
    /// Struck out.
    pub struck: bool,
    /// How items are counted.
    pub count: Option<Count>,
    /// Height of its lines and of its letters in pixels.
    pub line_height: Option<u32>,
    /// Height of its letters in pixels.
    pub size: Option<u32>,
}

/// How the items of a list are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// No marker.
    None,
    /// A bullet.
    Bullet,
    /// 1, 2, 3.
    Decimal,
    /// a, b, c.
    Lower,
    /// A, B, C.
    Upper,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

impl Looks {
    fn put(&mut self, other: Looks) {
        self.bold = other.bold.or(self.bold);
        self.italic = other.italic.or(self.italic);
        self.centred = other.centred.or(self.centred);
        self.hidden |= other.hidden;
        self.raised |= other.raised;
        self.struck |= other.struck;
        self.count = other.count.or(self.count);
        self.line_height = other.line_height.or(self.line_height);
        self.size = other.size.or(self.size);
    }
}

/// The rules of all style sheets of a page that concern one element, class or identifier.
#[derive(Debug, Default)]
pub struct Sheet {
    rules: BTreeMap<String, Looks>,
}

/// A style sheet of law has some hundred rules.
const MOST_RULES: usize = 20_000;

impl Sheet {
    /// Reads the style sheets of a page.
    pub fn of(tree: &Tree) -> Sheet {
        let mut sheet = Sheet::default();
        for (at, node) in tree.nodes.iter().enumerate() {
            if matches!(&node.kind, Kind::Element(e) if e.name == "style") {
                for child in tree.children(at) {
                    if let Kind::Text(text) = &tree.nodes[child].kind {
                        sheet.read(text);
                    }
                }
            }
        }
        sheet
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some((head, after)) = rest.split_once('{') {
            let head = head.rsplit(['}', ';']).next().unwrap_or(head);
            let head = head.rsplit("*/").next().unwrap_or(head).trim().trim_start_matches("<!--").trim();
            let (body, next) = after.split_once('}').unwrap_or((after, ""));
            if head.starts_with('@') {
                // What is meant for a medium is read as if for all, but not what is meant for another than the screen.
                let other = head.contains("print") || body.contains('{') && head.contains("max-width");
                rest = if head.starts_with("@media") && !other { after } else { past_block(after) };
                continue;
            }
            let looks = declarations(body);
            if looks != Looks::default() && self.rules.len() < MOST_RULES {
                for selector in head.split(',') {
                    let selector = selector.trim();
                    let simple = !selector.is_empty() && !selector.contains([' ', '>', '+', '~', ':', '[', '*']);
                    if simple {
                        self.rules.entry(selector.to_string()).or_default().put(looks);
                    }
                }
            }
            rest = next;
        }
    }

    /// The looks of an element: style sheet, telling class names, its own attributes.
    pub fn looks(&self, element: &Element) -> Looks {
        let mut looks = Looks::default();
        let mut rule = |key: &str| {
            if let Some(found) = self.rules.get(key) {
                looks.put(*found);
            }
        };
        rule(&element.name);
        if let Some(classes) = element.get("class") {
            for class in classes.split_whitespace().take(20) {
                rule(&format!(".{class}"));
                rule(&format!("{}.{class}", element.name));
            }
        }
        if let Some(id) = element.get("id") {
            rule(&format!("#{id}"));
        }
        for class in element.get("class").unwrap_or_default().split_whitespace().take(20) {
            match class.to_ascii_lowercase().as_str() {
                "bold" | "strong" | "fw-bold" | "font-bold" | "negrita" | "gras" => looks.bold = Some(true),
                "italic" | "italics" | "fst-italic" | "cursiva" | "italique" => looks.italic = Some(true),
                "center"
                | "centre"
                | "centered"
                | "centred"
                | "text-center"
                | "text-centre"
                | "align-center"
                | "aligncenter"
                | "centrado"
                | "centrer"
                | "rtecenter"
                | "has-text-align-center" => looks.centred = Some(true),
                "msofootnotereference" | "footnotereference" | "footnote-ref" | "fnref" => looks.raised = true,
                _ => {}
            }
        }
        match element.get("align").map(str::to_ascii_lowercase).as_deref() {
            Some("center" | "middle") => looks.centred = Some(true),
            Some("left" | "right" | "justify") => looks.centred = Some(false),
            _ => {}
        }
        if let Some(style) = element.get("style") {
            looks.put(declarations(style));
        }
        looks.hidden |= element.get("hidden").is_some();
        looks
    }
}

/// What follows the block that is open.
fn past_block(text: &str) -> &str {
    let mut depth = 1_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

/// `font-weight: bold; text-align: center`
pub fn declarations(text: &str) -> Looks {
    let mut looks = Looks::default();
    for declaration in text.split(';').take(200) {
        let Some((key, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        match key.trim().to_ascii_lowercase().as_str() {
            "font-weight" => looks.bold = Some(value.starts_with("bold") || value.parse().is_ok_and(|n: u32| n >= 600)),
            "font-style" => looks.italic = Some(value == "italic" || value == "oblique"),
            "text-align" => looks.centred = Some(value == "center"),
            "font" => {
                let has = |word: &str| value.split_whitespace().any(|w| w == word).then_some(true);
                looks.bold = has("bold").or(looks.bold);
                looks.italic = has("italic").or(looks.italic);
            }
            "display" => looks.hidden = value == "none",
            "visibility" => looks.hidden |= value == "hidden",
            "mso-hide" => looks.hidden |= value == "all",
            "vertical-align" => looks.raised = value == "super",
            "text-decoration" | "text-decoration-line" => looks.struck = value.contains("line-through"),
            "list-style" | "list-style-type" => looks.count = value.split_whitespace().find_map(count).or(looks.count),
            "line-height" => looks.line_height = pixels(&value),
            "font-size" => looks.size = pixels(&value),
            _ => {}
        }
    }
    looks
}

fn count(word: &str) -> Option<Count> {
    Some(match word {
        "none" => Count::None,
        "disc" | "circle" | "square" => Count::Bullet,
        "decimal" | "decimal-leading-zero" => Count::Decimal,
        "lower-alpha" | "lower-latin" => Count::Lower,
        "upper-alpha" | "upper-latin" => Count::Upper,
        "lower-roman" => Count::LowerRoman,
        "upper-roman" => Count::UpperRoman,
        _ => return None,
    })
}

/// `12px` or `9pt` as pixels.
pub fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(value.len());
    let whole: u32 = value[..end].split('.').next()?.parse().ok()?;
    match &value[end..] {
        "px" | "" => Some(whole),
        "pt" => Some(whole.saturating_mul(4) / 3),
        "cm" => Some(whole.saturating_mul(38)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::grow;
    use super::{Count, Looks, Sheet, declarations};

    #[test]
    fn declarations_are_read() {
        let looks =
            declarations("Font-Weight: 700 !important; text-align:center; color:red; list-style: lower-roman inside");
        assert_eq!(
            looks,
            Looks { bold: Some(true), centred: Some(true), count: Some(Count::LowerRoman), ..Looks::default() }
        );
        assert!(declarations("display : none").hidden);
        assert_eq!(declarations("font:italic bold 12px serif").italic, Some(true));
    }

    #[test]
    fn rules_of_a_sheet_reach_their_elements() {
        let tree = grow::tree(
            "<style>/* a */ .c1, p.c2 { font-weight:bold } @media print { .c3 {display:none} } #x{font-style:italic} .a .c3 {display:none}</style>\
             <p class='c1 c3' id=x>a</p><div class='c2 text-center'>b</div>",
        )
        .expect("tree");
        let sheet = Sheet::of(&tree);
        let looks = |name: &str| {
            let at = (0..tree.nodes.len()).find(|n| tree.name(*n) == name).expect("there");
            sheet.looks(tree.element(at).expect("element"))
        };
        assert_eq!(looks("p"), Looks { bold: Some(true), italic: Some(true), ..Looks::default() });
        assert_eq!(looks("div"), Looks { centred: Some(true), ..Looks::default() });
    }
}
