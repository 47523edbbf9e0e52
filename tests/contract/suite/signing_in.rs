//! Signing in, where a service asks for it: before, with the wrong words, with the right ones, with
//! what was kept, with what has ended, and out.

use linju::{
    backend::{BackendError, Session, SignIn, SignedIn},
    model::{Answers, Command, CommandId, Envelope, Outcome},
};
use serde_json::Value;

use super::{super::native::block_on, Under};

/// Leaves the person signed in. `typed` is what they sign in with, the last of it a secret.
pub fn signing_in(under: &Under, typed: &[(&str, &str)]) {
    let backend = under.backend.clone();
    let Some(door) = backend.sign_in() else {
        assert!(typed.is_empty(), "nobody is asked to sign in");
        return;
    };
    let asked: Vec<&str> = door.asked_for().iter().map(|a| a.name.as_str()).collect();
    let names: Vec<&str> = typed.iter().map(|(name, _)| *name).collect();
    assert_eq!(asked, names, "what the form asks for");
    assert!(door.asked_for().last().is_some_and(|a| a.secret));
    stands_nowhere(under);

    let mut wrong = typed.to_vec();
    wrong.last_mut().unwrap().1 = "not the password";
    let refused = block_on(door.log_in(&owned(&wrong)));
    assert!(matches!(refused, Ok(SignedIn::No(_))), "{refused:?}");
    stands_nowhere(under);

    let session = log_in(door, typed);
    assert!(session.user().is_some_and(|user| !user.is_empty()));
    let viewer = block_on(backend.viewer()).expect("a viewer").data;
    let account = viewer.account.expect("an account");
    assert_eq!(Some(account.as_str()), session.user());

    // What was kept is as good, and what has ended is not.
    door.resume(Session::from_text(&session.to_text()));
    assert!(block_on(backend.viewer()).is_ok());
    door.resume(Session::from_text(&spoiled(&session)));
    assert_eq!(joined(under), Err(BackendError::Unauthenticated));

    door.resume(Some(session));
    block_on(door.log_out());
    assert_eq!(door.session(), None);
    stands_nowhere(under);
    log_in(door, typed);
}

fn owned(typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let typed = typed.iter();
    typed
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

pub fn log_in(door: &dyn SignIn, typed: &[(&str, &str)]) -> Session {
    match block_on(door.log_in(&owned(typed))) {
        Ok(SignedIn::Yes(session)) => session,
        other => panic!("expected to be signed in, found {other:?}"),
    }
}

/// Looks around, and can do nothing.
fn stands_nowhere(under: &Under) {
    let viewer = block_on(under.backend.viewer()).expect("a viewer").data;
    assert_eq!(viewer.account, None);
    assert!(viewer.memberships.iter().next().is_none() && viewer.sign_ups.iter().next().is_none());
    assert!(
        block_on(under.backend.communities(None)).is_ok(),
        "and may look"
    );
    assert_eq!(joined(under), Err(BackendError::Unauthenticated));
}

fn joined(under: &Under) -> Result<Outcome, BackendError> {
    block_on(under.backend.carry_out(&Envelope {
        id: CommandId(format!("{}-signed-out", under.run)),
        at: under.now,
        command: Command::Join {
            community: "book-cd".into(),
            answers: Answers::new(),
            rules: None,
            invitation: None,
            sponsor: String::new(),
            listed: false,
        },
    }))
}

/// The session with another token, or whatever it proves itself by.
fn spoiled(session: &Session) -> String {
    let mut fields: Value = serde_json::from_str(&session.to_text()).unwrap();
    for (name, value) in fields.as_object_mut().unwrap() {
        if !["user", "name", "expires"].contains(&name.as_str()) {
            *value = value
                .as_str()
                .unwrap()
                .chars()
                .rev()
                .collect::<String>()
                .into();
        }
    }
    fields.to_string()
}
