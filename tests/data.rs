//! The one door for pages, natively: kept now, fresh soon, nothing lost on a failure.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code
)]

#[path = "data/following_on.rs"]
mod following_on;
#[path = "data/hosting.rs"]
mod hosting;
#[path = "data/keeping.rs"]
mod keeping;
#[path = "data/long_directory.rs"]
mod long_directory;
#[path = "support/many.rs"]
mod many;
#[path = "support/native.rs"]
mod native;
#[path = "data/playing.rs"]
mod playing;
#[path = "data/privacy.rs"]
mod privacy;

use std::{pin::pin, rc::Rc, task::Poll};

use linju::{
    backend::{
        embedded::Embedded,
        mapped::{Mapped, Plan},
    },
    data::{
        BackendError, Became, CommunitiesPage, CommunityById, Data, EventById, FeedWanted, Hold,
        MembersPage, Mine, Ports, Settings, Theme, keep_place,
    },
    model::{
        AccountId, Answers, Command, EventStatus, FeedFilter, FeedSort, Kind, Membership, Outcome,
        SignUpState, Thing, When,
    },
    port::{Clock, KeyValue, MemoryKv, PageLock, Response},
};
use native::{Counter, Files, Hand, Tz, block_on};

const NOW: &str = "2026-11-21T19:00:00+08:00";

struct Bench {
    data: Data,
    files: Rc<Files>,
    clock: Rc<Hand>,
    kv: Rc<MemoryKv>,
}

fn ports(kv: Rc<dyn KeyValue>, files: &Rc<Files>, clock: &Rc<Hand>) -> Ports {
    Ports {
        kv,
        tab: Rc::new(MemoryKv::default()),
        transport: files.clone(),
        clock: clock.clone(),
        random: Counter::named("test"),
        zones: Rc::new(Tz),
    }
}

/// Over the embedded backend.
fn embedded_with(kv: MemoryKv) -> Bench {
    embedded_over(Rc::new(kv), "test")
}

/// The page once more, over what was kept.
fn embedded_again(before: &Bench) -> Bench {
    embedded_over(before.kv.clone(), "again")
}

/// `ids` are unlike those of another page.
fn embedded_over(kv: Rc<MemoryKv>, ids: &str) -> Bench {
    let (files, clock) = (Files::new(), Hand::at(NOW));
    let backend = Embedded::new(
        files.clone(),
        kv.clone(),
        clock.clone(),
        Counter::named("ticket"),
        Rc::new(Tz),
    );
    let ports = Ports {
        random: Counter::named(ids),
        ..ports(kv.clone(), &files, &clock)
    };
    let data = Data::new(Rc::new(backend), ports, "me");
    Bench {
        data,
        files,
        clock,
        kv,
    }
}

fn embedded() -> Bench {
    embedded_with(MemoryKv::default())
}

/// Over json-server's mapping, with answers that the test gives.
fn mapped(body: &str) -> Bench {
    let (files, clock, kv) = (Files::new(), Hand::at(NOW), Rc::new(MemoryKv::default()));
    answer(&files, 200, body);
    let text = include_str!("../public/mappings/json-server.json");
    let plan = Plan::compile(&serde_json::from_str(text).unwrap()).unwrap();
    let backend = Mapped::new(plan, files.clone(), clock.clone(), AccountId::from("me"));
    let data = Data::new(Rc::new(backend), ports(kv.clone(), &files, &clock), "me");
    Bench {
        data,
        files,
        clock,
        kv,
    }
}

/// Carries a command out that is done at once.
fn done(bench: &Bench, command: Command) -> Outcome {
    let lock = PageLock::default();
    match block_on(bench.data.carry_out(command, &lock, true)) {
        Became::Done(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

fn answer(files: &Files, status: u16, body: &str) {
    let response = Response {
        status,
        headers: Vec::new(),
        body: body.to_owned(),
    };
    *files.instead.borrow_mut() = Some(response);
}

fn row(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","title":"圈子 {id}","slogan":"","entry":"anyone","team":[],"tags":""}}"#
    )
}

/// Runs two futures side by side, each polled in turn.
fn side_by_side<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut got_a, mut got_b) = (None, None);
    block_on(std::future::poll_fn(|cx| {
        if got_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(cx)
        {
            got_a = Some(value);
        }
        if got_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(cx)
        {
            got_b = Some(value);
        }
        if got_a.is_some() && got_b.is_some() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }));
    (got_a.unwrap(), got_b.unwrap())
}

