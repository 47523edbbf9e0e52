//! `pinyin`: the table of how characters sound, by which names are searched as they are typed.
//!
//! Made from what the npm package `pinyin-pro` (MIT) knows of each character of the basic plane: its readings of today, and those
//! that it has as a family name. The licence is kept beside the table. The app fetches `data/pinyin.txt` when somebody first
//! searches a list of people, at the door of an event before that.

use crate::args::Args;
use crate::hanzi::{installed, read, write};
use crate::place;
use crate::run::{Call, Done};
use std::collections::{BTreeMap, BTreeSet};

const PACKAGE: &str = "pinyin-pro";
const VERSION: &str = "3.29.4";

/// What the package is asked: a line a character, with its readings, the usual one first, and behind a bar those of it as a family name.
const ASK: &str = "const { pinyin } = require(process.argv[1]);
for (let code = 0x3007; code <= 0x9fff; code = code === 0x3007 ? 0x4e00 : code + 1) {
  const c = String.fromCharCode(code);
  const all = pinyin(c, { multiple: true, toneType: 'none', type: 'array' });
  const family = pinyin(c, { mode: 'surname', surname: 'all', toneType: 'none', type: 'array' });
  if (all[0] !== c) console.log([c, ...all, '|', ...family].join(' '));
}";

/// Syllables, each with the characters that are usually read so, and those that seldom are.
type Table = BTreeMap<String, (BTreeSet<char>, BTreeSet<char>)>;

/// `cargo xtask pinyin`.
pub(crate) fn pinyin(args: &mut Args) -> Done {
    args.finish()?;
    let package = installed(PACKAGE, VERSION)?;
    let told = Call::new("node")
        .arg("-e")
        .arg(ASK)
        .arg(&package)
        .read_or_fail()?;
    let simplified = pairs(&read(&place::root().join("public/data/hanzi.txt"))?);
    let text = written(&table(&told, &simplified));
    write("pinyin.txt", &text)?;
    write("pinyin.LICENSE.txt", &read(&package.join("LICENSE"))?)?;
    println!(
        "public/data/pinyin.txt: {} syllables, {} bytes",
        text.lines().count().saturating_sub(1),
        text.len()
    );
    Ok(())
}

/// The pairs of `hanzi.txt`.
fn pairs(text: &str) -> BTreeMap<char, char> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let all: Vec<char> = lines.flat_map(str::chars).collect();
    all.chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
        .collect()
}

/// The table from lines of a character and its readings. Names are folded before they are looked up, so a character that is folded
/// to another is left out; its first reading, the usual one, is the other's too (乾 is folded to 干). Usual is the first reading, and what
/// it is read as a family name.
fn table(lines: &str, simplified: &BTreeMap<char, char>) -> Table {
    let mut table = Table::new();
    for line in lines.lines() {
        let mut words = line.split(' ');
        let Some(c) = words.next().and_then(|word| word.chars().next()) else {
            continue;
        };
        let folded = simplified.get(&c);
        let (mut is_first, mut is_family) = (true, false);
        for word in words {
            is_family |= word == "|";
            let Some(syllable) = typed(word) else {
                continue;
            };
            let (usual, rare) = table.entry(syllable).or_default();
            let all = if is_first || is_family { usual } else { rare };
            all.insert(*folded.unwrap_or(&c));
            is_first = false;
            if folded.is_some() {
                break;
            }
        }
    }
    table
}

/// A syllable as it is typed: `v` for ü. None of what has other letters.
fn typed(syllable: &str) -> Option<String> {
    let typed = syllable.replace('ü', "v").replace('ê', "e");
    let is_letters = !typed.is_empty() && typed.chars().all(|c| c.is_ascii_lowercase());
    is_letters.then_some(typed)
}

/// As `Sounds::with_table` reads it: a line a syllable, its letters and then its characters, behind a `/` those that are seldom read
/// so; `#` begins a comment.
fn written(table: &Table) -> String {
    let mut text = format!(
        "# How characters sound: made by `cargo xtask pinyin` from the tables of pinyin-pro \
         (npm {PACKAGE} {VERSION}, MIT, see pinyin.LICENSE.txt); without tones, ü is v.\n"
    );
    for (syllable, (usual, rare)) in table {
        text.push_str(syllable);
        text.extend(usual);
        let mut rare = rare.difference(usual).peekable();
        text.extend(rare.peek().map(|_| '/'));
        text.extend(rare);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What pinyin-pro 3.29.4 says of a few: of one reading, of several, folded to another, with ü, only hummed.
    const EXCERPT: &str = "张 zhang | zhang\n單 dan shan chan | shan\n单 dan shan chan | shan\n仇 chou qiu | qiu\n\
                           乾 qian gan | qian\n重 zhong chong | zhong\n吕 lü | lü\n呣 m | m\n";

    fn kept(name: &str) -> String {
        fs::read_to_string(place::root().join("public/data").join(name)).unwrap()
    }

    #[test]
    fn all_readings_are_kept_and_what_is_folded_lends_its_first() {
        let simplified = pairs("# comment\n單单乾干\n");
        let text = written(&table(EXCERPT, &simplified));
        let lines: Vec<&str> = text.lines().skip(1).collect();
        let expected = [
            "chan/单",
            "chong/重",
            "chou仇",
            "dan单",
            "lv吕",
            "m呣",
            "qian干",
            "qiu仇",
            "shan单",
            "zhang张",
            "zhong重",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn the_table_in_the_repository_is_what_was_generated() {
        let text = kept("pinyin.txt");
        let mut told = Table::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let letters = line.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            let characters = &line[letters.len()..];
            let (usual, rare) = characters.split_once('/').unwrap_or((characters, ""));
            let characters = (usual.chars().collect(), rare.chars().collect());
            assert!(
                told.insert(letters.to_owned(), characters).is_none(),
                "{line}"
            );
        }
        assert_eq!(text, written(&told), "run `cargo xtask pinyin`");
        let simplified = pairs(&kept("hanzi.txt"));
        for (syllable, (usual, rare)) in table(EXCERPT, &simplified) {
            let (all, seldom) = &told[&syllable];
            assert!(usual.is_subset(all), "{syllable} {usual:?}");
            let mut rare = rare.difference(all);
            assert!(rare.all(|c| seldom.contains(c)), "{syllable}");
        }
        let both = told
            .values()
            .flat_map(|(usual, rare)| usual.iter().chain(rare));
        let characters: BTreeSet<char> = both.copied().collect();
        assert!(characters.len() > 17_000, "{}", characters.len());
        // What is folded to another is no form of a folded name, unless a third is folded to it.
        let forms: BTreeSet<&char> = simplified.values().collect();
        let is_form = |c: &char| !simplified.contains_key(c) || forms.contains(c);
        assert!(characters.iter().all(is_form));
        assert!(kept("pinyin.LICENSE.txt").contains("MIT License"));
    }
}
