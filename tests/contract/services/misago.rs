//! Misago over PostgreSQL: a forum that knows people by its cookie, lets nothing be written without a token that changes,
//! follows and unfollows by one and the same request, and lets nobody post twice within three seconds.
//!
//! It has no communities and no events of its own; `docs/services/misago.md` makes them of accounts and threads. What that
//! leaves out is declared, and asserted as left out.

mod forum;
mod people;
mod signing_in;

use std::collections::BTreeMap;

use linju::{
    backend::{Backend, BackendError, EventsWanted},
    model::{
        Answers, Command, CommunityId, Companion, Door, EventId, Instant, Outcome, Refusal, Who,
    },
};
use serde_json::Value;

use super::{
    super::{
        native::block_on,
        suite::{self, all_communities, all_events},
    },
    seed::{self, Seed},
};
use forum::Forum;

#[test]
#[ignore = "beyond the services of every run, wants PostgreSQL: --ignored"]
fn misago_keeps_what_its_mapping_declares() {
    let seed = seed::small();
    let forum = Forum::start(seed);
    let (anybody, _) = forum.person_with(&forum.mapping(), seed.now);
    tells_of_clubs(&forum, &*anybody, seed);
    tells_of_events(&forum, &*anybody, seed);
    signing_in::in_and_out(&forum, seed.now);
    signing_in::nothing_is_written_without_the_token(&forum, seed.now);
    people::follow(&forum, seed.now);
    people::toggle_at_the_same_time(&forum, seed.now);
    let coming = all_events(&*anybody, EventsWanted::default());
    people::come(&forum, seed.now, &coming);
    does_no_more(&forum, seed);
}

fn text<'a>(row: &'a Value, at: &str) -> &'a str {
    row.pointer(at).and_then(Value::as_str).unwrap_or_default()
}

fn tells_of_clubs(forum: &Forum, backend: &dyn Backend, seed: &Seed) {
    let told = all_communities(backend);
    assert_eq!(
        told.len(),
        seed.communities.len(),
        "page by page, to the end"
    );
    let told: BTreeMap<&str, _> = told.iter().map(|c| (c.id.as_str(), c)).collect();
    for ours in &seed.communities {
        let club = told[forum.club(text(ours, "/id"))];
        assert_eq!(club.name, text(ours, "/name"));
        assert_eq!(club.purpose, text(ours, "/purpose"));
        assert_eq!(club.policy.door, Door::Open, "anybody may follow");
    }
    let night_run = CommunityId::from(forum.club("night-run"));
    let whole = block_on(backend.community(&night_run)).expect("whole").data;
    assert!(whole.about.contains("拱宸桥"), "{}", whole.about);
    assert_eq!(
        (&*whole.area.city, whole.members),
        ("杭州", forum::FOLLOWERS)
    );
    // Whoever has an account is no club.
    for nowhere in ["nowhere", "999999", "../threads", forum.person(0)] {
        let found = block_on(backend.community(&nowhere.into())).err();
        assert_eq!(found, Some(BackendError::NotFound), "{nowhere}");
    }
}

fn tells_of_events(forum: &Forum, backend: &dyn Backend, seed: &Seed) {
    let told = all_events(backend, EventsWanted::default());
    assert_eq!(told.len(), seed.events.len(), "other talk is passed over");
    let by_title = told.iter().map(|e| ((e.title.as_str(), e.start), e));
    let by_title: BTreeMap<_, _> = by_title.collect();
    for ours in &seed.events {
        let start = Instant::parse(text(ours, "/start")).unwrap();
        let event = by_title[&(text(ours, "/title"), start)];
        assert_eq!(event.zone, "Asia/Shanghai");
        assert_eq!(event.venue.area.place, text(ours, "/venue/place"));
        assert_eq!(event.community_name, text(ours, "/community_name"));
        let club = event.community.as_ref().map(CommunityId::as_str);
        assert_eq!(club, Some(forum.club(text(ours, "/community"))));
        assert_eq!(
            (event.capacity, event.sign_up.who),
            (None, Who::Open),
            "nobody counts seats"
        );
    }
    let of = |community: &str| {
        let community = Some(CommunityId::from(community));
        let wanted = EventsWanted {
            community,
            ..EventsWanted::default()
        };
        all_events(backend, wanted).len()
    };
    let theirs = seed.events.iter().filter(|e| e["community"] == "night-run");
    assert_eq!(of(forum.club("night-run")), theirs.count());
    assert_eq!(of("1&list=my"), 0, "an id is data");
    let whole = block_on(backend.event(&told[0].id)).expect("whole").data;
    assert!(!whole.description.is_empty());
    assert_eq!(
        (whole.title, whole.start),
        (told[0].title.clone(), told[0].start)
    );
    for none in [forum.talk.as_str(), "never", "999999", "../users"] {
        let found = block_on(backend.event(&EventId::from(none))).err();
        assert_eq!(found, Some(BackendError::NotFound), "{none}");
    }
}

/// What is not declared is neither offered nor sent.
fn does_no_more(forum: &Forum, seed: &Seed) {
    let (backend, _) = forum.signed_in("mei", seed.now);
    let can = backend.capabilities();
    assert!(can.memberships && can.sign_ups && can.members);
    assert!(!can.waitlist && !can.capacity && !can.idempotent);
    let mut under = suite::Under {
        backend: backend.clone(),
        now: seed.now,
        sent: 0,
        run: "misago".to_owned(),
        declared: suite::Declared::by(&forum.mapping()),
    };
    let community = CommunityId::from(forum.club("night-run"));
    let withdraw = Command::Withdraw { community };
    let outcome = under.command(withdraw);
    assert_eq!(
        outcome,
        Outcome::Refused(Refusal::NotOffered),
        "nobody applies"
    );
    let event = EventId::from("1");
    let party = vec![Companion::named("阿珍")];
    let outcome = under.command(Command::SignUp {
        event,
        party,
        answers: Answers::new(),
        seen: false,
    });
    assert!(
        matches!(outcome, Outcome::Refused(Refusal::PartyTooLarge { .. })),
        "{outcome:?}"
    );
}
