//! From a query to the screen: what is kept in the same frame, fresh soon, a word when it is old, a
//! way on when it fails.

mod each;
mod stay;

use std::{pin::Pin, rc::Rc, sync::Arc};

use leptos::prelude::*;

use crate::{
    data::{Ask, BackendError, Mine, TransportError},
    model::{Instant, Viewer},
    parts::part,
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Notice, NoticeKind, PageHeader, Panel, PanelKind, RwSignal,
        Signal, Skeleton, SkeletonKind, changing, effect, el, nothing, several,
    },
};

use super::{Here, later};

pub use stay::Stay;

pub use each::each;

/// Draws an error in its own way, or leaves it to [`failure`].
type Failed = Box<dyn Fn(&BackendError) -> Option<AnyView> + Send>;

/// Asks, in any case or unless what is kept is young, and takes in what comes; says since when it is so.
type Asking = Box<dyn Fn(bool) -> Pin<Box<dyn Future<Output = Result<Instant, BackendError>>>>>;

/// What is known of a thing, and since when.
pub struct Live<T: 'static> {
    /// The thing, once it is known.
    pub data: RwSignal<Option<Arc<T>>>,
    /// Since when.
    pub at: RwSignal<Option<Instant>>,
    /// Why it is not fresh.
    pub error: RwSignal<Option<BackendError>>,
    /// Ask again.
    pub again: RwSignal<u32>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

/// What is known of how a thing is known, whatever the thing.
#[derive(Clone, Copy)]
struct Standing {
    at: RwSignal<Option<Instant>>,
    error: RwSignal<Option<BackendError>>,
    again: RwSignal<u32>,
}

impl<T> Live<T> {
    fn standing(self) -> Standing {
        Standing {
            at: self.at,
            error: self.error,
            again: self.again,
        }
    }
}

/// Asks for a thing now, and again when the reader or the network comes back, unless what is kept is young. When the
/// person wants it (`again`), it is asked for in any case.
pub fn live<Q>(here: Here, query: Q) -> Live<Q::Data>
where
    Q: Ask + Clone + 'static,
{
    let kept = here.data().kept(&query);
    let it = Live {
        at: RwSignal::new(kept.as_ref().map(|k| k.at)),
        data: RwSignal::new(kept.map(|k| Arc::new(k.data))),
        error: RwSignal::new(None),
        again: RwSignal::new(0),
    };
    let ask: Asking = Box::new(move |in_any_case| {
        let (data, query) = (here.data(), query.clone());
        Box::pin(async move {
            let (fresh, at) = if in_any_case {
                (data.fresh(&query).await?, data.now())
            } else {
                let kept = data.soon(&query).await?;
                (kept.data, kept.at)
            };
            // The same again is no change: nothing on the screen moves.
            let news = it
                .data
                .try_with_untracked(|old| old.as_deref() != Some(&fresh));
            if news == Some(true) {
                it.data.try_set(Some(Arc::new(fresh)));
            }
            Ok(at)
        })
    });
    let forget = move || {
        it.data.try_set(None);
    };
    keep_asking(here, it.standing(), ask, Rc::new(forget));
    it
}

fn keep_asking(here: Here, it: Standing, ask: Asking, forget: Rc<dyn Fn()>) {
    let stay = Stay::here();
    let mut before = it.again.get_untracked();
    effect(move || {
        let again = it.again.get();
        here.woken.track();
        let wanted = std::mem::replace(&mut before, again) != again;
        let (asked, forget) = (ask(wanted), Rc::clone(&forget));
        stay.ask(async move {
            match asked.await {
                Ok(at) => {
                    it.at.try_set(Some(at));
                    if it.error.try_with_untracked(Option::is_some) == Some(true) {
                        it.error.try_set(None);
                    }
                }
                Err(error) => {
                    if error.takes_away() {
                        forget();
                    }
                    if error == BackendError::Unauthenticated {
                        // Perhaps somebody was signed out by the service.
                        here.refresh_viewer();
                    }
                    it.error.try_set(Some(error));
                }
            }
        });
    });
}

/// Where the viewer stands, and what the whole app knows of it in step with that: a page must not
/// say *nothing* of what it was just told.
pub fn mine(here: Here) -> Live<Viewer> {
    let it = live(here, Mine);
    effect(move || {
        if let Some(viewer) = it.data.get()
            && here.viewer.with_untracked(|known| *known != *viewer)
        {
            here.viewer.set(Viewer::clone(&viewer));
        }
    });
    it
}

/// Asks again when the viewer stands otherwise with a thing than they did: its seats and counts were told before that.
pub fn in_step<T: 'static, S: PartialEq + 'static>(
    it: Live<T>,
    standing: impl Fn() -> S + 'static,
) {
    let mut before = None;
    effect(move || {
        let now = Some(standing());
        let is_new = before.is_some() && before != now;
        before = now;
        if is_new {
            it.again.update(|n| *n = n.wrapping_add(1));
        }
    });
}

/// The first telling of a thing, kept on the screen: a fresh copy that comes while somebody types
/// must not take the form away. But one that asks for something else does, since what was typed is a
/// draft and comes back.
pub fn once<T: 'static>(it: Live<T>, same: fn(&T, &T) -> bool) -> Live<T> {
    let first = Live {
        data: RwSignal::new(it.data.get_untracked()),
        ..it
    };
    effect(move || {
        let Some(now) = it.data.get() else { return };
        if first
            .data
            .with_untracked(|f| f.as_ref().is_none_or(|f| !same(f, &now)))
        {
            first.data.set(Some(now));
        }
    });
    first
}

