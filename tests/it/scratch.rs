//! A throw-away folder with files in it, and the program run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lacuna::assess::{self, Assessment, Options};
use lacuna::corpus::{self, Corpus};
use lacuna::diag::{Checked, Sources};
use lacuna::rubric::{self, Rubric};
use tempfile::TempDir;

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the project as text.
pub fn text_of(path: impl AsRef<Path>) -> String {
    let path = project().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All files under a folder, sorted.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push(path);
            }
        }
    }
    all.sort();
    all
}

/// A folder that goes away at the end of the test.
pub struct World {
    folder: TempDir,
}

impl World {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A copy of `tests/cases/<name>`, without what is expected of it.
    pub fn of_case(name: &str) -> Self {
        let world = Self::new();
        let from = project().join("tests/cases").join(name);
        for path in files_under(&from) {
            let inside = path.strip_prefix(&from).unwrap();
            if !inside.starts_with("expected") {
                world.write(inside, &fs::read_to_string(&path).unwrap());
            }
        }
        world
    }

    /// Adds or replaces a file.
    pub fn file(self, path: impl AsRef<Path>, text: &str) -> Self {
        self.write(path, text);
        self
    }

    /// Takes a file away.
    pub fn without(self, path: impl AsRef<Path>) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// Replaces words in a file; they must be there.
    pub fn with(self, path: impl AsRef<Path>, old: &str, new: &str) -> Self {
        let text = fs::read_to_string(self.path(&path)).unwrap();
        assert!(text.contains(old), "{old:?} is not in {}", path.as_ref().display());
        self.file(path, &text.replace(old, new))
    }

    fn write(&self, path: impl AsRef<Path>, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A path in the folder.
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// Runs the program in the folder.
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
        command.args(args).current_dir(self.folder.path()).env_clear();
        let output = command.output().unwrap();
        let words = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Ran {
            said: format!("lacuna {}", args.join(" ")),
            code: output.status.code().expect("the program ends by itself"),
            stdout: words(output.stdout),
            stderr: words(output.stderr),
        }
    }

    /// Reads a rubric of the folder.
    pub fn rubric(&self, name: &str) -> Rubric {
        rubric_at(&self.path("rubrics").join(name))
    }

    /// Reads the corpus of the folder, held against a rubric.
    pub fn corpus(&self, rubric: &Rubric) -> Checked<Corpus> {
        corpus::load(&[self.path("corpus")], std::slice::from_ref(rubric), Sources::default(), &mut |_| {}).unwrap()
    }

    /// Assesses a state of the folder.
    pub fn assess(&self, rubric: &Rubric, state: &str, options: Options) -> Assessment {
        let checked = self.corpus(rubric);
        let state = &checked.value.jurisdictions[&state.parse().unwrap()];
        assess::assess(&checked.value, rubric, state, options)
    }
}

/// Reads a rubric that must be without mistakes.
pub fn rubric_at(path: &Path) -> Rubric {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut sources = Sources::default();
    let source = sources.add(path.to_path_buf(), &text);
    let mut out = Vec::new();
    let rubric = rubric::read(&text, source, &mut out);
    out.retain(|d| d.severity == lacuna::diag::Severity::Error);
    assert!(out.is_empty(), "{out:#?}");
    rubric
}

/// What a run of the program came to.
pub struct Ran {
    said: String,
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// It did what was asked, and complained of nothing.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{}\n{}", self.said, self.stdout);
        self
    }

    /// It ended with this code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}\n{}", self.said, self.stdout, self.stderr);
        self
    }

    /// These words stand in what it printed.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "{}: no {words:?} in\n{}", self.said, self.stdout);
        self
    }

    /// These words stand in what it complained of.
    #[track_caller]
    pub fn complains(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "{}: no {words:?} in\n{}", self.said, self.stderr);
        self
    }

    /// What it printed, as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{}: {e}\n{}", self.said, self.stdout))
    }
}
