//! Signing up: who comes along, the questions, one button. What is typed is kept as a draft.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::EventById,
    host,
    i18n::T,
    model::{Action, Answers, Command, Event, EventId, SignUp, Subject, event_actions},
    route::Route,
    ui::{
        Button, ButtonLink, Field, Icon, IconButton, Memo, Notice, PageHeader, RwSignal, Section,
        Signal, SkeletonKind, StoredValue, changing, el, nothing, several,
    },
};

use super::{
    Here, doing,
    forms::{Filling, PARTY, frame},
    live::{live, once, shown},
    waiting,
};

/// More names than these are not asked for, whatever the service allows.
const PLACES: u32 = 99;

/// The page.
pub fn page(here: Here, id: EventId) -> AnyView {
    here.title(here.t.act_sign_up());
    let it = live(here, EventById(id));
    shown(
        here,
        once(it, |a, b| a.sign_up == b.sign_up && a.start == b.start),
        here.t.act_sign_up(),
        SkeletonKind::Page,
        move |event| draw(here, &event),
        |_| None,
    )
}

fn draw(here: Here, event: &Arc<Event>) -> AnyView {
    let t = here.t;
    let id = event.id.clone();
    let (own, membership) = here.viewer.with_untracked(|v| {
        let membership = event
            .community
            .as_ref()
            .map(|c| v.membership(c))
            .unwrap_or_default();
        (v.sign_up(&id), membership)
    });
    let offered = event_actions(&own, event, &membership, here.now());
    let action = offered
        .actions
        .iter()
        .find(|a| {
            matches!(
                a,
                Action::SignUp
                    | Action::AskForSeat
                    | Action::JoinEventWaitlist
                    | Action::ChangeSignUp
            )
        })
        .copied()
        .filter(|a| *a != Action::ChangeSignUp || here.data().carries("change-sign-up"));
    here.title(&t.sign_up_title(&event.title));
    let back = Route::Event(id);
    let when = here.say(|t, face| t.span(event.start, event.end, &event.zone, face));
    let header = view! {
        <PageHeader
            title=event.title.clone()
            kicker=match action {
                Some(Action::ChangeSignUp) => t.act_change_sign_up(),
                _ => t.act_sign_up(),
            }
            text=when
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let header = header.into_any();
    let subject = Subject::SignUp(event.id.clone());
    if let Some(waits) = waiting::instead_of_form(here, &subject) {
        let link = view! { <ButtonLink href=here.link(&back)>{t.event()}</ButtonLink> };
        return several(vec![header, waits, link.into_any()]);
    }
    let Some(action) = action else {
        let why = offered
            .why_not
            .as_ref()
            .map(|why| here.say(|t, face| t.why_not(why, face)))
            .or_else(|| here.say(|t, face| t.sign_up(&own, face)));
        let why = why.map_or_else(nothing, |text| view! { <Notice text /> }.into_any());
        let link = view! { <ButtonLink href=here.link(&back)>{t.event()}</ButtonLink> };
        return several(vec![header, why, link.into_any()]);
    };
    several(vec![header, form(here, event, action, &own)])
}

fn form(here: Here, event: &Arc<Event>, action: Action, own: &SignUp) -> AnyView {
    let t = here.t;
    let id = event.id.clone();
    let why = waiting::refused(here, &Subject::SignUp(id.clone()));
    let changes = action == Action::ChangeSignUp;
    let (draft, before) = match changes {
        true => (format!("change-sign-up/{id}"), said(own)),
        false => (format!("sign-up/{id}"), Answers::new()),
    };
    let filling = Filling::begin_with(here, &event.sign_up.form, draft, &[PARTY], &before);
    // Who has signed up with more than may come now keeps them.
    let most = match changes {
        true => event.party_limit().max(own.people()),
        false => event.party_limit(),
    };
    let names = Party::begin(filling, most);
    let busy = RwSignal::new(false);
    let told = why
        .as_ref()
        .map(|why| here.say(|t, face| t.refusal(why, face)));
    let refused = RwSignal::new(told);
    why.iter().for_each(|why| filling.was_refused(why));
    let send = move || {
        refused.set(None);
        let answers = filling.check();
        let named = names.check();
        let (Some(answers), true) = (answers, named) else {
            refused.set(Some(t.invalid(filling.wrong() + names.wrong())));
            host::focus_first_fault();
            return;
        };
        let (event, party) = (id.clone(), names.names());
        let command = match changes {
            true => Command::ChangeSignUp {
                event,
                party,
                answers,
            },
            false => Command::SignUp {
                event,
                party,
                answers,
            },
        };
        let (sent, shown_at) = (filling.sent(), Route::Event(id.clone()));
        doing::send_form(here, command, busy, move |done| {
            sent.take(done, refused, shown_at)
        });
    };
    let mut parts = vec![filling.word()];
    let with_party = most > 1;
    if with_party {
        parts.push(names.draw(here));
    }
    if !event.sign_up.form.is_empty() {
        let fields = filling.fields();
        parts.push(view! { <Section title=t.some_questions()>{fields}</Section> }.into_any());
    } else if !with_party {
        parts.push(el("p").class("muted").child(t.no_form_needed()).into_any());
    }
    let label = match action {
        Action::SignUp => t.confirm_sign_up(),
        Action::ChangeSignUp => t.act_edit(),
        other => t.action(other),
    };
    frame(parts, refused, busy, label, send)
}

/// What stands of a sign-up, as the form drafts it.
fn said(own: &SignUp) -> Answers {
    let mut said = own.answers.clone();
    said.insert(PARTY.to_owned(), own.party.join("\n"));
    said
}

/// Those who come along, by name: a place for each who may, of which the first `count` are shown.
/// The places are made with the page, so that none is lost with the row that shows it.
#[derive(Clone, Copy)]
struct Party {
    filling: Filling,
    places: StoredValue<Vec<RwSignal<String>>>,
    count: RwSignal<usize>,
    nameless: RwSignal<bool>,
}

impl Party {
    /// As the draft has it, for at most so many people, the one signing up counted.
    fn begin(filling: Filling, most: u32) -> Self {
        let kept = filling.value(PARTY).get_untracked();
        let room = most.saturating_sub(1).min(PLACES) as usize;
        let names = kept.lines().map(str::to_owned);
        let count = names.clone().count().min(room);
        let places = names
            .chain(std::iter::repeat_with(String::new))
            .take(room)
            .map(RwSignal::new)
            .collect();
        Self {
            filling,
            places: StoredValue::new(places),
            count: RwSignal::new(count),
            nameless: RwSignal::new(false),
        }
    }

    fn shown<R>(self, read: impl Fn(RwSignal<String>) -> R) -> Vec<R> {
        let count = self.count.get_untracked();
        self.places.with_value(|places| {
            places
                .iter()
                .take(count)
                .map(|place| read(*place))
                .collect()
        })
    }

    fn names(self) -> Vec<String> {
        self.shown(|name| name.get_untracked().trim().to_owned())
    }

    fn check(self) -> bool {
        let named = self.names().iter().all(|name| !name.is_empty());
        self.nameless.set(!named);
        named
    }

    /// How many have no name.
    fn wrong(self) -> usize {
        self.names().iter().filter(|name| name.is_empty()).count()
    }

    fn keep(self) {
        let names = self.shown(|name| name.get_untracked());
        self.filling.value(PARTY).set(names.join("\n"));
        self.filling.keep();
    }

    /// Takes one away; those behind move up.
    fn remove(self, at: usize) {
        let shown = self.shown(|name| name);
        for pair in shown.windows(2).skip(at) {
            if let [name, next] = pair {
                name.set(next.get_untracked());
            }
        }
        if let Some(last) = shown.last() {
            last.set(String::new());
        }
        self.count.set(shown.len().saturating_sub(1));
        self.keep();
    }

    fn draw(self, here: Here) -> AnyView {
        let t = here.t;
        let room = self.places.with_value(Vec::len);
        let rows: Vec<AnyView> = (0..room)
            .map(|at| {
                // Each by itself, so that one who is added takes no focus from the others.
                let there = Memo::new(move |_| at < self.count.get());
                changing(move || {
                    if there.get() {
                        self.row(t, at)
                    } else {
                        nothing()
                    }
                })
            })
            .collect();
        let is_room = Memo::new(move |_| self.count.get() < room);
        let more = changing(move || {
            if !is_room.get() {
                return nothing();
            }
            let add = move || {
                self.nameless.set(false);
                self.count.update(|count| *count += 1);
            };
            let more = view! {
                <Button icon=Some(Icon::Plus) on_click=add>{t.party_add()}</Button>
            };
            more.into_any()
        });
        let limit = el("p")
            .class("muted")
            .child(t.party_limit(&(room + 1).to_string()));
        let rows = el("div").class("stack").child(rows);
        let inside = several(vec![limit.into_any(), rows.into_any(), more]);
        view! { <Section title=t.party()>{inside}</Section> }.into_any()
    }

    fn row(self, t: T, at: usize) -> AnyView {
        let Some(name) = self.places.with_value(|places| places.get(at).copied()) else {
            return nothing();
        };
        let error = Signal::derive(move || {
            (self.nameless.get() && name.with(|n| n.trim().is_empty()))
                .then(|| t.party_nameless().to_owned())
        });
        let number = (at + 2).to_string();
        let field = view! {
            <Field
                label=t.party_name(&number)
                value=name
                error
                max_length=Some(60)
                on_change=move |_: String| self.keep()
            />
        };
        let remove = view! {
            <IconButton
                icon=Icon::Trash
                label=t.party_remove(&number)
                on_click=move || self.remove(at)
            />
        };
        el("div")
            .class("party-row")
            .child(field.into_any())
            .child(remove.into_any())
            .into_any()
    }
}
