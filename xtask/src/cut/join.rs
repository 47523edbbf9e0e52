//! What never comes apart is one file.
//!
//! The splitter makes a file of all that the same parts share. Some parts come only when another is there ([`AFTER`]):
//! what they share with it and nobody else is a piece of that one, and who shares it with others beside makes no difference.
//! That is fewer requests, and one larger file packs better than several small ones.

use crate::finish::{read, write};
use crate::run::{Call, Done, Failure};
use std::path::Path;

/// A part, and those that never come without it.
const AFTER: &[(&str, &[&str])] = &[
    ("mapped", &["rare", "service"]),
    (
        "pages",
        &["desk", "people", "organise", "host", "ticket", "mini"],
    ),
    ("organise", &["host"]),
];
/// Never without the second: what it shares with whomever is shared by that one, too.
const WITHIN: (&str, &str) = ("host", "organise");
/// What few open, after what all do: that what they share with others would be a file for itself is not worth a request.
const LAST: (&[&str], &str) = (&["desk", "organise", "people"], "pages");
/// What these share with each other and nobody else is no matter of each phone: with the last of them it is one file.
const BESIDE: &[&str] = &["desk", "organise", "people", "service"];
/// What this shares with any of [`LAST`] is one file, whichever of them it is.
const ANY: &str = "people";
/// The module that all import from, and another name as long as that.
const FROM: &str = "__wasm_split";
const AWAY: &str = "__wasm_splat";

/// Several files that become one.
struct Joined {
    /// Who shares it, but for those that come after another of them.
    sharers: Vec<String>,
    /// Its module, and how the loader calls it behind `__`.
    into: String,
    name: String,
    chunks: Vec<String>,
}

/// Joins the files in `dir`; gives the loader without those that are gone.
pub(super) fn join(dir: &Path, loader: &str) -> Done<String> {
    let all = joined(loader);
    for one in &all {
        one.write(dir)?;
    }
    first(
        &all.iter()
            .fold(loader.to_owned(), |loader, one| one.told(&loader)),
    )
}

/// What becomes one file, from the loader's words above each chunk: who shares it.
fn joined(loader: &str) -> Vec<Joined> {
    let part = |(first, _): &(&str, &[&str])| Joined {
        sharers: vec![(*first).to_owned()],
        into: format!("split_{first}"),
        name: (*first).to_owned(),
        chunks: Vec::new(),
    };
    let mut all: Vec<Joined> = AFTER.iter().map(part).collect();
    let mut lines = loader.lines();
    while let Some(line) = lines.next() {
        let Some(sharers) = line.strip_prefix("/* ").and_then(|l| l.strip_suffix(" */")) else {
            continue;
        };
        let chunk = lines.next().and_then(|line| line.strip_prefix("const __"));
        let Some((chunk, _)) = chunk.and_then(|line| line.split_once(" = ")) else {
            continue;
        };
        let mut sharers: Vec<String> = sharers.split(", ").map(str::to_owned).collect();
        if sharers.len() > 1 {
            for sharer in &mut sharers {
                if sharer == WITHIN.0 {
                    WITHIN.1.clone_into(sharer);
                }
            }
            sharers.sort();
            sharers.dedup();
        }
        let is_last = |sharer: &String| LAST.0.contains(&sharer.as_str());
        let is_beside = |sharer: &String| BESIDE.contains(&sharer.as_str());
        if sharers.len() > 1 && sharers.iter().all(is_beside) {
            if !sharers.iter().all(is_last) {
                sharers = BESIDE.iter().map(|&name| name.to_owned()).collect();
            } else if sharers.iter().any(|sharer| sharer == ANY) {
                sharers = LAST.0.iter().map(|&name| name.to_owned()).collect();
            }
        } else if sharers.iter().any(is_last) && !sharers.iter().all(is_last) {
            sharers.retain(|sharer| !is_last(sharer));
            sharers.push(LAST.1.to_owned());
            sharers.sort();
            sharers.dedup();
        }
        for (first, after) in AFTER {
            if sharers.iter().any(|sharer| sharer == first) {
                sharers.retain(|sharer| !after.contains(&sharer.as_str()));
            }
        }
        match all.iter_mut().find(|one| one.sharers == sharers) {
            Some(one) => one.chunks.push(chunk.to_owned()),
            None => all.push(Joined {
                sharers,
                into: chunk.to_owned(),
                name: chunk.to_owned(),
                chunks: Vec::new(),
            }),
        }
    }
    // A part is one for those that wait for it, with or without pieces.
    all.retain(|one| !one.chunks.is_empty() || one.is_part());
    all
}

