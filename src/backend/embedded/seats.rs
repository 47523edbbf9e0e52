//! Who comes to an event, as its hosts see them, and what hosts do about it. The model decides; here stands what it is asked
//! about, and what is kept of its answer.
//!
//! Invariants: a list is the file's, with what was done here laid over it, and the parts that a visitor plays; seats are counted
//! from it; whoever loses a seat leaves it to the next in the queue, in the same write.

use crate::{
    backend::{Answer, Asked, BackendError, Page, Persona},
    model::{
        Attendee, Claim, ClaimState, Command, Envelope, Event, EventId, Instant, Membership,
        Outcome, PersonId, Refusal, Roster, SignUp, SignUpState, Subject, Viewer, close_attendance,
        host_transition, hosts, no_show, sort_by, walk_in,
    },
};

use super::{
    Embedded,
    act::legible,
    desk::Begin,
    keep::Came,
    lay::{Names, or_none},
    paged,
    state::{Change, Seated, World},
};

/// An event with all who come to it, at one moment.
struct Hall {
    event: Event,
    /// Where the viewer stands with the event's community.
    is: Membership,
    viewer: Viewer,
    world: World,
    all: Vec<Seated>,
    now: Instant,
}

/// How many seats a sign-up holds, and for how many it waits.
fn counts(is: &SignUp) -> (u32, u32) {
    match is.state {
        SignUpState::Confirmed { .. }
        | SignUpState::PendingPayment { .. }
        | SignUpState::CheckedIn { .. }
        | SignUpState::NoShow
        | SignUpState::Waitlisted {
            offer_until: Some(_),
            ..
        } => (is.people(), 0),
        SignUpState::Waitlisted { .. } => (0, is.people()),
        _ => (0, 0),
    }
}

impl Embedded {
    /// An event with its seats as they are after what hosts did here.
    pub(super) fn seats_laid(mut event: Event, world: &World) -> Event {
        for seated in world.seats(&event.id) {
            let (holds, waits) = counts(&seated.who.is);
            event.taken = event.taken.saturating_add(holds) - seated.took.min(event.taken);
            event.waiting = event.waiting.saturating_add(waits) - seated.waited.min(event.waiting);
        }
        event
    }

    /// Waits for all that has to be waited for, and then looks at what was done here.
    async fn hall(&self, id: &EventId) -> Result<Hall, BackendError> {
        let of = self.event_now(id).await?.community;
        let told = match &of {
            Some(community) => or_none(self.files.attendees(community).await)?.data,
            None => Vec::new(),
        };
        let planned = self.files.event(id).await.ok();
        let names = self.names().await?;
        let viewer = self.viewer_now().await?;
        let event = self.event_now(id).await?;
        let world = self.state.world();
        let of_file = told.into_iter().filter(|(of, _)| of == id);
        let mut of_file: Vec<Attendee> = of_file.map(|(_, who)| who).collect();
        if let (Some(was), Some(now)) = (planned, world.event(id)) {
            seated_since(
                &mut of_file,
                was.data.waiting.saturating_sub(now.event.waiting),
                self.clock.now(),
            );
        }
        let all = self.seated(id, of_file.into_iter(), &world, &viewer, &names);
        let is = of.as_ref().map(|c| viewer.membership(c));
        Ok(Hall {
            event,
            is: is.unwrap_or_default(),
            viewer,
            world,
            all,
            now: self.clock.now(),
        })
    }

    fn seated(
        &self,
        id: &EventId,
        of_file: impl Iterator<Item = Attendee>,
        world: &World,
        viewer: &Viewer,
        names: &Names,
    ) -> Vec<Seated> {
        let decided = world.seats(id);
        let mut all: Vec<Seated> = of_file
            .filter(|who| decided.iter().all(|it| it.who.id != who.id))
            .map(|who| {
                let (took, waited) = counts(&who.is);
                Seated { who, took, waited }
            })
            .collect();
        all.extend(decided);
        for (who, stands) in self.parts(world, viewer) {
            let is = stands.sign_up(id);
            if is.state == SignUpState::None {
                continue;
            }
            let who = Attendee {
                id: PersonId(who.word().to_owned()),
                name: names.of(who),
                guest: false,
                member: false,
                is,
            };
            all.push(Seated {
                who,
                took: 0,
                waited: 0,
            });
        }
        all
    }

