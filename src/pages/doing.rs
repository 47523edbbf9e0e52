//! Doing something: the buttons that a state allows, the asking before what cannot be undone, and
//! what came of it in words.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{Became, EventById},
    host,
    model::{Action, Command, CommandId, CommunityId, EventId, Refusal, SignUpWindow},
    ui::{
        Button, ButtonKind, Buttons, Icon, RwSignal, Sheet, StoredValue, Tone, effect, el, nothing,
        several,
    },
};

use super::{Here, tending};

/// What came of a form.
pub enum Done {
    /// It was carried out, or is kept and goes on by itself.
    Kept,
    /// It was refused, and why.
    Refused(Refusal),
    /// Nobody has signed in: the reader is on the way to that, and gives it again when they are back.
    SignIn,
}

/// Who has waited for so long is led on: what they sent is kept, and stands on the page that they come to.
const PATIENCE: Duration = Duration::from_secs(4);

/// The second of two taps comes so soon after the first.
const DOUBLE_TAP: Duration = Duration::from_millis(350);

/// What is drawn now lies where somebody has just tapped: a second tap was meant for what was there before.
pub fn hold_still() {
    host::hold_still(true);
    set_timeout(|| host::hold_still(false), DOUBLE_TAP);
}

/// Sends what was filled in; `busy` holds meanwhile, then `after` is told what came of it.
pub fn send_form(
    here: Here,
    command: Command,
    busy: RwSignal<bool>,
    after: impl FnOnce(Done) + 'static,
) {
    send_form_about(here, command, String::new(), busy, after);
}

/// The same, about what is called so (empty: as is known of its thing).
pub fn send_form_about(
    here: Here,
    command: Command,
    title: String,
    busy: RwSignal<bool>,
    after: impl FnOnce(Done) + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    let after = move |done| {
        hold_still();
        after(done);
    };
    let after = Rc::new(Cell::new(Some(after)));
    let (later, of) = (Rc::clone(&after), command.clone());
    let account = here.data().account_name();
    let known = || here.data().thing(&of.subject()).map(|(title, _)| title);
    let named = Some(title.clone()).filter(|title| !title.is_empty());
    let told = named.or_else(known);
    let given = tending::give_about(here, command, title, move |id, became| {
        let title = told;
        let is_here = busy.try_set(false).is_none();
        let Some(after) = later.take() else {
            return tending::toast(here, &of, title, &became);
        };
        match became {
            Became::SignIn if !is_here => left_behind(here, &of),
            Became::SignIn => {
                drop_entry(here, account, id);
                after(Done::SignIn);
                here.go(here.sign_in());
            }
            Became::Refused(_) if !is_here => tending::toast(here, &of, title, &became),
            Became::Refused(why) => {
                // Told here and now, in words, with what was typed still there.
                drop_entry(here, account, id);
                after(Done::Refused(why));
            }
            became => {
                if !is_here {
                    tending::toast(here, &of, title, &became);
                }
                after(Done::Kept);
            }
        }
    });
    if given.is_err() {
        busy.set(false);
        if let Some(after) = after.take() {
            after(Done::SignIn);
        }
        return here.go(here.sign_in());
    }
    let wait = if tending::reachable(here) {
        PATIENCE
    } else {
        Duration::ZERO
    };
    set_timeout(
        move || {
            if let Some(after) = after.take() {
                busy.try_set(false);
                after(Done::Kept);
            }
        },
        wait,
    );
}

/// Carries out what a button stands for; `busy` holds meanwhile. What comes of it stands on the page.
pub fn carry_out(
    here: Here,
    command: Command,
    busy: RwSignal<bool>,
    after: impl FnOnce() + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    let (of, account) = (command.clone(), here.data().account_name());
    let title = here.data().thing(&of.subject()).map(|(title, _)| title);
    let given = tending::give(here, command, move |id, became| {
        let is_here = busy.try_set(false).is_none();
        match became {
            Became::SignIn if !is_here => left_behind(here, &of),
            Became::SignIn => {
                drop_entry(here, account, id);
                here.go(here.sign_in());
            }
            became if !is_here => tending::toast(here, &of, title, &became),
            _ => {
                hold_still();
                after();
            }
        }
    });
    if given.is_err() {
        busy.set(false);
        here.go(here.sign_in());
    }
}

