//! The operator's own `config.json` in a build, and what a build's says: unless it is told, a build shows invented communities.

use crate::finish::{read, write};
use crate::place;
use crate::run::{Done, Failure};
use serde_json::{Map, Value};
use std::path::Path;

/// How `cargo xtask build` tells the step that Trunk calls where the operator's file is; see `hosting::HOST`.
pub(crate) const CONFIG: &str = "LINJU_CONFIG";

/// The keys that the app knows (`src/app/config.rs`).
const KEYS: &[&str] = &[
    "$schema",
    "backend",
    "mapping",
    "base",
    "name",
    "urls",
    "calendar",
    "mini_program",
];

/// Reads the operator's file before anything is built; errors say which file and which key. Its mapping has to be in the build.
pub(crate) fn checked(file: &Path) -> Done {
    let text = read(file)?;
    says(&file.display().to_string(), &text)?;
    let value = serde_json::from_slice::<Value>(&text).unwrap_or_default();
    let mapping = value.get("mapping").and_then(Value::as_str);
    // One of another site, or of another folder of this one, is not in the build.
    let Some(mapping) = mapping.filter(|at| !at.contains(':') && !at.starts_with('/')) else {
        return Ok(());
    };
    let at = Path::new("public").join(mapping);
    if place::root().join(&at).is_file() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{}: /mapping is `{mapping}`, and there is no {}: your own mappings go there, and into the build with the others",
        file.display(),
        at.display()
    )))
}

/// Puts the operator's file into a build.
pub(crate) fn stage(dir: &Path, file: &Path) -> Done {
    write(&dir.join("config.json"), &read(file)?)
}

/// What a build shows, as a sentence for who made it.
pub(crate) fn shown(dist: &Path) -> Done<String> {
    let at = dist.join("config.json");
    let name = at.display().to_string();
    says(&name, &read(&at)?).map(|says| format!("{name}: {says}"))
}

/// What the text of a configuration says; `file` is what it is called in a failure.
fn says(file: &str, text: &[u8]) -> Done<String> {
    let wrong =
        |words: String| Failure::new(format!("{file}: {words}; see README.md, Configuration"));
    let value: Value = serde_json::from_slice(text).map_err(|e| {
        wrong(format!(
            "this is not JSON at line {}, column {}",
            e.line(),
            e.column()
        ))
    })?;
    let Value::Object(keys) = value else {
        return Err(wrong("it is no JSON object".to_owned()));
    };
    if let Some(key) = keys.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(wrong(format!(
            "/{key} is not known; keys are {}",
            KEYS.join(", ")
        )));
    }
    for key in ["calendar", "mini_program"] {
        if keys.get(key).is_some_and(|value| !value.is_object()) {
            return Err(wrong(format!("/{key} is no object")));
        }
    }
    let texts = Texts(&keys);
    let [backend, mapping, base, urls] =
        ["backend", "mapping", "base", "urls"].map(|key| texts.of(key));
    let (backend, mapping, base) = (
        backend.map_err(wrong)?,
        mapping.map_err(wrong)?,
        base.map_err(wrong)?,
    );
    texts.of("name").map_err(wrong)?;
    if !matches!(urls.map_err(wrong)?, "" | "path" | "hash") {
        return Err(wrong("/urls is neither `path` nor `hash`".to_owned()));
    }
    match (backend, mapping) {
        ("" | "embedded", _) => Ok(
            "the backend is `embedded`, which shows INVENTED communities. For a site of your own: `cargo xtask build --config FILE` \
             (docs/deploying.md)"
                .to_owned(),
        ),
        ("mapped", "") => Err(wrong("a `mapped` backend wants a /mapping".to_owned())),
        ("mapped", _) if base.is_empty() => Ok(format!("the service of {mapping}")),
        ("mapped", _) => Ok(format!("the service at {base}, by {mapping}")),
        _ => Err(wrong(format!("/backend is `{backend}`, neither `embedded` nor `mapped`"))),
    }
}