    /// Who comes, and who would like to, in the order in which they came.
    pub(super) async fn attendees_of(&self, event: &EventId) -> Asked<Page<Attendee>> {
        let hall = self.hall(event).await?;
        if !hosts(&hall.is, hall.now) {
            return Err(BackendError::Forbidden { status: 403 });
        }
        let mut all: Vec<Attendee> = hall.all.into_iter().map(|it| it.who).collect();
        // The parts that a visitor plays stand where they stand now.
        for (who, stands) in self.parts(&hall.world, &hall.viewer) {
            let own = all.iter_mut().find(|one| one.id.as_str() == who.word());
            if let (Some(own), Some(of)) = (own, &hall.event.community) {
                own.member = stands.membership(of).role(hall.now).is_some();
            }
        }
        all.retain(|one| {
            !matches!(
                one.is.state,
                SignUpState::None | SignUpState::Rejected { .. } | SignUpState::Cancelled { .. }
            )
        });
        sort_by(&mut all, |a, b| {
            (a.is.came(), &a.id).cmp(&(b.is.came(), &b.id))
        });
        let mut place = 0;
        for one in &mut all {
            if let SignUpState::Waitlisted {
                position,
                offer_until: None,
                ..
            } = &mut one.is.state
            {
                place += 1;
                *position = Some(place);
            }
        }
        Ok(paged(Answer::whole(all)))
    }

