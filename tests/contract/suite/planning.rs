//! Events from their planning to their being called off, and what members propose.

use linju::{
    backend::{BackendError, EventsWanted},
    model::{
        Answers, Area, Command, CommunityId, Event, EventId, EventStatus, Instant, Outcome, Plan,
        Refusal, SignUpState, Venue, Who, Without,
    },
};

use super::{
    all_events,
    keeping::{Hand, charter, join},
};
use crate::native::block_on;

const DAY: i64 = 86_400;

fn create(hand: &Hand<'_>, id: &str, of: &CommunityId, plan: Plan, more: &[Instant]) -> Command {
    Command::CreateEvent {
        event: named(hand, id),
        community: of.clone(),
        plan,
        more: more.to_vec(),
    }
}

fn named(hand: &Hand<'_>, id: &str) -> EventId {
    EventId(format!("{}-{id}", hand.name))
}

fn edit(event: &EventId, plan: Plan) -> Command {
    Command::EditEvent {
        event: event.clone(),
        plan,
    }
}

fn call_off(event: &EventId, status: EventStatus, reason: &str) -> Command {
    Command::CallOff {
        event: event.clone(),
        status,
        reason: reason.to_owned(),
    }
}

fn adopt(event: &EventId) -> Command {
    Command::AdoptEvent {
        event: event.clone(),
    }
}

fn sign_up(event: &EventId) -> Command {
    Command::SignUp {
        event: event.clone(),
        party: Vec::new(),
        answers: Answers::new(),
        seen: false,
    }
}

fn plan(start: Instant) -> Plan {
    Plan {
        title: Some("周五观星".to_owned()),
        description: Some("看 *星星*".to_owned()),
        start: Some(start),
        end: Some(start.plus(3600)),
        zone: Some("Asia/Shanghai".to_owned()),
        venue: Some(Venue {
            area: Area {
                place: "顶楼".to_owned(),
                ..Area::default()
            },
            address: "文一路 1 号".to_owned(),
            address_hidden: true,
            ..Venue::default()
        }),
        capacity: Some(2),
        closes: Some(start.plus(-3600)),
        party_max: Some(3),
        children: Some(true),
        each: Some(true),
        photos: Some("https://example.org/photos".to_owned()),
        price: Some("免费".to_owned()),
        series: Some("FREQ=WEEKLY".parse().unwrap()),
        tags: Some(vec!["天文".to_owned()]),
        cover: Some(3),
        ..Plan::default()
    }
}

impl Hand<'_> {
    /// Does what is not refused.
    pub fn done(&self, key: &str, command: Command) {
        assert_eq!(why_not(&self.does(key, command)), "", "{key}");
    }

    fn event(&self, id: &EventId) -> Event {
        let answer = block_on(self.backend.event(id)).expect("the event");
        assert_eq!(answer.left_out, [], "all of it can be read");
        answer.data
    }

    fn finds(&self, id: &EventId) -> bool {
        match block_on(self.backend.event(id)) {
            Ok(_) => true,
            Err(BackendError::NotFound) => false,
            Err(other) => panic!("{id}: {other}"),
        }
    }

    fn lists_event(&self, of: Option<&CommunityId>, id: &EventId) -> bool {
        let wanted = EventsWanted {
            community: of.cloned(),
            from: Some(self.now),
            to: Some(self.now.plus(40 * DAY)),
            cursor: None,
        };
        all_events(self.backend, wanted)
            .iter()
            .any(|it| it.id == *id)
    }

    fn seat(&self, id: &EventId) -> SignUpState {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        viewer.sign_up(id).state
    }

    pub fn founds(&self, id: &str) -> CommunityId {
        let id = CommunityId(format!("{}-{id}", self.name));
        let told = self.does(
            id.as_str(),
            Command::Found {
                community: id.clone(),
                charter: charter("顶楼观星社"),
                word: String::new(),
            },
        );
        assert_eq!(why_not(&told), "");
        id
    }
}

/// Why it was refused; nothing where it was not.
fn why_not(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Refused(refusal) => format!("{refusal:?}"),
        _ => String::new(),
    }
}

