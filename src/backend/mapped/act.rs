//! Carrying a command out: the model's rules first, then what the mapping says to send, then what the
//! service keeps.

mod directory;
mod rules;

use serde_json::Value;

use crate::{
    backend::{Backend as _, BackendError, Rest as _},
    model::{
        Answers, Application, Command, Community, Envelope, Instant, Invitation, Membership,
        Outcome, Refusal, SignUp, SignUpState, Subject, ToJson, close_attendance, found, invite,
        membership_transition, sign_up_transition,
    },
};

use rules::{is_planning, of_another, of_community, of_event, of_seat};

use super::{
    Mapped,
    answer::Read,
    expr::Scope,
    plan::{Act, After, Expect, Look, Means, Place},
    send::{put, too_much},
};

/// What a command would do under the model's rules, and what it is about.
struct Expected {
    outcome: Outcome,
    /// What they refuse it for, where the service may know better.
    refusal: Option<Refusal>,
    item: Value,
}

impl Mapped {
    /// What the command would do under the model's rules: for services that keep what they are
    /// given, and to refuse at once what the rules refuse.
    async fn expected(&self, command: &Command) -> Result<Result<Expected, Refusal>, BackendError> {
        let viewer = self.viewer().await?.data;
        if viewer.account.is_none() {
            return Err(BackendError::Unauthenticated);
        }
        let now = self.clock.now();
        let subject = command.subject();
        let before = viewer.standing(subject.clone());
        let (item, next) = match subject {
            Subject::Membership(id) => {
                if let Command::Found { charter, .. } = command {
                    let next = found(charter, &id, now);
                    let founded = next.map(|(community, is)| (community.to_json(), is));
                    return Ok(founded.map(|(item, is)| Expected {
                        outcome: Outcome::Membership(id, is),
                        refusal: None,
                        item,
                    }));
                }
                let community = match self.community(&id).await {
                    // Who has founded what nobody has looked at yet can take it back.
                    Err(BackendError::NotFound) if matches!(command, Command::Withdraw { .. }) => {
                        return Ok(Ok(Expected {
                            outcome: Outcome::Membership(id, Membership::None),
                            refusal: None,
                            item: Value::Null,
                        }));
                    }
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let Some((_, change)) = command.membership() else {
                    return Ok(Err(Refusal::NotOffered));
                };
                let membership = viewer.membership(&id);
                let next = membership_transition(&membership, &change, &community, now);
                let next = next.map(|next| Outcome::Membership(id, next));
                (community.to_json(), next)
            }
            Subject::SignUp(id) => {
                let event = match self.event(&id).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let community = event.community.as_ref();
                let membership = community.map(|c| viewer.membership(c)).unwrap_or_default();
                let Some((_, change)) = command.sign_up() else {
                    return Ok(Err(Refusal::NotOffered));
                };
                let sign_up = viewer.sign_up(&id);
                let next = sign_up_transition(&sign_up, &change, &event, &membership, now);
                (event.to_json(), next.map(|next| Outcome::SignUp(id, next)))
            }
            Subject::Following(id) => {
                let follows = matches!(command, Command::Follow { .. });
                (Value::Null, Ok(Outcome::Following(id, follows)))
            }
            Subject::Person(id, person) => {
                let community = match self.community(&id).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let next = of_another(command, &viewer.membership(&id), &community, now);
                let next = next.map(|next| Outcome::Person(id, person, next));
                (community.to_json(), next)
            }
            Subject::Invitation(id, _) => {
                let community = match self.community(&id).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let is = viewer.membership(&id);
                let next = match command {
                    Command::Invite { invitation, .. } => {
                        invite(&is, invitation, &viewer.name, &community, now)
                    }
                    _ if is.role(now).is_none() => Err(Refusal::Forbidden),
                    // What stands under a code, the service knows.
                    _ => return Ok(Ok(Expected::unknown(Outcome::Community(id), &community))),
                };
                let next = next.map(|next| Outcome::Invitation(id, next));
                (community.to_json(), next)
            }
            Subject::Community(id) => {
                let community = match self.community(&id).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let next = of_community(command, &viewer.membership(&id), &community, now);
                let next = next.map(|()| Outcome::Community(id));
                (community.to_json(), next)
            }
            Subject::Seat(id, person) => {
                let event = match self.event(&id).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let is = event.community.as_ref().map(|c| viewer.membership(c));
                let next = of_seat(command, &is.unwrap_or_default(), &event, now);
                let next = next.map(|next| match next {
                    Some(sign_up) => Outcome::Seat(id, person, sign_up),
                    // Where somebody else stands, the service knows.
                    None => Outcome::Event(id),
                });
                (event.to_json(), next)
            }
            Subject::Event(id) if is_planning(command) => {
                let event = match command {
                    Command::CreateEvent { .. } => None,
                    _ => match self.event(&id).await {
                        Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                        other => Some(other?.data),
                    },
                };
                let of = match (command, &event) {
                    (Command::CreateEvent { community, .. }, _) => Some(community.clone()),
                    (_, event) => event.as_ref().and_then(|event| event.community.clone()),
                };
                let Some(of) = of else {
                    return Ok(Err(Refusal::NotOffered));
                };
                let community = match self.community(&of).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let is = viewer.membership(&of);
                let next = of_event(
                    command,
                    (&is, &viewer.name),
                    event.as_ref(),
                    &community,
                    now,
                );
                let item = event.map_or_else(|| community.to_json(), |event| event.to_json());
                (item, next.map(|()| Outcome::Event(id)))
            }
            Subject::Event(id) => {
                let event = match self.event(&id).await {
                    Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                    other => other?.data,
                };
                let is = event.community.as_ref().map(|c| viewer.membership(c));
                let next = close_attendance(&is.unwrap_or_default(), &event, now);
                (event.to_json(), next.map(|()| Outcome::Event(id)))
            }
            Subject::Entry(id)
            | Subject::Contact(id, _)
            | Subject::Request(id, _)
            | Subject::Report(id, _) => {
                let is = viewer.membership(&id);
                return self.expected_in_directory(command, &is).await;
            }
        };
        let (outcome, refusal) = match next {
            // Perhaps for this very command, sent before: the service knows it by its key.
            Err(refusal) if self.may_be_done(command, &refusal) => (
                before.unwrap_or_else(|| Outcome::Refused(refusal.clone())),
                Some(refusal),
            ),
            Err(refusal) => return Ok(Err(refusal)),
            Ok(next) => (next, None),
        };
        Ok(Ok(Expected {
            outcome,
            refusal,
            item,
        }))
    }

    /// Whether what the rules refuse may have been done by this very command, sent before.
    fn may_be_done(&self, command: &Command, refusal: &Refusal) -> bool {
        let is_moot = match refusal {
            Refusal::Already | Refusal::NothingThere => true,
            // Who has handed over may not any more.
            Refusal::Forbidden => matches!(command, Command::HandOver { .. }),
            _ => false,
        };
        is_moot && self.plan().capabilities.idempotent
    }

    pub(super) async fn apply(
        &self,
        envelope: &Envelope,
        begin: &dyn Fn() -> bool,
    ) -> Result<Outcome, BackendError> {
        let mut input = envelope.command.to_json();
        let name = input.get("do").and_then(Value::as_str).unwrap_or_default();
        // Known without asking anybody.
        let Some(act) = self.plan().command(name) else {
            return Ok(Outcome::Refused(Refusal::NotOffered));
        };
        let mut expected = match self.expected(&envelope.command).await? {
            Ok(expected) => expected,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        put(&mut input, "expected", expected.standing());
        put(&mut input, "command_id", envelope.id.to_json());
        put(&mut input, "at", envelope.at.to_json());
        let mut scope = self.scope(input, Value::Null);
        put(&mut scope, "item", expected.item.clone());
        if let Some(look) = &act.look
            && let Some(refusal) = self.look(look, &mut scope).await?
        {
            return Ok(Outcome::Refused(refusal));
        }
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        let who = self.who();
        let (mut read, verdict) = self.ask(&act.sent, &act.meaning, &scope, None).await?;
        let changed = if_changed(&envelope.command);
        let mut means = verdict.means;
        let refused = verdict.refusal(changed.clone());
        if let Some(refusal) = refused.map_err(|error| later(error, &read))? {
            return Ok(Outcome::Refused(expected.refusal.unwrap_or(refusal)));
        }
        for (sent, meaning) in &act.steps {
            put(&mut scope, "created", read.document);
            self.is_still(&who).map_err(half_done)?;
            let asked = self.ask(sent, meaning, &scope, None).await;
            let (next, verdict) = asked.map_err(half_done)?;
            means = verdict.means;
            if let Some(refusal) = verdict.refusal(changed.clone()).map_err(half_done)? {
                return Ok(Outcome::Refused(refusal));
            }
            read = next;
        }
        expected.told(means, envelope.at);
        let outcome = self.outcome(act, envelope, expected, &read, &scope).await;
        outcome.map_err(half_done)
    }

    /// Whether the service says where the viewer stands with such a thing.
    pub(super) fn tells_of(&self, subject: &Subject) -> bool {
        asked_of(subject).is_some_and(|query| self.plan().query(query).is_some())
    }

    /// Looks whether there is a row already; refuses unless it is as expected.
    async fn look(&self, look: &Look, scope: &mut Value) -> Result<Option<Refusal>, BackendError> {
        let mut cursor = None;
        let (found, headers) = loop {
            let place = Place::of(cursor.as_deref());
            put(scope, "page", look.pages.page(&place));
            let url = self.address_of(&look.sent, &look.pages, &place)?;
            let (read, verdict) = self.ask(&look.sent, &look.meaning, scope, url).await?;
            match verdict.error() {
                None => {}
                Some(BackendError::NotFound) => break (None, read.headers),
                Some(error) => return Err(error),
            }
            let (found, next) = self.looked(look, &read, &place, scope)?;
            if found.is_some() || next.is_none() {
                break (found, read.headers);
            }
            cursor = next;
        };
        put(scope, "page", Value::Null);
        let refusal = match (look.expect, &found) {
            (Expect::None, Some(_)) => Some(Refusal::Already),
            (Expect::One, None) => Some(Refusal::NothingThere),
            _ => None,
        };
        if let Some(found) = found {
            put(scope, "found", found);
            put(scope, "found_headers", headers);
        }
        Ok(refusal)
    }

    /// The first row on a page that is meant, and where to look on.
    fn looked(
        &self,
        look: &Look,
        read: &Read,
        place: &Place,
        scope: &Value,
    ) -> Result<(Option<Value>, Option<String>), BackendError> {
        let fuel = self.fuel();
        let from = Scope {
            headers: &read.headers,
            request: scope,
            ..Scope::of(read.json()?, &fuel)
        };
        let found = look.reading.first(&from);
        let rows = look.reading.items.find(&from);
        let rows = rows.as_deref().and_then(Value::as_array);
        let rows = rows.map(Vec::as_slice).unwrap_or_default();
        let most = self.plan().limits.pages;
        let next = look.pages.after(place, rows, None, &from, most);
        if fuel.is_spent() {
            return Err(too_much());
        }
        Ok((found, next))
    }

    /// Where the viewer stands now.
    async fn outcome(
        &self,
        act: &Act,
        envelope: &Envelope,
        expected: Expected,
        read: &Read,
        scope: &Value,
    ) -> Result<Outcome, BackendError> {
        let subject = envelope.command.subject();
        let answer = match act.after {
            After::Read => {
                // A service that cannot say where anybody stands is taken at its word.
                if !self.tells_of(&subject) {
                    return Ok(expected.outcome);
                }
                let viewer = self.viewer().await?.data;
                return Ok(viewer.standing(subject).unwrap_or(expected.outcome));
            }
            After::Answer => read.json()?.clone(),
            After::Merge => {
                let fuel = self.fuel();
                let from = Scope::of(scope, &fuel);
                let mut sent = act.sent.body.as_ref().and_then(|body| body.made(&from));
                match (&mut sent, &read.document) {
                    (Some(Value::Object(sent)), Value::Object(answer)) => {
                        for (key, value) in answer {
                            sent.insert(key.clone(), value.clone());
                        }
                    }
                    (_, Value::Object(_)) => sent = Some(read.document.clone()),
                    _ => {}
                }
                sent.unwrap_or_default()
            }
        };
        let fuel = self.fuel();
        let from = Scope {
            headers: &read.headers,
            request: scope,
            ..Scope::of(&answer, &fuel)
        };
        let unreadable = |what| BackendError::Unreadable { what };
        let item = act.reading.first(&from);
        let item = item.ok_or_else(|| unreadable("no row in the answer".to_owned()))?;
        let from = Scope {
            item: &item,
            ..from
        };
        let from = from.at(&item);
        Ok(match subject {
            Subject::Membership(id) => {
                let now: Membership = act.reading.read(&from).map_err(unreadable)?;
                Outcome::Membership(id, now)
            }
            Subject::SignUp(id) => {
                let now: SignUp = act.reading.read(&from).map_err(unreadable)?;
                Outcome::SignUp(id, now)
            }
            Subject::Person(id, person) => {
                let now: Membership = act.reading.read(&from).map_err(unreadable)?;
                Outcome::Person(id, person, now)
            }
            Subject::Invitation(id, _) => {
                let now: Invitation = act.reading.read(&from).map_err(unreadable)?;
                Outcome::Invitation(id, now)
            }
            Subject::Seat(id, person) => {
                let now: SignUp = act.reading.read(&from).map_err(unreadable)?;
                Outcome::Seat(id, person, now)
            }
            Subject::Following(_)
            | Subject::Community(_)
            | Subject::Event(_)
            | Subject::Entry(_)
            | Subject::Contact(..)
            | Subject::Request(..)
            | Subject::Report(..) => expected.outcome,
        })
    }
}

/// The query that says where the viewer stands; none says it of others.
const fn asked_of(subject: &Subject) -> Option<&'static str> {
    match subject {
        Subject::Membership(_) => Some("memberships"),
        Subject::SignUp(_) => Some("sign_ups"),
        Subject::Following(_) => Some("following"),
        Subject::Person(..)
        | Subject::Invitation(..)
        | Subject::Community(_)
        | Subject::Seat(..)
        | Subject::Event(_)
        | Subject::Entry(_)
        | Subject::Contact(..)
        | Subject::Request(..)
        | Subject::Report(..) => None,
    }
}

/// With how long the service wants to be left alone: in seconds, since a date is of its own clock.
fn later(error: BackendError, read: &Read) -> BackendError {
    match error {
        BackendError::Unavailable { status, .. } => BackendError::Unavailable {
            status,
            after: read
                .header("retry-after")
                .and_then(|text| text.trim().parse().ok()),
        },
        error => error,
    }
}

/// The command has arrived: whatever went wrong afterwards says nothing of whether it was carried out.
fn half_done(error: BackendError) -> BackendError {
    match error {
        BackendError::Transport(_) | BackendError::Unreadable { .. } => error,
        BackendError::Unavailable { status, after } if status != 429 => {
            BackendError::Unavailable { status, after }
        }
        _ => BackendError::Unavailable {
            status: 503,
            after: None,
        },
    }
}

/// What it means that somebody else was faster: what is to be made is there, what is to be taken away is not.
fn if_changed(command: &Command) -> Refusal {
    match command {
        Command::Join { .. } | Command::SignUp { .. } => Refusal::Already,
        _ => Refusal::NothingThere,
    }
}

impl Expected {
    /// Where nothing can be said before the service has.
    fn unknown(outcome: Outcome, community: &Community) -> Self {
        Self {
            outcome,
            refusal: None,
            item: community.to_json(),
        }
    }

