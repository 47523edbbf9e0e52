//! Who comes to an event of the data set, from both sides: somebody signs up as one, and is looked after as another.

use linju::{
    data::{
        AttendeesPage, BackendError, CommunitiesPage, EventById, EventsPage, EventsWanted, Mine,
        Persona,
    },
    model::{
        Attendee, Command, Community, Event, EventId, Instant, Membership, Outcome, PersonId, Plan,
        Refusal, SignUpState, Venue, Verdict, may_plan, may_propose,
    },
};

use super::{
    Bench, answer, done, embedded,
    native::block_on,
    playing::{play, refused},
};

/// An event of today, of a community that the organiser owns.
const WALK: &str = "e-dog-walk-1";
/// One with ten seats, all taken, for which two wait.
const FULL: &str = "e-florist-1";
/// One whose hosts look at each sign-up.
const LOOKED_AT: &str = "e-chamber-3";

fn attendees(bench: &Bench, event: &str) -> Result<Vec<Attendee>, BackendError> {
    let query = AttendeesPage {
        event: event.into(),
        cursor: None,
    };
    block_on(bench.data.fresh(&query)).map(|page| page.items)
}

fn event(bench: &Bench, id: &str) -> Event {
    block_on(bench.data.fresh(&EventById(id.into()))).unwrap()
}

fn find(all: &[Attendee], state: fn(&SignUpState) -> bool) -> &Attendee {
    all.iter().find(|one| state(&one.is.state)).unwrap()
}

const fn has(state: &SignUpState) -> bool {
    matches!(state, SignUpState::Confirmed { .. })
}

const fn waits(state: &SignUpState) -> bool {
    matches!(state, SignUpState::Waitlisted { .. })
}

fn here(event: &str) -> EventId {
    event.into()
}

#[test]
fn a_list_is_for_hosts_and_says_what_the_event_says() {
    let bench = embedded();
    play(&bench, Persona::Newcomer);
    assert_eq!(
        attendees(&bench, WALK),
        Err(BackendError::Forbidden { status: 403 })
    );
    play(&bench, Persona::Member);
    assert_eq!(
        attendees(&bench, FULL),
        Err(BackendError::Forbidden { status: 403 })
    );
    play(&bench, Persona::Organiser);
    for id in [WALK, FULL, LOOKED_AT] {
        let (all, told) = (attendees(&bench, id).unwrap(), event(&bench, id));
        let people = |which: fn(&SignUpState) -> bool| {
            let all = all.iter().filter(|one| which(&one.is.state));
            all.map(|one| one.is.people()).sum::<u32>()
        };
        assert_eq!(
            (people(has), people(waits)),
            (told.taken, told.waiting),
            "{id}"
        );
        let tickets = all.iter().filter(|one| has(&one.is.state));
        assert!(tickets.clone().count() > 5);
        assert!(tickets.clone().all(|one| !one.is.ticket.is_empty()));
    }
}

#[test]
fn who_is_there_is_counted_and_can_be_taken_back() {
    let bench = embedded();
    play(&bench, Persona::Organiser);
    let one = find(&attendees(&bench, WALK).unwrap(), has).clone();
    let (event_id, person) = (here(WALK), one.id.clone());
    let at = Instant::from_unix(0);
    let mark = Command::CheckIn {
        event: event_id.clone(),
        person: person.clone(),
        at,
    };
    let Outcome::Seat(_, _, now) = done(&bench, mark.clone()) else {
        panic!("a seat");
    };
    let SignUpState::CheckedIn { at } = now.state else {
        panic!("{now:?}");
    };
    // A clock of 1970 is set right.
    assert_eq!(at, event(&bench, WALK).door().0);
    // Whoever of two hosts was first, they are there, and nobody is bothered.
    assert_eq!(done(&bench, mark), Outcome::Event(event_id.clone()));
    let before = event(&bench, WALK).taken;
    let walks = |id: &str, people| Command::WalkIn {
        event: event_id.clone(),
        person: PersonId(id.to_owned()),
        name: "老王".to_owned(),
        people,
        at,
    };
    done(&bench, walks("wlk000000000001", 3));
    assert_eq!(event(&bench, WALK).taken, before + 3);
    assert_eq!(
        refused(&bench, walks("wlk000000000001", 3)),
        Refusal::Already
    );
    assert!(matches!(
        refused(&bench, walks("wlk000000000002", 99)),
        Refusal::Invalid { .. }
    ));
    for person in [person, PersonId("wlk000000000001".to_owned())] {
        done(
            &bench,
            Command::UndoCheckIn {
                event: event_id.clone(),
                person,
            },
        );
    }
    assert_eq!(event(&bench, WALK).taken, before);
    let all = attendees(&bench, WALK).unwrap();
    assert!(
        all.iter()
            .all(|one| has(&one.is.state) && one.name != "老王")
    );
    assert_eq!(
        all.iter().find(|it| it.id == one.id).unwrap().is.ticket,
        one.is.ticket
    );
}

