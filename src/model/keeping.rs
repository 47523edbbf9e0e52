//! What those with a role may do in their community, and what comes of it: members, invitations, the community itself.
//!
//! [`may`] is the one function that says who may what; everything here asks it, pages ask it for their buttons, and who serves
//! rows asks it inside the transaction that decides.

use super::review::said;
use super::{
    Activity, CODE_MAX, CODE_MIN, Charter, Community, CommunityId, FaultKind, FieldFault, Instant,
    Invitation, Membership, REASON_MAX, Refusal, Role,
};

/// Most characters of the note on an invitation.
const NOTE_MAX: usize = 200;

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// See who has knocked, and decide; see who is in, and what is due.
    Review,
    /// Make an invitation for a role, and take it back.
    Invite(Role),
    /// Give somebody of one role another.
    Appoint {
        /// The role that they have.
        from: Role,
        /// The role that they get.
        to: Role,
    },
    /// Put somebody of a role out.
    Remove(Role),
    /// Change what the community says of itself.
    Edit,
    /// Make another the owner.
    HandOver,
    /// End it.
    Close,
    /// Put it away, once it has ended.
    Archive,
    /// Go on with it, once it has ended.
    Reopen,
}

impl Role {
    /// How much it decides about others.
    const fn rank(self) -> u8 {
        match self {
            Self::Owner => 3,
            Self::Deputy => 2,
            Self::Admin => 1,
            Self::Host | Self::Lecturer | Self::Member => 0,
        }
    }
}

/// Whether somebody may do something in a community at a moment: by their role and its policy. Nobody decides about who decides as much as they do;
/// in a community that has ended its owner alone does anything.
#[must_use]
pub fn may(is: &Membership, power: Power, community: &Community, now: Instant) -> bool {
    let Some(role) = is.role(now) else {
        return false;
    };
    if community.has_ended(now) {
        return role == Role::Owner && matches!(power, Power::Archive | Power::Reopen);
    }
    match power {
        Power::Review | Power::Edit => role.organises(),
        Power::Invite(as_what) => {
            if role.organises() {
                role.rank() > as_what.rank()
            } else {
                community.policy.members_invite && as_what == Role::Member
            }
        }
        Power::Appoint { from, to } => role.rank() > from.rank() && role.rank() > to.rank(),
        Power::Remove(whom) => role.rank() > whom.rank(),
        Power::HandOver | Power::Close => role == Role::Owner,
        Power::Archive | Power::Reopen => false,
    }
}

/// Refuses who may not.
fn allowed(
    is: &Membership,
    power: Power,
    community: &Community,
    now: Instant,
) -> Result<(), Refusal> {
    if may(is, power, community, now) {
        Ok(())
    } else {
        Err(Refusal::Forbidden)
    }
}

/// The membership of somebody who is given a role. `is` is that of who gives it.
///
/// # Errors
/// [`Refusal::NothingThere`] for who is not in, [`Refusal::Forbidden`] for who may not, [`Refusal::Already`] for who has it.
pub fn appoint(
    is: &Membership,
    whom: &Membership,
    to: Role,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    let mut whom = whom.settled(now);
    let Membership::Member { role, .. } = &mut whom else {
        return Err(Refusal::NothingThere);
    };
    allowed(is, Power::Appoint { from: *role, to }, community, now)?;
    if *role == to {
        return Err(Refusal::Already);
    }
    *role = to;
    Ok(whom)
}

/// The membership of somebody who is put out.
///
/// # Errors
/// As [`appoint`]; [`Refusal::Invalid`] without a reason.
pub fn remove(
    is: &Membership,
    whom: &Membership,
    reason: &str,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    match whom.settled(now) {
        Membership::Removed { .. } => Err(Refusal::Already),
        // Who was not renewed could come back without knocking.
        Membership::Expired { .. } => {
            allowed(is, Power::Remove(Role::Member), community, now)?;
            let reason = said("reason", reason, REASON_MAX)?;
            Ok(Membership::Removed { reason })
        }
        Membership::Member { role, .. } => {
            allowed(is, Power::Remove(role), community, now)?;
            let reason = said("reason", reason, REASON_MAX)?;
            Ok(Membership::Removed { reason })
        }
        _ => Err(Refusal::NothingThere),
    }
}

