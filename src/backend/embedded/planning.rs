//! Events that are planned, changed and called off here, and how they are laid over those of the files.
//!
//! An event is kept whole, with the seats that strangers of the data set have; those of the parts that a visitor plays are counted anew
//! each time. Beside it stands which part proposed it, until a host makes it one of theirs.

use serde_json::Value;

use crate::{
    backend::{BackendError, Persona},
    model::{
        Acting, Command, Community, CommunityId, Envelope, Event, EventId, EventStatus, FromJson,
        Instant, Outcome, Refusal, SignUpState, ToJson, Viewer, adopt_event, call_off, edit_event,
        may_plan, plan_event,
    },
};

use super::{
    Embedded,
    act::legible,
    desk::Begin,
    lay::or_none,
    state::{Change, World},
};

/// An event that was planned or changed here.
pub(super) struct Planned {
    pub(super) event: Event,
    /// Who proposed it, unless a host made it one of theirs.
    pub(super) by: Option<Persona>,
}

impl Planned {
    pub(super) fn read(row: &Value) -> Option<Self> {
        let by = row.get("proposed_by").and_then(Value::as_str);
        Some(Self {
            event: Event::from_json(row).ok()?,
            by: by.map(Persona::of_word),
        })
    }

    pub(super) fn written(&self) -> Value {
        let mut row = self.event.to_json();
        if let (Some(row), Some(by)) = (row.as_object_mut(), self.by) {
            row.insert("proposed_by".to_owned(), by.word().into());
        }
        row
    }

    /// Whether it is in a list: what is proposed among the events of its community alone, for who is in; what was declined for
    /// who proposed it and for hosts.
    fn is_listed(
        &self,
        of: Option<&Community>,
        viewer: &Viewer,
        who: Persona,
        at: Instant,
    ) -> bool {
        let (Some(by), Some(community)) = (self.by, of) else {
            return self.by.is_none();
        };
        let is = viewer.membership(&community.id);
        if self.event.status == EventStatus::Proposed {
            is.role(at).is_some()
        } else {
            by == who || may_plan(&is, community, at)
        }
    }
}

impl Embedded {
    /// Events of a list: with those that were planned here, without those of what was put away.
    pub(super) async fn laid_events(
        &self,
        rows: Vec<Event>,
        of: Option<&CommunityId>,
        viewer: &Viewer,
    ) -> Result<Vec<Event>, BackendError> {
        let community = match of {
            Some(id) => Some(self.community_now(id, viewer).await?.data),
            None => None,
        };
        let (world, now) = (self.state.world(), self.clock.now());
        let away = world.communities();
        let away = away.filter(|it| it.activity.archived.is_some());
        let away: Vec<CommunityId> = away.map(|it| it.id).collect();
        let mut all: Vec<Event> = rows
            .into_iter()
            .filter(|row| world.event(&row.id).is_none())
            .collect();
        for it in world.events() {
            let is_of = of.is_none() || it.event.community.as_ref() == of;
            if is_of && it.is_listed(community.as_ref(), viewer, world.plays, now) {
                all.push(it.event);
            }
        }
        all.retain(|event| event.community.as_ref().is_none_or(|of| !away.contains(of)));
        for event in &mut all {
            self.count_others(event, &world, viewer);
        }
        Ok(all)
    }

    /// An event as it is by now, for whoever may see it.
    pub(super) async fn laid_event(
        &self,
        id: &EventId,
        viewer: &Viewer,
    ) -> Result<Event, BackendError> {
        let world = self.state.world();
        let mut event = match world.event(id) {
            None => self.files.event(id).await?.data,
            Some(it) => {
                let of = it.event.community.clone();
                let community = match &of {
                    Some(of) => Some(self.community_now(of, viewer).await?.data),
                    None => None,
                };
                let world = self.state.world();
                if !it.is_listed(community.as_ref(), viewer, world.plays, self.clock.now()) {
                    return Err(BackendError::NotFound);
                }
                it.event
            }
        };
        self.count_others(&mut event, &self.state.world(), viewer);
        Ok(event)
    }

    /// Counts the seats that hosts gave and took here, and those of the other parts that a visitor plays.
    fn count_others(&self, event: &mut Event, world: &World, viewer: &Viewer) {
        *event = Self::seats_laid(event.clone(), world);
        for (who, stands) in self.parts(world, viewer) {
            if who != world.plays {
                *event = Self::counted(event.clone(), &stands);
            }
        }
    }

