//! The model server: what it keeps, how often each command had an effect, and who asked for it.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap, VecDeque},
};

use linju::{
    backend::BackendError,
    model::{
        Application, Command, CommandId, Community, CommunityId, Envelope, Event, Instant,
        Membership, Outcome, Refusal, SignUp, SignUpState, Subject, Viewer, Word,
        membership_transition, sign_up_transition,
    },
    port::TransportError,
};

/// What a server knows of commands that it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It knows each by its Idempotency-Key, and answers a second sending as the first.
    Keys,
    /// The id of the command is the id of what it makes: a second sending finds it there.
    PutOnce,
    /// Neither; it does whatever it is told, each time. It says where the viewer stands.
    Tells,
    /// Neither, and it does not say where anybody stands.
    Mute,
}

impl Kind {
    pub fn knows(self) -> bool {
        matches!(self, Self::Keys | Self::PutOnce)
    }

    pub fn tells(self) -> bool {
        self != Self::Mute
    }
}

/// What becomes of a command on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    /// It does not arrive.
    Lost,
    /// It arrives, and its answer does not.
    Unheard,
    /// It is given up here, and arrives later. Only keys are proof against that.
    Late,
    /// 503, before anything was done, or after.
    Busy,
    BusyAfter,
    /// 409: the first is still under way.
    UnderWay,
    /// 422.
    Unfit,
    /// 429.
    TooMany(Option<u32>),
    /// Something that is no answer of the service; it arrived, or did not.
    Nonsense,
    NonsenseAfter,
    /// 401 and 403.
    SignedOut,
    Forbidden,
}

/// What becomes of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    Network,
    Busy,
    TooMany,
    Nonsense,
    SignedOut,
    Forbidden,
}

impl Silence {
    pub fn error(self) -> BackendError {
        match self {
            Self::Network => BackendError::Transport(TransportError::Network),
            Self::Busy => unavailable(500, None),
            Self::TooMany => unavailable(429, None),
            Self::Nonsense => nonsense(),
            Self::SignedOut => BackendError::Unauthenticated,
            Self::Forbidden => BackendError::Forbidden { status: 403 },
        }
    }
}

pub fn unavailable(status: u16, after: Option<u32>) -> BackendError {
    BackendError::Unavailable { status, after }
}

pub fn nonsense() -> BackendError {
    BackendError::Unreadable {
        what: "a page".to_owned(),
    }
}

/// A command that had an effect.
#[derive(Clone, Debug)]
pub struct Effect {
    pub id: CommandId,
    pub account: String,
}

pub struct Server {
    pub kind: Kind,
    now: Cell<i64>,
    viewers: RefCell<BTreeMap<String, Viewer>>,
    answered: RefCell<HashMap<CommandId, Outcome>>,
    late: RefCell<Vec<(String, Envelope)>>,
    /// All in which anything stood, by account.
    pub stood: RefCell<Vec<(String, Outcome)>>,
    pub effects: RefCell<Vec<Effect>>,
    /// All that arrived, done or not, with the account it came under.
    pub arrived: RefCell<Vec<(CommandId, String)>>,
    pub fates: RefCell<VecDeque<Fate>>,
    pub silences: RefCell<VecDeque<Silence>>,
}

