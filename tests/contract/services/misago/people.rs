//! What people do who are signed in: follow, come, and meet others on the way.

use std::{cell::Cell, rc::Rc, thread::sleep, time::Duration};

use linju::{
    backend::{Backend, BackendError, Rest as _, mapped::Mapped},
    model::{
        Answers, Command, CommandId, Door, Envelope, Event, EventId, Instant, Membership, Outcome,
        Refusal, SignUpState,
    },
    port::{Method, TransportError},
};

use super::{
    super::super::{native::block_on, suite::all_members},
    forum::{FOLLOWERS, Forum, account},
};

pub const CLUB: &str = "night-run";
/// Misago lets nobody post again within three seconds.
const BREATH: Duration = Duration::from_millis(3_200);

pub fn send(
    backend: &dyn Backend,
    now: Instant,
    command: &Command,
) -> Result<Outcome, BackendError> {
    thread_local!(static SENT: Cell<u32> = const { Cell::new(0) });
    SENT.set(SENT.get() + 1);
    block_on(backend.carry_out(&Envelope {
        id: CommandId(format!("misago-{}", SENT.get())),
        at: now,
        command: command.clone(),
    }))
}

fn refused(refusal: Refusal) -> Result<Outcome, BackendError> {
    Ok(Outcome::Refused(refusal))
}

pub fn is_member(backend: &dyn Backend, forum: &Forum) -> bool {
    let viewer = block_on(backend.viewer()).expect("a viewer").data;
    let membership = viewer.membership(&forum.club(CLUB).into());
    matches!(membership, Membership::Member { .. })
}

fn is_coming(backend: &dyn Backend, event: &EventId) -> bool {
    let viewer = block_on(backend.viewer()).expect("a viewer").data;
    matches!(viewer.sign_up(event).state, SignUpState::Confirmed { .. })
}

fn leave(forum: &Forum) -> Command {
    let community = forum.club(CLUB).into();
    Command::Leave { community }
}

/// Following a club, seeing who else does, and following it no longer.
pub fn follow(forum: &Forum, now: Instant) {
    let (lin, way) = forum.signed_in("lin", now);
    let (mei, _) = forum.signed_in("mei", now);
    let club = forum.club(CLUB).into();
    let asked = block_on(lin.members(&club, None));
    assert!(
        matches!(asked, Err(BackendError::Forbidden { .. })),
        "{asked:?}"
    );
    let joined = send(&*lin, now, &forum.join(CLUB));
    assert!(
        matches!(
            joined,
            Ok(Outcome::Membership(_, Membership::Member { .. }))
        ),
        "{joined:?}"
    );
    assert_eq!(
        send(&*lin, now, &forum.join(CLUB)),
        refused(Refusal::Already)
    );
    assert!(
        is_member(&*lin, forum) && !is_member(&*mei, forum),
        "a browser each"
    );
    let all = all_members(&*lin, &club);
    assert_eq!(all.len(), FOLLOWERS as usize + 1);
    let me = all.iter().find(|m| m.id.as_str() == forum.person(0));
    assert_eq!(me.expect("me too").name, "lin");
    let one = block_on(lin.member(&club, &all[0].id))
        .expect("an entry")
        .data;
    assert_eq!(one.name, all[0].name);
    let nobody = block_on(lin.member(&club, &"nobody".into())).err();
    assert_eq!(nobody, Some(BackendError::NotFound));

    let left = send(&*lin, now, &leave(forum));
    assert!(
        matches!(left, Ok(Outcome::Membership(_, Membership::None))),
        "{left:?}"
    );
    assert_eq!(
        send(&*lin, now, &leave(forum)),
        refused(Refusal::NothingThere)
    );
    // What one may not do comes with the answer: a club does not follow itself.
    let (itself, _) = forum.signed_in(&account(CLUB), now);
    let door = |backend: &Mapped| {
        let whole = block_on(backend.community(&club)).expect("whole").data;
        whole.policy.door
    };
    assert_eq!((door(&lin), door(&itself)), (Door::Open, Door::Closed));
    assert_eq!(
        send(&*itself, now, &forum.join(CLUB)),
        refused(Refusal::Closed)
    );
    // An answer that got lost is no refusal, and reading again tells.
    for (command, after) in [(forum.join(CLUB), true), (leave(forum), false)] {
        way.lossy.set(true);
        let lost = Err(BackendError::Transport(TransportError::Network));
        assert_eq!(send(&*lin, now, &command), lost);
        way.lossy.set(false);
        assert_eq!(is_member(&*lin, forum), after);
    }
}

