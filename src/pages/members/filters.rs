//! The filter of a directory: by role, by what somebody says, by when they joined, each with how many there are.

use leptos::prelude::*;

use crate::{
    model::{MemberField, Role, Wanted, Within},
    pages::Here,
    ui::{
        Button, ButtonKind, Buttons, ChipButton, ChipRow, Chips, ChipsLook, Choice, Icon, Memo,
        RwSignal, Sheet, Signal, changing, el, nothing, several,
    },
};

use super::book::Book;

/// So many values of a field are offered at first: those that most have.
const OFFERED: usize = 16;

/// The line under the search box, and the sheet that it opens.
pub(super) fn bar(
    here: Here,
    book: Book,
    wanted: RwSignal<Wanted>,
    found: Signal<usize>,
) -> AnyView {
    let t = here.t;
    let open = RwSignal::new(false);
    // What is typed changes nothing here.
    let set = Memo::new(move |_| Wanted {
        text: String::new(),
        ..wanted.get()
    });
    let label = Signal::derive(move || match set.with(Wanted::filters) {
        0 => t.filter().to_owned(),
        n => t.filter_n(&n.to_string()),
    });
    let filtered = Signal::derive(move || set.with(Wanted::filters) > 0);
    let chip = view! {
        <ChipButton label icon=Some(Icon::Filter) pressed=filtered on_click=move || open.set(true) />
    };
    several(vec![
        chip.into_any(),
        sheet(here, book, wanted, open, found),
    ])
}

/// What is chosen, each to go with a tap, in a line of its own.
pub(super) fn chosen(here: Here, wanted: RwSignal<Wanted>) -> AnyView {
    let set = Memo::new(move |_| wanted.with(|wanted| each_chosen(here, wanted)));
    changing(move || {
        let chips = set.get();
        if chips.is_empty() {
            return nothing();
        }
        let chips = chips.into_iter().map(|(words, without)| {
            let drop = move || {
                wanted.update(|wanted| {
                    let text = std::mem::take(&mut wanted.text);
                    *wanted = Wanted {
                        text,
                        ..without.clone()
                    };
                });
            };
            view! { <ChipButton label=words icon=Some(Icon::Close) pressed=true on_click=drop /> }
                .into_any()
        });
        let chips = several(chips.collect());
        view! { <ChipRow label=here.t.filter()>{chips}</ChipRow> }.into_any()
    })
}

/// What is chosen, in words, and what is left without it.
fn each_chosen(here: Here, wanted: &Wanted) -> Vec<(String, Wanted)> {
    let t = here.t;
    let mut all = Vec::new();
    if let Some(role) = wanted.role {
        let without = Wanted {
            role: None,
            ..wanted.clone()
        };
        all.push((t.role(role).to_owned(), without));
    }
    for (field, value) in &wanted.said {
        let mut without = wanted.clone();
        without.choose(*field, "");
        let words = [t.member_field(*field), t.colon(), value].concat();
        all.push((words, without));
    }
    if let Some(within) = wanted.joined {
        let without = Wanted {
            joined: None,
            ..wanted.clone()
        };
        all.push((joined(here, within).to_owned(), without));
    }
    all
}

fn joined(here: Here, within: Within) -> &'static str {
    match within {
        Within::Month => here.t.dir_joined_month(),
        Within::Year => here.t.dir_joined_year(),
    }
}

const ROLES: [(&str, Role); 6] = [
    ("owner", Role::Owner),
    ("deputy", Role::Deputy),
    ("admin", Role::Admin),
    ("host", Role::Host),
    ("lecturer", Role::Lecturer),
    ("member", Role::Member),
];

fn sheet(
    here: Here,
    book: Book,
    wanted: RwSignal<Wanted>,
    open: RwSignal<bool>,
    found: Signal<usize>,
) -> AnyView {
    let t = here.t;
    let reset = move || {
        wanted.update(|wanted| {
            *wanted = Wanted {
                text: std::mem::take(&mut wanted.text),
                ..Wanted::default()
            };
        });
        open.set(false);
    };
    let show = move || {
        [t.show_results(), " · ", &found.get().to_string()]
            .concat()
            .into_any()
    };
    let is_set = Memo::new(move |_| wanted.with(Wanted::filters) > 0);
    let foot = move || {
        let show = changing(show);
        let reset = changing(move || match is_set.get() {
            true => view! { <Button kind=ButtonKind::Quiet on_click=reset>{t.reset()}</Button> }
                .into_any(),
            false => nothing(),
        });
        let show = view! {
            <Button kind=ButtonKind::Primary wide=true on_click=move || open.set(false)>{show}</Button>
        };
        view! { <Buttons>{vec![reset, show.into_any()]}</Buttons> }.into_any()
    };
    // Nothing is made of it before it is opened.
    let is_wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get());
    let body = move || {
        // It is filled in as soon as all is known of whom there is.
        changing(move || {
            if !is_wanted.get() {
                return nothing();
            }
            book.ready.track();
            el("div")
                .class("stack-l")
                .child(groups(here, book, wanted))
                .into_any()
        })
    };
    view! {
        <Sheet open title=t.filter() close=t.close() foot>
            {body()}
        </Sheet>
    }
    .into_any()
}

