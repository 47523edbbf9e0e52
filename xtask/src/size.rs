//! `size`: weighs a release build and holds it against the record, docs/size.json.
//!
//! The first view is what a new visitor's browser loads before the first card is there. Its files are listed in
//! the record, by names without hashes; the list is made by hand, the figures by `cargo xtask size --record`. A
//! build fails when its first view is more than 1 % above the record until the record is changed in the same
//! commit. The goal is 150 KiB: a record that has reached it is never left again; one that has not is told, with
//! each build, how far it is. Parts that come later have marks too, and of mini-programs the first view knows nothing at all.

use crate::args::Args;
use crate::compress::compressible;
use crate::finish::files_below;
use crate::place;
use crate::run::{Done, Failure};
use crate::web_views::HOSTS;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What the first view may weigh, brotli: 150 KiB.
const GOAL: u64 = 153_600;

/// What comes after it may weigh, brotli: the first is loaded on each phone right after the first view.
const LATER: &[(&str, u64)] = &[
    ("pages.wasm", 222_208),
    ("desk.wasm", 115_712),
    ("people.wasm", 114_688),
    ("organise.wasm", 151_552),
    ("host.wasm", 102_400),
    // With the card that is shared.
    ("ticket.wasm", 37_888),
    // In a mini-program alone.
    ("mini.wasm", 16_384),
    // On the first scan, and only where the browser has no decoder of its own.
    ("scan.wasm", 24_576),
    // When somebody first searches a list of people.
    ("data/pinyin.txt", 40_960),
];

/// The growth that passes without a word, in per mille.
const SLACK: u64 = 10;

/// Raw and compressed size of a file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Weight {
    brotli: u64,
    raw: u64,
}

/// `cargo xtask size`.
pub(crate) fn size(args: &mut Args) -> Done {
    let record = args.flag("--record");
    args.finish()?;
    let dist = place::root().join("dist");
    if !record {
        return gate(&dist);
    }
    let (files, kept) = (weigh(&dist)?, read_record()?);
    let text = serde_json::to_string_pretty(&written(&files, &listed(&kept)?)?);
    let text = text.map_err(|error| Failure::new(format!("docs/size.json: {error}")))?;
    let path = place::root().join("docs/size.json");
    fs::write(&path, text + "\n").map_err(|error| Failure::file(&path, &error))?;
    println!("{}", table(&files, &listed(&kept)?));
    println!("Recorded in docs/size.json.");
    Ok(())
}

/// Prints the table and fails when the build outgrew the record.
pub(crate) fn gate(dist: &Path) -> Done {
    let (files, kept) = (weigh(dist)?, read_record()?);
    let listed = listed(&kept)?;
    println!("{}", table(&files, &listed));
    let now = first_view(&files, &listed)?.brotli;
    let before = kept.get("first_view_brotli").and_then(Value::as_u64);
    let before = before.ok_or_else(|| {
        Failure::new(
            "docs/size.json has no first_view_brotli; `cargo xtask size --record` writes it",
        )
    })?;
    println!("First view: {now} bytes; on record: {before}; goal: {GOAL}.");
    verdict(now, before)?;
    apart(dist, &listed)?;
    later(&files)
}

/// A short text may stand anywhere by chance.
const TELLS: usize = 6;

/// The host layer (`src/host/hosts.rs`) is not in the first view: no mark of a mini-program, nor the address of its script, stands in
/// what is loaded before the first card. Whatever goes by that table comes later with it.
fn apart(dist: &Path, listed: &[String]) -> Done {
    let mut paths = Vec::new();
    files_below(dist, &mut paths)?;
    let plain = |path: &Path| {
        let name = path.strip_prefix(dist).unwrap_or(path).to_string_lossy();
        unhashed(&name.replace('\\', "/"))
    };
    for path in paths.iter().filter(|path| listed.contains(&plain(path))) {
        let bytes = fs::read(path).map_err(|error| Failure::file(path, &error))?;
        if let Some(mark) = mark_of_host(&bytes) {
            let name = plain(path);
            return Err(Failure::new(format!("{name} of the first view has “{mark}”, which is of a mini-program"))
                .advise("What is asked of hosts lies in the part `mini`, and what tells them apart in what comes after the first view: find out what draws the table of src/host/hosts.rs into it."));
        }
    }
    Ok(())
}

/// What of the table of hosts stands there.
fn mark_of_host(bytes: &[u8]) -> Option<&'static str> {
    let [marks, scripts] = [
        HOSTS.iter().flat_map(|host| host.marks).collect::<Vec<_>>(),
        HOSTS.iter().map(|host| host.script).collect(),
    ];
    let shown = HOSTS.iter().map(|host| host.shows[0]);
    let mut all = marks.into_iter().chain(scripts).chain(shown);
    all.find(|text| {
        text.len() >= TELLS && bytes.windows(text.len()).any(|at| at == text.as_bytes())
    })
}

