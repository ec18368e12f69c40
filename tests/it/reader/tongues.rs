//! What the reader knows of English, Spanish, French and Dutch: amendments, items, references, definitions, notes. With a small rubric
//! of its own, so that nothing here hangs on the shipped one.

use super::world::{instrument, source};
use lacuna::law::Instrument;
use lacuna::law::words::Status;
use lacuna::reader::{self, MachineReading};
use lacuna::rubric::Rubric;

const RUBRIC: &str = r#"
id = "small"
version = "1"
date = "2026-01-01"
title = "Small"
subject = "a matter"
[rating]
coverage_at_least = 80
[[pillar]]
id = "p"
title = "P"
[[class]]
id = "c"
title = "C"
urgency = "urge"
[[score]]
id = "s"
title = "S"
explains = "all"
classes = ["c"]
rates = true
[[language]]
lang = "en"
amends = ["is|are amended"]
defines = ["means"]
denies = ["shall not"]
denies_next = ["not|without"]
[[language]]
lang = "es"
amends = ["incorpór*|sustitú*|suprím* ..3 artículo|expresión|frase"]
defines = ["significa", "se entenderá"]
denies = ["no podrá|será"]
denies_next = ["no|sin"]
[[language]]
lang = "fr"
amends = ["après l article", "est inséré", "est|sont supprimé|supprimés"]
denies_next = ["sans|pas"]
[[language]]
lang = "nl"
amends = ["wordt ..8 ingevoegd|vervangen", "vervalt ..4 woorden"]
defines = ["wordt ..2 verstaan"]
denies_next = ["niet|zonder"]
"#;

/// A rubric with one criterion; each rule is `language | element | keys`.
fn rubric(passages: &str, rules: &[(&str, &str, &str)]) -> Rubric {
    let mut text = format!(
        "{RUBRIC}{passages}\n[[criterion]]\nid = \"k\"\nnumber = 1\npillar = \"p\"\ntitle = \"K\"\nquestion = \"?\"\nclass = \"c\"\nform = \"L\"\nsource_text = \"x\"\nmet = \"x\"\npartly = \"x\"\nnot_met = \"x\"\nrule = {{ met = \"any A\", partly = \"any A\" }}\n"
    );
    let mut elements: Vec<&str> = rules.iter().map(|r| r.1).collect();
    elements.dedup();
    for element in elements {
        text.push_str(&format!("[[criterion.element]]\nid = \"{element}\"\nrole = \"A\"\ntitle = \"{element}\"\n"));
        for (lang, _, keys) in rules.iter().filter(|r| r.1 == element) {
            text.push_str(&format!("[[criterion.element.detect]]\nlang = \"{lang}\"\n{keys}\n"));
        }
    }
    let mut out = Vec::new();
    let rubric = lacuna::rubric::read(&text, source(), &mut out);
    assert!(out.is_empty(), "{out:?}");
    rubric
}

fn law(lang: &str, text: &str) -> Instrument {
    let mut law = instrument("/akn/xx/act/2020/1", "Law of the test", text);
    law.language = lang.into();
    law
}

/// Pinpoints of what was seen, in the reader's order.
fn seen(rubric: &Rubric, law: &Instrument) -> Vec<String> {
    pinpoints(&reader::read(rubric, &[law]))
}

fn pinpoints(reading: &MachineReading) -> Vec<String> {
    reading.sightings.iter().map(|s| s.pinpoint.to_string()).collect()
}

/// A rule that sees one word in each language.
fn word(lang: &'static str, words: &str) -> Rubric {
    rubric("", &[(lang, "x", &format!("any = [\"{words}\"]"))])
}

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

/// A passage that follows references, and a rule confined to it.
fn following(lang: &'static str, opens: &str, follow: &str, word: &str) -> Rubric {
    let passage = format!("[[passage]]\nid = \"q\"\nlang = \"{lang}\"\nany = [\"{opens}\"]\nfollow = [\"{follow}\"]");
    rubric(&passage, &[(lang, "x", &format!("any = [\"{word}\"]\nin = [\"q\"]"))])
}