fn groups(here: Here, book: Book, wanted: RwSignal<Wanted>) -> Vec<AnyView> {
    let t = here.t;
    let now = wanted.get_untracked();
    let mut all = Vec::new();
    let roles = book.listed.with_untracked(|listed| {
        let members = listed.iter().flat_map(|it| it.members.iter());
        let mut counts = [0_usize; ROLES.len()];
        for member in members {
            let place = ROLES.iter().position(|(_, role)| *role == member.role);
            if let Some(count) = place.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        counts
    });
    let roles = ROLES.iter().zip(roles).filter(|(_, count)| *count > 0);
    let roles = roles.map(|((name, role), count)| (*name, counted(t.role(*role), count)));
    let chosen = ROLES.iter().find(|(_, role)| now.role == Some(*role));
    all.push(group(
        here,
        t.dir_role(),
        roles
            .map(|(name, words)| Choice::new(name, words))
            .collect(),
        chosen
            .map(|(name, _)| (*name).to_owned())
            .unwrap_or_default(),
        move |chosen| {
            let role = ROLES
                .into_iter()
                .find(|(name, _)| *name == chosen)
                .map(|(_, role)| role);
            wanted.update(|wanted| wanted.role = role);
        },
    ));
    for field in Wanted::FIELDS {
        let is_said = book.with_index(|index| !index.counts(field).is_empty());
        if is_said || !now.of(field).is_empty() {
            all.push(said(here, book, wanted, field));
        }
    }
    let within = vec![
        Choice::new("month", joined(here, Within::Month)),
        Choice::new("year", joined(here, Within::Year)),
    ];
    let chosen = match now.joined {
        None => "",
        Some(Within::Month) => "month",
        Some(Within::Year) => "year",
    };
    let choose = move |chosen: String| {
        let joined = match chosen.as_str() {
            "month" => Some(Within::Month),
            "year" => Some(Within::Year),
            _ => None,
        };
        wanted.update(|wanted| wanted.joined = joined);
    };
    all.push(group(
        here,
        t.member_field(MemberField::Joined),
        within,
        chosen.to_owned(),
        choose,
    ));
    all
}

/// What is said in a field: what most say, and all of it once it is asked for.
fn said(here: Here, book: Book, wanted: RwSignal<Wanted>, field: MemberField) -> AnyView {
    let is_whole = RwSignal::new(false);
    changing(move || {
        let t = here.t;
        let mut values = book.with_index(|index| index.counts(field));
        let own = wanted.with_untracked(|wanted| wanted.of(field).to_owned());
        let at = values.iter().position(|(value, _)| *value == own);
        let has_more = !is_whole.get() && values.len() > OFFERED;
        if has_more {
            if let Some(at) = at.filter(|at| *at >= OFFERED) {
                values.swap(OFFERED - 1, at);
            }
            values.truncate(OFFERED);
        }
        if at.is_none() && !own.is_empty() {
            values.push((own.clone(), 0));
        }
        let options = values
            .iter()
            .map(|(value, count)| Choice::new(value.clone(), counted(value, *count)));
        let choose = move |chosen: String| wanted.update(|wanted| wanted.choose(field, &chosen));
        let label = t.member_field(field);
        let chips = group(here, label, options.collect(), own, choose);
        if !has_more {
            return chips;
        }
        let name = [t.more(), t.colon(), label].concat();
        let more = el("button")
            .class("btn btn-small")
            .attr("type", "button")
            .attr("aria-label", name)
            .on("click", move |_| is_whole.set(true))
            .child(el("span").child(t.more()));
        el("div")
            .class("stack-s")
            .child(chips)
            .child(el("div").class("btns").child(more))
            .into_any()
    })
}

fn counted(words: &str, count: usize) -> String {
    [words, " ", &count.to_string()].concat()
}

fn group(
    here: Here,
    label: &'static str,
    mut options: Vec<Choice>,
    value: String,
    choose: impl Fn(String) + Send + 'static,
) -> AnyView {
    options.insert(0, Choice::new("", here.t.all()));
    let value = RwSignal::new(value);
    let chips = view! { <Chips label=label options value look=ChipsLook::Wrap on_change=choose /> };
    el("div")
        .class("stack-s")
        .child(el("h3").child(label))
        .child(chips.into_any())
        .into_any()
}
