//! Who waits, as far as it was read: pages behind each other, and the first anew whenever something was decided.

use crate::{
    data::{ApplicantsPage, BackendError},
    model::{Applicant, CommunityId, PersonId},
    pages::{Here, live},
    ui::{RwSignal, StoredValue, effect},
};

#[derive(Clone, Copy)]
pub(super) struct Applicants {
    here: Here,
    community: StoredValue<CommunityId>,
    next: StoredValue<Option<String>>,
    stay: StoredValue<live::Stay>,
    /// The longest first.
    pub all: RwSignal<Option<Vec<Applicant>>>,
    /// Whether there are pages that were not read yet.
    pub more: RwSignal<bool>,
    pub error: RwSignal<Option<BackendError>>,
    pub loading: RwSignal<bool>,
}

impl Applicants {
    pub fn open(here: Here, community: CommunityId) -> Self {
        let first = ApplicantsPage {
            community: community.clone(),
            cursor: None,
        };
        let kept = here.data().kept(&first).map(|kept| kept.data);
        let it = Self {
            here,
            community: StoredValue::new(community),
            more: RwSignal::new(kept.as_ref().is_some_and(|page| page.next.is_some())),
            next: StoredValue::new(kept.as_ref().and_then(|page| page.next.clone())),
            all: RwSignal::new(kept.map(|page| page.items)),
            error: RwSignal::new(None),
            loading: RwSignal::new(false),
            stay: StoredValue::new(live::Stay::here()),
        };
        effect(move || {
            here.woken.track();
            it.read(None);
        });
        it
    }

    /// The name of somebody on it; empty where it is not known.
    pub fn name_of(self, person: &PersonId) -> String {
        self.all.with_untracked(|all| {
            let mut all = all.iter().flatten();
            let found = all.find(|one| one.id == *person);
            found.map(|one| one.name.clone()).unwrap_or_default()
        })
    }

    pub fn read_on(self) {
        if let Some(cursor) = self.next.get_value() {
            self.read(Some(cursor));
        }
    }

    /// Reads a page. The first stands in place of as many as it has; who was read behind them stays there.
    pub fn read(self, cursor: Option<String>) {
        let Some(stay) = self.stay.try_with_value(live::Stay::clone) else {
            return;
        };
        let is_first = cursor.is_none();
        let page = ApplicantsPage {
            community: self.community.get_value(),
            cursor,
        };
        let data = self.here.data();
        self.loading.set(true);
        stay.ask(async move {
            match data.fresh(&page).await {
                Ok(fresh) => {
                    self.error.try_set(None);
                    let ends = is_first && fresh.next.is_none();
                    self.all.try_update(|all| {
                        let mut old = all.take().unwrap_or_default();
                        let is_new =
                            |one: &Applicant| !fresh.items.iter().any(|it| it.id == one.id);
                        old.retain(is_new);
                        *all = Some(match is_first {
                            true if ends => fresh.items.clone(),
                            true => {
                                let last = fresh.items.last().and_then(|it| it.is.since());
                                old.retain(|one| one.is.since() >= last);
                                [fresh.items.clone(), old].concat()
                            }
                            false => [old, fresh.items.clone()].concat(),
                        });
                    });
                    let read_behind = is_first
                        && self.all.try_with_untracked(|all| {
                            all.as_ref().map_or(0, Vec::len) > fresh.items.len()
                        }) == Some(true);
                    if !read_behind {
                        self.more.try_set(fresh.next.is_some());
                        self.next.try_update_value(|next| *next = fresh.next);
                    }
                }
                Err(error) => {
                    if error.takes_away() {
                        self.all.try_set(None);
                    }
                    self.error.try_set(Some(error));
                }
            }
            self.loading.try_set(false);
        });
    }
}