/// The memberships of the owner and of who becomes the owner, in this order: the former stays as a deputy.
///
/// # Errors
/// As [`appoint`].
pub fn hand_over(
    is: &Membership,
    whom: &Membership,
    community: &Community,
    now: Instant,
) -> Result<(Membership, Membership), Refusal> {
    let (mut is, mut whom) = (is.settled(now), whom.settled(now));
    let Membership::Member {
        role: to,
        until,
        paying,
        ..
    } = &mut whom
    else {
        return Err(Refusal::NothingThere);
    };
    allowed(&is, Power::HandOver, community, now)?;
    if *to == Role::Owner {
        return Err(Refusal::Already);
    }
    *to = Role::Owner;
    // Nobody can renew in place of an owner who has not.
    (*until, *paying) = (None, None);
    if let Membership::Member { role, .. } = &mut is {
        *role = Role::Deputy;
    }
    Ok((is, whom))
}

/// What is asked of somebody who has knocked, by one of the organisers.
///
/// # Errors
/// [`Refusal::Forbidden`] for who may not, [`Refusal::NothingThere`] where nobody waits for a word, [`Refusal::Invalid`] for a text that says
/// nothing or too much.
pub fn ask_back(
    is: &Membership,
    whom: &Membership,
    by: &str,
    text: &str,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    allowed(is, Power::Review, community, now)?;
    let Membership::PendingApproval {
        since,
        answers,
        more,
    } = whom
    else {
        return Err(Refusal::NothingThere);
    };
    Ok(Membership::PendingApproval {
        since: *since,
        answers: answers.clone(),
        more: more.with_word(by, text, now)?,
    })
}

/// An invitation as it is kept when it is made: not used, not taken back, by whom and when as it is told here.
///
/// # Errors
/// [`Refusal::Closed`] where the community has ended, [`Refusal::Forbidden`] for who may not, [`Refusal::Invalid`] for what is wrong with it.
pub fn invite(
    is: &Membership,
    invitation: &Invitation,
    by: &str,
    community: &Community,
    now: Instant,
) -> Result<Invitation, Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Closed);
    }
    allowed(is, Power::Invite(invitation.role), community, now)?;
    let mut faults = Vec::new();
    let mut fault = |key: &str, kind| {
        faults.push(FieldFault {
            key: key.to_owned(),
            kind,
        });
    };
    let code = &invitation.code;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !(CODE_MIN..=CODE_MAX).contains(&code.len()) || !code.chars().all(is_plain) {
        fault("code", FaultKind::Malformed);
    }
    if invitation.uses == Some(0) {
        fault("uses", FaultKind::TooLittle(1));
    }
    if invitation.until.is_some_and(|until| until <= now) {
        fault("until", FaultKind::Malformed);
    }
    if invitation.note.chars().count() > NOTE_MAX {
        let most = u32::try_from(NOTE_MAX).unwrap_or(u32::MAX);
        fault("note", FaultKind::TooMuch(most));
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    Ok(Invitation {
        community: community.id.clone(),
        used: 0,
        note: invitation.note.trim().to_owned(),
        by: by.to_owned(),
        made: Some(now),
        revoked: None,
        ..invitation.clone()
    })
}

/// An invitation that is taken back.
///
/// # Errors
/// [`Refusal::Forbidden`] for who may not, [`Refusal::Already`] where it was.
pub fn revoke(
    is: &Membership,
    invitation: &Invitation,
    community: &Community,
    now: Instant,
) -> Result<Invitation, Refusal> {
    allowed(is, Power::Invite(invitation.role), community, now)?;
    if invitation.revoked.is_some() {
        return Err(Refusal::Already);
    }
    Ok(Invitation {
        revoked: Some(now),
        ..invitation.clone()
    })
}