    /// Carries out what is about an event itself.
    pub(super) async fn planned(
        &self,
        envelope: &Envelope,
        id: &EventId,
        begin: Begin<'_>,
    ) -> Result<Outcome, BackendError> {
        let told = Outcome::Event(id.clone());
        let viewer = self.viewer_now().await?;
        let names = self.names().await?;
        let there = match self.laid_event(id, &viewer).await {
            Err(BackendError::NotFound) => None,
            other => Some(other?),
        };
        let of = match (&envelope.command, &there) {
            (Command::CreateEvent { community, .. }, _) => Some(community.clone()),
            (_, Some(event)) => event.community.clone(),
            (_, None) => return Ok(Outcome::Refused(Refusal::Gone)),
        };
        let Some(of) = of else {
            return Ok(Outcome::Refused(Refusal::NotOffered));
        };
        let community = match self.community_now(&of, &viewer).await {
            Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
            other => other?.data,
        };
        let _waited_for = or_none(self.files.events_of(&of).await)?;
        // What was done is read after all waiting, since another tab may do something meanwhile.
        let (viewer, world, now) = (
            self.viewer_now().await?,
            self.state.world(),
            self.clock.now(),
        );
        if world.was_done(&envelope.id) {
            return Ok(told);
        }
        let is = viewer.membership(&of);
        let kept = world.event(id);
        let mut event = there.map(|event| Self::counted(event, &viewer));
        if let (Some(event), Some(kept)) = (&mut event, &kept) {
            let (taken, waiting) = (event.taken, event.waiting);
            *event = Event {
                taken,
                waiting,
                ..kept.event.clone()
            };
        }
        let by = kept.as_ref().and_then(|it| it.by);
        let who = Acting {
            is: &is,
            proposed_it: by == Some(world.plays),
        };
        let came = match (&envelope.command, &event) {
            (Command::CreateEvent { .. }, Some(_)) => Err(Refusal::Already),
            (Command::CreateEvent { plan, more, .. }, None) => {
                let name = names.of(world.plays);
                let waits = |it: &Planned| {
                    it.by == Some(world.plays)
                        && it.event.status == EventStatus::Proposed
                        && it.event.ends() > now
                };
                let proposals = world.events().filter(waits).count();
                let proposals = u32::try_from(proposals).unwrap_or(u32::MAX);
                plan_event((plan, more), id, (&is, &name), proposals, &community, now)
            }
            (Command::EditEvent { plan, .. }, Some(event)) => {
                edit_event(who, plan, event, &community, now).map(|it| vec![it])
            }
            (Command::CallOff { status, reason, .. }, Some(event)) => {
                call_off(who, *status, reason, event, &community, now).map(|it| vec![it])
            }
            (Command::AdoptEvent { .. }, Some(event)) => {
                adopt_event(&is, event, &community, now).map(|it| vec![it])
            }
            _ => Err(Refusal::NotOffered),
        };
        let all = match came {
            Ok(all) => all,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        let base = match kept {
            Some(kept) => Some(kept.event),
            None => match self.files.event(id).await {
                Err(BackendError::NotFound) => None,
                other => Some(other?.data),
            },
        };
        let mut changes = Vec::new();
        for next in all {
            let by = match next.status {
                EventStatus::Proposed => by.or(Some(world.plays)),
                EventStatus::Cancelled => by,
                EventStatus::Scheduled | EventStatus::Postponed => None,
            };
            changes.extend(self.moved_up(next, base.as_ref(), by, &world, &viewer, now));
        }
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        let kept = self.state.keep(&envelope.id, changes);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(told)
    }

    /// What is kept of an event: those who wait move up where there are seats, strangers of the data set first.
    fn moved_up(
        &self,
        next: Event,
        base: Option<&Event>,
        by: Option<Persona>,
        world: &World,
        viewer: &Viewer,
        now: Instant,
    ) -> Vec<Change> {
        let is_open = next.status == EventStatus::Scheduled && now < next.start;
        let left = next.seats_left().unwrap_or(u32::MAX);
        let mut left = if is_open { left } else { 0 };
        let (taken, waiting) = base.map_or((0, 0), |base| (base.taken, base.waiting));
        let up = waiting.min(left);
        left -= up;
        let event = Event {
            taken: taken.saturating_add(up),
            waiting: waiting.saturating_sub(up),
            ..next
        };
        let mut changes = Vec::new();
        for (who, mut stands) in self.parts(world, viewer) {
            let mut own = stands.sign_up(&event.id);
            let waits = matches!(own.state, SignUpState::Waitlisted { .. });
            if !waits || own.people() > left || event.waiting > 0 {
                continue;
            }
            left = left.saturating_sub(own.people());
            own.state = SignUpState::Confirmed { since: now };
            own.ticket = legible(&self.random.id());
            stands.sign_ups.insert(event.id.clone(), own);
            changes.push(World::viewer_is(who, &stands));
        }
        changes.push(World::event_is(&Planned { event, by }));
        changes
    }
}
