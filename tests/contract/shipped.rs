//! The mappings that are shipped.

use std::{collections::BTreeSet, fs};

use linju::backend::mapped::Plan;
use serde_json::Value;

#[test]
fn every_mapping_is_understood_and_named_after_its_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings");
    let mut names = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        let mapping: Value = serde_json::from_str(&text).unwrap();
        let plan = Plan::compile(&mapping).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert_eq!(file.file_stem().unwrap(), plan.name.as_str());
        assert_eq!(mapping["$schema"], "../mapping.schema.json", "for editors");
        assert!(mapping["note"].is_string(), "{}: for people", plan.name);
        names.insert(plan.name);
    }
    // What the suite proves, and what is in the documents.
    for name in [
        "linju",
        "linju-postgresql",
        "json-server",
        "pocketbase",
        "kinto",
        "jsonapi-server",
        "datasette",
        "gancio",
        "couchdb",
        "postgraphile",
        "parse",
        "mobilizon",
        "hylo",
        "directus",
        "strapi",
        "misago",
        "soul",
    ] {
        assert!(names.contains(name), "{name}");
    }
}
