//! What the reader knows of English, Spanish, French and Dutch: amendments, items, notes, repeals, denials.

use super::small::{law, pinpoints, rubric, seen, word};
use lacuna::law::words::Status;
use lacuna::reader;

#[test]
fn text_that_a_law_puts_into_a_code_is_read_with_a_remark() {
    for (lang, word_, text) in [
        (
            "en",
            "recruits",
            "The Code is amended by inserting after section 9 the following:\n\n> 9A. A person who recruits another commits an offence.",
        ),
        (
            "en",
            "recruits",
            "The Code is amended by repealing section 9 and substituting the following:\n\n> - (a) one who recruits; or",
        ),
        (
            "es",
            "captare",
            "Incorpórase como artículo 145 bis del Código, el siguiente:\n\n> Artículo 145 bis: El que captare personas será penado.",
        ),
        (
            "es",
            "captare",
            "Incorpórase como artículo 145 bis del Código, el siguiente:\n\nArtículo 145 bis: El que captare personas será penado.",
        ),
        (
            "fr",
            "recruter",
            "Après l’article 12 du code, il est inséré un article 12-1 ainsi rédigé :\n\n> « Art. 12-1. – Le fait de recruter une personne est puni. »",
        ),
        (
            "nl",
            "werft",
            "Na artikel 12 wordt een artikel ingevoegd, luidende:\n\n> Hij die een ander werft, wordt gestraft.",
        ),
    ] {
        let reading = reader::read(&word(lang, word_), &[&law(lang, &format!("# art_1 \n{text}"))]);
        assert_eq!(reading.sightings.len(), 1, "{lang}: {text}");
        assert!(reading.sightings[0].why.contains("put into another instrument"), "{:?}", reading.sightings);
    }
}

#[test]
fn what_an_amendment_takes_out_is_not_read() {
    for (lang, word_, text) in [
        ("en", "recruits", "Section 9 is amended by deleting the words:\n\n> who recruits another"),
        ("en", "recruits", "Section 9 is amended by inserting: A person who recruits another commits an offence."),
        ("es", "captare", "Suprímese del artículo 9 la frase:\n\n> el que captare personas"),
        ("fr", "recruter", "Les mots suivants sont supprimés :\n\n> « le fait de recruter »"),
        ("nl", "werft", "In artikel 9 vervalt na de woorden het volgende:\n\n> die een ander werft"),
    ] {
        assert_eq!(seen(&word(lang, word_), &law(lang, &format!("# art_1 \n{text}"))), [""; 0], "{lang}: {text}");
    }
}

#[test]
fn inserted_text_is_left_to_the_code_where_the_code_is_read() {
    let rubric = word("es", "captare");
    let mut one =
        law("es", "# art_1 \nIncorpórase como artículo 5 del Código:\n\n> El que captare personas será penado.");
    one.amends = vec!["/akn/xx/act/1984/9".into()];
    let mut code = law("es", "# art_5 \nEl que captare personas será penado.");
    code.id = "/akn/xx/act/1984/9".parse().expect("an identifier");
    let both = reader::read(&rubric, &[&one, &code]);
    let at: Vec<String> = both.sightings.iter().map(|s| s.at.to_string()).collect();
    assert_eq!(at, ["/akn/xx/act/1984/9#art_5"]);
    one.amending_only = true;
    assert_eq!(reader::unreadable(&one), None);
    assert_eq!(reader::read(&rubric, &[&one]).sightings.len(), 1);
}

#[test]
fn a_pinpoint_is_the_deepest_item() {
    let text = "# sec_3__subsec_1 \nA person who:\n\n- (a) takes; or\n- (b) for gain\n  - (i) sells; or\n  - (ii) recruits another,\n\nis punished.";
    assert_eq!(seen(&word("en", "recruits"), &law("en", text)), ["sec_3__subsec_1__para_b__subpara_ii"]);
    let text = "# art_5__para_2 \nEl que:\n\n- a) tome;\n- b) captare a otro.";
    assert_eq!(seen(&word("es", "captare"), &law("es", text)), ["art_5__para_2__subpara_b"]);
    let text = "# art_4 \nEst puni le fait :\n\n- 1° De cacher ;\n- 2° De recruter.";
    let reading = reader::read(&word("fr", "recruter"), &[&law("fr", text)]);
    assert_eq!(pinpoints(&reading), ["art_4__para_2"]);
    let doubt = rubric("", &[("fr", "x", "any = [\"cacher\"]\ndoubt = true")]);
    assert_eq!(reader::read(&doubt, &[&law("fr", text)]).doubts[0].pinpoint.to_string(), "art_4__para_1");
}

#[test]
fn a_list_belongs_to_the_words_that_lead_into_it() {
    let both =
        |lang, first: &str, other: &str| rubric("", &[(lang, "x", &format!("all = [\"{other}\", \"{first}\"]"))]);
    // Items that end with full stops, and an item of two sentences.
    let text = "# art_7 \nLa pena será mayor cuando:\n\n- 1. La víctima sea menor.\n- 2. El autor sea pariente. Se entiende el tutor también.\n- 3. Haya lesiones.";
    for (word, at) in [("menor", "art_7__para_1"), ("pariente", "art_7__para_2"), ("lesiones", "art_7__para_3")] {
        assert_eq!(seen(&both("es", "pena ..1 será", word), &law("es", text)), [at], "{word}");
    }
    // Items without words that lead into them are sentences of their own.
    let text = "# art_7 \n- 1. Hij die een ander werft, wordt gestraft.\n- 2. Het kind wordt gehoord.";
    assert_eq!(seen(&both("nl", "gestraft", "kind"), &law("nl", text)), [""; 0]);
    // Abbreviations end no sentence.
    let text = "# art_8 \nLa conducta del art. 5 inc. a) y la del núm. Tres serán penadas con rigor.";
    assert_eq!(seen(&both("es", "conducta", "rigor"), &law("es", text)), ["art_8"]);
}