/// The thing drawn, a skeleton while it comes, or why it does not. Until the thing brings its own
/// heading, `title` is there for those who do not see the page. `failed` may draw an error in its own
/// way.
pub fn shown<T: 'static>(
    here: Here,
    it: Live<T>,
    title: &'static str,
    skeleton: SkeletonKind,
    draw: impl Fn(Arc<T>) -> AnyView + Send + 'static,
    failed: impl Fn(&BackendError) -> Option<AnyView> + Send + 'static,
) -> AnyView {
    let drawn = Box::new(move || it.data.get().map(&draw));
    let failed: Failed = Box::new(failed);
    let is_there = Signal::derive(move || it.data.with(Option::is_some));
    let it = it.standing();
    let body = drawn_or(here, it, title, skeleton, drawn, failed);
    several(vec![age(here, is_there, it.at, it.error), body])
}

fn drawn_or(
    here: Here,
    it: Standing,
    title: &'static str,
    skeleton: SkeletonKind,
    drawn: Box<dyn Fn() -> Option<AnyView> + Send>,
    failed: Failed,
) -> AnyView {
    // The error is read only where there is nothing else to draw: the page that somebody is using is
    // not drawn anew because asking again went well, or did not.
    changing(move || {
        if let Some(thing) = drawn() {
            return thing;
        }
        let again = move || {
            it.error.set(None);
            it.again.update(|n| *n = n.wrapping_add(1));
        };
        let instead = match it.error.get() {
            Some(error) => match failed(&error) {
                Some(own) => own,
                // With a heading of its own.
                None if error == BackendError::NotFound => return gone(here),
                None => failure(here, &error, again),
            },
            None => view! { <Skeleton kind=skeleton label=here.t.loading() /> }.into_any(),
        };
        let heading = el("h1").class("hide").child(title).into_any();
        several(vec![heading, instead])
    })
}

/// Why there is nothing, and what to do.
pub fn failure(here: Here, error: &BackendError, again: impl Fn() + Send + 'static) -> AnyView {
    let t = here.t;
    let is_elsewhere = *error == BackendError::Transport(TransportError::Redirected);
    if is_elsewhere || *error == BackendError::Unauthenticated {
        return later::apart(here, move || rare(here, is_elsewhere));
    }
    let text = t.error(error);
    if *error == BackendError::NotFound {
        return nothing_there(here);
    }
    let kind = match error {
        BackendError::Transport(_) => PanelKind::Offline,
        BackendError::Forbidden { .. } => PanelKind::Locked,
        _ => PanelKind::Error,
    };
    view! {
        <Panel kind title=t.err_title() text>
            <Button kind=ButtonKind::Primary on_click=again>{t.try_again()}</Button>
        </Panel>
    }
    .into_any()
}

/// The page of what is not there, be it a wrong address or a thing that is gone.
pub fn gone(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.page_not_found());
    let header = view! {
        <PageHeader
            title=t.page_not_found()
            back=Some((here.link(&Route::discover()), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    several(vec![header.into_any(), nothing_there(here)])
}

fn nothing_there(here: Here) -> AnyView {
    let t = here.t;
    view! {
        <Panel kind=PanelKind::Gone title=t.err_not_found() text=t.page_not_found_text()>
            <ButtonLink href=here.link(&Route::discover())>{t.to_discover()}</ButtonLink>
        </Panel>
    }
    .into_any()
}

part! {
    Pages "pages" "11":
    fn rare(here: Here, is_elsewhere: bool) -> AnyView {
        if is_elsewhere { led_elsewhere(here) } else { sign_in_first(here) }
    }
}

/// For those whose request was led to an address where it may not go.
fn led_elsewhere(here: Here) -> AnyView {
    let t = here.t;
    let again = move || here.woken.update(|n| *n = n.wrapping_add(1));
    view! {
        <Panel kind=PanelKind::Error title=t.err_title() text=t.err_redirected()>
            <Button kind=ButtonKind::Primary on_click=again>{t.try_again()}</Button>
        </Panel>
    }
    .into_any()
}

/// For those who have signed in: a way to do it, and back.
pub fn sign_in_first(here: Here) -> AnyView {
    let t = here.t;
    let href = here.link(&here.sign_in());
    view! {
        <Panel kind=PanelKind::Locked title=t.sign_in_first() text=t.sign_in_first_text()>
            <ButtonLink href kind=ButtonKind::Primary>{t.sign_in()}</ButtonLink>
        </Panel>
    }
    .into_any()
}

/// A line that says how old what is shown is, when it could not be made fresh.
pub fn age(
    here: Here,
    is_there: Signal<bool>,
    at: RwSignal<Option<Instant>>,
    error: RwSignal<Option<BackendError>>,
) -> AnyView {
    changing(move || {
        let (Some(error), true) = (error.get(), is_there.get()) else {
            return nothing();
        };
        let when = at.get().map(|at| here.say(|t, face| t.age(at, face)));
        let (kind, text) = match (&error, when) {
            // Part of it is missing: it has no age to tell.
            (_, None) => (NoticeKind::Old, here.t.error(&error)),
            (BackendError::Transport(_), Some(when)) if !here.online.get() => {
                (NoticeKind::Offline, here.t.offline_kept_from(&when))
            }
            (_, Some(when)) => (NoticeKind::Old, here.t.failed_kept_from(&when)),
        };
        view! { <Notice kind text live=true /> }.into_any()
    })
}
