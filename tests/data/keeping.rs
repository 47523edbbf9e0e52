//! How answers are kept: windows of freshness, large lists in pieces, pages as far as they were read, what *Me* tells.

use std::rc::Rc;

use linju::{
    data::{
        CommunitiesPage, CommunityById, Data, EventsPage, Feed, FeedWanted, MembersPage, Mine,
        TransportError,
    },
    model::{Answers, Command},
    port::{Clock as _, KeyValue, KvError, MemoryKv},
};
use serde_json::Value;

use super::{
    Bench, done, embedded, embedded_again,
    many::{Later, Many},
    mapped,
    native::{Files, Hand, block_on},
    ports, row,
};

/// The service, a storage, and what is open.
struct Device {
    many: Rc<Many>,
    kv: Rc<dyn KeyValue>,
    clock: Rc<Hand>,
    later: Rc<Later>,
}

impl Device {
    fn with(many: Rc<Many>, kv: Rc<dyn KeyValue>) -> Self {
        Self {
            many,
            kv,
            clock: Hand::at(super::NOW),
            later: Rc::default(),
        }
    }

    fn open(&self) -> Data {
        let ports = ports(self.kv.clone(), &Files::new(), &self.clock);
        let data = Data::new(self.many.clone(), ports, "me");
        data.keep_when_idle(self.later.clone());
        data
    }

    /// The longest text of an answer, in UTF-16 units.
    fn longest(&self) -> usize {
        let keys = self.kv.keys("linju/c/").into_iter();
        let units = |key: String| self.kv.peek(&key, 0).map(|(units, _)| units);
        keys.filter_map(units).max().unwrap_or_default()
    }
}

fn ids(feed: &Feed) -> Vec<String> {
    let mut all: Vec<String> = feed.items.iter().map(|i| i.thing.id().to_owned()).collect();
    all.sort();
    all
}

fn read_whole(data: &Data, feed: &mut Feed) {
    for _ in 0..200 {
        if !feed.more() {
            return;
        }
        block_on(data.feed_more(&FeedWanted::default(), feed)).unwrap();
    }
    panic!("the feed never ends");
}

#[test]
fn a_large_list_is_written_in_pieces_when_nobody_waits_and_read_back_piece_by_piece() {
    let device = Device::with(Many::new(1_500, 9_999), Rc::new(MemoryKv::default()));
    let data = device.open();
    let wanted = FeedWanted::default();
    let (feed, _) = block_on(data.feed(&wanted)).unwrap();
    assert_eq!(feed.items.len(), 1_500);
    let before: usize = device.longest();
    assert!(before < 21_000, "{before} units were written at once");
    assert_eq!(
        data.feed_kept(&wanted).unwrap().items.len(),
        1_500,
        "it is there all the same"
    );

    let mut moments = 0;
    while device.later.moment() {
        moments += 1;
    }
    assert!(moments > 10, "{moments}");
    assert!(
        device.longest() < 52_000,
        "{} units in a piece",
        device.longest()
    );
    // A new start, without a network.
    device.many.cut.set(true);
    let data = device.open();
    let mut kept = data.feed_kept(&wanted).unwrap();
    assert!(
        (40..200).contains(&kept.items.len()),
        "{} at first",
        kept.items.len()
    );
    assert!(kept.more());
    read_whole(&data, &mut kept);
    assert_eq!(ids(&kept), ids(&feed), "each once");
    let order: Vec<_> = kept.items.iter().map(|i| i.at).collect();
    assert_eq!(order.len(), 1_500);
}

#[test]
fn a_page_that_closes_while_it_is_written_leaves_what_can_be_read() {
    for moments in 0..12 {
        let device = Device::with(Many::new(500, 9_999), Rc::new(MemoryKv::default()));
        let wanted = FeedWanted::default();
        block_on(device.open().feed(&wanted)).unwrap();
        for _ in 0..moments {
            device.later.moment();
        }
        // Closed: what was left is never done.
        device.later.0.borrow_mut().clear();
        let data = device.open();
        let Some(mut kept) = data.feed_kept(&wanted) else {
            continue;
        };
        read_whole(&data, &mut kept);
        // The events are read on, or asked for anew where a piece is missing.
        assert!(
            [0, 500].contains(&kept.items.len()),
            "{moments}: {}",
            kept.items.len()
        );
    }
}

#[test]
fn a_shorter_list_leaves_no_piece_of_a_longer_one() {
    let device = Device::with(Many::new(900, 9_999), Rc::new(MemoryKv::default()));
    let wanted = FeedWanted::default();
    let data = device.open();
    block_on(data.feed(&wanted)).unwrap();
    while device.later.moment() {}
    let pieces = || {
        device
            .kv
            .keys("linju/c/")
            .iter()
            .filter(|k| k.contains('\u{1}'))
            .count()
    };
    assert!(pieces() > 5);
    for count in [300, 10] {
        device.many.events.borrow_mut().truncate(count);
        block_on(data.feed(&wanted)).unwrap();
        while device.later.moment() {}
        let data = device.open();
        let mut kept = data.feed_kept(&wanted).unwrap();
        read_whole(&data, &mut kept);
        assert_eq!(kept.items.len(), count);
    }
    assert_eq!(pieces(), 0);
}

