//! People whom the service does not name.

use super::*;
use crate::data::{Entry, Stage};

/// Signs in over a service that says nothing of who that is.
fn signed_in(device: &Device, token: &str, name: &str) -> super::bench::Open {
    let open = device.open();
    device.answer(200, json!({ "token": token, "refresh": "r" }));
    let mut typed = typed();
    typed[0].1 = name.to_owned();
    assert_eq!(now(open.data.log_in(&typed, true)), Ok(Came::In));
    device.asked();
    open
}

fn leave(community: &str) -> Command {
    Command::Leave {
        community: CommunityId::from(community),
    }
}

fn waiting(open: &super::bench::Open) -> usize {
    open.data.outbox().len()
}

#[test]
fn what_waits_is_theirs_who_typed_the_same_name_and_nobody_elses() {
    let device = Device::new();
    let lin = signed_in(&device, "t1", "lin");
    lin.data.give(leave("a")).unwrap();
    assert!(lin.data.person().unwrap().known);
    assert_eq!(waiting(&lin), 1);
    // Read anew, and in another tab, they are who they were.
    assert_eq!(waiting(&device.open()), 1);
    device.answer(200, json!({}));
    now(lin.data.log_out(false));

    let wang = signed_in(&device, "t2", "wang");
    assert_eq!((waiting(&wang), wang.data.unclaimed()), (0, 0));
    assert_eq!(wang.data.others_wait().len(), 1);
    device.answer(200, json!({}));
    now(wang.data.log_out(false));

    let lin = signed_in(&device, "t3", " Lin ");
    assert_eq!(waiting(&lin), 1);
    assert!(
        !device.kept().contains("Lin"),
        "what they typed is not kept"
    );
}

#[test]
fn a_renewal_leaves_them_who_they_are() {
    let device = Device::new();
    let open = signed_in(&device, "t1", "lin");
    open.data.give(leave("a")).unwrap();
    let called = open.data.account_name();
    device
        .answer(401, json!({}))
        .answer(200, json!({ "token": "t2" }))
        .answer(200, community("a"));
    now(open.data.fresh(&CommunitiesPage::default())).unwrap();
    assert!(device.kv.get(KEY).unwrap().contains("t2"));
    assert_eq!(open.data.account_name(), called);
    let other = device.open();
    assert_eq!((other.data.account_name(), waiting(&other)), (called, 1));
}

/// Signs in with a code that a host page handed over: nothing is typed.
fn handed_over(device: &Device, token: &str) -> super::bench::Open {
    let open = device.open();
    let door = open.backend.sign_in().unwrap();
    assert!(open.account.take_code(door, "?ticket=c", true).is_some());
    device.answer(200, json!({ "token": token }));
    assert_eq!(now(open.data.exchange_code()), Ok(Came::In));
    device.asked();
    open
}

#[test]
fn whoever_signs_in_next_is_asked_whether_it_is_theirs() {
    for is_theirs in [true, false] {
        let device = Device::new();
        let lock = PageLock::default();
        let first = handed_over(&device, "t1");
        first.data.give(leave("a")).unwrap();
        first.data.give(leave("b")).unwrap();
        assert!(!first.data.person().unwrap().known);
        device.answer(200, json!({}));
        now(first.data.log_out(false));
        assert_eq!(first.data.unclaimed(), 0, "nobody is asked");

        let next = handed_over(&device, "t2");
        now(next.data.tend(&lock, true));
        assert!(device.asked().is_empty(), "nothing is sent unasked");
        assert_eq!((waiting(&next), next.data.unclaimed()), (0, 2));
        match is_theirs {
            true => now(next.data.claim(&lock)),
            false => now(next.data.disclaim(&lock)),
        }
        assert_eq!(
            (waiting(&next), next.data.unclaimed()),
            (2 * usize::from(is_theirs), 0)
        );
        let subjects: Vec<_> = next
            .data
            .outbox()
            .iter()
            .map(|e| e.command.clone())
            .collect();
        if is_theirs {
            assert_eq!(subjects, [leave("a"), leave("b")], "in their order");
        }
        assert_eq!(waiting(&device.open()), waiting(&next), "as it is kept");
    }
}

/// The stages of all copies of what waits, whoever's they are.
fn copies(device: &Device) -> Vec<Stage> {
    let keys = device.kv.keys("linju/o/").into_iter();
    let texts = keys.filter_map(|key| device.kv.get(&key));
    let entries = texts.map(|text| serde_json::from_str::<Entry>(&text).unwrap());
    entries.map(|entry| entry.stage).collect()
}

#[test]
fn a_page_that_is_killed_while_it_takes_them_over_neither_loses_nor_doubles_one() {
    let mut seen_two = false;
    for writes in 0..8 {
        let device = Device::new();
        let first = handed_over(&device, "t1");
        first.data.give(leave("a")).unwrap();
        device.answer(200, json!({}));
        now(first.data.log_out(false));
        let next = handed_over(&device, "t2");
        device.kv.1.set(Some(writes));
        now(next.data.claim(&PageLock::default()));
        device.kv.1.set(None);
        let left = copies(&device);
        let unsent = left.iter().filter(|stage| **stage == Stage::Queued).count();
        assert!(!left.is_empty() && unsent <= 1, "{writes}: {left:?}");
        seen_two |= left.len() == 2;
        let open = device.open();
        now(open.data.claim(&PageLock::default()));
        assert_eq!((waiting(&open), copies(&device).len()), (1, 1), "{writes}");
    }
    assert!(seen_two, "or nothing was tried");
}

#[test]
fn what_an_earlier_version_kept_for_all_of_them_is_asked_about_too() {
    let device = Device::new();
    let first = handed_over(&device, "t1");
    first.data.give(leave("a")).unwrap();
    for key in device.kv.keys("linju/o/club/@@") {
        let text = device.kv.get(&key).unwrap();
        let (_, name) = key.rsplit_once('/').unwrap();
        device
            .kv
            .set(&format!("linju/o/club/@/{name}"), &text)
            .unwrap();
        device.kv.remove(&key);
    }
    let next = signed_in(&device, "t2", "lin");
    assert_eq!(next.data.unclaimed(), 1);
}