impl Server {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            now: Cell::new(1_000),
            viewers: RefCell::default(),
            answered: RefCell::default(),
            late: RefCell::default(),
            stood: RefCell::default(),
            effects: RefCell::default(),
            arrived: RefCell::default(),
            fates: RefCell::default(),
            silences: RefCell::default(),
        }
    }

    pub fn viewer(&self, account: &str) -> Viewer {
        let viewers = self.viewers.borrow();
        let mut viewer = viewers.get(account).cloned().unwrap_or_default();
        if !self.kind.tells() {
            viewer = Viewer::default();
        }
        viewer.account = Some(account.into());
        viewer
    }

    pub fn effects_of(&self, id: &CommandId) -> usize {
        let effects = self.effects.borrow();
        effects.iter().filter(|effect| effect.id == *id).count()
    }

    pub fn has_arrived(&self, id: &CommandId) -> bool {
        self.arrived.borrow().iter().any(|(other, _)| other == id)
    }

    /// It keeps the keys of commands no longer.
    pub fn forget(&self) {
        self.answered.borrow_mut().clear();
    }

    /// What was under way arrives at last.
    pub fn settle(&self) {
        for (account, envelope) in self.late.take() {
            self.apply(&account, &envelope);
        }
    }

    /// A command comes in; how it ends for who sent it.
    pub fn receive(&self, account: &str, envelope: &Envelope) -> Result<Outcome, BackendError> {
        let mut fate = self.fates.borrow_mut().pop_front().unwrap_or(Fate::Arrives);
        if self
            .late
            .borrow()
            .iter()
            .any(|(_, other)| other.id == envelope.id)
        {
            fate = Fate::UnderWay;
        }
        if fate == Fate::Late && self.kind != Kind::Keys {
            fate = Fate::Lost;
        }
        let is_known = self.answered.borrow().contains_key(&envelope.id);
        let timeout = Err(BackendError::Transport(TransportError::Timeout));
        match fate {
            Fate::Arrives => Ok(self.apply(account, envelope)),
            Fate::Lost => Err(BackendError::Transport(TransportError::Network)),
            Fate::Unheard => {
                self.apply(account, envelope);
                timeout
            }
            Fate::Late => {
                let mut late = self.late.borrow_mut();
                late.push((account.to_owned(), envelope.clone()));
                timeout
            }
            Fate::Busy => Err(unavailable(503, None)),
            Fate::BusyAfter => {
                self.apply(account, envelope);
                Err(unavailable(500, None))
            }
            // It says so of what it does not know by a key, as of a row that is being written.
            Fate::UnderWay => Err(unavailable(409, None)),
            Fate::Unfit if is_known => Ok(self.apply(account, envelope)),
            Fate::Unfit => Ok(Outcome::Refused(Refusal::Said {
                words: "unfit".repeat(40),
            })),
            Fate::TooMany(after) => Err(unavailable(429, after)),
            Fate::Nonsense => Err(nonsense()),
            Fate::NonsenseAfter => {
                self.apply(account, envelope);
                Err(nonsense())
            }
            Fate::SignedOut => Err(BackendError::Unauthenticated),
            Fate::Forbidden => Err(BackendError::Forbidden { status: 403 }),
        }
    }

    fn apply(&self, account: &str, envelope: &Envelope) -> Outcome {
        let id = &envelope.id;
        self.arrived
            .borrow_mut()
            .push((id.clone(), account.to_owned()));
        if self.kind.knows()
            && let Some(outcome) = self.answered.borrow().get(id)
        {
            return outcome.clone();
        }
        let outcome = self.next(account, &envelope.command);
        if !matches!(outcome, Outcome::Refused(_)) {
            let mut viewers = self.viewers.borrow_mut();
            viewers
                .entry(account.to_owned())
                .or_default()
                .take_in(&outcome);
            self.stood
                .borrow_mut()
                .push((account.to_owned(), outcome.clone()));
            self.effects.borrow_mut().push(Effect {
                id: id.clone(),
                account: account.to_owned(),
            });
        }
        self.answered
            .borrow_mut()
            .insert(id.clone(), outcome.clone());
        outcome
    }

    /// What comes of a command: by the model's rules where the server has any.
    fn next(&self, account: &str, command: &Command) -> Outcome {
        // No two moments are the same here.
        self.now.set(self.now.get() + 1);
        let now = Instant::from_unix(self.now.get());
        let viewers = self.viewers.borrow();
        let viewer = viewers.get(account).cloned().unwrap_or_default();
        let has_rules = self.kind.knows();
        match (command.subject(), command.membership(), command.sign_up()) {
            (Subject::Membership(id), Some((_, change)), _) => {
                let next = membership_transition(
                    &viewer.membership(&id),
                    &change,
                    &community(id.as_str()),
                    now,
                );
                match next {
                    Ok(next) => Outcome::Membership(id, next),
                    Err(refusal) if has_rules => Outcome::Refused(refusal),
                    Err(_) => Outcome::Membership(id, unruled(command, now)),
                }
            }
            (Subject::SignUp(id), _, Some((_, change))) => {
                let event = event(id.as_str());
                let next = sign_up_transition(
                    &viewer.sign_up(&id),
                    &change,
                    &event,
                    &Membership::None,
                    now,
                );
                match next {
                    Ok(next) => Outcome::SignUp(id, next),
                    Err(refusal) if has_rules => Outcome::Refused(refusal),
                    Err(_) => Outcome::SignUp(id, unruled_sign_up(command, now)),
                }
            }
            (Subject::Following(id), ..) => {
                Outcome::Following(id, matches!(command, Command::Follow { .. }))
            }
            (Subject::Community(id), ..) => Outcome::Community(id),
            (Subject::Entry(id), ..) => Outcome::Entry(id),
            (Subject::Contact(id, member), ..) => Outcome::Contact(id, member),
            (Subject::Request(id, person), ..) => Outcome::Request(id, person),
            (Subject::Invitation(id, code), ..) => self.code(id, &code, command, now),
            _ => Outcome::Refused(Refusal::NotOffered),
        }
    }

    /// Codes that were made here, and taken back.
    fn code(&self, id: CommunityId, code: &str, command: &Command, now: Instant) -> Outcome {
        let stood = self.stood.borrow();
        let mut all = stood.iter().rev().filter_map(|(_, outcome)| match outcome {
            Outcome::Invitation(of, kept) if *of == id && kept.code == code => Some(kept),
            _ => None,
        });
        let last = all.next();
        match (command, last) {
            (Command::Invite { .. }, Some(_)) if self.kind.knows() => {
                Outcome::Refused(Refusal::Already)
            }
            (Command::Invite { invitation, .. }, _) => Outcome::Invitation(id, invitation.clone()),
            (_, None) => Outcome::Refused(Refusal::Gone),
            (_, Some(kept)) if kept.revoked.is_some() && self.kind.knows() => {
                Outcome::Refused(Refusal::Already)
            }
            (_, Some(kept)) => {
                let mut kept = kept.clone();
                kept.revoked = Some(now);
                Outcome::Invitation(id, kept)
            }
        }
    }
}

