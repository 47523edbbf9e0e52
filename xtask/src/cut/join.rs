//! What never comes apart is one file.
//!
//! The splitter makes a file of all that the same parts share. [`AFTER`] come only when `mapped` is there: what it
//! shares with nobody else is a piece of it, and what it shares with the pages is one file, whoever of those uses it
//! too. That is fewer requests, and one larger file packs better than several small ones.

use crate::finish::{read, write};
use crate::run::{Call, Done, Failure};
use std::path::Path;

/// What comes first.
const FIRST: &str = "mapped";
/// What never comes without that.
const AFTER: &[&str] = &["rare", "service"];
/// The module that all import from, and another name as long as that.
const FROM: &str = "__wasm_split";
const AWAY: &str = "__wasm_splat";

/// Several files that become one.
struct Joined {
    /// Its module, and how the loader calls it.
    into: String,
    name: String,
    chunks: Vec<String>,
}

/// Joins the files in `dir`; gives the loader without those that are gone.
pub(super) fn join(dir: &Path, loader: &str) -> Done<String> {
    let mut own = Joined {
        into: format!("split_{FIRST}"),
        name: format!("__{FIRST}"),
        chunks: Vec::new(),
    };
    let mut shared: Option<Joined> = None;
    let mut lines = loader.lines();
    while let Some(line) = lines.next() {
        let Some(sharers) = line.strip_prefix("/* ").and_then(|l| l.strip_suffix(" */")) else {
            continue;
        };
        let sharers: Vec<&str> = sharers.split(", ").collect();
        let chunk = lines.next().and_then(|line| {
            let name = line.strip_prefix("const __")?.split(' ').next()?;
            Some(name.to_owned())
        });
        let Some(chunk) = chunk.filter(|_| sharers.contains(&FIRST)) else {
            continue;
        };
        let others: Vec<&&str> = sharers
            .iter()
            .filter(|sharer| **sharer != FIRST && !AFTER.contains(sharer))
            .collect();
        match (others.as_slice(), &mut shared) {
            ([], _) => own.chunks.push(chunk),
            ([_pages], Some(shared)) => shared.chunks.push(chunk),
            ([_pages], None) => {
                shared = Some(Joined {
                    name: format!("__{chunk}"),
                    into: chunk,
                    chunks: Vec::new(),
                });
            }
            _ => {}
        }
    }
    let mut loader = loader.to_owned();
    for joined in shared.iter().chain([&own]) {
        joined.write(dir)?;
        loader = joined.told(&loader);
    }
    first(&loader)
}

/// Puts the part that others now wait for before them.
fn first(loader: &str) -> Done<String> {
    let export = format!("export const __wasm_split_load_{FIRST} = wrapAsyncCb(");
    let split = loader.split_once(&export);
    let parts = split.and_then(|(before, rest)| Some((before, rest.split_once(");\n")?)));
    let Some((before, (load, after))) = parts else {
        return Err(Failure::new(format!("the loader has no `{export}`")));
    };
    let mark = "export const __wasm_split_load_";
    let at = before.find(mark).unwrap_or(before.len());
    let (head, others) = before.split_at(at);
    Ok(format!(
        "{head}const __{FIRST} = {load};\n{export}__{FIRST});\n{others}{after}"
    ))
}

impl Joined {
    /// The loader, which knows the chunks by this name from now on.
    fn told(&self, loader: &str) -> String {
        let is_of = |line: &&str| {
            let mut names = self.chunks.iter();
            !names.any(|chunk| line.starts_with(&format!("const __{chunk} =")))
        };
        let mut out = String::new();
        for line in loader.lines().filter(is_of) {
            let mut line = line.to_owned();
            if let Some((before, deps)) = line.split_once(", [__")
                && let Some((deps, after)) = deps.split_once(']')
            {
                let mut told: Vec<&str> = Vec::new();
                for dep in deps.split(", ").map(|dep| dep.trim_start_matches("__")) {
                    let is_joined = self.chunks.iter().any(|chunk| chunk == dep);
                    let dep = if is_joined {
                        self.name.trim_start_matches("__")
                    } else {
                        dep
                    };
                    let is_itself = before.contains(&format!("\"{}.wasm\"", self.into));
                    if !told.contains(&dep) && !(is_joined && is_itself) {
                        told.push(dep);
                    }
                }
                let told: Vec<String> = told.iter().map(|dep| format!("__{dep}")).collect();
                line = format!("{before}, [{}]{after}", told.join(", "));
            }
            out.push_str(&line);
            out.push('\n');
        }
        out
    }

    /// Writes one module in the place of several.
    fn write(&self, dir: &Path) -> Done {
        if self.chunks.is_empty() {
            return Ok(());
        }
        let file = |name: &str| dir.join(format!("{name}.wasm"));
        let (into, hub, out) = (file(&self.into), dir.join("hub.wat"), dir.join("joined"));
        let text = Call::new("wasm-dis")
            .args(FEATURES)
            .arg(&into)
            .read_or_fail()?;
        write(&hub, one_of_each(&text).as_bytes())?;
        let call = Call::new("wasm-merge").args(FEATURES).arg(&hub).arg(FROM);
        let call = call.arg(&into).arg(&self.into);
        let join = |call: Call, chunk: &String| call.arg(file(chunk)).arg(chunk);
        let call = self.chunks.iter().fold(call, join);
        call.arg("-o").arg(&out).run()?;
        let mut joined = read(&out)?;
        // The hub's own imports, under the name that the loader gives.
        let places = joined.windows(AWAY.len()).enumerate();
        let found = places.filter(|(_, bytes)| *bytes == AWAY.as_bytes());
        let found: Vec<usize> = found.map(|(at, _)| at).collect();
        for at in found {
            joined[at..at + FROM.len()].copy_from_slice(FROM.as_bytes());
        }
        write(&into, &joined)?;
        for gone in self
            .chunks
            .iter()
            .map(|chunk| file(chunk))
            .chain([hub, out])
        {
            std::fs::remove_file(&gone).map_err(|error| Failure::file(&gone, &error))?;
        }
        Ok(())
    }
}

/// As in `WASM_OPT`.
const FEATURES: &str = "--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue";

/// A module that gives out what it gets: through it, what each of several imports for itself (the memory, the table,
/// the stack) is imported once.
fn one_of_each(module: &str) -> String {
    let mut out = String::from("(module\n");
    let mark = format!("(import \"{FROM}\" ");
    for line in module
        .lines()
        .filter_map(|line| line.trim().strip_prefix(&mark))
    {
        out.push_str(&format!("(import \"{AWAY}\" {line}\n"));
    }
    for line in module
        .lines()
        .filter_map(|line| line.trim().strip_prefix(&mark))
    {
        if let Some((name, what)) = line.split_once(' ') {
            let what: Vec<&str> = what.split(' ').take(2).collect();
            out.push_str(&format!("(export {name} {}))\n", what.join(" ")));
        }
    }
    out + ")\n"
}
