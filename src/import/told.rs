//! What a file says of itself in keys and values (front matter, JSON, metadata of a page), in the words of many publishers.

use super::Told;

/// Notes all pairs of key and value, such as `publication_date`, `DC.title` or `Current Stage:`; unknown keys are left alone.
/// Of two keys for one thing, the better one stands (assent before publication), then the first.
pub fn notes<'a>(told: &mut Told, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) {
    let mut known: Vec<(usize, Field, &str)> =
        pairs.into_iter().filter_map(|(key, value)| field(key).map(|(field, rank)| (rank, field, value))).collect();
    known.sort_by_key(|(rank, _, _)| *rank);
    for (_, field, value) in known {
        note(told, field, value);
    }
}

fn note(told: &mut Told, field: Field, value: &str) {
    let value = super::clean::words(&super::clean::entities(value));
    if value.is_empty() || value.len() > 2_000 {
        return;
    }
    let place = match field {
        Field::Title => &mut told.title,
        Field::Number => &mut told.number,
        Field::Kind => &mut told.kind,
        Field::Status => &mut told.status,
        Field::Language => &mut told.language,
        Field::Dated => &mut told.dated,
        Field::Commenced => &mut told.commenced,
        Field::AsOf => &mut told.as_of,
        Field::Address => &mut told.address,
    };
    let value = match field {
        Field::Language => language(&value),
        Field::Address => Some(value).filter(|v| v.starts_with("http")),
        Field::Dated | Field::Commenced | Field::AsOf => Some(value).filter(|v| is_date(v)),
        _ => Some(value),
    };
    if place.is_none() {
        *place = value;
    }
}

#[derive(Clone, Copy)]
enum Field {
    Title,
    Number,
    Kind,
    Status,
    Language,
    Dated,
    Commenced,
    AsOf,
    Address,
}

/// Keys of each field, without accents, case and marks.
const KEYS: [(Field, &[&str]); 9] = [
    (
        Field::Title,
        &[
            "title",
            "titulo",
            "titre",
            "titel",
            "name",
            "nombre",
            "nom",
            "naam",
            "longtitle",
            "fulltitle",
            "officialtitle",
            "ogtitle",
            "dctitle",
            "dctermstitle",
            "elititle",
            "citationtitle",
            "citeertitel",
            "opschrift",
            "intitule",
            "lawtitle",
            "acttitle",
        ],
    ),
    (
        Field::Number,
        &[
            "identifier",
            "number",
            "numero",
            "num",
            "no",
            "nummer",
            "lawnumber",
            "actnumber",
            "actno",
            "billnumber",
            "billno",
            "documentnumber",
            "elinumber",
            "eliidlocal",
            "citation",
            "norma",
            "normnumber",
            "numerodelaley",
            "chapter",
            "cap",
            "lawno",
        ],
    ),
    (
        Field::Kind,
        &[
            "rank",
            "type",
            "kind",
            "tipo",
            "rango",
            "nature",
            "soort",
            "typedocument",
            "elitypedocument",
            "documenttype",
            "lawtype",
            "tipodenorma",
            "category",
            "categoria",
            "doctype",
        ],
    ),
    (
        Field::Status,
        &[
            "status",
            "estado",
            "etat",
            "statut",
            "vigencia",
            "currentstage",
            "stage",
            "elioinforce",
            "eliinforce",
            "inforcestatus",
            "state",
            "validity",
            "billstatus",
            "currentstatus",
            "geldigheid",
            "estadodelanorma",
        ],
    ),
    (
        Field::Language,
        &[
            "language",
            "lang",
            "idioma",
            "langue",
            "taal",
            "dclanguage",
            "dctermslanguage",
            "elilanguage",
            "contentlanguage",
            "inlanguage",
        ],
    ),
    (
        Field::Dated,
        &[
            "enactmentdate",
            "dateenacted",
            "enacted",
            "assentdate",
            "dateofassent",
            "assent",
            "assented",
            "dateassented",
            "royalassent",
            "signaturedate",
            "datesigned",
            "dateofsignature",
            "issueddate",
            "dateissued",
            "issued",
            "sanctiondate",
            "fechadesancion",
            "sanciondate",
            "fechasancion",
            "fechadepromulgacion",
            "fechapromulgacion",
            "promulgationdate",
            "datedepromulgation",
            "datedesignature",
            "fechadeemision",
            "fechaemision",
            "publicationdate",
            "datepublished",
            "published",
            "dateofpublication",
            "fechadepublicacion",
            "fechapublicacion",
            "datedepublication",
            "datumpublicatie",
            "publicatiedatum",
            "datumondertekening",
            "gazettedate",
            "firstappearedintheofficialgazette",
            "passeddate",
            "datepassed",
            "passed",
            "date",
            "fecha",
            "datum",
            "dcdate",
            "dctermsdate",
            "dctermsissued",
            "dctermscreated",
            "elidatedocument",
            "elidatepublication",
            "documentdate",
            "adopted",
            "year",
            "dateadopted",
            "adoptiondate",
        ],
    ),
    (
        Field::Commenced,
        &[
            "inforcedate",
            "commencementdate",
            "dateofcommencement",
            "commencement",
            "commenced",
            "effectivedate",
            "effective",
            "dateinforce",
            "entryintoforce",
            "dateofentryintoforce",
            "inforcefrom",
            "entradaenvigor",
            "fechadeentradaenvigor",
            "fechaentradaenvigor",
            "fechavigencia",
            "iniciodevigencia",
            "entreeenvigueur",
            "datedentreeenvigueur",
            "inwerkingtreding",
            "datuminwerkingtreding",
            "elifirstdateentryinforce",
            "validfrom",
            "startdate",
        ],
    ),
    (
        Field::AsOf,
        &[
            "lastupdated",
            "lastupdate",
            "updated",
            "lastmodified",
            "lastamended",
            "consolidateddate",
            "consolidationdate",
            "versiondate",
            "asof",
            "asat",
            "fechadeactualizacion",
            "ultimaactualizacion",
            "ultimareforma",
            "dernieremodification",
            "datedemiseajour",
            "miseajour",
            "laatstgewijzigd",
            "peildatum",
            "elidateversion",
            "elitversiondate",
            "dctermsmodified",
            "datemodified",
            "consolidatedasof",
            "textasof",
            "articlemodifiedtime",
        ],
    ),
    (
        Field::Address,
        &[
            "source",
            "sourceurl",
            "url",
            "uri",
            "address",
            "link",
            "canonical",
            "ogurl",
            "fuente",
            "lien",
            "bron",
            "originalurl",
            "weburl",
            "dcidentifier",
            "dctermsidentifier",
            "permalink",
            "fullurl",
            "officialurl",
        ],
    ),
];