/// Another row, whatever was there: such servers exist.
fn unruled(command: &Command, now: Instant) -> Membership {
    match command {
        Command::Join { .. } => Membership::PendingApproval {
            since: now,
            answers: Default::default(),
            more: Application::default(),
        },
        Command::Amend { answers, .. } => Membership::PendingApproval {
            since: now,
            answers: answers.clone(),
            more: Application::default(),
        },
        Command::Say { text, .. } => Membership::PendingApproval {
            since: now,
            answers: Default::default(),
            more: Application {
                talk: vec![Word {
                    at: now,
                    by: String::new(),
                    text: text.clone(),
                }],
                ..Application::default()
            },
        },
        _ => Membership::Left { at: now },
    }
}

fn unruled_sign_up(command: &Command, now: Instant) -> SignUp {
    let (state, party) = match command {
        Command::SignUp { party, .. } => (SignUpState::Confirmed { since: now }, party.clone()),
        _ => (SignUpState::Cancelled { at: now }, Vec::new()),
    };
    SignUp {
        state,
        party,
        ..SignUp::default()
    }
}

pub fn community(id: &str) -> Community {
    // The one is open, and at the other one knocks.
    let door = if id == "c1" { "open" } else { "approval" };
    let row = format!(
        r#"{{"id":"{id}","name":"{id}","purpose":"","policy":{{"door":"{door}","form":[{{"key":"why","label":"?"}}]}}}}"#
    );
    serde_json::from_str(&row).expect("a community")
}

pub fn event(id: &str) -> Event {
    let row = format!(
        r#"{{"id":"{id}","title":"{id}","start":"2090-01-01T10:00:00Z","zone":"Asia/Shanghai"}}"#
    );
    serde_json::from_str(&row).expect("an event")
}
