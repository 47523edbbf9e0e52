//! A row read part by part is the same as one made whole first.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::expr::{Bench, Expr, Scope, fuel},
    fuzz::{any_json, any_value},
};
use crate::{
    backend::read_row,
    model::{
        Event, FromJson,
        json::{Found, Node},
    },
};

/// Whatever stands somewhere, each field and element of it asked for by itself.
#[derive(Debug, PartialEq)]
enum Tree {
    Fields(Vec<(String, Tree)>),
    Elements(Vec<Tree>),
    Leaf(Value),
}

impl FromJson for Tree {
    fn read(node: &Node<'_>) -> Self {
        match node.value().as_deref() {
            Some(Value::Object(map)) => {
                node.is_object();
                let field = |name: &String| (name.clone(), node.needed(name));
                Self::Fields(map.keys().map(field).collect())
            }
            Some(Value::Array(_)) => Self::Elements(FromJson::read(node)),
            leaf => Self::Leaf(leaf.cloned().unwrap_or_default()),
        }
    }
}

/// A row, where there is one.
type Row<T> = Option<Result<T, String>>;

/// Read part by part, and whole.
fn both<T: FromJson>(expr: &Expr, doc: &Value) -> (Row<T>, Row<T>) {
    let (of_parts, of_whole) = (fuel(), fuel());
    let bench = Bench::new();
    let found = expr.found(&Scope::of(doc, &of_parts), &bench);
    let whole = expr.made(&Scope::of(doc, &of_whole));
    let parts = found.map(read_row);
    let whole = whole.as_ref().map(|whole| read_row(Found::There(whole)));
    // Where that takes too much, the answer is refused, whatever came of it.
    if of_parts.is_spent() || of_whole.is_spent() {
        return (None, None);
    }
    (parts, whole)
}

proptest! {
    #[test]
    fn any_value_is_the_same_in_parts(value in any_value(), doc in any_json()) {
        let expr = Expr::compile(&value, "").unwrap();
        let (parts, whole) = both::<Tree>(&expr, &doc);
        prop_assert_eq!(parts, whole);
    }
}

#[test]
fn a_row_with_anything_missing_is_the_same_in_parts() {
    let row = json!({ "object": {
        "id": { "at": "/id", "as": "text" },
        "title": { "first": ["/title", "/name"] },
        "start": { "at": "/start", "as": "unix-seconds" },
        "zone": { "at": "/zone" },
        "venue": { "object": { "city": "/city", "position": { "object": { "lat": "/lat", "lng": "/lng" } } } },
        "hosts": { "at": "/hosts", "each": { "object": { "name": "/name", "role": "/role" } } },
        "sign_up": { "object": { "who": { "at": "/who", "words": { "all": "open" } }, "waitlist": "/queue" } },
        "capacity": { "at": "/seats", "when": { "/limited": "*" } },
    } });
    let expr = Expr::compile(&row, "").unwrap();
    let full = json!({ "id": 7, "name": "茶会", "start": 1_795_000_000, "zone": "Asia/Shanghai", "city": "成都",
        "lat": 30.6, "lng": 104.1, "who": "all", "queue": true, "seats": 12, "limited": 1,
        "hosts": [{ "name": "林", "role": "host" }, {}, { "name": "周", "role": "owner" }] });
    let (parts, whole) = both::<Event>(&expr, &full);
    assert!(matches!(parts, Some(Ok(_))), "{parts:?}");
    assert_eq!(parts, whole);
    for key in full.as_object().unwrap().keys() {
        for instead in [
            None,
            Some(json!(null)),
            Some(json!([])),
            Some(json!({})),
            Some(json!("x")),
            Some(json!(-1)),
        ] {
            let mut doc = full.clone();
            let map = doc.as_object_mut().unwrap();
            match &instead {
                None => map.remove(key),
                Some(instead) => map.insert(key.clone(), instead.clone()),
            };
            let (parts, whole) = both::<Event>(&expr, &doc);
            assert_eq!(parts, whole, "{key}: {instead:?}");
        }
    }
}
