//! Sending what was given, one after another, for as long as the app is open; and saying what came of it.
//!
//! - In a tab it is done once at a time: who asks meanwhile is served by the turn that runs, or by one more.
//! - Whoever gave a command and is still there is told what came of it, as soon as it is known; else a toast says it, with
//!   the thing's name, unless the thing's own page is open, which says so itself.
//! - [`Here::waiting`] changes whenever something in the outbox has.
//! - Another tab's doing is seen: what waits, where the viewer stands, what was chosen, who has signed out.
//! - A newer version of the app is offered, and never while somebody is typing.

mod elsewhere;

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{Became, Entry, SignInFirst, Stage, Told},
    host,
    model::{Command, CommandId, Instant, Outcome, Subject},
    route::{Hosting, Route},
    ui::{Act, Tone},
};

use super::{
    Here,
    here::{Waiting, fresh_viewer},
};
use elsewhere::{look_for_newer, other_tab};

/// Something may have become due though nobody named a moment: the network may be back and nobody said so.
const LOOK_S: i64 = 60;
/// Other tabs write several things at a time.
const TOGETHER: Duration = Duration::from_millis(60);

/// Who gave a command and waits for what comes of it.
struct Giver {
    id: CommandId,
    command: Command,
    tell: Box<dyn FnOnce(CommandId, Became)>,
}

type Ear = Rc<dyn Fn(&Outcome)>;

