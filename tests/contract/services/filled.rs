//! What a service tells is what it was filled with, field by field.

use std::collections::{BTreeMap, BTreeSet};

use linju::{
    backend::EventsWanted,
    model::{
        Answers, Command, Community, CommunityId, Event, FromJson, Instant, JoinPolicy, Member,
        ToJson, Venue,
    },
};
use serde_json::Value;

use super::super::{
    native::block_on,
    suite::{Under, all_communities, all_events, all_members},
};
use super::seed::Seed;

/// Every row of the lists, and one of each asked for by its id.
pub fn shows_what_it_was_filled_with(under: &Under, seed: &Seed) {
    let backend = &*under.backend;
    let mut communities: Vec<Community> = read(&seed.communities);
    let mut listed = all_communities(backend);
    // Where members talk may be told to members alone.
    if listed.iter().all(|community| community.chat.is_none()) {
        communities.iter_mut().for_each(|it| it.chat = None);
    }
    // What organisers decide about their door beside who opens it, only a service knows where they decide it.
    // (Some keep a part of it as they got it.)
    let is_plain = !under.declared.offers(&["edit"]);
    if is_plain {
        let all = communities.iter_mut().chain(&mut listed);
        all.for_each(|it| plain(&mut it.policy));
    }
    listed.iter_mut().for_each(|it| it.chapters.clear());
    same(&listed, &communities, |c| c.id.to_string());
    for wanted in communities.iter().take(20) {
        let mut told = block_on(backend.community(&wanted.id)).expect("whole").data;
        // A service may find those whose parent it is.
        let parts = communities.iter();
        let parts = parts.filter(|it| it.parent.as_ref() == Some(&wanted.id));
        let parts: BTreeSet<_> = parts.map(|it| &it.id).collect();
        let found = told.chapters.drain(..).map(|it| it.id);
        let found: BTreeSet<_> = found.collect();
        assert!(found.is_empty() || found.iter().eq(parts), "{found:?}");
        if is_plain {
            plain(&mut told.policy);
        }
        assert_same(&told, wanted);
    }

    let mut events: Vec<Event> = read(&seed.events);
    for event in &mut events {
        event.sign_up.waitlist &= backend.capabilities().waitlist;
        // Who goes is told of those who have signed up there, and to some.
        event.faces = None;
    }
    // Without a moment to begin with, those that are over come too.
    let asked = EventsWanted {
        from: Some(Instant::from_unix(0)),
        ..EventsWanted::default()
    };
    let told = all_events(backend, asked);
    let hides = told.iter().all(|e| told_to_anybody(&e.venue));
    for event in events.iter_mut().filter(|_| hides) {
        if event.venue.address_hidden {
            event.venue.address.clear();
            event.venue.online_url.clear();
        }
    }
    // Most services ask one form of all, and mark no children.
    if told.iter().all(|event| !event.sign_up.each) {
        for event in &mut events {
            (event.sign_up.children, event.sign_up.each) = (false, false);
        }
    }
    // Where pictures are they do not tell either.
    if told.iter().all(|event| event.photos.is_empty()) {
        events.iter_mut().for_each(|event| event.photos.clear());
    }
    same(&told, &events, |e| e.id.to_string());
    for wanted in events.iter().take(20) {
        let mut told = block_on(backend.event(&wanted.id)).expect("whole").data;
        told.faces = None;
        assert_same(&told, wanted);
    }
}

/// As a service has it that knows nothing of sponsors, terms and ready words.
fn plain(policy: &mut JoinPolicy) {
    if let Some(dues) = &mut policy.dues {
        dues.link.clear();
        dues.how.clear();
    }
    *policy = JoinPolicy {
        door: policy.door,
        form: std::mem::take(&mut policy.form),
        consent: policy.consent,
        referral: policy.referral.take(),
        dues: policy.dues.take(),
        capacity: policy.capacity,
        ..JoinPolicy::default()
    };
}

/// Whether nothing is told that is for those with a seat; most services leave that to the app.
fn told_to_anybody(venue: &Venue) -> bool {
    !venue.address_hidden || venue.address.is_empty() && venue.online_url.is_empty()
}

/// The directory of a community that one has joined, entry by entry.
pub fn shows_the_directory(under: &mut Under, seed: &Seed) {
    let community = CommunityId::from("night-run");
    under.command(Command::Join {
        community: community.clone(),
        answers: Answers::new(),
        rules: Some(3),
        invitation: None,
        sponsor: String::new(),
        listed: false,
    });
    let theirs = seed.members.iter();
    let theirs = theirs.filter(|m| m["community"] == community.as_str());
    let theirs: Vec<Member> = read(theirs);
    let told = all_members(&*under.backend, &community);
    same(&told, &theirs, |m| m.id.to_string());
    under.command(Command::Leave { community });
}

fn read<'a, T: FromJson>(rows: impl IntoIterator<Item = &'a Value>) -> Vec<T> {
    rows.into_iter()
        .map(|row| T::from_json(row).expect("a row of the data set"))
        .collect()
}

fn same<T: ToJson>(told: &[T], wanted: &[T], id: impl Fn(&T) -> String) {
    let told: BTreeMap<String, &T> = told.iter().map(|t| (id(t), t)).collect();
    assert_eq!(told.len(), wanted.len(), "as many as it was filled with");
    for wanted in wanted {
        let id = id(wanted);
        assert_same(
            told.get(&id).copied().unwrap_or_else(|| panic!("no {id}")),
            wanted,
        );
    }
}

/// Compared as JSON, so that a difference is named by its field.
fn assert_same<T: ToJson>(told: &T, wanted: &T) {
    let (told, wanted) = (told.to_json(), wanted.to_json());
    let (told, wanted) = (told.as_object().unwrap(), wanted.as_object().unwrap());
    for key in told.keys().chain(wanted.keys()) {
        assert_eq!(told.get(key), wanted.get(key), "{key} of {}", wanted["id"]);
    }
}