/// Puts the parts that others now wait for before them.
fn first(loader: &str) -> Done<String> {
    let mut loader = loader.to_owned();
    let mut named = String::new();
    for (first, _) in AFTER {
        let export = format!("export const __wasm_split_load_{first} = wrapAsyncCb(");
        let split = loader.split_once(&export);
        let parts = split.and_then(|(before, rest)| Some((before, rest.split_once(");\n")?)));
        let Some((before, (load, after))) = parts else {
            return Err(Failure::new(format!("the loader has no `{export}`")));
        };
        named.push_str(&format!("const __{first} = {load};\n"));
        loader = format!("{before}{export}__{first});\n{after}");
    }
    let mark = "export const __wasm_split_load_";
    let at = loader.find(mark).unwrap_or(loader.len());
    let (head, others) = loader.split_at(at);
    Ok(format!("{head}{named}{others}"))
}

impl Joined {
    /// The loader, which knows the chunks by this name from now on.
    fn told(&self, loader: &str) -> String {
        let mut out = String::new();
        for line in loader.lines() {
            let chunk = line
                .strip_prefix("const __")
                .and_then(|l| l.split_once(" = "));
            if chunk.is_some_and(|(chunk, _)| self.has(chunk)) {
                continue;
            }
            match line
                .split_once(", [__")
                .and_then(|(b, l)| Some((b, l.split_once(']')?)))
            {
                Some((before, (waits, after))) => {
                    let is_itself = before.contains(&format!("\"{}.wasm\"", self.into));
                    let mut told: Vec<&str> = Vec::new();
                    for chunk in waits.split(", __") {
                        let (has, name) = (self.has(chunk), self.name.as_str());
                        let chunk = if has { name } else { chunk };
                        if !(told.contains(&chunk) || has && is_itself) {
                            told.push(chunk);
                        }
                    }
                    let told: Vec<String> = told.iter().map(|name| format!("__{name}")).collect();
                    out.push_str(&format!("{before}, [{}]{after}", told.join(", ")));
                }
                None => out.push_str(line),
            }
            out.push('\n');
        }
        out
    }

    fn is_part(&self) -> bool {
        self.into != self.name
    }