#[test]
fn what_was_fetched_is_kept_for_the_next_page_and_through_a_failure() {
    let bench = mapped(&format!("[{}]", row("a")));
    let query = CommunitiesPage::default();
    assert!(bench.data.kept(&query).is_none());
    let fresh = block_on(bench.data.fresh(&query)).unwrap();
    assert_eq!(fresh.items[0].name, "圈子 a");
    let kept = bench.data.kept(&query).unwrap();
    assert_eq!((kept.data, kept.at), (fresh.clone(), bench.clock.now()));

    bench.clock.forward(3600);
    for (status, body, is) in [
        (503, "", "503"),
        (500, "<html>", "500"),
        (200, "<!doctype html><p>登录", "expected JSON, found a page"),
        (200, "", "expected JSON, found nothing"),
        (200, r#"{"items":[]}"#, "expected a list"),
        (200, "[1, 2", "expected JSON, found only its beginning"),
        (200, "[1, two]", "something else at line 1, column 6"),
        (429, "", "429"),
    ] {
        answer(&bench.files, status, body);
        let error = block_on(bench.data.fresh(&query)).unwrap_err();
        assert!(error.to_string().contains(is), "{error}");
        assert_eq!(
            bench.data.kept(&query).map(|k| k.data),
            Some(fresh.clone()),
            "{error}"
        );
    }
    bench.files.cut.set(true);
    assert!(matches!(
        block_on(bench.data.fresh(&query)),
        Err(BackendError::Transport(_))
    ));
    assert!(bench.data.kept(&query).is_some());
}

#[test]
fn what_is_gone_is_no_longer_kept() {
    let bench = mapped(&row("a"));
    let query = CommunityById("a".into());
    block_on(bench.data.fresh(&query)).unwrap();
    assert!(bench.data.kept(&query).is_some());
    answer(&bench.files, 404, "{}");
    assert_eq!(
        block_on(bench.data.fresh(&query)),
        Err(BackendError::NotFound)
    );
    assert!(bench.data.kept(&query).is_none());
}

#[test]
fn the_same_asked_twice_at_once_is_sent_once() {
    let bench = mapped(&format!("[{}]", row("a")));
    let query = CommunitiesPage::default();
    let (one, two) = side_by_side(bench.data.fresh(&query), bench.data.fresh(&query));
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(bench.files.asked.borrow().len(), 1);
    // One after the other is twice.
    block_on(bench.data.fresh(&query)).unwrap();
    assert_eq!(bench.files.asked.borrow().len(), 2);
}

#[test]
fn rows_that_cannot_be_read_are_left_out_and_counted() {
    let bad = [
        r#"{"title":"no id"}"#,
        r#"{"id":"","title":"empty id"}"#,
        r#"{"id":"b","title":7}"#,
        r#"{"id":"d","title":"x","slogan":"","created_at":"gestern","rhythms":[{"rule":"FREQ=NEVER"}]}"#,
        r#"{"id":"e","title":"x","slogan":"","lat":"91.0","lon":"0"}"#,
        "null",
        "[]",
        r#"{"id":"a","title":"twice","slogan":""}"#,
    ];
    let bench = mapped(&format!("[{},{},{}]", row("a"), bad.join(","), row("z")));
    let page = block_on(bench.data.fresh(&CommunitiesPage::default())).unwrap();
    let ids: Vec<&str> = page.items.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["a", "z"]);
    let report = bench.data.report();
    assert_eq!(report.left_out(), bad.len());
    let why: Vec<&str> = report.rows[0]
        .left_out
        .iter()
        .map(|l| l.why.as_str())
        .collect();
    assert!(why.iter().all(|w| !w.is_empty()), "{why:?}");
}

#[test]
fn an_unknown_word_leaves_its_row_out() {
    let event = |id: &str, status: &str, start: &str| {
        format!(
            r#"{{"id":"{id}","name":"活动","start_at":{start},"timezone":"Asia/Shanghai","audience":"public","max_party":"1","status":"{status}","has_queue":true}}"#
        )
    };
    let bench = mapped(&format!(
        "[{},{},{},{}]",
        event("good", "active", "1795752000"),
        event("word", "postponed-maybe", "1795752000"),
        event("date", "active", "\"soon\""),
        event("void", "active", "null"),
    ));
    let (feed, failed) = block_on(bench.data.feed(&FeedWanted::default())).unwrap();
    assert_eq!(failed, None);
    // A word that the mapping does not know stays as it is, and is then none of ours.
    let ids: Vec<&str> = feed
        .items
        .iter()
        .filter(|i| matches!(i.thing, Thing::Event(_)))
        .map(|i| i.thing.id())
        .collect();
    assert_eq!(ids, ["good"]);
}