#[test]
fn notes_of_editors_are_no_law_and_break_no_sentence() {
    for (lang, note, text) in [
        (
            "en",
            "amended",
            "# sec_1 \nWho sells another (amended by Act 3 of 2012) is punished.\n\n[Inserted by Act 4 of 2013.]",
        ),
        (
            "es",
            "reformado",
            "# art_1 \nEl que venda a otro (Así reformado por el artículo 1° de la ley N° 8720. Ver texto) será penado.\n\n(Artículo sustituido por art. 1° de la Ley N° 26.842 B.O. 27/12/2012)",
        ),
        (
            "fr",
            "modifié",
            "# art_1 \nCelui qui vend autrui (modifié par la loi du 5 août 2013) est puni.\n\nModifié par Loi n°2013-711 du 5 août 2013 - art. 1",
        ),
        ("nl", "gewijzigd", "# art_1 \nHij die een ander verkoopt (gewijzigd bij wet van 2013) wordt gestraft."),
    ] {
        let ends = match lang {
            "en" => ("sells", "punished", "act"),
            "es" => ("venda", "penado", "ley|reformado|sustituido"),
            "fr" => ("vend", "puni", "loi"),
            _ => ("verkoopt", "gestraft", "wet"),
        };
        let near = rubric("", &[(lang, "x", &format!("any = [\"{}\"]\nall = [\"{}\"]\nwords = 4", ends.0, ends.1))]);
        assert_eq!(seen(&near, &law(lang, text)).len(), 1, "{text}");
        assert_eq!(seen(&word(lang, ends.2), &law(lang, text)).len(), 0, "{note}: {text}");
    }
}

#[test]
fn repealed_provisions_carry_nothing_and_leave_nothing_open() {
    for (lang, text) in [
        ("en", "Repealed by Act 5 of 2010."),
        ("en", "[Repealed]"),
        ("es", "(Artículo derogado por art. 3° de la Ley de trata)"),
        ("es", "Derogado."),
        ("fr", "Abrogé"),
        ("nl", "Vervallen"),
    ] {
        let mut rubric = word(lang, "act|trata");
        rubric.criteria[0].elements[0].terms.insert(lang.into(), vec!["trata".into()]);
        let reading = reader::read(&rubric, &[&law(lang, &format!("# art_1 Trata\n{text}\n# art_2 \nOther."))]);
        assert!(reading.sightings.is_empty() && reading.doubts.is_empty(), "{lang}: {text}: {reading:?}");
        let bare = reader::read(&rubric, &[&law(lang, "# art_1 Trata\n# art_2 \nOther.")]);
        assert_eq!(bare.doubts.len(), 1, "{lang}");
    }
    let mut gone =
        law("en", "# sec_1 \nWho recruits is punished.\n# sec_1__para_a \nrecruits\n# sec_2 \nWho recruits.");
    gone.provisions[0].facts.status = Some(Status::Repealed);
    assert_eq!(seen(&word("en", "recruits"), &gone), ["sec_2"]);
}

#[test]
fn whether_or_not_denies_nothing() {
    for (lang, word_, yes, no) in [
        ("en", "consents", "It is an offence whether or not consents are given.", "It is done without consents."),
        ("es", "consienta", "Será penado, la persona o no consienta.", "Será penado si no consienta."),
        ("fr", "consente", "Est puni, ou non consente la victime.", "Est puni sans consente."),
        ("nl", "toestemt", "Wie al dan niet toestemt.", "Wie niet toestemt."),
    ] {
        let rubric = word(lang, word_);
        assert_eq!(seen(&rubric, &law(lang, &format!("# art_1 \n{yes}"))).len(), 1, "{yes}");
        assert_eq!(seen(&rubric, &law(lang, &format!("# art_1 \n{no}"))).len(), 0, "{no}");
    }
}

#[test]
fn the_provision_that_carries_most_comes_first() {
    let rubric = rubric(
        "",
        &[("en", "a", "any = [\"takes\"]"), ("en", "b", "any = [\"sells\"]"), ("en", "c", "any = [\"holds\"]")],
    );
    let text = "# sec_1 \nThe clerk takes notes.\n# sec_2 \nThe clerk sells stamps.\n# sec_8 \nWho takes, sells or holds another is punished.";
    let reading = reader::read(&rubric, &[&law("en", text)]);
    let of = |element: &str| -> Vec<String> {
        reading.sightings.iter().filter(|s| s.element == element).map(|s| s.pinpoint.to_string()).collect()
    };
    assert_eq!(
        (of("a"), of("b"), of("c")),
        (vec!["sec_8".into(), "sec_1".into()], vec!["sec_8".into(), "sec_2".into()], vec!["sec_8".into()])
    );
}
