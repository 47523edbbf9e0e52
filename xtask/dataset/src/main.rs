//! Makes the data set that the embedded backend shows, and any larger one.
//!
//! `linju-dataset write` writes `public/data/` from the texts in `content/`, `stage.toml` and `words.toml`;
//! `linju-dataset seed …` writes one file for json-server with the same data set first and made-up
//! rows after it. Both are deterministic: the same texts give the same bytes. Called by
//! `cargo xtask dataset` and `cargo xtask seed`.

mod attending;
mod content;
mod files;
mod json_server;
mod keeping;
mod members;
mod random;
mod rows;
mod seed;
mod whole;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// The end of everything that can fail here: a sentence for the person at the terminal.
type Done<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let done = match words.next().as_deref() {
        Some("write") => write(words),
        Some("seed") => seed::Wanted::read(words).and_then(|wanted| wanted.write()),
        _ => Err("call it by `cargo xtask dataset` or `cargo xtask seed`".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Writes `public/data/`, and takes away what an earlier data set left there. With `--people N --out FOLDER` the same set goes
/// there instead, with so many applicants and members at one door, to see what many of them cost.
fn write(words: impl Iterator<Item = String>) -> Done {
    let words: Vec<String> = words.collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let sources = content::all()?;
    match words[..] {
        [] => {}
        ["--people", many, "--out", folder] | ["--out", folder, "--people", many] => {
            let many = many
                .parse()
                .map_err(|_| format!("--people {many}: how many?"))?;
            for (name, text) in files::crowded(&sources, many)? {
                save(&Path::new(folder).join(name), &text)?;
            }
            return Ok(());
        }
        _ => return Err("--people goes with --out: such a set is not shipped".to_owned()),
    }
    let files = files::all(&sources)?;
    for folder in ["c", "m", "a", "r", "s"] {
        let folder = public().join(folder);
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
    }
    for (name, text) in &files {
        save(&public().join(name), text)?;
    }
    println!("{} files in public/data", files.len());
    Ok(())
}

/// Writes a file and the folders above it.
fn save(path: &Path, text: &str) -> Done {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|e| format!("{}: {e}", path.display()))
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where the embedded backend's files are.
fn public() -> PathBuf {
    root().join("public/data")
}
