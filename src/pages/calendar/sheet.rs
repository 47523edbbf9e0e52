//! The ways into a calendar: a file, where files can be saved; what the operator has named; else the facts to copy.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{CalendarWays, CommunityById},
    host::{self, Verb},
    model::{Community, Event},
    pages::{
        Here,
        asking::{self, Answer},
        by_hand::to_copy,
        joining, live,
    },
    parts::part,
    ui::{
        Button, Icon, Notice, NoticeKind, Row, Rows, RwSignal, StoredValue, Tone, changing, el,
        nothing, several,
    },
};

use super::{
    What,
    told::{Told, with_calendar},
};

part! {
    Desk "desk" "c0":
    /// What stands in the sheet.
    pub(super) fn sheet(here: Here, what: Arc<What>, open: RwSignal<bool>) -> AnyView {
        whole(here, what, open)
    }
}

/// What the sheet works with. Copy.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    open: RwSignal<bool>,
    what: StoredValue<Arc<What>>,
    /// What could not be saved or copied, to be copied by hand, and which of both.
    by_hand: RwSignal<Option<(&'static str, String)>>,
    /// What `config.json` names, or what is wrong with it.
    ways: RwSignal<Option<Result<CalendarWays, String>>>,
    /// Whether the mini-program in which this is writes into the phone's calendar.
    writes: RwSignal<bool>,
}

fn whole(here: Here, what: Arc<What>, open: RwSignal<bool>) -> AnyView {
    let t = here.t;
    let desk = Desk {
        here,
        open,
        what: StoredValue::new(what.clone()),
        by_hand: RwSignal::new(None),
        ways: RwSignal::new(None),
        writes: RwSignal::new(false),
    };
    spawn_local(async move {
        let text = host::config_text().await.text;
        let ways = CalendarWays::of_config(&text);
        let writes = asking::offers(Verb::AddToCalendar).await;
        desk.writes.try_set(writes == Ok(true));
        desk.ways.try_set(Some(writes.and(ways)));
    });
    let mut parts = Vec::new();
    if host::saves_files() {
        let rows = match &*what {
            What::One(event) => desk.files(event),
            What::Mine(events) => {
                let note = events.len().to_string();
                vec![desk.row(t.calendar_file(), t.calendar_n(&note), Desk::save_all)]
            }
        };
        parts.push(view! { <Rows>{rows}</Rows> }.into_any());
        let text = el("p").class("muted").child(t.calendar_updates());
        parts.push(text.into_any());
    } else {
        parts.push(changing(move || desk.of_phone()));
    }
    parts.push(changing(move || desk.elsewhere()));
    let copy = view! {
        <Button icon=Some(Icon::Copy) on_click=move || desk.copy()>{t.calendar_copy()}</Button>
    };
    parts.push(el("div").class("btns").child(copy.into_any()).into_any());
    parts.push(changing(move || desk.area()));
    el("div").class("stack").child(parts).into_any()
}

impl Desk {
    fn row(self, title: &'static str, note: String, act: fn(Self)) -> AnyView {
        view! { <Row title note icon=Some(Icon::Agenda) on_click=move || act(self) /> }.into_any()
    }

    /// The event, and its series once it is known what that is.
    fn files(self, event: &Arc<Event>) -> Vec<AnyView> {
        let t = self.here.t;
        let opens = || t.calendar_opens().to_owned();
        let Some(rule) = &event.series else {
            return vec![self.row(t.calendar_file(), opens(), Self::save_one)];
        };
        let one = self.row(t.calendar_one(), opens(), Self::save_one);
        let here = self.here;
        let from =
            here.say(|_, face| crate::model::local_date(face.zones, &event.zone, event.start));
        let words = t.rule_words(rule, from);
        let id = event.community.clone();
        let id = id.filter(|_| here.data().offers("community"));
        let Some(id) = id else {
            return vec![one, self.series_row(event, None, words)];
        };
        // Its rhythm says which days are left out, its events which were moved: nothing is saved before both are known, or plain
        // that they cannot be had.
        let events = live::live(here, joining::events_of(here, &id));
        let community = live::live(here, CommunityById(id));
        let event = event.clone();
        let series = changing(move || {
            let known = community.data.get();
            let asks = known.is_none() && community.error.with(Option::is_none)
                || events.data.with(Option::is_none) && events.error.with(Option::is_none);
            if asks {
                let title = t.calendar_series();
                return view! { <Row title note=t.loading() icon=Some(Icon::Repeat) /> }.into_any();
            }
            self.series_row(&event, known.as_deref(), words.clone())
        });
        vec![one, series]
    }

    fn series_row(self, event: &Event, community: Option<&Community>, words: String) -> AnyView {
        let t = self.here.t;
        let has = with_calendar(self.here, "", |c| c.has_series(event, community));
        if !has {
            return nothing();
        }
        let title = t.calendar_series();
        let act = move || self.save_series();
        view! { <Row title note=words icon=Some(Icon::Repeat) on_click=act /> }.into_any()
    }