    /// Carries out what a host does about those who come.
    pub(super) async fn hosted(
        &self,
        envelope: &Envelope,
        id: &EventId,
        begin: Begin<'_>,
    ) -> Result<Outcome, BackendError> {
        let hall = match self.hall(id).await {
            Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
            other => other?,
        };
        let command = &envelope.command;
        if hall.world.was_done(&envelope.id) {
            return Ok(hall.stands(command));
        }
        let (outcome, mut changes) = match self.decided_by_host(&hall, command) {
            Ok(came) => came,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        changes.extend(self.next_in_queue(&hall, &outcome));
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        let kept = self.state.keep(&envelope.id, changes);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(outcome)
    }

    fn decided_by_host(&self, hall: &Hall, command: &Command) -> Came {
        let (is, event, now) = (&hall.is, &hall.event, hall.now);
        let person = match command {
            Command::CloseAttendance { .. } => {
                close_attendance(is, event, now)?;
                let missed = hall.all.iter().filter_map(|one| {
                    let next = no_show(&one.who.is)?;
                    Some(hall.change(one, next))
                });
                return Ok((Outcome::Event(event.id.clone()), missed.collect()));
            }
            Command::WalkIn { person, .. } => {
                let who = walk_in(is, command, event, now)?;
                if hall.find(person).is_some() {
                    return Err(Refusal::Already);
                }
                let outcome = Outcome::Seat(event.id.clone(), person.clone(), who.is.clone());
                let seated = Seated {
                    who,
                    took: 0,
                    waited: 0,
                };
                return Ok((outcome, vec![World::seat_is(&event.id, &seated)]));
            }
            Command::ReviewSignUp { person, .. }
            | Command::Promote { person, .. }
            | Command::TurnAway { person, .. }
            | Command::CheckIn { person, .. }
            | Command::UndoCheckIn { person, .. } => person,
            _ => return Err(Refusal::NotOffered),
        };
        if !hosts(is, now) {
            return Err(Refusal::Forbidden);
        }
        let one = hall.find(person).ok_or(Refusal::Gone)?;
        let next = self.with_ticket(host_transition(is, &one.who, command, event, now)?);
        let change = hall.change(one, next.clone());
        let outcome = Outcome::Seat(event.id.clone(), person.clone(), next);
        Ok((outcome, vec![change]))
    }

    /// With a code to show, for who has a seat.
    fn with_ticket(&self, mut sign_up: SignUp) -> SignUp {
        if matches!(sign_up.state, SignUpState::Confirmed { .. }) && sign_up.ticket.is_empty() {
            sign_up.ticket = legible(&self.random.id());
        }
        sign_up
    }

    /// The seats that are free after these changes go to those who wait, the longest first.
    fn next_in_queue(&self, hall: &Hall, outcome: &Outcome) -> Vec<Change> {
        let Outcome::Seat(_, person, next) = outcome else {
            return Vec::new();
        };
        let frees = matches!(next.state, SignUpState::Rejected { .. });
        if !frees || hall.now >= hall.event.start {
            return Vec::new();
        }
        let held = hall.find(person).map_or(0, |one| counts(&one.who.is).0);
        let mut waiting: Vec<&Seated> = hall.all.iter().collect();
        waiting.retain(|one| one.who.id != *person && counts(&one.who.is).1 > 0);
        sort_by(&mut waiting, |a, b| {
            (a.who.is.came(), &a.who.id).cmp(&(b.who.is.came(), &b.who.id))
        });
        let claim = |id: &str, people, state| Claim {
            id: id.to_owned(),
            people,
            state,
        };
        let taken = hall.event.taken.saturating_sub(held);
        let mut claims = vec![claim("", taken, ClaimState::Confirmed)];
        claims.extend(waiting.iter().map(|one| {
            claim(
                one.who.id.as_str(),
                one.who.is.people(),
                ClaimState::Waiting,
            )
        }));
        let mut roster = Roster {
            capacity: hall.event.capacity,
            waitlist: true,
            offer_seconds: None,
            claims,
        };
        let up = roster.expire(hall.now);
        let up = up.iter().filter_map(|id| {
            let one = waiting.iter().find(|one| one.who.id.as_str() == id)?;
            let state = SignUpState::Confirmed { since: hall.now };
            let next = SignUp {
                state,
                ..one.who.is.clone()
            };
            Some(hall.change(one, self.with_ticket(next)))
        });
        up.collect()
    }
}

/// Who waits in the files moved up when a host made room for so many people.
fn seated_since(all: &mut [Attendee], mut people: u32, since: Instant) {
    for one in all {
        if people > 0 && matches!(one.is.state, SignUpState::Waitlisted { .. }) {
            people = people.saturating_sub(one.is.people());
            one.is.state = SignUpState::Confirmed { since };
            one.is.ticket = legible(&one.id.as_str().chars().rev().collect::<String>());
        }
    }
}

impl Hall {
    fn find(&self, person: &PersonId) -> Option<&Seated> {
        self.all.iter().find(|one| one.who.id == *person)
    }

    /// What is so now, for a command that was carried out before.
    fn stands(&self, command: &Command) -> Outcome {
        match command.subject() {
            Subject::Seat(event, person) => match self.find(&person) {
                Some(one) => Outcome::Seat(event, person, one.who.is.clone()),
                None => Outcome::Refused(Refusal::NothingThere),
            },
            _ => Outcome::Event(self.event.id.clone()),
        }
    }

    /// What is kept of where somebody stands now.
    fn change(&self, one: &Seated, next: SignUp) -> Change {
        let id = one.who.id.as_str();
        if let Some(who) = Persona::ALL.into_iter().find(|who| who.word() == id) {
            let mut viewer = match who == self.world.plays {
                true => self.viewer.clone(),
                false => self.world.viewer(who).unwrap_or_default(),
            };
            viewer.sign_ups.insert(self.event.id.clone(), next);
            return World::viewer_is(who, &viewer);
        }
        let who = Attendee {
            is: next,
            ..one.who.clone()
        };
        World::seat_is(
            &self.event.id,
            &Seated {
                who,
                took: one.took,
                waited: one.waited,
            },
        )
    }
}
