//! Signing in over a mapped service that gives scripted answers: what is kept where, and whose it is.

mod bench;
mod codes;
mod tabs;
mod unnamed;

use std::{cell::Cell, rc::Rc};

use serde_json::{Value, json};

use bench::{Counting, Device, Durable, KEY, Service, Still, mapping, now, typed};

use crate::{
    backend::{
        Backend as _, BackendError,
        mapped::{Mapped, Plan},
    },
    data::{Account, Became, Came, CommunitiesPage, Data, MembersPage, Mine, Ports},
    model::{AccountId, Answers, Command, CommunityId},
    port::{KeyValue, KvError, MemoryKv, PageLock, TransportError},
};

fn community(name: &str) -> Value {
    json!([{ "id": "a", "name": name, "purpose": "p" }])
}

fn answers(why: &str) -> Answers {
    Answers::from([("why".to_owned(), why.to_owned())])
}

#[test]
fn who_does_not_ask_to_be_remembered_is_signed_in_as_long_as_the_tab_is_open() {
    let device = Device::new();
    let open = device.signed_in("lin", false);
    let person = open.data.person().unwrap();
    assert_eq!((person.name.as_str(), person.remembered), ("lin", false));
    assert!(!device.kept().contains("t-lin"), "{}", device.kept());
    assert!(device.tab.get(KEY).unwrap().contains("t-lin"));

    // Loaded anew, they are there before anything is asked for.
    let open = device.open();
    assert!(!open.data.is_signed_out());
    device.answer(200, community("of lin"));
    now(open.data.fresh(&CommunitiesPage::default())).unwrap();
    assert_eq!(device.asked(), ["GET https://api.example/c Bearer t-lin"]);

    // And with the tab goes what was read.
    let device = device.without_tab();
    assert!(device.kept().contains("of lin"));
    let open = device.open();
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("of lin"), "{}", device.kept());
}

#[test]
fn who_asks_to_be_remembered_is_until_they_sign_out() {
    let device = Device::new();
    device.signed_in("lin", true);
    assert!(device.tab.get(KEY).is_none());
    let device = device.without_tab();
    let open = device.open();
    assert!(open.data.person().unwrap().remembered);
    device.answer(500, json!({}));
    now(open.data.log_out(false));
    assert_eq!(
        device.asked(),
        ["POST https://api.example/logout Bearer t-lin"]
    );
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("t-lin"));
    assert!(device.open().data.is_signed_out());
}

#[test]
fn a_wrong_password_signs_nobody_in_and_keeps_nothing() {
    let device = Device::new();
    let open = device.open();
    device.answer(401, json!({ "message": "Wrong." }));
    let came = now(open.data.log_in(&typed(), true));
    assert_eq!(came, Ok(Came::No(Some("Wrong.".to_owned()))));
    assert_eq!(
        now(open.data.log_in(&typed(), true)),
        Err(BackendError::Transport(TransportError::Network)),
        "no answer is another matter"
    );
    assert!(open.data.is_signed_out());
    assert_eq!(device.kept(), "");
}

#[test]
fn what_was_kept_for_one_is_not_shown_to_another() {
    let device = Device::new();
    let open = device.open();
    let query = CommunitiesPage::default();
    device.answer(200, community("for all"));
    now(open.data.fresh(&query)).unwrap();
    assert_eq!(
        open.data.kept(&query).unwrap().data.items[0].name,
        "for all"
    );

    let open = device.signed_in("lin/../x", false);
    assert!(open.data.kept(&query).is_none());
    device.answer(200, community("of lin"));
    now(open.data.fresh(&query)).unwrap();
    device.answer(200, json!({}));
    now(open.data.log_out(false));
    assert_eq!(
        open.data.kept(&query).unwrap().data.items[0].name,
        "for all"
    );
    assert!(!device.kept().contains("of lin"), "it went with them");

    let open = device.signed_in("wang", false);
    assert!(open.data.kept(&query).is_none());
}

#[test]
fn what_was_typed_before_signing_in_is_theirs_afterwards_and_waits_for_them() {
    let device = Device::new();
    let open = device.open();
    open.data.keep_draft("join/a", &answers("栋 3")).unwrap();
    device.signed_in("lin", false);
    let open = device.open();
    assert_eq!(open.data.draft("join/a"), answers("栋 3"));

    device.answer(200, json!({}));
    now(open.data.log_out(false));
    assert!(open.data.draft("join/a").is_empty());
    let open = device.signed_in("wang", false);
    assert!(open.data.draft("join/a").is_empty());
    device.answer(200, json!({}));
    now(open.data.log_out(false));

    let open = device.signed_in("lin", false);
    assert_eq!(open.data.draft("join/a"), answers("栋 3"));
    device.answer(200, json!({}));
    now(open.data.log_out(true));
    assert!(
        device
            .signed_in("lin", false)
            .data
            .draft("join/a")
            .is_empty()
    );
}

#[test]
fn where_both_have_answered_what_was_typed_last_stands() {
    let device = Device::new();
    let mut theirs = answers("before");
    theirs.insert("phone".to_owned(), "1".to_owned());
    let open = device.signed_in("lin", false);
    open.data.keep_draft("join/a", &theirs).unwrap();
    device.answer(200, json!({}));
    now(open.data.log_out(false));
    open.data.keep_draft("join/a", &answers("now")).unwrap();
    let open = device.signed_in("lin", false);
    let draft = open.data.draft("join/a");
    let get = |key: &str| draft.get(key).map(String::as_str);
    assert_eq!((get("why"), get("phone")), (Some("now"), Some("1")));
}