#[test]
fn who_loses_a_seat_leaves_it_to_the_next() {
    let bench = embedded();
    play(&bench, Persona::Organiser);
    let all = attendees(&bench, LOOKED_AT).unwrap();
    let asks = find(&all, |state| {
        matches!(state, SignUpState::PendingApproval { .. })
    })
    .clone();
    let before = event(&bench, LOOKED_AT).taken;
    done(
        &bench,
        Command::ReviewSignUp {
            event: here(LOOKED_AT),
            person: asks.id.clone(),
            verdict: Verdict::Approve,
        },
    );
    let all = attendees(&bench, LOOKED_AT).unwrap();
    let now = all.iter().find(|one| one.id == asks.id).unwrap();
    assert!(has(&now.is.state) && !now.is.ticket.is_empty(), "{now:?}");
    assert_eq!(event(&bench, LOOKED_AT).taken, before + 1);
    done(
        &bench,
        Command::TurnAway {
            event: here(LOOKED_AT),
            person: asks.id.clone(),
            reason: "换了小场地".to_owned(),
        },
    );
    let all = attendees(&bench, LOOKED_AT).unwrap();
    assert!(all.iter().all(|one| one.id != asks.id));
    assert_eq!(event(&bench, LOOKED_AT).taken, before);
    assert!(matches!(
        refused(
            &bench,
            Command::TurnAway {
                event: here(LOOKED_AT),
                person: all[0].id.clone(),
                reason: "  ".to_owned(),
            }
        ),
        Refusal::Invalid { .. }
    ));
}

#[test]
fn who_proposed_it_reads_the_address_that_they_entered() {
    let bench = embedded();
    let now = bench.data.now();
    let all = block_on(bench.data.fresh(&CommunitiesPage::default())).unwrap();
    let those = |who, may: fn(&Membership, &Community, Instant) -> bool| {
        play(&bench, who);
        let viewer = block_on(bench.data.fresh(&Mine)).unwrap();
        let mut rows = all.items.clone();
        rows.retain(|row| may(&viewer.membership(&row.id), row, now));
        rows
    };
    let hosted = those(Persona::Organiser, may_plan);
    let joined = those(Persona::Member, may_propose);
    let of = joined.iter().find(|row| hosted.contains(row)).unwrap();
    let of = of.id.clone();
    let plan = Plan {
        title: Some("屋顶看月亮".to_owned()),
        start: Some(now.plus(86_400)),
        zone: Some("Asia/Shanghai".to_owned()),
        venue: Some(Venue {
            address: "文一路 1 号".to_owned(),
            address_hidden: true,
            ..Venue::default()
        }),
        ..Plan::default()
    };
    let command = Command::CreateEvent {
        event: here("mine"),
        community: of.clone(),
        plan,
        more: Vec::new(),
    };
    done(&bench, command);
    assert_eq!(event(&bench, "mine").venue.address, "文一路 1 号");
    let wanted = EventsPage(EventsWanted {
        community: Some(of),
        ..EventsWanted::default()
    });
    let listed = block_on(bench.data.fresh(&wanted)).unwrap().items;
    let listed = listed.iter().find(|it| it.id == here("mine")).unwrap();
    assert_eq!(listed.venue.address, "文一路 1 号");
    // Once it is of the hosts, it is told to who has a seat.
    play(&bench, Persona::Organiser);
    done(
        &bench,
        Command::AdoptEvent {
            event: here("mine"),
        },
    );
    play(&bench, Persona::Member);
    assert_eq!(event(&bench, "mine").venue.address, "");
}

#[test]
fn a_table_that_did_not_come_is_asked_for_again() {
    let bench = embedded();
    let (data, files) = (&bench.data, &bench.files);
    let load = || {
        block_on(data.load_fold());
        block_on(data.load_sounds());
        (data.fold().has_table(), data.sounds().has_table())
    };
    files.cut.set(true);
    assert_eq!(load(), (false, false));
    files.cut.set(false);
    // A network that wants its own page to be seen first answers with it.
    answer(files, 200, "<!doctype html>");
    assert_eq!(load(), (false, false));
    *files.instead.borrow_mut() = None;
    assert_eq!(load(), (true, true));
    let asked = files.asked.borrow().len();
    assert_eq!(load(), (true, true));
    assert_eq!(files.asked.borrow().len(), asked, "once here, they are not");
}

#[test]
fn what_a_page_of_the_mini_program_brings_is_taken_once_and_only_where_it_was_asked_for() {
    let bench = embedded();
    let data = &bench.data;
    assert!(!data.has_asked("") && !data.has_asked("known"));
    let back = data.way_back("https://a.example/organise/e/x/check-in");
    let code = back.strip_prefix("https://a.example/organise/e/x/check-in?asked=");
    let code = code.unwrap();
    assert!(!code.is_empty() && !data.has_asked("") && !data.has_asked("known"));
    let twice = data.way_back("https://a.example/organise/e/y/check-in");
    assert!(
        twice.ends_with(code),
        "pressed twice, the first still counts"
    );
    assert!(data.has_asked(code));
    assert!(!data.has_asked(code), "once");
    assert!(!data.way_back("https://a.example/").ends_with(code));
}