/// Who has walked on meanwhile, or signed out, is not called back: it stays in the outbox until they sign in, and that
/// is said.
fn left_behind(here: Here, command: &Command) {
    let t = here.t_now();
    let what = t.wait_title(t.deed(command));
    here.toasts
        .say(Tone::Warn, [&what, " · ", t.wait_sign_in()].concat());
}

/// The person was told, and has what was typed before them. One that may have arrived stays, and is asked about.
fn drop_entry(here: Here, account: String, id: CommandId) {
    spawn_local(async move {
        let lock = host::tabs_lock();
        here.data().discard_told(&*lock, &account, &id).await;
        tending::show(here);
    });
}

/// About what a button is.
#[derive(Clone, PartialEq)]
pub enum About {
    /// A community.
    Community(CommunityId),
    /// An event.
    Event(EventId),
}

/// The command of an action that needs nothing more; `None` for those that lead to a form or a
/// place.
fn command(action: Action, about: &About) -> Option<Command> {
    Some(match (action, about) {
        (Action::AcceptInvitation, About::Community(c)) => Command::AcceptInvitation {
            community: c.clone(),
            rules: None,
        },
        (Action::DeclineInvitation, About::Community(c)) => Command::DeclineInvitation {
            community: c.clone(),
        },
        (Action::Withdraw, About::Community(c)) => Command::Withdraw {
            community: c.clone(),
        },
        (Action::Leave, About::Community(c)) => Command::Leave {
            community: c.clone(),
        },
        (Action::CancelSignUp | Action::LeaveWaitlist | Action::PassOffer, About::Event(e)) => {
            Command::CancelSignUp { event: e.clone() }
        }
        (Action::AcceptOffer, About::Event(e)) => Command::AcceptOffer { event: e.clone() },
        _ => return None,
    })
}

/// What is said before something that cannot be undone.
const fn warning(here: Here, action: Action) -> Option<&'static str> {
    match action {
        Action::Leave => Some(here.t.leave_sure()),
        Action::Withdraw => Some(here.t.withdraw_sure()),
        Action::CancelSignUp => Some(here.t.cancel_sure()),
        Action::LeaveWaitlist => Some(here.t.go_queue_sure()),
        Action::PassOffer => Some(here.t.go_pass_sure()),
        _ => None,
    }
}

/// The same, with what the community's door makes of coming back.
fn consequences(here: Here, action: Action, about: &About) -> String {
    let words = warning(here, action).unwrap_or_default().to_owned();
    match (action, about) {
        (Action::Leave, About::Community(id)) => words + &super::joining::leaving(here, id),
        // After the organiser's time is over there is no way back in.
        (Action::CancelSignUp | Action::LeaveWaitlist | Action::PassOffer, About::Event(id))
            if is_shut(here, id) =>
        {
            here.t.go_cancel_late().to_owned()
        }
        _ => words,
    }
}

/// Whether nobody signs up for an event any more that has not begun.
fn is_shut(here: Here, id: &EventId) -> bool {
    let event = here.data().kept(&EventById(id.clone()));
    event.is_some_and(|event| event.data.window(here.now()) == SignUpWindow::Closed)
}

/// A button that carries one command out.
pub fn button(
    here: Here,
    command: Command,
    label: &'static str,
    kind: ButtonKind,
    icon: Option<Icon>,
) -> AnyView {
    let busy = RwSignal::new(false);
    let command = StoredValue::new(command);
    let click = move || carry_out(here, command.get_value(), busy, || {});
    view! { <Button kind icon=icon busy=busy on_click=click>{label}</Button> }.into_any()
}

