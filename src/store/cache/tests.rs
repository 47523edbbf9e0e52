//! What was put is there again, for whom it was; what cannot be read harms nothing; the budget holds.

mod room;
mod schedules;
mod schemas;
mod shelf;
mod spoilt;

use std::cell::Cell;

use super::*;
use crate::port::units;

pub(super) const NOW: i64 = 1_800_000_000;

pub(super) fn at(seconds: i64) -> Instant {
    Instant::from_unix(NOW + seconds)
}

pub(super) fn cache(kv: &Rc<MemoryKv>, account: &str) -> Cache {
    Cache::new(kv.clone(), "b", Whose::new(account))
}

/// What a text under a query of account `a` is read as.
pub(super) fn read(text: &str) -> Option<u32> {
    let kv = Rc::new(MemoryKv::default());
    kv.set("linju/c/b/a/q", text).unwrap();
    let kept = cache(&kv, "a").get::<u32>("q");
    assert_eq!(
        kv.get("linju/c/b/a/q").as_deref(),
        Some(text),
        "reading changes nothing"
    );
    kept.map(|kept| kept.data)
}

/// Units of all answers in a storage.
pub(super) fn taken(kv: &dyn KeyValue) -> usize {
    let all = kv.keys(PREFIX).into_iter();
    all.map(|key| units(&key) + units(&kv.get(&key).unwrap()))
        .sum()
}

/// A storage that is full when it is told to be.
pub(super) struct Failing {
    pub(super) kv: MemoryKv,
    /// So many writes from now on fail.
    pub(super) full: Cell<u32>,
}

impl Failing {
    pub(super) fn over(kv: MemoryKv) -> Rc<Self> {
        Rc::new(Self {
            kv,
            full: Cell::new(0),
        })
    }
}

impl KeyValue for Failing {
    fn get(&self, key: &str) -> Option<String> {
        self.kv.get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        if let Some(left) = self.full.get().checked_sub(1) {
            self.full.set(left);
            return Err(KvError::Full);
        }
        self.kv.set(key, value)
    }
    fn remove(&self, key: &str) {
        self.kv.remove(key);
    }
    fn keys(&self, prefix: &str) -> Vec<String> {
        self.kv.keys(prefix)
    }
    fn durable(&self) -> bool {
        true
    }
}

#[test]
fn what_was_put_is_kept_for_its_account_only() {
    let kv = Rc::new(MemoryKv::default());
    cache(&kv, "a")
        .put("q", &vec![1_u32, 2], at(0), Some("\"e\""))
        .unwrap();
    let kept = cache(&kv, "a").get::<Vec<u32>>("q").unwrap();
    assert_eq!((kept.data, kept.at), (vec![1, 2], at(0)));
    assert_eq!(cache(&kv, "a").etag("q").as_deref(), Some("\"e\""));
    assert!(cache(&kv, "other").get::<Vec<u32>>("q").is_none());
    let other = Cache::new(kv, "other", Whose::new("a"));
    assert!(other.get::<Vec<u32>>("q").is_none());
}

#[test]
fn an_entity_tag_comes_back_as_it_was_unless_it_is_very_long() {
    let kv = Rc::new(MemoryKv::default());
    let cache = cache(&kv, "a");
    let long = "x".repeat(1_000);
    let tag = "W/\"a\\\",\"data\":邻\n\"";
    for (etag, kept) in [(tag, Some(tag)), ("", Some("")), (&*long, None)] {
        cache.put("q", &1_u32, at(0), Some(etag)).unwrap();
        let entry = cache.get::<u32>("q").unwrap();
        assert_eq!((entry.data, cache.etag("q").as_deref()), (1, kept));
        assert_eq!(cache.extent().unreadable, 0, "{etag:.20}");
        cache.note_use(at(7_200));
        let entry = cache.get::<u32>("q").unwrap();
        assert_eq!(
            (entry.data, entry.at, cache.etag("q").as_deref()),
            (1, at(0), kept)
        );
    }
}

#[test]
fn forgetting_takes_the_pieces_of_an_answer_along_and_nothing_of_another() {
    let kv = Rc::new(MemoryKv::default());
    let cache = cache(&kv, "a");
    for query in ["q/", "q/\u{1}1", "q/\u{1}2", "q/x", "q"] {
        cache.put(query, &1_u32, at(0), None).unwrap();
    }
    cache.forget("q/");
    cache.forget_pieces("q/");
    let mut left = kv.keys("");
    left.sort();
    assert_eq!(left, ["linju/c/b/a/q", "linju/c/b/a/q/x"]);
}

#[test]
fn what_the_storage_does_not_take_is_kept_as_long_as_the_page_is_open() {
    let kv = Failing::over(MemoryKv::default());
    let open = || Cache::new(kv.clone(), "b", Whose::new("a"));
    let page = open();
    page.put("q", &1_u32, at(0), None).unwrap();
    kv.full.set(2);
    assert_eq!(page.put("q", &2_u32, at(1), None), Err(KvError::Full));
    assert_eq!(page.get::<u32>("q").unwrap().data, 2);
    assert_eq!(page.extent().in_memory, 1);
    assert_ne!(
        open().get::<u32>("q").map(|k| k.data),
        Some(2),
        "another page does not know it"
    );
    // And once there is room again it is kept, and nowhere else.
    page.put("q", &3_u32, at(2), None).unwrap();
    assert_eq!(page.extent().in_memory, 0);
    assert_eq!(open().get::<u32>("q").unwrap().data, 3);
    kv.full.set(2);
    let _held = page.put("q", &4_u32, at(3), None);
    page.forget("q");
    assert!(page.get::<u32>("q").is_none(), "forgotten there too");
    kv.full.set(2);
    let _held = page.put("q", &5_u32, at(4), None);
    page.clear();
    assert!(page.get::<u32>("q").is_none());
}

#[test]
fn what_is_of_the_schema_of_now_is_read_where_it_stands() {
    let kv = Rc::new(MemoryKv::default());
    let cache = Cache::new(kv.clone(), "b", Whose::new("a"));
    cache
        .put(
            "q",
            &vec!["a \"b\" \\ 邻".to_owned()],
            at(0),
            Some("\"tag\""),
        )
        .unwrap();
    let text = kv.get(&cache.key("q")).unwrap();
    let mut data = None;
    let mut take = |found: Found<'_>| data = Vec::<String>::from_found(found).ok();
    let said = super::read_in_place(&text, &mut take).unwrap();
    assert_eq!(said, Some(at(0)));
    assert_eq!(data.unwrap(), ["a \"b\" \\ 邻"]);
}
