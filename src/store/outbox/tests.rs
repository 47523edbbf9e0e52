use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::{
    model::{Command, Instant},
    port::MemoryKv,
};

/// Storage that outlives the page.
struct Durable(MemoryKv);

impl KeyValue for Durable {
    fn get(&self, key: &str) -> Option<String> {
        self.0.get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        self.0.set(key, value)
    }
    fn remove(&self, key: &str) {
        self.0.remove(key);
    }
    fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.keys(prefix)
    }
    fn durable(&self) -> bool {
        true
    }
}

fn disk(room: Option<usize>) -> Rc<Durable> {
    Rc::new(Durable(
        room.map_or_else(MemoryKv::default, MemoryKv::with_room),
    ))
}

/// The outbox of an account, as a new page sees it.
fn of(kv: &Rc<Durable>, account: &str) -> Outbox {
    Outbox::new(kv.clone(), Rc::default(), Rc::new(Marks), "b", account)
}

/// Each is another, whoever makes it.
struct Marks;

impl Randomness for Marks {
    fn id(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        format!("mark-{}", COUNT.fetch_add(1, Ordering::Relaxed))
    }
}

fn leave(number: u64) -> Entry {
    let command = Command::Leave {
        community: format!("c{number}").as_str().into(),
    };
    let id = format!("id-{number}");
    Entry::new(
        number,
        id.as_str().into(),
        Instant::from_unix(1_000),
        command,
    )
}

fn ids(outbox: &Outbox) -> Vec<String> {
    outbox.all().iter().map(|e| e.id.to_string()).collect()
}

const NO_ROOM: &dyn Fn() = &|| {};

#[test]
fn entries_come_in_the_order_in_which_they_were_given() {
    let kv = disk(None);
    for number in [2, 10, 1, 9] {
        of(&kv, "a").put(&leave(number), NO_ROOM).unwrap();
    }
    assert_eq!(ids(&of(&kv, "a")), ["id-1", "id-2", "id-9", "id-10"]);
    let at = Instant::from_unix;
    assert_eq!(of(&kv, "a").next_number(at(3)), 11);
    assert_eq!(of(&kv, "a").next_number(at(1_795_262_400)), 1_795_262_400);
    assert_eq!(of(&kv, "a").next_number(at(-1)), 11);
    assert!(ids(&of(&kv, "z")).is_empty());
    assert_eq!(Outbox::accounts(&*kv, "b"), [("a".to_owned(), 4)]);
}

#[test]
fn what_has_no_room_is_held_by_the_page_and_says_so_until_there_is_room() {
    let kv = disk(Some(60));
    let outbox = of(&kv, "a");
    let asked = std::cell::Cell::new(0);
    let room = || asked.set(asked.get() + 1);
    assert_eq!(outbox.put(&leave(1), &room), Err(KvError::Full));
    assert_eq!(asked.get(), 1, "room is made once");
    assert!(outbox.all().iter().all(|entry| entry.unkept));
    assert_eq!(ids(&outbox), ["id-1"]);
    assert!(
        ids(&of(&kv, "a")).is_empty(),
        "another page knows nothing of it"
    );

    let (more, held) = (disk(None), outbox.held.clone());
    let outbox = Outbox::new(more.clone(), held, Rc::new(Marks), "b", "a");
    outbox.mend(NO_ROOM);
    assert!(outbox.all().iter().all(|entry| !entry.unkept));
    assert_eq!(ids(&of(&more, "a")), ["id-1"]);
}

