//! Versions: found in what a program prints, and in Cargo.lock and package-lock.json.

use crate::run::{Done, Failure};
use serde_json::Value;

/// The first word of `text` that begins with digits and a dot, without a leading `v`, as in
/// `trunk 0.21.14`, `Chromium 156.0.1 built on Debian` or `v20.20.2`.
pub(crate) fn printed(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            digits > 0 && word.as_bytes().get(digits) == Some(&b'.')
        })
}

/// The number before the first dot.
pub(crate) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The version of `package` in the text of a Cargo.lock.
pub(crate) fn in_cargo_lock(lock: &str, package: &str) -> Done<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines
        .find(|line| *line == name)
        .and_then(|_| {
            lines
                .next()?
                .strip_prefix("version = \"")?
                .strip_suffix('"')
                .map(str::to_owned)
        })
        .ok_or_else(|| {
            Failure::new(format!(
                "Cargo.lock names no {package}; run `cargo generate-lockfile`"
            ))
        })
}

/// The version of `package` in the text of a package-lock.json (lockfileVersion 3).
pub(crate) fn in_npm_lock(lock: &str, package: &str) -> Option<String> {
    let lock: Value = serde_json::from_str(lock).ok()?;
    let entry = lock
        .get("packages")?
        .get(format!("node_modules/{package}"))?;
    Some(entry.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_print() {
        for (text, version) in [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130 (abc 2026)", Some("0.2.130")),
            (
                "Chromium 156.0.8078.79 built on Debian GNU/Linux 12",
                Some("156.0.8078.79"),
            ),
            ("ChromeDriver 156.0.1 (f1)", Some("156.0.1")),
            ("v20.20.2", Some("20.20.2")),
            ("wasm-opt version 132.0 (version_132)", Some("132.0")),
            ("no number, 12 words", None),
        ] {
            assert_eq!(printed(text), version, "{text}");
        }
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("x.1"), None);
    }

    #[test]
    fn the_lock_of_cargo_is_read_by_whole_names() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(in_cargo_lock(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(in_cargo_lock(lock, "wasm").is_err());
    }

    #[test]
    fn the_lock_of_npm_is_read_by_path() {
        let lock = r#"{"packages":{"node_modules/@a/b":{"version":"1.2.3"},"node_modules/x/node_modules/c":{"version":"9.0.0"}}}"#;
        assert_eq!(in_npm_lock(lock, "@a/b").as_deref(), Some("1.2.3"));
        assert_eq!(in_npm_lock(lock, "c"), None);
        assert_eq!(in_npm_lock("<html>", "c"), None);
    }
}
