//! Views whose code comes later: a skeleton until it is there, a way on when it does not come.
//!
//! There is one such part for pages, [`Part::Pages`]. It is fetched once the first view is on the screen, or at
//! once when somebody opens another page; [`Here::coming`] tells everybody how far it is. Some of these pages need one
//! more part, [`after`] the first: each view of it asks for it by itself, and again when the network is back.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{BackendError, Idle as _, TransportError},
    host,
    model::{Membership, Role},
    parts::{self, NotLoaded, Part, part},
    ui::{
        Button, ButtonKind, Panel, RwSignal, Skeleton, SkeletonKind, changing, effect, el, nothing,
        several,
    },
};

use super::{Here, asking, live};

/// How far the part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coming {
    /// Nobody has asked for it.
    #[default]
    No,
    /// On the way.
    Soon,
    /// There.
    Now,
    /// It did not come.
    Failed,
}

/// Fetches the part, unless that is done or under way.
pub fn fetch(here: Here) {
    let coming = here.coming;
    if matches!(coming.get_untracked(), Coming::Soon | Coming::Now) {
        return;
    }
    if parts::loaded(Part::Pages) {
        let _there = settle(here);
        coming.set(Coming::Now);
        return;
    }
    coming.set(Coming::Soon);
    if parts::loaded(Part::Mapped) {
        // These pages ask a service for what Discover does not.
        spawn_local(async move {
            // Asked again by whoever needs it.
            if parts::load(Part::Service).await.is_ok()
                && let fault @ Some(_) = here.data().fault()
            {
                // (Setting it to nothing anew would draw all of the page anew.)
                here.fault.try_set(fault);
            }
        });
    }
    spawn_local(async move {
        let came = parts::load(Part::Pages).await.is_ok();
        let _unless_it_failed = settle(here);
        coming.try_set(if came { Coming::Now } else { Coming::Failed });
    });
}

part! {
    Pages "pages" "21":
    /// What was answered so far is written down, what is large when nobody waits; what was read by who is signed out goes.
    /// Then what is opened seldom is fetched too, so that it is there without a network, unless each byte counts.
    fn settle(here: Here) -> () {
        here.data().forget_gone();
        here.data().keep_when_idle(Rc::new(host::WhenIdle));
        asking::begin(here);
        host::WhenIdle.when_idle(Box::new(move || {
            if host::is_metered() {
                return;
            }
            spawn_local(async move {
                // Asked for again by whoever opens it.
                let _if_it_comes = parts::load(Part::Desk).await;
                if belongs(here) {
                    let _too = parts::load(Part::People).await;
                }
                if organises(here) {
                    let _as_well = parts::load(Part::Organise).await;
                    let _this_too = parts::load(Part::Host).await;
                }
            });
        }));
    }
}

/// Whether there may be a directory that the viewer may read.
fn belongs(here: Here) -> bool {
    let now = here.now();
    let anywhere = here.viewer.try_with_untracked(|viewer| {
        let mut all = viewer.memberships.iter();
        all.any(|(_, is)| is.role(now).is_some())
    });
    anywhere == Some(true) || here.data().service() == "embedded"
}

/// Whether the viewer looks after any community or its events, or may have to without a network: then the code for it is there in time.
fn organises(here: Here) -> bool {
    let now = here.now();
    let organises = |is: &Membership| is.role(now).is_some_and(Role::reviews_sign_ups);
    let anywhere = here.viewer.try_with_untracked(|viewer| {
        let mut all = viewer.memberships.iter();
        all.any(|(_, is)| organises(is))
    });
    anywhere == Some(true) || here.data().service() == "embedded"
}

/// A page of the part. It fetches it, and again when the reader or the network comes back.
pub fn apart(
    here: Here,
    draw: impl Fn() -> Result<AnyView, NotLoaded> + Send + 'static,
) -> AnyView {
    let mut first = true;
    effect(move || {
        here.woken.track();
        if std::mem::take(&mut first) || here.coming.get_untracked() == Coming::Failed {
            fetch(here);
        }
    });
    // Where somebody was on a page is found again once there is a page.
    let late = RwSignal::new(false);
    changing(move || match here.coming.get() {
        Coming::Now => {
            if late.get_untracked() {
                here.restore_place();
            }
            draw().unwrap_or_else(|_| nothing())
        }
        _ => {
            late.set(true);
            let name = here.t.app_name();
            host::set_title(name);
            let heading = el("h1").class("hide").child(name);
            several(vec![heading.into_any(), waiting(here)])
        }
    })
}

