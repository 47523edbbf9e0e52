//! Several things by their ids.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{Ask, BackendError, Data, Few},
    ui::{Memo, Notice, NoticeKind, RwSignal, Skeleton, SkeletonKind, changing, effect, nothing},
};

use super::Stay;
use super::{Here, failure};

/// Several things, as far as they are known.
pub struct Each<I: 'static, T: 'static> {
    /// Those that are known.
    pub known: RwSignal<Few<I, Arc<T>>>,
    /// Why one of them did not come.
    pub error: RwSignal<Option<BackendError>>,
    /// Ask again.
    pub again: RwSignal<u32>,
}

impl<I, T> Clone for Each<I, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, T> Copy for Each<I, T> {}

impl<I, T> Each<I, T> {
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
    I: PartialEq + Clone + 'static,
    Q: Ask + 'static,
{
    let it = Each {
        known: RwSignal::new(Few::default()),
        error: RwSignal::new(None),
        again: RwSignal::new(0),
    };
    let stay = Stay::here();
    effect(move || {
        it.again.track();
        // Who comes back sees what is no longer young anew, as on a page of one.
        here.woken.track();
        let wanted = ids.get();
        let data = here.data();
        for id in &wanted {
            let kept = data
                .kept(&query(id.clone()))
                .map(|k| k.data)
                .or_else(|| row(data, id));
            if let Some(thing) = kept {
                it.known.update(|known| {
                    if known.get(id).is_none() {
                        known.insert(id.clone(), Arc::new(thing));
                    }
                });
            }
        }
        stay.ask(async move {
            let mut failed = false;
            for id in wanted {
                match data.soon(&query(id.clone())).await.map(|k| k.data) {
                    Ok(thing) => {
                        let news = it
                            .known
                            .try_with_untracked(|k| k.get(&id).is_none_or(|old| **old != thing));
                        if news == Some(true) {
                            it.known.try_update(|k| k.insert(id, Arc::new(thing)));
                        }
                    }
                    Err(error) => {
                        failed = true;
                        it.error.try_set(Some(error));
                    }
                }
            }
            if !failed && it.error.try_with_untracked(Option::is_some) == Some(true) {
                it.error.try_set(None);
            }
        });
    });
    it
}
