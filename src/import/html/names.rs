//! Elements of HTML by what they do to the lines of a text.

/// Elements without content.
pub const VOID: [&str; 16] = [
    "br", "hr", "img", "input", "meta", "link", "base", "area", "col", "embed", "source", "track", "wbr", "param",
    "frame", "basefont",
];

/// Elements that only change the looks of words.
pub fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "b" | "strong"
            | "i"
            | "em"
            | "u"
            | "font"
            | "span"
            | "a"
            | "small"
            | "big"
            | "s"
            | "strike"
            | "tt"
            | "code"
            | "cite"
            | "sup"
            | "sub"
            | "abbr"
            | "acronym"
            | "q"
            | "dfn"
            | "var"
            | "mark"
            | "ins"
            | "del"
            | "bdo"
            | "bdi"
            | "kbd"
            | "samp"
            | "label"
            | "nobr"
            | "time"
            | "data"
    )
}

/// `h1` to `h6`.
pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that begin on a line of their own.
pub fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "body"
                | "caption"
                | "center"
                | "dd"
                | "details"
                | "dialog"
                | "dir"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hgroup"
                | "hr"
                | "html"
                | "legend"
                | "li"
                | "main"
                | "menu"
                | "nav"
                | "ol"
                | "p"
                | "pre"
                | "section"
                | "summary"
                | "table"
                | "tbody"
                | "td"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
                | "ul"
                | "xmp"
                | "listing"
                | "optgroup"
                | "option"
        )
}
