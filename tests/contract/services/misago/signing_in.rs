//! Signing in by the forum's own cookie, with the token that goes with all that writes, and out.

use linju::{
    backend::{Backend, BackendError, Door as _, SignIn, SignedIn},
    model::{Instant, Outcome, Refusal},
};

use super::{
    super::super::native::block_on,
    forum::{Forum, over, rightly, typed},
    people::{CLUB, is_member, send},
};

/// By the form, with a cookie that no script sees; out, at the forum too.
pub fn in_and_out(forum: &Forum, now: Instant) {
    let (backend, way) = forum.person_with(&forum.mapping(), now);
    let jar = &way.wire.jar;
    let asked: Vec<&str> = backend
        .asked_for()
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(asked, ["username", "password"]);
    let stands_nowhere = || {
        let viewer = block_on(backend.viewer()).expect("a viewer").data;
        assert_eq!(viewer.account, None);
        let joined = send(&*backend, now, &forum.join(CLUB));
        assert_eq!(joined, Err(BackendError::Unauthenticated));
    };
    stands_nowhere();
    assert!(
        jar.names().is_empty(),
        "looking around leaves nothing behind"
    );

    let no = block_on(backend.log_in(&typed("lin", "not the password")));
    let Ok(SignedIn::No(Some(words))) = no else {
        panic!("expected its words, found {no:?}");
    };
    assert!(words.contains("incorrect"), "{words}");
    stands_nowhere();
    let before = jar.shown("csrftoken");
    assert!(before.is_some(), "the page that brings it was asked for");

    let yes = block_on(backend.log_in(&rightly("lin")));
    let Ok(SignedIn::Yes(session)) = yes else {
        panic!("expected to be in, found {yes:?}");
    };
    let who = (session.user(), session.name());
    assert_eq!(who, (Some(forum.person(0)), Some("lin")));
    assert_ne!(
        jar.shown("csrftoken"),
        before,
        "another token for who is in"
    );
    assert!(jar.names().iter().any(|name| name == "sessionid"));
    assert_eq!(jar.shown("sessionid"), None, "no script sees who one is");
    let cookies = jar.sent_to(&forum.base).expect("cookies");
    let secret = cookies.split("sessionid=").nth(1).unwrap();
    let secret = secret.split(';').next().unwrap();
    assert!(
        !session.to_text().contains(secret),
        "and nothing of ours keeps it"
    );

    // A page that is opened again has the cookie, and what was kept.
    backend.resume(None);
    backend.resume(Some(session));
    let viewer = block_on(backend.viewer()).expect("a viewer").data;
    assert_eq!(
        viewer.account.expect("an account").as_str(),
        forum.person(0)
    );
    // A cookie that the forum no longer knows is the end of it.
    jar.spoil("sessionid");
    let ended = block_on(backend.viewer()).err();
    assert_eq!(ended, Some(BackendError::Unauthenticated));
    assert_eq!(backend.session(), None);

    let again = block_on(backend.log_in(&rightly("lin")));
    assert!(matches!(again, Ok(SignedIn::Yes(_))), "{again:?}");
    let cookies = jar.sent_to(&forum.base).expect("cookies");
    let knows = || forum.asked("/api/auth/", &cookies)["is_authenticated"] == true;
    assert!(knows());
    block_on(backend.log_out());
    assert_eq!(backend.session(), None);
    assert_eq!(jar.names(), ["csrftoken"]);
    assert!(!knows(), "whoever kept the cookie has nothing");
    stands_nowhere();
}

/// The same person with the same cookies writes nothing without it.
pub fn nothing_is_written_without_the_token(forum: &Forum, now: Instant) {
    let (backend, way) = forum.signed_in("lin", now);
    let mut forged = forum.mapping();
    forged["auth"].as_object_mut().unwrap().remove("csrf");
    let forged = over(way, &forged, now);
    forged.resume(backend.session());
    let outcome = send(&*forged, now, &forum.join(CLUB));
    let Ok(Outcome::Refused(Refusal::Said { words })) = &outcome else {
        panic!("expected to be refused, found {outcome:?}");
    };
    assert!(words.contains("CSRF"), "{words}");
    assert!(!is_member(&*backend, forum));
}
