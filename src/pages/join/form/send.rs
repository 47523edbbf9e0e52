//! What is sent, what has to be right before that, and what is done when the service says no.

use std::sync::Arc;

use leptos::prelude::untrack;

use crate::{
    host,
    model::{Action, Answers, Command, Community, Door as Policy, FaultKind, FieldFault, Refusal},
    pages::{
        doing::{self, Done},
        forms::{Filling, LISTED, SPONSOR},
    },
    route::Route,
};

use super::{BESIDE, Code, Doing, Visit};

impl Visit {
    /// What is wrong before it is sent; the answers where nothing is.
    fn checked(self) -> Option<Answers> {
        let t = self.door.here.t;
        let lets_in = self.lets_in.get_untracked();
        let mut answers = match (self.doing, lets_in) {
            (Doing::Knock(_) | Doing::Amend, false) => self.filling.check(),
            _ => Some(Answers::new()),
        };
        let mut fail = |key: &str| {
            self.filling.blame(FieldFault {
                key: key.to_owned(),
                kind: FaultKind::Missing,
            });
            answers = None;
        };
        let code = self.code.and_then(Code::plain);
        let sponsor = self.filling.value(SPONSOR);
        let nobody = sponsor.with_untracked(|name| name.trim().is_empty());
        if self.sponsor && code.is_none() && nobody {
            fail("sponsor");
        }
        if self.doing == Doing::Knock(Action::UseInvitation) && code.is_none() {
            fail("invitation");
        }
        if self.code.is_some_and(|code| !code.may_be_sent()) {
            answers = None;
        }
        let lacking = self.consent && self.agreed.with_untracked(String::is_empty);
        self.unagreed.set(lacking.then(|| t.not_rules().to_owned()));
        answers.filter(|_| !lacking)
    }

    /// How many things are wrong, after [`Self::checked`]; tells when that changes.
    pub(super) fn faults(self) -> usize {
        let code = self.code.is_some_and(Code::is_in_doubt);
        let rules = self.unagreed.with(Option::is_some);
        self.filling.still_wrong() + usize::from(code) + usize::from(rules)
    }

    fn command(self, community: &Community, answers: Answers) -> Command {
        let id = community.id.clone();
        let rules = community.asks_consent().then_some(community.rules.version);
        let sponsor = self
            .filling
            .value(SPONSOR)
            .get_untracked()
            .trim()
            .to_owned();
        match self.doing {
            Doing::Knock(_) => {
                let invitation = self.code.and_then(Code::plain);
                let has_sponsor = self.sponsor && invitation.is_none();
                Command::Join {
                    community: id,
                    answers,
                    rules,
                    invitation,
                    sponsor: if has_sponsor { sponsor } else { String::new() },
                    listed: !self.filling.value(LISTED).with_untracked(String::is_empty),
                }
            }
            Doing::Accept => Command::AcceptInvitation {
                community: id,
                rules,
            },
            Doing::Renew if self.door.here.data().carries("renew") => Command::Renew {
                community: id,
                rules,
            },
            Doing::Renew => Command::Join {
                community: id,
                answers,
                rules,
                invitation: None,
                sponsor: String::new(),
                listed: false,
            },
            Doing::Agree => Command::Agree {
                community: id,
                rules: community.rules.version,
            },
            Doing::Amend => Command::Amend {
                community: id,
                answers,
                sponsor: if self.sponsor { sponsor } else { String::new() },
            },
        }
    }

    pub(super) fn send(self, community: &Arc<Community>) {
        let (door, here) = (self.door, self.door.here);
        if door.busy.get_untracked() {
            return;
        }
        self.wrong.set(None);
        door.refused.set(None);
        let Some(answers) = self.checked() else {
            self.wrong
                .set(Some(here.t.invalid(untrack(|| self.faults()))));
            host::focus_first_fault();
            return;
        };
        let command = self.command(community, answers);
        if self.consent {
            here.data().note_agreed(&community.id, &community.rules);
        }
        door.sent.set(true);
        let (sent, shown_at) = (self.filling.sent(), Route::Community(community.id.clone()));
        let (wrong, code) = (self.wrong, self.code);
        let (filling, policy) = (self.filling, community.policy.door);
        doing::send_form(here, command, door.busy, move |done| {
            if !matches!(done, Done::Kept) {
                door.sent.try_set(false);
            }
            if let Done::Refused(why) = &done {
                code.into_iter().for_each(|code| code.was_refused(why));
                if asks_otherwise(why, filling, policy)
                    && door.refused.try_set(Some(why.clone())).is_none()
                {
                    // The community asks for something else by now: it is drawn anew with that.
                    door.it.again.update(|n| *n = n.wrapping_add(1));
                }
            }
            sent.take(done, wrong, shown_at);
        });
    }
}

/// Whether a refusal tells that what is asked here is not what the service asks for.
fn asks_otherwise(why: &Refusal, filling: Filling, door: Policy) -> bool {
    match why {
        Refusal::Invalid { faults } => !filling.asks(faults, &BESIDE),
        Refusal::RulesNotAgreed { .. } | Refusal::Closed => true,
        Refusal::InvitationNeeded => door != Policy::Invitation,
        _ => false,
    }
}