fn field(key: &str) -> Option<(Field, usize)> {
    let key = bare(key);
    KEYS.iter().find_map(|(field, keys)| Some((*field, keys.iter().position(|k| *k == key)?)))
}

/// A key without accents, case, spaces and marks.
pub fn bare(key: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    key.nfd().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// A date holds a year; `1900-01-01` and the like stand for no date in many data bases.
fn is_date(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let nothing = ["1900-01-01", "0001-01-01", "1970-01-01", "9999-12-31", "2999-01-01", "00/00/0000", "0000-00-00"];
    (4..=60).contains(&value.len()) && digits >= 4 && !nothing.iter().any(|n| value.starts_with(n))
}

/// ISO 639-1 of `en-GB`, `eng`, `English` or `español`.
pub fn language(value: &str) -> Option<String> {
    const NAMES: [(&str, &[&str]); 7] = [
        ("en", &["eng", "english", "ingles", "anglais", "engels"]),
        ("es", &["spa", "spanish", "espanol", "castellano", "espagnol", "spaans"]),
        ("fr", &["fra", "fre", "french", "frances", "francais", "frans"]),
        ("nl", &["nld", "dut", "dutch", "nederlands", "neerlandais", "holandes"]),
        ("pt", &["por", "portuguese", "portugues", "portugais"]),
        ("de", &["deu", "ger", "german", "deutsch"]),
        ("ht", &["hat", "haitian", "kreyol", "creole"]),
    ];
    // An address such as …/authority/language/ENG names it in its last part.
    let last = value.rsplit('/').next().unwrap_or(value);
    let first = bare(last.split(['-', '_']).next().unwrap_or(last));
    if let Some((code, _)) = NAMES.iter().find(|(code, names)| *code == first || names.contains(&first.as_str())) {
        return Some((*code).to_string());
    }
    (first.len() == 2 && first.bytes().all(|b| b.is_ascii_lowercase())).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Told, language, notes};

    #[test]
    fn keys_of_many_publishers_are_understood() {
        let mut told = Told::default();
        let pairs = [
            ("Título", "Ley contra la trata"),
            ("publication_date", "1900-01-01"),
            ("fecha de publicación", "2008-04-30"),
            ("fecha de sanción", "2008-04-09"),
            ("last-updated", "2019-07-23"),
            ("Current Stage:", "Passed"),
            ("DC.language", "es-AR"),
            ("source", "an archive"),
            ("source_url", "https://example.org/ley"),
            ("colour", "red"),
        ];
        notes(&mut told, pairs);
        let expected = Told {
            title: Some("Ley contra la trata".into()),
            dated: Some("2008-04-09".into()),
            as_of: Some("2019-07-23".into()),
            status: Some("Passed".into()),
            language: Some("es".into()),
            address: Some("https://example.org/ley".into()),
            ..Told::default()
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn languages_are_codes() {
        assert_eq!(language("en-GB").as_deref(), Some("en"));
        assert_eq!(language("Español").as_deref(), Some("es"));
        assert_eq!(language("http://example.org/authority/language/NLD").as_deref(), Some("nl"));
        assert_eq!(language("unknown"), None);
    }
}