/// Somebody plans a series, changes one of it, calls it off and lets it take place after all.
pub fn alone(owner: &Hand<'_>) {
    let of = owner.founds("stars");
    let start = owner.now.plus(7 * DAY);
    let first = named(owner, "friday");
    let bad = Plan {
        end: Some(start.plus(-1)),
        capacity: Some(0),
        photos: Some("http://example.org".to_owned()),
        ..plan(start)
    };
    let faults = owner.faults("bad", create(owner, "friday", &of, bad, &[]));
    assert_eq!(faults, ["photos", "end", "capacity"]);
    let late = [start.plus(400 * DAY)];
    let faults = owner.faults("late", create(owner, "friday", &of, plan(start), &late));
    assert_eq!(faults, ["more"]);
    assert!(!owner.finds(&first), "what is refused leaves nothing");

    let more = [start.plus(7 * DAY), start.plus(14 * DAY)];
    let made = create(owner, "friday", &of, plan(start), &more);
    owner.done("create", made.clone());
    owner.done("create", made.clone());
    assert_eq!(owner.refused("create twice", made), Refusal::Already);
    let second = EventId(format!("{first}-2"));
    let third = EventId(format!("{first}-3"));
    for (id, start) in [(&first, start), (&second, more[0]), (&third, more[1])] {
        let it = owner.event(id);
        assert_eq!((it.title.as_str(), it.start), ("周五观星", start));
        assert_eq!(it.end, Some(start.plus(3600)));
        assert_eq!(it.sign_up.closes, Some(start.plus(-3600)));
        assert_eq!((it.capacity, it.taken, it.waiting), (Some(2), 0, 0));
        assert_eq!(it.venue.address, "文一路 1 号", "its hosts know the way");
        assert_eq!((it.price.as_str(), it.cover), ("免费", Some(3)));
        assert_eq!(it.photos, "https://example.org/photos");
        let policy = &it.sign_up;
        assert_eq!(
            (policy.party_max, policy.children, policy.each),
            (3, true, true)
        );
        assert_eq!(it.series, Some("FREQ=WEEKLY".parse().unwrap()));
        assert_eq!(it.community.as_ref(), Some(&of));
        assert_eq!((it.status, it.hosts.len()), (EventStatus::Scheduled, 1));
        assert!(owner.lists_event(None, id) && owner.lists_event(Some(&of), id));
    }

    // One of a series is changed, the others are not.
    let other = Plan {
        title: Some("周六观星".to_owned()),
        start: Some(more[0].plus(DAY)),
        end: Some(more[0].plus(DAY + 7200)),
        price: Some(String::new()),
        tags: Some(Vec::new()),
        children: Some(false),
        photos: Some(String::new()),
        without: vec![Without::Closes, Without::Cover],
        ..Plan::default()
    };
    owner.done("edit", edit(&second, other));
    let it = owner.event(&second);
    assert_eq!(
        (it.title.as_str(), it.start),
        ("周六观星", more[0].plus(DAY))
    );
    assert_eq!((it.sign_up.closes, it.cover), (None, None));
    assert_eq!((it.price.as_str(), it.tags.len()), ("", 0));
    assert_eq!((it.photos.as_str(), it.sign_up.children), ("", false));
    assert!(it.sign_up.each, "what is not said stays");
    assert_eq!(it.venue.address, "文一路 1 号", "what is not said stays");
    assert_eq!(owner.event(&third).title, "周五观星");
    let fewer = Plan {
        start: Some(owner.now.plus(-1)),
        ..Plan::default()
    };
    assert_eq!(
        owner.faults("past", edit(&third, fewer)),
        ["start", "closes"]
    );

    // Called off with its reason, and on after all: who signed up stays signed up.
    owner.done("seat", sign_up(&first));
    assert!(matches!(owner.seat(&first), SignUpState::Confirmed { .. }));
    let silent = call_off(&first, EventStatus::Cancelled, " ");
    assert_eq!(owner.faults("silent", silent), ["reason"]);
    let rain = call_off(&first, EventStatus::Cancelled, " 下雨 ");
    owner.done("rain", rain.clone());
    let it = owner.event(&first);
    assert_eq!(
        (it.status, it.status_note.as_str()),
        (EventStatus::Cancelled, "下雨")
    );
    assert_eq!(it.taken, 1);
    assert!(matches!(owner.seat(&first), SignUpState::Confirmed { .. }));
    assert_eq!(owner.refused("rain twice", rain), Refusal::Already);
    let sun = call_off(&first, EventStatus::Scheduled, "");
    owner.done("sun", sun);
    let it = owner.event(&first);
    assert_eq!(
        (it.status, it.status_note.as_str()),
        (EventStatus::Scheduled, "")
    );
    assert_eq!(owner.refused("adopt", adopt(&first)), Refusal::Already);
    let gone = named(owner, "nowhere");
    assert_eq!(owner.refused("gone", adopt(&gone)), Refusal::Gone);
}