#[test]
fn the_feed_is_there_at_once_after_the_first_time() {
    let bench = embedded();
    let wanted = FeedWanted::default();
    assert!(bench.data.feed_kept(&wanted).is_none());
    let (feed, failed) = block_on(bench.data.feed(&wanted)).unwrap();
    assert_eq!(failed, None);
    assert!(feed.items.len() > 60, "{}", feed.items.len());
    bench.files.cut.set(true);
    let kept = bench.data.feed_kept(&wanted).unwrap();
    assert_eq!(kept.items.len(), feed.items.len());
    let mut ids: Vec<&str> = kept.items.iter().map(|i| i.thing.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), kept.items.len(), "nothing stands twice");
}

#[test]
fn the_feed_keeps_to_what_is_looked_for() {
    let bench = embedded();
    let find = |wanted: &FeedWanted| {
        let (feed, _) = block_on(bench.data.feed(wanted)).unwrap();
        feed.items
            .iter()
            .map(|i| i.thing.id().to_owned())
            .collect::<Vec<_>>()
    };
    let text = |text: &str| FeedWanted {
        text: text.to_owned(),
        ..FeedWanted::default()
    };
    assert!(find(&text("夜跑")).contains(&"night-run".to_owned()));
    assert!(
        find(&text("拱宸桥 跑")).contains(&"night-run".to_owned()),
        "every word, in any field"
    );
    assert!(find(&text("不存在的东西")).is_empty());
    assert!(
        find(&text("讀書")).is_empty(),
        "without the table the characters differ"
    );
    block_on(bench.data.load_fold());
    assert!(
        find(&text("讀書")).contains(&"book-hz".to_owned()),
        "with it they are the same"
    );
    assert!(
        !bench.data.sounds().has_table(),
        "only lists of people ask for it"
    );
    block_on(bench.data.load_sounds());
    assert!(bench.data.sounds().has_table());

    let filter = |filter: FeedFilter| FeedWanted {
        filter,
        ..FeedWanted::default()
    };
    let only = find(&filter(FeedFilter {
        kind: Some(Kind::Communities),
        ..FeedFilter::default()
    }));
    assert!(only.len() >= 16 && only.iter().all(|id| !id.starts_with("e-")));
    let district = FeedFilter {
        district: Some("拱墅区".to_owned()),
        ..FeedFilter::default()
    };
    let near = find(&filter(district));
    assert!(near.contains(&"night-run".to_owned()) && !near.contains(&"poem-circle".to_owned()));
    let tonight = find(&filter(FeedFilter {
        when: When::Tonight,
        ..FeedFilter::default()
    }));
    assert!(tonight.contains(&"e-dog-walk-1".to_owned()), "{tonight:?}");
    assert!(!tonight.contains(&"e-night-run-1".to_owned()));
}

#[test]
fn soonest_first_is_by_the_clock() {
    let bench = embedded();
    let filter = FeedFilter {
        kind: Some(Kind::Events),
        ..FeedFilter::default()
    };
    let wanted = FeedWanted {
        sort: FeedSort::Soon,
        filter,
        ..FeedWanted::default()
    };
    let (feed, _) = block_on(bench.data.feed(&wanted)).unwrap();
    let taking_place: Vec<_> = feed
        .items
        .iter()
        .filter(|i| {
            matches!(&i.thing, Thing::Event(e)
                if e.status == EventStatus::Scheduled && e.start > bench.clock.now())
        })
        .map(|i| i.at)
        .collect();
    assert!(taking_place.len() > 40 && taking_place.is_sorted());
}

#[test]
fn what_is_being_read_does_not_move() {
    let bench = embedded();
    let wanted = FeedWanted::default();
    let (old, _) = block_on(bench.data.feed(&wanted)).unwrap();
    let mut fresh = old.clone();
    fresh.items.reverse();
    let first: Vec<String> = old.items[..5]
        .iter()
        .map(|i| i.thing.id().to_owned())
        .collect();
    let gone = fresh
        .items
        .iter()
        .position(|i| i.thing.id() == first[2])
        .unwrap();
    fresh.items.remove(gone);
    let laid = keep_place(&old.items, 5, fresh.clone());
    let ids: Vec<&str> = laid.items.iter().take(4).map(|i| i.thing.id()).collect();
    assert_eq!(ids, [&first[0], &first[1], &first[3], &first[4]]);
    assert_eq!(
        laid.items.len(),
        fresh.items.len(),
        "nothing is lost, nothing stands twice"
    );
    assert_eq!(keep_place(&old.items, 0, fresh.clone()).items, fresh.items);
}

