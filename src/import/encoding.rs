//! Bytes of a text file as characters: what the file says of its encoding, and what its bytes show.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::line::Place;
use super::{Doubt, Refusal};

/// Decoded text, and what is unsure about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Bytes that could not be decoded, or an encoding that was guessed.
    pub doubts: Vec<Doubt>,
}

/// Decodes a text file. The bytes go before the charset that the file declares (`declared`), which is often wrong.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return checked(encoding, &bytes[mark..], Vec::new());
    }
    if let Some(encoding) = wide(bytes) {
        return checked(encoding, bytes, Vec::new());
    }
    refuse_binary(bytes)?;
    if std::str::from_utf8(bytes).is_ok() {
        return checked(UTF_8, bytes, Vec::new());
    }
    // A long UTF-8 text with a few torn characters, or cut off in the middle of one, is still UTF-8.
    let (good, bad) = sequences(bytes);
    if good > 20 * bad {
        let note = format!("{bad} characters are not valid UTF-8 and were left out");
        return checked(UTF_8, bytes, vec![doubt(note)]);
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match named.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE) {
        Some(encoding) => checked(encoding, bytes, Vec::new()),
        None => {
            let note = "the encoding is not said and was taken to be Windows-1252; check the accented letters";
            checked(WINDOWS_1252, bytes, vec![doubt(note.into())])
        }
    }
}

fn doubt(note: String) -> Doubt {
    Doubt { place: Place::default(), note }
}

fn checked(encoding: &'static Encoding, bytes: &[u8], doubts: Vec<Doubt>) -> Result<Decoded, Refusal> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(binary());
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), doubts })
}

fn binary() -> Refusal {
    Refusal::Format("its bytes are no text".into())
}

/// UTF-16 without a byte order mark: nearly every second byte of Latin script is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |at: usize| sample.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    if low_first * 10 >= pairs * 7 && high_first * 20 <= pairs {
        return Some(UTF_16LE);
    }
    (high_first * 10 >= pairs * 7 && low_first * 20 <= pairs).then_some(UTF_16BE)
}

/// A text holds no NUL and next to no control characters.
fn refuse_binary(bytes: &[u8]) -> Result<(), Refusal> {
    let mut controls = 0_usize;
    for byte in bytes {
        match byte {
            0 => return Err(binary()),
            b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a => {}
            1..0x20 | 0x7f => controls += 1,
            _ => {}
        }
    }
    if controls > 8 && controls * 100 > bytes.len() { Err(binary()) } else { Ok(()) }
}

/// How many characters beyond ASCII are valid UTF-8, and how many stretches of bytes are not.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// The charset that an HTML or XML file declares in its first bytes.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    for key in ["charset", "encoding"] {
        for (at, _) in head.match_indices(key) {
            let rest = head[at + key.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('=') else { continue };
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
            if end > 0 {
                return Some(rest[..end].to_string());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{declared, decode};

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).expect("text").text
    }

    #[test]
    fn every_common_encoding_is_read() {
        let utf16 = |little: bool| -> Vec<u8> {
            let units = "Artículo 1. La trata de personas".encode_utf16();
            units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        assert_eq!(text("\u{feff}Artículo".as_bytes()), "Artículo");
        assert_eq!(text(b"Art\xedculo 1\xba \x97 Objeto"), "Artículo 1º — Objeto");
        assert_eq!(text(&utf16(true)), "Artículo 1. La trata de personas");
        assert_eq!(text(&utf16(false)), "Artículo 1. La trata de personas");
        assert_eq!(text(&[&[0xff, 0xfe][..], &utf16(true)].concat()), "Artículo 1. La trata de personas");
        assert_eq!(decode(b"\xcf\xf0\xe0\xe2\xee", Some("windows-1251")).expect("text").text, "Право");
    }

    #[test]
    fn a_torn_character_in_a_long_text_is_left_out_and_told() {
        let mut bytes = "é".repeat(100).into_bytes();
        bytes.push(0xc3);
        let read = decode(&bytes, None).expect("text");
        assert_eq!(read.encoding, "UTF-8");
        assert_eq!(read.doubts.len(), 1);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(decode(b"Section 1\0\0\x01", None).is_err());
        assert!(decode(&[7; 200], None).is_err());
        assert!(decode(b"\xff\xfe\0\0\0\0", None).is_err());
    }

    #[test]
    fn a_declared_charset_is_found() {
        assert_eq!(
            declared(b"<meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\">").as_deref(),
            Some("iso-8859-1")
        );
        assert_eq!(declared(b"<?xml version='1.0' encoding='latin1'?>").as_deref(), Some("latin1"));
        assert_eq!(declared(b"<meta charset = 'utf-8'>").as_deref(), Some("utf-8"));
        assert_eq!(declared(b"<p>charset</p>"), None);
    }
}
