//! What the page works with: the probe of now, and what came of running it.

use std::rc::Rc;

use leptos::task::spawn_local;

use crate::{
    data::probe::{Probe, Ran},
    host,
    pages::Here,
    ui::{RwSignal, StoredValue},
};

/// The order in which queries are run: what is about one thing comes after the list that names it.
const ORDER: &[&str] = &[
    "communities",
    "community",
    "events",
    "event",
    "members",
    "member",
    "memberships",
    "sign_ups",
];

/// What the page works with. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub(super) here: Here,
    /// That of the site's mapping.
    site: StoredValue<Rc<dyn Probe>>,
    /// The one that is used: the site's, or one of an edited mapping.
    pub(super) probe: RwSignal<Rc<dyn Probe>>,
    /// What came of each query, the last time.
    pub(super) ran: RwSignal<Vec<Ran>>,
    /// Something is being run.
    pub(super) busy: RwSignal<bool>,
}

impl Bench {
    /// Over what the site is connected to; `None` where there is nothing to look at.
    pub(super) fn of(here: Here) -> Option<Self> {
        let probe = here.data().probe(Rc::new(host::elapsed))?;
        Some(Self {
            here,
            site: StoredValue::new(probe.clone()),
            probe: RwSignal::new(probe),
            ran: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
        })
    }

    /// The mapping as it stands in the site's file.
    pub(super) fn text(self) -> String {
        self.site.with_value(|site| site.text())
    }

    /// The site's own probe.
    pub(super) fn site(self) -> Rc<dyn Probe> {
        self.site.get_value()
    }

    /// Works with another mapping from here on.
    pub(super) fn take(self, probe: Rc<dyn Probe>) {
        self.ran.set(Vec::new());
        self.probe.set(probe);
    }

    /// Works with the site's own again.
    pub(super) fn back(self) {
        if self.probe.with_untracked(|probe| probe.about().is_trial) {
            self.take(self.site());
        }
    }

    /// What came of a query the last time. Tracks.
    pub(super) fn of_query(self, query: &str) -> Option<Ran> {
        let found = |all: &Vec<Ran>| all.iter().find(|ran| ran.query == query).cloned();
        self.ran.with(found)
    }

    /// Runs a query.
    pub(super) fn run(self, query: String) {
        self.run_several(vec![query]);
    }

    /// Runs all that are declared, one after the other.
    pub(super) fn run_all(self) {
        let declared = self.probe.with_untracked(|probe| probe.declared());
        let is_there = |name: &&&str| {
            declared
                .iter()
                .any(|one| !one.is_command && one.name == **name)
        };
        let all = ORDER.iter().filter(is_there);
        self.run_several(all.map(|name| (*name).to_owned()).collect());
    }

    fn run_several(self, queries: Vec<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let probe = self.probe.get_untracked();
        spawn_local(async move {
            for query in queries {
                let ran = probe.run(&query).await;
                // The page may be gone, or work with another mapping by now.
                let now = self.probe.try_get_untracked();
                if !now.is_some_and(|now| Rc::ptr_eq(&now, &probe)) {
                    break;
                }
                self.ran.update(|all| {
                    all.retain(|other| other.query != ran.query);
                    all.push(ran);
                });
            }
            self.busy.try_set(false);
        });
    }
}