/// The same request follows and unfollows: it is never sent without looking, and what it did is read.
pub fn toggle_at_the_same_time(forum: &Forum, now: Instant) {
    let (here, way) = forum.signed_in("lin", now);
    let (there, _) = forum.signed_in("lin", now);
    let join = forum.join(CLUB);
    let elsewhere = |there: &Rc<_>| {
        let (there, join): (Rc<Mapped>, _) = (Rc::clone(there), join.clone());
        move || {
            let joined = send(&*there, now, &join);
            assert!(matches!(joined, Ok(Outcome::Membership(..))), "{joined:?}");
        }
    };
    way.before(Method::Get, "/details/", elsewhere(&there));
    assert_eq!(send(&*here, now, &join), refused(Refusal::Already));
    assert!(
        way.has_happened() && is_member(&*here, forum),
        "and not undone"
    );
    send(&*here, now, &leave(forum)).expect("left");

    way.before(Method::Post, "/follow/", elsewhere(&there));
    let outcome = send(&*here, now, &join);
    assert!(
        matches!(outcome, Err(BackendError::Unavailable { .. })),
        "not known: {outcome:?}"
    );
    assert!(
        way.has_happened() && !is_member(&*here, forum),
        "reading again tells"
    );
}

/// Coming is a reply that all see, and a thread on the list of one's own.
pub fn come(forum: &Forum, now: Instant, events: &[Event]) {
    let (lin, way) = forum.signed_in("lin", now);
    let (there, _) = forum.signed_in("lin", now);
    let is_open = |e: &&Event| e.start > now.plus(86_400) && e.sign_up.closes.is_none();
    let mut open = events.iter().filter(is_open);
    let event = open.next().expect("an event").id.clone();
    let sign_up = |event: &EventId| Command::SignUp {
        event: event.clone(),
        party: Vec::new(),
        seen: false,
        answers: Answers::new(),
    };
    let cancel = Command::CancelSignUp {
        event: event.clone(),
    };
    let came = send(&*lin, now, &sign_up(&event));
    let Ok(Outcome::SignUp(_, own)) = &came else {
        panic!("expected to come, found {came:?}");
    };
    assert!(
        matches!(own.state, SignUpState::Confirmed { .. }),
        "{own:?}"
    );
    let said = forum.replies(event.as_str());
    assert_eq!((said.len(), &*said[0].0), (1, "lin"));
    assert!(said[0].1.contains("+1 我参加"), "{said:?}");
    assert_eq!(
        send(&*lin, now, &sign_up(&event)),
        refused(Refusal::Already)
    );

    // Right after another reply the forum takes none, and nothing has changed.
    sleep(BREATH);
    let (elsewhere, talk) = (forum.signed_in("lin", now).1, forum.talk.clone());
    way.before(Method::Post, "/posts/", move || elsewhere.replies(&talk));
    let soon = send(&*lin, now, &cancel);
    assert!(
        matches!(soon, Err(BackendError::Unavailable { .. })),
        "{soon:?}"
    );
    assert!(way.has_happened() && is_coming(&*lin, &event));
    assert_eq!(forum.replies(event.as_str()).len(), 1);
    sleep(BREATH);
    let cancelled = send(&*lin, now, &cancel);
    assert!(
        matches!(cancelled, Ok(Outcome::SignUp(..))),
        "{cancelled:?}"
    );
    assert!(!is_coming(&*lin, &event));
    assert!(forum.replies(event.as_str())[0].1.contains("-1 来不了了"));
    assert_eq!(send(&*lin, now, &cancel), refused(Refusal::NothingThere));

    // Another browser of the same person was quicker: nothing is said twice.
    sleep(BREATH);
    let other = open.next().expect("another").id.clone();
    let quicker = {
        let command = sign_up(&other);
        move || {
            assert!(matches!(
                send(&*there, now, &command),
                Ok(Outcome::SignUp(..))
            ))
        }
    };
    way.before(
        Method::Get,
        &format!("/api/threads/{other}/posts/"),
        quicker,
    );
    assert_eq!(
        send(&*lin, now, &sign_up(&other)),
        refused(Refusal::Already)
    );
    assert_eq!(
        (way.has_happened(), forum.replies(other.as_str()).len()),
        (true, 1)
    );

    // The forum itself watches for who replies, even if its answer is lost.
    sleep(BREATH);
    let third = open.next().expect("a third").id.clone();
    way.lossy.set(true);
    let lost = Err(BackendError::Transport(TransportError::Network));
    assert_eq!(send(&*lin, now, &sign_up(&third)), lost);
    way.lossy.set(false);
    assert!(is_coming(&*lin, &third), "reading again tells");

    let shut = events.iter().find(|e| e.sign_up.closes.is_some());
    let shut = shut.expect("a closed thread").id.clone();
    assert_eq!(send(&*lin, now, &sign_up(&shut)), refused(Refusal::Closed));
    assert!(forum.replies(shut.as_str()).is_empty());
}