    /// The phone's calendar, where the mini-program writes into it; else why there is no file.
    fn of_phone(self) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let given = match &*self.what.get_value() {
            What::One(event) if self.writes.get() => Some(Told::new(here, event).phone(here)),
            _ => None,
        };
        let Some(given) = given else {
            let text = t.calendar_no_files();
            return view! { <Notice text /> }.into_any();
        };
        let busy = RwSignal::new(false);
        let act = move || {
            if busy.get_untracked() {
                return;
            }
            let given = given.clone();
            spawn_local(async move {
                match asking::ask_while(Verb::AddToCalendar, given, busy).await {
                    Answer::Done | Answer::Told(_) => drop(self.open.try_set(false)),
                    Answer::No | Answer::Refused | Answer::Fault(_) => {
                        let facts = self.facts();
                        self.by_hand.try_set(Some((t.calendar_not_saved(), facts)));
                    }
                }
            });
        };
        let row = view! {
            <Row
                title=t.calendar_phone()
                note=t.calendar_phone_text().to_owned()
                icon=Some(Icon::Agenda)
                on_click=act
            />
        };
        view! { <Rows>{row.into_any()}</Rows> }.into_any()
    }

    fn save_one(self) {
        if let What::One(event) = &*self.what.get_value() {
            let told = Told::new(self.here, event);
            let file = with_calendar(self.here, "", |c| c.events(&[told.entry()]));
            self.save(&event.title, file);
        }
    }

    fn save_all(self) {
        if let What::Mine(events) = &*self.what.get_value() {
            let here = self.here;
            let told: Vec<Told> = events.iter().map(|e| Told::new(here, e)).collect();
            let entries: Vec<_> = told.iter().map(Told::entry).collect();
            let name = here.t.calendar_name();
            let file = with_calendar(here, name, |c| c.events(&entries));
            self.save(name, file);
        }
    }

    fn save_series(self) {
        let What::One(event) = &*self.what.get_value() else {
            return;
        };
        let (here, data) = (self.here, self.here.data());
        let id = event.community.as_ref();
        let community = id.and_then(|id| data.kept(&CommunityById(id.clone())));
        let community = community.map(|kept| kept.data);
        // Occurrences that are known say what they are, and where they were moved to.
        let page = id.and_then(|id| data.kept(&joining::events_of(here, id)));
        let known = page.map_or_else(Vec::new, |kept| kept.data.items);
        let told = Told::new(here, event);
        let others: Vec<Told> = known
            .into_iter()
            .filter(|other| other.id != event.id)
            .map(|other| Told::new(here, &Arc::new(other)))
            .collect();
        let others: Vec<_> = others.iter().map(Told::entry).collect();
        let file = with_calendar(here, "", |c| {
            c.series(&told.entry(), community.as_ref(), &others)
        });
        self.save(&event.title, file);
    }

    /// Gives a file out, and says so where it can be seen: under the sheet.
    fn save(self, title: &str, file: Option<String>) {
        let t = self.here.t;
        let name = host::file_name(title, ".ics");
        let saved = file
            .is_some_and(|text| host::save_file_of(&name, "text/calendar;charset=utf-8", &text));
        if saved {
            self.open.set(false);
            self.here.toasts.say(Tone::Live, t.calendar_saved());
        } else {
            self.by_hand
                .set(Some((t.calendar_not_saved(), self.facts())));
        }
    }

    /// What the operator has named.
    fn elsewhere(self) -> AnyView {
        let t = self.here.t;
        let ways = match self.ways.get() {
            None => return nothing(),
            Some(Ok(ways)) => ways,
            Some(Err(text)) => {
                return view! { <Notice kind=NoticeKind::Error text /> }.into_any();
            }
        };
        let what = self.what.get_value();
        let (google, community) = match &*what {
            What::One(event) => {
                let google = ways
                    .google
                    .then(|| Told::new(self.here, event).google(self.here));
                (google, event.community.as_ref())
            }
            What::Mine(_) => (None, None),
        };
        let mut links = Vec::new();
        if let Some(href) = google {
            links.push((href, t.calendar_google(), None, true));
        }
        if let Some(href) = ways.feed(community) {
            let text = Some(t.calendar_feed_text());
            links.push((href, t.calendar_feed(), text, false));
        }
        let links = links.into_iter().map(|(href, title, text, outside)| {
            let link = view! {
                <crate::ui::ButtonLink href icon=Some(Icon::Outside) outside>{title}</crate::ui::ButtonLink>
            };
            let text = text.map(|text| el("p").class("muted").child(text));
            el("div").child(link.into_any()).child(text).into_any()
        });
        several(links.collect())
    }

    fn facts(self) -> String {
        let here = self.here;
        let facts = |event: &Arc<Event>| Told::new(here, event).facts(here);
        match &*self.what.get_value() {
            What::One(event) => facts(event),
            What::Mine(events) => events.iter().map(facts).collect::<Vec<_>>().join("\n\n"),
        }
    }

    fn copy(self) {
        let text = self.facts();
        let (here, by_hand, open) = (self.here, self.by_hand, self.open);
        spawn_local(async move {
            if host::copy_text(&text).await {
                open.try_set(false);
                here.toasts.say(Tone::Live, here.t.calendar_copied());
            } else {
                by_hand.try_set(Some((here.t.calendar_by_hand(), text)));
            }
        });
    }

    fn area(self) -> AnyView {
        let Some((why, text)) = self.by_hand.get() else {
            return nothing();
        };
        to_copy(why, text, "6")
    }
}
