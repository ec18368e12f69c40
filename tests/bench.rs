//! Benches, run by hand: `cargo bench`. Compiled with everything else.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use divan::Bencher;
use lacuna::assess::{Options, assess};
use lacuna::corpus::{self, Corpus};
use lacuna::diag::Sources;
use lacuna::index::Index;
use lacuna::render::Renderer;
use lacuna::rubric::{self, Rubric};
use lacuna::search::{Answer, Request, run};
use lacuna::site::Site;

fn main() {
    divan::main();
}

/// Provisions of the made corpus.
const PROVISIONS: usize = 20_000;

/// Words with the frequencies of a statute book: the first are everywhere, the last are rare.
const COMMON: [&str; 24] = [
    "the",
    "of",
    "a",
    "person",
    "who",
    "is",
    "liable",
    "on",
    "conviction",
    "to",
    "or",
    "in",
    "and",
    "any",
    "shall",
    "be",
    "offence",
    "court",
    "under",
    "section",
    "fine",
    "imprisonment",
    "years",
    "Act",
];
const RARE: [&str; 20] = [
    "trafficking",
    "persons",
    "child",
    "passport",
    "withholding",
    "debt",
    "bondage",
    "exploitation",
    "consent",
    "victim",
    "coercion",
    "threat",
    "recruitment",
    "harbouring",
    "organ",
    "servitude",
    "compensation",
    "witness",
    "shelter",
    "permit",
];

/// A stream of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn word(&mut self) -> String {
        match self.roll(100) {
            0..70 => COMMON[self.roll(1 + usize::try_from(self.0 % COMMON.len() as u64).unwrap_or(0))].to_string(),
            70..74 => RARE[self.roll(RARE.len())].to_string(),
            _ => format!("word{}", self.roll(20_000)),
        }
    }
}

/// A state's folder with instruments of a hundred sections, written to disk and read back as any corpus.
fn made() -> &'static Corpus {
    static MADE: OnceLock<Corpus> = OnceLock::new();
    MADE.get_or_init(|| {
        let root = std::env::temp_dir().join(format!("lacuna-bench-{}", std::process::id()));
        let state = root.join("bb");
        std::fs::create_dir_all(&state).expect("a folder");
        let jurisdiction = "code = \"BB\"\nname = { en = \"Barbados\", fr = \"Barbade\", es = \"Barbados\" }\n\
            groups = [\"caricom-member\"]\nlanguages = [\"en\"]\ntradition = \"common-law\"\ncurrency = \"BBD\"\n";
        std::fs::write(state.join("jurisdiction.toml"), jurisdiction).expect("written");
        let mut dice = Dice(42);
        for act in 0..PROVISIONS / 100 {
            let mut text = format!(
                "+++\nid = \"/akn/bb/act/2000/{act}\"\ntitle = \"Act {act}\"\nkind = \"act\"\nlanguage = \"en\"\n\
                text = \"official\"\nstatus = \"in-force\"\nas_of = \"2020\"\nsources = [\"s\"]\ngrade = \"A\"\n+++\n\n"
            );
            for section in 1..=100 {
                let mut words = |n: usize| (0..n).map(|_| dice.word()).collect::<Vec<_>>().join(" ");
                text.push_str(&format!("### {section}. {} {{#sec_{section}}}\n\n", words(4)));
                for _ in 0..4 {
                    text.push_str(&format!("{}.\n\n", words(25)));
                }
            }
            std::fs::write(state.join(format!("act-{act}.md")), text).expect("written");
        }
        let read = corpus::load(std::slice::from_ref(&root), &[], Sources::default(), &mut |_| {}).expect("a corpus");
        std::fs::remove_dir_all(&root).expect("removed");
        read.value
    })
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::in_memory(made(), &[], &mut |_, _| {}).expect("an index"))
}