/// Somebody waits, and seats are added; a member proposes, and a host answers.
pub fn between(owner: &Hand<'_>, other: &Hand<'_>) {
    let of = owner.founds("moon");
    let start = owner.now.plus(7 * DAY);
    let small = Plan {
        capacity: Some(1),
        who: Some(Who::Open),
        closes: None,
        ..plan(start)
    };
    let first = named(owner, "walk");
    owner.done("walk", create(owner, "walk", &of, small, &[]));
    assert_eq!(
        other.event(&first).venue.address,
        "",
        "a stranger is not told where exactly"
    );
    let stranger = create(other, "stranger", &of, plan(start), &[]);
    assert_eq!(other.refused("stranger", stranger), Refusal::MembersOnly);
    let theirs = edit(
        &first,
        Plan {
            title: Some("x".to_owned()),
            ..Plan::default()
        },
    );
    assert_eq!(other.refused("theirs", theirs), Refusal::Forbidden);
    owner.done("own seat", sign_up(&first));
    other.done("their seat", sign_up(&first));
    assert!(matches!(other.seat(&first), SignUpState::Waitlisted { .. }));
    let none = Plan {
        capacity: Some(0),
        ..Plan::default()
    };
    assert_eq!(owner.faults("no seats", edit(&first, none)), ["capacity"]);
    let more = Plan {
        capacity: Some(2),
        ..Plan::default()
    };
    owner.done("more seats", edit(&first, more));
    assert!(
        matches!(other.seat(&first), SignUpState::Confirmed { .. }),
        "who waits moves up"
    );
    assert_eq!(other.event(&first).venue.address, "文一路 1 号");
    let fewer = Plan {
        capacity: Some(1),
        ..Plan::default()
    };
    assert_eq!(owner.faults("fewer", edit(&first, fewer)), ["capacity"]);
    let free = Plan {
        without: vec![Without::Capacity],
        ..Plan::default()
    };
    owner.done("free", edit(&first, free));
    assert_eq!(owner.event(&first).capacity, None);

    other.done("join", join(&of));
    proposed(owner, other, &of, start);
}

/// A member of a community proposes, and one of its hosts answers.
fn proposed(host: &Hand<'_>, member: &Hand<'_>, of: &CommunityId, start: Instant) {
    let id = named(member, "idea");
    let weekly = create(member, "idea", of, plan(start), &[start.plus(DAY)]);
    assert_eq!(member.faults("weekly", weekly), ["more"]);
    let idea = create(member, "idea", of, plan(start), &[]);
    member.done("idea", idea);
    for hand in [member, host] {
        assert_eq!(hand.event(&id).status, EventStatus::Proposed);
        assert!(hand.lists_event(Some(of), &id), "those who are in see it");
        assert!(!hand.lists_event(None, &id), "it is in no feed");
    }
    assert_eq!(member.refused("early", sign_up(&id)), Refusal::Off);
    assert_eq!(member.refused("own", adopt(&id)), Refusal::Forbidden);
    let title = Plan {
        title: Some("看月亮".to_owned()),
        ..Plan::default()
    };
    member.done("better", edit(&id, title.clone()));
    assert_eq!(host.event(&id).title, "看月亮");
    assert_eq!(
        host.event(&id).venue.address,
        "文一路 1 号",
        "nothing of it was lost"
    );
    host.done("adopt the idea", adopt(&id));
    assert_eq!(member.event(&id).status, EventStatus::Scheduled);
    assert!(member.lists_event(None, &id));
    assert_eq!(
        member.refused("not theirs now", edit(&id, title)),
        Refusal::Forbidden
    );
    member.done("seat there", sign_up(&id));

    for n in 0..5 {
        let name = format!("idea{n}");
        let idea = create(member, &name, of, plan(start.plus(n * 60)), &[]);
        member.done(&name, idea);
    }
    let sixth = create(member, "idea6", of, plan(start), &[]);
    assert_eq!(member.faults("idea6", sixth.clone()), ["proposals"]);
    let (declined, back) = (named(member, "idea0"), named(member, "idea1"));
    let no = call_off(&declined, EventStatus::Cancelled, "那天顶楼不开");
    host.done("decline", no);
    let it = member.event(&declined);
    assert_eq!(
        (it.status, it.status_note.as_str()),
        (EventStatus::Cancelled, "那天顶楼不开")
    );
    assert!(
        !member.lists_event(None, &declined),
        "what was never on is not called off in a feed"
    );
    let own = call_off(&back, EventStatus::Cancelled, "");
    member.done("back", own);
    member.done("again", sixth);
}