    fn has(&self, chunk: &str) -> bool {
        self.chunks.iter().any(|one| one == chunk)
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
            if let Some(name) = joined.get_mut(at..at + FROM.len()) {
                name.copy_from_slice(FROM.as_bytes());
            }
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

#[cfg(test)]
mod tests {
    use super::{first, joined};

    #[test]
    fn what_comes_only_with_another_is_a_piece_of_it_and_what_it_shares_is_one_file() {
        let loader = "\
/* mapped, pages */
const __chunk_1 = makeLoad(\"chunk_1.wasm\", []);
/* desk, mapped, pages, service */
const __chunk_2 = makeLoad(\"chunk_2.wasm\", []);
/* mapped, rare */
const __chunk_3 = makeLoad(\"chunk_3.wasm\", []);
/* pages, rare */
const __chunk_4 = makeLoad(\"chunk_4.wasm\", []);
/* desk, pages */
const __chunk_5 = makeLoad(\"chunk_5.wasm\", []);
/* desk, rare */
const __chunk_6 = makeLoad(\"chunk_6.wasm\", []);
/* desk, organise */
const __chunk_7 = makeLoad(\"chunk_7.wasm\", []);
/* desk, service */
const __chunk_8 = makeLoad(\"chunk_8.wasm\", []);
/* organise, service */
const __chunk_9 = makeLoad(\"chunk_9.wasm\", []);
/* host, organise */
const __chunk_a = makeLoad(\"chunk_a.wasm\", []);
/* desk, host */
const __chunk_b = makeLoad(\"chunk_b.wasm\", []);
/* desk, people */
const __chunk_c = makeLoad(\"chunk_c.wasm\", []);
/* desk, organise, people */
const __chunk_d = makeLoad(\"chunk_d.wasm\", []);
export const __wasm_split_load_service = wrapAsyncCb(makeLoad(\"split_service.wasm\", [__chunk_1, __chunk_8, __chunk_9]));
export const __wasm_split_load_rare = wrapAsyncCb(makeLoad(\"split_rare.wasm\", [__chunk_3, __chunk_4, __chunk_6]));
export const __wasm_split_load_desk = wrapAsyncCb(makeLoad(\"split_desk.wasm\", [__chunk_2, __chunk_5, __chunk_6, __chunk_7, __chunk_8, __chunk_b, __chunk_c, __chunk_d]));
export const __wasm_split_load_people = wrapAsyncCb(makeLoad(\"split_people.wasm\", [__chunk_c, __chunk_d]));
export const __wasm_split_load_organise = wrapAsyncCb(makeLoad(\"split_organise.wasm\", [__chunk_7, __chunk_9, __chunk_a]));
export const __wasm_split_load_host = wrapAsyncCb(makeLoad(\"split_host.wasm\", [__chunk_a, __chunk_b]));
export const __wasm_split_load_pages = wrapAsyncCb(makeLoad(\"split_pages.wasm\", [__chunk_1, __chunk_2, __chunk_4, __chunk_5]));
export const __wasm_split_load_mapped = wrapAsyncCb(makeLoad(\"split_mapped.wasm\", [__chunk_1, __chunk_2, __chunk_3]));
";
        let all = joined(loader);
        let told = all
            .iter()
            .fold(loader.to_owned(), |loader, one| one.told(&loader));
        let Ok(told) = first(&told) else {
            panic!("{told}");
        };
        let code: Vec<&str> = told
            .lines()
            .filter(|line| !line.starts_with("/*"))
            .collect();
        assert_eq!(
            code,
            [
                "const __chunk_1 = makeLoad(\"chunk_1.wasm\", []);",
                "const __chunk_4 = makeLoad(\"chunk_4.wasm\", []);",
                "const __chunk_7 = makeLoad(\"chunk_7.wasm\", []);",
                "const __chunk_8 = makeLoad(\"chunk_8.wasm\", []);",
                "const __chunk_c = makeLoad(\"chunk_c.wasm\", []);",
                "const __mapped = makeLoad(\"split_mapped.wasm\", [__chunk_1]);",
                "const __pages = makeLoad(\"split_pages.wasm\", [__chunk_1, __chunk_4]);",
                "const __organise = makeLoad(\"split_organise.wasm\", [__chunk_7, __chunk_8]);",
                "export const __wasm_split_load_service = wrapAsyncCb(makeLoad(\"split_service.wasm\", [__chunk_1, __chunk_8]));",
                "export const __wasm_split_load_rare = wrapAsyncCb(makeLoad(\"split_rare.wasm\", [__mapped, __chunk_4]));",
                "export const __wasm_split_load_desk = wrapAsyncCb(makeLoad(\"split_desk.wasm\", [__chunk_1, __pages, __chunk_4, __chunk_7, __chunk_8, __chunk_c]));",
                "export const __wasm_split_load_people = wrapAsyncCb(makeLoad(\"split_people.wasm\", [__chunk_c]));",
                "export const __wasm_split_load_organise = wrapAsyncCb(__organise);",
                "export const __wasm_split_load_host = wrapAsyncCb(makeLoad(\"split_host.wasm\", [__organise, __chunk_7]));",
                "export const __wasm_split_load_pages = wrapAsyncCb(__pages);",
                "export const __wasm_split_load_mapped = wrapAsyncCb(__mapped);",
            ]
        );
    }
}