/// Each part that comes later is below its mark.
fn later(files: &BTreeMap<String, Weight>) -> Done {
    for (name, most) in LATER {
        let now = files.get(*name).map_or(0, |weight| weight.brotli);
        if now > *most {
            return Err(Failure::new(format!("{name} is {now} bytes; its mark is {most}"))
                .advise("Put what few people open into a part of its own (src/parts.rs), or make something smaller."));
        }
    }
    Ok(())
}

/// The rule of the gate.
fn verdict(now: u64, before: u64) -> Done {
    if now > GOAL && before <= GOAL {
        return Err(Failure::new(format!(
            "the first view is {} bytes above its goal of {GOAL}, which was reached before",
            now - GOAL
        ))
        .advise("Say what can be loaded apart, or make something smaller."));
    }
    if now > GOAL {
        println!(
            "{} bytes above the goal: docs/performance.md says what can be loaded apart.",
            now - GOAL
        );
    }
    if now * 1000 > before * (1000 + SLACK) {
        return Err(Failure::new(format!("the first view grew from {before} to {now} bytes, more than 1 %"))
            .advise("If it is worth it, run `cargo xtask size --record` and commit docs/size.json together with the cause."));
    }
    if now * (1000 + SLACK) < before * 1000 {
        println!("It shrank by more than 1 %: `cargo xtask size --record` keeps what was won.");
    }
    Ok(())
}

