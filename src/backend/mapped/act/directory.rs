//! What would become of what is done in a directory, as far as that is seen from here: how somebody else stands, whom they have
//! blocked, and how many of one's requests wait, the service knows.

use serde_json::Value;

use crate::{
    backend::{BackendError, Rest as _},
    model::{
        Asking, Command, CommunityId, ContactRequest, FaultKind, FieldFault, Instant, Membership,
        MyEntry, Outcome, PersonId, Refusal, Report, Subject, ToJson as _, ask, grant, refuse,
        revoke_grant, take_back,
    },
};

use super::{Expected, Mapped};

/// What it is about, and what comes of it.
type Next = (Value, Result<(), Refusal>);

impl Mapped {
    /// What the rules say to a command in a directory.
    pub(super) async fn expected_in_directory(
        &self,
        command: &Command,
        is: &Membership,
    ) -> Result<Result<Expected, Refusal>, BackendError> {
        let now = self.clock.now();
        if is.role(now).is_none() {
            return Ok(Err(Refusal::MembersOnly));
        }
        let subject = command.subject();
        let (item, next) = match &subject {
            Subject::Contact(id, member) => {
                let asks = matches!(
                    command,
                    Command::AskContact { .. } | Command::TakeBackRequest { .. }
                );
                if !asks || self.plan().query("member").is_none() {
                    (Value::Null, plain(command))
                } else {
                    match self.member(id, member).await {
                        Err(BackendError::NotFound) => return Ok(Err(Refusal::Gone)),
                        other => {
                            let member = other?.data;
                            (member.to_json(), of_member(command, is, &member, now))
                        }
                    }
                }
            }
            Subject::Request(id, person) => self.of_request(command, id, person, now).await?,
            _ => (Value::Null, plain(command)),
        };
        let outcome = match subject {
            Subject::Entry(id) => Outcome::Entry(id),
            Subject::Contact(id, member) => Outcome::Contact(id, member),
            Subject::Request(id, person) => Outcome::Request(id, person),
            Subject::Report(id, report) => Outcome::Report(id, report),
            _ => return Ok(Err(Refusal::NotOffered)),
        };
        Ok(match next {
            // Perhaps for this very command, sent before: the service knows it by its key.
            Err(refusal) if self.may_be_done(command, &refusal) => Ok(Expected {
                outcome,
                refusal: Some(refusal),
                item,
            }),
            Err(refusal) => Err(refusal),
            Ok(()) => Ok(Expected {
                outcome,
                refusal: None,
                item,
            }),
        })
    }

    /// What the rules say to the viewer's word to who has asked them.
    async fn of_request(
        &self,
        command: &Command,
        id: &CommunityId,
        person: &PersonId,
        now: Instant,
    ) -> Result<Next, BackendError> {
        if self.plan().query("my_entry").is_none() {
            return Ok((Value::Null, Ok(())));
        }
        let MyEntry {
            entry, requests, ..
        } = self.my_entry(id).await?.data;
        let closed = entry.map(|own| own.closed()).unwrap_or_default();
        let mut all = requests.into_iter();
        let request = all.find(|it| it.person.as_ref() == Some(person));
        let item = request.as_ref().map(ContactRequest::to_json);
        let request = request.as_ref();
        let next = match command {
            Command::GrantRequest { fields, until, .. } => {
                grant(request, fields, &closed, *until, now)
            }
            Command::RefuseRequest { reason, .. } => refuse(request, reason, now),
            _ => revoke_grant(request, now),
        };
        Ok((item.unwrap_or_default(), next.map(|_| ())))
    }
}

/// Of what is asked of somebody.
fn of_member(
    command: &Command,
    is: &Membership,
    member: &crate::model::Member,
    now: Instant,
) -> Result<(), Refusal> {
    let before = member.request.as_ref();
    match command {
        Command::AskContact { fields, word, .. } => {
            let who = Asking {
                is,
                before,
                on_request: &member.on_request,
                pending: 0,
            };
            ask(who, fields, word, now).map(|_| ())
        }
        _ => take_back(before, now),
    }
}

/// Of what says all that there is to know.
fn plain(command: &Command) -> Result<(), Refusal> {
    let faults = match command {
        Command::WriteEntry { entry, .. } => entry.check(),
        Command::ReportMember { text, .. } if text.trim().chars().count() > Report::TEXT_MAX => {
            let most = u32::try_from(Report::TEXT_MAX).unwrap_or(u32::MAX);
            vec![FieldFault {
                key: "text".to_owned(),
                kind: FaultKind::TooMuch(most),
            }]
        }
        _ => Vec::new(),
    };
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid { faults }),
    }
}
