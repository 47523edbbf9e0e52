//! The one table of rules, `tests/rules`, in the functions that carry them.

use std::fs;

use serde_json::Value;

use super::{Base, quoted};
use crate::services::root;

#[test]
fn the_functions_keep_every_table_of_rules() {
    let base = Base::new("backend-postgresql-rules");
    let mut owner = base.owner();
    let mut all = 0;
    let mut failed = Vec::new();
    for file in fs::read_dir(root().join("tests/rules")).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let of: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let of = quoted(&of.to_string());
        all += owner
            .found(&format!(
                "select jsonb_array_length({of}::jsonb -> 'cases')"
            ))
            .parse::<u32>()
            .unwrap();
        let wrong = owner.found(&format!(
            "with one as (select {of}::jsonb as of_table), said as (
               select c.one, linju.rule_says(of_table - 'cases', c.one) as says
               from one, jsonb_array_elements(of_table -> 'cases') as c (one))
             select one || jsonb_build_object('found', says) from said
             where says is distinct from one -> 'expect'"
        ));
        failed.extend(wrong.lines().map(|l| format!("{}: {l}", file.display())));
    }
    assert!(all > 1600, "{all} cases");
    let first: Vec<&String> = failed.iter().take(20).collect();
    assert!(failed.is_empty(), "{} of {all}: {first:#?}", failed.len());
}

/// Applied again, as a new version is, they are as they were, and so is what is kept.
#[test]
fn functions_and_policies_can_be_applied_again() {
    let base = Base::new("backend-postgresql-again");
    let mut owner = base.owner();
    let mut people = base.people("again", 1);
    super::event(&mut owner, "again", "5", "");
    let first = people[0].signs_up("1", "again");
    assert_eq!(first.state(), "confirmed");
    let schema = "select string_agg(pg_get_functiondef(p.oid) || coalesce(p.proacl::text, ''), E'\\n' order by p.oid::regprocedure::text)
        from pg_proc p where p.pronamespace = 'linju'::regnamespace and p.prokind = 'f'";
    let before = owner.found(schema);
    base.apply(|number| number >= 20);
    assert_eq!(before, owner.found(schema));
    assert_eq!(people[0].signs_up("1", "again"), first);
}
