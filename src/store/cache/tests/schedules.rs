//! The budget holds whatever happens: two tabs over one storage, writes that fail, what other apps keep there, a clock that jumps.

use proptest::prelude::*;

use super::*;

const BUDGET: usize = 1_500;

#[derive(Clone, Debug)]
enum Step {
    Put {
        tab: usize,
        query: u8,
        length: usize,
    },
    Get {
        tab: usize,
        query: u8,
    },
    NoteUse {
        tab: usize,
    },
    Forget {
        tab: usize,
        query: u8,
    },
    MakeRoom {
        tab: usize,
    },
    Clear {
        tab: usize,
    },
    /// So many writes fail from now on.
    Full(u32),
    /// Something else is written: a draft, a command, a key of another app.
    Others {
        key: u8,
        length: usize,
    },
    /// What an older, a newer or a broken app would keep.
    Foreign {
        query: u8,
        which: u8,
    },
    Clock(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let tab = 0..2_usize;
    prop_oneof![
        8 => (tab.clone(), 0..12_u8, 0..500_usize)
            .prop_map(|(tab, query, length)| Step::Put { tab, query, length }),
        4 => (tab.clone(), 0..12_u8).prop_map(|(tab, query)| Step::Get { tab, query }),
        2 => tab.clone().prop_map(|tab| Step::NoteUse { tab }),
        1 => (tab.clone(), 0..12_u8).prop_map(|(tab, query)| Step::Forget { tab, query }),
        1 => tab.clone().prop_map(|tab| Step::MakeRoom { tab }),
        1 => tab.prop_map(|tab| Step::Clear { tab }),
        1 => (0..4_u32).prop_map(Step::Full),
        2 => (0..4_u8, 0..300_usize).prop_map(|(key, length)| Step::Others { key, length }),
        1 => (0..12_u8, 0..5_u8).prop_map(|(query, which)| Step::Foreign { query, which }),
        3 => (-5_000..9_000_i64).prop_map(Step::Clock),
    ]
}

const OTHERS: [&str; 4] = ["linju/d/b/a/f", "linju/o/b/a/1", "linju/settings", "theirs"];

fn foreign(which: u8, now: Instant) -> String {
    match which {
        0 => format!(r#"{{"at":"{now}","data":7,"etag":null,"v":1}}"#),
        1 => format!(r#"{{"v":9,"at":"{now}","what":"is new"}}"#),
        2 => "{\"v\":2,\"at\":\"20".to_owned(),
        3 => String::new(),
        _ => "junk".repeat(40),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]
    #[test]
    fn the_cache_never_passes_its_budget_and_touches_nothing_else(
        room in 800..4_000_usize,
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let kv = Failing::over(MemoryKv::with_room(room));
        let tabs = [0, 1].map(|_| Cache::new(kv.clone(), "b", Whose::new("a")).with_budget(BUDGET));
        let mut others: [Option<String>; 4] = Default::default();
        let mut now = at(0);
        for step in steps {
            match step {
                Step::Put { tab, query, length } => {
                    let (query, text) = (format!("q{query}"), "邻".repeat(length));
                    let put = tabs[tab].put(&query, &text, now, None);
                    // Kept or not, this page has it.
                    prop_assert_eq!(tabs[tab].get::<String>(&query).map(|k| k.data), Some(text.clone()));
                    let again = Cache::new(kv.clone(), "b", Whose::new("a"));
                    if put.is_ok() {
                        prop_assert_eq!(again.get::<String>(&query).map(|k| k.data), Some(text));
                    }
                }
                Step::Get { tab, query } => {
                    let _any = tabs[tab].get::<String>(&format!("q{query}"));
                }
                Step::NoteUse { tab } => tabs[tab].note_use(now),
                Step::Forget { tab, query } => {
                    tabs[tab].forget(&format!("q{query}"));
                    let left = tabs[tab].get::<String>(&format!("q{query}"));
                    prop_assert!(left.is_none());
                }
                Step::MakeRoom { tab } => tabs[tab].make_room(),
                Step::Clear { tab } => tabs[tab].clear(),
                Step::Full(times) => kv.full.set(times),
                Step::Others { key, length } => {
                    let (key, text) = (usize::from(key), "z".repeat(length));
                    if kv.set(OTHERS[key], &text).is_ok() {
                        others[key] = Some(text);
                    }
                }
                Step::Foreign { query, which } => {
                    let (key, text) = (format!("linju/c/b/a/q{query}"), foreign(which, now));
                    // As an app would that minds the budget.
                    let fits = taken(&*kv) + units(&key) + units(&text) <= BUDGET;
                    if fits {
                        let _unkept = kv.kv.set(&key, &text);
                    }
                }
                Step::Clock(by) => now = now.plus(by),
            }
            prop_assert!(taken(&*kv) <= BUDGET, "{} units", taken(&*kv));
            for (key, text) in OTHERS.iter().zip(&others) {
                prop_assert_eq!(&kv.get(key), text, "{}", key);
            }
            let extent = tabs[0].extent();
            prop_assert_eq!(extent.all_units, taken(&*kv));
        }
    }
}
