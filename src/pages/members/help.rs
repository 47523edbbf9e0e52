//! Whom the viewer may help and who may help them: above the list, with what is looked for and offered.

use leptos::prelude::*;

use crate::{
    data::Idle as _,
    data::MyEntryIn,
    host::WhenIdle,
    model::{CommunityId, Help, Member, helping},
    pages::{Here, live},
    route::Route,
    ui::{Fold, Icon, Memo, PersonRow, Rows, RwSignal, Signal, changing, effect, el, nothing},
};

use super::book::Book;

/// So many are shown.
const MOST: usize = 12;

/// Who was found.
#[derive(Default, PartialEq)]
struct Found {
    /// The best of them.
    best: Vec<(Member, Help)>,
    /// How many there are.
    all: usize,
}

/// The section, folded until somebody opens it; nothing where nobody fits, or the viewer says nothing of themselves here.
pub(super) fn section(
    here: Here,
    book: Book,
    community: &CommunityId,
    is_hidden: Signal<bool>,
) -> AnyView {
    let t = here.t;
    let mine = live::live(here, MyEntryIn(community.clone()));
    let found: RwSignal<Found> = RwSignal::new(Found::default());
    effect(move || {
        // Once all of them can be searched, not each time that more of them can.
        let (known, _) = book.ready.get();
        let all = book
            .listed
            .with(|it| it.as_ref().map_or(0, |it| it.members.len()));
        if known < all {
            return;
        }
        let own = mine
            .data
            .with(|mine| mine.as_ref().and_then(|mine| mine.entry.clone()));
        WhenIdle.when_idle(Box::new(move || {
            let all = own.map(|own| look(book, &own)).unwrap_or_default();
            let is_new = found.try_with_untracked(|old| *old != all);
            if is_new == Some(true) {
                found.try_set(all);
            }
        }));
    });
    let open = RwSignal::new(false);
    let is_there = Memo::new(move |_| found.with(|found| found.all > 0));
    let is_hidden = Memo::new(move |_| is_hidden.get());
    let section = changing(move || {
        if !is_there.get() {
            return nothing();
        }
        let note =
            Signal::derive(
                move || match found.with(|found| (found.all, found.best.len())) {
                    (all, shown) if all > shown => {
                        t.dir_help_best(&all.to_string(), &shown.to_string())
                    }
                    (all, _) => t.dir_help_note(&all.to_string()),
                },
            );
        view! {
            <Fold open icon=Icon::People title=t.dir_help() note>
                {changing(move || {
                    let rows = found.with(|found| found.best.iter().map(|(member, help)| row(here, member, help)).collect::<Vec<_>>());
                    view! { <Rows>{rows}</Rows> }.into_any()
                })}
            </Fold>
        }
        .into_any()
    });
    el("div")
        .class("dir-help")
        .when("data-away", "", move || is_hidden.get())
        .when("aria-hidden", "true", move || is_hidden.get())
        .child(section)
        .into_any()
}

fn look(book: Book, own: &Member) -> Found {
    let Some(Some(listed)) = book.listed.try_get_untracked() else {
        return Found::default();
    };
    let is_other = |at: &&u32| {
        listed
            .members
            .get(**at as usize)
            .is_some_and(|it| it.id != own.id)
    };
    book.with_index(|index| {
        let known = index.len();
        let others: Vec<u32> = listed
            .order
            .at
            .iter()
            .filter(|at| (**at as usize) < known)
            .filter(is_other)
            .copied()
            .collect();
        let (best, all) = helping(index.fold(), index, own, &others, MOST);
        let with = |help: Help| Some((Member::clone(listed.members.get(help.at as usize)?), help));
        Found {
            all,
            best: best.into_iter().filter_map(with).collect(),
        }
    })
}

fn row(here: Here, member: &Member, help: &Help) -> AnyView {
    let t = here.t;
    let gives = help
        .gives
        .as_ref()
        .map(|(sought, offered)| match sought == offered {
            true => t.dir_gives_it(sought),
            false => t.dir_gives(sought, offered),
        });
    let takes = help
        .takes
        .as_ref()
        .map(|(sought, offered)| match sought == offered {
            true => t.dir_takes_it(sought),
            false => t.dir_takes(sought, offered),
        });
    let why = gives
        .into_iter()
        .chain(takes)
        .collect::<Vec<_>>()
        .join(t.dir_and());
    view! {
        <PersonRow
            name=member.name.clone()
            picture=member.picture.clone()
            headline=why
            href=here.link(&Route::Member(member.community.clone(), member.id.clone()))
        />
    }
    .into_any()
}
