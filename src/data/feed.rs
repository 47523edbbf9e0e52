//! The feed: communities and events together, ranked by the model, a stretch at a time.
//!
//! A stretch is a page of events (by their start) and a page of communities, filtered and ranked in
//! itself and put behind what is already there: what was read never moves because more came.

use std::{future::Future, pin::pin, sync::Arc, task::Poll};

use crate::{
    backend::{BackendError, EventsWanted, Page},
    model::{
        Answers, Community, Event, FeedFilter, FeedItem, FeedSort, Fold, Instant, Needle, Taste,
        Thing, When, passes, rank,
    },
    parts::{self, Part, part},
    port::LocalFuture,
};

use super::{CommunitiesPage, Data, EventsPage};

/// A reading with a filter goes on by itself over at most so many pages.
const PAGES_AT_ONCE: u32 = 5;
/// …or until it has found so many.
const ENOUGH: usize = 12;
/// *Near* is honest only over events that are all known: those of so many days.
const NEAR_DAYS: i64 = 14;

/// What the reader wants to see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedWanted {
    /// Which.
    pub filter: FeedFilter,
    /// In which order.
    pub sort: FeedSort,
    /// What they like and where they are.
    pub taste: Taste,
    /// Words looked for in names, tags and places.
    pub text: String,
}

/// The feed as far as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// In order.
    pub items: Vec<FeedItem>,
    /// When the oldest part of it was said.
    pub at: Option<Instant>,
    /// Things looked through, those that do not fit counted too.
    pub looked: usize,
    next_communities: Option<CommunitiesPage>,
    next_events: Option<EventsPage>,
}

impl Feed {
    /// Whether there is more to read.
    #[must_use]
    pub const fn more(&self) -> bool {
        self.next_communities.is_some() || self.next_events.is_some()
    }

    /// The same things at the same places, with the facts of a fresh feed that was not read so far.
    #[must_use]
    pub fn refreshed(mut self, fresh: &Self) -> Self {
        for was in &mut self.items {
            let is = fresh
                .items
                .iter()
                .find(|item| key(&item.thing) == key(&was.thing));
            if let Some(item) = is {
                *was = item.clone();
            }
        }
        self.at = fresh.at;
        self
    }

    /// With the very things of another feed where the same is told of them: a row that did not
    /// change is not drawn anew, and keeps the focus.
    #[must_use]
    pub fn told_as(mut self, before: &[FeedItem]) -> Self {
        let before: Vec<(String, &FeedItem)> =
            before.iter().map(|item| (key(&item.thing), item)).collect();
        for item in &mut self.items {
            let key = key(&item.thing);
            let Some((_, was)) = before.iter().find(|(other, _)| *other == key) else {
                continue;
            };
            let same = FeedItem {
                score: item.score,
                ..(*was).clone()
            };
            if same == *item {
                *item = same;
            }
        }
        self
    }
}

impl FeedWanted {
    fn fits(&self, thing: &Thing, fold: &Fold, needle: &Needle, data: &Data) -> bool {
        passes(thing, &self.filter, data.now(), data.zones())
            && (needle.is_empty() || found(thing, fold, needle))
    }

    fn first_events(&self, data: &Data) -> EventsPage {
        let now = data.now();
        let to = match self.filter.when {
            When::Any if self.sort == FeedSort::Near => Some(now.plus(NEAR_DAYS * 86_400)),
            When::Any => None,
            _ => Some(now.plus(8 * 86_400)),
        };
        EventsPage(EventsWanted {
            from: Some(now),
            to,
            ..EventsWanted::default()
        })
    }
}

/// Whether the words stand in a name, a tag or a place.
fn found(thing: &Thing, fold: &Fold, needle: &Needle) -> bool {
    let area = thing.area();
    let mut fields = vec![
        area.city.as_str(),
        area.district.as_str(),
        area.place.as_str(),
    ];
    match thing {
        Thing::Community(c) => {
            fields.extend([c.name.as_str(), c.purpose.as_str()]);
            fields.extend(c.tags.iter().map(String::as_str));
        }
        Thing::Event(e) => {
            fields.extend([e.title.as_str(), e.community_name.as_str()]);
            fields.extend(e.tags.iter().map(String::as_str));
        }
    }
    needle.found_in(fold, &fields)
}

impl Data {
    /// The feed from what is kept, at once; `None` when nothing is.
    #[must_use]
    pub fn feed_kept(&self, wanted: &FeedWanted) -> Option<Feed> {
        let events_page = wanted.first_events(self);
        let communities = self.kept(&CommunitiesPage::default());
        let events = self.kept(&events_page);
        if communities.is_none() && events.is_none() {
            return None;
        }
        // Half of it is of no age: it is never young enough.
        let at = match (&communities, &events) {
            (Some(communities), Some(events)) => Some(communities.at.min(events.at)),
            _ => None,
        };
        let mut feed = Feed {
            at,
            ..Feed::default()
        };
        let events = events.map(|k| (events_page, k.data));
        self.add(wanted, &mut feed, communities.map(|k| k.data), events);
        Some(feed)
    }

