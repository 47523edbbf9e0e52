//! The lists that there are: who waits, who is in, events, invitations; and who is still on one of them after a decision.

use crate::{
    data::{
        ApplicantsPage, AttendeesPage, EventsPage, EventsWanted, InvitationsPage, MembersPage,
        Reports, RosterPage,
    },
    model::{
        Applicant, Attendee, CommunityId, Event, EventId, Instant, Invitation, Member, Membership,
        Outcome, Report, SignUpState,
    },
    pages::{Here, tending},
};

use super::List;

impl List<Member> {
    /// A directory, all of it: what comes round and who lives together is looked for among all.
    pub fn of_directory(here: Here, community: &CommunityId) -> Self {
        let own = community.clone();
        let page = move |cursor| MembersPage {
            community: own.clone(),
            cursor,
        };
        Self::of(here, page, |one| &one.id.0, true)
    }
}

impl List<Report> {
    /// What members have told of others.
    pub fn of_reports(here: Here, community: &CommunityId) -> Self {
        let own = community.clone();
        let page = move |cursor| Reports {
            community: own.clone(),
            cursor,
        };
        Self::of(here, page, |one| &one.id.0, false)
    }
}

impl List<Applicant> {
    /// Who waits, the longest first.
    pub fn of_waiting(here: Here, community: &CommunityId) -> Self {
        let own = community.clone();
        let page = move |cursor| ApplicantsPage {
            community: own.clone(),
            cursor,
        };
        let it = Self::of(here, page, |one| &one.id.0, false);
        it.hear(community, |is, _| {
            matches!(
                is,
                Membership::PendingApproval { .. } | Membership::PendingPayment { .. }
            )
        });
        it
    }

    /// Who is in, all of them: what is due is looked for among all.
    pub fn of_members(here: Here, community: &CommunityId) -> Self {
        let own = community.clone();
        let page = move |cursor| RosterPage {
            community: own.clone(),
            cursor,
        };
        let it = Self::of(here, page, |one| &one.id.0, true);
        it.hear(community, |is, now| {
            is.role(now).is_some() || matches!(is.settled(now), Membership::Expired { .. })
        });
        it
    }

    /// Lays over it what a decision came to: where somebody stands now, and whether they are still on it.
    fn hear(self, community: &CommunityId, stays: fn(&Membership, Instant) -> bool) {
        let own = community.clone();
        tending::listen(move |outcome| {
            let Outcome::Person(at, person, is) = outcome else {
                return;
            };
            let one = self.find(&person.0).filter(|_| *at == own);
            let Some(one) = one else {
                return;
            };
            self.touch(&person.0);
            match stays(is, self.here.now()) {
                true => self.put(Applicant {
                    is: is.clone(),
                    ..Applicant::clone(&one)
                }),
                false => self.take_off(&person.0),
            }
        });
    }
}

impl List<Attendee> {
    /// Who comes to an event, all of them: the door works without a network.
    pub fn of_attendees(here: Here, event: &EventId) -> Self {
        let own = event.clone();
        let page = move |cursor| AttendeesPage {
            event: own.clone(),
            cursor,
        };
        let it = Self::of(here, page, |one| &one.id.0, true);
        let own = event.clone();
        tending::listen(move |outcome| match outcome {
            Outcome::Seat(at, person, is) if *at == own => match it.find(&person.0) {
                Some(one) => {
                    let is_there = matches!(is.state, SignUpState::CheckedIn { .. });
                    it.put(Attendee {
                        is: is.clone(),
                        ..Attendee::clone(&one)
                    });
                    // Where a seat was given or taken, others may have moved up.
                    if !is_there {
                        it.read();
                    }
                }
                // Who walked in is on the service's list now.
                None => it.read(),
            },
            Outcome::Event(at) if *at == own => it.read(),
            _ => {}
        });
        it
    }
}

impl List<Event> {
    /// Events of a community from a moment to another.
    pub fn of_events(
        here: Here,
        community: &CommunityId,
        (from, to): (Instant, Instant),
        whole: bool,
    ) -> Self {
        let community = community.clone();
        let page = move |cursor| {
            EventsPage(EventsWanted {
                community: Some(community.clone()),
                from: Some(from),
                to: Some(to),
                cursor,
            })
        };
        Self::of(here, page, |one| &one.id.0, whole)
    }
}

impl List<Invitation> {
    /// Invitations, the newest first.
    pub fn of_invitations(here: Here, community: &CommunityId) -> Self {
        let community = community.clone();
        let page = move |cursor| InvitationsPage {
            community: community.clone(),
            cursor,
        };
        Self::of(here, page, |one| &one.code, false)
    }
}