/// What becomes of a community that its owner ends.
///
/// # Errors
/// [`Refusal::Already`] where it has ended, [`Refusal::Forbidden`] for who may not, [`Refusal::Invalid`] without a word.
pub fn close(
    is: &Membership,
    farewell: &str,
    community: &Community,
    now: Instant,
) -> Result<Activity, Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Already);
    }
    allowed(is, Power::Close, community, now)?;
    Ok(Activity {
        closed: Some(now),
        farewell: said("farewell", farewell, REASON_MAX)?,
        ..community.activity.clone()
    })
}

/// What becomes of a community that its owner puts away.
///
/// # Errors
/// [`Refusal::NothingThere`] where it has not ended, [`Refusal::Already`] where it was put away, [`Refusal::Forbidden`] for who may not.
pub fn archive(is: &Membership, community: &Community, now: Instant) -> Result<Activity, Refusal> {
    if !community.has_ended(now) {
        return Err(Refusal::NothingThere);
    }
    allowed(is, Power::Archive, community, now)?;
    if community.activity.archived.is_some() {
        return Err(Refusal::Already);
    }
    Ok(Activity {
        archived: Some(now),
        ..community.activity.clone()
    })
}

/// What becomes of a community that its owner goes on with.
///
/// # Errors
/// [`Refusal::Already`] where it has not ended, [`Refusal::Forbidden`] for who may not.
pub fn reopen(is: &Membership, community: &Community, now: Instant) -> Result<Activity, Refusal> {
    if !community.has_ended(now) {
        return Err(Refusal::Already);
    }
    allowed(is, Power::Reopen, community, now)?;
    Ok(Activity {
        closed: None,
        farewell: String::new(),
        archived: None,
        ..community.activity.clone()
    })
}

/// Refuses a parent for a community that may not be its chapter: one has to be allowed to change both, nothing is a chapter of itself, and chapters are one
/// level deep. `is` is the membership of the parent; without a parent there is none of that id.
///
/// # Errors
/// [`Refusal::Invalid`] at `parent` where there is no such community, or it cannot be; [`Refusal::Forbidden`] for who does not organise it.
pub fn chapter_of(
    parent: Option<&Community>,
    is: &Membership,
    chapter: &Community,
    now: Instant,
) -> Result<(), Refusal> {
    let can_be = parent.filter(|parent| {
        parent.id != chapter.id && parent.parent.is_none() && chapter.chapters.is_empty()
    });
    let Some(parent) = can_be else {
        return Err(Refusal::Invalid {
            faults: vec![FieldFault {
                key: "parent".to_owned(),
                kind: FaultKind::NotAnOption,
            }],
        });
    };
    allowed(is, Power::Edit, parent, now)
}

/// A community as it is founded, and its founder's membership.
///
/// # Errors
/// [`Refusal::Invalid`] for what is missing or wrong.
pub fn found(
    charter: &Charter,
    id: &CommunityId,
    now: Instant,
) -> Result<(Community, Membership), Refusal> {
    let faults = charter.check(true);
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    let community = charter.founded(id, now);
    let owner = Membership::Member {
        role: Role::Owner,
        since: now,
        until: None,
        rules: Some(community.rules.version),
        paying: None,
    };
    Ok((community, owner))
}

/// A community as an organiser has changed it.
///
/// # Errors
/// [`Refusal::Closed`] where it has ended, [`Refusal::Forbidden`] for who may not, [`Refusal::Invalid`] for what is wrong.
pub fn edit(
    is: &Membership,
    charter: &Charter,
    community: &Community,
    now: Instant,
) -> Result<Community, Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Closed);
    }
    allowed(is, Power::Edit, community, now)?;
    let faults = charter.check(false);
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    Ok(charter.applied(community))
}
