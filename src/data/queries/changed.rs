//! What is kept of organisers' lists, as it is after one of their commands: a list that is opened again without a network
//! shows what was done, not what was before.

use crate::{
    backend::Page,
    model::{Applicant, CommunityId, EventId, Invitation, Membership, Outcome, PersonId, SignUp},
    parts::part,
};

use super::{
    super::{Data, Kept},
    ApplicantsPage, Ask, AttendeesPage, InvitationByCode, InvitationsPage, Paged, RosterPage,
};

part! {
    Organise "organise" "96":
    fn lay<'a>(data: &'a Data, outcome: &'a Outcome) -> () {
        data.lay(outcome);
    }
}

/// No list has more pages than this that is looked through.
const PAGES: usize = 100;
/// What is longer, in UTF-16 units, would hold the page up each time: it is as it was until it is asked for anew.
const LONG: usize = 60_000;

impl Data {
    /// Lays what came of a command over the lists that are kept. Where the code for it is not there, none is open.
    pub(in crate::data) fn lay_over_kept(&self, outcome: &Outcome) {
        let _none_open = lay(self, outcome);
    }

    fn lay(&self, outcome: &Outcome) {
        match outcome {
            Outcome::Person(id, person, now) => {
                self.lay_person(id, person, now);
            }
            Outcome::Invitation(id, now) => self.lay_invitation(id, now),
            Outcome::Seat(event, person, now) => self.lay_seat(event, person, now),
            _ => {}
        }
    }

    fn lay_person(&self, id: &CommunityId, person: &PersonId, now: &Membership) {
        let applicants = |cursor| ApplicantsPage {
            community: id.clone(),
            cursor,
        };
        self.each_kept(applicants, |page| put(page, person, now, Membership::waits));
        let roster = |cursor| RosterPage {
            community: id.clone(),
            cursor,
        };
        self.each_kept(roster, |page| {
            put(page, person, now, |is| {
                matches!(is, Membership::Member { .. })
            })
        });
    }

    /// Somebody whose place nobody here has seen yet, such as who walked in, comes with the next look.
    fn lay_seat(&self, event: &EventId, person: &PersonId, now: &SignUp) {
        let attendees = |cursor| AttendeesPage {
            event: event.clone(),
            cursor,
        };
        self.each_kept(attendees, |page| {
            let row = page.items.iter_mut().find(|row| row.id == *person);
            row.map(|row| row.is = now.clone()).is_some()
        });
    }

    fn lay_invitation(&self, id: &CommunityId, now: &Invitation) {
        let query = InvitationByCode {
            community: id.clone(),
            code: now.code.clone(),
        };
        if let Some(kept) = self.kept(&query) {
            self.keep_again(
                &query,
                &Kept {
                    data: now.clone(),
                    ..kept
                },
            );
        }
        let invitations = |cursor| InvitationsPage {
            community: id.clone(),
            cursor,
        };
        let mut found = false;
        self.each_kept(invitations, |page| {
            let row = page.items.iter_mut().find(|row| row.code == now.code);
            found = row.map(|row| *row = now.clone()).is_some();
            found
        });
        if !found && let Some(mut kept) = self.kept(&invitations(None)) {
            kept.data.items.insert(0, now.clone());
            kept.data.total = kept.data.total.map(|all| all.saturating_add(1));
            self.keep_again(&invitations(None), &kept);
        }
    }

    /// Changes the page of a kept list in which `change` finds something.
    fn each_kept<Q: Paged<Data = Page<T>>, T>(
        &self,
        query: impl Fn(Option<String>) -> Q,
        mut change: impl FnMut(&mut Page<T>) -> bool,
    ) {
        let mut at = query(None);
        for _ in 0..PAGES {
            if self.cache.units(&at.key()) > LONG {
                return;
            }
            let Some(mut kept) = self.kept(&at) else {
                return;
            };
            if change(&mut kept.data) {
                self.keep_again(&at, &kept);
                return;
            }
            let Some(next) = kept.data.next else { return };
            at = query(Some(next));
        }
    }

    /// Keeps what was kept, changed; it is as old as before.
    fn keep_again<Q: Ask>(&self, query: &Q, kept: &Kept<Q::Data>) {
        let _unkept = self.cache.put(&query.key(), &kept.data, kept.at, None);
    }
}

/// Where somebody stands now; they go from a list that they do not belong to any more.
fn put(
    page: &mut Page<Applicant>,
    person: &PersonId,
    now: &Membership,
    belongs: fn(&Membership) -> bool,
) -> bool {
    let Some(row) = page.items.iter_mut().find(|row| row.id == *person) else {
        return false;
    };
    row.is = now.clone();
    page.items
        .retain(|row| row.id != *person || belongs(&row.is));
    true
}
