//! Signing up: who comes along, the questions, one button. What is typed is kept as a draft.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    data::EventById,
    model::{Action, Command, Event, EventId, Refusal, event_actions},
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Buttons, Field, Icon, IconButton, Notice, NoticeKind,
        PageHeader, Section, SkeletonKind,
    },
};

use super::{
    Here,
    doing::{self, Done},
    forms::Filling,
    live::{Live, live, shown},
};

/// Key of the draft's names, one a line.
const PARTY: &str = "#party";

/// The page.
pub fn page(here: Here, id: EventId) -> AnyView {
    here.title(here.t.act_sign_up());
    let it = live(here, EventById(id));
    // Drawn once: a fresh copy that comes while somebody types must not take the form away.
    let once = Live {
        data: RwSignal::new(it.data.get_untracked()),
        ..it
    };
    Effect::new(move |_| {
        let now = it.data.get();
        if once.data.with_untracked(Option::is_none) && now.is_some() {
            once.data.set(now);
        }
    });
    shown(
        here,
        once,
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
                Action::SignUp | Action::AskForSeat | Action::JoinEventWaitlist
            )
        })
        .copied();
    here.title(&t.sign_up_title(&event.title));
    let back = Route::Event(id);
    let when = here.say(|t, face| t.span(event.start, event.end, &event.zone, face));
    let header = view! {
        <PageHeader
            title=event.title.clone()
            kicker=t.act_sign_up()
            text=when
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move |()| here.back()
        />
    };
    let Some(action) = action else {
        let why = offered
            .why_not
            .as_ref()
            .map(|why| here.say(|t, face| t.why_not(why, face)))
            .or_else(|| here.say(|t, face| t.sign_up(&own, face)));
        return view! {
            {header}
            {why.map(|text| view! { <Notice text /> })}
            <ButtonLink href=here.link(&back)>{t.event()}</ButtonLink>
        }
        .into_any();
    };
    view! { {header} {form(here, event, action)} }.into_any()
}

fn form(here: Here, event: &Arc<Event>, action: Action) -> AnyView {
    let t = here.t;
    let id = event.id.clone();
    let filling = Filling::begin(here, &event.sign_up.form, format!("sign-up/{id}"), &[PARTY]);
    let names = Party::begin(filling);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let submit = {
        let id = id.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            refused.set(None);
            let answers = filling.check();
            let named = names.check();
            let (Some(answers), true) = (answers, named) else {
                refused.set(Some(t.not_invalid().to_owned()));
                return;
            };
            let command = Command::SignUp {
                event: id.clone(),
                party: names.names(),
                answers,
            };
            let id = id.clone();
            doing::carry_out(here, command, busy, move |done| match done {
                Done::Yes => {
                    filling.sent();
                    here.replace(Route::Event(id));
                }
                Done::Refused(refusal) => {
                    if let Refusal::Invalid { faults } = &refusal {
                        filling.fault(faults.clone());
                    }
                    refused.try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
                }
                Done::Unknown(error) => {
                    let words = format!("{}{}", t.error(&error), t.err_unknown_done());
                    refused.try_set(Some(words));
                }
            });
        }
    };
    let asks = !event.sign_up.form.is_empty();
    let with_party = event.sign_up.party_max > 1;
    let label = match action {
        Action::SignUp => t.confirm_sign_up(),
        other => t.action(other),
    };
    view! {
        <form class="stack-l" novalidate on:submit=submit>
            {filling.word()}
            {with_party.then(|| names.draw(here, event.sign_up.party_max))}
            {asks.then(|| view! {
                <Section title=t.some_questions()>{filling.fields()}</Section>
            })}
            {(!asks && !with_party).then(|| view! { <p class="muted">{t.no_form_needed()}</p> })}
            {move || refused.get().map(|text| view! {
                <Notice kind=NoticeKind::Error text live=true />
            })}
            <Buttons stuck=true>
                <Button kind=ButtonKind::Primary wide=true submit=true busy>{label}</Button>
            </Buttons>
        </form>
    }
    .into_any()
}

/// Those who come along, by name.
#[derive(Clone, Copy)]
struct Party {
    filling: Filling,
    rows: RwSignal<Vec<(u32, RwSignal<String>)>>,
    next: StoredValue<u32>,
    nameless: RwSignal<bool>,
}

impl Party {
    fn begin(filling: Filling) -> Self {
        let kept = filling.value(PARTY).get_untracked();
        let rows: Vec<_> = (0_u32..)
            .zip(kept.lines().map(|name| RwSignal::new(name.to_owned())))
            .collect();
        let next = u32::try_from(rows.len()).unwrap_or_default();
        Self {
            filling,
            rows: RwSignal::new(rows),
            next: StoredValue::new(next),
            nameless: RwSignal::new(false),
        }
    }

    fn names(self) -> Vec<String> {
        self.rows.with_untracked(|rows| {
            rows.iter()
                .map(|(_, name)| name.get_untracked().trim().to_owned())
                .collect()
        })
    }

    fn check(self) -> bool {
        let named = self.names().iter().all(|name| !name.is_empty());
        self.nameless.set(!named);
        named
    }

    fn keep(self) {
        let names: Vec<String> = self
            .rows
            .with_untracked(|rows| rows.iter().map(|(_, n)| n.get_untracked()).collect());
        self.filling.value(PARTY).set(names.join("\n"));
        self.filling.keep();
    }

    fn draw(self, here: Here, most: u32) -> AnyView {
        let t = here.t;
        let room = move || self.rows.with(|rows| rows.len() + 1 < most as usize);
        let row = move |(n, name): (u32, RwSignal<String>)| {
            let place = Signal::derive(move || {
                self.rows
                    .with(|rows| rows.iter().position(|(m, _)| *m == n).unwrap_or_default() + 2)
                    .to_string()
            });
            let error = Signal::derive(move || {
                (self.nameless.get() && name.with(|n| n.trim().is_empty()))
                    .then(|| t.party_nameless().to_owned())
            });
            let label = t.party_name(&place.get_untracked());
            let remove = t.party_remove(&place.get_untracked());
            view! {
                <div class="party-row">
                    <Field
                        label
                        value=name
                        error
                        max_length=Some(60)
                        on_change=move |_: String| self.keep()
                    />
                    <IconButton
                        icon=Icon::Trash
                        label=remove
                        on_click=move || {
                            self.rows.update(|rows| rows.retain(|(m, _)| *m != n));
                            self.keep();
                        }
                    />
                </div>
            }
        };
        view! {
            <Section title=t.party()>
                <p class="muted">{t.party_limit(&most.to_string())}</p>
                <div class="stack">
                    <For each=move || self.rows.get() key=|(n, _)| *n let:one>{row(one)}</For>
                </div>
                {move || room().then(|| view! {
                    <Button
                        icon=Some(Icon::Plus)
                        on_click=move || {
                            let n = self.next.get_value();
                            self.next.set_value(n.wrapping_add(1));
                            self.rows.update(|rows| rows.push((n, RwSignal::new(String::new()))));
                        }
                    >
                        {t.party_add()}
                    </Button>
                })}
            </Section>
        }
        .into_any()
    }
}
