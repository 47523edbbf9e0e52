//! Asking for what a member shows on request, and their word to it. Pure: who asks and who is asked are given as they stand, and
//! what comes of it is given back, or why nothing does.
//!
//! Invariants: what was never asked for is never granted; a grant that is over shows nothing and is no request any more
//! ([`ContactRequest::settled`]); who was refused waits [`ContactRequest::AGAIN_S`]; whoever asks has at most
//! [`ContactRequest::PENDING_MAX`] unanswered requests in one community.

use super::MemberField;
use crate::model::json::{FromJson, Node, Record, Sink, record, words};
use crate::model::{FaultKind, FieldFault, Instant, MemberId, Membership, PersonId, Refusal};

/// Somebody's asking for what a member shows on request.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactRequest {
    /// Who asks, by the name that the owner answers to; told to the owner alone.
    pub person: Option<PersonId>,
    /// What they are called; told to the owner alone.
    pub name: String,
    /// Their own entry, where it is listed to the owner; told to the owner alone.
    pub member: Option<MemberId>,
    /// For which fields they ask; once granted, which they are shown. In the order of [`MemberField::ALL`], none twice.
    pub fields: Vec<MemberField>,
    /// A word with it.
    pub word: String,
    /// When they asked.
    pub at: Instant,
    /// What came of it.
    pub state: RequestState,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// Nobody has answered.
    Pending,
    /// They are shown what it names.
    Granted {
        /// Until then; until it is taken back where there is nothing.
        until: Option<Instant>,
    },
    /// No.
    Refused {
        /// May ask again from then; never where there is nothing.
        again_from: Option<Instant>,
        /// Why, where that was said.
        reason: String,
    },
    /// They were shown it, and are no more.
    Revoked {
        /// May ask again from then; never where there is nothing.
        again_from: Option<Instant>,
        /// Why, where that was said.
        reason: String,
    },
}

#[derive(Clone, Copy)]
enum State {
    Pending,
    Granted,
    Refused,
    Revoked,
}

words!(State {
    Pending = "pending",
    Granted = "granted",
    Refused = "refused",
    Revoked = "revoked",
});

impl FromJson for ContactRequest {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        let state: State = node.needed("state");
        // All are read, so that what is wrong is wrong in any state.
        let until: Option<Instant> = node.needed("until");
        let again_from: Option<Instant> = node.needed("again_from");
        let reason: String = node.usual("reason");
        Self {
            person: node.needed("person"),
            name: node.usual("name"),
            member: node.needed("member"),
            fields: node.needed("fields"),
            word: node.usual("word"),
            at: node.needed("at"),
            state: match state {
                State::Pending => RequestState::Pending,
                State::Granted => RequestState::Granted { until },
                State::Refused => RequestState::Refused { again_from, reason },
                State::Revoked => RequestState::Revoked { again_from, reason },
            },
        }
    }
}

impl Record for ContactRequest {
    fn fields<S: Sink>(&self, sink: &mut S) {
        sink.sparse("person", &self.person);
        sink.sparse("name", &self.name);
        sink.sparse("member", &self.member);
        sink.put("fields", &self.fields);
        sink.put("word", &self.word);
        sink.put("at", &self.at);
        let state = match &self.state {
            RequestState::Pending => State::Pending,
            RequestState::Granted { .. } => State::Granted,
            RequestState::Refused { .. } => State::Refused,
            RequestState::Revoked { .. } => State::Revoked,
        };
        sink.put("state", &state);
        match &self.state {
            RequestState::Pending => {}
            RequestState::Granted { until } => sink.sparse("until", until),
            RequestState::Refused { again_from, reason }
            | RequestState::Revoked { again_from, reason } => {
                sink.sparse("again_from", again_from);
                sink.sparse("reason", reason);
            }
        }
    }
}

record!(@written ContactRequest);

impl ContactRequest {
    /// The longest word with it, and the longest reason of a refusal, in characters.
    pub const WORD_MAX: usize = 300;
    /// So many of one asker may be unanswered at once in one community.
    pub const PENDING_MAX: usize = 20;
    /// Who was refused, or had a grant taken back, may ask again after so many seconds: 30 days.
    pub const AGAIN_S: i64 = 30 * 86_400;
    /// A grant ends at most so many seconds ahead, if it ends: a year.
    pub const GRANT_MAX_S: i64 = 366 * 86_400;

    /// What it shows at this moment.
    #[must_use]
    pub fn grants(&self, now: Instant) -> &[MemberField] {
        match self.state {
            RequestState::Granted { until } if until.is_none_or(|until| until > now) => {
                &self.fields
            }
            _ => &[],
        }
    }

    /// Whether it was granted, and that is over.
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        matches!(self.state, RequestState::Granted { until: Some(until) } if until <= now)
    }

    /// As it is at this moment: a grant that is over is no request any more.
    #[must_use]
    pub fn settled(self, now: Instant) -> Option<Self> {
        (!self.is_over(now)).then_some(self)
    }

    /// Whether nobody has answered.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.state == RequestState::Pending
    }

    /// As who asked sees it: without what tells the owner who that is.
    #[must_use]
    pub fn to_asker(self) -> Self {
        Self {
            person: None,
            name: String::new(),
            member: None,
            ..self
        }
    }
}

/// These fields, each once, in the order of all.
fn ordered(fields: &[MemberField]) -> Vec<MemberField> {
    let all = MemberField::ALL.into_iter();
    all.filter(|field| fields.contains(field)).collect()
}

fn wrong(key: &str, kind: FaultKind) -> Refusal {
    let key = key.to_owned();
    Refusal::Invalid {
        faults: vec![FieldFault { key, kind }],
    }
}