#[test]
fn what_is_taken_away_goes_with_all_its_pieces() {
    let device = Device::with(Many::new(900, 9_999), Rc::new(MemoryKv::default()));
    let data = device.open();
    block_on(data.feed(&FeedWanted::default())).unwrap();
    while device.later.moment() {}
    data.clear_kept();
    assert_eq!(device.kv.keys("linju/c/"), Vec::<String>::new());
}

#[test]
fn pages_are_read_without_a_network_as_far_as_they_were_read_with_one() {
    let device = Device::with(Many::new(400, 50), Rc::new(MemoryKv::default()));
    let wanted = FeedWanted::default();
    let data = device.open();
    let (mut feed, _) = block_on(data.feed(&wanted)).unwrap();
    for _ in 0..3 {
        block_on(data.feed_more(&wanted, &mut feed)).unwrap();
    }
    assert_eq!(feed.items.len(), 200);
    while device.later.moment() {}
    let said = device.clock.now();
    device.clock.forward(7_200);
    device.many.cut.set(true);
    let data = device.open();
    let mut kept = data.feed_kept(&wanted).unwrap();
    for _ in 0..3 {
        block_on(data.feed_more(&wanted, &mut kept)).unwrap();
    }
    assert_eq!(ids(&kept), ids(&feed));
    assert_eq!(kept.at, Some(said), "as old as the oldest part of it");
    // And no further; the next try goes on there.
    let error = block_on(data.feed_more(&wanted, &mut kept)).unwrap_err();
    assert_eq!(error, TransportError::Network.into());
    device.many.cut.set(false);
    block_on(data.feed_more(&wanted, &mut kept)).unwrap();
    assert_eq!(kept.items.len(), 250);
}

#[test]
fn what_is_young_is_not_asked_for_again_unless_it_is_wanted_or_something_was_done() {
    let bench = mapped(&format!("[{}]", row("a")));
    let asked = || bench.files.asked.borrow().len();
    let query = CommunitiesPage::default();
    let first = block_on(bench.data.soon(&query)).unwrap();
    bench.clock.forward(59);
    let second = block_on(bench.data.soon(&query)).unwrap();
    assert_eq!((asked(), &second), (1, &first), "since when it is so, too");
    bench.clock.forward(1);
    block_on(bench.data.soon(&query)).unwrap();
    assert_eq!(asked(), 2, "a minute old");
    // The person wants it.
    block_on(bench.data.fresh(&query)).unwrap();
    assert_eq!(asked(), 3);
    // The clock was an hour ahead when it was said.
    bench.clock.forward(-3_600);
    block_on(bench.data.soon(&query)).unwrap();
    assert_eq!(asked(), 4);
    bench.clock.forward(5);
    bench.data.clear_kept();
    block_on(bench.data.soon(&query)).unwrap();
    assert_eq!(asked(), 5);
}