/// Keys whose values are texts.
struct Texts<'a>(&'a Map<String, Value>);

impl Texts<'_> {
    /// The text of a key, empty where it is not there.
    fn of(&self, key: &str) -> Result<&str, String> {
        match self.0.get(key) {
            None => Ok(""),
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(format!("/{key} is no text")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence or the failure.
    fn said(text: &str) -> String {
        says("c.json", text.as_bytes()).unwrap_or_else(|failure| failure.to_string())
    }

    #[test]
    fn what_a_build_shows_is_said() {
        for (text, words) in [
            ("{}", "INVENTED"),
            ("{\"backend\":\"embedded\"}", "INVENTED"),
            (
                "{\"backend\":\"mapped\",\"mapping\":\"m.json\"}",
                "the service of m.json",
            ),
            (
                "{\"backend\":\"mapped\",\"mapping\":\"m.json\",\"base\":\"https://a.example\",\"urls\":\"hash\"}",
                "the service at https://a.example, by m.json",
            ),
        ] {
            assert!(said(text).contains(words), "{text}: {}", said(text));
        }
    }

    #[test]
    fn what_the_app_would_not_take_is_refused_by_its_key() {
        for (text, words) in [
            ("{\n\"backend\":", "not JSON at line 2"),
            ("[]", "no JSON object"),
            ("{\"bakend\":\"mapped\"}", "/bakend is not known"),
            ("{\"backend\":\"pocketbase\"}", "/backend is `pocketbase`"),
            ("{\"backend\":\"mapped\"}", "wants a /mapping"),
            (
                "{\"backend\":\"mapped\",\"mapping\":1}",
                "/mapping is no text",
            ),
            ("{\"urls\":\"slash\"}", "/urls is neither"),
            ("{\"mini_program\":true}", "/mini_program is no object"),
        ] {
            assert!(said(text).contains(words), "{text}: {}", said(text));
            assert!(said(text).starts_with("c.json: "), "{text}");
        }
    }

    #[test]
    fn its_mapping_has_to_be_in_the_build() {
        let file = std::env::temp_dir().join(format!("linju-config-{}.json", std::process::id()));
        let with = |mapping: &str| {
            let text = format!("{{\"backend\":\"mapped\",\"mapping\":\"{mapping}\"}}");
            std::fs::write(&file, text).unwrap();
            checked(&file).map_err(|failure| failure.to_string())
        };
        assert_eq!(with("mappings/linju.json"), Ok(()));
        assert_eq!(with("https://a.example/m.json"), Ok(()));
        let gone = with("mappings/mine.json").unwrap_err();
        assert!(gone.contains("no public/mappings/mine.json"), "{gone}");
        std::fs::remove_file(&file).unwrap();
        assert!(checked(&file).is_err());
    }

    #[test]
    fn the_keys_are_those_of_the_app() {
        let app = std::fs::read_to_string(place::root().join("src/app/config.rs")).unwrap();
        let (_, list) = app.split_once("node.only(&[").unwrap();
        let (list, _) = list.split_once("])").unwrap();
        let theirs: Vec<_> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(theirs, KEYS);
    }

    #[test]
    fn the_example_of_the_docs_is_taken() {
        let docs = std::fs::read_to_string(place::root().join("docs/deploying.md")).unwrap();
        let (_, rest) = docs.split_once("```json\n").unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        assert!(
            said(text).contains("the service at https://"),
            "{}",
            said(text)
        );
        let mapping = serde_json::from_str::<Value>(text).unwrap();
        let mapping = mapping.get("mapping").and_then(Value::as_str).unwrap();
        assert!(place::root().join("public").join(mapping).is_file());
    }

    #[test]
    fn the_projects_own_is_one() {
        let public = place::root().join("public");
        assert!(shown(&public).unwrap().contains("INVENTED"));
    }
}