/// A text without the spaces around it, of at most [`ContactRequest::WORD_MAX`] characters.
fn short(key: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > ContactRequest::WORD_MAX {
        let most = u32::try_from(ContactRequest::WORD_MAX).unwrap_or(u32::MAX);
        return Err(wrong(key, FaultKind::TooMuch(most)));
    }
    Ok(text.to_owned())
}

/// What somebody asks for, and how it stands around it.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Where the one who asks stands in the community.
    pub is: &'a Membership,
    /// What they asked before.
    pub before: Option<&'a ContactRequest>,
    /// What they may ask for: `on_request` of the entry as they see it.
    pub on_request: &'a [MemberField],
    /// How many of their requests in this community nobody has answered.
    pub pending: usize,
}

/// Asks for fields. What it gives has no asker in it: whoever keeps it knows who that is.
///
/// # Errors
/// In this order: [`Refusal::MembersOnly`]; [`Refusal::Already`] where a request waits or is granted; [`Refusal::NotAgain`];
/// [`Refusal::NothingThere`] where no field is named or one that cannot be asked for; [`Refusal::Invalid`], the word;
/// [`Refusal::Full`] where too many wait.
pub fn ask(
    who: Asking<'_>,
    fields: &[MemberField],
    word: &str,
    now: Instant,
) -> Result<ContactRequest, Refusal> {
    if who.is.role(now).is_none() {
        return Err(Refusal::MembersOnly);
    }
    match who.before.map(|before| &before.state) {
        Some(RequestState::Pending) => return Err(Refusal::Already),
        Some(RequestState::Granted { until }) if until.is_none_or(|until| until > now) => {
            return Err(Refusal::Already);
        }
        Some(
            RequestState::Refused { again_from, .. } | RequestState::Revoked { again_from, .. },
        ) if again_from.is_none_or(|from| from > now) => {
            return Err(Refusal::NotAgain { from: *again_from });
        }
        _ => {}
    }
    let fields = ordered(fields);
    if fields.is_empty() || !fields.iter().all(|field| who.on_request.contains(field)) {
        return Err(Refusal::NothingThere);
    }
    let word = short("word", word)?;
    if who.pending >= ContactRequest::PENDING_MAX {
        return Err(Refusal::Full);
    }
    Ok(ContactRequest {
        person: None,
        name: String::new(),
        member: None,
        fields,
        word,
        at: now,
        state: RequestState::Pending,
    })
}

/// The owner shows what was asked for, or a part of it; until a moment, or until it is taken back. A grant that holds can be given
/// another end, or made smaller. `closed`: what no grant opens, see [`Member::closed`](crate::model::Member::closed).
///
/// # Errors
/// [`Refusal::NothingThere`] where nothing waits or is granted, no field is named, one that was not asked for or is closed since;
/// [`Refusal::Invalid`] where the end is not in the future, or more than a year ahead.
pub fn grant(
    request: Option<&ContactRequest>,
    fields: &[MemberField],
    closed: &[MemberField],
    until: Option<Instant>,
    now: Instant,
) -> Result<ContactRequest, Refusal> {
    let request = request
        .filter(|it| it.waits() || !it.grants(now).is_empty())
        .ok_or(Refusal::NothingThere)?;
    let fields = ordered(fields);
    let may = |field: &MemberField| request.fields.contains(field) && !closed.contains(field);
    if fields.is_empty() || !fields.iter().all(may) {
        return Err(Refusal::NothingThere);
    }
    if until.is_some_and(|until| until <= now || until > now.plus(ContactRequest::GRANT_MAX_S)) {
        return Err(wrong("until", FaultKind::Malformed));
    }
    Ok(ContactRequest {
        fields,
        state: RequestState::Granted { until },
        ..request.clone()
    })
}

/// The owner says no; why, if they like.
///
/// # Errors
/// [`Refusal::NothingThere`] where nothing waits; [`Refusal::Invalid`], the reason.
pub fn refuse(
    request: Option<&ContactRequest>,
    reason: &str,
    now: Instant,
) -> Result<ContactRequest, Refusal> {
    let request = request
        .filter(|it| it.waits())
        .ok_or(Refusal::NothingThere)?;
    let reason = short("reason", reason)?;
    Ok(ContactRequest {
        state: RequestState::Refused {
            again_from: Some(now.plus(ContactRequest::AGAIN_S)),
            reason,
        },
        ..request.clone()
    })
}

/// The owner shows no longer what they did.
///
/// # Errors
/// [`Refusal::NothingThere`] where no grant holds.
pub fn revoke_grant(
    request: Option<&ContactRequest>,
    now: Instant,
) -> Result<ContactRequest, Refusal> {
    let request = request
        .filter(|it| !it.grants(now).is_empty())
        .ok_or(Refusal::NothingThere)?;
    Ok(ContactRequest {
        state: RequestState::Revoked {
            again_from: Some(now.plus(ContactRequest::AGAIN_S)),
            reason: String::new(),
        },
        ..request.clone()
    })
}

/// Who asked takes it back: an unanswered request, or a grant that they do not want any more. Then there is none.
///
/// # Errors
/// [`Refusal::NothingThere`] where neither is there: a refusal cannot be taken back.
pub fn take_back(request: Option<&ContactRequest>, now: Instant) -> Result<(), Refusal> {
    request
        .filter(|it| it.waits() || !it.grants(now).is_empty())
        .map(|_| ())
        .ok_or(Refusal::NothingThere)
}

#[cfg(test)]
mod tests;
