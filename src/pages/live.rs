//! From a query to the screen: what is kept in the same frame, fresh soon, a word when it is old, a
//! way on when it fails.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{Ask, BackendError, Data, Few, Mine},
    model::{Instant, Viewer},
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Notice, NoticeKind, Panel, PanelKind, Skeleton,
        SkeletonKind, changing, effect, el, nothing, several,
    },
};

use super::Here;

/// Draws an error in its own way, or leaves it to [`failure`].
type Failed = Box<dyn Fn(&BackendError) -> Option<AnyView> + Send>;

/// What is known of a thing, and since when.
pub struct Live<T: Send + Sync + 'static> {
    /// The thing, once it is known.
    pub data: RwSignal<Option<Arc<T>>>,
    /// Since when.
    pub at: RwSignal<Option<Instant>>,
    /// Why it is not fresh.
    pub error: RwSignal<Option<BackendError>>,
    /// Ask again.
    pub again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Live<T> {}

/// Asks for a thing now, and again when the reader or the network comes back.
pub fn live<Q>(here: Here, query: Q) -> Live<Q::Data>
where
    Q: Ask + Clone + 'static,
    Q::Data: Send + Sync,
{
    let kept = here.data().kept(&query);
    let it = Live {
        at: RwSignal::new(kept.as_ref().map(|k| k.at)),
        data: RwSignal::new(kept.map(|k| Arc::new(k.data))),
        error: RwSignal::new(None),
        again: RwSignal::new(0),
    };
    Effect::new(move |_| {
        it.again.track();
        here.woken.track();
        let (data, query) = (here.data(), query.clone());
        spawn_local(async move {
            match data.fresh(&query).await {
                Ok(fresh) => {
                    // The same again is no change: nothing on the screen moves.
                    if it
                        .data
                        .try_with_untracked(|old| old.as_deref() != Some(&fresh))
                        == Some(true)
                    {
                        it.data.try_set(Some(Arc::new(fresh)));
                    }
                    it.at.try_set(Some(data.now()));
                    if it.error.try_with_untracked(Option::is_some) == Some(true) {
                        it.error.try_set(None);
                    }
                }
                Err(error) => {
                    if matches!(
                        error,
                        BackendError::NotFound | BackendError::Forbidden { .. }
                    ) {
                        it.data.try_set(None);
                    }
                    it.error.try_set(Some(error));
                }
            }
        });
    });
    it
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

/// Several things, as far as they are known.
pub struct Each<I: Send + Sync + 'static, T: Send + Sync + 'static> {
    /// Those that are known.
    pub known: RwSignal<Few<I, Arc<T>>>,
    /// Why one of them did not come.
    pub error: RwSignal<Option<BackendError>>,
    /// Ask again.
    pub again: RwSignal<u32>,
}

impl<I: Send + Sync + 'static, T: Send + Sync + 'static> Clone for Each<I, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Send + Sync + 'static, T: Send + Sync + 'static> Copy for Each<I, T> {}

impl<I: Send + Sync + 'static, T: Send + Sync + 'static> Each<I, T> {
    /// What is drawn where none of them is known: why, or that they are coming.
    pub fn instead(self, here: Here) -> AnyView {
        match self.error.get() {
            Some(error) => failure(here, &error, move || {
                self.error.set(None);
                self.again.update(|n| *n = n.wrapping_add(1));
            }),
            None => {
                view! { <Skeleton kind=SkeletonKind::Card label=here.t.loading() /> }.into_any()
            }
        }
    }

    /// A word where some of them are missing.
    pub fn lacking(self, here: Here) -> AnyView {
        changing(move || match self.error.get() {
            Some(error) if !self.known.with(Few::is_empty) => {
                let text = here.t.error(&error);
                view! { <Notice kind=NoticeKind::Old text live=true /> }.into_any()
            }
            _ => nothing(),
        })
    }
}

/// Several things by their ids: from what is kept at once, then each afresh.
pub fn each<I, Q>(
    here: Here,
    ids: Memo<Vec<I>>,
    row: fn(&Data, &I) -> Option<Q::Data>,
    query: fn(I) -> Q,
) -> Each<I, Q::Data>
where
    I: PartialEq + Clone + Send + Sync + 'static,
    Q: Ask + 'static,
    Q::Data: Send + Sync,
{
    let it = Each {
        known: RwSignal::new(Few::default()),
        error: RwSignal::new(None),
        again: RwSignal::new(0),
    };
    effect(move || {
        it.again.track();
        let wanted = ids.get();
        let data = here.data();
        for id in &wanted {
            let kept = data
                .kept(&query(id.clone()))
                .map(|k| k.data)
                .or_else(|| row(&data, id));
            if let Some(thing) = kept {
                it.known.update(|known| {
                    if known.get(id).is_none() {
                        known.insert(id.clone(), Arc::new(thing));
                    }
                });
            }
        }
        spawn_local(async move {
            for id in wanted {
                match data.fresh(&query(id.clone())).await {
                    Ok(thing) => {
                        let news = it
                            .known
                            .try_with_untracked(|k| k.get(&id).is_none_or(|old| **old != thing));
                        if news == Some(true) {
                            it.known.try_update(|k| k.insert(id, Arc::new(thing)));
                        }
                    }
                    Err(error) => {
                        it.error.try_set(Some(error));
                    }
                }
            }
        });
    });
    it
}

/// The first telling of a thing, kept on the screen: a fresh copy that comes while somebody types
/// must not take the form away. But one that asks for something else does, since what was typed is a
/// draft and comes back.
pub fn once<T: Send + Sync + 'static>(it: Live<T>, same: fn(&T, &T) -> bool) -> Live<T> {
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
pub fn shown<T: Send + Sync + 'static>(
    here: Here,
    it: Live<T>,
    title: &'static str,
    skeleton: SkeletonKind,
    draw: impl Fn(Arc<T>) -> AnyView + Send + 'static,
    failed: impl Fn(&BackendError) -> Option<AnyView> + Send + 'static,
) -> AnyView {
    let draw: Box<dyn Fn(Arc<T>) -> AnyView + Send> = Box::new(draw);
    let failed: Failed = Box::new(failed);
    // The error is read only where there is nothing else to draw: the page that somebody is using is
    // not drawn anew because asking again went well, or did not.
    let body = changing(move || match it.data.get() {
        Some(thing) => draw(thing),
        None => {
            let instead = match it.error.get() {
                Some(error) => {
                    failed(&error).unwrap_or_else(|| failure(here, &error, move || retry(it)))
                }
                None => view! { <Skeleton kind=skeleton label=here.t.loading() /> }.into_any(),
            };
            let heading = el("h1").class("hide").child(title).into_any();
            several(vec![heading, instead])
        }
    });
    let is_there = Signal::derive(move || it.data.with(Option::is_some));
    several(vec![age(here, is_there, it.at, it.error), body])
}

fn retry<T: Send + Sync + 'static>(it: Live<T>) {
    it.error.set(None);
    it.again.update(|n| *n = n.wrapping_add(1));
}

/// Why there is nothing, and what to do.
pub fn failure(here: Here, error: &BackendError, again: impl Fn() + Send + 'static) -> AnyView {
    let t = here.t;
    let text = t.error(error);
    if *error == BackendError::NotFound {
        return view! {
            <Panel kind=PanelKind::Gone title=text text=t.page_not_found_text()>
                <ButtonLink href=here.link(&Route::discover())>{t.to_discover()}</ButtonLink>
            </Panel>
        }
        .into_any();
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
