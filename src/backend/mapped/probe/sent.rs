//! What would be sent: each request that the mapping declares, and commands by their name.

use serde_json::Value;

use crate::{
    backend::probe::Declared,
    model::{Answers, Command, json::json_object},
};

use super::{
    super::{plan::Sent, request::request},
    Mask, Prober, mask, source,
};

impl Prober {
    /// What is masked now.
    pub(super) fn mask(&self) -> Mask {
        let mut mask = Mask::of(self.backend.account.as_str());
        if let Some(session) = &*self.backend.session.borrow() {
            mask.session(session.fields());
        }
        mask.hide(self.backend.csrf.borrow().as_deref().unwrap_or_default());
        if let Some(auth) = &self.backend.plan().auth {
            for pair in &auth.query {
                mask.parameter(&pair.name);
            }
            for pair in &auth.headers {
                mask.constant(&pair.value);
            }
        }
        for pair in &self.backend.plan().headers {
            if !mask::is_harmless(&pair.name) {
                mask.constant(&pair.value);
            }
        }
        mask
    }

    pub(super) fn declare(
        &self,
        name: &str,
        is_command: bool,
        sent: &Sent,
        page: Value,
    ) -> Declared {
        let mask = self.mask();
        let input = if is_command {
            self.command_input()
        } else {
            self.input(name)
        };
        let scope = self.backend.scope(input, page);
        let sent = sent.chosen(&scope);
        let built = request(self.backend.plan(), sent, &scope, None);
        let (address, headers) = match built {
            Ok(request) => (mask.address(&request.url), mask.headers(&request.headers)),
            // Nothing is known to fill its slots with.
            Err(_) => (source::template(self.backend.plan(), sent), Vec::new()),
        };
        Declared {
            name: name.to_owned(),
            is_command,
            method: sent.method.as_str(),
            address,
            headers,
        }
    }

    fn command_input(&self) -> Value {
        let seen = self.seen.borrow();
        json_object! { "community": seen.community.as_str(), "event": seen.event.as_str() }
    }
}

/// Whether a command is about an event, and not a community.
pub(super) fn is_about_event(command: &str) -> bool {
    matches!(
        command,
        "sign-up" | "change-sign-up" | "cancel-sign-up" | "accept-offer" | "give-feedback"
    )
}

/// The command of that name, with nothing answered and nobody brought along.
pub(super) fn named(command: &str, on: &str, rules: Option<u32>) -> Option<Command> {
    let rules = rules.filter(|version| *version > 0);
    let answers = Answers::new();
    let (community, event) = (on.into(), on.into());
    Some(match command {
        "join" => Command::Join {
            community,
            answers,
            rules,
            invitation: None,
            sponsor: String::new(),
            listed: false,
        },
        "withdraw" => Command::Withdraw { community },
        "accept-invitation" => Command::AcceptInvitation { community, rules },
        "decline-invitation" => Command::DeclineInvitation { community },
        "leave" => Command::Leave { community },
        "sign-up" => Command::SignUp {
            event,
            party: Vec::new(),
            answers,
            seen: false,
        },
        "change-sign-up" => Command::ChangeSignUp {
            event,
            party: Vec::new(),
            answers,
            seen: false,
        },
        "cancel-sign-up" => Command::CancelSignUp { event },
        "accept-offer" => Command::AcceptOffer { event },
        "give-feedback" => Command::GiveFeedback {
            event,
            text: String::new(),
        },
        _ => return None,
    })
}
