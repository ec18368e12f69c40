//! A program in a child process, with limits on its time, its memory and what is read of its output.

use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::Limits;

/// What came of a program.
#[derive(Debug)]
pub struct Ended<T> {
    /// What was made of its output.
    pub value: T,
    /// Its exit code; none if it was stopped.
    pub code: Option<i32>,
    /// The first of what it complained of.
    pub complaint: String,
    /// Why it was stopped, in the words of [`crate::import::Refusal::Limit`].
    pub stopped: Option<String>,
}

/// Why a program could not be run.
#[derive(Debug)]
pub enum Failed {
    /// It is not installed.
    Missing,
    /// Anything else.
    Other(String),
}

/// So much of what a program complains of is kept.
const COMPLAINT: u64 = 16 * 1024;

/// No line of the output that has a meaning is longer.
const LONGEST_LINE: u64 = 64 * 1024;

/// Runs `program` over the file at `path` and gives each line of its output to `take`, which builds up a value.
///
/// The path is never read by a shell: it is an argument of its own, and absolute, so that it cannot be taken for an option.
pub fn run<T: Send + 'static>(
    program: &str,
    before: &[&str],
    path: &Path,
    after: &[&str],
    limits: &Limits,
    value: T,
    take: fn(&mut T, &str),
) -> Result<Ended<T>, Failed> {
    let path = std::path::absolute(path).map_err(|e| Failed::Other(e.to_string()))?;
    let mut child = start(program, before, &path, after, limits)?;
    let stdout = child.stdout.take().ok_or_else(|| Failed::Other("no output".into()))?;
    let stderr = child.stderr.take().ok_or_else(|| Failed::Other("no output".into()))?;
    let most = limits.output;
    let (told, output) = mpsc::channel();
    thread::spawn(move || {
        let _ = told.send(read_lines(BufReader::new(stdout.take(most + 1)), most, value, take));
    });
    let (said, complaints) = mpsc::channel();
    thread::spawn(move || {
        let mut stderr = stderr;
        let mut text = Vec::new();
        let _ = stderr.by_ref().take(COMPLAINT).read_to_end(&mut text);
        // The rest is let through, so that the program does not wait for a reader.
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
        let _ = said.send(String::from_utf8_lossy(&text).into_owned());
    });
    let deadline = Instant::now() + limits.time;
    let mut stopped = None;
    let (value, whole) = match output.recv_timeout(limits.time) {
        Ok(read) => read,
        Err(_) => {
            let _ = child.kill();
            stopped = Some(format!("{} seconds", limits.time.as_secs()));
            // Its end closes the pipe, so the reader comes to an end as well.
            output.recv().map_err(|e| Failed::Other(e.to_string()))?
        }
    };
    if !whole && stopped.is_none() {
        let _ = child.kill();
        stopped = Some(format!("{} MB of words", most >> 20));
    }
    let status = wait(&mut child, deadline);
    if status.is_none() {
        stopped.get_or_insert_with(|| format!("{} seconds", limits.time.as_secs()));
    }
    let code = status.and_then(|s| s.code());
    let complaint = complaints.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    if code == Some(127) || complaint.contains("not found") && complaint.contains("exec") {
        return Err(Failed::Missing);
    }
    Ok(Ended { value, code, complaint, stopped })
}

/// Starts the program, under a limit of memory and of processor time where there is a shell that sets one.
fn start(program: &str, before: &[&str], path: &PathBuf, after: &[&str], limits: &Limits) -> Result<Child, Failed> {
    let mut command = if cfg!(unix) {
        let (memory, seconds) = (limits.memory >> 10, limits.time.as_secs() + 1);
        let mut shell = Command::new("sh");
        let limited = "ulimit -v \"$1\" 2>/dev/null; ulimit -t \"$2\" 2>/dev/null; shift 2; exec \"$@\"";
        shell.args(["-c", limited, "sh"]).args([memory.to_string(), seconds.to_string()]).arg(program);
        shell
    } else {
        Command::new(program)
    };
    command.args(before).arg(path).args(after);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("LC_ALL", "C");
    command.spawn().map_err(|e| match e.kind() {
        ErrorKind::NotFound => Failed::Missing,
        _ => Failed::Other(e.to_string()),
    })
}

/// Reads lines until the end or the limit; true if that was the end.
fn read_lines<T>(mut from: impl BufRead, most: u64, mut value: T, take: fn(&mut T, &str)) -> (T, bool) {
    let mut line = Vec::new();
    let mut bytes = 0;
    loop {
        line.clear();
        match from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return (value, bytes <= most),
            Ok(n) => bytes += n as u64,
        }
        if bytes > most {
            return (value, false);
        }
        take(&mut value, &String::from_utf8_lossy(&line));
    }
}

/// Waits for the end. Past the deadline the child is ended, and there is no status.
fn wait(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}