fn ask(query: &str, expand: bool) -> Answer {
    let request = Request { query: query.into(), expand, ..Request::default() };
    run(index(), made(), &request, jiff::civil::date(2026, 1, 1)).expect("an answer")
}

/// Building the index of 20,000 provisions in memory.
#[divan::bench(sample_count = 3)]
pub fn indexing(bencher: Bencher<'_, '_>) {
    let corpus = made();
    bencher.bench(|| Index::in_memory(corpus, &[], &mut |_, _| {}).expect("an index"));
}

/// Opening a finished index of 20,000 provisions from disk, checksums and all.
#[divan::bench(sample_count = 20)]
pub fn opening(bencher: Bencher<'_, '_>) {
    let dir: PathBuf = std::env::temp_dir().join(format!("lacuna-bench-index-{}", std::process::id()));
    Index::open_or_build(&dir, made(), &[], &mut |_, _| {}).expect("built");
    bencher.bench(|| Index::open_or_build(&dir, made(), &[], &mut |_, _| {}).expect("opened"));
    std::fs::remove_dir_all(&dir).expect("removed");
}

/// A quoted phrase.
#[divan::bench]
pub fn phrase_query(bencher: Bencher<'_, '_>) {
    index();
    bencher.bench(|| ask("\"trafficking in\"", false));
}

/// Two words with all that the thesaurus adds.
#[divan::bench]
pub fn expanded_query(bencher: Bencher<'_, '_>) {
    index();
    bencher.bench(|| ask("withholding passport", true));
}

/// A word that is in nearly every provision.
#[divan::bench]
pub fn common_word(bencher: Bencher<'_, '_>) {
    index();
    bencher.bench(|| ask("person", false));
}

/// Proximity of a rare and a common word.
#[divan::bench]
pub fn proximity_query(bencher: Bencher<'_, '_>) {
    index();
    bencher.bench(|| ask("trafficking w/5 person", false));
}

/// Everything but a word.
#[divan::bench]
pub fn negative_query(bencher: Bencher<'_, '_>) {
    index();
    bencher.bench(|| ask("NOT trafficking", false));
}

/// The shipped law and its first rubric, read once.
fn shipped() -> &'static (Corpus, Rubric) {
    static SHIPPED: OnceLock<(Corpus, Rubric)> = OnceLock::new();
    SHIPPED.get_or_init(read_shipped)
}

fn read_shipped() -> (Corpus, Rubric) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("rubrics/palermo-ccss.toml");
    let mut sources = Sources::default();
    let text = std::fs::read_to_string(&path).expect("the rubric");
    let source = sources.add(path, &text);
    let rubric = rubric::read(&text, source, &mut Vec::new());
    let read = corpus::load(&[root.join("corpus")], std::slice::from_ref(&rubric), sources, &mut |_| {});
    (read.expect("the corpus").value, rubric)
}

/// Reading and checking the shipped corpus and its rubric.
#[divan::bench(sample_count = 10)]
pub fn loading() -> (Corpus, Rubric) {
    read_shipped()
}

/// Assessing every state of the shipped corpus.
#[divan::bench(sample_count = 10)]
pub fn assessing(bencher: Bencher<'_, '_>) {
    let (corpus, rubric) = shipped();
    let options = Options { as_of: jiff::civil::date(2026, 1, 1), alone: false };
    bencher.bench(|| corpus.states().map(|s| assess(corpus, rubric, s, options)).collect::<Vec<_>>());
}

/// Making every page of the site of the shipped corpus.
#[divan::bench(sample_count = 5)]
pub fn site_pages(bencher: Bencher<'_, '_>) {
    let (corpus, rubric) = shipped();
    let site = Site::new(Arc::new(corpus.clone()), Arc::new(rubric.clone()), jiff::civil::date(2026, 1, 1));
    let renderer = Renderer::new().expect("templates");
    bencher.bench(|| site.build(&renderer, &mut |_| {}).expect("pages"));
}
