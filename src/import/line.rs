//! A line of a source document with its looks: the common form of all formats, from which structure is read.

/// One line, paragraph or heading of a source document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its words, single spaces between them, no markup; ligatures mended. A word broken at the end of a printed line
    /// keeps its hyphen: the structure joins it with the next line.
    pub text: String,
    /// Where it stands in the source.
    pub place: Place,
    /// What it looks like.
    pub role: Role,
    /// Distance from the left edge of the text, in points (a character of a plain text counts as 6); 0 where the format
    /// has no layout.
    pub left: u32,
    /// A new paragraph begins here: space stands before it, or the format says so.
    pub opens: bool,
    /// A printed line that the next line may continue (PDF, plain text); false where the line is a whole paragraph (HTML, DOCX).
    pub printed: bool,
    /// All of it is bold.
    pub bold: bool,
    /// All of it is in italics.
    pub italic: bool,
    /// Stands in the middle of the page.
    pub centred: bool,
}

/// Where in a source document a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Page, from 1; 0 where there are none.
    pub page: u32,
    /// Line of the page or of the file, from 1.
    pub line: u32,
}

/// What a line is, as far as its looks tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// A heading of the source format, from 1 (largest) to 6.
    Heading(u8),
    /// A marginal note; it stands right before the body line at whose height it begins.
    Note,
    /// A row of a table; cells are parted by ` | `.
    Row,
    /// Quoted text (a blockquote), such as what an amendment inserts.
    Quoted,
    /// The start of a provision that the source itself marks out (an object of a JSON file): its number as the source has it.
    Provision,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.page, self.line) {
            (0, 0) => Ok(()),
            (0, line) => write!(f, "line {line}"),
            (page, 0) => write!(f, "page {page}"),
            (page, line) => write!(f, "page {page}, line {line}"),
        }
    }
}