#[test]
fn what_is_refreshed_is_kept_anew() {
    for remember in [false, true] {
        let device = Device::new();
        let open = device.signed_in("lin", remember);
        device
            .answer(401, json!({}))
            .answer(200, json!({ "token": "t-2" }))
            .answer(200, community("a"));
        now(open.data.fresh(&CommunitiesPage::default())).unwrap();
        let kept: &Durable = if remember { &device.kv } else { &device.tab };
        let text = kept.get(KEY).unwrap();
        assert!(text.contains("t-2") && !text.contains("t-lin"), "{text}");
        assert_eq!(device.kept().contains("t-2"), remember);
    }
}

#[test]
fn what_the_service_ended_is_dropped_and_asked_for_as_anybody() {
    let device = Device::new();
    let open = device.signed_in("lin", true);
    let query = CommunitiesPage::default();
    device
        .answer(401, json!({}))
        .answer(400, json!({}))
        .answer(200, community("for all"));
    now(open.data.fresh(&query)).unwrap();
    assert_eq!(device.asked()[2], "GET https://api.example/c");
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("t-lin"));
    assert_eq!(
        open.data.kept(&query).unwrap().data.items[0].name,
        "for all"
    );
    assert_eq!(now(open.data.fresh(&Mine)).unwrap().account, None);
}

#[test]
fn what_is_no_longer_good_and_cannot_be_renewed_is_dropped() {
    let device = Device::new();
    device.signed_in("lin", true);
    let open = device.open_with(&json!({ "refresh": null }));
    device.answer(401, json!({})).answer(200, community("a"));
    now(open.data.fresh(&CommunitiesPage::default())).unwrap();
    assert!(open.data.is_signed_out());
    assert!(device.open().data.is_signed_out());
}

#[test]
fn another_tab_may_have_renewed_it() {
    let device = Device::new();
    let one = device.signed_in("lin", true);
    let other = device.open();
    device
        .answer(401, json!({}))
        .answer(200, json!({ "token": "t-2" }))
        .answer(200, community("a"));
    now(other.data.fresh(&CommunitiesPage::default())).unwrap();
    device.asked();
    // The refresh token is used up and is not sent; the other's token is as good.
    device.answer(401, json!({})).answer(200, community("b"));
    now(one.data.fresh(&CommunitiesPage::default())).unwrap();
    assert_eq!(device.asked()[1], "GET https://api.example/c Bearer t-2");
    assert_eq!(one.data.person().unwrap().name, "lin");
    assert!(device.kept().contains("t-2"));
}

#[test]
fn a_command_and_a_members_page_ask_to_sign_in_and_send_nothing() {
    let device = Device::new();
    let open = device.open();
    let join = Command::Join {
        community: CommunityId::from("a"),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    let lock = PageLock::default();
    let became = now(open.data.carry_out(join, &lock, true));
    assert_eq!(became, Became::SignIn);
    assert!(open.data.outbox().is_empty());
    let query = MembersPage {
        community: CommunityId::from("a"),
        cursor: None,
    };
    let asked = now(open.data.fresh(&query));
    assert_eq!(asked, Err(BackendError::Unauthenticated));
    assert!(device.asked().is_empty());
    let report = format!("{:?}", open.data.report());
    assert!(report.contains("Unauthenticated"), "{report}");
}

#[test]
fn nothing_secret_is_in_the_report() {
    let device = Device::new();
    let open = device.signed_in("lin", true);
    device.answer(401, json!({ "token": "t-lin", "refresh": "r" }));
    assert!(now(open.data.fresh(&CommunitiesPage::default())).is_err());
    let report = format!("{:?}", open.data.report());
    assert!(!report.contains("t-lin"), "{report}");
}

#[test]
fn what_is_kept_and_cannot_be_read_signs_nobody_in() {
    for text in ["", "{", "[]", "null", "t-lin"] {
        let device = Device::new();
        device.kv.set(KEY, text).unwrap();
        assert!(device.open().data.is_signed_out(), "{text}");
    }
}

#[test]
fn what_was_kept_for_another_address_is_not_sent_to_this_one() {
    let device = Device::new();
    device.signed_in("lin", true);
    let open = device.open_at("https://other.example", &json!({}));
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("t-lin"));
}

#[test]
fn a_browser_that_keeps_nothing_signs_in_for_the_page_and_sends_nobody_away() {
    let service = Rc::new(Service::default());
    let plan = Plan::compile(&mapping(&json!({}))).unwrap();
    let me = AccountId::from("device-1");
    let backend = Rc::new(Mapped::new(plan, service.clone(), Rc::new(Still), me));
    let kv: Rc<dyn KeyValue> = Rc::new(MemoryKv::default());
    let full: Rc<dyn KeyValue> = Rc::new(MemoryKv::with_room(0));
    let door = backend.sign_in().unwrap();
    let account = Account::resume(
        door,
        ("club", "https://api.example"),
        "device-1",
        full.clone(),
        kv.clone(),
    );
    let ports = Ports {
        kv: full,
        tab: kv,
        transport: service.clone(),
        clock: Rc::new(Still),
        random: Rc::new(Counting(Cell::new(0))),
        zones: Rc::new(Still),
    };
    let data = Data::of(backend, ports, account.whose(), Some(account));
    let answer = (200, json!({ "token": "t", "id": "lin" }));
    service.answers.borrow_mut().push_back(answer);
    assert_eq!(now(data.log_in(&typed(), true)), Ok(Came::Unkept));
    assert!(!data.is_signed_out());
    assert_eq!(
        now(data.leave_to_sign_in("https://linju.example/", "/", false)),
        Err(KvError::Blocked)
    );
}
