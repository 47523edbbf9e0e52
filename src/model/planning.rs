//! What hosts do about events themselves: plan them, change them, call them off; and what members propose.
//!
//! Who hosts ([`Role::reviews_sign_ups`](super::Role)) plans, in a community that lives. Who is in without such a role proposes: a proposed event is open to
//! nobody until a host adopts it, and who proposed it can change it or take it back as long as that has not happened. Calling off takes
//! no seat away: sign-ups stay readable, and whole when it takes place after all.

use super::plan::fault;
use super::review::said;
use super::{
    Community, Event, EventId, EventStatus, FaultKind, Instant, Membership, Plan, REASON_MAX,
    Refusal, Role, SignUpWindow,
};

/// Most events that somebody has proposed and nobody has answered.
pub const PROPOSALS_MAX: u32 = 5;

/// Who acts on an event that is there.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    /// Where they stand with its community.
    pub is: &'a Membership,
    /// Whether they proposed it.
    pub proposed_it: bool,
}

/// Whether somebody plans events of a community, rather than proposing them.
#[must_use]
pub fn may_plan(is: &Membership, community: &Community, now: Instant) -> bool {
    !community.has_ended(now) && is.role(now).is_some_and(Role::reviews_sign_ups)
}

/// Whether somebody may propose an event to the hosts of a community.
#[must_use]
pub fn may_propose(is: &Membership, community: &Community, now: Instant) -> bool {
    !community.has_ended(now) && is.role(now).is_some() && !may_plan(is, community, now)
}

/// The meetings that are planned: one, or all of a series, each an event of its own (`<id>-2` …). `by` is what the planner is called, `proposals` how many of
/// theirs nobody has answered.
///
/// # Errors
/// [`Refusal::Closed`] where the community has ended, [`Refusal::MembersOnly`] for who is not in, [`Refusal::Invalid`] for what is missing or wrong, at `more`
/// for a series that cannot be, and at `proposals` where too many wait.
pub fn plan_event(
    (plan, more): (&Plan, &[Instant]),
    id: &EventId,
    (is, by): (&Membership, &str),
    proposals: u32,
    community: &Community,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Closed);
    }
    if is.role(now).is_none() {
        return Err(Refusal::MembersOnly);
    }
    let plans = may_plan(is, community, now);
    let mut faults = plan.check(None, now);
    faults.extend(plan.check_more(more));
    if !plans && !more.is_empty() {
        faults.push(fault("more", FaultKind::TooMuch(1)));
    }
    if !plans && proposals >= PROPOSALS_MAX {
        faults.push(fault("proposals", FaultKind::TooMuch(PROPOSALS_MAX)));
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    let status = match plans {
        true => EventStatus::Scheduled,
        false => EventStatus::Proposed,
    };
    let first = plan.planned(id, community, by, status);
    let mut all = vec![first.clone()];
    for (at, start) in more.iter().enumerate() {
        all.push(Event {
            id: EventId(format!("{id}-{}", at.saturating_add(2))),
            ..moved(&first, *start)
        });
    }
    Ok(all)
}

/// The same event at another time: its end and the hours of its sign-up keep their distance from the start.
fn moved(event: &Event, start: Instant) -> Event {
    let by = start.since(event.start);
    let shift = |at: Option<Instant>| at.map(|at| at.plus(by));
    let mut it = event.clone();
    it.start = start;
    it.end = shift(it.end);
    it.sign_up.opens = shift(it.sign_up.opens);
    it.sign_up.closes = shift(it.sign_up.closes);
    it
}

/// Refuses who neither hosts nor proposed it while it waits for a word.
fn may_change(
    who: Acting<'_>,
    event: &Event,
    community: &Community,
    now: Instant,
) -> Result<bool, Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Closed);
    }
    let hosts = may_plan(who.is, community, now);
    let proposed = who.proposed_it && event.status == EventStatus::Proposed;
    let own = proposed && who.is.role(now).is_some();
    if !hosts && !own {
        return Err(Refusal::Forbidden);
    }
    Ok(hosts)
}

/// An event as a host has changed it. What has ended keeps its time, its place and its seats.
///
/// # Errors
/// [`Refusal::Closed`] where the community has ended, [`Refusal::Forbidden`] for who may not, [`Refusal::Over`], [`Refusal::Invalid`] for what is wrong:
/// at `capacity` with the number of seats that are taken.
pub fn edit_event(
    who: Acting<'_>,
    plan: &Plan,
    event: &Event,
    community: &Community,
    now: Instant,
) -> Result<Event, Refusal> {
    may_change(who, event, community, now)?;
    // What was put off may still get its day, after the one that it had.
    let is_over = event.window(now) == SignUpWindow::Over && event.status != EventStatus::Postponed;
    if is_over && plan.is_about_seats() {
        return Err(Refusal::Over);
    }
    let faults = plan.check(Some(event), now);
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    Ok(plan.applied(event))
}

/// An event that is called off, put off, or takes place after all; a proposed one that is not adopted. Whoever proposed it can take it back.
///
/// # Errors
/// As [`edit_event`]; [`Refusal::Already`] where it is so, [`Refusal::NothingThere`] for a word that is not for it,
/// [`Refusal::Invalid`] without a reason.
pub fn call_off(
    who: Acting<'_>,
    status: EventStatus,
    reason: &str,
    event: &Event,
    community: &Community,
    now: Instant,
) -> Result<Event, Refusal> {
    use EventStatus as S;

    let hosts = may_change(who, event, community, now)?;
    let can_still = event.status == S::Postponed && status == S::Cancelled;
    if event.window(now) == SignUpWindow::Over && !can_still {
        return Err(Refusal::Over);
    }
    match (event.status, status) {
        (_, S::Proposed) | (S::Proposed, S::Scheduled | S::Postponed) => {
            return Err(Refusal::NothingThere);
        }
        (was, to) if was == to => return Err(Refusal::Already),
        _ => {}
    }
    // Who takes back what they proposed owes nobody a reason.
    let status_note = match status {
        S::Scheduled => String::new(),
        _ if !hosts && reason.trim().is_empty() => String::new(),
        _ => said("reason", reason, REASON_MAX)?,
    };
    Ok(Event {
        status,
        status_note,
        ..event.clone()
    })
}

/// An event that a member has proposed, once a host has made it one of theirs.
///
/// # Errors
/// [`Refusal::Closed`] where the community has ended, [`Refusal::Forbidden`] for who may not, [`Refusal::Already`] where it takes place,
/// [`Refusal::NothingThere`] where it was declined, [`Refusal::Over`] where its time has come.
pub fn adopt_event(
    is: &Membership,
    event: &Event,
    community: &Community,
    now: Instant,
) -> Result<Event, Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Closed);
    }
    if !may_plan(is, community, now) {
        return Err(Refusal::Forbidden);
    }
    match event.status {
        EventStatus::Scheduled | EventStatus::Postponed => Err(Refusal::Already),
        EventStatus::Cancelled => Err(Refusal::NothingThere),
        EventStatus::Proposed if now >= event.start => Err(Refusal::Over),
        EventStatus::Proposed => Ok(Event {
            status: EventStatus::Scheduled,
            ..event.clone()
        }),
    }
}

#[cfg(test)]
mod tests;
