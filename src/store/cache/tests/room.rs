//! What goes when there is no room.

use super::*;

/// Queries kept by a cache for account `a`.
fn queries(kv: &dyn KeyValue) -> Vec<String> {
    let mut all: Vec<String> = kv
        .keys("linju/c/b/a/")
        .iter()
        .map(|key| key["linju/c/b/a/".len()..].to_owned())
        .collect();
    all.sort();
    all
}

/// Room for three entries of this text.
fn three(kv: &Rc<MemoryKv>) -> (Cache, String) {
    let text = "x".repeat(40);
    let one = "linju/c/b/a/q0".len()
        + units(&envelope::written(
            at(0),
            at(0),
            None,
            &format!("\"{text}\""),
        ));
    (cache(kv, "a").with_budget(3 * one), text)
}

#[test]
fn what_was_read_longest_ago_goes_first() {
    let kv = Rc::new(MemoryKv::default());
    let (cache, text) = three(&kv);
    for n in 0..3 {
        cache.put(&format!("q{n}"), &text, at(n), None).unwrap();
    }
    assert_eq!(
        queries(&*kv),
        ["q0", "q1", "q2"],
        "the budget to the last unit"
    );
    cache.get::<String>("q0").unwrap();
    cache.note_use(at(4_000));
    cache.put("q3", &text, at(4_001), None).unwrap();
    assert_eq!(queries(&*kv), ["q0", "q2", "q3"]);
    // What is written anew makes no other go.
    cache.put("q2", &text, at(4_002), None).unwrap();
    assert_eq!(queries(&*kv), ["q0", "q2", "q3"]);
    // One unit more than fits.
    cache
        .put("q3", &format!("{text}y"), at(4_003), None)
        .unwrap();
    assert_eq!(queries(&*kv), ["q2", "q3"]);
}

#[test]
fn that_something_was_read_is_written_down_once_an_hour() {
    let kv = Rc::new(MemoryKv::default());
    let cache = cache(&kv, "a");
    cache.put("q", &1_u32, at(0), None).unwrap();
    let used = || match envelope::head(&kv.get("linju/c/b/a/q").unwrap()) {
        envelope::Head::Known { at: said, used } if said == at(0) => used.unix() - NOW,
        head => panic!("{head:?}"),
    };
    for (now, is) in [
        (60, 0),
        (3_599, 0),
        (3_600, 3_600),
        (5_000, 3_600),
        (7_200, 7_200),
        (-50, -50),
    ] {
        cache.get::<u32>("q").unwrap();
        cache.note_use(at(now));
        assert_eq!(used(), is, "at {now}");
    }
    // Not read, not written.
    cache.note_use(at(90_000));
    assert_eq!(used(), -50);
}

#[test]
fn what_another_account_or_backend_keeps_counts_and_goes_too() {
    let kv = Rc::new(MemoryKv::default());
    let (own, text) = three(&kv);
    let other = Cache::new(kv.clone(), "c", Whose::new("z"));
    for n in 0..3 {
        other.put(&format!("q{n}"), &text, at(n), None).unwrap();
    }
    own.put("q0", &text, at(9), None).unwrap();
    assert_eq!(kv.keys("linju/c/c/z/").len(), 2);
    assert_eq!(queries(&*kv), ["q0"]);
    let extent = own.extent();
    assert_eq!((extent.entries, extent.all_units), (1, taken(&*kv)));
    assert!(extent.units < extent.all_units);
}

#[test]
fn the_clock_going_back_leaves_nothing_for_ever() {
    let kv = Rc::new(MemoryKv::default());
    let (cache, text) = three(&kv);
    // Kept while the clock was a year ahead, and then it was put right.
    cache.put("ahead", &text, at(31_536_000), None).unwrap();
    for n in 0..4 {
        cache.put(&format!("q{n}"), &text, at(n), None).unwrap();
    }
    assert!(
        !queries(&*kv).contains(&"ahead".to_owned()),
        "{:?}",
        queries(&*kv)
    );
}

#[test]
fn what_fits_nowhere_makes_nothing_go() {
    let kv = Rc::new(MemoryKv::default());
    let (cache, text) = three(&kv);
    cache.put("q0", &text, at(0), None).unwrap();
    let long = text.repeat(20);
    assert_eq!(cache.put("long", &long, at(1), None), Err(KvError::Full));
    assert_eq!(queries(&*kv), ["q0"]);
    assert_eq!(
        cache.get::<String>("long").unwrap().data,
        long,
        "but for this page"
    );
}

#[test]
fn a_full_storage_gives_up_answers_only_and_as_few_as_needed() {
    let kv = Rc::new(MemoryKv::with_room(3_000));
    let others = [
        "linju/d/b/a/form",
        "linju/o/b/a/1",
        "linju/settings",
        "linju/embedded/state",
        "their/app",
    ];
    for key in others {
        kv.set(key, "what somebody entered").unwrap();
    }
    let cache = cache(&kv, "a");
    for n in 0..40 {
        cache
            .put(&format!("q{n}"), &"x".repeat(40), at(n), None)
            .unwrap();
    }
    assert!(cache.get::<String>("q39").is_some());
    assert!(cache.get::<String>("q0").is_none());
    let kept = queries(&*kv).len();
    assert!(kept > 12, "{kept}");
    for key in others {
        assert_eq!(
            kv.get(key).as_deref(),
            Some("what somebody entered"),
            "{key}"
        );
    }
    cache.make_room();
    assert!((kept / 2 - 1..=kept / 2 + 1).contains(&queries(&*kv).len()));
    assert!(
        cache.get::<String>("q39").is_some(),
        "the half that was read longest ago"
    );
}

#[test]
fn a_storage_full_of_somebody_elses_things_keeps_nothing_and_shows_everything() {
    let kv = Rc::new(MemoryKv::with_room(1_000));
    kv.set("their/app", &"x".repeat(950)).unwrap();
    let cache = cache(&kv, "a");
    for n in 0..9 {
        let put = cache.put(&format!("q{n}"), &"y".repeat(100), at(n), None);
        assert_eq!(put, Err(KvError::Full));
    }
    assert!((0..9).all(|n| cache.get::<String>(&format!("q{n}")).is_some()));
    assert_eq!(cache.extent().in_memory, 9);
    assert_eq!(kv.keys(""), ["their/app"]);
}