/// The buttons for actions that need no form; the first is the one people look for. `form` is where
/// those that need one lead; with `consent` to rules, accepting an invitation is one of them.
pub fn buttons(
    here: Here,
    actions: &[Action],
    about: &About,
    consent: bool,
    form: &str,
    after: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(None::<Action>);
    let command = move |action: Action, about: &About| match action {
        Action::AcceptInvitation if consent => None,
        action => command(action, about),
    };
    let run = {
        let about = about.clone();
        move |action: Action| {
            if let Some(command) = command(action, &about) {
                carry_out(here, command, busy, after);
            }
        }
    };
    let run = StoredValue::new(run);
    let made: Vec<(Action, AnyView)> = actions
        .iter()
        .enumerate()
        .filter_map(|(n, action)| {
            let action = *action;
            let label = here.t.action(action);
            let kind = match action {
                _ if n == 0 && warning(here, action).is_none() => ButtonKind::Primary,
                _ if warning(here, action).is_some() => ButtonKind::Quiet,
                _ => ButtonKind::Secondary,
            };
            let kind = match action {
                Action::ChangeSignUp | Action::PassOffer => ButtonKind::Secondary,
                _ => kind,
            };
            if command(action, about).is_none() {
                return match action {
                    // Shown where it is, or the service's own matter.
                    Action::ShowTicket | Action::Pay | Action::Say | Action::Amend => None,
                    _ => {
                        let link = view! {
                            <crate::ui::ButtonLink href=form.to_owned() kind wide=true>
                                {label}
                            </crate::ui::ButtonLink>
                        };
                        Some((action, link.into_any()))
                    }
                };
            }
            let click = move || {
                if warning(here, action).is_some() {
                    asking.set(Some(action));
                } else {
                    run.with_value(|run| run(action));
                }
            };
            let button = view! { <Button kind wide=true busy=busy on_click=click>{label}</Button> };
            Some((action, button.into_any()))
        })
        .collect();
    if made.is_empty() {
        return nothing();
    }
    let (mut ways, mut away) = (Vec::new(), Vec::new());
    for (action, view) in made {
        match warning(here, action) {
            None if action != Action::ChangeSignUp => ways.push(view),
            // Beside the other answer to it.
            Some(_) if action == Action::PassOffer => ways.push(view),
            _ => away.push(view),
        }
    }
    let sheets: Vec<AnyView> = actions
        .iter()
        .filter_map(|action| {
            let action = *action;
            warning(here, action)?;
            let text = consequences(here, action, about);
            Some(sure(here, action, text, asking, move || {
                run.with_value(|run| run(action))
            }))
        })
        .collect();
    // What one comes for stays in reach; what takes something away waits at the end of the page.
    let mut groups = Vec::new();
    for (made, stuck) in [(ways, true), (away, false)] {
        if !made.is_empty() {
            groups.push(view! { <Buttons stuck>{made}</Buttons> }.into_any());
        }
    }
    groups.extend(sheets);
    several(groups)
}

/// Asks before what cannot be undone.
fn sure(
    here: Here,
    action: Action,
    text: String,
    asking: RwSignal<Option<Action>>,
    yes: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    effect(move || {
        if asking.get() == Some(action) {
            open.set(true);
        }
    });
    let label = here.t.action(action);
    let close = move || {
        open.set(false);
        asking.set(None);
    };
    let body = move || {
        let yes = move || {
            close();
            yes();
        };
        let yes = view! { <Button kind=ButtonKind::Danger wide=true on_click=yes>{label}</Button> };
        let no = view! {
            <Button kind=ButtonKind::Secondary wide=true on_click=close>{here.t.keep_it()}</Button>
        };
        let buttons = vec![yes.into_any(), no.into_any()];
        let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
        several(vec![el("p").child(text.clone()).into_any(), buttons])
    };
    view! {
        <Sheet open title=label close=here.t.close() on_close=move || asking.set(None)>
            {body()}
        </Sheet>
    }
    .into_any()
}
