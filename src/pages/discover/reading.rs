//! Reading the feed: what is kept at once, then fresh, then more; and where the reader was.

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

use crate::{
    data::{BackendError, Feed, FeedWanted, keep_place},
    host,
    model::{Around, CommunityId, FeedFilter, Instant, Membership, Taste, Viewer, local_date},
    route::{Looking, Route},
    ui::{Memo, RwSignal, StoredValue, effect},
};

use crate::pages::{Here, here::Remembered, later, live::Stay};

/// By so many cards the list grows at a time.
const STRETCH: usize = 16;
/// So many of them are drawn in a frame: on a slow phone a card takes ten milliseconds, most of them the browser's.
const STEP: usize = 4;
/// What was said so lately is not asked again.
const YOUNG: i64 = 30;
/// *Near* means within so many metres.
const NEAR_M: u32 = 5_000;
/// Typing rests so long before it is looked for.
const REST: Duration = Duration::from_millis(250);

/// The feed that is being read. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    looking: Memo<Looking>,
    pub(super) feed: RwSignal<Option<Feed>>,
    pub(super) shown: RwSignal<usize>,
    /// So many of them are on the screen by now.
    pub(super) drawn: RwSignal<usize>,
    pub(super) at: RwSignal<Option<Instant>>,
    pub(super) error: RwSignal<Option<BackendError>>,
    pub(super) loading: RwSignal<bool>,
    /// Which asking is the latest: an older answer is not shown.
    serial: StoredValue<u32>,
    typing: StoredValue<Option<TimeoutHandle>>,
    stay: StoredValue<Stay>,
}

impl Reading {
    pub(super) fn start(here: Here, looking: Memo<Looking>) -> Self {
        let it = Self {
            looking,
            feed: RwSignal::new(None),
            shown: RwSignal::new(STRETCH),
            drawn: RwSignal::new(STEP),
            at: RwSignal::new(None),
            error: RwSignal::new(None),
            loading: RwSignal::new(false),
            serial: StoredValue::new(0),
            typing: StoredValue::new(None),
            stay: StoredValue::new(Stay::here()),
        };
        let remembered = here.feed.with_value(Option::clone);
        if let Some(was) = remembered.filter(|was| looking.with_untracked(|l| *l == was.looking)) {
            it.at.set(was.feed.at);
            it.shown.set(was.shown);
            it.drawn.set(was.shown);
            it.feed.set(Some(was.feed));
        }
        let mut before: Option<Looking> = None;
        effect(move || {
            here.woken.track();
            here.settings.track();
            let now = looking.get();
            let other = before.as_ref().is_some_and(|before| *before != now);
            it.ask(here, &now, other);
            before = Some(now);
        });
        effect(move || {
            let shown = it.shown.get();
            let feed = it.feed.get();
            if let Some(feed) = feed {
                let looking = looking.get_untracked();
                here.feed.set_value(Some(Remembered {
                    looking,
                    feed,
                    shown,
                }));
            }
        });
        effect(move || {
            it.feed.track();
            if it.drawn.get() < it.wanted() {
                host::after_frame(move || {
                    it.drawn.try_update(|drawn| *drawn += STEP);
                });
            }
        });
        on_cleanup(move || {
            if let Some(Some(timer)) = it.typing.try_update_value(Option::take) {
                timer.clear();
            }
        });
        it
    }

    /// So many cards are to be on the screen.
    fn wanted(self) -> usize {
        let all = self
            .feed
            .with_untracked(|f| f.as_ref().map_or(0, |f| f.items.len()));
        self.shown.get().min(all)
    }

    /// Asks for what is looked for; anew when it is something else.
    fn ask(self, here: Here, looking: &Looking, other: bool) {
        let data = here.data();
        let wanted = wanted(here, looking);
        if other {
            self.feed.set(None);
            self.shown.set(STRETCH);
            self.drawn.set(STEP);
            self.error.set(None);
            host::scroll_to(0.0);
        }
        if self.feed.with_untracked(Option::is_none) {
            let kept = data.feed_kept(&wanted);
            self.at.set(kept.as_ref().and_then(|f| f.at));
            self.feed.set(kept);
        }
        let young = self
            .at
            .get_untracked()
            .is_some_and(|at| data.is_young(at, YOUNG));
        let serial = self.next();
        self.loading.set(true);
        self.ask_here(async move {
            if !wanted.text.is_empty() {
                data.load_fold().await;
            }
            let kept = self.feed.try_get_untracked().flatten();
            let read = match kept {
                // Fresh enough, but for the characters that were only now told apart.
                Some(_) if young && wanted.text.is_empty() => None,
                Some(_) if young => data.feed_kept(&wanted).map(|feed| Ok((feed, None))),
                _ => Some(data.feed(&wanted).await),
            };
            if !self.latest(serial) {
                return;
            }
            match read {
                None => {}
                Some(Ok((fresh, failed))) => self.take(here, fresh, failed),
                Some(Err(error)) => {
                    self.error.try_set(Some(error));
                }
            }
            self.loading.try_set(false);
            // The first view is there: now what the next ones need.
            later::fetch(here);
            let bare = self
                .feed
                .try_with_untracked(|f| f.as_ref().is_some_and(|f| f.items.len() < 4 && f.more()));
            if bare == Some(true) {
                self.read_on(here);
            }
        });
    }

