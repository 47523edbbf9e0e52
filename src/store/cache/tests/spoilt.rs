//! What cannot be read: no entry, no harm, counted, and the first to go.

use super::*;

fn good() -> String {
    envelope::written(at(0), at(0), Some("\"e\""), "1234567")
}

#[test]
fn what_cannot_be_read_is_no_entry() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "\u{0}",
        "{\"v\":",
        "{\"v\":}",
        "{\"v\":99999999999999999999999,\"at\":\"2026-01-01T00:00:00Z\",\"data\":1}",
        r#"{"v":0,"at":"2026-01-01T00:00:00Z","used":"2026-01-01T00:00:00Z","etag":null,"data":1}"#,
        r#"{"v":3,"at":"2026-01-01T00:00:00Z","data":1}"#,
        r#"{"v":-1,"at":"2026-01-01T00:00:00Z","data":1}"#,
        r#"{"v":2,"at":"yesterday","used":"2026-01-01T00:00:00Z","etag":null,"data":1}"#,
        r#"{"v":2,"at":"2026-01-01T00:00:00Z","etag":null}"#,
        r#"{"v":2,"at":"2026-01-01T00:00:00Z","etag":null,"data":"no number"}"#,
        r#"{"at":"2026-01-01T00:00:00Z","data":1,"etag":null}"#,
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(read(&good()), Some(1_234_567));
}

#[test]
fn an_entry_cut_off_anywhere_is_none_and_is_counted() {
    let whole = good();
    for end in 0..whole.len() {
        let cut = &whole[..end];
        assert_eq!(read(cut), None, "{cut}");
        let kv = Rc::new(MemoryKv::default());
        kv.set("linju/c/b/a/q", cut).unwrap();
        let cache = cache(&kv, "a");
        assert_eq!(
            (cache.extent().entries, cache.extent().unreadable),
            (1, 1),
            "{cut}"
        );
        // To be read again, it is asked for anew, and then it is one.
        let _none = cache.get::<u32>("q");
        cache.note_use(at(9_999));
        cache.put("q", &7_u32, at(1), None).unwrap();
        assert_eq!(cache.extent().unreadable, 0);
        assert_eq!(cache.get::<u32>("q").unwrap().data, 7);
    }
}

#[test]
fn what_cannot_be_read_goes_first() {
    let kv = Rc::new(MemoryKv::default());
    let own = cache(&kv, "a");
    own.put("old", &1_u32, at(-9_999), None).unwrap();
    // An entry that ends before its data begins.
    kv.set("linju/c/b/a/spoilt", &good()[..60]).unwrap();
    kv.set("linju/c/b/a/junk", &"垃圾".repeat(99)).unwrap();
    let own = own.with_budget(taken(&*kv));
    own.put("new", &1_u32, at(0), None).unwrap();
    assert!(own.has("old") && own.has("new"));
    assert!(!own.has("junk"));
}

#[test]
fn five_million_units_of_junk_are_counted_survived_and_cleared_away() {
    let kv = Rc::new(MemoryKv::default());
    for n in 0..50 {
        kv.set(&format!("linju/c/b/a/junk{n}"), &"{\"v\":2,".repeat(15_000))
            .unwrap();
    }
    kv.set("linju/d/b/a/form", "typed").unwrap();
    kv.set("their/app", &"x".repeat(1_000_000)).unwrap();
    let own = cache(&kv, "a");
    assert!(own.get::<u32>("junk0").is_none());
    let extent = own.extent();
    assert_eq!((extent.entries, extent.unreadable), (50, 50));
    assert!(extent.units > 5_000_000);
    own.put("q", &1_u32, at(0), None).unwrap();
    assert!(
        taken(&*kv) <= BUDGET,
        "the next write brings it down to the budget"
    );
    assert_eq!(own.get::<u32>("q").unwrap().data, 1);
    assert!(kv.get("their/app").is_some() && kv.get("linju/d/b/a/form").is_some());
    own.clear();
    assert_eq!(own.extent().entries, 0);
}

#[test]
fn keys_of_other_apps_that_look_like_ours_are_not_ours() {
    let kv = Rc::new(MemoryKv::default());
    let theirs = [
        "linju",
        "linju/c",
        "linju/cx/b/a/q",
        "linjuc/b/a/q",
        " linju/c/b/a/q",
        "LINJU/C/b/a/q",
    ];
    for key in theirs {
        kv.set(key, &"x".repeat(50)).unwrap();
    }
    let own = cache(&kv, "a").with_budget(200);
    for n in 0..5_u32 {
        own.put("q", &n, at(i64::from(n)), None).unwrap();
        own.make_room();
    }
    own.clear();
    assert!(theirs.iter().all(|key| kv.get(key).is_some()));
}
