//! `styles`: one style sheet out of `style/`, in a fixed order; in release builds a second one of what Discover does
//! not show. Trunk calls it before each build.
//!
//! The order is that of the cascade layers, `reset, tokens, base, components, pages`, so that the order of files
//! within a layer, by name, changes nothing. `style/<layer>.css` and all of `style/<layer>/` belong to that layer,
//! whether or not they say so; any other file of `style/` says its layers itself. A layer without a file is an
//! error (only pages may have no styles of their own), and so is a rule outside every layer: it would win over all of them unseen.

use crate::args::Args;
use crate::place;
use crate::run::{Done, Failure};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: &[&str] = &["reset", "tokens", "base", "components", "pages"];

/// Where index.html expects the result.
const OUT: &str = "target/linju/app.css";
/// The folder of what Discover does not show. In release builds it comes with the code of the other pages.
const LATER: &str = "later";

/// Where a release build expects what comes later.
pub(crate) fn later() -> PathBuf {
    place::root().join("target/linju/later.css")
}

/// `cargo xtask styles`.
pub(crate) fn styles(args: &mut Args) -> Done {
    args.finish()?;
    let dir = place::root().join("style");
    let mut files = Vec::new();
    css_files(&dir, &mut files)?;
    files.sort();
    let mut sheets = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).map_err(|error| Failure::file(file, &error))?;
        sheets.push((file.strip_prefix(&dir).unwrap_or(file).to_path_buf(), text));
    }
    let whole = join(&sheets)?;
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return write(&place::root().join(OUT), &whole);
    }
    let (later_sheets, first): (Vec<_>, Vec<_>) = sheets
        .into_iter()
        .partition(|(path, _)| path.starts_with(LATER));
    write(&place::root().join(OUT), &in_layers(&first)?)?;
    write(&later(), &in_layers(&later_sheets)?)
}

fn write(out: &Path, sheet: &str) -> Done {
    // Left alone when nothing changed: whoever watches it would build again.
    if fs::read_to_string(out).is_ok_and(|old| old == sheet) {
        return Ok(());
    }
    out.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .map_err(|error| Failure::file(out, &error))?;
    fs::write(out, sheet).map_err(|error| Failure::file(out, &error))
}

fn css_files(dir: &Path, found: &mut Vec<PathBuf>) -> Done {
    for entry in dir.read_dir().map_err(|error| Failure::file(dir, &error))? {
        let path = entry.map_err(|error| Failure::file(dir, &error))?.path();
        if path.is_dir() {
            css_files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            found.push(path);
        }
    }
    Ok(())
}

/// One style sheet out of `(path below style/, text)`, sorted by path, in which no layer is missing.
fn join(sheets: &[(PathBuf, String)]) -> Done<String> {
    let whole = in_layers(sheets)?;
    for layer in LAYERS.iter().filter(|layer| **layer != "pages") {
        let belongs = |(path, text): &(PathBuf, String)| {
            layer_of(path) == Some(layer) || text.contains(&format!("@layer {layer} {{"))
        };
        if !sheets.iter().any(belongs) {
            return Err(Failure::new(format!(
                "no style sheet for the layer `{layer}`: style/{layer}.css is missing"
            )));
        }
    }
    Ok(whole)
}

/// Sheets one after another, each in its layer.
fn in_layers(sheets: &[(PathBuf, String)]) -> Done<String> {
    let mut whole = format!("@layer {};\n", LAYERS.join(", "));
    for (path, text) in sheets {
        let loose = loose_rule(text);
        match (layer_of(path), loose) {
            (None, Some(rule)) => {
                return Err(Failure::new(format!(
                    "style/{}: `{rule}` stands in no layer",
                    path.display()
                ))
                .advise(&format!(
                    "Put the rules of this file into `@layer {} {{ … }}`.",
                    LAYERS.join("` or `@layer ")
                )));
            }
            (Some(layer), Some(_)) => whole.push_str(&format!("@layer {layer} {{\n{text}\n}}\n")),
            (_, None) => whole.push_str(&format!("{text}\n")),
        }
    }
    Ok(whole)
}

/// The layer to which a file belongs by its place.
fn layer_of(path: &Path) -> Option<&'static str> {
    let first = path.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".css").unwrap_or(first);
    LAYERS.iter().find(|layer| **layer == name).copied()
}

/// The first rule of `text` outside of every `@layer` block; `@layer a, b;`, `@property` and the like are none.
fn loose_rule(text: &str) -> Option<String> {
    let (mut depth, mut head, mut quote) = (0_u32, String::new(), None);
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = rest.get(next.len_utf8()..).unwrap_or("");
        match (quote, next) {
            (Some(mark), _) => quote = Some(mark).filter(|mark| *mark != next),
            (None, '"' | '\'') => quote = Some(next),
            (None, '{') => {
                let rule = head.trim();
                let harmless = [
                    "@layer ",
                    "@property ",
                    "@font-face",
                    "@keyframes ",
                    "@view-transition",
                ];
                if depth == 0 && !harmless.iter().any(|at| rule.starts_with(at)) {
                    return Some(rule.to_owned());
                }
                depth += 1;
                head.clear();
            }
            (None, '}') => {
                depth = depth.saturating_sub(1);
                head.clear();
            }
            (None, ';') => head.clear(),
            (None, _) => head.push(next),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(files: &[(&str, &str)]) -> Vec<(PathBuf, String)> {
        let all = [
            "reset.css",
            "tokens.css",
            "base.css",
            "components.css",
            "pages.css",
        ];
        let mut sheets: Vec<_> = all
            .iter()
            .map(|name| (PathBuf::from(name), String::new()))
            .collect();
        sheets.extend(
            files
                .iter()
                .map(|(name, text)| (PathBuf::from(name), (*text).to_owned())),
        );
        sheets
    }

    #[test]
    fn files_are_put_into_the_layer_of_their_place_unless_they_say_it_themselves() {
        let joined = join(&sheets(&[
            ("components/card.css", ".card { color: red }"),
            ("pages/discover.css", "@layer pages { .feed { gap: 1rem } }"),
            ("boot.css", "@layer base { .boot { top: 0 } }"),
        ]))
        .unwrap();
        assert!(joined.starts_with("@layer reset, tokens, base, components, pages;\n"));
        assert!(joined.contains("@layer components {\n.card { color: red }\n}"));
        assert_eq!(joined.matches("@layer pages {").count(), 1);
    }

    #[test]
    fn a_missing_layer_and_a_rule_in_no_layer_are_errors() {
        let missing = join(&sheets(&[])[1..]).unwrap_err().to_string();
        assert!(missing.contains("style/reset.css"), "{missing}");
        let loose = join(&sheets(&[(
            "boot.css",
            "@layer base { a { top: 0 } }\n.b { top: 0 }",
        )]))
        .unwrap_err()
        .to_string();
        assert!(loose.contains("`.b`"), "{loose}");
    }

    #[test]
    fn loose_rules_are_told_from_comments_strings_and_at_rules() {
        for (text, loose) in [
            ("@layer a { .b { c: d } }", None),
            ("/* .x { } */ @layer a, b;", None),
            (
                "@layer a { .b::before { content: \"}\" } .c { d: e } }",
                None,
            ),
            ("@keyframes spin { to { rotate: 1turn } }", None),
            ("@media print { .a { b: c } }", Some("@media print")),
            (":root { --a: b }", Some(":root")),
        ] {
            assert_eq!(loose_rule(text).as_deref(), loose, "{text}");
        }
    }
}