fn articles(from: &[(&str, &str)]) -> String {
    from.iter().map(|(eid, text)| format!("# {eid} \n{text}\n")).collect()
}

#[test]
fn references_are_found_in_four_languages() {
    let rows: [(&str, &str, &str, &str, &[(&str, &str)], &[&str]); 14] = [
        (
            "en",
            "uses",
            "means ..4 section|sections",
            "force",
            &[
                ("sec_3", "By force."),
                ("sec_4", "Force."),
                ("sec_5", "Force."),
                ("sec_9", "Who uses the means in sections 3 and 4."),
            ],
            &["sec_3", "sec_4"],
        ),
        (
            "en",
            "uses",
            "means ..4 section|sections|articles",
            "force",
            &[
                ("art_5", "Force."),
                ("art_6", "Force."),
                ("art_9", "Force."),
                ("art_10", "Force."),
                ("art_20", "Who uses the means of articles 5 to 9."),
            ],
            &["art_5", "art_6", "art_9"],
        ),
        (
            "en",
            "uses",
            "means ..4 section",
            "force",
            &[("sec_29", "Force."), ("sec_29A", "Force."), ("sec_30", "Who uses the means in section 29A(2).")],
            &["sec_29A"],
        ),
        (
            "en",
            "uses",
            "means ..4 section",
            "force",
            &[("sec_1", "Force."), ("sec_2", "Force."), ("sec_3", "Who uses the means in the preceding section.")],
            &["sec_2"],
        ),
        (
            "en",
            "uses",
            "means ..4 section",
            "force",
            &[
                ("sec_1", "Force."),
                ("sec_2", "Force."),
                ("sec_3", "Section 1 applies. Who uses the means in that section."),
            ],
            &["sec_1"],
        ),
        (
            "en",
            "uses",
            "means ..4 section",
            "force",
            &[("sec_1", "Force."), ("sec_3", "Who uses the means in section 1 of the Penal Code.")],
            &[],
        ),
        (
            "es",
            "emplee",
            "medios ..4 artículo|artículos",
            "fuerza",
            &[
                ("art_172", "Fuerza."),
                ("art_173", "Fuerza."),
                ("art_175", "Fuerza."),
                ("art_176", "Fuerza."),
                ("art_180", "El que emplee los medios de los artículos 172 a 175."),
            ],
            &["art_172", "art_173", "art_175"],
        ),
        (
            "es",
            "emplee",
            "medios ..4 artículo",
            "fuerza",
            &[
                ("art_172", "Fuerza."),
                ("art_172bis", "Fuerza."),
                ("art_180", "El que emplee los medios del artículo 172 bis, inciso a)."),
            ],
            &["art_172bis"],
        ),
        (
            "es",
            "emplee",
            "medios ..4 artículo",
            "fuerza",
            &[
                ("art_1", "Fuerza."),
                ("art_2", "Fuerza."),
                ("art_3", "El que emplee los medios del artículo anterior."),
                ("art_4", "Fuerza."),
            ],
            &["art_2"],
        ),
        (
            "es",
            "emplee",
            "medios ..4 artículo",
            "fuerza",
            &[
                ("art_1", "Fuerza."),
                ("art_3", "El que emplee los medios del artículo 1 del Código Penal."),
                ("art_4", "El que emplee los medios del artículo 1 de esta ley."),
            ],
            &["art_1"],
        ),
        (
            "fr",
            "emploie",
            "moyens ..4 article",
            "force",
            &[
                ("art_225-4", "Force."),
                ("art_225-4-1", "Force."),
                ("art_225-4-2", "Celui qui emploie les moyens prévus à l’article 225-4-1."),
            ],
            &["art_225-4-1"],
        ),
        (
            "fr",
            "emploie",
            "moyens ..8 article",
            "force",
            &[("art_1", "Force."), ("art_2", "Celui qui emploie les moyens prévus au 1° du I de l'article précédent.")],
            &["art_1"],
        ),
        (
            "nl",
            "gebruikt",
            "middelen ..4 artikel",
            "dwang",
            &[
                ("art_273", "Dwang."),
                ("art_273f", "Dwang."),
                (
                    "art_274",
                    "Wie de middelen gebruikt uit artikel 273f, eerste lid, onder 1°. De middelen van artikel 273f.",
                ),
            ],
            &["art_273f"],
        ),
        (
            "nl",
            "gebruikt",
            "middelen ..4 artikel",
            "dwang",
            &[
                ("art_1", "Dwang."),
                ("art_2", "Wie de middelen van het volgende artikel gebruikt."),
                ("art_3", "Dwang."),
            ],
            &["art_3"],
        ),
    ];
    for (lang, opens, follow, word, text, expected) in rows {
        let got = seen(&following(lang, opens, follow, word), &law(lang, &articles(text)));
        assert_eq!(got, expected, "{lang}: {text:?}");
    }
}

