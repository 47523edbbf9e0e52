//! What a person does with what waits, was refused or is in doubt: retry, edit and send again, discard, decide; also while
//! another tab sends it.

use linju::{
    data::{Became, Hold, Stage},
    model::CommandId,
};

use super::{
    desk::{Desk, cancel, join, join_saying, sign_up},
    server::{Fate, Kind},
};

fn again(desk: &mut Desk, page: usize, id: &CommandId) {
    let (data, device, id) = (
        desk.pages[page].data.clone(),
        desk.device.clone(),
        id.clone(),
    );
    desk.does(
        page,
        async move { data.send_again(&device.lock, &id).await },
    );
}

fn discard(desk: &mut Desk, page: usize, id: &CommandId) {
    let (data, device, id) = (
        desk.pages[page].data.clone(),
        desk.device.clone(),
        id.clone(),
    );
    desk.does(page, async move { data.discard(&device.lock, &id).await });
}

fn discard_told(desk: &mut Desk, page: usize, id: &CommandId) {
    let (data, device, id) = (
        desk.pages[page].data.clone(),
        desk.device.clone(),
        id.clone(),
    );
    let account = data.account_name();
    desk.does(page, async move {
        data.discard_told(&device.lock, &account, &id).await;
    });
}

fn discard_unsent(desk: &mut Desk, page: usize, id: &CommandId) -> bool {
    let (data, device, id) = (
        desk.pages[page].data.clone(),
        desk.device.clone(),
        id.clone(),
    );
    desk.does(
        page,
        async move { data.discard_unsent(&device.lock, &id).await },
    )
}

/// One that the service did, and of which nobody can tell.
fn stuck() -> (Desk, CommandId) {
    let mut desk = Desk::new(Kind::Mute);
    let id = desk.will(&[Fate::Unheard]).give(0, join());
    desk.tend(0);
    assert_eq!(desk.only(0).stage, Stage::Sending);
    desk.pass(700);
    desk.tend(0);
    assert_eq!(desk.only(1).stage, Stage::Stuck);
    (desk, id)
}

/// One that the service refused.
fn refused() -> (Desk, CommandId) {
    let mut desk = Desk::new(Kind::Keys);
    let id = desk.will(&[Fate::Forbidden]).give(0, join_saying("a"));
    desk.tend(0);
    assert_eq!(desk.only(1).stage, Stage::Refused);
    (desk, id)
}

#[test]
fn retried_by_hand_it_goes_before_its_time() {
    let mut desk = Desk::new(Kind::Keys);
    let id = desk.will(&[Fate::TooMany(Some(3_600))]).give(0, join());
    desk.tend(0);
    assert_eq!(desk.only(0).hold, Some(Hold::Busy));
    desk.pass(60);
    desk.tend(1);
    assert_eq!(desk.arrived(), 0, "it waits");
    again(&mut desk, 1, &id);
    let entry = desk.only(0);
    assert_eq!(
        (entry.hold, entry.not_before, entry.pause),
        (None, None, None)
    );
    desk.tend(0);
    assert!(desk.is_empty(1));
    assert_eq!(desk.done(), 1);
}

#[test]
fn what_was_refused_is_sent_again_as_it_was() {
    let (mut desk, id) = refused();
    again(&mut desk, 1, &id);
    let entry = desk.only(0);
    assert_eq!((entry.stage, entry.refusal), (Stage::Queued, None));
    desk.tend(1);
    assert!(desk.is_empty(0));
    assert_eq!(desk.done(), 1);
}

#[test]
fn what_was_refused_is_edited_and_given_anew_in_its_place() {
    let (mut desk, old) = refused();
    let new = desk.give(1, join_saying("b"));
    assert_ne!(old, new);
    assert_eq!(desk.only(0).id, new);
    desk.tend(1);
    assert!(desk.is_empty(0));
    assert_eq!(desk.device.server.effects_of(&new), 1);
    assert!(!desk.device.server.has_arrived(&old));
}

#[test]
fn what_was_refused_is_discarded() {
    let (mut desk, id) = refused();
    discard(&mut desk, 1, &id);
    assert!(desk.is_empty(0));
    desk.tend(0);
    assert_eq!(desk.done(), 0);
}

#[test]
fn of_what_is_stuck_the_person_says_that_it_is_done() {
    let (mut desk, id) = stuck();
    discard(&mut desk, 0, &id);
    desk.pass(700);
    desk.tend(1);
    assert_eq!((desk.is_empty(0), desk.done()), (true, 1));
}