#[test]
fn a_command_makes_nothing_young_that_was_said_before() {
    let bench = embedded();
    let lists = CommunitiesPage::default();
    let one = CommunityById("book-hz".into());
    block_on(bench.data.soon(&lists)).unwrap();
    block_on(bench.data.soon(&one)).unwrap();
    let asked = || {
        bench
            .data
            .report()
            .rows
            .iter()
            .filter(|r| r.at == bench.clock.now())
            .count()
    };
    bench.clock.forward(10);
    block_on(bench.data.soon(&lists)).unwrap();
    block_on(bench.data.soon(&one)).unwrap();
    assert_eq!(asked(), 0);
    let join = Command::Join {
        community: "poem-morning".into(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    let _done = done(&bench, join);
    bench.clock.forward(10);
    block_on(bench.data.soon(&lists)).unwrap();
    block_on(bench.data.soon(&one)).unwrap();
    assert_eq!(asked(), 2);
    // Where the viewer stands is asked for always.
    block_on(bench.data.soon(&Mine)).unwrap();
    block_on(bench.data.soon(&Mine)).unwrap();
    assert_eq!(asked(), 3);
}

#[test]
fn a_page_that_is_opened_after_a_command_asks_anew_too() {
    let bench = embedded();
    let one = CommunityById("book-hz".into());
    let asks = |bench: &Bench| {
        let before = bench.data.report().rows.len();
        block_on(bench.data.soon(&one)).unwrap();
        bench.data.report().rows.len() > before
    };
    assert!(asks(&bench), "nothing is kept");
    assert!(!asks(&embedded_again(&bench)), "young");
    let follow = Command::Follow {
        community: "poem-morning".into(),
    };
    let _done = done(&bench, follow);
    let again = embedded_again(&bench);
    assert!(asks(&again), "something was done since");
    // What a clock said that was ahead, or nobody can read, keeps nothing old.
    for text in ["2099-01-01T00:00:00Z", "yesterday", ""] {
        let kept = bench.kv.get("linju/changed").unwrap();
        assert!(kept.starts_with("20"), "{kept}");
        bench.kv.set("linju/changed", text).unwrap();
        assert!(!asks(&embedded_again(&bench)), "{text}");
        bench.kv.set("linju/changed", &kept).unwrap();
    }
}

#[test]
fn a_directory_is_young_for_ten_minutes() {
    let device = Device::with(Many::new(0, 1), Rc::new(MemoryKv::default()));
    let data = device.open();
    let query = MembersPage {
        community: "c".into(),
        cursor: None,
    };
    for (seconds, asked) in [(0, 1), (599, 1), (1, 2), (300, 2)] {
        device.clock.forward(seconds);
        block_on(data.soon(&query)).unwrap();
        assert_eq!(device.many.asked.get(), asked);
    }
}

/// A storage that takes nothing.
struct Blocked;

impl KeyValue for Blocked {
    fn get(&self, _: &str) -> Option<String> {
        None
    }
    fn set(&self, _: &str, _: &str) -> Result<(), KvError> {
        Err(KvError::Blocked)
    }
    fn remove(&self, _: &str) {}
    fn keys(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
    fn durable(&self) -> bool {
        true
    }
}

#[test]
fn a_storage_that_takes_nothing_is_as_good_as_one_for_as_long_as_the_page_is_open() {
    let full = MemoryKv::with_room(100);
    let storages: [Rc<dyn KeyValue>; 2] = [Rc::new(Blocked), Rc::new(full)];
    for kv in storages {
        let device = Device::with(Many::new(300, 9_999), kv);
        let wanted = FeedWanted::default();
        let data = device.open();
        block_on(data.feed(&wanted)).unwrap();
        while device.later.moment() {}
        device.many.cut.set(true);
        let mut kept = data.feed_kept(&wanted).unwrap();
        read_whole(&data, &mut kept);
        assert_eq!(kept.items.len(), 300);
        let extent = data.kept_extent();
        assert_eq!(extent.entries, 0);
        assert!(extent.in_memory > 3, "and that can be told");
    }
}

#[test]
fn what_is_kept_is_told_and_given_out_without_what_somebody_signed_in_with() {
    let device = Device::with(Many::new(30, 9_999), Rc::new(MemoryKv::default()));
    let data = device.open();
    block_on(data.feed(&FeedWanted::default())).unwrap();
    while device.later.moment() {}
    let typed = Answers::from([("why".to_owned(), "我住在三栋".to_owned())]);
    let _told = data.keep_draft("join/c1", &typed);
    for (key, value) in [
        ("linju/o/many/me/1", r#"{"id":"1"}"#),
        ("linju/o/many/other/1", r#"{"id":"not mine"}"#),
        ("linju/signed-in/many https://x", r#"{"token":"t0ken"}"#),
        ("linju/c/many/me/http/00ff", r#"{"body":"raw"}"#),
        ("linju/c/many/me/broken", "{\"v\":2,"),
        ("their/app", "theirs"),
    ] {
        device.kv.set(key, value).unwrap();
    }
    let extent = data.kept_extent();
    assert_eq!((extent.unreadable, data.draft_count()), (2, 1));
    assert_eq!(extent.budget, 2_000_000);
    let counted: usize = device
        .kv
        .keys("linju/c/")
        .iter()
        .map(|key| key.encode_utf16().count() + device.kv.peek(key, 0).unwrap().0)
        .sum();
    assert_eq!((extent.units, extent.all_units), (counted, counted));

    let text = data.export_kept();
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["drafts"]["join/c1"]["why"], "我住在三栋");
    assert_eq!(all["outbox"]["1"]["id"], "1");
    assert_eq!(
        all["answers"]["events//all/"]["data"]["items"]
            .as_array()
            .unwrap()
            .len(),
        30
    );
    assert_eq!(
        all["answers"]["broken"], "{\"v\":2,",
        "also what cannot be read"
    );
    for not in ["t0ken", "not mine", "theirs", "raw"] {
        assert!(!text.contains(not), "{not}");
    }

    data.clear_kept();
    assert_eq!(data.kept_extent().entries, 0);
    assert_eq!(data.draft("join/c1"), typed);
    assert!(device.kv.get("linju/o/many/me/1").is_some());
    assert!(data.kept(&EventsPage::default()).is_none());
}
