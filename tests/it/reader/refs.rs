//! References and definitions in English, Spanish, French and Dutch.

use super::small::{law, rubric, seen};

/// By language: words that make a passage, words before a reference, and a word that is seen only where the reference leads.
const TONGUES: [(&str, &str, &str, &str); 4] = [
    ("en", "uses", "means ..4 section|sections|articles", "force"),
    ("es", "emplee", "medios ..4 artículo|artículos", "fuerza"),
    ("fr", "emploie", "moyens ..8 article|articles", "force"),
    ("nl", "gebruikt", "middelen ..4 artikel|artikelen", "dwang"),
];

/// Which of `others` the reference in the last provision leads to; `|` parts identifiers.
fn follow(lang: &str, others: &str, at: &str, words: &str) -> String {
    let (_, opens, follow, word) = TONGUES.into_iter().find(|t| t.0 == lang).expect("a language");
    let passage = format!("[[passage]]\nid = \"q\"\nlang = \"{lang}\"\nany = [\"{opens}\"]\nfollow = [\"{follow}\"]");
    let rubric = rubric(&passage, &[(lang, "x", &format!("any = [\"{word}\"]\nin = [\"q\"]"))]);
    let mut text = String::new();
    for eid in others.split('|').filter(|eid| *eid < at || eid.len() < at.len()) {
        text.push_str(&format!("# {eid} \nBy {word}.\n"));
    }
    text.push_str(&format!("# {at} \n{words}\n"));
    for eid in others.split('|').filter(|eid| !(*eid < at || eid.len() < at.len())) {
        text.push_str(&format!("# {eid} \nBy {word}.\n"));
    }
    seen(&rubric, &law(lang, &text)).join("|")
}

#[test]
fn references_are_found_in_four_languages() {
    let rows = [
        ("en", "sec_3|sec_4|sec_5", "sec_9", "Who uses the means in sections 3 and 4.", "sec_3|sec_4"),
        ("en", "art_5|art_6|art_9|art_10", "art_20", "Who uses the means of articles 5 to 9.", "art_5|art_6|art_9"),
        ("en", "sec_29|sec_29A", "sec_30", "Who uses the means in section 29A(2).", "sec_29A"),
        ("en", "sec_1|sec_2|sec_4", "sec_3", "Who uses the means in the preceding section.", "sec_2"),
        ("en", "sec_1|sec_2", "sec_3", "Section 1 applies. Who uses the means in that section.", "sec_1"),
        ("en", "sec_1|sec_2", "sec_3", "Who uses the means in section 1 of the Penal Code.", ""),
        ("en", "sec_1|sec_2", "sec_3", "Who uses the means in section 1 of this Act.", "sec_1"),
        (
            "es",
            "art_172|art_173|art_175|art_176",
            "art_180",
            "El que emplee los medios de los artículos 172 a 175.",
            "art_172|art_173|art_175",
        ),
        (
            "es",
            "art_172|art_172bis",
            "art_180",
            "El que emplee los medios del artículo 172 bis, inciso a).",
            "art_172bis",
        ),
        ("es", "art_1|art_2|art_4", "art_3", "El que emplee los medios del artículo anterior.", "art_2"),
        ("es", "art_1|art_2|art_4", "art_3", "El que emplee los medios del artículo siguiente.", "art_4"),
        ("es", "art_1|art_2", "art_3", "El que emplee los medios del artículo 1 del Código Penal.", ""),
        ("es", "art_1|art_2", "art_3", "El que emplee los medios del artículo 1 de esta ley.", "art_1"),
        ("fr", "art_225-4|art_225-4-1", "art_225-4-2", "Qui emploie les moyens de l’article 225-4-1.", "art_225-4-1"),
        ("fr", "art_1|art_3", "art_2", "Qui emploie les moyens prévus au 1° du I de l'article précédent.", "art_1"),
        (
            "nl",
            "art_273|art_273f",
            "art_274",
            "Wie de middelen gebruikt uit artikel 273f, eerste lid, onder 1°.",
            "art_273f",
        ),
        ("nl", "art_273|art_273f", "art_274", "Wie gebruikt de middelen van artikel 273f, eerste lid.", "art_273f"),
        ("nl", "art_1|art_3", "art_2", "Wie de middelen van het volgende artikel gebruikt.", "art_3"),
    ];
    for (lang, others, at, words, expected) in rows {
        assert_eq!(follow(lang, others, at, words), expected, "{lang}: {words}");
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
