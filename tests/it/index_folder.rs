//! The folder of the index survives kills, damage, rivals and folders that cannot be written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lacuna::index::{Error, Index};

use crate::world::{Row, corpus, found, row};

/// A folder of this test alone, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("lacuna-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn rows() -> Vec<Row> {
    (0..40).map(|i| row(i % 4, &format!("sec_{i}"), "Heading", &format!("child number{i} of trafficking"))).collect()
}

/// Opens or builds; gives the index and whether it was built.
fn open(dir: &Path, rows: &[Row]) -> Result<(Index, bool), Error> {
    let mut built = false;
    let index = Index::open_or_build(dir, &corpus(rows), &[], &mut |done, _| built |= done > 0)?;
    Ok((index, built))
}

fn works(index: &Index) {
    let node = lacuna::query::read("number7").expect("a query").root;
    assert_eq!(found(index, &node).len(), 1);
}

#[test]
fn is_built_once_and_again_when_the_corpus_changes() {
    let folder = Folder::new("once");
    assert!(open(&folder.0, &rows()).expect("built").1);
    let (index, built) = open(&folder.0, &rows()).expect("opened");
    assert!(!built);
    works(&index);
    let mut more = rows();
    more.push(row(0, "sec_99", "New", "new words"));
    assert!(open(&folder.0, &more).expect("built again").1);
    assert!(!open(&folder.0, &more).expect("opened").1);
    let left: Vec<String> = fs::read_dir(&folder.0)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn damage_to_any_file_is_noticed_and_mended() {
    let folder = Folder::new("damage");
    open(&folder.0, &rows()).expect("built");
    let files = || -> Vec<PathBuf> {
        let all = fs::read_dir(folder.0.join("segments")).expect("segments").map(|e| e.expect("an entry").path());
        let mut all: Vec<PathBuf> = all.filter(|p| !p.to_string_lossy().ends_with(".lock")).collect();
        all.sort();
        all
    };
    for (i, _) in files().iter().enumerate() {
        for damage in ["cut", "flip", "empty", "gone"] {
            let path = files()[i].clone();
            let mut bytes = fs::read(&path).expect("readable");
            let half = bytes.len() / 2;
            match damage {
                "cut" => bytes.truncate(half),
                "flip" => bytes[half] ^= 0x55,
                _ => bytes.clear(),
            }
            if damage == "gone" {
                fs::remove_file(&path).expect("removable");
            } else {
                fs::write(&path, bytes).expect("writable");
            }
            let (index, _) = open(&folder.0, &rows()).unwrap_or_else(|e| panic!("{damage} {}: {e}", path.display()));
            works(&index);
            assert!(!open(&folder.0, &rows()).expect("opened").1, "{damage} {}", path.display());
        }
    }
}

#[test]
fn what_a_killed_run_leaves_is_cleared() {
    let folder = Folder::new("leftovers");
    open(&folder.0, &rows()).expect("built");
    // Killed while building, killed between the two renames, killed before the fingerprint.
    fs::create_dir_all(folder.0.join("segments.new-4242")).expect("a folder");
    fs::write(folder.0.join("segments.new-4242/half"), "x").expect("a file");
    fs::rename(folder.0.join("segments"), folder.0.join("segments.old-4242")).expect("moved");
    fs::remove_file(folder.0.join("fingerprint")).expect("removed");
    fs::write(folder.0.join("fingerprint.new-4242"), "x").expect("a file");
    let (index, built) = open(&folder.0, &rows()).expect("built");
    assert!(built);
    works(&index);
    assert_eq!(fs::read_dir(&folder.0).expect("a folder").count(), 3);
}

/// Runs one test of this binary in a process of its own, with the folder in its environment.
fn child(test: &str, folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", test, "--nocapture"]).env("LACUNA_TEST_FOLDER", folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a child")
}

/// Does nothing by itself; as a child of the tests below it builds slowly.
#[test]
fn builds_slowly_as_a_child() {
    let Some(folder) = std::env::var_os("LACUNA_TEST_FOLDER") else { return };
    let mut slow = |_, _| std::thread::sleep(Duration::from_millis(50));
    Index::open_or_build(Path::new(&folder), &corpus(&rows()), &[], &mut slow).expect("built");
}

fn wait_for(what: impl Fn() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(start.elapsed() < Duration::from_secs(30), "waited in vain");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn is_building(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.flatten().any(|e| e.file_name().to_string_lossy().starts_with("segments.new-"))
}

#[test]
fn a_killed_indexer_is_made_good_by_the_next_run() {
    let folder = Folder::new("killed");
    let mut victim = child("index_folder::builds_slowly_as_a_child", &folder.0);
    wait_for(|| is_building(&folder.0));
    victim.kill().expect("killed");
    victim.wait().expect("gone");
    assert!(is_building(&folder.0) && !folder.0.join("fingerprint").exists());
    let (index, built) = open(&folder.0, &rows()).expect("built");
    assert!(built && !is_building(&folder.0));
    works(&index);
}

#[test]
fn two_processes_at_once_wait_for_one_another() {
    let folder = Folder::new("rivals");
    let mut rival = child("index_folder::builds_slowly_as_a_child", &folder.0);
    wait_for(|| is_building(&folder.0));
    let (mut waited, mut built) = (false, false);
    let mut progress = |done, total| {
        waited |= (done, total) == lacuna::index::WAITING;
        built |= done > 0;
    };
    let index = Index::open_or_build(&folder.0, &corpus(&rows()), &[], &mut progress).expect("opened");
    assert!(waited && !built, "waited: {waited}, built: {built}");
    works(&index);
    assert!(rival.wait().expect("done").success());
}

#[test]
fn a_finished_index_is_read_where_nothing_can_be_written() {
    let folder = Folder::new("readonly");
    open(&folder.0, &rows()).expect("built");
    // A folder in place of the lock cannot be opened for writing, not even by an administrator.
    fs::remove_file(folder.0.join("lock")).expect("removed");
    fs::create_dir(folder.0.join("lock")).expect("a folder");
    let (index, built) = open(&folder.0, &rows()).expect("opened");
    assert!(!built);
    works(&index);
    let error = open(&folder.0, &rows()[1..]).expect_err("out of date and not writable");
    assert!(error.to_string().contains("lock") && error.to_string().contains("name another folder"), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_a_remedy() {
    let folder = Folder::new("unwritable");
    let file = folder.0.join("file");
    fs::write(&file, "").expect("a file");
    let error = open(&file.join("index"), &rows()).expect_err("no folder there");
    assert!(matches!(error, Error::Write { .. }), "{error}");
    assert!(
        error.to_string().contains("file/index") && error.to_string().contains("make the folder writable"),
        "{error}"
    );
}