    /// Takes a fresh feed; what is being read does not move.
    fn take(self, here: Here, fresh: Feed, failed: Option<BackendError>) {
        let reading = if host::scroll_y() > 120.0 {
            self.shown.get_untracked()
        } else {
            0
        };
        let old = self.feed.try_get_untracked().flatten();
        let feed = match &old {
            // Read on further than was asked anew: only the facts change.
            Some(old) if reading > 0 && old.looked > fresh.looked => old.clone().refreshed(&fresh),
            Some(old) => keep_place(&old.items, reading, fresh),
            None => fresh,
        };
        // Yesterday's rows say *tonight* of what is over.
        let today = |at: Instant| here.say(|_, face| local_date(face.zones, face.zone, at));
        let feed = match &old {
            Some(old) if old.at.map(today) == feed.at.map(today) => feed.told_as(&old.items),
            _ => feed,
        };
        self.at.try_set(feed.at);
        self.error.try_set(failed);
        if old.as_ref() != Some(&feed) {
            self.feed.try_set(Some(feed));
        }
    }

    /// Shows more of what is there; reads on when all of it is shown.
    pub(super) fn grow(self, here: Here) {
        let Some((all, more)) = self
            .feed
            .try_with_untracked(|f| f.as_ref().map_or((0, false), |f| (f.items.len(), f.more())))
        else {
            return;
        };
        let shown = self.shown.get_untracked();
        if self.drawn.get_untracked() < shown.min(all) {
            // It grows as it is.
            return;
        }
        if shown < all {
            self.shown.set((shown + STRETCH).min(all.max(STRETCH)));
        } else if more
            && !self.loading.get_untracked()
            && self.error.with_untracked(Option::is_none)
        {
            self.read_on(here);
        }
    }

    /// Reads the next stretch.
    pub(super) fn read_on(self, here: Here) {
        let Some(mut feed) = self.feed.get_untracked() else {
            return;
        };
        let wanted = self.looking.with_untracked(|l| wanted(here, l));
        let serial = self.next();
        let data = here.data();
        self.loading.set(true);
        self.error.set(None);
        self.ask_here(async move {
            let read = data.feed_more(&wanted, &mut feed).await;
            if !self.latest(serial) {
                return;
            }
            self.shown.try_update(|shown| *shown += STRETCH);
            self.feed.try_set(Some(feed));
            self.error.try_set(read.err());
            self.loading.try_set(false);
        });
    }

    /// Tries again after a failure.
    pub(super) fn again(self, here: Here) {
        self.error.set(None);
        let looking = self.looking.get_untracked();
        self.ask(here, &looking, false);
    }

    /// Tries again where it failed: at the next stretch, or from the beginning where part of that is
    /// missing.
    pub(super) fn go_on(self, here: Here) {
        let more = self
            .feed
            .with_untracked(|f| f.as_ref().is_some_and(Feed::more));
        if more && self.at.get_untracked().is_some() {
            self.read_on(here);
        } else {
            self.again(here);
        }
    }

    /// Looks for words once typing rests.
    pub(super) fn type_text(self, here: Here, text: String) {
        if let Some(Some(timer)) = self.typing.try_update_value(Option::take) {
            timer.clear();
        }
        let looking = self.looking;
        let timer = set_timeout_with_handle(
            move || {
                if let Some(now) = looking.try_get_untracked()
                    && now.text != text
                    && matches!(here.route.get_untracked(), Route::Discover(_))
                {
                    here.replace(Route::Discover(Looking { text, ..now }));
                }
            },
            REST,
        );
        self.typing.set_value(timer.ok());
    }

    /// Runs it until it ends or the reader leaves.
    fn ask_here(self, task: impl Future<Output = ()> + 'static) {
        if let Some(stay) = self.stay.try_with_value(Stay::clone) {
            stay.ask(task);
        }
    }

    fn next(self) -> u32 {
        self.serial.update_value(|n| *n = n.wrapping_add(1));
        self.serial.get_value()
    }

    fn latest(self, serial: u32) -> bool {
        self.serial.try_get_value() == Some(serial)
    }
}

/// What the model ranks by: the filter of the address, the taste of the reader.
fn wanted(here: Here, looking: &Looking) -> FeedWanted {
    let settings = here.settings.get_untracked();
    let now = here.now();
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    FeedWanted {
        filter: FeedFilter {
            when: looking.when,
            city: filled(&looking.city),
            district: filled(&looking.district),
            tags: looking.tags.clone(),
            near: settings.here.filter(|_| looking.near).map(|from| Around {
                from,
                metres: NEAR_M,
            }),
            kind: looking.kind,
        },
        sort: looking.sort,
        taste: Taste {
            here: settings.here,
            city: settings.city,
            district: settings.district,
            interests: settings.interests,
            communities: here.viewer.with_untracked(|v| mine(v, now)),
        },
        text: looking.text.clone(),
    }
}

fn mine(viewer: &Viewer, now: Instant) -> Vec<CommunityId> {
    viewer
        .memberships
        .iter()
        .filter(|(_, membership): &(_, &Membership)| membership.role(now).is_some())
        .map(|(id, _)| id.clone())
        .collect()
}
