//! Each schema that was ever written, as the text that it was written as. Nothing here is ever changed: devices have it.

use super::*;

/// Version 0.1: fields by the alphabet.
const SCHEMA_1: &str = r#"{"at":"2026-11-21T11:00:00Z","data":{"items":["夜跑"],"next":null,"total":1},"etag":"\"7\"","v":1}"#;
/// With when it was read last, and the data at the end.
const SCHEMA_2: &str = r#"{"v":2,"at":"2026-11-21T11:00:00Z","used":"2026-11-21T12:00:00Z","etag":"\"7\"","data":{"items":["夜跑"],"next":null,"total":1}}"#;

#[test]
fn what_any_version_has_kept_is_read_and_counts_as_read_when_it_says() {
    for (text, used) in [
        (SCHEMA_1, "2026-11-21T11:00:00Z"),
        (SCHEMA_2, "2026-11-21T12:00:00Z"),
    ] {
        let kv = Rc::new(MemoryKv::default());
        kv.set("linju/c/b/a/q", text).unwrap();
        let cache = cache(&kv, "a");
        let kept = cache.get::<Value>("q").unwrap();
        let said = Instant::parse("2026-11-21T11:00:00Z").unwrap();
        assert_eq!(kept.data["items"][0], "夜跑");
        assert_eq!((kept.at, cache.etag("q").as_deref()), (said, Some("\"7\"")));
        let used = Instant::parse(used).unwrap();
        assert_eq!(
            envelope::head(text),
            envelope::Head::Known { at: said, used }
        );
        assert_eq!((cache.extent().unreadable, cache.extent().newer), (0, 0));
        // Once it is written down that it was read, it is of the schema of now.
        cache.note_use(at(0));
        let text = kv.get("linju/c/b/a/q").unwrap();
        assert!(
            text.starts_with("{\"v\":2,\"at\":\"2026-11-21T11:00:00Z\",\"used\":\"2027-"),
            "{text}"
        );
        assert_eq!(cache.get::<Value>("q").unwrap(), kept);
    }
}

#[test]
fn what_is_written_now_is_the_last_of_them() {
    let said = Instant::parse("2026-11-21T11:00:00Z").unwrap();
    let used = Instant::parse("2026-11-21T12:00:00Z").unwrap();
    let data = r#"{"items":["夜跑"],"next":null,"total":1}"#;
    assert_eq!(envelope::written(said, used, Some("\"7\""), data), SCHEMA_2);
    assert_eq!(
        migrations::SCHEMA,
        2,
        "write down its text here, and its step in migrations.rs"
    );
}

#[test]
fn a_newer_schema_is_no_entry_and_is_left_alone_for_a_day() {
    let newer = |now: i64| format!(r#"{{"v":3,"at":"{}","all":"else is new"}}"#, at(now));
    let kv = Rc::new(MemoryKv::default());
    kv.set("linju/c/b/a/q", &newer(0)).unwrap();
    let page = cache(&kv, "a");
    assert!(page.get::<u32>("q").is_none());
    page.note_use(at(9_999));
    assert_eq!(page.put("q", &1_u32, at(60), None), Err(KvError::Blocked));
    assert_eq!(
        page.get::<u32>("q").unwrap().data,
        1,
        "this page has what came"
    );
    assert_eq!(
        kv.get("linju/c/b/a/q"),
        Some(newer(0)),
        "and the other what it kept"
    );
    assert_eq!((page.extent().newer, page.extent().unreadable), (1, 0));
    // Nobody renews it: the newer app is gone.
    page.put("q", &2_u32, at(86_400), None).unwrap();
    assert_eq!(cache(&kv, "a").get::<u32>("q").unwrap().data, 2);
}

#[test]
fn a_newer_schema_goes_before_what_can_be_read() {
    let kv = Rc::new(MemoryKv::default());
    let own = cache(&kv, "a");
    kv.set(
        "linju/c/b/a/newer",
        &format!(
            r#"{{"v":3,"at":"{}","data":"{}"}}"#,
            at(100),
            "x".repeat(99)
        ),
    )
    .unwrap();
    own.put("old", &1_u32, at(-9_999), None).unwrap();
    let own = own.with_budget(taken(&*kv));
    own.put("new", &1_u32, at(0), None).unwrap();
    assert!(!own.has("newer") && own.has("old") && own.has("new"));
}

/// Drafts and settings say no version: fields may be added, and what is not known is passed over. These are what 0.1
/// wrote.
#[test]
fn drafts_and_settings_of_the_first_version_are_read() {
    use crate::store::{Drafts, Language, Settings, Theme};
    let kv = Rc::new(MemoryKv::default());
    kv.set(
        "linju/d/b/a/join/c1",
        r#"{"why":"我住在三栋","party":"[\"外婆\"]"}"#,
    )
    .unwrap();
    kv.set("linju/settings", r#"{"city":"杭州","here":{"lat":30.3,"lng":120.1},"interests":["跑步"],"lang":"zh-Hant","text":"l","theme":"dark"}"#)
        .unwrap();
    let draft = Drafts::new(kv.clone(), "b", Whose::new("a")).get("join/c1");
    assert_eq!(draft.get("why").map(String::as_str), Some("我住在三栋"));
    let settings = Settings::load(&*kv);
    assert_eq!(
        (settings.lang, settings.theme),
        (Some(Language::Hant), Theme::Dark)
    );
    assert_eq!(
        (settings.city.as_str(), settings.interests.len()),
        ("杭州", 1)
    );
    assert!(settings.here.is_some());
    kv.set("linju/settings", r#"{"theme":"dark","new_in_9":[1,2]}"#)
        .unwrap();
    assert_eq!(Settings::load(&*kv).theme, Theme::Dark);
}