fn read_record() -> Done<Value> {
    let path = place::root().join("docs/size.json");
    let text = fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// The names in the record's first view.
fn listed(record: &Value) -> Done<Vec<String>> {
    let files = record.get("first_view").and_then(Value::as_object);
    let files = files.ok_or_else(|| Failure::new("docs/size.json has no list first_view"))?;
    Ok(files.keys().cloned().collect())
}

/// Every file of the build by its name without hash.
fn weigh(dist: &Path) -> Done<BTreeMap<String, Weight>> {
    let mut paths = Vec::new();
    files_below(dist, &mut paths).map_err(|failure| {
        failure.advise("`cargo xtask build` makes the build that is weighed.")
    })?;
    let mut files = BTreeMap::new();
    // Hidden is where Trunk stages a build, and leaves it when the build fails.
    let hidden = |path: &Path| {
        path.strip_prefix(dist)
            .unwrap_or(path)
            .to_string_lossy()
            .starts_with('.')
    };
    for path in paths.iter().filter(|path| !hidden(path)).filter(|path| {
        path.extension()
            .is_none_or(|end| end != "br" && end != "gz")
    }) {
        let bytes = |path: &Path| {
            fs::metadata(path)
                .map(|meta| meta.len())
                .map_err(|error| Failure::file(path, &error))
        };
        let raw = bytes(path)?;
        let mut compressed = path.clone().into_os_string();
        compressed.push(".br");
        let brotli = if compressible(path) {
            bytes(Path::new(&compressed))?
        } else {
            raw
        };
        let name = path
            .strip_prefix(dist)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/");
        files.insert(unhashed(&name), Weight { brotli, raw });
    }
    Ok(files)
}

/// `linju-app-85944171f73967e8_bg.wasm` → `linju-app_bg.wasm`; `app-1a2b3c4d5e6f7a8b.css` → `app.css`.
fn unhashed(name: &str) -> String {
    let Some((before, after)) = name.rsplit_once('-') else {
        return name.to_owned();
    };
    let hex = after.bytes().take_while(u8::is_ascii_hexdigit).count();
    // Trunk leaves out leading zeros.
    match after.split_at_checked(hex) {
        Some((_, end)) if (12..=16).contains(&hex) && end.starts_with(['.', '_']) => {
            format!("{before}{end}")
        }
        _ => name.to_owned(),
    }
}

fn first_view(files: &BTreeMap<String, Weight>, listed: &[String]) -> Done<Weight> {
    let mut all = Weight::default();
    for name in listed {
        let weight = files.get(name).ok_or_else(|| {
            Failure::new(format!(
                "the build has no {name}, which docs/size.json lists in the first view"
            ))
            .advise("Correct the list first_view in docs/size.json.")
        })?;
        all.brotli += weight.brotli;
        all.raw += weight.raw;
    }
    Ok(all)
}

fn written(files: &BTreeMap<String, Weight>, listed: &[String]) -> Done<Value> {
    let all = first_view(files, listed)?;
    let entry = |weight: &Weight| json!({ "brotli": weight.brotli, "raw": weight.raw });
    let (mut first, mut later) = (Map::new(), Map::new());
    for (name, weight) in files {
        let part = if listed.contains(name) {
            &mut first
        } else {
            &mut later
        };
        part.insert(name.clone(), entry(weight));
    }
    Ok(json!({
        "about": "Bytes of a release build. first_view lists what is loaded before the first card; cargo xtask size --record fills in the figures.",
        "goal_brotli": GOAL,
        "first_view_brotli": all.brotli,
        "first_view_raw": all.raw,
        "first_view": first,
        "later": later,
    }))
}

fn table(files: &BTreeMap<String, Weight>, listed: &[String]) -> String {
    let mut text = format!("{:44} {:>9} {:>9}\n", "first view", "brotli", "raw");
    let row = |name: &str, weight: &Weight| {
        format!("  {name:42} {:>9} {:>9}\n", weight.brotli, weight.raw)
    };
    for (name, weight) in files.iter().filter(|(name, _)| listed.contains(name)) {
        text.push_str(&row(name, weight));
    }
    text.push_str("later\n");
    for (name, weight) in files.iter().filter(|(name, _)| !listed.contains(name)) {
        text.push_str(&row(name, weight));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_per_cent_passes_and_a_byte_more_does_not() {
        for (now, before, passes) in [
            (100_000, 100_000, true),
            (101_000, 100_000, true),
            (101_001, 100_000, false),
            (50_000, 100_000, true),
            (GOAL, GOAL, true),
            (GOAL + 1, GOAL, false),
            (GOAL + 100_000, GOAL + 100_000, true),
            (GOAL + 101_001, GOAL + 100_000, true),
            (GOAL + 110_000, GOAL + 100_000, false),
        ] {
            assert_eq!(verdict(now, before).is_ok(), passes, "{before} → {now}");
        }
    }

    #[test]
    fn a_part_that_comes_later_may_weigh_as_much_as_its_mark_and_no_more() {
        for (part, mark) in LATER {
            let with = |brotli| {
                let weight = Weight {
                    brotli,
                    raw: brotli,
                };
                later(&BTreeMap::from([((*part).to_owned(), weight)]))
            };
            assert!(with(*mark).is_ok(), "{part}");
            assert!(with(mark + 1).is_err(), "{part}");
        }
    }

    #[test]
    fn what_is_of_a_mini_program_is_found_wherever_it_stands() {
        for host in &HOSTS {
            let marks = host.marks.iter().chain([&host.script]);
            let told: Vec<_> = marks.filter(|mark| mark.len() >= TELLS).collect();
            assert!(!told.is_empty(), "{}", host.key);
            for mark in told {
                let bytes = [b"\0asm", mark.as_bytes(), b"\xff"].concat();
                assert_eq!(mark_of_host(&bytes), Some(*mark));
            }
        }
        assert_eq!(mark_of_host(b"mini MicroMessenge QQ/"), None);
    }

    #[test]
    fn a_first_view_with_the_table_of_hosts_fails_and_a_later_part_may_have_it() {
        let dir = std::env::temp_dir().join(format!("linju-size-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("app-0123456789abcdef.js"), "hello").unwrap();
        fs::write(dir.join("mini-0123456789abcdef.js"), "MicroMessenger").unwrap();
        let listed = |name: &str| [name.to_owned()];
        assert!(apart(&dir, &listed("app.js")).is_ok());
        assert!(apart(&dir, &listed("mini.js")).is_err());
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn names_are_read_without_their_hashes() {
        for (name, plain) in [
            ("linju-app-85944171f73967e8_bg.wasm", "linju-app_bg.wasm"),
            ("linju-app-85944171f73967e8.js", "linju-app.js"),
            ("app-1a2b3c4d5e6f7a8b.css", "app.css"),
            ("boot-a2b3c4d5e6f7a8b.js", "boot.js"),
            ("data/zh-hans.json", "data/zh-hans.json"),
            ("data/face-feed.json", "data/face-feed.json"),
            ("index.html", "index.html"),
        ] {
            assert_eq!(unhashed(name), plain);
        }
    }

    #[test]
    fn the_first_view_is_the_sum_of_what_is_listed_and_misses_nothing_silently() {
        let files = BTreeMap::from([
            (
                "a.js".to_owned(),
                Weight {
                    brotli: 10,
                    raw: 30,
                },
            ),
            ("b.css".to_owned(), Weight { brotli: 5, raw: 9 }),
            (
                "later.json".to_owned(),
                Weight {
                    brotli: 100,
                    raw: 900,
                },
            ),
        ]);
        let listed = ["a.js".to_owned(), "b.css".to_owned()];
        assert_eq!(
            first_view(&files, &listed).unwrap(),
            Weight {
                brotli: 15,
                raw: 39
            }
        );
        let record = written(&files, &listed).unwrap();
        assert_eq!(record["first_view_brotli"], 15);
        assert_eq!(record["later"]["later.json"]["raw"], 900);
        assert!(first_view(&files, &["gone.js".to_owned()]).is_err());
    }
}
