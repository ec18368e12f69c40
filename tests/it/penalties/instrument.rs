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
    check("es", body, &[("art_1", "other", "up to 5 months")]);
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