#[test]
fn what_is_stuck_goes_again_once_when_the_person_wants_it_and_not_before() {
    let (mut desk, id) = stuck();
    desk.pass(100_000);
    desk.tend(0);
    desk.tend(1);
    assert_eq!(desk.done(), 1);
    again(&mut desk, 1, &id);
    assert!(desk.only(0).decided);
    desk.will(&[Fate::Unheard]);
    desk.tend(0);
    assert_eq!(desk.done(), 2, "as they wanted");
    assert!(!desk.only(0).decided, "they wanted it once");
    desk.pass(700);
    desk.tend(1);
    assert_eq!((desk.only(1).stage, desk.done()), (Stage::Stuck, 2));
}

#[test]
fn what_another_tab_is_sending_is_waited_for() {
    let (mut desk, id) = {
        let mut desk = Desk::new(Kind::Tells);
        let id = desk.give(0, join());
        desk.pages[0].tend();
        while desk.arrived() == 0 {
            desk.run(1);
        }
        (desk, id)
    };
    // It has arrived, and its answer is not here: page 1 would throw it away, and send it again.
    assert_eq!(desk.only(1).stage, Stage::Sending);
    for act in 0..3 {
        let (data, device, id) = (desk.pages[1].data.clone(), desk.device.clone(), id.clone());
        desk.pages[1].start(async move {
            match act {
                0 => data.send_again(&device.lock, &id).await,
                1 => assert!(!data.discard_unsent(&device.lock, &id).await),
                _ => data.discard(&device.lock, &id).await,
            }
        });
    }
    desk.pages[1].poll();
    assert_eq!(
        desk.only(1).stage,
        Stage::Sending,
        "not from under its hands"
    );
    desk.pages[1].tend();
    desk.run(60);
    assert_eq!((desk.is_empty(0), desk.is_empty(1)), (true, true));
    assert_eq!((desk.done(), desk.arrived()), (1, 1));
    let told = desk.pages[0].told.take();
    assert!(matches!(told[0].became, Became::Done(_)), "{told:?}");
}

#[test]
fn taken_back_it_goes_only_if_nothing_of_it_was_sent() {
    let mut desk = Desk::new(Kind::Keys);
    let id = desk.give(0, join());
    assert!(discard_unsent(&mut desk, 1, &id));
    assert!(desk.is_empty(0));
    let id = desk.will(&[Fate::Unheard]).give(0, join());
    desk.tend(0);
    assert!(!discard_unsent(&mut desk, 1, &id));
    assert_eq!(desk.only(0).stage, Stage::Sending);
}

#[test]
fn who_is_asked_to_sign_in_loses_only_what_was_not_sent() {
    // The first sending is told to sign in: nothing of it was done, and the form has it.
    let mut desk = Desk::new(Kind::Keys);
    let id = desk.will(&[Fate::SignedOut]).give(0, join());
    let account = desk.pages[0].data.account_name();
    assert_eq!(account, "@an");
    desk.tend(0);
    let user = "an".to_owned();
    let data = desk.pages[0].data.clone();
    desk.does(0, async move {
        data.log_in(&[("user".to_owned(), user)], true)
            .await
            .unwrap()
    });
    assert_eq!(desk.only(0).stage, Stage::Queued);
    discard_told(&mut desk, 0, &id);
    assert!(desk.is_empty(0));

    // The first sending may have arrived, and a later one is told to sign in.
    let mut desk = Desk::new(Kind::Keys);
    let id = desk
        .will(&[Fate::Unheard, Fate::SignedOut])
        .give(0, sign_up());
    desk.tend(0);
    desk.pass(700);
    desk.tend(0);
    let data = desk.pages[0].data.clone();
    desk.does(0, async move {
        data.log_in(&[("user".to_owned(), "an".to_owned())], true)
            .await
            .unwrap()
    });
    assert_eq!(desk.only(0).stage, Stage::Sending);
    discard_told(&mut desk, 0, &id);
    assert_eq!(desk.only(0).id, id, "it is asked about, and not forgotten");
    desk.pass(700);
    desk.tend(0);
    assert_eq!((desk.is_empty(0), desk.done()), (true, 1));
}

#[test]
fn whose_command_another_tab_took_out_is_not_told_that_it_was_done() {
    let mut desk = Desk::new(Kind::Keys);
    desk.device.online.set(false);
    let id = desk.give(0, sign_up());
    // Taken back there before anything of it was sent.
    desk.give(1, cancel());
    desk.tend(1);
    assert!(desk.is_empty(0));
    let became = desk.pages[0].data.became_of(&id, &sign_up());
    assert_eq!(became, Became::Dropped);
    // Discarded there.
    let id = desk.give(0, join());
    discard(&mut desk, 1, &id);
    let became = desk.pages[0].data.became_of(&id, &join());
    assert_eq!(became, Became::Dropped);
    // Sent there.
    desk.device.online.set(true);
    let id = desk.give(0, join());
    desk.tend(1);
    let became = desk.pages[0].data.became_of(&id, &join());
    assert!(matches!(became, Became::Done(_)), "{became:?}");
}
