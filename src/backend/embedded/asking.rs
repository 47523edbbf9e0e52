//! What is done in a directory: writing one's own entry, asking for what is shown on request and answering, blocking, telling the
//! organisers. The model decides; here stands what it is asked about, and what is kept of its answer.

use crate::{
    backend::{BackendError, Persona},
    model::{
        Asking, Command, CommunityId, ContactRequest, Entry, Envelope, FaultKind, FieldFault,
        Member, Outcome, Refusal, Report, ReportId, Subject, ViewerRank, as_seen_by, ask, grant,
        refuse, revoke_grant, take_back,
    },
};

use super::{
    Embedded,
    desk::Begin,
    directory::Directory,
    state::{Between, Change, World},
};

impl Embedded {
    /// Carries a command about a directory out.
    pub(super) async fn in_directory(
        &self,
        envelope: &Envelope,
        id: &CommunityId,
        begin: Begin<'_>,
    ) -> Result<Outcome, BackendError> {
        let it = match self.directory(id).await {
            Ok(it) => it,
            Err(BackendError::Forbidden { .. }) => {
                return Ok(Outcome::Refused(Refusal::MembersOnly));
            }
            Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
            Err(error) => return Err(error),
        };
        let outcome = outcome_of(envelope.command.subject());
        if it.world.was_done(&envelope.id) {
            return Ok(outcome);
        }
        let changes = match it.carried_out(envelope) {
            Ok(changes) => changes,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        let kept = self.state.keep(&envelope.id, changes);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(outcome)
    }

    /// What goes with somebody who leaves a community, or is put out: their entry, and requests (see [`Directory::without`]).
    pub(super) async fn gone_with(
        &self,
        community: &CommunityId,
        person: &str,
    ) -> Result<Vec<Change>, BackendError> {
        let it = match self.directory(community).await {
            Ok(it) => it,
            Err(BackendError::Forbidden { .. } | BackendError::NotFound) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        Ok(it.without(person))
    }
}

fn outcome_of(subject: Subject) -> Outcome {
    match subject {
        Subject::Entry(id) => Outcome::Entry(id),
        Subject::Contact(id, member) => Outcome::Contact(id, member),
        Subject::Request(id, person) => Outcome::Request(id, person),
        Subject::Report(id, report) => Outcome::Report(id, report),
        _ => Outcome::Refused(Refusal::NotOffered),
    }
}

impl Directory<'_> {
    fn carried_out(&self, envelope: &Envelope) -> Result<Vec<Change>, Refusal> {
        let (me, now) = (self.me.word(), self.now);
        match &envelope.command {
            Command::WriteEntry { entry, .. } => {
                let before = self.own().as_ref().map(Entry::of);
                let entry = entry.applied(before.as_ref());
                let faults = entry.check();
                if !faults.is_empty() {
                    return Err(Refusal::Invalid { faults });
                }
                Ok(vec![
                    World::entry_is(&self.id, self.me, Some(&entry)),
                    World::listed_is(self.me, &self.id, !entry.unlisted),
                ])
            }
            Command::RemoveEntry { .. } => {
                self.own().ok_or(Refusal::NothingThere)?;
                Ok(self.without(me))
            }
            Command::AskContact {
                member,
                fields,
                word,
                ..
            } => {
                let owner = self.seen(member.as_str()).ok_or(Refusal::Gone)?;
                let is = self.viewer.membership(&self.id);
                let before = self.request(member.as_str(), me);
                let who = Asking {
                    is: &is,
                    before: before.as_ref(),
                    on_request: &owner.on_request,
                    pending: self.pending(me),
                };
                let asked = ask(who, fields, word, now)?;
                let asked = ContactRequest {
                    name: self.name.clone(),
                    ..asked
                };
                Ok(vec![self.between(member.as_str(), me, Some(&asked))])
            }
            Command::TakeBackRequest { member, .. } => {
                let before = self.request(member.as_str(), me);
                take_back(before.as_ref(), now)?;
                Ok(vec![self.between(member.as_str(), me, None)])
            }
            Command::GrantRequest {
                person,
                fields,
                until,
                ..
            } => {
                let closed = self.own().as_ref().map(Member::closed).unwrap_or_default();
                self.answered(person.as_str(), |it| {
                    grant(it, fields, &closed, *until, now)
                })
            }
            Command::RefuseRequest { person, reason, .. } => {
                self.answered(person.as_str(), |it| refuse(it, reason, now))
            }
            Command::RevokeGrant { person, .. } => {
                self.answered(person.as_str(), |it| revoke_grant(it, now))
            }
            Command::Block { member, .. } => {
                let whom = member.as_str();
                let seen = self.about(whom)?;
                let mut changes = vec![World::block_is(&self.id, me, whom, Some(&seen.name))];
                for (between, request) in self.requests() {
                    if between.is_of(me, whom) && self.is_open(&request) {
                        changes.push(World::request_is(&self.id, &between, None));
                    }
                }
                Ok(changes)
            }
            Command::Unblock { member, .. } => {
                if !self.blocks(me, member.as_str()) {
                    return Err(Refusal::NothingThere);
                }
                Ok(vec![World::block_is(&self.id, me, member.as_str(), None)])
            }
            Command::ReportMember {
                member,
                reason,
                text,
                ..
            } => {
                let seen = self.about(member.as_str())?;
                let report = Report {
                    id: ReportId(envelope.id.as_str().to_owned()),
                    member: member.clone(),
                    name: seen.name,
                    by: self.name.clone(),
                    reason: *reason,
                    text: told(text)?,
                    at: now,
                    settled: None,
                };
                // Once, until it is settled.
                let waits = |it: &Report| {
                    it.settled.is_none() && it.member == report.member && it.by == report.by
                };
                if self.reports().iter().any(waits) {
                    return Err(Refusal::Already);
                }
                Ok(vec![World::report_is(&self.id, &report)])
            }
            Command::SettleReport { report, .. } => {
                if self.rank != ViewerRank::Organiser {
                    return Err(Refusal::Forbidden);
                }
                let mut all = self.reports().into_iter();
                let found = all.find(|it| it.id == *report).ok_or(Refusal::Gone)?;
                if found.settled.is_some() {
                    return Err(Refusal::Already);
                }
                let settled = Some(now);
                let found = Report { settled, ..found };
                Ok(vec![World::report_is(&self.id, &found)])
            }
            _ => Err(Refusal::NotOffered),
        }
    }

    /// Another's entry, of whom the viewer sees something, or whom they have blocked.
    fn about(&self, id: &str) -> Result<Member, Refusal> {
        let me = self.me.word();
        let blocked = || {
            let row = self.row(id).filter(|_| self.blocks(me, id))?;
            as_seen_by(&row, self.rank, &[])
        };
        let seen = self.seen(id).or_else(blocked).ok_or(Refusal::Gone)?;
        if id == me {
            return Err(Refusal::NothingThere);
        }
        Ok(seen)
    }

    /// Whether a request waits, or shows something still: what was refused or taken back stays, so that nobody asks again too soon.
    fn is_open(&self, request: &ContactRequest) -> bool {
        request.waits() || !request.grants(self.now).is_empty()
    }

    /// How many requests of somebody nobody has answered.
    fn pending(&self, asker: &str) -> usize {
        let all = self.requests();
        let own = all.iter().filter(|(it, _)| it.asker == asker);
        own.filter(|(_, request)| request.waits()).count()
    }

    fn between(&self, owner: &str, asker: &str, now: Option<&ContactRequest>) -> Change {
        let between = Between {
            owner: owner.to_owned(),
            asker: asker.to_owned(),
        };
        World::request_is(&self.id, &between, now)
    }

    /// The viewer's word to somebody who has asked them.
    fn answered(
        &self,
        person: &str,
        word: impl FnOnce(Option<&ContactRequest>) -> Result<ContactRequest, Refusal>,
    ) -> Result<Vec<Change>, Refusal> {
        let me = self.me.word();
        let answered = word(self.request(me, person).as_ref())?;
        Ok(vec![self.between(me, person, Some(&answered))])
    }

    /// What goes with somebody's entry: what others have asked of it, and what they themselves have asked and is open still; it is
    /// listed no more.
    fn without(&self, person: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        for (between, request) in self.requests() {
            if between.owner == person || between.asker == person && self.is_open(&request) {
                changes.push(World::request_is(&self.id, &between, None));
            }
        }
        let part = Persona::ALL.into_iter().find(|who| who.word() == person);
        if let Some(who) = part {
            changes.push(World::entry_is(&self.id, who, None));
            changes.push(World::listed_is(who, &self.id, false));
        }
        changes
    }
}

/// What somebody tells of another, without the spaces around it.
fn told(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > Report::TEXT_MAX {
        let most = u32::try_from(Report::TEXT_MAX).unwrap_or(u32::MAX);
        let faults = vec![FieldFault {
            key: "text".to_owned(),
            kind: FaultKind::TooMuch(most),
        }];
        return Err(Refusal::Invalid { faults });
    }
    Ok(text.to_owned())
}
