//! Doing something: the buttons that a state allows, the asking before what cannot be undone, and
//! what came of it in words.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{Became, Hold, SignInFirst},
    host,
    model::{Action, Command, CommunityId, EventId, Refusal},
    ui::{
        Button, ButtonKind, Buttons, RwSignal, Sheet, StoredValue, Tone, effect, el, nothing,
        several,
    },
};

use super::Here;

/// What came of a command.
pub enum Done {
    /// It was carried out.
    Yes,
    /// It was refused, and why.
    Refused(Refusal),
    /// It is kept, and goes on by itself.
    #[allow(dead_code, reason = "said on the page soon")]
    Waits(Hold),
    /// Nobody can tell whether it was carried out.
    Stuck,
    /// Nobody has signed in: the reader is on the way to that, and gives it again when they are back.
    SignIn,
}

/// Carries a command out; `busy` holds meanwhile, then `after` is told what came of it.
pub fn carry_out(
    here: Here,
    command: Command,
    busy: RwSignal<bool>,
    after: impl FnOnce(Done) + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    let (data, subject) = (here.data(), command.subject());
    let given = data.give(command);
    spawn_local(async move {
        let lock = host::tabs_lock();
        let became = match &given {
            Ok(id) => {
                let told = data.tend(&*lock, host::online()).await;
                data.became_of(id, subject, &told)
            }
            Err(SignInFirst) => Became::SignIn,
        };
        // Told here and now, in words, with what was typed still there.
        if let (Ok(id), Became::SignIn | Became::Refused(_)) = (&given, &became) {
            data.discard(&*lock, id).await;
        }
        let is_here = busy.try_set(false).is_none();
        match became {
            Became::SignIn => {
                here.refresh_viewer();
                after(Done::SignIn);
                // Who has walked on meanwhile is left where they are.
                if is_here {
                    here.go(here.sign_in());
                }
            }
            Became::Refused(refusal) => {
                after(Done::Refused(refusal));
                here.refresh_viewer();
            }
            Became::Done(outcome) => {
                here.viewer.try_update(|viewer| viewer.take_in(&outcome));
                after(Done::Yes);
            }
            Became::Annulled => after(Done::Yes),
            Became::Waits(hold) => after(Done::Waits(hold)),
            Became::Stuck => {
                here.refresh_viewer();
                after(Done::Stuck);
            }
        }
    });
}

/// Says in a toast what came of a command.
pub fn tell(here: Here, done: &Done) {
    let toasts = here.toasts;
    match done {
        Done::Yes | Done::SignIn | Done::Waits(_) | Done::Stuck => {}
        Done::Refused(refusal) => {
            toasts.say(Tone::Warn, here.say(|t, face| t.refusal(refusal, face)));
        }
    }
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
        (Action::CancelSignUp | Action::LeaveWaitlist, About::Event(e)) => {
            Command::CancelSignUp { event: e.clone() }
        }
        (Action::AcceptOffer, About::Event(e)) => Command::AcceptOffer { event: e.clone() },
        _ => return None,
    })
}

/// What is said before something that cannot be undone.
fn warning(here: Here, action: Action) -> Option<&'static str> {
    match action {
        Action::Leave => Some(here.t.leave_sure()),
        Action::Withdraw => Some(here.t.withdraw_sure()),
        Action::CancelSignUp | Action::LeaveWaitlist => Some(here.t.cancel_sure()),
        _ => None,
    }
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
                carry_out(here, command, busy, move |done| {
                    tell(here, &done);
                    after();
                });
            }
        }
    };
    let run = StoredValue::new(run);
    let made: Vec<AnyView> = actions
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
            if command(action, about).is_none() {
                return match action {
                    // Shown where it is, or the service's own matter.
                    Action::ShowTicket | Action::Pay => None,
                    _ => Some(
                        view! {
                            <crate::ui::ButtonLink href=form.to_owned() kind wide=true>
                                {label}
                            </crate::ui::ButtonLink>
                        }
                        .into_any(),
                    ),
                };
            }
            let click = move || {
                if warning(here, action).is_some() {
                    asking.set(Some(action));
                } else {
                    run.with_value(|run| run(action));
                }
            };
            Some(
                view! { <Button kind wide=true busy=busy on_click=click>{label}</Button> }
                    .into_any(),
            )
        })
        .collect();
    if made.is_empty() {
        return nothing();
    }
    let sheets: Vec<AnyView> = actions
        .iter()
        .filter_map(|action| {
            let action = *action;
            let text = warning(here, action)?;
            Some(sure(here, action, text, asking, move || {
                run.with_value(|run| run(action))
            }))
        })
        .collect();
    // What one comes for stays in reach; what takes something away waits at the end of the page.
    let stuck = actions.iter().any(|action| {
        warning(here, *action).is_none() && !matches!(action, Action::ShowTicket | Action::Pay)
    });
    let made = view! { <Buttons stuck>{made}</Buttons> }.into_any();
    several(vec![made, several(sheets)])
}

/// Asks before what cannot be undone.
fn sure(
    here: Here,
    action: Action,
    text: &'static str,
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
        several(vec![el("p").child(text).into_any(), buttons])
    };
    view! {
        <Sheet open title=label close=here.t.close() on_close=move || asking.set(None)>
            {body()}
        </Sheet>
    }
    .into_any()
}