/// What is drawn until the part is there: that it comes, or why it did not, with a way on.
pub fn waiting(here: Here) -> AnyView {
    changing(move || awaited(here, here.coming.get(), move || fetch(here)))
}

fn awaited(here: Here, coming: Coming, again: impl Fn() + Send + 'static) -> AnyView {
    let t = here.t;
    match coming {
        Coming::Now => nothing(),
        Coming::No | Coming::Soon => {
            view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any()
        }
        // The files of this build are no longer there: only a reload brings those of the next.
        Coming::Failed if host::moved() => view! {
            <Panel title=t.updated() text=t.updated_text()>
                <Button kind=ButtonKind::Primary on_click=host::reload>{t.reload()}</Button>
            </Panel>
        }
        .into_any(),
        Coming::Failed => {
            let error = BackendError::Transport(TransportError::Network);
            live::failure(here, &error, again)
        }
    }
}

/// A view of the part that nobody misses until it is there.
pub fn quietly(
    here: Here,
    draw: impl Fn() -> Result<AnyView, NotLoaded> + Send + 'static,
) -> AnyView {
    changing(move || {
        here.coming.track();
        draw().unwrap_or_else(|_| nothing())
    })
}

/// Does what lies in the part, now or as soon as it is there.
pub fn soon(here: Here, act: impl Fn() -> Result<(), NotLoaded> + 'static) {
    if act().is_ok() {
        return;
    }
    fetch(here);
    spawn_local(async move {
        if parts::load(Part::Pages).await.is_ok() {
            let _there = act();
        }
    });
}

/// A page that needs one more part. Until that is there it bears the app's name.
pub fn page_after(
    here: Here,
    part: Part,
    draw: impl Fn() -> Result<AnyView, NotLoaded> + Send + 'static,
) -> AnyView {
    let late = !parts::loaded(part);
    let name = here.t.app_name();
    if late {
        host::set_title(name);
    }
    let coming = come(here, part);
    let heading = changing(move || match coming.get() {
        Coming::Now => nothing(),
        _ => el("h1").class("hide").child(name).into_any(),
    });
    let page = drawn_after(here, part, coming, move || {
        if late {
            here.restore_place();
        }
        draw().unwrap_or_else(|_| nothing())
    });
    several(vec![heading, page])
}

/// A view that needs one more part.
pub fn after(
    here: Here,
    part: Part,
    draw: impl Fn() -> Result<AnyView, NotLoaded> + Send + 'static,
) -> AnyView {
    drawn_after(here, part, come(here, part), move || {
        draw().unwrap_or_else(|_| nothing())
    })
}

/// A view that needs one more part and stands beside what is there without it: `meanwhile`, until it has come.
pub fn beside(
    here: Here,
    part: Part,
    draw: impl Fn() -> Result<AnyView, NotLoaded> + Send + 'static,
    meanwhile: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let coming = come(here, part);
    changing(move || {
        coming.track();
        draw().unwrap_or_else(|_| meanwhile())
    })
}

/// Fetches a part, and again when the reader or the network comes back; how far it is.
fn come(here: Here, part: Part) -> RwSignal<Coming> {
    let coming = RwSignal::new(Coming::No);
    ask_for(here, part, coming);
    effect(move || {
        here.woken.track();
        if coming.get_untracked() == Coming::Failed {
            ask_for(here, part, coming);
        }
    });
    coming
}

fn ask_for(here: Here, part: Part, coming: RwSignal<Coming>) {
    if parts::loaded(part) {
        coming.set(Coming::Now);
        return;
    }
    coming.set(Coming::Soon);
    spawn_local(async move {
        let mut came = Coming::Failed;
        loop {
            let woken = here.woken.get_untracked();
            if parts::load(part).await.is_ok() {
                came = Coming::Now;
                break;
            }
            // Unless the network came back while it failed.
            if here.woken.get_untracked() == woken {
                break;
            }
        }
        coming.try_set(came);
    });
}

fn drawn_after(
    here: Here,
    part: Part,
    coming: RwSignal<Coming>,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let draw = Box::new(draw);
    changing(move || match coming.get() {
        Coming::Now => draw(),
        other => awaited(here, other, move || ask_for(here, part, coming)),
    })
}