    /// The feed afresh. With one half missing the other is shown, and the error told.
    ///
    /// # Errors
    /// When neither half came.
    pub async fn feed(
        &self,
        wanted: &FeedWanted,
    ) -> Result<(Feed, Option<BackendError>), BackendError> {
        let events_page = wanted.first_events(self);
        let first = CommunitiesPage::default();
        let (communities, events) = both(self.fresh(&first), self.fresh(&events_page)).await;
        let mut feed = Feed {
            at: Some(self.now()),
            ..Feed::default()
        };
        let mut failed = None;
        let communities = match communities {
            Ok(page) => Some(page),
            Err(error) => {
                failed = Some(error);
                let kept = self.kept(&first);
                feed.at = kept.as_ref().map(|k| k.at);
                kept.map(|k| k.data)
            }
        };
        let events = match events {
            Ok(page) => Some(page),
            Err(error) if communities.is_none() => return Err(error),
            Err(error) => {
                failed = Some(error);
                let kept = self.kept(&events_page);
                feed.at = feed
                    .at
                    .zip(kept.as_ref().map(|k| k.at))
                    .map(|(a, b)| a.min(b));
                kept.map(|k| k.data)
            }
        };
        if let (Some(error), true) = (&failed, communities.is_none() && events.is_none()) {
            return Err(error.clone());
        }
        self.add(
            wanted,
            &mut feed,
            communities,
            events.map(|page| (events_page, page)),
        );
        if failed.is_none() && feed.items.len() < ENOUGH && parts::loaded(Part::Pages) {
            // A filter that few pass: read on a little, so that the first screen is not bare.
            failed = self.feed_more(wanted, &mut feed).await.err();
        }
        Ok((feed, failed))
    }

    /// The next stretch; with a filter that few pass, several. Without an answer it goes on with what is kept.
    ///
    /// # Errors
    /// [`BackendError`]; what was read stays, and the next try goes on where this one stopped.
    pub async fn feed_more(
        &self,
        wanted: &FeedWanted,
        feed: &mut Feed,
    ) -> Result<(), BackendError> {
        parts::load(Part::Pages).await?;
        more(self, wanted, feed)?.await
    }

    async fn read_on(&self, wanted: &FeedWanted, feed: &mut Feed) -> Result<(), BackendError> {
        let before = feed.items.len();
        for _ in 0..PAGES_AT_ONCE {
            if !feed.more() || feed.items.len() >= before + ENOUGH {
                break;
            }
            let communities = match &feed.next_communities {
                Some(page) => Some(self.onward(page).await?),
                None => None,
            };
            let events = match feed.next_events.clone() {
                Some(page) => Some((self.onward(&page).await?, page)),
                None => None,
            };
            // As old as the oldest part of it.
            let said = [
                communities.as_ref().map(|k| k.at),
                events.as_ref().map(|(k, _)| k.at),
            ];
            for at in said.into_iter().flatten() {
                feed.at = feed.at.map(|before| before.min(at));
            }
            let events = events.map(|(kept, page)| (page, kept.data));
            self.add(wanted, feed, communities.map(|k| k.data), events);
        }
        Ok(())
    }

    /// Puts a stretch behind the feed.
    fn add(
        &self,
        wanted: &FeedWanted,
        feed: &mut Feed,
        communities: Option<Page<Community>>,
        events: Option<(EventsPage, Page<Event>)>,
    ) {
        let fold = self.fold();
        let needle = Needle::new(&fold, &wanted.text);
        // (A map of text to text is compiled already; a set would be one more tree.)
        let mut seen = Answers::new();
        seen.extend(feed.items.iter().map(|i| (key(&i.thing), String::new())));
        let mut things: Vec<Thing> = Vec::new();
        feed.next_communities = communities.and_then(|page| {
            things.extend(
                page.items
                    .into_iter()
                    .map(|c| Thing::Community(Arc::new(c))),
            );
            page.next.map(|cursor| CommunitiesPage {
                cursor: Some(cursor),
            })
        });
        feed.next_events = events.and_then(|(asked, page)| {
            things.extend(page.items.into_iter().map(|e| Thing::Event(Arc::new(e))));
            page.next.map(|cursor| {
                EventsPage(EventsWanted {
                    cursor: Some(cursor),
                    ..asked.0
                })
            })
        });
        feed.looked += things.len();
        things.retain(|t| !seen.contains_key(&key(t)) && wanted.fits(t, &fold, &needle, self));
        feed.items.extend(rank(
            things,
            &wanted.taste,
            wanted.sort,
            self.now(),
            self.zones(),
        ));
    }
}

part! {
    Pages "pages" "20":
    fn more<'a>(data: &'a Data, wanted: &'a FeedWanted, feed: &'a mut Feed) -> LocalFuture<'a, Result<(), BackendError>> {
        Box::pin(data.read_on(wanted, feed))
    }
}

fn key(thing: &Thing) -> String {
    match thing {
        Thing::Community(c) => format!("c/{}", c.id),
        Thing::Event(e) => format!("e/{}", e.id),
    }
}

/// A fresh feed laid over one that is being read: the first `shown` places keep their things, with
/// fresh facts; what is gone leaves, what is new comes behind them.
#[must_use]
pub fn keep_place(old: &[FeedItem], shown: usize, mut fresh: Feed) -> Feed {
    let mut rest: Vec<Option<FeedItem>> = fresh.items.into_iter().map(Some).collect();
    let mut items = Vec::with_capacity(rest.len());
    for was in old.iter().take(shown) {
        let is = rest.iter_mut().find(|slot| {
            slot.as_ref()
                .is_some_and(|item| key(&item.thing) == key(&was.thing))
        });
        if let Some(item) = is.and_then(Option::take) {
            items.push(item);
        }
    }
    items.extend(rest.into_iter().flatten());
    fresh.items = items;
    fresh
}

/// Both at the same time.
async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut got_a, mut got_b) = (None, None);
    std::future::poll_fn(move |cx| {
        if got_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(cx)
        {
            got_a = Some(value);
        }
        if got_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(cx)
        {
            got_b = Some(value);
        }
        match (got_a.take(), got_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (got_a, got_b) = (a, b);
                Poll::Pending
            }
        }
    })
    .await
}