#[test]
fn definitions_are_found_in_four_languages() {
    let rows: [(&str, &str, &str, &str); 14] = [
        ("en", "sale", "giving", "# sec_2 Interpretation\n“person” means anyone; “sale” means the giving of a thing."),
        (
            "en",
            "sale",
            "giving",
            "# sec_2 Interpretation\nIn this Act:\n\n- (a) person: anyone;\n- (b) sale of things: the giving of a thing.",
        ),
        ("en", "sale", "giving", "# sec_2 Interpretation\nIn this Act\n# sec_2__def_sale sale\nthe giving of a thing"),
        ("es", "trata", "captación", "# art_2 \nSe entiende por trata de personas la captación de personas."),
        ("es", "trata", "captación", "# art_2 \nPor trata se entenderá la captación de personas."),
        (
            "es",
            "trata",
            "captación",
            "# art_2 Definiciones\nA los efectos de esta ley:\n\n- a) Niño: toda persona menor.\n- b) Trata: La captación de personas. Comprende la venta.",
        ),
        (
            "es",
            "trata",
            "captación",
            "# art_2 Definiciones\nExplotación. — El provecho ajeno.\n\nTrata de personas. — La captación de personas.\n\nVíctima.- La persona ofendida.",
        ),
        (
            "es",
            "trata",
            "captación",
            "# art_2 \nA los fines de esta ley se entiende por:\n\nNiño: toda persona menor.\n\nTrata de personas: la captación de personas.",
        ),
        (
            "fr",
            "traite",
            "recrutement",
            "# art_2 \nOn entend par traite des êtres humains le recrutement d’une personne.",
        ),
        (
            "fr",
            "traite",
            "recrutement",
            "# art_2 Définitions\nAu sens de la présente loi, on entend par :\n\n- 1° « Enfant » : toute personne mineure ;\n- 2° « Traite » : le recrutement d’une personne.",
        ),
        ("nl", "handel", "werven", "# art_1 \nOnder handel wordt verstaan het werven van personen."),
        (
            "nl",
            "handel",
            "werven",
            "# art_1 Begripsbepalingen\nIn deze wet wordt verstaan onder:\n\n- a. kind: een minderjarige;\n- b. handel: het werven van personen.",
        ),
        (
            "nl",
            "handel",
            "werven",
            "# art_1 Begripsbepalingen\nkind: een minderjarige;\n\nhandel: het werven van personen;",
        ),
        ("nl", "handel", "werven", "# art_1 \nIn deze wet wordt verstaan onder handel: het werven van personen."),
    ];
    for (lang, term, word, text) in rows {
        let rubric = rubric("", &[(lang, "x", &format!("any = [\"{word}\"]\ndefinition_of = [\"{term}\"]"))]);
        assert_eq!(seen(&rubric, &law(lang, text)).len(), 1, "{text}");
        let other = text.replace(term, "otra").replace(&capital(term), "Otra");
        assert_eq!(seen(&rubric, &law(lang, &other)).len(), 0, "{other}");
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
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
