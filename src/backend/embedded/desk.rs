//! The door to what lies in [`Part::Desk`](crate::parts::Part::Desk): the organiser's side, directories, codes, and how the
//! parts begin that a visitor can play.

use crate::{
    backend::{Asked, BackendError, Page, Persona, Stage},
    model::{
        Applicant, Attendee, Community, CommunityId, Envelope, Event, EventId, Invitation, Member,
        MemberId, MyEntry, Outcome, Report, Viewer,
    },
    parts::part,
    port::LocalFuture,
};

use super::Embedded;

/// Is told right before anything changes, and may call it off.
pub(super) type Begin<'a> = &'a dyn Fn() -> bool;

part! {
    Desk "desk" "61":
    /// Who waits, the longest first.
    pub(super) fn waiting<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(it.waiting(community))
    }
}

part! {
    Desk "desk" "62":
    /// What comes of a command about more than the viewer.
    pub(super) fn say<'a>(
        it: &'a Embedded,
        envelope: &'a Envelope,
        begin: Begin<'a>,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(it.said(envelope, begin))
    }
}

part! {
    Desk "desk" "63":
    /// Where somebody stands who begins to play a part.
    pub(super) fn begins<'a>(
        it: &'a Embedded,
        who: Persona,
    ) -> LocalFuture<'a, Result<Viewer, BackendError>> {
        Box::pin(it.begins(who))
    }
}

part! {
    Desk "desk" "64":
    /// Lays what was done over the rows of a list.
    pub(super) fn rows<'a>(
        it: &'a Embedded,
        rows: Vec<Community>,
        viewer: &'a Viewer,
    ) -> Vec<Community> {
        it.laid_rows(rows, viewer)
    }
}

part! {
    Desk "desk" "c1":
    /// Lays what was done over the events of a list.
    pub(super) fn events<'a>(
        it: &'a Embedded,
        rows: Vec<Event>,
        of: Option<&'a CommunityId>,
        viewer: &'a Viewer,
    ) -> LocalFuture<'a, Result<Vec<Event>, BackendError>> {
        Box::pin(it.laid_events(rows, of, viewer))
    }
}

part! {
    Desk "desk" "b0":
    /// An event as it is by now.
    pub(super) fn event<'a>(
        it: &'a Embedded,
        id: &'a EventId,
        viewer: &'a Viewer,
    ) -> LocalFuture<'a, Result<Event, BackendError>> {
        Box::pin(it.laid_event(id, viewer))
    }
}

part! {
    Host "host" "b2":
    /// What comes of a command about an event itself.
    pub(super) fn planned<'a>(
        it: &'a Embedded,
        envelope: &'a Envelope,
        id: &'a EventId,
        begin: Begin<'a>,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(it.planned(envelope, id, begin))
    }
}

part! {
    Desk "desk" "90":
    /// Lays what was done over a whole community.
    pub(super) fn whole<'a>(
        it: &'a Embedded,
        base: Community,
        viewer: &'a Viewer,
    ) -> LocalFuture<'a, Result<Community, BackendError>> {
        Box::pin(it.laid_whole(base, viewer))
    }
}

part! {
    Desk "desk" "91":
    /// A community that was founded here.
    pub(super) fn founded<'a>(it: &'a Embedded, id: &'a CommunityId) -> Option<Community> {
        it.state.world().community(id)
    }
}

part! {
    Desk "desk" "92":
    /// Who is in, by name.
    pub(super) fn roster<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(it.roster_of(community))
    }
}

part! {
    Host "host" "b3":
    /// Who comes to an event.
    pub(super) fn attendees<'a>(
        it: &'a Embedded,
        event: &'a EventId,
    ) -> LocalFuture<'a, Asked<Page<Attendee>>> {
        Box::pin(it.attendees_of(event))
    }
}

part! {
    Host "host" "b4":
    /// What comes of a host's command about somebody who comes.
    pub(super) fn hosted<'a>(
        it: &'a Embedded,
        envelope: &'a Envelope,
        id: &'a EventId,
        begin: Begin<'a>,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(it.hosted(envelope, id, begin))
    }
}

part! {
    Desk "desk" "93":
    /// Invitations, the newest first.
    pub(super) fn invitations<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
    ) -> LocalFuture<'a, Asked<Page<Invitation>>> {
        Box::pin(it.invitations_of(community))
    }
}

part! {
    Desk "desk" "94":
    /// What a code opens.
    pub(super) fn invitation<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
        code: &'a str,
    ) -> LocalFuture<'a, Asked<Invitation>> {
        Box::pin(it.invitation_by(community, code))
    }
}

part! {
    Desk "desk" "c2":
    /// A page of the directory.
    pub(super) fn members<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(it.members_of(community, cursor))
    }
}

part! {
    Desk "desk" "a6":
    /// Somebody in it.
    pub(super) fn member<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>> {
        Box::pin(it.member_of(community, id))
    }
}

part! {
    Desk "desk" "a1":
    /// What is found in the directory.
    pub(super) fn search<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
        text: &'a str,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(it.members_found(community, text))
    }
}

part! {
    Desk "desk" "a2":
    /// What is the viewer's own there.
    pub(super) fn my_entry<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
    ) -> LocalFuture<'a, Asked<MyEntry>> {
        Box::pin(it.own_entry(community))
    }
}

part! {
    Desk "desk" "a3":
    /// What members have told of others.
    pub(super) fn reports<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
    ) -> LocalFuture<'a, Asked<Page<Report>>> {
        Box::pin(it.told_of(community))
    }
}

impl Stage for Embedded {
    fn plays(&self) -> Persona {
        self.state.plays()
    }

    fn play(&self, persona: Persona) -> Result<(), BackendError> {
        self.state.play(persona).map_err(|_| BackendError::NoRoom)
    }
}