    /// Lays what the service said over it, for where nothing can be read again.
    fn told(&mut self, means: Means, since: Instant) {
        let is_pending = match means {
            Means::Pending => true,
            Means::Waitlisted => false,
            _ => return,
        };
        match &mut self.outcome {
            Outcome::Membership(_, membership) => {
                *membership = if is_pending {
                    Membership::PendingApproval {
                        since,
                        answers: Answers::new(),
                        more: Application::default(),
                    }
                } else {
                    Membership::Waitlisted {
                        since,
                        position: None,
                        rules: None,
                    }
                };
            }
            Outcome::SignUp(_, sign_up) => {
                sign_up.state = if is_pending {
                    SignUpState::PendingApproval { since }
                } else {
                    SignUpState::Waitlisted {
                        since,
                        position: None,
                        offer_until: None,
                    }
                };
            }
            _ => {}
        }
    }

    fn standing(&self) -> Value {
        match &self.outcome {
            Outcome::Membership(_, membership) | Outcome::Person(_, _, membership) => {
                membership.to_json()
            }
            Outcome::SignUp(_, sign_up) | Outcome::Seat(_, _, sign_up) => sign_up.to_json(),
            Outcome::Invitation(_, invitation) => invitation.to_json(),
            Outcome::Following(..)
            | Outcome::Community(_)
            | Outcome::Event(_)
            | Outcome::Entry(_)
            | Outcome::Contact(..)
            | Outcome::Request(..)
            | Outcome::Report(..)
            | Outcome::Refused(_) => Value::Null,
        }
    }
}