#[test]
fn what_was_done_is_known_at_once_everywhere() {
    let bench = embedded();
    block_on(bench.data.fresh(&Mine)).unwrap();
    let join = Command::Join {
        community: "poem-morning".into(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    let outcome = done(&bench, join);
    assert!(
        matches!(outcome, Outcome::Membership(_, Membership::Member { .. })),
        "{outcome:?}"
    );
    let viewer = bench.data.viewer_kept();
    assert!(
        viewer
            .membership(&"poem-morning".into())
            .role(bench.clock.now())
            .is_some()
    );
    let kept = bench
        .data
        .kept(&CommunityById("poem-morning".into()))
        .unwrap();
    assert_eq!(kept.data.members, 23, "the count has the newcomer in it");
}

#[test]
fn a_double_tap_is_one_command() {
    let bench = embedded();
    let sign_up = || Command::SignUp {
        event: "e-poem-morning-4".into(),
        party: Vec::new(),
        seen: false,
        answers: Answers::new(),
    };
    let lock = PageLock::default();
    let (one, two) = side_by_side(
        bench.data.carry_out(sign_up(), &lock, true),
        bench.data.carry_out(sign_up(), &lock, true),
    );
    assert_eq!(one, two, "the second tap reads what came of the first");
    let own = bench.data.viewer_kept().sign_up(&"e-poem-morning-4".into());
    assert!(matches!(own.state, SignUpState::Confirmed { .. }));
    let event = block_on(bench.data.fresh(&EventById("e-poem-morning-4".into()))).unwrap();
    assert_eq!(event.taken, 14, "one seat, not two");
}

#[test]
fn a_command_without_a_network_waits_and_changes_nothing() {
    let bench = embedded();
    bench.files.cut.set(true);
    let cancel = Command::CancelSignUp {
        event: "e-poem-morning-4".into(),
    };
    let lock = PageLock::default();
    let became = block_on(bench.data.carry_out(cancel, &lock, true));
    assert_eq!(became, Became::Waits(Hold::Network));
    assert_eq!(bench.data.viewer_kept(), Default::default());
    assert_eq!(bench.data.outbox().len(), 1, "it is there still");
}

#[test]
fn what_a_member_hides_is_not_kept() {
    let bench = embedded();
    let query = MembersPage {
        community: "night-run".into(),
        cursor: None,
    };
    assert!(
        block_on(bench.data.fresh(&query)).is_err(),
        "a stranger sees no directory"
    );
    let join = Command::Join {
        community: "night-run".into(),
        answers: Answers::new(),
        rules: Some(3),
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    done(&bench, join);
    block_on(bench.data.fresh(&query)).unwrap();
    let kept: String = bench
        .kv
        .keys("linju/c/")
        .iter()
        .filter_map(|k| bench.kv.get(k))
        .collect();
    let file = include_str!("../public/data/m/night-run.json");
    let rows: Vec<serde_json::Value> = serde_json::from_str(file).unwrap();
    let mut secrets = 0;
    for row in &rows {
        let hidden = row["visibility"]["contacts"]
            .as_str()
            .unwrap_or("on-request")
            != "everyone";
        for contact in row["contacts"].as_array().into_iter().flatten() {
            let value = contact["value"].as_str().unwrap();
            if hidden {
                secrets += 1;
                assert!(!kept.contains(value), "{value} of {} is kept", row["name"]);
            }
        }
    }
    assert!(secrets > 5, "the data set has secrets to keep");
}

#[test]
fn leaving_takes_the_directory_along() {
    let bench = embedded();
    let community = "night-run".into();
    let join = Command::Join {
        community,
        answers: Answers::new(),
        rules: Some(3),
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    done(&bench, join);
    let query = MembersPage {
        community: "night-run".into(),
        cursor: None,
    };
    block_on(bench.data.fresh(&query)).unwrap();
    let leave = Command::Leave {
        community: "night-run".into(),
    };
    done(&bench, leave);
    assert!(bench.data.kept(&query).is_none());
}

#[test]
fn a_storage_without_room_still_shows_what_came() {
    let bench = embedded_with(MemoryKv::with_room(200));
    let (feed, failed) = block_on(bench.data.feed(&FeedWanted::default())).unwrap();
    assert_eq!(failed, None);
    assert!(feed.items.len() > 60);
}

#[test]
fn settings_come_back_and_unreadable_ones_are_none() {
    let bench = embedded();
    let chosen = Settings {
        theme: Theme::Dark,
        interests: vec!["跑步".into()],
        ..Settings::default()
    };
    bench.data.save_settings(&chosen).unwrap();
    assert_eq!(bench.data.settings(), chosen);
    bench
        .kv
        .set("linju/settings", "{\"theme\":\"plaid\"}")
        .unwrap();
    assert_eq!(bench.data.settings(), Settings::default());
}

#[test]
fn a_start_without_anything_kept_and_without_a_network_says_so() {
    let bench = embedded();
    bench.files.cut.set(true);
    let error = block_on(bench.data.feed(&FeedWanted::default())).unwrap_err();
    assert!(matches!(error, BackendError::Transport(_)));
    bench.files.cut.set(false);
    assert!(
        block_on(bench.data.feed(&FeedWanted::default())).is_ok(),
        "and recovers"
    );
}
