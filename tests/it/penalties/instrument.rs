//! Penalties of a whole instrument: references, scales, paragraphs apart, and what a person has coded.

use serde_json::Value;

use crate::scratch::World;

/// The penalties that the program reads from an official text in a language.
fn penalties(lang: &str, body: &str) -> (World, Vec<Value>) {
    let law = format!(
        "+++\nid = \"/akn/xa/act/2020/77\"\ntitle = \"Law of the test\"\nkind = \"act\"\nlanguage = \"{lang}\"\ntext = \"official\"\n\
         complete = true\nstatus = \"in-force\"\nas_of = \"2020-01-01\"\nsources = []\ngrade = \"A\"\n+++\n\n{body}"
    );
    let world = World::of_case("island").file("corpus/xa/law-of-the-test.md", &law);
    let rows = world.run(&["penalties", "--format", "json"]).done().json();
    let mine = rows.as_array().unwrap().iter().filter(|r| r["instrument"] == "/akn/xa/act/2020/77");
    let mine = mine.cloned().collect();
    (world, mine)
}

fn check(lang: &str, body: &str, expected: &[(&str, &str, &str)]) -> Vec<Value> {
    let (_, rows) = penalties(lang, body);
    let text = |r: &Value, key: &str| r[key].as_str().unwrap_or_default().to_string();
    let found: Vec<_> = rows.iter().map(|r| (text(r, "provision"), text(r, "class"), text(r, "words"))).collect();
    let expected: Vec<_> =
        expected.iter().map(|(a, b, c)| ((*a).to_string(), (*b).to_string(), (*c).to_string())).collect();
    assert_eq!(found, expected, "{rows:#?}");
    rows
}

#[test]
fn parts_added_to_the_penalty_before_are_worked_out() {
    let body = "### 5. Trata de personas {#art_5}\n\nQuien venda personas será sancionado con prisión de seis a doce años.\n\n\
        ### 6. Agravantes {#art_6}\n\nLa pena prevista en el artículo anterior se aumentará en un tercio cuando la víctima sea menor de edad.\n\n\
        ### 7. Otras penas {#art_7}\n\nLa pena establecida en el artículo 5 se reducirá en la mitad.\n\n\
        ### 8. Sin base {#art_8}\n\nSe impondrá la pena prevista en el artículo 99.\n";
    let rows = check(
        "es",
        body,
        &[
            ("art_5", "trafficking", "6 years to 12 years"),
            ("art_6", "trafficking-aggravated", "8 years to 16 years"),
            ("art_7", "other", "3 years to 6 years"),
        ],
    );
    assert_eq!(rows[1]["like"], "art_5");
    assert!(rows[1]["note"].as_str().unwrap().contains("raised by 1/3"), "{}", rows[1]);
    assert!(rows[1]["read"]["words"].as_str().unwrap().starts_with("pena prevista"), "{}", rows[1]);
    let (world, _) = penalties("es", body);
    world.run(&["penalties"]).done().says("Not read").says("the penalty of 99");
}

#[test]
fn a_part_that_does_not_come_out_whole_is_not_rounded() {
    let body = "### 1. Venta {#art_1}\n\nSerá sancionado con prisión de cinco meses.\n\n\
        ### 2. Agravante {#art_2}\n\nLa pena prevista en el artículo anterior será aumentada en un tercio.\n";
    check("es", body, &[("art_1", "other", "5 months")]);
}

#[test]
fn the_same_penalty_is_that_of_the_section() {
    let body = "### 1. Mensenhandel {#art_1}\n\nHij die een ander verkoopt, wordt gestraft met gevangenisstraf van ten hoogste negen jaren. \
        Dezelfde straf wordt opgelegd aan hem die helpt.\n";
    check("nl", body, &[("art_1", "trafficking", "up to 9 years"), ("art_1", "trafficking", "up to 9 years")]);
}

#[test]
fn categories_of_fines_have_the_sums_of_the_law() {
    let body = "### 27. Boeten {#art_27}\n\nDe categorieën zijn: de eerste categorie, USD 300; de tweede categorie, USD 3.000; de derde categorie, USD 6.000.\n\n\
        ### 30. Paspoorten {#art_30}\n\nHij die een paspoort achterhoudt, wordt gestraft met geldboete van de tweede categorie.\n";
    let rows = check("nl", body, &[("art_30", "documents", "up to USD 3,000")]);
    assert!(rows[0]["note"].as_str().unwrap().contains("category 2; its amount is from art_27"), "{}", rows[0]);
}

#[test]
fn a_sum_from_a_later_day_takes_the_place_of_the_first() {
    let body = "### 23. Boeten {#art_23}\n\nDe categorieën zijn: de eerste categorie, € 335 [per 1 januari 2014: € 405]; de tweede categorie, € 3.350 [per 1 januari 2014: € 4.050]; de derde categorie, € 6.700 [per 1 januari 2014: € 8.100]. Het bedrag van de eerste categorie wordt op een veelvoud van € 5 afgerond.\n\n\
        ### 30. Paspoorten {#art_30}\n\nHij die een paspoort achterhoudt, wordt gestraft met geldboete van de tweede categorie.\n";
    check("nl", body, &[("art_30", "documents", "up to EUR 4,050")]);
}