#[derive(Default)]
struct State {
    started: bool,
    running: bool,
    /// Asked for while it ran.
    again: bool,
    givers: Vec<Giver>,
    /// Which timer is the latest.
    timer: u32,
    heard: bool,
    /// When a newer version was asked for.
    asked: Option<Instant>,
    /// What was shown, and whether it was being sent.
    shown: (Vec<Entry>, bool),
    to_me: Option<Act>,
    /// The list that is open.
    ear: Option<Ear>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

fn state<R>(act: impl FnOnce(&mut State) -> R) -> R {
    STATE.with(|state| act(&mut state.borrow_mut()))
}

/// Whether anything can be sent now. The service in the page needs no network.
pub fn reachable(here: Here) -> bool {
    host::online() || here.data().service() == "embedded"
}

/// The app has started, or the reader or the network is back.
pub fn wake(here: Here) {
    let first = state(|state| !std::mem::replace(&mut state.started, true));
    if first {
        host::when_stored(move || {
            if !state(|state| std::mem::replace(&mut state.heard, true)) {
                set_timeout(move || other_tab(here), TOGETHER);
            }
        });
        let to_me = Act::new(move |()| here.go(Route::Me));
        state(|state| state.to_me = Some(to_me));
    } else {
        look_for_newer(here);
    }
    tend(here);
}

/// Writes a command down, and sends what is due; `tell` is told what came of it.
///
/// # Errors
/// [`SignInFirst`]: nothing was written down.
pub fn give(
    here: Here,
    command: Command,
    tell: impl FnOnce(CommandId, Became) + 'static,
) -> Result<(), SignInFirst> {
    give_about(here, command, String::new(), tell)
}

/// The same, about what is called so (empty: as is known of its thing).
///
/// # Errors
/// [`SignInFirst`]: nothing was written down.
pub fn give_about(
    here: Here,
    command: Command,
    title: String,
    tell: impl FnOnce(CommandId, Became) + 'static,
) -> Result<(), SignInFirst> {
    let id = here.data().give_about(command.clone(), title)?;
    let giver = Giver {
        id,
        command,
        tell: Box::new(tell),
    };
    state(|state| state.givers.push(giver));
    tend(here);
    Ok(())
}

/// Writes a command down, to be sent after so many seconds, in which it can be taken back.
///
/// # Errors
/// [`SignInFirst`]: nothing was written down.
pub fn give_after(
    here: Here,
    command: Command,
    seconds: u32,
    title: String,
) -> Result<(), SignInFirst> {
    here.data().give_after(command, seconds, title)?;
    tend(here);
    Ok(())
}

/// From now on this is told what commands came to, whoever gave them; until another is. What it changes may be gone by then.
pub fn listen(hear: impl Fn(&Outcome) + 'static) {
    state(|state| state.ear = Some(Rc::new(hear)));
}

/// Whether something is being sent.
pub fn is_running() -> bool {
    state(|state| state.running)
}

fn take_giver(id: &CommandId) -> Option<Giver> {
    state(|state| {
        let at = state.givers.iter().position(|giver| giver.id == *id)?;
        Some(state.givers.remove(at))
    })
}

/// Sends what is due.
pub fn tend(here: Here) {
    let is_running = state(|state| {
        state.again = state.running;
        std::mem::replace(&mut state.running, true)
    });
    show(here);
    if is_running {
        return;
    }
    spawn_local(async move {
        let (data, lock) = (here.data(), host::tabs_lock());
        let account = data.account_name();
        loop {
            let told = |one| {
                show(here);
                tell(here, one);
            };
            data.tend_telling(&*lock, reachable(here), &told).await;
            show(here);
            if !state(|state| std::mem::take(&mut state.again)) {
                break;
            }
        }
        state(|state| state.running = false);
        if data.account_name() != account {
            // The service has ended it, or they signed out meanwhile: nothing of theirs stays on the screen.
            here.account_changed();
        }
        // What was not sent now: those who gave it are told why.
        for giver in state(|state| std::mem::take(&mut state.givers)) {
            let became = data.became_of(&giver.id, &giver.command);
            (giver.tell)(giver.id, became);
        }
        show(here);
        set_timer(here);
    });
}

/// Sends all that waits, now; gives how many are left.
pub async fn send_all(here: Here) -> usize {
    let (data, lock) = (here.data(), host::tabs_lock());
    let mut waits = data.outbox();
    waits.retain(Entry::is_on_its_way);
    for entry in waits {
        data.send_again(&*lock, &entry.id).await;
    }
    let told = |one| tell(here, one);
    data.tend_telling(&*lock, reachable(here), &told).await;
    show(here);
    data.outbox().len()
}

fn tell(here: Here, one: Told) {
    match &one.became {
        Became::Done(outcome) => {
            here.viewer.try_update(|viewer| viewer.take_in(outcome));
            if let Some(hear) = state(|state| state.ear.clone()) {
                hear(outcome);
            }
        }
        Became::Refused(_) | Became::Stuck | Became::SignIn => {
            spawn_local(fresh_viewer(here));
        }
        Became::Annulled | Became::Dropped | Became::Waits(_) => {}
    }
    match take_giver(&one.id) {
        Some(giver) => (giver.tell)(giver.id, one.became),
        None => toast(here, &one.command, one.title, &one.became),
    }
}

/// Says what came of a command that nobody is waiting for any more; not where the thing's own page is open. `title` is what
/// the thing was called when it was given.
pub fn toast(here: Here, command: &Command, title: Option<String>, became: &Became) {
    let (t, subject) = (here.t_now(), command.subject());
    if here.route.with_untracked(|now| *now == place(&subject)) {
        return;
    }
    let (what, name) = (t.deed(command), name(here, &subject, title));
    let (tone, text) = match became {
        // Two hundred who were checked in in a basement are not told one by one.
        Became::Done(_) if matches!(subject, Subject::Seat(..)) => return,
        Became::Done(_) => {
            let text = match command {
                Command::Say { .. } => t.wait_said(&name),
                _ => t.wait_done(what, &name),
            };
            return here.toasts.say(Tone::Live, text);
        }
        Became::Refused(why) => {
            let why = here.say(|_, face| t.refused(command, why, face));
            (Tone::Full, t.wait_refused_now(what, &name, &why))
        }
        Became::Stuck => (Tone::Warn, t.wait_stuck_now(what, &name)),
        Became::Annulled | Became::Dropped | Became::SignIn | Became::Waits(_) => return,
    };
    match state(|state| state.to_me) {
        Some(to_me) => here.toasts.offer(tone, text, t.wait_look(), to_me),
        None => here.toasts.say(tone, text),
    }
}

/// What the thing that a command is about is called: as that is kept now, as it was when the command was given, or by its id.
pub fn name(here: Here, subject: &Subject, title: Option<String>) -> String {
    let now = here.data().thing(subject).map(|(name, _)| name);
    now.or(title).unwrap_or_else(|| match subject {
        Subject::Membership(id) => id.to_string(),
        Subject::SignUp(id) | Subject::Event(id) => id.to_string(),
        Subject::Following(id) | Subject::Community(id) => id.to_string(),
        Subject::Person(_, id) | Subject::Seat(_, id) => id.to_string(),
        Subject::Invitation(_, code) => code.clone(),
        Subject::Entry(id) => id.to_string(),
        Subject::Contact(_, id) => id.to_string(),
        Subject::Request(_, id) => id.to_string(),
        Subject::Report(_, id) => id.to_string(),
    })
}

/// Where the thing stands that a command is about.
pub fn place(subject: &Subject) -> Route {
    match subject {
        Subject::Membership(id) | Subject::Following(id) | Subject::Community(id) => {
            Route::Community(id.clone())
        }
        Subject::SignUp(id) | Subject::Event(id) => Route::Event(id.clone()),
        Subject::Seat(id, _) => Hosting::CheckIn(id.clone()).route(),
        Subject::Person(community, _) => Route::Organise(community.clone()),
        Subject::Invitation(community, _) => Route::OrganiseInvitations(community.clone()),
        Subject::Entry(community) | Subject::Request(community, _) => {
            Route::Entry(community.clone())
        }
        Subject::Contact(community, member) => Route::Member(community.clone(), member.clone()),
        Subject::Report(community, _) => Route::OrganiseMembers(community.clone()),
    }
}

/// Shows what waits now, in the words of now.
pub fn show(here: Here) {
    let (t, entries) = (here.t_now(), here.data().outbox());
    let word = |stage: Stage| match stage {
        Stage::Queued | Stage::Sending => (Tone::Soon, t.mark_waits()),
        Stage::Refused => (Tone::Full, t.mark_failed()),
        Stage::Stuck => (Tone::Warn, t.mark_unsure()),
    };
    let marks = entries.iter().rev().filter_map(|entry| {
        let (is_event, id) = match entry.command.subject() {
            Subject::Membership(id) => (false, id.0),
            Subject::SignUp(id) => (true, id.0),
            Subject::Following(_)
            | Subject::Seat(..)
            | Subject::Event(_)
            | Subject::Person(..)
            | Subject::Invitation(..)
            | Subject::Entry(_)
            | Subject::Contact(..)
            | Subject::Request(..)
            | Subject::Report(..)
            | Subject::Community(_) => return None,
        };
        let (tone, word) = word(entry.stage);
        Some((is_event, id, tone, word.to_owned()))
    });
    let data = here.data();
    let mut all = entries.len().saturating_add(data.unclaimed());
    if data.is_signed_out() {
        // Who closed the tab and signed in for no longer finds that something waits for them.
        let others = data.others_wait();
        all = others
            .iter()
            .fold(0, |all, (_, count)| all.saturating_add(*count));
    }
    let now = Waiting {
        marks: marks.collect(),
        words: (all > 0).then(|| t.waiting_n(&all.to_string())),
    };
    let other = state(|state| {
        let sending = state.running && !entries.is_empty();
        let shown = (entries, sending);
        let other = state.shown != shown;
        state.shown = shown;
        other
    });
    let words = |old: &Waiting| old.words != now.words || old.marks != now.marks;
    if other || here.waiting.try_with_untracked(words) == Some(true) {
        here.waiting.try_set(now);
    }
}

/// Looks again when the next one is due.
fn set_timer(here: Here) {
    let data = here.data();
    let mut on_its_way = state(|state| state.shown.0.iter().any(Entry::is_on_its_way));
    on_its_way &= !data.is_signed_out();
    let serial = state(|state| {
        state.timer = state.timer.wrapping_add(1);
        state.timer
    });
    if !on_its_way {
        return;
    }
    let left = data.next_due().map(|due| due.since(here.now()));
    let wait = left.map_or(LOOK_S, |left| left.clamp(1, LOOK_S));
    let wait = Duration::from_secs(wait.unsigned_abs());
    set_timeout(
        move || {
            if state(|state| state.timer == serial) {
                tend(here);
            }
        },
        wait,
    );
}