#[test]
fn one_that_cannot_be_read_harms_no_other_and_is_left_where_it_is() {
    let kv = disk(None);
    of(&kv, "a").put(&leave(1), NO_ROOM).unwrap();
    for (key, text) in [
        ("2-x", "{\"schema\":1,"),
        ("3-y", "5 MB of junk"),
        ("4-z", r#"{"schema":9}"#),
    ] {
        kv.set(&format!("linju/o/b/a/{key}"), text).unwrap();
    }
    let outbox = of(&kv, "a");
    assert_eq!(
        (ids(&outbox), outbox.unreadable()),
        (vec!["id-1".to_owned()], 3)
    );
    outbox.mend(NO_ROOM);
    assert_eq!(kv.get("linju/o/b/a/3-y").as_deref(), Some("5 MB of junk"));
}

#[test]
fn storage_that_is_emptied_or_spoiled_loses_nothing_that_a_page_knows() {
    for spoil in [None, Some("junk")] {
        let kv = disk(None);
        let outbox = of(&kv, "a");
        outbox.put(&leave(1), NO_ROOM).unwrap();
        assert_eq!(ids(&outbox), ["id-1"]);
        for key in kv.keys("") {
            match spoil {
                None => kv.remove(&key),
                Some(junk) => kv.set(&key, junk).unwrap(),
            }
        }
        let [entry] = outbox.all().try_into().unwrap();
        // Another page may have sent it before that.
        assert_eq!(entry.stage, Stage::Sending);
        outbox.mend(NO_ROOM);
        assert_eq!(ids(&of(&kv, "a")), ["id-1"]);
        assert_eq!(outbox.unreadable(), 0);
    }
}

#[test]
fn storage_that_is_emptied_however_often_loses_none_when_one_is_noted() {
    let kv = disk(None);
    let outbox = of(&kv, "a");
    outbox.put(&leave(1), NO_ROOM).unwrap();
    outbox.put(&leave(2), NO_ROOM).unwrap();
    let mut marks = Vec::new();
    for round in 0..40 {
        kv.keys("").iter().for_each(|key| kv.remove(key));
        // One is being sent, and is the first that storage bears again.
        let first = outbox.all().remove(0);
        outbox.update(&first, NO_ROOM).unwrap();
        assert_eq!(ids(&outbox), ["id-1", "id-2"], "round {round}");
        let mark = kv.get(MARK).unwrap();
        assert!(!marks.contains(&mark), "round {round}: {mark}");
        marks.push(mark);
        outbox.mend(NO_ROOM);
    }
}

#[test]
fn what_is_noted_of_one_that_storage_lost_survives_the_next_loss_too() {
    let kv = disk(None);
    let outbox = of(&kv, "a");
    outbox.put(&leave(1), NO_ROOM).unwrap();
    for _ in 0..3 {
        kv.keys("").iter().for_each(|key| kv.remove(key));
        let [mut entry] = outbox.all().try_into().unwrap();
        assert!(entry.scattered);
        entry.send_again();
        outbox.update(&entry, NO_ROOM).unwrap();
        assert!(!outbox.all()[0].scattered, "it is there again");
    }
}

#[test]
fn what_another_page_has_ended_is_not_brought_back() {
    let kv = disk(None);
    let (one, other) = (of(&kv, "a"), of(&kv, "a"));
    one.put(&leave(1), NO_ROOM).unwrap();
    assert_eq!(ids(&other), ["id-1"]);
    one.remove(&leave(1));
    assert!(ids(&other).is_empty());
    other.mend(NO_ROOM);
    assert!(ids(&one).is_empty());
    assert_eq!(other.update(&leave(1), NO_ROOM), Err(KvError::Blocked));
}

#[test]
fn what_is_new_of_one_that_cannot_be_written_leaves_what_was_there() {
    let kv = disk(Some(560));
    let outbox = of(&kv, "a");
    outbox.put(&leave(1), NO_ROOM).unwrap();
    let mut refused = leave(1);
    refused.begin(refused.at);
    outbox.update(&refused, NO_ROOM).unwrap();
    let words = "不行".repeat(500);
    refused.refuse(crate::model::Refusal::Said { words });
    assert_eq!(outbox.update(&refused, NO_ROOM), Err(KvError::Full));
    assert_eq!(outbox.get(&refused.id).unwrap().stage, Stage::Sending);
}