#[test]
fn the_sum_of_a_class_stands_on_the_side_where_all_sums_stand() {
    let body = "### 13. Amendes {#art_13}\n\nLe montant de l'amende est de 38 euros au plus pour les contraventions de la 1re classe ; 150 euros au plus pour les contraventions de la 2e classe ; 1 500 euros au plus pour les contraventions de la 5e classe, montant qui peut être porté à 3 000 euros en cas de récidive.\n\n\
        ### 30. Passeports {#art_30}\n\nCelui qui cache le passeport d'autrui est puni de l'amende prévue pour les contraventions de la 5e classe.\n";
    check("fr", body, &[("art_30", "documents", "up to EUR 1,500")]);
}

#[test]
fn where_prison_is_raised_the_fine_stays() {
    let body = "### 5. Mensenhandel {#art_5}\n\nHij die een ander verkoopt, wordt gestraft met gevangenisstraf van ten hoogste zes jaren of geldboete van ten hoogste € 9.000. \
        Ten aanzien van de leiders kunnen de gevangenisstraffen met een derde worden verhoogd.\n";
    let words = ["up to 6 years or up to EUR 9,000", "up to 8 years or up to EUR 9,000"];
    check("nl", body, &[("art_5", "trafficking", words[0]), ("art_5", "trafficking-aggravated", words[1])]);
}

#[test]
fn sums_that_an_act_swaps_in_another_are_no_scale() {
    let body = "### 12. Changes {#sec_12}\n\nIn section 4, by the deletion of “not exceeding level five” and the substitution of “not exceeding five hundred dollars ($500)”; in section 5, by the deletion of “level six” and the substitution of “a fixed penalty not exceeding $500”; in section 6, by the deletion of “level seven” and the substitution of “$100”.\n\n\
        ### 30. Passports {#sec_30}\n\nA person who hides a passport is liable to a fine not exceeding level six.\n";
    check(
        "en",
        body,
        &[
            ("sec_12", "other", "up to XCD 500"),
            ("sec_12", "other", "up to XCD 500"),
            ("sec_12", "other", "up to XCD 100"),
            ("sec_30", "documents", "up to standard scale level 6"),
        ],
    );
}

#[test]
fn a_heading_that_swallowed_the_sentence_is_read_as_well() {
    let body = "### 379. Sera puni d'un emprisonnement d'un à cinq ans et d'une amende de 251 à 50.000 euros {#art_379}\n\n- 1. quiconque aura caché le passeport d'autrui;\n- 2. quiconque l'aura détruit.\n";
    let rows = check("fr", body, &[("art_379", "documents", "1 year to 5 years and EUR 251 to 50,000")]);
    assert!(rows[0]["read"]["words"].as_str().unwrap().starts_with("emprisonnement d'un"), "{}", rows[0]);
}

#[test]
fn a_prison_that_is_only_named_has_the_term_of_the_law() {
    let body = "### 20. {#art_20}\n\nLa durée de la peine de la réclusion sera de trois ans au moins et de neuf ans au plus.\n\n\
        ### 30. {#art_30}\n\nQuiconque aura vendu une personne sera puni de la réclusion.\n";
    check("fr", body, &[("art_30", "other", "3 years to 9 years")]);
}

#[test]
fn a_paragraph_apart_goes_on_from_the_words_above_it() {
    let body = "### 3. Trafficking in persons {#sec_3}\n\nA person who sells another is liable on conviction on indictment—\n\n\
        #### (a) {#sec_3__para_a}\n\nto imprisonment for twenty years; or\n\n\
        #### (b) {#sec_3__para_b}\n\nwhere the victim is a child, to imprisonment for life.\n";
    let rows = check(
        "en",
        body,
        &[("sec_3__para_a", "trafficking", "up to 20 years"), ("sec_3__para_b", "trafficking-child", "up to life")],
    );
    assert_eq!((&rows[0]["mode"], &rows[1]["victim"]), (&Value::from("indictment"), &Value::from("child")));
}

#[test]
fn what_a_person_coded_wins_over_what_is_read() {
    let body = "### 3. Sale {#sec_3}\n\nA person who sells another is liable to imprisonment for twenty years.\n\n\
        ```toml\n[[penalty]]\noffence = \"Sale\"\nclass = \"trafficking\"\nimprisonment = { max_years = 20 }\n\
        fine = { min = 5, max = 10, unit = \"day-fine\" }\njoin = \"and\"\ndaily_fine = { max = 50, currency = \"XCD\" }\n\
        in_default = { max_months = 3 }\nalso = [\"licence-loss\"]\nlike = \"sec_2\"\nchange = { min = \"1/3\", max = \"1/2\" }\n```\n\n\
        #### (2) {#sec_3__subsec_2}\n\nA helper is liable to imprisonment for ten years.\n";
    let (_, rows) = penalties("en", body);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    let words = "up to 20 years and 5 day fines to 10 day fines; up to XCD 50 for each day; in default of payment up to 3 months; licence loss";
    assert_eq!(rows[0]["words"], words);
    assert_eq!(rows[0]["read"], Value::Null);
    assert_eq!(rows[0]["change"]["max"], "1/2");
}
